/* infer_component.c - strongly connected components of the program, in order of dependency
 * (Tarjan's algorithm). */
#include "check/infer_component.h"
#include "check/infer_deps.h"
#include "check/infer_fn.h"

/* What stays open in a local function belongs to the function around it. */
static void hand_over(Infer *in, Component *component)
{
    Component *outer = component->outer;
    for (size_t i = 0; i < component->obligations.count; i++)
        vec_push(in->arena, &outer->obligations, component->obligations.items[i]);
    for (size_t i = 0; i < component->uses.count; i++)
        vec_push(in->arena, &outer->uses, component->uses.items[i]);
    for (size_t i = 0; i < component->lifted.count; i++)
        vec_push(in->arena, &outer->lifted, component->lifted.items[i]);
    for (size_t i = 0; i < component->members.count; i++)
        vec_push(in->arena, &outer->lifted, component->members.items[i]);
}

/* A constant is computed once, before anything that needs it. */
static void check_constants(Infer *in, const JobStateVec *members)
{
    for (size_t i = 0; i < members->count; i++) {
        JobState *state = members->items[i];
        bool depends = members->count > 1;
        for (size_t k = 0; k < state->deps.count; k++)
            depends |= state->deps.items[k] == state;
        ConstSymbol *constant = state->job->constant;
        state->cyclic = constant && depends;
        if (state->cyclic)
            diag_add(in->c->diags, DIAG_OTHER, constant->span, "constant `%s` depends on itself",
                     constant->name);
    }
}

static void infer_component(Infer *in, JobStateVec *members)
{
    check_constants(in, members);
    bool local = members->items[0]->local_fn != NULL;
    Component component = {.outer = local ? in->component : NULL, .members = *members};
    component.level = component.outer ? component.outer->level + 1 : 1;
    for (size_t i = 0; i < members->count; i++) {
        FnJob *job = members->items[i]->job;
        component.monomorphic |= job->constant || job->service || job->test ||
                                 (job->fn && job->fn == in->c->program->main);
    }
    Component *saved = in->component;
    in->component = &component;
    for (size_t i = 0; i < members->count; i++) {
        members->items[i]->component = &component;
        prepare_signature(in, members->items[i]);
    }
    for (size_t i = 0; i < members->count; i++)
        infer_state(in, members->items[i]);
    generalise(in, &component);
    if (local)
        hand_over(in, &component);
    for (size_t i = 0; i < members->count; i++) {
        members->items[i]->component = NULL;
        members->items[i]->done = true;
    }
    in->component = saved;
}

void visit_component(Infer *in, JobState *state)
{
    state->index = state->low = ++in->next_index;
    state->on_stack = true;
    vec_push(in->arena, &in->stack, state);
    if (!state->local_fn)
        find_dependencies(in, state);
    for (size_t i = 0; i < state->deps.count; i++) {
        JobState *dep = state->deps.items[i];
        if (dep->index == 0)
            visit_component(in, dep);
        if (dep->on_stack && dep->low < state->low)
            state->low = dep->low;
    }
    if (state->low != state->index)
        return;
    JobStateVec members = {0};
    JobState *last;
    do {
        last = in->stack.items[--in->stack.count];
        last->on_stack = false;
        vec_push(in->arena, &members, last);
    } while (last != state);
    /* Popped last first; the order of definition reads better in messages. */
    for (size_t i = 0; i < members.count / 2; i++) {
        JobState *other = members.items[i];
        members.items[i] = members.items[members.count - 1 - i];
        members.items[members.count - 1 - i] = other;
    }
    infer_component(in, &members);
}

void ensure_inferred(Infer *in, JobState *state)
{
    if (state->index != 0 || state->done)
        return;
    /* A search of its own: what waits on the outer stack cannot be part of this component. */
    JobStateVec saved = in->stack;
    for (size_t i = 0; i < saved.count; i++)
        saved.items[i]->on_stack = false;
    in->stack = (JobStateVec){0};
    visit_component(in, state);
    in->stack = saved;
    for (size_t i = 0; i < saved.count; i++)
        saved.items[i]->on_stack = true;
}
