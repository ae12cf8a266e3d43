/* checker.h - what the files of check/ share: the state of one run, scopes, and the questions
 * declarations answer for inference. Only check/ includes this. */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "check/typed.h"
#include "module/loader.h"

typedef struct Checker {
    Arena *arena;
    Interner *names;
    DiagList *diags;
    Program *program;
    const LoadedModules *loaded;
    struct ScopeTable *scopes; /* scope.c */
    /* names declared where nothing may be: reported there, so not where they are used */
    Map misplaced;
} Checker;

/* ---- Names (scope.c) ---- */

typedef enum BindingKind {
    BINDING_FN, /* fns: all arities of a name; actors and supervisors are functions too */
    BINDING_CONST,
    BINDING_VARIANT, /* variants: more than one when bare use is ambiguous */
    BINDING_TYPE,    /* type (struct, sum, primitive) */
    BINDING_ALIAS,
    BINDING_TRAIT,
    BINDING_METHOD, /* a trait method callable by bare name: methods, all traits that have it */
    BINDING_MODULE, /* a namespace: an imported or library module, a nested module, a service */
} BindingKind;

typedef struct TypeAlias {
    Name name;
    TypeParamVec params;
    Type *target; /* over params */
    ModuleInfo *module;
    Item *item;
    int state; /* 0 untouched, 1 being resolved, 2 done: cycles are errors */
} TypeAlias;

typedef struct Binding {
    BindingKind kind;
    bool is_pub;
    FnSymbolVec fns;
    ConstSymbol *constant;
    VariantDeclVec variants;
    TypeDecl *type;
    TypeAlias *alias;
    TraitDecl *trait;
    TraitMethodVec methods;
    ModuleInfo *module;
} Binding;

/* Generated code spells names of the library with a leading `$`, which no program can write:
 * `$Less`, `$Ord` and `$compare` are those of core and of the traits of std, `$Json` is the
 * library's module whatever the program around declares. All lookups below know them.
 *
 * What a bare name means at module level, by priority: definitions of the module, explicit imports,
 * implicit imports, prelude; namespaces: own nested modules, imports, library modules. NULL:
 * unknown. Values (functions, constants, variants, methods), types (types, aliases, traits) and
 * namespaces are looked up apart; library modules are known without an import. */
Binding *scope_value(Checker *c, ModuleInfo *module, Name name);
Binding *scope_type(Checker *c, ModuleInfo *module, Name name);
Binding *scope_namespace(Checker *c, ModuleInfo *module, Name name);

/* A member of a namespace as seen from `from`: E0035 is the caller's to report when !is_pub. */
Binding *scope_member_value(Checker *c, ModuleInfo *space, Name name);
Binding *scope_member_type(Checker *c, ModuleInfo *space, Name name);
Binding *scope_member_namespace(Checker *c, ModuleInfo *space, Name name);

/* Private names are visible in the file that declares them, nested modules included. */
bool scope_may_see(const ModuleInfo *from, const ModuleInfo *space);

/* The visible name nearest to `name` within two edits, for "did you mean"; NULL when none. */
Name scope_suggest_value(Checker *c, ModuleInfo *module, Name name);
Name scope_suggest_export(ModuleInfo *module, Name name); /* among what it declares */
Name scope_suggest_type(Checker *c, ModuleInfo *module, Name name);
/* the next one from *at on, NULL at the end */
Name scope_near_method(Checker *c, Name name, size_t *at);
/* the full name of a module of the program, by its last part */
Name scope_module_called(Checker *c, Name name);
Name scope_suggest_space(Checker *c, ModuleInfo *module, Name name);

/* ---- Written types (resolve_type.c) ---- */

/* Type parameters in force, innermost last; Self of an impl or interface. */
typedef struct TypeScope {
    const TypeParamVec *params;
    struct TypeScope *outer;
    Type *self;       /* NULL: no Self here */
    TraitDecl *trait; /* whose associated types Self.X names */
    ImplDecl *impl;
} TypeScope;

/* Reports E0045 and gives TY_ERROR for unknown names. A bare `List` gets fresh variables from
 * `fresh` (NULL: it is an error to leave arguments out). */
typedef Type *(*FreshType)(void *context);
Type *resolve_type(Checker *c, ModuleInfo *module, TypeScope *scope, const TypeExpr *written,
                   FreshType fresh, void *fresh_context);

/* ---- Declarations (declare*.c) ---- */

