/* infer_fn.c - bodies of functions: clauses, captures, and what else has a body. */
#include "check/infer_fn.h"
#include "check/infer_body.h"
#include "check/infer_call.h"
#include "check/infer_env.h"
#include "check/infer_item.h"
#include "check/infer_node.h"
#include "check/infer_type.h"

static void infer_constant(Infer *in, JobState *state)
{
    ConstSymbol *constant = state->job->constant;
    Stmt *stmt = constant_definition(state);
    FnCtx ctx = {0};
    if (!stmt) {
        constant->value = tx_error(in, constant->span);
        return;
    }
    Why why = {.text = "the annotation is here"};
    if (stmt->type)
        why.span = stmt->type->span;
    constant->value = infer_body(in, &ctx, stmt->expr, constant->type, stmt->type ? &why : NULL);
}

static ClauseVec clauses_of(Infer *in, const FnJob *job)
{
    ClauseVec clauses = {0};
    for (size_t i = 0; i < job->clauses.count; i++) {
        FnDef *def = job->clauses.items[i];
        Clause clause = {
            .params = def->params, .guard = def->guard, .body = def->body, .span = def->body->span};
        vec_push(in->arena, &clauses, clause);
    }
    return clauses;
}

/* The captures become the first parameters; inside, their names mean those. */
static void bind_captures(Infer *in, JobState *state, FnCtx *ctx)
{
    LocalFn *local_fn = state->local_fn;
    ctx->is_lifted = true;
    for (size_t i = 0; i < local_fn->captures.count; i++) {
        Local *outer = local_fn->captures.items[i];
        Local *own = local_new(in, outer->name, outer->type, outer->span);
        map_put(in->arena, &ctx->captured, outer, own);
        vec_push(in->arena, &state->fn->locals, own);
    }
    /* Every name in sight of the function keeps its meaning, so the binding list is rebuilt over
     * the copies. */
    VEC(Env *) outer = {0};
    for (Env *env = in->env; env; env = env->next)
        vec_push(in->arena, &outer, env);
    for (size_t i = outer.count; i > 0; i--) {
        Env *env = outer.items[i - 1];
        Local *own = env->local ? map_get(&ctx->captured, env->local) : NULL;
        if (own)
            env_bind(in, env->name, env->span, own)->used = true;
        else if (env->fn)
            env_bind(in, env->name, env->span, NULL)->fn = env->fn;
        else if (env->literal)
            env_bind(in, env->name, env->span, NULL)->literal = env->literal;
    }
}

void infer_fn_body(Infer *in, JobState *state, FnCtx *ctx)
{
    FnSymbol *fn = state->fn;
    FnJob *job = state->job;
    if (job->clauses.count == 0 || !job->clauses.items[0]->body)
        return;
    ClauseVec clauses = clauses_of(in, job);
    if (state->local_fn)
        bind_captures(in, state, ctx);
    TypeVec params = {0};
    size_t skip = state->local_fn ? state->local_fn->captures.count : 0;
    Type *type = type_resolve(fn->type);
    for (size_t i = skip; i < type->args.count; i++)
        vec_push(in->arena, &params, type->args.items[i]);
    FnDef *first = job->clauses.items[0];
    if (first->result)
        ctx->result_why = (Why){.span = first->result->span, .text = "the result is declared here"};
    ctx->result = type->result;
    in->ctx = ctx;
    fn->body = infer_clauses(in, &clauses, &params, &fn->locals, type->result, &ctx->result_why,
                             clauses.count > 1 ? first->name.span : first->body->span);
    if (is_never(fn->body->type) && type_resolve(type->result)->kind == TY_VAR && !ctx->returns)
        unify_types(type->result, in->never);
    finish_tries(in, ctx);
}

void infer_state(Infer *in, JobState *state)
{
    JobState *saved_state = in->state;
    FnCtx *saved_ctx = in->ctx;
    Env *saved_env = in->env;
    int depth = in->depth;
    bool tail = in->tail, discard = in->discard;
    bool local = state->local_fn != NULL;
    FnCtx ctx = {0};
    in->state = state;
    in->tail = in->discard = false;
    if (local) {
        ctx.message = saved_ctx ? saved_ctx->message : NULL;
        ctx.outer = saved_ctx;
    } else {
        in->env = NULL;
        in->depth = 0;
    }
    in->ctx = NULL;
    ctx.is_main = state->fn && state->fn == in->c->program->main;
    if (state->job->constant)
        infer_constant(in, state);
    else if (state->job->service)
        infer_service(in, state);
    else if (state->job->supervisor)
        infer_supervisor(in, state);
    else if (state->job->actor)
        infer_actor(in, state);
    else if (state->job->test)
        infer_test(in, state);
    else
        infer_fn_body(in, state, &ctx);
    in->state = saved_state;
    in->ctx = saved_ctx;
    in->env = saved_env;
    in->depth = depth;
    in->tail = tail;
    in->discard = discard;
}
