/* infer_test.c - test bodies and assertions, which are calls of std/test.mpl that carry their own
 * source text. */
#include "check/infer_call.h"
#include "check/infer_convert.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_fn.h"
#include "check/infer_form.h"
#include "check/infer_item.h"
#include "check/infer_node.h"
#include "check/infer_pattern.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

void infer_test(Infer *in, JobState *state)
{
    FnCtx ctx = {.is_main = true, .message = var_type(in)};
    infer_fn_body(in, state, &ctx);
}

static TExpr *source_text(Infer *in, Span span)
{
    Text text = span.source ? span.source->text : TEXT("");
    size_t end = span.end <= text.length ? span.end : text.length;
    size_t start = span.start < end ? span.start : end;
    return tx_string(in, (Text){text.bytes + start, end - start}, span);
}

static Span args_span(const ArgVec *args)
{
    return span_join(args->items[0].span, args->items[args->count - 1].span);
}

static Local *keep(Infer *in, TExprVec *items, TExpr *value, Type *type)
{
    Local *local = local_new(in, intern_cstr(in->c->names, "_value"), type, value->span);
    vec_push(in->arena, items, tx_let(in, local, value, value->span));
    return local;
}

/* Test.assert_equal(a == b, source, show(a), show(b)) */
static TExpr *assert_pair(Infer *in, const char *function, ArgVec *args, Span span)
{
    TExprVec items = {0};
    TExpr *left = infer_expr(in, args->items[0].ast, NULL);
    Type *type = is_never(left->type) ? var_type(in) : left->type;
    Why why = {.span = left->span, .text = "the left side is here"};
    TExpr *right = check_expr(in, args->items[1].ast, type, &why);
    if (is_error(left->type) || is_error(right->type))
        return tx_error(in, span);
    Local *a = keep(in, &items, left, type), *b = keep(in, &items, right, type);
    TraitDecl *eq = std_trait(in, "Eq");
    ArgVec sides = {0};
    vec_push(in->arena, &sides, arg_value(tx_local(in, a, left->span)));
    vec_push(in->arena, &sides, arg_value(tx_local(in, b, right->span)));
    TExpr *call[4];
    call[0] = call_method(in, trait_method(in, eq, "eq"), type, &sides, span);
    call[1] = source_text(in, args_span(args));
    call[2] = show_value(in, tx_local(in, a, left->span));
    call[3] = show_value(in, tx_local(in, b, right->span));
    vec_push(in->arena, &items, tx_std_call(in, "Test", function, call, 4, span));
    return tx_block(in, items, span);
}

TExpr *infer_assertion(Infer *in, Expr *expr, ArgVec *args, Name name)
{
    Span span = expr->span;
    bool pair = strcmp(name, "assert_eq") == 0 || strcmp(name, "assert_ne") == 0;
    size_t wanted = pair ? 2 : 1;
    for (size_t i = 0; i < args->count; i++)
        if (!args->items[i].ast)
            wanted = SIZE_MAX;
    if (args->count != wanted) {
        diag_add(in->c->diags, DIAG_ARITY, span, "expected %d argument(s), found %zu", pair ? 2 : 1,
                 args->count);
        infer_args(in, args);
        return tx_error(in, span);
    }
    if (pair)
        return assert_pair(in, strcmp(name, "assert_eq") == 0 ? "assert_equal" : "assert_different",
                           args, span);
    if (strcmp(name, "assert") == 0) {
        TExpr *call[2] = {check_expr(in, args->items[0].ast, in->bool_, NULL),
                          source_text(in, args->items[0].span)};
        return tx_std_call(in, "Test", "assert_true", call, 2, span);
    }
    TypeVec none = {0};
    TExpr *call[1] = {infer_expr(in, args->items[0].ast, fun_type(in, &none, var_type(in)))};
    return tx_std_call(in, "Test", "assert_raises", call, 1, span);
}

/* receive do PATTERN -> () after MS -> Test.nothing_received(source, ms) end; its names are bound
 * after it. */
TExpr *infer_assert_receive(Infer *in, Expr *expr)
{
    enum { DEFAULT_MS = 100 };
    TExpr *x = tx_new(in, TX_RECEIVE, in->unit, expr->span);
    x->message = in->ctx->message;
    if (!x->message) {
        diag_add(in->c->diags, DIAG_RECEIVE_OUTSIDE, expr->span,
                 "receive used outside actor block");
        return tx_error(in, expr->span);
    }
    TExprVec items = {0};
    TExpr *ms = expr->target ? check_expr(in, expr->target, in->int_, NULL)
                             : tx_int(in, DEFAULT_MS, expr->span);
    Local *limit = keep(in, &items, ms, in->int_);
    x->target = tx_local(in, limit, ms->span);
    TArm arm = {.span = expr->span};
    Env *saved = in->env;
    vec_push(in->arena, &arm.patterns, infer_pattern(in, expr->pattern, x->message));
    if (expr->guard)
        arm.guard = check_expr(in, expr->guard, in->bool_, NULL);
    in->env = saved;
    arm.body = tx_unit(in, expr->span);
    vec_push(in->arena, &x->arms, arm);
    vec_push(in->arena, &x->received, RECEIVED_MESSAGE);
    TExpr *call[2] = {source_text(in, expr->pattern->span), tx_local(in, limit, ms->span)};
    vec_push(in->arena, &x->items,
             tx_std_call(in, "Test", "nothing_received", call, 2, expr->span));
    vec_push(in->arena, &items, x);
    return tx_block(in, items, expr->span);
}
