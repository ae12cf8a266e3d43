/* The first look at a module: every name it declares gets a shell, so that any order works. Types
 * inside the shells are resolved later. */
#include "check/declare_internal.h"

static Span binding_span(const Binding *binding)
{
    switch (binding->kind) {
    case BINDING_FN:
        return binding->fns.items[0]->span;
    case BINDING_CONST:
        return binding->constant->span;
    case BINDING_VARIANT:
        return binding->variants.items[0]->span;
    case BINDING_TYPE:
        return binding->type->item ? binding->type->item->name.span : (Span){0};
    case BINDING_ALIAS:
        return binding->alias->item->name.span;
    case BINDING_TRAIT:
        return binding->trait->item->name.span;
    case BINDING_METHOD:
    case BINDING_MODULE:
        return (Span){0};
    }
    return (Span){0};
}

/* The new binding of a name, or NULL when the name is taken. */
static Binding *claim(Declarer *d, Map *names, Ident name, BindingKind kind, bool is_pub)
{
    Binding *taken = map_get(names, name.name);
    if (taken) {
        report_duplicate(d->c, name.name, name.span, binding_span(taken));
        return NULL;
    }
    Binding *binding = binding_new(d->c, kind, is_pub);
    map_put(d->c->arena, names, name.name, binding);
    return binding;
}

static void add_pending(Declarer *d, FnJob *job, Item *item, ModuleInfo *module)
{
    Pending pending = {job, item, module};
    vec_push(d->c->arena, &d->pending, pending);
}

/* ---- Types ---- */

static TypeDecl *new_type_decl(Declarer *d, ModuleInfo *module, Item *item, TypeDeclKind kind)
{
    TypeDecl *decl = ARENA_NEW(d->c->arena, TypeDecl);
    decl->kind = kind;
    decl->name = item->name.name;
    decl->module = module;
    decl->params = declare_params(d, &item->generics);
    decl->item = item;
    decl->is_pub = item->is_pub;
    vec_push(d->c->arena, &d->types, decl);
    Binding *binding = claim(d, &scope_of(module)->types, item->name, BINDING_TYPE, item->is_pub);
    if (binding)
        binding->type = decl;
    return decl;
}

static void name_variant(Declarer *d, ModuleInfo *module, TypeDecl *decl, VariantDecl *variant,
                         Ident name)
{
    Map *values = &scope_of(module)->values;
    Binding *binding = map_get(values, name.name);
    if (binding && binding->kind != BINDING_VARIANT) {
        report_duplicate(d->c, name.name, name.span, binding_span(binding));
        return;
    }
    if (!binding) {
        binding = binding_new(d->c, BINDING_VARIANT, decl->is_pub);
        map_put(d->c->arena, values, name.name, binding);
    }
    binding->is_pub |= decl->is_pub;
    vec_push(d->c->arena, &binding->variants, variant);
}

/* A second variant of a name is reported and left out, so that nothing derived speaks of it. */
static void drop_repeated_variants(Declarer *d, Item *item)
{
    size_t kept = 0;
    for (size_t i = 0; i < item->variants.count; i++) {
        Ident name = item->variants.items[i].name;
        size_t j = 0;
        while (j < kept && item->variants.items[j].name.name != name.name)
            j++;
        if (j < kept)
            report_duplicate(d->c, name.name, name.span, item->variants.items[j].name.span);
        else
            item->variants.items[kept++] = item->variants.items[i];
    }
    item->variants.count = kept;
}

static void name_sum(Declarer *d, ModuleInfo *module, Item *item)
{
    TypeDecl *decl = new_type_decl(d, module, item, DECL_SUM);
    drop_repeated_variants(d, item);
    for (size_t i = 0; i < item->variants.count; i++) {
        Ident name = item->variants.items[i].name;
        VariantDecl *variant = ARENA_NEW(d->c->arena, VariantDecl);
        variant->name = name.name;
        variant->index = (uint32_t)i;
        variant->owner = decl;
        variant->span = name.span;
        vec_push(d->c->arena, &decl->variants, variant);
        name_variant(d, module, decl, variant, name);
    }
}

