/* program.h - a checked program: modules, functions, traits and impls, each with its typed body.
 *
 * This is all that lowering sees. Names are resolved, types are inferred, sugar is gone: derived
 * impls, actors, services and supervisors are ordinary functions here. */
#ifndef CHECK_PROGRAM_H
#define CHECK_PROGRAM_H

#include "check/type.h"

typedef struct TExpr TExpr;
typedef struct Local Local;
typedef struct FnSymbol FnSymbol;
typedef struct TraitMethod TraitMethod;
typedef struct ImplDecl ImplDecl;

typedef VEC(FnSymbol *) FnSymbolVec;
typedef VEC(Local *) LocalVec;

/* A parameter, a let name, a pattern variable. */
struct Local {
    Name name;
    Type *type;
    Span span;
    uint32_t id; /* unique in its function */
};

/* A named function: top-level, method, local function without captures, extern, generated. */
struct FnSymbol {
    Name name;
    /* Module.name/arity or Module.Type.name: unique, shown in stack traces */
    const char *full_name;
    ModuleInfo *module;
    Span span;
    /* type parameters; for a method those of its impl come first. A method of an
       interface (default body) has Self as params[0], then the trait's parameters */
    TypeParamVec params;
    Type *type; /* TY_FUN over `params` */
    uint32_t arity;
    LocalVec locals; /* one a parameter */
    TExpr *body;     /* NULL for externs and interface methods without default */
    bool is_pub;
    bool is_extern;
    /* extern: "mesh_..." takes the context first, "@name" is an intrinsic, else plain C */
    Text symbol;
    ExternKind extern_kind;
    uint64_t takes;  /* extern: bit i set: parameter i is consumed */
    bool is_inplace; /* @inplace: an extern that has it updates its first argument ... */
    /* ... another function promises that its updates of these parameters, or all its */
    uint64_t inplace_params;
    Span inplace_span; /* updates when there are none, do not copy */
    bool is_actor;     /* the body of an actor item */
    Type *message;     /* is_actor: type of its messages */
    bool receives;     /* is_actor: it looks at messages, not only at exits and the time */
};

struct TraitMethod {
    Name name;
    TraitDecl *trait;
    uint32_t index;
    FnSymbol *fn;   /* its type over params = [Self, trait parameters..., own type parameters...] */
    bool is_static; /* no self parameter */
};
typedef VEC(TraitMethod *) TraitMethodVec;

struct TraitDecl {
    Name name;
    ModuleInfo *module;
    TypeParam *self;
    TypeParamVec params;
    TraitMethodVec methods;
    VEC(Name) assoc;
    Item *item;
    bool is_pub;
};

struct ImplDecl {
    TraitDecl *trait;
    TypeVec trait_args;
    Type *target;        /* over params */
    TypeParamVec params; /* with bounds */
    FnSymbolVec methods; /* by TraitMethod.index; NULL: the default body of the trait is used */
    VEC(Name) assoc_names;
    TypeVec assoc_types;
    FnSymbolVec extra; /* methods the trait does not have */
    ModuleInfo *module;
    Span span;
    bool implicit; /* derived without a deriving clause */
};
typedef VEC(ImplDecl *) ImplDeclVec;

/* let at module level: evaluated once, before main. */
typedef struct ConstSymbol {
    Name name;
    const char *full_name;
    ModuleInfo *module;
    Type *type;
    TExpr *value;
    Span span;
    bool is_pub;
} ConstSymbol;
typedef VEC(ConstSymbol *) ConstSymbolVec;

typedef struct ServiceDecl {
    Name name;
    const char *full_name;
    Type *state;
} ServiceDecl;

/* One file (or nested module). The checker keeps its scopes behind `scope`. */
struct ModuleInfo {
    Name name; /* A.B */
    Tree *tree;
    bool is_std;
    /* every function declared here: also methods, local and generated ones */
    FnSymbolVec functions;
    ConstSymbolVec constants;
    void *scope;
};
typedef VEC(ModuleInfo *) ModuleInfoVec;

typedef struct Program {
    Arena *arena;
    Interner *names;
    ModuleInfoVec modules; /* in dependency order, std first */
    BuiltinTypes types;
    FnSymbol *main; /* of the entry module; NULL when there is none */
    ImplDeclVec impls;
    Map impls_by_trait; /* TraitDecl* -> ImplDeclVec* */
    Map impls_by_head;  /* TraitDecl* -> Map of heads of target types, see impls.c */
    Map found_impls;    /* the cache of program_find_method: hash -> entries */
} Program;

/* The method body that serves `method` for concrete types.
 *
 * type_args are those of method->fn->params: [Self, trait parameters..., own type parameters...].
 * On success *fn is the function and *fn_args (over fn->params) its type arguments; a default body
 * gets type_args itself. False when no impl exists, which checking has excluded. Derived impls have
 * bodies like others. */
bool program_find_method(Program *program, TraitMethod *method, const TypeVec *type_args,
                         FnSymbol **fn, TypeVec *fn_args);

/* The function that implements trait `name` method 0 (eq, hash) for a concrete type, for
 * MeshTypeInfo; false when the type has no such impl. */
bool program_find_trait_fn(Program *program, const char *trait, Type *self, FnSymbol **fn,
                           TypeVec *fn_args);

/* Replaces TY_ASSOC of concrete types by what their impls bind. */
Type *program_normalise(Program *program, Type *type);

#endif
