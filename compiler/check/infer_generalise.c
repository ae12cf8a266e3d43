/* infer_generalise.c - a component that is done becomes generic: open types become type parameters,
 * and what is asked of them their bounds. */
#include "check/infer_component.h"
#include "check/infer_item.h"
#include "check/infer_obligation.h"

static bool is_member(const Component *component, const JobState *state)
{
    for (size_t i = 0; i < component->members.count; i++)
        if (component->members.items[i] == state)
            return true;
    return false;
}

/* The member a local function lies in; NULL when it is a member itself or lies elsewhere. */
static JobState *member_around(const Component *component, const JobState *state)
{
    for (state = state->around; state; state = state->around)
        if (is_member(component, state))
            return (JobState *)state;
    return NULL;
}

static void append_params(Infer *in, TypeVec *args, const TypeParamVec *params, size_t from)
{
    for (size_t i = from; i < params->count; i++)
        vec_push(in->arena, args, type_param(in->arena, params->items[i]));
}

static TypeParamVec make_params(Infer *in, const TypeVec *vars)
{
    TypeParamVec params = {0};
    for (size_t i = 0; i < vars->count; i++) {
        TypeParam *param = ARENA_NEW(in->arena, TypeParam);
        const char *name = i < 26 ? arena_printf(in->arena, "%c", (char)('A' + i))
                                  : arena_printf(in->arena, "A%zu", i);
        param->name = intern_cstr(in->c->names, name);
        vec_push(in->arena, &params, param);
    }
    return params;
}

static void take_bounds(Infer *in, Component *component, const TypeVec *vars, TypeParamVec *params)
{
    ObligationVec rest = {0};
    for (size_t i = 0; i < component->obligations.count; i++) {
        Obligation *ob = component->obligations.items[i];
        Type *self = type_resolve(ob->self);
        size_t k = 0;
        while (k < vars->count && vars->items[k] != self)
            k++;
        if (ob->kind != OB_TRAIT || k == vars->count) {
            vec_push(in->arena, &rest, ob);
            continue;
        }
        bool known = false;
        for (size_t b = 0; b < params->items[k]->bounds.count; b++)
            known |= params->items[k]->bounds.items[b].trait == ob->trait && ob->args.count == 0;
        TraitBound bound = {.trait = ob->trait, .args = ob->args, .span = ob->span};
        if (!known)
            vec_push(in->arena, &params->items[k]->bounds, bound);
    }
    component->obligations = rest;
}

static void check_service_starts(Infer *in, Component *component)
{
    for (size_t i = 0; i < component->members.count; i++)
        if (component->members.items[i]->job->service)
            check_service_start(in, component->members.items[i]);
}

void generalise(Infer *in, Component *component)
{
    TypeVec vars = {0};
    settle_obligations(in, component, &vars);
    check_service_starts(in, component);
    TypeParamVec added = make_params(in, &vars);
    take_bounds(in, component, &vars, &added);
    for (size_t i = 0; i < vars.count; i++)
        vars.items[i]->link = type_param(in->arena, added.items[i]);
    for (size_t i = 0; i < component->members.count; i++) {
        FnSymbol *fn = component->members.items[i]->fn;
        for (size_t k = 0; fn && k < added.count; k++)
            vec_push(in->arena, &fn->params, added.items[k]);
    }
    for (size_t i = 0; i < component->lifted.count; i++) {
        JobState *lifted = component->lifted.items[i];
        JobState *around = member_around(component, lifted);
        if (!around || !around->fn)
            continue;
        for (size_t k = 0; k < around->fn->params.count; k++)
            vec_push(in->arena, &lifted->fn->params, around->fn->params.items[k]);
    }
    for (size_t i = 0; i < component->uses.count; i++) {
        FnUse *use = &component->uses.items[i];
        if (is_member(component, use->state)) {
            append_params(in, &use->expr->type_args, &added, 0);
            continue;
        }
        JobState *around = member_around(component, use->state);
        if (around && around->fn)
            append_params(in, &use->expr->type_args, &around->fn->params, 0);
    }
}
