/* infer_call.c - calls of functions, and the way from a written call to what it calls. */
#include "check/infer_call.h"
#include "check/infer_call_internal.h"
#include "check/infer_component.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_type.h"

/* ---- Functions ---- */

FnSymbol *pick_arity(const FnSymbolVec *fns, size_t arity)
{
    for (size_t i = 0; i < fns->count; i++)
        if (fns->items[i]->arity == arity)
            return fns->items[i];
    return NULL;
}

JobState *actor_state(Infer *in, FnSymbol *fn)
{
    JobState *state = state_of(in, fn);
    return state && state->job->actor && state->fn == fn ? state : NULL;
}

/* An actor starts over with new arguments, in place; from anywhere else its call starts a
 * process. */
static TExpr *call_actor(Infer *in, FnSymbol *fn, ArgVec *args, Span span, bool tail)
{
    if (in->state->fn != fn)
        return spawn_actor(in, fn, args, span, false);
    if (!tail || !in->ctx->is_actor) {
        diag_add(in->c->diags, DIAG_SELF_CALL, span,
                 "actor `%s` may only call itself in tail position", fn->name);
        infer_args(in, args);
        return tx_error(in, span);
    }
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    Type *type = use_fn(in, x, fn);
    x = finish_call(in, x, type, args, fn, 0);
    if (!is_error(x->type))
        x->type = in->never;
    return x;
}

TExpr *call_fn(Infer *in, FnSymbol *fn, ArgVec *args, Span span, Type *hint)
{
    (void)hint;
    bool tail = in->tail;
    in->tail = false;
    return actor_state(in, fn) ? call_actor(in, fn, args, span, tail)
                               : call_plain(in, fn, args, span);
}

TExpr *call_plain(Infer *in, FnSymbol *fn, ArgVec *args, Span span)
{
    in->tail = false;
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    size_t mark = in->component->obligations.count;
    Type *type = use_fn(in, x, fn);
    x = finish_call(in, x, type, args, fn, 0);
    solve_recent(in, mark);
    return x;
}

static TExpr *call_local_fn(Infer *in, LocalFn *local, ArgVec *args, Span span)
{
    in->tail = false;
    if (local->arity != args->count)
        return wrong_arity(in, local->arity, args, span, local->fn);
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    Type *type = use_fn(in, x, local->fn);
    for (size_t i = 0; i < local->captures.count; i++)
        vec_push(in->arena, &x->items, tx_local(in, local->captures.items[i], span));
    return finish_call(in, x, type, args, local->fn, local->captures.count);
}

TExpr *report_arities(Infer *in, const FnSymbolVec *fns, ArgVec *args, Span span)
{
    if (fns->count == 1)
        return wrong_arity(in, fns->items[0]->arity, args, span, fns->items[0]);
    TextBuffer out;
    text_buffer_init(&out, in->arena);
    for (size_t i = 0; i < fns->count; i++)
        text_addf(&out, "%s%u", i == 0 ? "" : " or ", fns->items[i]->arity);
    diag_add(in->c->diags, DIAG_ARITY, span, "expected %s argument(s), found %zu",
             text_done(&out).bytes, args->count);
    infer_args(in, args);
    return tx_error(in, span);
}

/* ---- Tuple.first and its like are known to the language ---- */

static TExpr *tuple_element(Infer *in, TExpr *tuple, int64_t index, Span span)
{
    if (type_resolve(tuple->type)->kind == TY_VAR)
        solve_obligations(in);
    TExpr *x = tx_new(in, TX_FIELD, var_type(in), span);
    x->target = tuple;
    x->int_value = index;
    Obligation *ob = obligation_new(in, OB_TUPLE, tuple->type, span);
    ob->expr = x;
    ob->result = x->type;
    try_or_defer(in, ob);
    return x;
}

