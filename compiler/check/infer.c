/* infer.c - the run of inference over a program.
 *
 * Before: declarations are in scope and annotated signatures are resolved. After: every function,
 * constant, actor, service and supervisor has its type, its locals and its typed body. */
#include "check/infer_component.h"
#include "check/infer_settle.h"
#include "check/infer_type.h"

JobState *state_of(Infer *in, const void *symbol)
{
    return symbol ? map_get(&in->states, symbol) : NULL;
}

static void index_methods(Infer *in)
{
    Map *traits = &in->c->program->impls_by_trait;
    for (size_t i = 0; i < traits->count; i++) {
        TraitDecl *trait = (TraitDecl *)traits->order[i].key;
        for (size_t m = 0; m < trait->methods.count; m++) {
            TraitMethod *method = trait->methods.items[m];
            TraitMethodVec *same = map_get(&in->methods, method->name);
            if (!same) {
                same = ARENA_NEW(in->arena, TraitMethodVec);
                map_put(in->arena, &in->methods, method->name, same);
            }
            vec_push(in->arena, same, method);
        }
    }
    ImplDeclVec *impls = &in->c->program->impls;
    for (size_t i = 0; i < impls->count; i++) {
        ImplDecl *impl = impls->items[i];
        for (size_t m = 0; m < impl->extra.count; m++) {
            Name name = impl->extra.items[m]->name;
            ImplDeclVec *same = map_get(&in->extras, name);
            if (!same) {
                same = ARENA_NEW(in->arena, ImplDeclVec);
                map_put(in->arena, &in->extras, name, same);
            }
            vec_push(in->arena, same, impl);
        }
    }
}

static void register_symbol(Infer *in, FnSymbol *fn, JobState *state)
{
    if (fn)
        map_put(in->arena, &in->states, fn, state);
}

static void register_job(Infer *in, FnJob *job)
{
    JobState *state = ARENA_NEW(in->arena, JobState);
    state->job = job;
    state->fn = job->service ? NULL : job->fn;
    state->module = job->service && job->parts ? job->parts->space : job->module;
    state->type_scope = job->type_scope;
    state->locals = &state->next_local;
    vec_push(in->arena, &in->all, state);
    register_symbol(in, state->fn, state);
    if (job->constant)
        map_put(in->arena, &in->states, job->constant, state);
    if (job->service && job->parts) {
        register_symbol(in, job->parts->start, state);
        register_symbol(in, job->parts->start_link, state);
        for (size_t i = 0; i < job->parts->handlers.count; i++) {
            register_symbol(in, job->parts->handlers.items[i].op, state);
            register_symbol(in, job->parts->handlers.items[i].within, state);
            register_symbol(in, job->parts->handlers.items[i].try_op, state);
        }
    }
    if (!state->fn || job->complete || !(job->impl || job->trait || state->module->is_std))
        return;
    JobStateVec *same = map_get(&in->incomplete, state->fn->name);
    if (!same) {
        same = ARENA_NEW(in->arena, JobStateVec);
        map_put(in->arena, &in->incomplete, state->fn->name, same);
    }
    vec_push(in->arena, same, state);
}

static Type *simple_type(Infer *in, TypeKind kind)
{
    Type *type = ARENA_NEW(in->arena, Type);
    type->kind = kind;
    return type;
}

static void init_types(Infer *in)
{
    BuiltinTypes *types = &in->c->program->types;
    in->error = simple_type(in, TY_ERROR);
    in->never = simple_type(in, TY_NEVER);
    in->unit = con_type(in, types->unit, NULL, NULL);
    in->int_ = con_type(in, types->int_, NULL, NULL);
    in->float_ = con_type(in, types->float_, NULL, NULL);
    in->bool_ = con_type(in, types->bool_, NULL, NULL);
    in->string = con_type(in, types->string, NULL, NULL);
    in->atom = con_type(in, types->atom, NULL, NULL);
    in->name_self = intern_cstr(in->c->names, "self");
}

static void settle_state(Infer *in, JobState *state)
{
    if (state->fn)
        settle_symbol(in, state->fn);
    if (state->job->constant) {
        state->job->constant->type = type_settle(state->job->constant->type, -1, in->unit);
        settle_tree(in, state->job->constant->value);
    }
    ServiceParts *parts = state->job->service ? state->job->parts : NULL;
    if (!parts)
        return;
    if (parts->decl->state)
        parts->decl->state = type_settle(parts->decl->state, -1, in->unit);
    for (size_t i = 0; i < state->service_fns.count; i++)
        settle_symbol(in, state->service_fns.items[i]);
    settle_symbol(in, state->service_end);
    settle_symbol(in, parts->start);
    settle_symbol(in, parts->start_link);
    for (size_t i = 0; i < parts->handlers.count; i++) {
        settle_symbol(in, parts->handlers.items[i].op);
        settle_symbol(in, parts->handlers.items[i].within);
        settle_symbol(in, parts->handlers.items[i].try_op);
    }
}

void infer_all(Checker *c, FnJobVec *jobs)
{
    Infer state = {.c = c, .arena = c->arena, .jobs = jobs};
    Infer *in = &state;
    init_types(in);
    index_methods(in);
    for (size_t i = 0; i < jobs->count; i++)
        register_job(in, jobs->items[i]);
    for (size_t i = 0; i < jobs->count; i++)
        if (in->all.items[i]->index == 0)
            visit_component(in, in->all.items[i]);
    for (size_t i = 0; i < in->all.count; i++)
        settle_state(in, in->all.items[i]);
    check_finished(in);
}
