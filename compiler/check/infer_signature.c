/* infer_signature.c - the type of a function, as far as it is written. */
#include "check/infer_fn.h"
#include "check/infer_item.h"
#include "check/infer_type.h"

static Stmt *find_let(const ItemVec *items, Span span)
{
    for (size_t i = 0; i < items->count; i++) {
        Item *item = items->items[i];
        if (item->kind == IT_LET && item->span.start <= span.start && span.end <= item->span.end)
            return item->let;
        Stmt *found = find_let(&item->items, span);
        if (found)
            return found;
    }
    return NULL;
}

Stmt *constant_definition(JobState *state)
{
    return find_let(&state->module->tree->items, state->job->constant->span);
}

static Type *self_type(JobState *state)
{
    for (TypeScope *scope = state->type_scope; scope; scope = scope->outer)
        if (scope->self)
            return scope->self;
    return NULL;
}

Type *param_type(Infer *in, const Param *param)
{
    if (param->type)
        return resolve_written(in, param->type);
    Type *self = param->is_self ? self_type(in->state) : NULL;
    return self ? self : var_type(in);
}

static Type *written_signature(Infer *in, const ParamVec *params, const TypeExpr *result,
                               Type *fixed)
{
    TypeVec types = {0};
    LocalFn *local = in->state->local_fn;
    for (size_t i = 0; local && i < local->captures.count; i++)
        vec_push(in->arena, &types, local->captures.items[i]->type);
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &types, param_type(in, &params->items[i]));
    if (!fixed)
        fixed = result ? resolve_written(in, result) : var_type(in);
    return type_fun(in->arena, types, fixed);
}

static void prepare_constant(Infer *in, JobState *state)
{
    ConstSymbol *constant = state->job->constant;
    if (constant->type)
        return;
    Stmt *stmt = constant_definition(state);
    if (stmt && stmt->type) {
        constant->type = resolve_written(in, stmt->type);
        return;
    }
    /* One value for the whole program: its type belongs to no component. */
    constant->type = var_type(in);
    constant->type->level = 0;
}

void prepare_signature(Infer *in, JobState *state)
{
    FnJob *job = state->job;
    JobState *saved = in->state;
    in->state = state;
    if (job->constant) {
        prepare_constant(in, state);
    } else if (job->service) {
        prepare_service(in, state);
    } else if (state->fn && !state->fn->type) {
        if (job->actor) {
            state->fn->message = var_type(in);
            state->fn->type =
                written_signature(in, &job->actor->params, NULL, pid_type(in, state->fn->message));
        } else if (job->supervisor) {
            state->fn->type =
                written_signature(in, &job->supervisor->params, NULL, pid_type(in, in->unit));
        } else if (job->clauses.count > 0) {
            FnDef *first = job->clauses.items[0];
            state->fn->type = written_signature(in, &first->params, first->result, NULL);
        }
    }
    if (state->fn && job->actor && !state->fn->message)
        state->fn->message = type_resolve(state->fn->type->result)->args.items[0];
    in->state = saved;
}
