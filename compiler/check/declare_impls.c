/* Impls: first the heads of all, so that bounds and deriving can ask, then their methods. */
#include "check/declare_internal.h"

/* ---- Heads ---- */

/* Identifiers in the argument lists of a head that name no type are type variables. */
static void collect_variables(Declarer *d, ImplWork *work, const TypeExpr *written, bool is_head)
{
    Checker *c = d->c;
    if (written->kind == TE_NAME && !is_head && written->path.parts.count == 1 && !written->has_args) {
        Ident name = written->path.parts.items[0];
        bool known = scope_type(c, work->module, name.name) || strcmp(name.name, "Self") == 0 ||
                     strcmp(name.name, "Never") == 0;
        for (size_t i = 0; i < work->impl->params.count; i++)
            known |= work->impl->params.items[i]->name == name.name;
        if (!known) {
            TypeParam *param = ARENA_NEW(c->arena, TypeParam);
            param->name = name.name;
            vec_push(c->arena, &work->impl->params, param);
        }
    }
    for (size_t i = 0; i < written->args.count; i++)
        collect_variables(d, work, written->args.items[i], false);
    if (written->result)
        collect_variables(d, work, written->result, false);
}

typedef struct FreeArgs {
    Declarer *d;
    ImplDecl *impl;
    TypeDecl *decl; /* whose parameter names are taken */
    size_t next;
} FreeArgs;

/* `impl Area for Box` means every Box<T>. */
static Type *free_arg(void *context)
{
    FreeArgs *free_args = context;
    Checker *c = free_args->d->c;
    TypeParam *param = ARENA_NEW(c->arena, TypeParam);
    bool named = free_args->decl && free_args->next < free_args->decl->params.count;
    param->name = named ? free_args->decl->params.items[free_args->next]->name : intern_cstr(c->names, "T");
    free_args->next++;
    vec_push(c->arena, &free_args->impl->params, param);
    return type_param(c->arena, param);
}

static Type *resolve_target(Declarer *d, ImplWork *work)
{
    const TypeExpr *written = work->item->target;
    FreeArgs free_args = {.d = d, .impl = work->impl};
    if (written->kind == TE_NAME && written->path.parts.count == 1) {
        Binding *binding = scope_type(d->c, work->module, written->path.parts.items[0].name);
        if (binding && binding->kind == BINDING_TYPE)
            free_args.decl = binding->type;
    }
    bool whole = written->kind == TE_NAME && !written->has_args;
    return resolve_type(d->c, work->module, work->scope, written, whole ? free_arg : NULL, &free_args);
}

static bool resolve_trait_args(Declarer *d, ImplWork *work)
{
    Checker *c = d->c;
    ImplDecl *impl = work->impl;
    const TypeExprVec *written = &work->item->trait_args;
    for (size_t i = 0; i < written->count; i++)
        vec_push(c->arena, &impl->trait_args,
                 resolve_type(c, work->module, work->scope, written->items[i], NULL, NULL));
    if (written->count == impl->trait->params.count)
        return true;
    diag_add(c->diags, DIAG_ARITY, work->item->trait.span, "interface `%s` expects %zu type argument(s), found %zu",
             impl->trait->name, impl->trait->params.count, written->count);
    return false;
}

/* What a bare collection in an associated type stands for: `type Iter = ListIterator` iterates over Item. */
static Type *assoc_arg(void *context)
{
    ImplWork *work = context;
    for (size_t i = 0; i < work->impl->assoc_names.count; i++) {
        if (strcmp(work->impl->assoc_names.items[i], "Item") == 0)
            return work->impl->assoc_types.items[i];
    }
    return work->impl->target;
}

static bool is_core(const Checker *c, const TraitDecl *trait, const char *name)
{
    return trait->module == c->scopes->core && strcmp(trait->name, name) == 0;
}

static bool binds_assoc(const ImplDecl *impl, Name name)
{
    for (size_t i = 0; i < impl->assoc_names.count; i++) {
        if (impl->assoc_names.items[i] == name)
            return true;
    }
    return false;
}

static void bind_assoc(Declarer *d, ImplDecl *impl, Name name, Type *type)
{
    vec_push(d->c->arena, &impl->assoc_names, name);
    vec_push(d->c->arena, &impl->assoc_types, type);
}

/* try_from says its error type in its result. */
static bool assoc_from_result(Declarer *d, ImplWork *work, Name name)
{
    if (!is_core(d->c, work->impl->trait, "TryFrom") || strcmp(name, "Error") != 0)
        return false;
    for (size_t i = 0; i < work->methods.count; i++) {
        const TypeExpr *result = work->methods.items[i]->result;
        if (!result)
            continue;
        Type *type = type_resolve(resolve_type(d->c, work->module, work->scope, result, NULL, NULL));
        if (type->kind != TY_CON || type->decl != d->c->program->types.result)
            continue;
        bind_assoc(d, work->impl, name, type->args.items[1]);
        return true;
    }
    return false;
}

