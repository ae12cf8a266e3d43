/* infer_settle.c - finished trees: every type resolved, then the checks that need all types. */
#include "check/infer_settle.h"
#include "check/infer_type.h"

static void settle_pattern(Infer *in, TPattern *pattern)
{
    if (!pattern)
        return;
    pattern->type = type_settle(pattern->type, -1, in->unit);
    if (pattern->local)
        pattern->local->type = type_settle(pattern->local->type, -1, in->unit);
    for (size_t i = 0; i < pattern->items.count; i++)
        settle_pattern(in, pattern->items.items[i]);
}

static void settle_types(Infer *in, TypeVec *types)
{
    for (size_t i = 0; i < types->count; i++)
        types->items[i] = type_settle(types->items[i], -1, in->unit);
}

static void settle_arms(Infer *in, TArmVec *arms)
{
    for (size_t i = 0; i < arms->count; i++) {
        TArm *arm = &arms->items[i];
        for (size_t k = 0; k < arm->patterns.count; k++)
            settle_pattern(in, arm->patterns.items[k]);
        settle_tree(in, arm->guard);
        settle_tree(in, arm->body);
    }
}

/* Operator chains lean to the left: the loop follows the first operand. */
void settle_tree(Infer *in, TExpr *expr)
{
    while (expr) {
        expr->type = type_settle(expr->type, -1, in->unit);
        settle_types(in, &expr->type_args);
        if (expr->message)
            expr->message = type_settle(expr->message, -1, in->unit);
        if (expr->local)
            expr->local->type = type_settle(expr->local->type, -1, in->unit);
        for (size_t i = 0; i < expr->params.count; i++)
            expr->params.items[i]->type = type_settle(expr->params.items[i]->type, -1, in->unit);
        settle_pattern(in, expr->pattern);
        settle_tree(in, expr->guard);
        settle_arms(in, &expr->arms);
        settle_tree(in, expr->body);
        for (size_t i = 1; i < expr->items.count; i++)
            settle_tree(in, expr->items.items[i]);
        if (expr->items.count > 0 && expr->target)
            settle_tree(in, expr->items.items[0]);
        expr = expr->target ? expr->target : expr->items.count > 0 ? expr->items.items[0] : NULL;
    }
}

void settle_symbol(Infer *in, FnSymbol *fn)
{
    if (!fn)
        return;
    if (fn->type)
        fn->type = type_settle(fn->type, -1, in->unit);
    if (fn->message)
        fn->message = type_settle(fn->message, -1, in->unit);
    for (size_t i = 0; i < fn->locals.count; i++)
        fn->locals.items[i]->type = type_settle(fn->locals.items[i]->type, -1, in->unit);
    settle_tree(in, fn->body);
}

/* ---- Checks ---- */

static bool match_has_error(const MatchCheck *check)
{
    for (size_t i = 0; i < check->scrutinees.count; i++)
        if (type_has_error(check->scrutinees.items[i]))
            return true;
    for (size_t i = 0; i < check->arms->count; i++)
        for (size_t k = 0; k < check->arms->items[i].patterns.count; k++)
            if (type_has_error(check->arms->items[i].patterns.items[k]->type))
                return true;
    return false;
}

static void check_all_matches(Infer *in)
{
    for (size_t i = 0; i < in->matches.count; i++) {
        MatchCheck *check = &in->matches.items[i];
        settle_types(in, &check->scrutinees);
        if (!match_has_error(check))
            check_matches(in->c, check->arms, &check->scrutinees, check->span, check->clauses);
    }
}

static void check_dropped(Infer *in)
{
    for (size_t i = 0; i < in->dropped.count; i++) {
        TExpr *expr = in->dropped.items[i];
        if (!type_is_decl(expr->type, in->c->program->types.result))
            continue;
        Diag *diag =
            diag_add(in->c->diags, DIAG_UNUSED_RESULT, expr->span,
                     "unused `%s`: an error would go unnoticed", text_of_type(in, expr->type));
        diag_hint(in->c->diags, diag, "use `?` or `case`, or drop it on purpose: `let _ = ...`");
    }
}

static void check_unused(Infer *in)
{
    for (size_t i = 0; i < in->lets.count; i++) {
        Env *env = in->lets.items[i];
        if (env->used)
            continue;
        Diag *diag =
            diag_add(in->c->diags, DIAG_UNUSED, env->span, "unused variable: %s", env->name);
        diag_hint(in->c->diags, diag, "drop it, or name it `_%s`", env->name);
    }
}

void check_finished(Infer *in)
{
    check_all_matches(in);
    check_dropped(in);
    check_unused(in);
    check_effects(in);
}
