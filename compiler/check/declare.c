#include "check/declare_internal.h"

/* ---- Pieces shared by the files of declaring ---- */

void report_duplicate(Checker *c, Name name, Span span, Span first)
{
    Diag *diag = diag_add(c->diags, DIAG_DUPLICATE_ITEM, span, "`%s` is declared twice", name);
    if (first.source)
        diag_label(c->diags, diag, first, "first declared here");
}

TypeParamVec declare_params(Declarer *d, const IdentVec *generics)
{
    TypeParamVec params = {0};
    for (size_t i = 0; i < generics->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (generics->items[j].name == generics->items[i].name)
                report_duplicate(d->c, generics->items[i].name, generics->items[i].span,
                                 generics->items[j].span);
        }
        TypeParam *param = ARENA_NEW(d->c->arena, TypeParam);
        param->name = generics->items[i].name;
        vec_push(d->c->arena, &params, param);
    }
    return params;
}

TypeScope *type_scope_new(Checker *c, const TypeParamVec *params, TypeScope *outer)
{
    TypeScope *scope = ARENA_NEW(c->arena, TypeScope);
    scope->params = params;
    scope->outer = outer;
    return scope;
}

static TypeParam *param_named(const TypeParamVec *params, Name name)
{
    for (size_t i = 0; i < params->count; i++) {
        if (params->items[i]->name == name)
            return params->items[i];
    }
    return NULL;
}

TraitDecl *declare_trait_named(Declarer *d, ModuleInfo *module, const Path *path)
{
    Checker *c = d->c;
    Ident last = path->parts.items[path->parts.count - 1];
    Binding *found = NULL;
    if (path->parts.count == 1) {
        found = scope_type(c, module, last.name);
    } else {
        Binding *space = scope_namespace(c, module, path->parts.items[0].name);
        for (size_t i = 1; space && i + 1 < path->parts.count; i++)
            space = scope_member_namespace(c, space->module, path->parts.items[i].name);
        found = space ? scope_member_type(c, space->module, last.name) : NULL;
    }
    if (found && found->kind == BINDING_TRAIT)
        return found->trait;
    Diag *diag = diag_add(c->diags, DIAG_NO_TYPE, path->span, "undefined type: %s", last.name);
    diag_label(c->diags, diag, path->span,
               found ? "this is no interface" : "no interface of this name is visible here");
    Name near = scope_suggest_type(c, module, last.name);
    if (near && !found)
        diag_hint(c->diags, diag, "did you mean `%s`?", near);
    return NULL;
}

void declare_bounds(Declarer *d, ModuleInfo *module, const TypeParamVec *params,
                    const BoundVec *bounds)
{
    Checker *c = d->c;
    for (size_t i = 0; i < bounds->count; i++) {
        const Bound *written = &bounds->items[i];
        TypeParam *param = param_named(params, written->param.name);
        if (!param)
            diag_add(c->diags, DIAG_NO_TYPE, written->param.span,
                     "undefined type: %s is no type parameter here", written->param.name);
        for (size_t j = 0; param && j < written->traits.count; j++) {
            TraitBound bound = {.span = written->traits.items[j].span};
            bound.trait = declare_trait_named(d, module, &written->traits.items[j]);
            if (bound.trait)
                vec_push(c->arena, &param->bounds, bound);
        }
    }
}

static const char *unique_full_name(Declarer *d, const char *full_name)
{
    Checker *c = d->c;
    Name name = intern_cstr(c->names, full_name);
    for (int i = 2; map_get(&d->full_names, name); i++)
        name = intern_cstr(c->names, arena_printf(c->arena, "%s#%d", full_name, i));
    map_put(c->arena, &d->full_names, name, (void *)(uintptr_t)name);
    return name;
}

FnSymbol *fn_symbol_new(Declarer *d, ModuleInfo *module, Name name, const char *full_name,
                        size_t arity, Span span)
{
    FnSymbol *fn = ARENA_NEW(d->c->arena, FnSymbol);
    fn->name = name;
    fn->full_name = unique_full_name(d, full_name);
    fn->module = module;
    fn->span = span;
    fn->arity = (uint32_t)arity;
    vec_push(d->c->arena, &module->functions, fn);
    return fn;
}

FnJob *fn_job_new(Declarer *d, FnSymbol *fn, ModuleInfo *module, TypeScope *scope)
{
    FnJob *job = ARENA_NEW(d->c->arena, FnJob);
    job->fn = fn;
    job->module = module;
    job->type_scope = scope;
    vec_push(d->c->arena, d->jobs, job);
    if (fn)
        map_put(d->c->arena, &d->fn_jobs, fn, job);
    return job;
}