static void name_alias(Declarer *d, ModuleInfo *module, Item *item)
{
    TypeAlias *alias = ARENA_NEW(d->c->arena, TypeAlias);
    alias->name = item->name.name;
    alias->params = declare_params(d, &item->generics);
    alias->module = module;
    alias->item = item;
    vec_push(d->c->arena, &d->aliases, alias);
    Binding *binding = claim(d, &scope_of(module)->types, item->name, BINDING_ALIAS, item->is_pub);
    if (binding)
        binding->alias = alias;
}

static void name_method(Declarer *d, TraitDecl *trait, FnDef *def)
{
    Checker *c = d->c;
    for (size_t i = 0; i < trait->methods.count; i++) {
        if (trait->methods.items[i]->name == def->name.name) {
            report_duplicate(c, def->name.name, def->name.span, trait->methods.items[i]->fn->span);
            return;
        }
    }
    TraitMethod *method = ARENA_NEW(c->arena, TraitMethod);
    method->name = def->name.name;
    method->trait = trait;
    method->index = (uint32_t)trait->methods.count;
    method->is_static = def->params.count == 0 || !def->params.items[0].is_self;
    const char *full_name =
        arena_printf(c->arena, "%s.%s.%s", trait->module->name, trait->name, method->name);
    method->fn =
        fn_symbol_new(d, trait->module, method->name, full_name, def->params.count, def->name.span);
    method->fn->is_pub = true;
    vec_push(c->arena, &trait->methods, method);
    Binding *binding = map_get(&c->scopes->methods, method->name);
    if (!binding) {
        binding = binding_new(c, BINDING_METHOD, true);
        map_put(c->arena, &c->scopes->methods, method->name, binding);
    }
    vec_push(c->arena, &binding->methods, method);
}

static void name_trait(Declarer *d, ModuleInfo *module, Item *item)
{
    Checker *c = d->c;
    TraitDecl *trait = ARENA_NEW(c->arena, TraitDecl);
    trait->name = item->name.name;
    trait->module = module;
    trait->item = item;
    trait->is_pub = item->is_pub;
    trait->params = declare_params(d, &item->generics);
    trait->self = ARENA_NEW(c->arena, TypeParam);
    trait->self->name = intern_cstr(c->names, "Self");
    for (size_t i = 0; i < item->assoc.count; i++)
        vec_push(c->arena, &trait->assoc, item->assoc.items[i].name.name);
    for (size_t i = 0; i < item->methods.count; i++)
        name_method(d, trait, item->methods.items[i]);
    vec_push(c->arena, &d->traits, trait);
    Binding *binding = claim(d, &scope_of(module)->types, item->name, BINDING_TRAIT, item->is_pub);
    if (binding)
        binding->trait = trait;
}

/* ---- Functions ---- */

static FnSymbol *fn_of_arity(const Binding *binding, size_t arity)
{
    for (size_t i = 0; i < binding->fns.count; i++) {
        if (binding->fns.items[i]->arity == arity)
            return binding->fns.items[i];
    }
    return NULL;
}

static bool is_catch_all(const FnDef *def)
{
    if (def->guard)
        return false;
    for (size_t i = 0; i < def->params.count; i++) {
        PatternKind kind = def->params.items[i].pattern->kind;
        if (kind != PA_BIND && kind != PA_WILDCARD)
            return false;
    }
    return true;
}

static void warn_ignored(Declarer *d, const FnDef *def, const char *what, Span span)
{
    diag_add(d->c->diags, DIAG_CLAUSE_ANNOTATION, span,
             "%s on non-first clause of `%s/%zu` will be ignored", what, def->name.name,
             def->params.count);
}

