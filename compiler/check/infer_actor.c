/* infer_actor.c - processes: actor bodies, spawn, send, self and receive. */
#include "check/infer_body.h"
#include "check/infer_branch.h"
#include "check/infer_call.h"
#include "check/infer_component.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_item.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_pattern.h"
#include "check/infer_type.h"

/* ---- spawn ---- */

static FnSymbol *named_fn(Infer *in, Expr *expr, size_t arity)
{
    Binding *binding = NULL;
    Space space;
    if (expr->kind == EX_NAME && !env_peek(in, expr->name.name))
        binding = scope_value(in->c, in->state->module, expr->name.name);
    else if (expr->kind == EX_FIELD && expr_space(in, expr->target, &space) && space.module)
        binding = scope_member_value(in->c, space.module, expr->name.name);
    return binding && binding->kind == BINDING_FN ? pick_arity(&binding->fns, arity) : NULL;
}

static bool is_supervisor(Infer *in, FnSymbol *fn)
{
    JobState *state = state_of(in, fn);
    return state && state->job->supervisor;
}

static bool stays_put(const TExpr *x)
{
    return x->kind == TX_LOCAL || x->kind == TX_INT || x->kind == TX_FLOAT ||
           x->kind == TX_STRING || x->kind == TX_BOOL || x->kind == TX_UNIT || x->kind == TX_FN ||
           x->kind == TX_CONST;
}

static TExpr *hoist(Infer *in, TExprVec *before, TExpr *value)
{
    if (stays_put(value))
        return value;
    Local *local = local_new(in, intern_cstr(in->c->names, "_arg"), value->type, value->span);
    vec_push(in->arena, before, tx_let(in, local, value, value->span));
    return tx_local(in, local, value->span);
}

/* The result of a plain function means nothing to its process: it is dropped where it is known what
 * it is. */
static TExpr *without_result(Infer *in, TExpr *call, Span span)
{
    TExprVec items = {0};
    vec_push(in->arena, &items, call);
    vec_push(in->arena, &items, tx_new(in, TX_UNIT, in->unit, span));
    return tx_block(in, items, span);
}

/* A process that runs `call`. Its arguments are evaluated here, by the parent. */
static TExpr *spawn_call(Infer *in, TExpr *call, Type *message, const char *name, Span span,
                         bool linked)
{
    TExprVec items = {0};
    if (call->kind == TX_CALL) {
        if (call->target)
            call->target = hoist(in, &items, call->target);
        for (size_t i = 0; i < call->items.count; i++)
            call->items.items[i] = hoist(in, &items, call->items.items[i]);
    }
    LocalVec none = {0};
    TExpr *body = without_result(in, call, span);
    TExpr *x = tx_prim(in, TPRIM_SPAWN, pid_type(in, message), span);
    vec_push(in->arena, &x->items, tx_lambda(in, none, body, body->type, span));
    x->text = text_of(name);
    x->message = message;
    x->flag = linked;
    vec_push(in->arena, &items, x);
    return tx_block(in, items, span);
}

static Type *message_of(Infer *in, Type *pid)
{
    pid = type_resolve(pid);
    if (!type_is_decl(pid, in->c->program->types.pid) || pid->args.count == 0 ||
        type_is_bare_pid(pid))
        return in->unit;
    return pid->args.items[0];
}

TExpr *spawn_actor(Infer *in, FnSymbol *fn, ArgVec *args, Span span, bool linked)
{
    TExpr *call = call_plain(in, fn, args, span);
    if (is_error(call->type))
        return call;
    Type *message = message_of(in, call->type);
    if (fn->receives)
        require_message_type(in, message, fn->name, span);
    return spawn_call(in, call, message, fn->name, span, linked);
}

static TExpr *link_to(Infer *in, TExpr *pid, Span span)
{
    Local *local = local_new(in, intern_cstr(in->c->names, "_pid"), pid->type, span);
    TExprVec items = {0};
    TExpr *link = tx_prim(in, TPRIM_LINK, in->unit, span);
    vec_push(in->arena, &link->items, tx_local(in, local, span));
    vec_push(in->arena, &items, tx_let(in, local, pid, span));
    vec_push(in->arena, &items, link);
    vec_push(in->arena, &items, tx_local(in, local, span));
    return tx_block(in, items, span);
}

/* A supervisor starts its own process and is up when its function comes back. */
static TExpr *spawn_named(Infer *in, FnSymbol *fn, ArgVec *args, Span span, bool linked)
{
    if (actor_state(in, fn))
        return spawn_actor(in, fn, args, span, linked);
    TExpr *call = call_plain(in, fn, args, span);
    if (is_error(call->type))
        return call;
    if (is_supervisor(in, fn))
        return linked ? link_to(in, call, span) : call;
    return spawn_call(in, call, in->unit, fn->name, span, linked);
}

