/* declare_methods.c - methods of impls: against what their trait asks, and those it asks for that
 * are missing. */
#include "check/declare_internal.h"
#include "check/unify.h"
#include "check/unify.h"

static Type *replace_assoc(Declarer *d, const ImplDecl *impl, Type *type)
{
    Arena *arena = d->c->arena;
    type = type_resolve(type);
    if (type->kind == TY_ASSOC && type->trait == impl->trait &&
        type_equal(type->args.items[0], impl->target)) {
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
    const char *full_name = arena_printf(c->arena, "%s.%s.%s", work->module->name,
                                         target_name(c, impl), def->name.name);
    FnSymbol *fn = fn_symbol_new(d, work->module, def->name.name, full_name, def->params.count,
                                 work->derived_for ? work->span : def->name.span);
    fn->is_pub = true;
    declare_inplace(d, fn, def);
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

/* The type the interface demands of this impl's method. NULL: the number of type parameters
 * differs, which was reported. */
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
                 "method `%s` in impl `%s` has wrong signature: expected %zu type parameter(s), "
                 "found %zu",
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

static void report_signature(Declarer *d, MethodWork *m, const TraitMethod *method,
                             const char *expected, const char *found, Span span)
{
    Checker *c = d->c;
    Diag *diag = diag_add(c->diags, DIAG_IMPL_SIGNATURE, span,
                          "method `%s` in impl `%s` has wrong signature: expected %s, found %s",
                          method->name, m->work->impl->trait->name, expected, found);
    diag_label(c->diags, diag, method->fn->span, "declared here");
}

/* Is what is written what is demanded? Gives the type to go on with: after a mistake the body is
 * held to what it says itself. */
static Type *written_or(Declarer *d, MethodWork *m, const TraitMethod *method,
                        const TypeExpr *written, Type *demanded)
{
    Type *type = written ? declare_type(d, m->work->module, m->scope, written) : NULL;
    if (!type || type_has_error(type) || type_has_error(demanded) || type_equal(type, demanded))
        return demanded;
    Checker *c = d->c;
    report_signature(d, m, method, type_text(c->arena, demanded), type_text(c->arena, type),
                     written->span);
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
        Diag *diag = diag_add(c->diags, DIAG_IMPL_INCOMPLETE, impl->span,
                              "impl `%s` for `%s` is missing method `%s`", impl->trait->name,
                              type_text(c->arena, impl->target), method->name);
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
        bool complete = declare_signature(d, m.fn, work->module, m.scope, &def->params, def->result,
                                          impl->target);
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