/* ---- Signatures ---- */

typedef struct LeftOpen {
    Arena *arena;
    bool seen;
} LeftOpen;

static Type *leave_open(void *context)
{
    LeftOpen *open = context;
    open->seen = true;
    Type *type = ARENA_NEW(open->arena, Type);
    type->kind = TY_ERROR;
    return type;
}

Type *declare_type(Declarer *d, ModuleInfo *module, TypeScope *scope, const TypeExpr *written)
{
    LeftOpen open = {d->c->arena, false};
    Type *type = resolve_type(d->c, module, scope, written, leave_open, &open);
    return open.seen ? NULL : type;
}

bool declare_signature(Declarer *d, FnSymbol *fn, ModuleInfo *module, TypeScope *scope,
                       const ParamVec *params, const TypeExpr *result, Type *self)
{
    TypeVec types = {0};
    for (size_t i = 0; i < params->count; i++) {
        const Param *param = &params->items[i];
        Type *type = param->type      ? declare_type(d, module, scope, param->type)
                     : param->is_self ? self
                                      : NULL;
        if (!type)
            return false;
        vec_push(d->c->arena, &types, type);
    }
    Type *result_type = result ? declare_type(d, module, scope, result) : NULL;
    if (!result_type)
        return false;
    fn->type = type_fun(d->c->arena, types, result_type);
    return true;
}

void declare_extern(FnSymbol *fn, const FnDef *def)
{
    fn->is_extern = true;
    fn->symbol = def->symbol;
    fn->extern_kind = def->extern_kind;
    for (size_t i = 0; i < def->params.count && i < 64; i++) {
        if (def->params.items[i].takes)
            fn->takes |= UINT64_C(1) << i;
    }
}

static bool find_param(const FnDef *def, Name name, size_t *index)
{
    for (size_t i = 0; i < def->params.count && i < 64; i++) {
        const Pattern *pattern = def->params.items[i].pattern;
        if (pattern->kind == PA_BIND && pattern->name.name == name) {
            *index = i;
            return true;
        }
    }
    return false;
}

void declare_inplace(Declarer *d, FnSymbol *fn, const FnDef *def)
{
    fn->is_inplace = def->inplace.is_given;
    fn->inplace_span = def->inplace.span;
    for (size_t i = 0; i < def->inplace.names.count; i++) {
        Ident name = def->inplace.names.items[i];
        size_t index = 0;
        if (find_param(def, name.name, &index)) {
            fn->inplace_params |= UINT64_C(1) << index;
            continue;
        }
        Diag *diag = diag_add(d->c->diags, DIAG_UNDEFINED, name.span,
                              "`%s` is no parameter of `%s`", name.name, def->name.name);
        diag_hint(d->c->diags, diag,
                  "`@inplace` names parameters; alone it stands for all the function updates");
    }
}

/* ---- The order of declaring ---- */

ModuleInfo *declare_module(Declarer *d, const LoadedModule *loaded, ModuleInfo *outer, Name name,
                           const ItemVec *items)
{
    Checker *c = d->c;
    ModuleInfo *module = ARENA_NEW(c->arena, ModuleInfo);
    ModuleScope *scope = ARENA_NEW(c->arena, ModuleScope);
    module->name = name;
    module->tree = loaded->tree;
    module->is_std = loaded->is_std;
    module->scope = scope;
    scope->loaded = loaded;
    scope->outer = outer;
    scope->items = items;
    return module;
}

static void declare_builtins(Checker *c)
{
    BuiltinTypes *types = &c->program->types;
    const struct {
        TypeDecl **field;
        const char *name;
        ValueKind kind;
        const char *params[3];
    } builtins[] = {
#define BUILTIN(field, name, kind, ...) {&types->field, name, kind, {__VA_ARGS__}},
#define OPAQUE(name, kind, ...)         {NULL, name, kind, {__VA_ARGS__}},
#include "check/builtin.def"
#undef BUILTIN
#undef OPAQUE
    };
    for (size_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++) {
        TypeDecl *decl = ARENA_NEW(c->arena, TypeDecl);
        decl->kind = DECL_PRIMITIVE;
        decl->name = intern_cstr(c->names, builtins[i].name);
        decl->primitive = builtins[i].kind;
        decl->is_pub = true;
        for (size_t j = 0; builtins[i].params[j]; j++) {
            TypeParam *param = ARENA_NEW(c->arena, TypeParam);
            param->name = intern_cstr(c->names, builtins[i].params[j]);
            vec_push(c->arena, &decl->params, param);
        }
        if (builtins[i].field)
            *builtins[i].field = decl;
        Binding *binding = binding_new(c, BINDING_TYPE, true);
        binding->type = decl;
        map_put(c->arena, &c->scopes->builtins, decl->name, binding);
    }
}

