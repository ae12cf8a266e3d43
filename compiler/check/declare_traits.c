/* Interfaces: associated types, method signatures and the jobs of default bodies. */
#include "check/declare_internal.h"

static Type *error_type(Checker *c)
{
    Type *type = ARENA_NEW(c->arena, Type);
    type->kind = TY_ERROR;
    return type;
}

/* In the interface itself Self implements it. */
static void bound_self(Declarer *d, TraitDecl *trait)
{
    TraitBound bound = {.trait = trait, .span = trait->item->name.span};
    for (size_t i = 0; i < trait->params.count; i++)
        vec_push(d->c->arena, &bound.args, type_param(d->c->arena, trait->params.items[i]));
    vec_push(d->c->arena, &trait->self->bounds, bound);
}

static Type *method_param(Declarer *d, TraitDecl *trait, TypeScope *scope, const FnDef *def,
                          const Param *param)
{
    Checker *c = d->c;
    if (param->type)
        return resolve_type(c, trait->module, scope, param->type, NULL, NULL);
    if (param->is_self)
        return type_param(c->arena, trait->self);
    diag_add(c->diags, DIAG_ANNOTATION_NEEDED, param->pattern->span,
             "annotation needed: parameter of interface method `%s` has no type", def->name.name);
    return error_type(c);
}

static Type *method_result(Declarer *d, TraitDecl *trait, TypeScope *scope, const FnDef *def)
{
    Checker *c = d->c;
    if (def->result)
        return resolve_type(c, trait->module, scope, def->result, NULL, NULL);
    if (!def->body)
        return type_con(c->arena, c->program->types.unit, (TypeVec){0});
    diag_add(c->diags, DIAG_ANNOTATION_NEEDED, def->name.span,
             "annotation needed: interface method `%s` has a body but no result type",
             def->name.name);
    return error_type(c);
}

static void declare_method(Declarer *d, TraitDecl *trait, TraitMethod *method, FnDef *def,
                           TypeScope *outer)
{
    Checker *c = d->c;
    TypeParamVec *own = ARENA_NEW(c->arena, TypeParamVec);
    *own = declare_params(d, &def->generics);
    FnSymbol *fn = method->fn;
    vec_push(c->arena, &fn->params, trait->self);
    for (size_t i = 0; i < trait->params.count; i++)
        vec_push(c->arena, &fn->params, trait->params.items[i]);
    for (size_t i = 0; i < own->count; i++)
        vec_push(c->arena, &fn->params, own->items[i]);
    declare_bounds(d, trait->module, &fn->params, &def->bounds);
    TypeScope *scope = type_scope_new(c, own, outer);
    TypeVec params = {0};
    for (size_t i = 0; i < def->params.count; i++)
        vec_push(c->arena, &params, method_param(d, trait, scope, def, &def->params.items[i]));
    fn->type = type_fun(c->arena, params, method_result(d, trait, scope, def));
    if (!def->body)
        return;
    FnJob *job = fn_job_new(d, fn, trait->module, scope);
    job->trait = trait;
    job->complete = true;
    vec_push(c->arena, &job->clauses, def);
}

static FnDef *definition_of(const TraitDecl *trait, Name name)
{
    for (size_t i = 0; i < trait->item->methods.count; i++) {
        if (trait->item->methods.items[i]->name.name == name)
            return trait->item->methods.items[i];
    }
    return NULL;
}

void declare_traits(Declarer *d)
{
    for (size_t i = 0; i < d->traits.count; i++)
        bound_self(d, d->traits.items[i]);
    for (size_t i = 0; i < d->traits.count; i++) {
        TraitDecl *trait = d->traits.items[i];
        TypeScope *scope = type_scope_new(d->c, &trait->params, NULL);
        scope->self = type_param(d->c->arena, trait->self);
        scope->trait = trait;
        impls_of_trait(d->c->program, trait);
        for (size_t j = 0; j < trait->methods.count; j++) {
            TraitMethod *method = trait->methods.items[j];
            declare_method(d, trait, method, definition_of(trait, method->name), scope);
        }
    }
}