static void add_clause(Declarer *d, FnSymbol *fn, FnDef *def, Item *item, bool adjacent)
{
    Checker *c = d->c;
    FnJob *job = map_get(&d->fn_jobs, fn);
    if (!adjacent || !job) {
        Diag *diag = diag_add(c->diags, DIAG_NOT_ADJACENT, def->name.span,
                              "function `%s/%zu` already defined; its clauses must stand together",
                              def->name.name, def->params.count);
        diag_label(c->diags, diag, fn->span, "first defined here");
        if (job && !is_catch_all(job->clauses.items[job->clauses.count - 1]))
            vec_push(c->arena, &job->clauses, def); /* so that nothing seems to be missing */
        return;
    }
    FnDef *last = job->clauses.items[job->clauses.count - 1];
    if (is_catch_all(last)) {
        Diag *diag = diag_add(c->diags, DIAG_CATCH_ALL, last->name.span,
                              "catch-all clause must be the last clause of `%s/%zu`",
                              def->name.name, def->params.count);
        diag_label(c->diags, diag, def->name.span, "this clause can never be reached");
        return;
    }
    if (item && item->is_pub)
        warn_ignored(d, def, "`pub`", def->name.span);
    if (def->inplace.is_given)
        warn_ignored(d, def, "`@inplace`", def->inplace.span);
    if (def->generics.count > 0)
        warn_ignored(d, def, "type parameters", def->generics.items[0].span);
    if (def->result)
        warn_ignored(d, def, "result type", def->result->span);
    if (def->bounds.count > 0)
        warn_ignored(d, def, "`where`", def->bounds.items[0].param.span);
    vec_push(c->arena, &job->clauses, def);
}

void declare_fn_def(Declarer *d, ModuleInfo *module, FnDef *def, Item *item, const FnDef *previous)
{
    Checker *c = d->c;
    Map *values = &scope_of(module)->values;
    Binding *binding = map_get(values, def->name.name);
    if (binding && binding->kind != BINDING_FN) {
        report_duplicate(c, def->name.name, def->name.span, binding_span(binding));
        return;
    }
    bool is_pub = item && item->is_pub;
    if (!binding) {
        binding = binding_new(c, BINDING_FN, is_pub);
        map_put(c->arena, values, def->name.name, binding);
    }
    FnSymbol *fn = fn_of_arity(binding, def->params.count);
    FnJob *first = fn ? map_get(&d->fn_jobs, fn) : NULL;
    if (first && first->clauses.count == 0) { /* an actor or service of that name */
        report_duplicate(c, def->name.name, def->name.span, fn->span);
        return;
    }
    if (fn) {
        bool adjacent = previous && previous->name.name == def->name.name &&
                        previous->params.count == def->params.count;
        add_clause(d, fn, def, item, adjacent);
        return;
    }
    binding->is_pub |= is_pub;
    const char *full_name =
        arena_printf(c->arena, "%s.%s/%zu", module->name, def->name.name, def->params.count);
    fn = fn_symbol_new(d, module, def->name.name, full_name, def->params.count, def->name.span);
    fn->is_pub = is_pub;
    declare_inplace(d, fn, def);
    fn->params = declare_params(d, &def->generics);
    vec_push(c->arena, &binding->fns, fn);
    FnJob *job;
    if (def->is_extern) {
        job = ARENA_NEW(c->arena, FnJob);
        job->fn = fn;
        job->module = module;
        declare_extern(fn, def);
    } else {
        job = fn_job_new(d, fn, module, NULL);
    }
    job->type_scope = type_scope_new(c, &fn->params, NULL);
    vec_push(c->arena, &job->clauses, def);
    add_pending(d, job, item, module);
}

static FnJob *name_callable(Declarer *d, ModuleInfo *module, Item *item, bool is_pub)
{
    Checker *c = d->c;
    Binding *binding = claim(d, &scope_of(module)->values, item->name, BINDING_FN, is_pub);
    const char *full_name =
        arena_printf(c->arena, "%s.%s/%zu", module->name, item->name.name, item->params.count);
    FnSymbol *fn =
        fn_symbol_new(d, module, item->name.name, full_name, item->params.count, item->name.span);
    fn->is_pub = is_pub;
    if (binding)
        vec_push(c->arena, &binding->fns, fn);
    FnJob *job = fn_job_new(d, fn, module, type_scope_new(c, &fn->params, NULL));
    add_pending(d, job, item, module);
    return job;
}

static void name_actor(Declarer *d, ModuleInfo *module, Item *item)
{
    FnJob *job = name_callable(d, module, item, true);
    job->actor = item;
    job->fn->is_actor = true;
}

