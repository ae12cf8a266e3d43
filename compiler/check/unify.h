/* unify.h - making two types equal by solving variables.
 *
 * Variables carry the level of the function component that made them; one that is unified with an
 * outer type sinks to the outer level, so that generalisation takes only what belongs to the
 * component. */
#ifndef CHECK_UNIFY_H
#define CHECK_UNIFY_H

#include "check/type.h"

typedef enum UnifyResult {
    UNIFY_OK,
    UNIFY_MISMATCH,
    UNIFY_ARITY,    /* functions with different numbers of parameters */
    UNIFY_INFINITE, /* a variable would contain itself */
    UNIFY_TOO_BIG   /* the types are nested too deeply or grow without bound */
} UnifyResult;

/* Solves variables in place; after a failure some may be solved already. TY_ERROR equals every
 * type, and a pid without message type equals every pid, neither solving anything. */
UnifyResult unify_types(Type *a, Type *b);

/* A pid of any messages. */
bool type_is_bare_pid(Type *type);

bool type_is_decl(Type *type, const TypeDecl *decl); /* follows variables */
bool type_has_error(Type *type);                     /* anywhere in it */

/* Nested or grown beyond what passes over types can afford; shared parts count each time they
 * occur. */
bool type_is_too_big(Type *type);

/* Pushes the unsolved variables of `type` deeper than `level`, each once, in order of
 * occurrence. */
void type_free_vars(Arena *arena, Type *type, int32_t level, TypeVec *vars);

/* Removes solved variables inside `type`, in place; unsolved ones deeper than `level` become
 * `unit`. */
Type *type_settle(Type *type, int32_t level, Type *unit);

#endif
