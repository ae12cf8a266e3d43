/* infer_closure.c - closures, and bodies with a context of their own. */
#include "check/infer_body.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_type.h"

TExpr *infer_body(Infer *in, FnCtx *ctx, Expr *body, Type *result, const Why *why)
{
    FnCtx *saved_ctx = in->ctx;
    bool tail = in->tail, discard = in->discard;
    in->ctx = ctx;
    ctx->result = result;
    if (why)
        ctx->result_why = *why;
    in->tail = true;
    in->discard = false;
    TExpr *x = check_expr(in, body, result, why);
    finish_tries(in, ctx);
    in->ctx = saved_ctx;
    in->tail = tail;
    in->discard = discard;
    return x;
}

/* Closures see the process they are written in. */
static void inherit_ctx(Infer *in, FnCtx *ctx)
{
    ctx->outer = in->ctx;
    ctx->message = in->ctx ? in->ctx->message : NULL;
}

static TExpr *infer_lambda_clauses(Infer *in, const ClauseVec *clauses, Type *hint, Span span,
                                   FnCtx *ctx)
{
    size_t arity = clauses->count ? clauses->items[0].params.count : 0;
    for (size_t i = 1; i < clauses->count; i++) {
        if (clauses->items[i].params.count == arity)
            continue;
        diag_add(in->c->diags, DIAG_CLAUSE_ARITY, clauses->items[i].span,
                 "all clauses of a closure must have the same number of parameters: expected %zu, "
                 "found %zu",
                 arity, clauses->items[i].params.count);
        return tx_error(in, span);
    }
    Type *wanted = hint ? type_resolve(hint) : NULL;
    bool fits = wanted && wanted->kind == TY_FUN && wanted->args.count == arity;
    TypeVec params = {0};
    for (size_t i = 0; i < arity; i++)
        vec_push(in->arena, &params, fits ? wanted->args.items[i] : var_type(in));
    Type *result = fits ? wanted->result : var_type(in);
    if (is_never(result))
        result = var_type(in);
    Env *saved_env = in->env;
    FnCtx *saved = in->ctx;
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    in->ctx = ctx;
    ctx->result = result;
    TExpr *x = tx_new(in, TX_LAMBDA, fun_type(in, &params, result), span);
    x->body = infer_clauses(in, clauses, &params, &x->params, result, NULL, span);
    finish_tries(in, ctx);
    in->ctx = saved;
    in->env = saved_env;
    in->tail = tail;
    in->discard = discard;
    return x;
}

TExpr *infer_closure(Infer *in, Expr *expr, Type *hint)
{
    FnCtx ctx = {0};
    inherit_ctx(in, &ctx);
    return infer_lambda_clauses(in, &expr->clauses, hint, expr->span, &ctx);
}
