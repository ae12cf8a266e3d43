/* declare_impls.c - heads of impls, all before any method, so that bounds and deriving can ask. */
#include "check/declare_internal.h"
#include "check/unify.h"
#include "check/unify.h"

/* Identifiers in the argument lists of a head that name no type are type variables. */
static void collect_variables(Declarer *d, ImplWork *work, const TypeExpr *written, bool is_head)
{
    Checker *c = d->c;
    if (written->kind == TE_NAME && !is_head && written->path.parts.count == 1 &&
        !written->has_args) {
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
    param->name =
        named ? free_args->decl->params.items[free_args->next]->name : intern_cstr(c->names, "T");
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
    return resolve_type(d->c, work->module, work->scope, written, whole ? free_arg : NULL,
                        &free_args);
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
    diag_add(c->diags, DIAG_ARITY, work->item->trait.span,
             "interface `%s` expects %zu type argument(s), found %zu", impl->trait->name,
             impl->trait->params.count, written->count);
    return false;
}

/* What a bare collection in an associated type stands for: `type Iter = ListIterator` iterates over
 * Item. */
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
        Type *type =
            type_resolve(resolve_type(d->c, work->module, work->scope, result, NULL, NULL));
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
            diag_add(c->diags, DIAG_ASSOC_EXTRA, assoc->name.span,
                     "associated type `%s` is not declared by the trait `%s`", assoc->name.name,
                     impl->trait->name);
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
                              "impl `%s` for `%s` is missing associated type `%s`",
                              impl->trait->name, type_text(c->arena, impl->target), name);
        diag_hint(c->diags, diag, "add `type %s = ...`", name);
    }
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
                              "duplicate impl: `%s` is already implemented for `%s`",
                              work->impl->trait->name, type_text(c->arena, work->impl->target));
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
    work->failed = !fits || type_has_error(impl->target);
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