static void declare_assoc(Declarer *d, ImplWork *work)
{
    Checker *c = d->c;
    ImplDecl *impl = work->impl;
    for (size_t i = 0; i < work->item->assoc.count; i++) {
        AssocType *assoc = &work->item->assoc.items[i];
        bool declared = false;
        for (size_t j = 0; j < impl->trait->assoc.count; j++)
            declared |= impl->trait->assoc.items[j] == assoc->name.name;
        if (!declared) {
            diag_add(c->diags, DIAG_ASSOC_EXTRA, assoc->name.span, "associated type `%s` is not declared by the trait `%s`",
                     assoc->name.name, impl->trait->name);
            continue;
        }
        if (binds_assoc(impl, assoc->name.name)) {
            report_duplicate(c, assoc->name.name, assoc->name.span, (Span){0});
            continue;
        }
        bind_assoc(d, impl, assoc->name.name,
                   resolve_type(c, work->module, work->scope, assoc->type, assoc_arg, work));
    }
    for (size_t i = 0; i < impl->trait->assoc.count; i++) {
        Name name = impl->trait->assoc.items[i];
        if (binds_assoc(impl, name) || assoc_from_result(d, work, name))
            continue;
        Diag *diag = diag_add(c->diags, DIAG_ASSOC_MISSING, work->item->trait.span,
                              "impl `%s` for `%s` is missing associated type `%s`", impl->trait->name,
                              type_text(c->arena, impl->target), name);
        diag_hint(c->diags, diag, "add `type %s = ...`", name);
    }
}

static bool mentions_error(Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_ERROR)
        return true;
    for (size_t i = 0; i < type->args.count; i++) {
        if (mentions_error(type->args.items[i]))
            return true;
    }
    return type->result && mentions_error(type->result);
}

static void report_overlap(Declarer *d, ImplWork *work)
{
    Checker *c = d->c;
    ImplChoice choice = impls_for(c->program, work->impl->trait, work->impl->target);
    for (size_t i = 0, count = impl_choice_count(&choice); i < count; i++) {
        ImplDecl *other = impl_choice_at(&choice, i);
        if (!impl_overlap(other, work->impl))
            continue;
        Diag *diag = diag_add(c->diags, DIAG_DUPLICATE_IMPL, work->impl->span,
                              "duplicate impl: `%s` is already implemented for `%s`", work->impl->trait->name,
                              type_text(c->arena, work->impl->target));
        diag_label(c->diags, diag, other->span, "first implemented here");
        return;
    }
}

static Span head_span(const Item *item)
{
    return span_join(item->trait.span, item->target->span);
}

static void declare_head(Declarer *d, ImplWork *work)
{
    Checker *c = d->c;
    Item *item = work->item;
    work->failed = true;
    TraitDecl *trait = declare_trait_named(d, work->module, &item->trait);
    if (!trait)
        return;
    ImplDecl *impl = ARENA_NEW(c->arena, ImplDecl);
    work->impl = impl;
    work->trait_name = trait->name;
    impl->trait = trait;
    impl->module = work->module;
    impl->span = head_span(item);
    work->scope = type_scope_new(c, &impl->params, NULL);
    collect_variables(d, work, item->target, true);
    for (size_t i = 0; i < item->trait_args.count; i++)
        collect_variables(d, work, item->trait_args.items[i], false);
    impl->target = resolve_target(d, work);
    work->scope->self = impl->target;
    work->scope->trait = trait;
    work->scope->impl = impl;
    declare_bounds(d, work->module, &impl->params, &item->bounds);
    bool fits = resolve_trait_args(d, work);
    declare_assoc(d, work);
    work->failed = !fits || mentions_error(impl->target);
    if (work->failed)
        return;
    report_overlap(d, work);
    impl_register(c, impl);
}

void declare_impl_heads(Declarer *d)
{
    for (size_t i = 0; i < d->impls.count; i++)
        declare_head(d, d->impls.items[i]);
}

/* ---- Methods ---- */

