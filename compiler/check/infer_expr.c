/* infer_expr.c - expressions: the dispatcher over their forms. */
#include "check/infer_expr.h"
#include "check/infer_agree.h"
#include "check/infer_call.h"
#include "check/infer_env.h"
#include "check/infer_form.h"
#include "check/infer_node.h"

enum { MAX_DEPTH = 1500 };

/* ---- Agreement with the context ---- */

TExpr *check_expr(Infer *in, Expr *expr, Type *expected, const Why *why)
{
    return coerce(in, infer_expr(in, expr, expected), expected, why);
}

/* ---- Literals ---- */

static TExpr *infer_receiver(Infer *in, const Expr *expr)
{
    Env *env = env_find(in, in->name_self);
    if (env && env->local)
        return tx_local(in, env->local, expr->span);
    Diag *diag = diag_add(in->c->diags, DIAG_UNDEFINED, expr->span, "undefined variable: self");
    diag_hint(in->c->diags, diag,
              "`self` is the receiver of a method; the pid of an actor is `self()`");
    return tx_error(in, expr->span);
}

/* ---- The dispatcher ---- */

static TExpr *dispatch(Infer *in, Expr *expr, Type *hint)
{
    switch (expr->kind) {
    case EX_ERROR:
        return tx_error(in, expr->span);
    case EX_INT:
        return tx_int(in, expr->int_value, expr->span);
    case EX_FLOAT:
        return infer_float(in, expr);
    case EX_BOOL:
        return tx_bool(in, expr->bool_value, expr->span);
    case EX_UNIT:
        return tx_unit(in, expr->span);
    case EX_ATOM:
        return infer_atom(in, expr);
    case EX_STRING:
        return infer_string(in, expr);
    case EX_REGEX:
        return infer_regex(in, expr);
    case EX_NAME:
        return infer_name(in, expr, hint);
    case EX_TUPLE:
        return infer_tuple(in, expr, hint);
    case EX_LIST:
        return infer_list(in, expr, hint);
    case EX_MAP:
        return infer_map(in, expr, hint);
    case EX_STRUCT:
        return infer_struct(in, expr, hint);
    case EX_UPDATE:
        return infer_update(in, expr, hint);
    case EX_JSON:
        return infer_json(in, expr);
    case EX_CALL:
        return infer_call(in, expr, hint);
    case EX_FIELD:
        return infer_field(in, expr, hint);
    case EX_INDEX:
        return infer_index(in, expr);
    case EX_TRY:
        return infer_try(in, expr, hint);
    case EX_UNARY:
        return infer_unary(in, expr, hint);
    case EX_BINARY:
        return infer_binary(in, expr, hint);
    case EX_PIPE:
        return infer_pipe(in, expr, hint);
    case EX_IF:
        return infer_if(in, expr, hint);
    case EX_CASE:
        return infer_case(in, expr, hint);
    case EX_CLOSURE:
        return infer_closure(in, expr, hint);
    case EX_WHILE:
        return infer_while(in, expr);
    case EX_FOR:
        return infer_for(in, expr, hint, in->discard);
    case EX_BREAK:
    case EX_CONTINUE:
        return infer_jump(in, expr);
    case EX_RETURN:
        return infer_return(in, expr);
    case EX_SPAWN: {
        ArgVec args = {0};
        args_of_call(in, expr, &args);
        return infer_spawn(in, expr, &args, expr->bool_value);
    }
    case EX_SEND:
        return infer_send(in, expr);
    case EX_LINK:
        return infer_link(in, expr);
    case EX_SELF:
        return infer_self(in, expr);
    case EX_SELF_VALUE:
        return infer_receiver(in, expr);
    case EX_RECEIVE:
        return infer_receive(in, expr, hint);
    case EX_BLOCK:
        return infer_block(in, &expr->block, hint, expr->span);
    case EX_ASSERT_RECEIVE:
        return infer_assert_receive(in, expr);
    }
    return tx_error(in, expr->span);
}

/* Tail position and a dropped value pass through these to their branches. */
static bool has_branches(ExprKind kind)
{
    return kind == EX_IF || kind == EX_CASE || kind == EX_BLOCK || kind == EX_RECEIVE;
}

TExpr *bounded(Infer *in, TExpr *x)
{
    if (!type_is_too_big(x->type))
        return x;
    diag_add(in->c->diags, DIAG_OTHER, x->span,
             "type too large: the type of this expression is nested too deeply");
    return tx_error(in, x->span);
}

TExpr *infer_expr(Infer *in, Expr *expr, Type *hint)
{
    if (in->depth >= MAX_DEPTH) {
        diag_add(in->c->diags, DIAG_OTHER, expr->span, "this expression is nested too deeply");
        return tx_error(in, expr->span);
    }
    bool tail =
        in->tail && (has_branches(expr->kind) || expr->kind == EX_CALL || expr->kind == EX_PIPE);
    bool discard = in->discard && (has_branches(expr->kind) || expr->kind == EX_FOR);
    in->tail = tail;
    in->discard = discard;
    in->depth++;
    TExpr *x = bounded(in, dispatch(in, expr, hint));
    in->depth--;
    in->tail = in->discard = false;
    return x;
}
