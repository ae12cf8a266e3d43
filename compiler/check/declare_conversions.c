/* `impl From<A> for B` gives A the method into() with result B; likewise TryFrom and try_into(). */
#include "check/build.h"
#include "check/declare_internal.h"

static ImplDecl *conversion_impl(Declarer *d, const ImplDecl *from, TraitDecl *trait)
{
    Checker *c = d->c;
    ImplDecl *impl = ARENA_NEW(c->arena, ImplDecl);
    impl->trait = trait;
    impl->params = from->params;
    impl->target = from->trait_args.items[0];
    vec_push(c->arena, &impl->trait_args, from->target);
    impl->assoc_names.items = from->assoc_names.items;
    impl->assoc_names.count = impl->assoc_names.capacity = from->assoc_names.count;
    impl->assoc_types = from->assoc_types;
    impl->module = from->module;
    impl->span = from->span;
    impl->implicit = true;
    return impl;
}

static void add_conversion(Declarer *d, ImplWork *origin, TraitDecl *trait, const char *method,
                           const char *origin_trait, const char *origin_method)
{
    Checker *c = d->c;
    if (type_resolve(origin->impl->trait_args.items[0])->kind == TY_PARAM)
        return;
    ImplDecl *impl = conversion_impl(d, origin->impl, trait);
    ImplChoice choice = impls_for(c->program, trait, impl->target);
    for (size_t i = 0, count = impl_choice_count(&choice); i < count; i++) {
        if (impl_overlap(impl_choice_at(&choice, i), impl))
            return; /* written by hand */
    }
    Build build = {c->arena, c->names, origin->span};
    Expr *convert = build_field(&build, build_name(&build, origin_trait), origin_method);
    FnDef *def = build_fn(&build, method, build_call(&build, convert, 1, build_self(&build)));
    build_param(&build, def, "self", NULL);
    ImplWork *work = ARENA_NEW(c->arena, ImplWork);
    *work = (ImplWork){.impl = impl, .module = origin->module, .span = origin->span};
    work->trait_name = trait->name;
    work->scope = type_scope_new(c, &impl->params, NULL);
    work->scope->self = impl->target;
    work->scope->trait = trait;
    work->scope->impl = impl;
    vec_push(c->arena, &work->methods, def);
    impl_register(c, impl);
    vec_push(c->arena, &d->impls, work);
}

void declare_conversions(Declarer *d)
{
    Checker *c = d->c;
    TraitDecl *from = core_trait(c, "From"), *into = core_trait(c, "Into");
    TraitDecl *try_from = core_trait(c, "TryFrom"), *try_into = core_trait(c, "TryInto");
    size_t count = d->impls.count;
    for (size_t i = 0; i < count; i++) {
        ImplWork *work = d->impls.items[i];
        if (work->failed)
            continue;
        if (from && into && work->impl->trait == from)
            add_conversion(d, work, into, "into", "$From", "from");
        else if (try_from && try_into && work->impl->trait == try_from)
            add_conversion(d, work, try_into, "try_into", "$TryFrom", "try_from");
    }
}