static void declare_files(Declarer *d)
{
    Checker *c = d->c;
    for (size_t i = 0; i < c->loaded->items.count; i++) {
        LoadedModule *loaded = c->loaded->items.items[i];
        ModuleInfo *module = declare_module(d, loaded, NULL, loaded->name, &loaded->tree->items);
        if (loaded->is_std)
            map_put(c->arena, &c->scopes->std_modules, scope_squash(c, loaded->name), module);
        else
            map_put(c->arena, &c->scopes->modules, loaded->name, module);
        if (loaded->is_std && strcmp(loaded->name, "Core") == 0)
            c->scopes->core = module;
        if (loaded->is_std && strcmp(loaded->name, "Prelude") == 0)
            c->scopes->prelude = module;
        declare_names(d, module);
        vec_push(c->arena, &c->program->modules, module);
    }
}

/* Public types of the library are known without an import. Of two with one name the first loaded
 * counts, or the one whose module is called like it. */
static void collect_std_types(Checker *c)
{
    Map seen = {0};
    for (size_t i = 0; i < c->program->modules.count; i++) {
        ModuleInfo *module = c->program->modules.items[i];
        if (!module->is_std || module == c->scopes->core || scope_of(module)->outer)
            continue;
        const Map *types = &scope_of(module)->types;
        for (size_t j = 0; j < types->count; j++) {
            Name name = types->order[j].key;
            Binding *binding = map_get(types, name);
            if (!binding->is_pub)
                continue;
            bool own = scope_squash(c, module->name) == scope_squash(c, name);
            if (!map_get(&seen, name) || own)
                map_put(c->arena, &c->scopes->std_types, name, binding);
            map_put(c->arena, &seen, name, binding);
        }
    }
}

static TypeDecl *library_type(Checker *c, const char *name)
{
    Name wanted = intern_cstr(c->names, name);
    Binding *found = c->scopes->core ? map_get(&scope_of(c->scopes->core)->types, wanted) : NULL;
    if (!found)
        found = map_get(&c->scopes->std_types, wanted);
    return found && found->kind == BINDING_TYPE ? found->type : NULL;
}

static void fill_builtin_types(Checker *c)
{
    BuiltinTypes *types = &c->program->types;
    types->option = library_type(c, "Option");
    types->result = library_type(c, "Result");
    types->ordering = library_type(c, "Ordering");
    types->range = library_type(c, "Range");
    types->json = library_type(c, "Json");
    types->regex = library_type(c, "Regex");
    types->set = library_type(c, "Set");
    types->iter = library_type(c, "Iter");
}

static void find_main(Checker *c)
{
    for (size_t i = 0; i < c->program->modules.count; i++) {
        ModuleInfo *module = c->program->modules.items[i];
        if (!scope_of(module)->loaded->is_entry || scope_of(module)->outer)
            continue;
        Binding *main = map_get(&scope_of(module)->values, intern_cstr(c->names, "main"));
        for (size_t j = 0; main && main->kind == BINDING_FN && j < main->fns.count; j++) {
            if (main->fns.items[j]->arity == 0)
                c->program->main = main->fns.items[j];
        }
    }
}

void declare_all(Checker *c, FnJobVec *jobs)
{
    Declarer declarer = {.c = c, .jobs = jobs};
    Declarer *d = &declarer;
    c->scopes = ARENA_NEW(c->arena, ScopeTable);
    declare_builtins(c);
    declare_files(d);
    collect_std_types(c);
    fill_builtin_types(c);
    ModuleInfoVec *modules = &c->program->modules;
    for (size_t i = 0; i < modules->count; i++)
        declare_imports(d, modules->items[i]);
    declare_types(d);
    declare_traits(d);
    declare_impl_heads(d);
    derive_impls(d);
    declare_conversions(d);
    declare_impl_methods(d);
    for (size_t i = 0; i < modules->count; i++)
        declare_tests(d, modules->items[i]);
    declare_functions(d);
    for (size_t i = 0; i < modules->count; i++)
        warn_unused_imports(c, modules->items[i]);
    find_main(c);
}