static TExpr *call_tuple(Infer *in, Ident name, ArgVec *args, Span span)
{
    bool nth = strcmp(name.name, "nth") == 0 && args->count == 2;
    bool first = strcmp(name.name, "first") == 0 && args->count == 1;
    bool second = strcmp(name.name, "second") == 0 && args->count == 1;
    bool size = strcmp(name.name, "size") == 0 && args->count == 1;
    if (!nth && !first && !second && !size)
        return NULL;
    TExpr *tuple = infer_arg(in, &args->items[0], NULL);
    if (size) {
        Type *type = type_resolve(tuple->type);
        if (type->kind != TY_TUPLE && type->kind != TY_ERROR)
            diag_add(in->c->diags, DIAG_MISMATCH, span, "expected a tuple, found %s",
                     text_of_type(in, type));
        return tx_int(in, (int64_t)type->args.count, span);
    }
    int64_t index = second ? 1 : 0;
    if (nth) {
        TExpr *position = infer_arg(in, &args->items[1], in->int_);
        if (position->kind != TX_INT || position->int_value < 0) {
            diag_add(in->c->diags, DIAG_MISMATCH, position->span,
                     "the position in a tuple must be a literal Int");
            return tx_error(in, span);
        }
        index = position->int_value;
    }
    return tuple_element(in, tuple, index, span);
}

/* ---- Calls ---- */

static bool is_assertion(Infer *in, Name name, const Binding *binding)
{
    if (!in->state->job->test && !(in->state->around && in->state->around->job->test))
        return false;
    bool known = strcmp(name, "assert") == 0 || strcmp(name, "assert_eq") == 0 ||
                 strcmp(name, "assert_ne") == 0 || strcmp(name, "assert_raises") == 0;
    if (!known || !binding)
        return known;
    return binding->kind == BINDING_FN && binding->fns.count > 0 &&
           binding->fns.items[0]->module->is_std;
}

static TExpr *apply_name(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint, bool tail)
{
    Ident name = {.name = target->name.name, .span = target->span};
    Env *env = env_find(in, name.name);
    if (env && env->fn && env->fn->arity == args->count)
        return call_local_fn(in, env->fn, args, span);
    if (env && env->fn) {
        /* Another arity of the name may be defined further out. */
        for (Env *other = env->next; other; other = other->next)
            if (other->name == name.name && other->fn && other->fn->arity == args->count)
                return call_local_fn(in, other->fn, args, span);
        return call_local_fn(in, env->fn, args, span);
    }
    if (env)
        return call_value(in, env_value(in, env, target->span, NULL), args, span);
    Binding *binding = scope_value(in->c, in->state->module, name.name);
    warn_old_name(in, binding, name);
    if (is_assertion(in, name.name, binding))
        return infer_assertion(in, target, args, name.name);
    if (!binding) {
        infer_args(in, args);
        return undefined_name(in, name);
    }
    in->tail = tail;
    return call_binding(in, binding, name, args, span, hint);
}

static TExpr *apply_member(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint, bool tail)
{
    Space space;
    if (expr_space(in, target->target, &space)) {
        if (target->target->kind == EX_NAME && strcmp(target->target->name.name, "Tuple") == 0) {
            TExpr *x = call_tuple(in, target->name, args, span);
            if (x)
                return x;
        }
        return call_in_space(in, &space, target->name, args, span, hint, tail);
    }
    if (target->target->kind == EX_NAME && !env_peek(in, target->target->name.name) &&
        strcmp(target->target->name.name, "Tuple") == 0) {
        TExpr *x = call_tuple(in, target->name, args, span);
        if (x)
            return x;
    }
    TExpr *receiver = infer_owner(in, target->target);
    return method_call(in, receiver, target->name, args, span);
}

TExpr *infer_apply(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint)
{
    bool tail = in->tail;
    in->tail = false;
    if (target->kind == EX_NAME)
        return apply_name(in, target, args, span, hint, tail);
    if (target->kind == EX_FIELD)
        return apply_member(in, target, args, span, hint, tail);
    if (target->kind == EX_CLOSURE) {
        infer_args(in, args);
        TypeVec params = {0};
        for (size_t i = 0; i < args->count; i++)
            vec_push(in->arena, &params, args->items[i].value->type);
        TExpr *closure = infer_expr(in, target, fun_type(in, &params, hint ? hint : var_type(in)));
        return call_value(in, closure, args, span);
    }
    return call_value(in, infer_expr(in, target, NULL), args, span);
}

TExpr *infer_call(Infer *in, Expr *expr, Type *hint)
{
    ArgVec args = {0};
    args_of_call(in, expr, &args);
    return infer_apply(in, expr->target, &args, expr->span, hint);
}
