/* infer_pipe.c - pipes: a value that becomes an argument of the call behind it. */
#include "check/infer_call.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"

static TExpr *pipe_into(Infer *in, TExpr *value, Expr *pipe, Type *hint, bool tail)
{
    Expr *right = pipe->items.items[0];
    ArgVec args = {0};
    Expr *target = right;
    if (right->kind == EX_CALL) {
        ArgVec written = {0};
        args_of_call(in, right, &written);
        size_t total = written.count + 1;
        size_t at = pipe->slot > 0 ? (size_t)pipe->slot - 1 : 0;
        if (at >= total) {
            diag_add(in->c->diags, DIAG_SLOT, pipe->span,
                     "slot position %d out of range: the call has %zu argument(s)", pipe->slot,
                     total);
            infer_args(in, &written);
            return tx_error(in, pipe->span);
        }
        for (size_t i = 0; i < total; i++) {
            Arg arg = i == at ? arg_value(value) : written.items[i < at ? i : i - 1];
            vec_push(in->arena, &args, arg);
        }
        target = right->target;
    } else {
        vec_push(in->arena, &args, arg_value(value));
    }
    in->tail = tail;
    return bounded(in, infer_apply(in, target, &args, pipe->span, hint));
}

TExpr *infer_pipe(Infer *in, Expr *expr, Type *hint)
{
    bool tail = in->tail;
    in->tail = false;
    ExprVec chain = {0};
    Expr *first = expr;
    for (; first->kind == EX_PIPE; first = first->target)
        vec_push(in->arena, &chain, first);
    TExpr *value = infer_expr(in, first, NULL);
    for (size_t i = chain.count; i > 0; i--)
        value = pipe_into(in, value, chain.items[i - 1], i == 1 ? hint : NULL, i == 1 && tail);
    return value;
}