static TExpr *spawn_value(Infer *in, Expr *first, ArgVec *rest, Span span, bool linked)
{
    Type *hint = NULL;
    if (first->kind == EX_CLOSURE) {
        TypeVec params = {0};
        infer_args(in, rest);
        for (size_t i = 0; i < rest->count; i++)
            vec_push(in->arena, &params, rest->items[i].value->type);
        hint = fun_type(in, &params, var_type(in));
    }
    TExpr *callee = infer_expr(in, first, hint);
    Type *type = type_resolve(callee->type);
    if (type->kind != TY_FUN && type->kind != TY_VAR) {
        infer_args(in, rest);
        if (type->kind != TY_ERROR)
            diag_add(in->c->diags, DIAG_SPAWN, first->span, "cannot spawn non-function: found `%s`",
                     text_of_type(in, type));
        return tx_error(in, span);
    }
    TExpr *call = call_value(in, callee, rest, span);
    if (is_error(call->type))
        return call;
    /* An actor in a variable keeps its message type. */
    Type *message = first->kind == EX_CLOSURE ? in->unit : message_of(in, call->type);
    return spawn_call(in, call, message, "-", span, linked);
}

TExpr *infer_spawn(Infer *in, Expr *expr, ArgVec *args, bool linked)
{
    Span span = expr->span;
    if (args->count == 0 || !args->items[0].ast) {
        diag_add(in->c->diags, DIAG_ARITY, span, "expected 1 argument(s) or more, found 0");
        infer_args(in, args);
        return tx_error(in, span);
    }
    Expr *first = args->items[0].ast;
    if (first->kind == EX_CALL && args->count == 1) {
        ArgVec inner = {0};
        args_of_call(in, first, &inner);
        FnSymbol *fn = named_fn(in, first->target, inner.count);
        if (fn && (actor_state(in, fn) || is_supervisor(in, fn)))
            return spawn_named(in, fn, &inner, span, linked);
    }
    ArgVec rest = {0};
    for (size_t i = 1; i < args->count; i++)
        vec_push(in->arena, &rest, args->items[i]);
    FnSymbol *fn = named_fn(in, first, rest.count);
    if (fn)
        return spawn_named(in, fn, &rest, span, linked);
    return spawn_value(in, first, &rest, span, linked);
}

/* ---- send, link, self ---- */

static TExpr *wrong_count(Infer *in, Expr *expr, size_t wanted)
{
    diag_add(in->c->diags, DIAG_ARITY, expr->span, "expected %zu argument(s), found %zu", wanted,
             expr->items.count);
    for (size_t i = 0; i < expr->items.count; i++)
        infer_expr(in, expr->items.items[i], NULL);
    return tx_error(in, expr->span);
}

static TExpr *infer_pid(Infer *in, Expr *expr)
{
    TExpr *pid = infer_expr(in, expr, NULL);
    Type *type = type_resolve(pid->type);
    if (type->kind == TY_VAR)
        unify_types(type, pid_type(in, var_type(in)));
    else if (type->kind != TY_ERROR && type->kind != TY_NEVER &&
             !type_is_decl(type, in->c->program->types.pid))
        diag_add(in->c->diags, DIAG_MISMATCH, expr->span, "expected Pid, found %s",
                 text_of_type(in, type));
    return pid;
}

TExpr *infer_send(Infer *in, Expr *expr)
{
    if (expr->items.count != 2)
        return wrong_count(in, expr, 2);
    TExpr *x = tx_prim(in, TPRIM_SEND, in->unit, expr->span);
    TExpr *pid = infer_pid(in, expr->items.items[0]);
    Type *type = type_resolve(pid->type);
    bool typed = type_is_decl(type, in->c->program->types.pid) && !type_is_bare_pid(type);
    Why why = {.span = pid->span,
               .text = "the receiver's messages are of another type",
               .code = DIAG_MESSAGE_TYPE};
    TExpr *message = typed ? check_expr(in, expr->items.items[1], type->args.items[0], &why)
                           : infer_expr(in, expr->items.items[1], NULL);
    vec_push(in->arena, &x->items, pid);
    vec_push(in->arena, &x->items, message);
    return x;
}

TExpr *infer_link(Infer *in, Expr *expr)
{
    if (expr->items.count != 1)
        return wrong_count(in, expr, 1);
    TExpr *x = tx_prim(in, TPRIM_LINK, in->unit, expr->span);
    vec_push(in->arena, &x->items, infer_pid(in, expr->items.items[0]));
    return x;
}

TExpr *infer_self(Infer *in, Expr *expr)
{
    /* The library runs such closures in processes of its own. */
    if (!in->ctx->message && in->state->module->is_std)
        return tx_prim(in, TPRIM_SELF, pid_type(in, NULL), expr->span);
    if (!in->ctx->message) {
        diag_add(in->c->diags, DIAG_SELF_OUTSIDE, expr->span, "self() used outside actor block");
        return tx_error(in, expr->span);
    }
    return tx_prim(in, TPRIM_SELF, pid_type(in, in->ctx->message), expr->span);
}

/* ---- receive ---- */

/* Exit(pid, reason) and Down(ref, pid, reason), unless the program has a constructor of that
 * name. */