static Type *replace_assoc(Declarer *d, const ImplDecl *impl, Type *type)
{
    Arena *arena = d->c->arena;
    type = type_resolve(type);
    if (type->kind == TY_ASSOC && type->trait == impl->trait && type_equal(type->args.items[0], impl->target)) {
        for (size_t i = 0; i < impl->assoc_names.count; i++) {
            if (impl->assoc_names.items[i] == type->name)
                return impl->assoc_types.items[i];
        }
        Type *missing = ARENA_NEW(arena, Type);
        missing->kind = TY_ERROR;
        return missing;
    }
    if (type->args.count == 0 && !type->result)
        return type;
    Type *copy = ARENA_NEW(arena, Type);
    *copy = *type;
    copy->args = (TypeVec){0};
    for (size_t i = 0; i < type->args.count; i++)
        vec_push(arena, &copy->args, replace_assoc(d, impl, type->args.items[i]));
    if (type->result)
        copy->result = replace_assoc(d, impl, type->result);
    return copy;
}

static const char *target_name(Checker *c, const ImplDecl *impl)
{
    Type *target = type_resolve(impl->target);
    return target->kind == TY_CON ? target->decl->name : type_text(c->arena, target);
}

static TraitMethod *method_named(const TraitDecl *trait, Name name)
{
    for (size_t i = 0; i < trait->methods.count; i++) {
        if (trait->methods.items[i]->name == name)
            return trait->methods.items[i];
    }
    return NULL;
}

typedef struct MethodWork {
    ImplWork *work;
    FnDef *def;
    FnSymbol *fn;
    TypeScope *scope;
    TypeParamVec *own;
} MethodWork;

static MethodWork new_method(Declarer *d, ImplWork *work, FnDef *def, FnJob **job)
{
    Checker *c = d->c;
    ImplDecl *impl = work->impl;
    const char *full_name =
        arena_printf(c->arena, "%s.%s.%s", work->module->name, target_name(c, impl), def->name.name);
    FnSymbol *fn = fn_symbol_new(d, work->module, def->name.name, full_name, def->params.count,
                                 work->derived_for ? work->span : def->name.span);
    fn->is_pub = true;
    for (size_t i = 0; i < impl->params.count; i++)
        vec_push(c->arena, &fn->params, impl->params.items[i]);
    TypeParamVec *own = ARENA_NEW(c->arena, TypeParamVec);
    *own = declare_params(d, &def->generics);
    for (size_t i = 0; i < own->count; i++)
        vec_push(c->arena, &fn->params, own->items[i]);
    declare_bounds(d, work->module, &fn->params, &def->bounds);
    TypeScope *scope = type_scope_new(c, own, work->scope);
    *job = NULL;
    if (def->is_extern) {
        declare_extern(fn, def);
    } else {
        *job = fn_job_new(d, fn, work->module, scope);
        (*job)->impl = impl;
        vec_push(c->arena, &(*job)->clauses, def);
    }
    return (MethodWork){work, def, fn, scope, own};
}

/* The type the interface demands of this impl's method. NULL: the number of type parameters differs, which
 * was reported. */
static Type *demanded_type(Declarer *d, MethodWork *m, const TraitMethod *method)
{
    Checker *c = d->c;
    const ImplDecl *impl = m->work->impl;
    size_t fixed = 1 + impl->trait->params.count;
    size_t wanted = method->fn->params.count - fixed;
    TypeVec args = {0};
    vec_push(c->arena, &args, impl->target);
    for (size_t i = 0; i < impl->trait_args.count; i++)
        vec_push(c->arena, &args, impl->trait_args.items[i]);
    if (m->own->count != wanted && m->own->count != 0) {
        diag_add(c->diags, DIAG_IMPL_SIGNATURE, m->def->name.span,
                 "method `%s` in impl `%s` has wrong signature: expected %zu type parameter(s), found %zu",
                 method->name, impl->trait->name, wanted, m->own->count);
        return NULL;
    }
    for (size_t i = 0; i < wanted; i++) {
        TypeParam *param;
        if (m->own->count > i) {
            param = m->own->items[i];
        } else {
            param = ARENA_NEW(c->arena, TypeParam);
            *param = *method->fn->params.items[fixed + i];
            vec_push(c->arena, m->own, param);
            vec_push(c->arena, &m->fn->params, param);
        }
        vec_push(c->arena, &args, type_param(c->arena, param));
    }
    Type *type = type_substitute(c->arena, method->fn->type, &method->fn->params, &args);
    return replace_assoc(d, impl, type);
}

static void report_signature(Declarer *d, MethodWork *m, const TraitMethod *method, const char *expected,
                             const char *found, Span span)
{
    Checker *c = d->c;
    Diag *diag = diag_add(c->diags, DIAG_IMPL_SIGNATURE, span,
                          "method `%s` in impl `%s` has wrong signature: expected %s, found %s", method->name,
                          m->work->impl->trait->name, expected, found);
    diag_label(c->diags, diag, method->fn->span, "declared here");
}

/* Is what is written what is demanded? Gives the type to go on with: after a mistake the body is held to what
 * it says itself. */
