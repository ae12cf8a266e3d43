/* infer_try.c - `?`: the value of an Ok or Some, or a return of what it is instead. The function's
 * result may still be open at the `?`, so its early return is written when the body is done. */
#include "check/infer_agree.h"
#include "check/infer_body.h"
#include "check/infer_call.h"
#include "check/infer_convert.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_pattern.h"
#include "check/infer_type.h"

static TPattern *variant_pattern(Infer *in, TypeDecl *decl, size_t index, Type *type, Local *local,
                                 Span span)
{
    TPattern *pattern = tp_new(in, TP_VARIANT, type, span);
    pattern->variant = decl->variants.items[index];
    if (local) {
        TPattern *item = tp_new(in, TP_BIND, local->type, span);
        item->local = local;
        vec_push(in->arena, &pattern->items, item);
    }
    return pattern;
}

static void add_arm(Infer *in, TExpr *match, TPattern *pattern, TExpr *body)
{
    TArm arm = {.body = body, .span = match->span};
    vec_push(in->arena, &arm.patterns, pattern);
    vec_push(in->arena, &match->arms, arm);
}

static Type *try_operand(Infer *in, TExpr *operand)
{
    BuiltinTypes *types = &in->c->program->types;
    if (type_resolve(operand->type)->kind == TY_VAR)
        solve_obligations(in);
    Type *type = type_resolve(operand->type);
    if (type->kind != TY_VAR)
        return type;
    bool option = in->ctx->result && type_is_decl(in->ctx->result, types->option);
    Type *known = option ? con_type(in, types->option, var_type(in), NULL)
                         : con_type(in, types->result, var_type(in), var_type(in));
    unify_or_report(in, known, type, operand->span, NULL);
    return known;
}

TExpr *infer_try(Infer *in, Expr *expr, Type *hint)
{
    (void)hint;
    BuiltinTypes *types = &in->c->program->types;
    TExpr *operand = infer_expr(in, expr->target, NULL);
    if (is_never(operand->type) || is_error(operand->type))
        return operand;
    Type *type = try_operand(in, operand);
    bool result = type_is_decl(type, types->result);
    if (!result && !type_is_decl(type, types->option)) {
        diag_add(in->c->diags, DIAG_TRY_OPERAND, expr->span,
                 "`?` requires `Result` or `Option`, found `%s`", text_of_type(in, type));
        return tx_error(in, expr->span);
    }
    TExpr *x = tx_new(in, TX_MATCH, type->args.items[0], expr->span);
    TryUse use = {.expr = x,
                  .operand = operand,
                  .error = result ? type->args.items[1] : NULL,
                  .span = expr->span};
    vec_push(in->arena, &in->ctx->tries, use);
    return x;
}

static void report_try(Infer *in, const TryUse *use, Type *result)
{
    Diag *diag = diag_add(in->c->diags, DIAG_TRY_RETURN, use->span,
                          "`?` operator requires function to return `Result` or `Option`");
    diag_label(in->c->diags, diag, use->span, "the result here is %s", text_of_type(in, result));
    BuiltinTypes *types = &in->c->program->types;
    if (!use->error && type_is_decl(result, types->result))
        diag_hint(in->c->diags, diag, "say which error it is: `Option.ok_or(value, error)?`");
    else if (use->error && type_is_decl(result, types->option))
        diag_hint(in->c->diags, diag, "drop the error: `Result.ok(value)?`");
    else
        diag_hint(in->c->diags, diag,
                  "take the value apart with `case`, or declare the result `-> T!E`");
    use->expr->type = in->error;
}

static TExpr *return_of(Infer *in, TExpr *value, Span span)
{
    TExpr *x = tx_new(in, TX_RETURN, in->never, span);
    x->target = value;
    return x;
}

static void finish_result(Infer *in, const TryUse *use, Type *result)
{
    TypeDecl *decl = in->c->program->types.result;
    TExpr *x = use->expr;
    size_t ok = variant_index(decl, "Ok"), err = variant_index(decl, "Err");
    Local *value = local_new(in, intern_cstr(in->c->names, "_ok"), x->type, use->span);
    Local *error = local_new(in, intern_cstr(in->c->names, "_err"), use->error, use->span);
    add_arm(in, x, variant_pattern(in, decl, ok, use->operand->type, value, use->span),
            tx_local(in, value, use->span));
    TExpr *failure = tx_new(in, TX_VARIANT, result, use->span);
    failure->variant = decl->variants.items[err];
    vec_push(in->arena, &failure->items,
             convert_value(in, tx_local(in, error, use->span), result->args.items[1], use->span));
    add_arm(in, x, variant_pattern(in, decl, err, use->operand->type, error, use->span),
            return_of(in, failure, use->span));
}

static void finish_option(Infer *in, const TryUse *use, Type *result)
{
    TypeDecl *decl = in->c->program->types.option;
    TExpr *x = use->expr;
    size_t some = variant_index(decl, "Some"), none = variant_index(decl, "None");
    Local *value = local_new(in, intern_cstr(in->c->names, "_some"), x->type, use->span);
    add_arm(in, x, variant_pattern(in, decl, some, use->operand->type, value, use->span),
            tx_local(in, value, use->span));
    TExpr *failure = tx_new(in, TX_VARIANT, result, use->span);
    failure->variant = decl->variants.items[none];
    add_arm(in, x, variant_pattern(in, decl, none, use->operand->type, NULL, use->span),
            return_of(in, failure, use->span));
}

void finish_tries(Infer *in, FnCtx *ctx)
{
    BuiltinTypes *types = &in->c->program->types;
    for (size_t i = 0; i < ctx->tries.count; i++) {
        TryUse *use = &ctx->tries.items[i];
        Type *result = type_resolve(ctx->result);
        TypeDecl *wanted = use->error ? types->result : types->option;
        vec_push(in->arena, &use->expr->items, use->operand);
        if (result->kind == TY_ERROR)
            continue;
        if (result->kind == TY_VAR && !ctx->is_main) {
            Type *open = con_type(in, wanted, var_type(in), use->error ? var_type(in) : NULL);
            unify_types(result, open);
            result = type_resolve(result);
        }
        if (!type_is_decl(result, wanted))
            report_try(in, use, result);
        else if (use->error)
            finish_result(in, use, result);
        else
            finish_option(in, use, result);
    }
    ctx->tries.count = 0;
}