static Received reserved_pattern(Infer *in, const Pattern *pattern)
{
    if (pattern->kind != PA_CTOR || !pattern->has_items)
        return RECEIVED_MESSAGE;
    const Path *path = &pattern->path;
    Name name = path->parts.items[path->parts.count - 1].name;
    bool is_exit = strcmp(name, "Exit") == 0, is_down = strcmp(name, "Down") == 0;
    if (!is_exit && !is_down)
        return RECEIVED_MESSAGE;
    if (path->parts.count == 1) {
        Binding *binding = scope_value(in->c, in->state->module, name);
        if (binding && binding->kind == BINDING_VARIANT)
            return RECEIVED_MESSAGE;
    } else if (path->parts.count != 2 || strcmp(path->parts.items[0].name, "Process") != 0) {
        return RECEIVED_MESSAGE;
    }
    return is_exit ? RECEIVED_EXIT : RECEIVED_DOWN;
}

static void signal_patterns(Infer *in, const Pattern *pattern, Received received, TArm *arm)
{
    Type *exit_types[] = {pid_type(in, NULL), in->string};
    Type *down_types[] = {in->int_, pid_type(in, NULL), in->string};
    bool is_exit = received == RECEIVED_EXIT;
    size_t wanted = is_exit ? 2 : 3;
    if (pattern->items.count != wanted)
        diag_add(in->c->diags, DIAG_ARITY, pattern->span, "expected %zu argument(s), found %zu",
                 wanted, pattern->items.count);
    for (size_t i = 0; i < wanted; i++) {
        Type *type = is_exit ? exit_types[i] : down_types[i];
        TPattern *part = i < pattern->items.count ? infer_pattern(in, pattern->items.items[i], type)
                                                  : tp_new(in, TP_WILDCARD, type, pattern->span);
        vec_push(in->arena, &arm->patterns, part);
    }
}

static void receive_arm(Infer *in, TExpr *x, const Arm *arm, Join *join, bool tail, bool discard)
{
    Env *saved = in->env;
    TArm typed = {.span = arm->span};
    Received received = reserved_pattern(in, arm->pattern);
    if (received == RECEIVED_MESSAGE && in->state->fn)
        in->state->fn->receives = true;
    if (received == RECEIVED_MESSAGE)
        vec_push(in->arena, &typed.patterns, infer_pattern(in, arm->pattern, x->message));
    else
        signal_patterns(in, arm->pattern, received, &typed);
    if (arm->guard) {
        Why why = {.code = DIAG_GUARD_TYPE};
        typed.guard = check_expr(in, arm->guard, in->bool_, &why);
    }
    in->tail = tail;
    in->discard = discard;
    typed.body = join_branch(in, join, arm->body, NULL);
    in->tail = in->discard = false;
    vec_push(in->arena, &x->arms, typed);
    vec_push(in->arena, &x->received, received);
    in->env = saved;
}

TExpr *infer_receive(Infer *in, Expr *expr, Type *hint)
{
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    TExpr *x = tx_new(in, TX_RECEIVE, NULL, expr->span);
    x->message = in->ctx->message;
    if (!x->message && in->state->module->is_std)
        x->message = var_type(in);
    if (!x->message) {
        diag_add(in->c->diags, DIAG_RECEIVE_OUTSIDE, expr->span,
                 "receive used outside actor block");
        x->message = var_type(in);
    }
    Join join = join_new(in, hint);
    if (expr->target)
        x->target = check_expr(in, expr->target, in->int_, NULL);
    for (size_t i = 0; i < expr->arms.count; i++)
        receive_arm(in, x, &expr->arms.items[i], &join, tail, discard);
    if (expr->items.count > 0) {
        in->tail = tail;
        in->discard = discard;
        vec_push(in->arena, &x->items, join_branch(in, &join, expr->items.items[0], NULL));
        in->tail = in->discard = false;
    }
    x->type = join_type(in, &join);
    return x;
}

/* ---- Actor items ---- */

/* The block sees the parameters of the round it was installed in. */
static TExpr *terminate_block(Infer *in, Expr *block)
{
    FnCtx ctx = {.is_main = true, .result = var_type(in)};
    FnCtx *saved = in->ctx;
    in->ctx = &ctx;
    in->discard = true;
    TExpr *body = infer_expr(in, block, NULL);
    finish_tries(in, &ctx);
    in->ctx = saved;
    LocalVec none = {0};
    TExpr *x = tx_prim(in, TPRIM_SET_TERMINATE, in->unit, block->span);
    vec_push(in->arena, &x->items, tx_lambda(in, none, body, body->type, block->span));
    return x;
}

void infer_actor(Infer *in, JobState *state)
{
    Item *item = state->job->actor;
    FnSymbol *fn = state->fn;
    FnCtx ctx = {.is_main = true, .is_actor = true, .message = fn->message, .result = var_type(in)};
    fn->is_actor = true;
    in->ctx = &ctx;
    TypeVec params = type_resolve(fn->type)->args;
    bind_params(in, &item->params, &params, &fn->locals);
    TExprVec items = {0};
    if (item->terminate)
        vec_push(in->arena, &items, terminate_block(in, item->terminate));
    in->tail = in->discard = true;
    vec_push(in->arena, &items, infer_expr(in, item->body, NULL));
    finish_tries(in, &ctx);
    fn->body = tx_block(in, items, item->span);
}
