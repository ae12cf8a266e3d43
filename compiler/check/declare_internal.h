/* declare_internal.h - what scope.c, resolve_type.c, impls.c, derive.c and declare*.c share. Nobody else
 * includes this. */
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
    Map std_types;   /* public types of loaded std modules; a second one of a name is not visible bare */
    Map builtins;    /* primitives */
    Map methods;     /* every trait method by name */
    Map fn_items;    /* FnSymbol -> Item that declares it */
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

typedef struct Declarer {
    Checker *c;
    FnJobVec *jobs;
    VEC(TypeAlias *) aliases;
    VEC(TypeDecl *) types;   /* declared ones, in program order */
    VEC(TraitDecl *) traits;
    VEC(struct ImplWork *) impls;
} Declarer;

/* An impl item on its way: heads are declared before any method. */
typedef struct ImplWork {
    ImplDecl *impl;
    ModuleInfo *module;
    Item *item;            /* NULL: derived */
    FnDefVec methods;      /* written or generated */
    TypeScope *scope;      /* parameters and Self of the impl */
    TypeDecl *derived_for; /* NULL: written */
    bool failed;           /* the head could not be resolved, or the type lacks what deriving needs */
} ImplWork;

/* Shells of everything a module declares, so that any order works. */
void declare_names(Declarer *d, ModuleInfo *module);
void declare_imports(Declarer *d, ModuleInfo *module);
void declare_types(Declarer *d);               /* fields, payloads, aliases */
void declare_traits(Declarer *d);              /* method signatures */
void declare_impl_heads(Declarer *d);
void declare_impl_methods(Declarer *d);
void declare_functions(Declarer *d, ModuleInfo *module);
void declare_service(Declarer *d, ModuleInfo *module, Item *item, bool is_first_pass);
void declare_tests(Declarer *d, ModuleInfo *module);

/* The type parameters a written list of generics declares. */
TypeParamVec declare_params(Declarer *d, const IdentVec *generics);
void declare_bounds(Declarer *d, ModuleInfo *module, TypeScope *scope, TypeParamVec *params,
                    const BoundVec *bounds);
TypeScope *type_scope_new(Checker *c, const TypeParamVec *params, TypeScope *outer);

FnSymbol *fn_symbol_new(Declarer *d, ModuleInfo *module, Name name, const char *full_name, size_t arity,
                        Span span);
FnJob *fn_job_new(Declarer *d, FnSymbol *fn, ModuleInfo *module, TypeScope *scope);

/* Resolves the signature of a definition as far as it is written; sets fn->type when it is complete.
 * The result says whether it is. */
bool declare_signature(Declarer *d, FnSymbol *fn, ModuleInfo *module, TypeScope *scope, const FnDef *def,
                       Type *self);
/* Fills in symbol, kind and taken parameters of an extern. */
void declare_extern(FnSymbol *fn, const FnDef *def);

/* Reports a second declaration of a name. */
void report_duplicate(Checker *c, const char *what, Name name, Span span, Span first);

/* ---- Deriving (derive.c) ---- */

/* Adds the impls types derive, asked for or not, to d->impls and to the program. Written impls are there
 * already. */
void derive_impls(Declarer *d);

/* ---- Impls (impls.c) ---- */

void impl_register(Checker *c, ImplDecl *impl);
void impl_unregister(Checker *c, ImplDecl *impl);
ImplDeclVec *impls_of_trait(Program *program, TraitDecl *trait);

/* Could one pair of types and trait arguments match both? */
bool impl_overlap(ImplDecl *a, ImplDecl *b);

/* Solves the impl's parameters so that its head is exactly trait<trait_args> for self; self is concrete or
 * holds rigid parameters. */
bool impl_match_exact(Arena *arena, ImplDecl *impl, const TypeVec *trait_args, Type *self, TypeVec *impl_args);

#endif
