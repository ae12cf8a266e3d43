/* declare_internal.h - what scope.c, resolve_type.c, impls.c, derive.c and declare*.c share. Nobody
 * else includes this. */
#ifndef CHECK_DECLARE_INTERNAL_H
#define CHECK_DECLARE_INTERNAL_H

#include "check/checker.h"

/* ---- Scopes (scope.c) ---- */

/* The names of one module. All maps go from Name to Binding. */
typedef struct ModuleScope {
    const LoadedModule *loaded; /* the file */
    ModuleInfo *outer;          /* of nested modules and services: the module around them */
    const ItemVec *items;
    Map values, types, spaces;                /* declared here */
    Map from_values, from_types, from_spaces; /* named by imports */
    Map implied_values, implied_types;        /* public types and variants of imported modules */
} ModuleScope;

typedef struct ScopeTable {
    Map modules;     /* modules of the project by full name -> ModuleInfo */
    Map std_modules; /* by squashed name -> ModuleInfo */
    /* public types of loaded std modules; a second one of a name is not visible bare */
    Map std_types;
    Map builtins;               /* primitives */
    Map methods;                /* every trait method by name */
    ModuleInfo *core, *prelude; /* NULL when they could not be loaded */
} ScopeTable;

static inline ModuleScope *scope_of(const ModuleInfo *module)
{
    return module->scope;
}

/* `JSON`, `Json` and `json` are one library module. */
Name scope_squash(Checker *c, Name name);

Binding *binding_new(Checker *c, BindingKind kind, bool is_pub);

/* ---- Declaring (declare*.c) ---- */

/* An impl item on its way: heads are declared before any method. */
typedef struct ImplWork {
    ImplDecl *impl;
    ModuleInfo *module;
    Item *item;            /* NULL: derived */
    FnDefVec methods;      /* written or generated */
    TypeScope *scope;      /* parameters and Self of the impl */
    TypeDecl *derived_for; /* NULL: written */
    const char *trait_name;
    Span span;
    bool failed; /* the head could not be resolved, or the type lacks what deriving needs */
} ImplWork;

/* A function, actor, supervisor, constant or service whose signature is not resolved yet. */
typedef struct Pending {
    FnJob *job;
    Item *item;
    ModuleInfo *module;
} Pending;

typedef struct Declarer {
    Checker *c;
    FnJobVec *jobs;
    Map fn_jobs;    /* FnSymbol -> FnJob */
    Map full_names; /* those in use -> itself */
    VEC(TypeAlias *) aliases;
    VEC(TypeDecl *) types; /* declared ones, in program order */
    VEC(TraitDecl *) traits;
    VEC(ImplWork *) impls;
    VEC(Pending) pending;
} Declarer;

/* Makes the ModuleInfo of a file, a nested module or a service and adds it to the program. */
ModuleInfo *declare_module(Declarer *d, const LoadedModule *loaded, ModuleInfo *outer, Name name,
                           const ItemVec *items);

/* Shells of everything a module declares, so that any order works. */
void declare_names(Declarer *d, ModuleInfo *module);
void declare_imports(Declarer *d, ModuleInfo *module);
void warn_unused_imports(Checker *c, ModuleInfo *module);
void declare_types(Declarer *d);  /* fields, payloads, aliases */
void declare_traits(Declarer *d); /* method signatures */
void declare_impl_heads(Declarer *d);
void declare_impl_methods(Declarer *d);
void declare_functions(Declarer *d); /* signatures of all that is pending */
void declare_service(Declarer *d, ModuleInfo *module, Item *item);
void declare_service_types(Declarer *d, FnJob *job);
void declare_tests(Declarer *d, ModuleInfo *module);
void declare_conversions(Declarer *d); /* into and try_into for every from and try_from */

/* Adds a definition to the functions of its module, or a clause to the one before it. */
void declare_fn_def(Declarer *d, ModuleInfo *module, FnDef *def, Item *item, const FnDef *previous);

/* The type parameters a written list of generics declares. */
TypeParamVec declare_params(Declarer *d, const IdentVec *generics);
void declare_bounds(Declarer *d, ModuleInfo *module, const TypeParamVec *params,
                    const BoundVec *bounds);
TypeScope *type_scope_new(Checker *c, const TypeParamVec *params, TypeScope *outer);

FnSymbol *fn_symbol_new(Declarer *d, ModuleInfo *module, Name name, const char *full_name,
                        size_t arity, Span span);
FnJob *fn_job_new(Declarer *d, FnSymbol *fn, ModuleInfo *module, TypeScope *scope);

/* Resolves one written type; NULL when it leaves type arguments to inference. */
Type *declare_type(Declarer *d, ModuleInfo *module, TypeScope *scope, const TypeExpr *written);

/* Sets fn->type when every parameter and the result are written; `self` is the type of the
 * receiver. The result says whether it did. */
bool declare_signature(Declarer *d, FnSymbol *fn, ModuleInfo *module, TypeScope *scope,
                       const ParamVec *params, const TypeExpr *result, Type *self);
/* Symbol, kind and taken parameters of an extern. */
void declare_extern(FnSymbol *fn, const FnDef *def);
void declare_inplace(Declarer *d, FnSymbol *fn, const FnDef *def);

TraitDecl *declare_trait_named(Declarer *d, ModuleInfo *module, const Path *path);

void report_duplicate(Checker *c, Name name, Span span, Span first);

/* ---- Deriving (derive.c) ---- */

/* Adds the impls types derive, asked for or not, to d->impls and to the program. Written impls are
 * there already. */
void derive_impls(Declarer *d);

/* The methods of a derived impl as syntax (derive_body.c). */
FnDefVec derive_methods(Declarer *d, TypeDecl *decl, const char *trait, Span span);

/* ---- Impls (impls.c) ---- */

void impl_register(Checker *c, ImplDecl *impl);
void impl_unregister(Checker *c, ImplDecl *impl);
ImplDeclVec *impls_of_trait(Program *program, TraitDecl *trait);

/* The impls whose target may be `self`, by its outermost form; all that could match are among the
 * two. */
typedef struct ImplChoice {
    const ImplDeclVec *same_head; /* NULL: none */
    const ImplDeclVec *blanket;   /* for any type; NULL: none */
} ImplChoice;
ImplChoice impls_for(Program *program, TraitDecl *trait, Type *self);
size_t impl_choice_count(const ImplChoice *choice);
ImplDecl *impl_choice_at(const ImplChoice *choice, size_t index);

/* Could one pair of types and trait arguments match both? */
bool impl_overlap(ImplDecl *a, ImplDecl *b);

/* Solves the impl's parameters so that its head is exactly trait<trait_args> for self; self is
 * concrete or holds rigid parameters. */
bool impl_match_exact(Arena *arena, ImplDecl *impl, const TypeVec *trait_args, Type *self,
                      TypeVec *impl_args);

#endif