/* Fills every module's scope: types, traits, impls (derived ones with typed-tree-ready AST bodies),
 * function signatures as far as they are annotated. Runs before any body is inferred. A function
 * awaiting inference is one FnJob. */
/* What a service declares, for the one job that infers all its handlers. The functions are also
 * members of the service's namespace. */
typedef struct HandlerFns {
    FnSymbol *op;     /* op(pid, params): R, or () for a cast */
    FnSymbol *within; /* op_within(ms, pid, params): R!String; NULL for a cast */
    FnSymbol *try_op; /* try_op(pid, params): R!String; NULL for a cast */
} HandlerFns;

typedef struct ServiceParts {
    ServiceDecl *decl; /* state is filled by inference */
    /* the namespace; handler bodies are looked up in it, so helpers are visible */
    ModuleInfo *space;
    FnSymbol *start, *start_link; /* (params of init) -> Pid<()> */
    struct FnJob *init;           /* `fn init`, also a job of its own; NULL: the state is () */
    VEC(HandlerFns) handlers;     /* parallel to item->handlers */
} ServiceParts;

/* fn->type is set when `complete` and NULL otherwise: then inference resolves what is annotated
 * itself, with `type_scope`. fn->arity is always set, fn->params holds the written type parameters.
 * Functions without a body to infer (externs, interface methods without default) have no job. */
typedef struct FnJob {
    FnSymbol *fn;
    ModuleInfo *module;
    VEC(FnDef *) clauses; /* adjacent definitions of one name and arity, checked for E0022 E0023 */
    Item *actor;          /* IT_ACTOR: infer its body with receive and self allowed */
    Item *service;        /* IT_SERVICE: this job stands for all its handlers; fn is parts->start */
    ServiceParts *parts;
    Item *supervisor;      /* IT_SUPERVISOR */
    ConstSymbol *constant; /* IT_LET */
    Item *test;     /* IT_TEST: clauses[0] is a generated function with the set-up spliced in before
                       the body; self() and receive are allowed in it */
    ImplDecl *impl; /* method of this impl: signature was compared with the trait */
    TraitDecl *trait;      /* default body of this trait */
    TypeScope *type_scope; /* generics and Self in force */
    bool complete;         /* every parameter and the result are annotated; fn->type is final */
} FnJob;
typedef VEC(FnJob *) FnJobVec;

void declare_all(Checker *c, FnJobVec *jobs);

/* ---- Impls (impls.c) ---- */

typedef enum ImplAnswer {
    IMPL_NONE, /* no impl can match */
    IMPL_FOUND,
    IMPL_UNKNOWN /* the self type is still open */
} ImplAnswer;

/* Which impl of trait<trait_args> serves `self` (types may hold variables; trait_args may be
 * shorter than the trait's when unknown). On IMPL_FOUND *impl is set and impl_args holds the impl's
 * parameters as solved by matching (fresh variables from `fresh` where matching does not decide).
 * Bounds of the impl are the caller's to check. When open types leave exactly one possible impl it
 * is IMPL_FOUND too, so the caller unifies the impl's target and trait_args (over impl_args) with
 * what it asked for. Rigid parameters find their bounds through `type->param->bounds` and give
 * IMPL_FOUND with *impl NULL, as TY_ERROR and TY_NEVER do. */
ImplAnswer impl_lookup(Checker *c, TraitDecl *trait, const TypeVec *trait_args, Type *self,
                       ImplDecl **impl, TypeVec *impl_args, FreshType fresh, void *fresh_context);

/* A trait of std/core.mpl by its name: "Eq", "Add", "Display", ... */
TraitDecl *core_trait(Checker *c, const char *name);
/* A function of a std module by name and arity, for what sugar needs: ("Json", "encode_value",
 * 1). */
ModuleInfo *std_module(Checker *c, const char *name); /* NULL: there is none */
FnSymbol *std_function(Checker *c, const char *module, const char *name, size_t arity);

/* ---- Inference (infer*.c) ---- */

/* Infers all jobs by strongly connected components and fills FnSymbol.type, locals and body. */
void infer_all(Checker *c, FnJobVec *jobs);

/* ---- Matches (exhaustive.c) ---- */

/* Reports E0012 (or the warning for clauses) and W0001 for the finished rows of a match. */
void check_matches(Checker *c, const TArmVec *arms, const TypeVec *scrutinees, Span span,
                   bool clauses);

#endif
