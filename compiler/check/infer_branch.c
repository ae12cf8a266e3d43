/* infer_branch.c - if, case and while, and what leaves them: break, continue and return. */
#include "check/infer_branch.h"
#include "check/infer_agree.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_pattern.h"
#include "check/infer_type.h"

Join join_new(Infer *in, Type *hint)
{
    return (Join){.type = hint ? hint : var_type(in)};
}

TExpr *join_branch(Infer *in, Join *join, Expr *branch, const Why *why)
{
    TExpr *x = infer_expr(in, branch, join->type);
    if (!is_never(x->type))
        join->any = true;
    return coerce(in, x, join->type, why);
}

Type *join_type(Infer *in, const Join *join)
{
    return join->any ? join->type : in->never;
}

static TExpr *infer_condition(Infer *in, Expr *condition, const char *text)
{
    Why why = {.span = condition->span, .text = text};
    return check_expr(in, condition, in->bool_, &why);
}

TExpr *infer_if(Infer *in, Expr *expr, Type *hint)
{
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    TExpr *x = tx_new(in, TX_IF, NULL, expr->span);
    x->target = infer_condition(in, expr->target, "a condition must be a Bool");
    in->tail = tail;
    if (expr->items.count == 1) {
        vec_push(in->arena, &x->items, infer_dropped(in, expr->items.items[0]));
        in->tail = false;
        vec_push(in->arena, &x->items, tx_unit(in, expr->span));
        x->type = in->unit;
        return x;
    }
    Join join = join_new(in, hint);
    Why why = {.span = expr->items.items[0]->span, .text = "the first branch is here"};
    in->discard = discard;
    vec_push(in->arena, &x->items, join_branch(in, &join, expr->items.items[0], NULL));
    in->tail = tail;
    in->discard = discard;
    vec_push(in->arena, &x->items,
             join_branch(in, &join, expr->items.items[1], hint ? NULL : &why));
    in->tail = in->discard = false;
    x->type = join_type(in, &join);
    return x;
}

static TExpr *infer_guard(Infer *in, Expr *guard)
{
    if (!guard)
        return NULL;
    Why why = {.code = DIAG_GUARD_TYPE};
    return check_expr(in, guard, in->bool_, &why);
}

TExpr *infer_case(Infer *in, Expr *expr, Type *hint)
{
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    TExpr *x = tx_new(in, TX_MATCH, NULL, expr->span);
    TExpr *scrutinee = infer_expr(in, expr->target, NULL);
    vec_push(in->arena, &x->items, scrutinee);
    Type *type = is_never(scrutinee->type) ? var_type(in) : scrutinee->type;
    Join join = join_new(in, hint);
    Why why = {.text = "the first arm is here"};
    for (size_t i = 0; i < expr->arms.count; i++) {
        const Arm *arm = &expr->arms.items[i];
        Env *saved = in->env;
        TArm typed = {.span = arm->span};
        vec_push(in->arena, &typed.patterns, infer_pattern(in, arm->pattern, type));
        typed.guard = infer_guard(in, arm->guard);
        in->tail = tail;
        in->discard = discard;
        typed.body = join_branch(in, &join, arm->body, hint || i == 0 ? NULL : &why);
        in->tail = in->discard = false;
        if (i == 0)
            why.span = arm->body->span;
        vec_push(in->arena, &x->arms, typed);
        in->env = saved;
    }
    x->type = join_type(in, &join);
    MatchCheck check = {.arms = &x->arms, .span = expr->target->span};
    vec_push(in->arena, &check.scrutinees, type);
    vec_push(in->arena, &in->matches, check);
    return x;
}

TExpr *infer_while(Infer *in, Expr *expr)
{
    TExpr *x = tx_new(in, TX_WHILE, in->unit, expr->span);
    x->target = infer_condition(in, expr->target, "a condition must be a Bool");
    in->ctx->loops++;
    vec_push(in->arena, &x->items, infer_dropped(in, expr->items.items[0]));
    in->ctx->loops--;
    return x;
}

TExpr *infer_jump(Infer *in, Expr *expr)
{
    bool is_break = expr->kind == EX_BREAK;
    if (in->ctx->loops == 0)
        diag_add(in->c->diags, is_break ? DIAG_BREAK_OUTSIDE : DIAG_CONTINUE_OUTSIDE, expr->span,
                 "`%s` outside of loop", is_break ? "break" : "continue");
    return tx_new(in, is_break ? TX_BREAK : TX_CONTINUE, in->never, expr->span);
}

TExpr *infer_return(Infer *in, Expr *expr)
{
    TExpr *x = tx_new(in, TX_RETURN, in->never, expr->span);
    FnCtx *ctx = in->ctx;
    Type *result = ctx->result ? ctx->result : var_type(in);
    in->tail = expr->target != NULL;
    x->target = expr->target ? check_expr(in, expr->target, result, &ctx->result_why)
                             : coerce(in, tx_unit(in, expr->span), result, &ctx->result_why);
    in->tail = false;
    if (!is_never(x->target->type))
        ctx->returns = true;
    return x;
}
