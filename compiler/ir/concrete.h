/* concrete.h - concrete types with one address each: equal types are equal pointers, however
 * deep. */
#ifndef IR_CONCRETE_H
#define IR_CONCRETE_H

#include "ir/mir.h"

typedef struct ConcreteTypes {
    Arena *arena;   /* of the types */
    Arena *scratch; /* of the tables */
    Program *program;
    Map buckets;   /* hash -> entries */
    bool overflow; /* a type was deeper or larger than the limit; everything asked since is Unit */
} ConcreteTypes;

/* Type arguments of an instance, with what was already looked up for it. */
typedef struct Substitution {
    const TypeParamVec *params;
    TypeVec args; /* concrete */
    Map memo;     /* Type * -> concrete type */
} Substitution;

/* The type with its parameters replaced; equal results are one pointer. */
Type *concrete_type(ConcreteTypes *types, Substitution *by, Type *type);

#endif
