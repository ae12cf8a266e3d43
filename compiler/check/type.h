/* type.h - the types of Mesh and the declarations they name.
 *
 * After checking, types hold no unsolved variables: a variable nothing determined has become Unit.
 * Types are compared with type_equal, not by pointer. */
#ifndef CHECK_TYPE_H
#define CHECK_TYPE_H

#include "base/map.h"
#include "syntax/ast.h"

typedef struct Type Type;
typedef struct TypeDecl TypeDecl;
typedef struct TypeParam TypeParam;
typedef struct TraitDecl TraitDecl;
typedef struct ModuleInfo ModuleInfo;

typedef VEC(Type *) TypeVec;
typedef VEC(TypeParam *) TypeParamVec;

typedef enum TypeKind {
    TY_ERROR, /* a mistake was reported; unifies with everything */
    TY_VAR,   /* unsolved; follow with type_resolve */
    TY_PARAM, /* a rigid type parameter of the function, impl or declaration around it */
    TY_CON,   /* decl<args>: primitives, lists, maps, pids, structs, sum types. A bare `Pid` is
                 Pid<Never>: it   accepts any message and converts to and from every Pid<M> */
    TY_FUN,   /* (args) -> result */
    TY_TUPLE, /* (args), two or more */
    TY_NEVER,
    TY_ASSOC /* args[0].name of trait: an associated type of a type parameter, solved when it is
                known */
} TypeKind;

struct Type {
    TypeKind kind;
    /* TY_CON arguments, TY_FUN parameters, TY_TUPLE elements, TY_ASSOC the one self type */
    TypeVec args;
    Type *result;     /* TY_FUN */
    TypeDecl *decl;   /* TY_CON */
    TypeParam *param; /* TY_PARAM */
    TraitDecl *trait; /* TY_ASSOC */
    Name name;        /* TY_ASSOC */
    Type *link;       /* TY_VAR: its solution, or NULL */
    int32_t level;    /* TY_VAR */
    uint32_t id;      /* TY_VAR: for printing ?a, ?b and for side tables */
    bool is_untyped;  /* TY_VAR: the message of a pid that was given away as a bare one */
};

/* `T: Trait<args>` */
typedef struct TraitBound {
    TraitDecl *trait;
    TypeVec args; /* of the trait, without Self */
    Span span;
} TraitBound;
typedef VEC(TraitBound) TraitBoundVec;

struct TypeParam {
    Name name;
    TraitBoundVec bounds;
};

typedef enum TypeDeclKind {
    /* Int Float Bool String Atom Unit, List<T>, Map<K, V>, Pid<M> and opaque library types */
    DECL_PRIMITIVE,
    DECL_STRUCT,
    DECL_SUM
} TypeDeclKind;

/* How a value of a type lies in a word. MeshKind of the ABI has the same four. */
typedef enum ValueKind {
    VALUE_WORD, /* Int, Unit, pids, sum types without any payload */
    VALUE_FLOAT,
    VALUE_BOOL,
    /* pointers; sum types with a payload may also hold immediates (type_maybe_immediate) */
    VALUE_REF
} ValueKind;

typedef struct FieldDecl {
    Name name;  /* NULL for unnamed payload */
    Type *type; /* in terms of the declaration's params */
    Span span;
} FieldDecl;
typedef VEC(FieldDecl) FieldDeclVec;

typedef struct VariantDecl {
    Name name;
    FieldDeclVec fields;
    uint32_t index;
    TypeDecl *owner;
    Span span;
} VariantDecl;
typedef VEC(VariantDecl *) VariantDeclVec;

struct TypeDecl {
    TypeDeclKind kind;
    Name name;
    ModuleInfo *module; /* NULL for primitives known to the language */
    TypeParamVec params;
    FieldDeclVec fields;     /* DECL_STRUCT */
    VariantDeclVec variants; /* DECL_SUM */
    ValueKind primitive;     /* DECL_PRIMITIVE */
    Item *item;              /* NULL for primitives */
    bool is_pub;
};

/* The declarations the language itself needs; std/core.mpl declares Option, Result and Ordering. */
typedef struct BuiltinTypes {
    TypeDecl *int_, *float_, *bool_, *string, *atom, *unit, *list, *map, *pid;
    TypeDecl *option, *result, *ordering, *range, *json, *regex, *set, *iter;
} BuiltinTypes;

Type *type_resolve(Type *type);                       /* follows solved variables */
bool type_equal(Type *a, Type *b);                    /* of structure, after following variables */
bool types_equal(const TypeVec *a, const TypeVec *b); /* of one length, each equal to its partner */
uint64_t type_hash(Type *type); /* equal types hash equal; for concrete types */

Type *type_con(Arena *arena, TypeDecl *decl, TypeVec args); /* decl<args> */
Type *type_fun(Arena *arena, TypeVec params, Type *result); /* (params) -> result */
Type *type_tuple(Arena *arena, TypeVec elements);           /* (elements) */
Type *type_param(Arena *arena, TypeParam *param);           /* a use of the parameter */

/* A copy of `type` with params[i] replaced by args[i]. */
Type *type_substitute(Arena *arena, Type *type, const TypeParamVec *params, const TypeVec *args);

/* As written in source: `Map<String, Int>`, `(Int) -> Bool`, `?a`. */
const char *type_text(Arena *arena, Type *type);
/* `Geometry.Point` when it is not the reader's */
const char *type_text_for(Arena *arena, Type *type, const ModuleInfo *reader);

ValueKind type_value_kind(Type *type); /* of a concrete type; TY_NEVER and unit are VALUE_WORD */
bool type_maybe_immediate(Type *type); /* a reference that may be an immediate variant */

#endif