/* Constants may be in capitals, which elsewhere would be a constructor. */
static Ident constant_name(const Pattern *pattern)
{
    if (pattern->kind == PA_BIND)
        return pattern->name;
    if (pattern->kind == PA_CTOR && !pattern->has_items && pattern->path.parts.count == 1)
        return pattern->path.parts.items[0];
    return (Ident){0};
}

static void name_constant(Declarer *d, ModuleInfo *module, Item *item)
{
    Checker *c = d->c;
    Ident name = constant_name(item->let->pattern);
    if (!name.name) {
        if (item->let->pattern->kind != PA_ERROR)
            diag_add(c->diags, DIAG_ITEM_PLACE, item->let->pattern->span,
                     "a module constant needs a plain name");
        return;
    }
    Binding *binding = claim(d, &scope_of(module)->values, name, BINDING_CONST, item->is_pub);
    if (!binding)
        return;
    ConstSymbol *constant = ARENA_NEW(c->arena, ConstSymbol);
    constant->name = name.name;
    constant->full_name = arena_printf(c->arena, "%s.%s", module->name, name.name);
    constant->module = module;
    constant->span = name.span;
    constant->is_pub = item->is_pub;
    binding->constant = constant;
    vec_push(c->arena, &module->constants, constant);
    FnJob *job = fn_job_new(d, NULL, module, NULL);
    job->constant = constant;
    add_pending(d, job, item, module);
}

/* ---- Namespaces ---- */

static void name_module(Declarer *d, ModuleInfo *module, Item *item)
{
    Checker *c = d->c;
    Name name =
        intern_cstr(c->names, arena_printf(c->arena, "%s.%s", module->name, item->name.name));
    ModuleInfo *inner = declare_module(d, scope_of(module)->loaded, module, name, &item->items);
    Binding *binding =
        claim(d, &scope_of(module)->spaces, item->name, BINDING_MODULE, item->is_pub);
    if (binding)
        binding->module = inner;
    declare_names(d, inner);
    vec_push(c->arena, &c->program->modules, inner);
}

static void name_impl(Declarer *d, ModuleInfo *module, Item *item)
{
    ImplWork *work = ARENA_NEW(d->c->arena, ImplWork);
    work->module = module;
    work->item = item;
    work->span = item->span;
    for (size_t i = 0; i < item->methods.count; i++)
        vec_push(d->c->arena, &work->methods, item->methods.items[i]);
    vec_push(d->c->arena, &d->impls, work);
}

static void name_item(Declarer *d, ModuleInfo *module, Item *item, const FnDef *previous)
{
    switch (item->kind) {
    case IT_FN:
        declare_fn_def(d, module, item->fn, item, previous);
        return;
    case IT_STRUCT:
        new_type_decl(d, module, item, DECL_STRUCT);
        return;
    case IT_SUM:
        name_sum(d, module, item);
        return;
    case IT_ALIAS:
        name_alias(d, module, item);
        return;
    case IT_INTERFACE:
        name_trait(d, module, item);
        return;
    case IT_IMPL:
        name_impl(d, module, item);
        return;
    case IT_ACTOR:
        name_actor(d, module, item);
        return;
    case IT_SERVICE:
        declare_service(d, module, item);
        return;
    case IT_SUPERVISOR:
        name_callable(d, module, item, item->is_pub)->supervisor = item;
        return;
    case IT_MODULE:
        name_module(d, module, item);
        return;
    case IT_LET:
        name_constant(d, module, item);
        return;
    case IT_EXPR:
        diag_add(d->c->diags, DIAG_ITEM_PLACE, item->span,
                 "an expression may not stand at module level");
        return;
    case IT_IMPORT:
    case IT_FROM:
    case IT_TEST:
        return;
    }
}

void declare_names(Declarer *d, ModuleInfo *module)
{
    const ItemVec *items = scope_of(module)->items;
    for (size_t i = 0; i < items->count; i++) {
        bool follows_fn = i > 0 && items->items[i - 1]->kind == IT_FN;
        name_item(d, module, items->items[i], follows_fn ? items->items[i - 1]->fn : NULL);
    }
}
