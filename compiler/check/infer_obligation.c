/* infer_obligation.c - obligations: what waits until a type is known, tried again whenever more
 * is. */
#include "check/infer_obligation.h"
#include "check/infer_call.h"
#include "check/infer_solve.h"

Obligation *obligation_new(Infer *in, ObligationKind kind, Type *self, Span span)
{
    Obligation *ob = ARENA_NEW(in->arena, Obligation);
    ob->kind = kind;
    ob->self = self;
    ob->span = span;
    ob->state = in->state;
    return ob;
}

void require_message_type(Infer *in, Type *message, Name actor, Span span)
{
    Obligation *ob = obligation_new(in, OB_MESSAGE, message, span);
    ob->name.name = actor;
    try_or_defer(in, ob);
}

bool try_or_defer(Infer *in, Obligation *ob)
{
    if (try_solve(in, ob))
        return true;
    defer(in, ob);
    return false;
}

static bool solve_kind(Infer *in, Obligation *ob)
{
    switch (ob->kind) {
    case OB_TRAIT:
        return solve_trait(in, ob);
    case OB_ASSOC:
        return solve_assoc(in, ob);
    case OB_METHOD:
        return solve_method(in, ob);
    case OB_FIELD:
        return solve_field(in, ob);
    case OB_UPDATE:
        return solve_update(in, ob);
    case OB_SHOW:
        return solve_show(in, ob);
    case OB_CONCAT:
        return solve_concat(in, ob);
    case OB_INDEX:
        return solve_index(in, ob);
    case OB_JSON:
        return solve_json(in, ob);
    case OB_CONVERT:
        return solve_convert(in, ob);
    case OB_TUPLE:
        return solve_tuple(in, ob);
    case OB_LOOP:
        return solve_loop(in, ob);
    case OB_MESSAGE:
        return type_resolve(ob->self)->kind != TY_VAR;
    }
    return true;
}

/* Names and new locals belong to the function the obligation stands in. */
bool try_solve(Infer *in, Obligation *ob)
{
    JobState *saved = in->state;
    if (ob->state)
        in->state = ob->state;
    bool solved = solve_kind(in, ob);
    in->state = saved;
    return solved;
}

void solve_recent(Infer *in, size_t mark)
{
    Component *component = in->component;
    if (component->obligations.count <= mark)
        return;
    VEC(Obligation *) recent = {0};
    for (size_t i = mark; i < component->obligations.count; i++)
        vec_push(in->arena, &recent, component->obligations.items[i]);
    component->obligations.count = mark;
    for (size_t i = 0; i < recent.count; i++)
        if (!try_solve(in, recent.items[i]))
            vec_push(in->arena, &component->obligations, recent.items[i]);
}

void solve_obligations(Infer *in)
{
    Component *component = in->component;
    for (bool progress = true; progress;) {
        progress = false;
        ObligationVec list = component->obligations;
        component->obligations = (ObligationVec){0};
        for (size_t i = 0; i < list.count; i++) {
            if (try_solve(in, list.items[i]))
                progress = true;
            else
                vec_push(in->arena, &component->obligations, list.items[i]);
        }
    }
}

void defer(Infer *in, Obligation *obligation)
{
    obligation->state = in->state;
    vec_push(in->arena, &in->component->obligations, obligation);
}