static Type *written_or(Declarer *d, MethodWork *m, const TraitMethod *method, const TypeExpr *written,
                        Type *demanded)
{
    Type *type = written ? declare_type(d, m->work->module, m->scope, written) : NULL;
    if (!type || mentions_error(type) || mentions_error(demanded) || type_equal(type, demanded))
        return demanded;
    Checker *c = d->c;
    report_signature(d, m, method, type_text(c->arena, demanded), type_text(c->arena, type), written->span);
    return type;
}

static bool check_shape(Declarer *d, MethodWork *m, const TraitMethod *method)
{
    Checker *c = d->c;
    const FnDef *def = m->def;
    bool has_self = def->params.count > 0 && def->params.items[0].is_self;
    if (def->params.count != method->fn->arity) {
        report_signature(d, m, method, arena_printf(c->arena, "%u parameter(s)", method->fn->arity),
                         arena_printf(c->arena, "%zu", def->params.count), def->name.span);
        return false;
    }
    if (has_self == method->is_static) {
        report_signature(d, m, method, method->is_static ? "no `self`" : "`self` first",
                         has_self ? "`self`" : "none", def->name.span);
        return false;
    }
    return true;
}

static void check_method(Declarer *d, MethodWork *m, FnJob *job, const TraitMethod *method)
{
    Type *demanded = demanded_type(d, m, method);
    if (!demanded)
        return;
    m->fn->type = demanded;
    if (job)
        job->complete = true;
    if (!check_shape(d, m, method)) {
        /* The body is checked for itself; the mistake in the head was reported. */
        m->fn->type = NULL;
        if (job)
            job->complete = false;
        return;
    }
    TypeVec params = {0};
    for (size_t i = 0; i < m->def->params.count; i++)
        vec_push(d->c->arena, &params,
                 written_or(d, m, method, m->def->params.items[i].type, demanded->args.items[i]));
    Type *result = written_or(d, m, method, m->def->result, demanded->result);
    m->fn->type = type_fun(d->c->arena, params, result);
}

static bool joins_previous(ImplWork *work, size_t index)
{
    if (index == 0)
        return false;
    const FnDef *def = work->methods.items[index], *previous = work->methods.items[index - 1];
    return def->name.name == previous->name.name && def->params.count == previous->params.count;
}

static bool seen_before(ImplWork *work, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (work->methods.items[i]->name.name == work->methods.items[index]->name.name)
            return true;
    }
    return false;
}

static void require_methods(Declarer *d, ImplWork *work)
{
    Checker *c = d->c;
    ImplDecl *impl = work->impl;
    for (size_t i = 0; i < impl->trait->methods.count; i++) {
        TraitMethod *method = impl->trait->methods.items[i];
        bool has_default = false;
        for (size_t j = 0; j < impl->trait->item->methods.count; j++) {
            const FnDef *def = impl->trait->item->methods.items[j];
            has_default |= def->name.name == method->name && def->body;
        }
        if (impl->methods.items[i] || has_default)
            continue;
        Diag *diag = diag_add(c->diags, DIAG_IMPL_INCOMPLETE, impl->span, "impl `%s` for `%s` is missing method `%s`",
                              impl->trait->name, type_text(c->arena, impl->target), method->name);
        diag_label(c->diags, diag, method->fn->span, "`%s` is declared here", method->name);
    }
}

static void declare_methods(Declarer *d, ImplWork *work)
{
    Checker *c = d->c;
    ImplDecl *impl = work->impl;
    FnJob *job = NULL;
    for (size_t i = 0; i < impl->trait->methods.count; i++)
        vec_push(c->arena, &impl->methods, NULL);
    for (size_t i = 0; i < work->methods.count; i++) {
        FnDef *def = work->methods.items[i];
        if (joins_previous(work, i) && job) {
            vec_push(c->arena, &job->clauses, def);
            continue;
        }
        if (seen_before(work, i)) {
            report_duplicate(c, def->name.name, def->name.span, (Span){0});
            continue;
        }
        MethodWork m = new_method(d, work, def, &job);
        TraitMethod *method = method_named(impl->trait, def->name.name);
        if (method) {
            impl->methods.items[method->index] = m.fn;
            check_method(d, &m, job, method);
            continue;
        }
        vec_push(c->arena, &impl->extra, m.fn);
        bool complete = declare_signature(d, m.fn, work->module, m.scope, &def->params, def->result, impl->target);
        if (job)
            job->complete = complete;
    }
    require_methods(d, work);
}

void declare_impl_methods(Declarer *d)
{
    for (size_t i = 0; i < d->impls.count; i++) {
        if (!d->impls.items[i]->failed)
            declare_methods(d, d->impls.items[i]);
    }
}
