/* infer_index.c - `a[i]`. */
#include "check/infer_agree.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_solve.h"
#include "check/infer_type.h"

bool solve_index(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    BuiltinTypes *types = &in->c->program->types;
    TExpr *x = ob->expr, *value;
    if (type_is_decl(self, types->list)) {
        value = tx_std_call(in, "List", "get", x->items.items, 2, ob->span);
    } else if (type_is_decl(self, types->map)) {
        value = tx_std_call(in, "Map", "get", x->items.items, 2, ob->span);
    } else {
        if (!type_has_error(self))
            diag_add(in->c->diags, DIAG_MISMATCH, x->items.items[0]->span,
                     "expected List or Map, found %s", text_of_type(in, self));
        value = tx_error(in, ob->span);
    }
    unify_or_report(in, ob->result, value->type, ob->span, NULL);
    TExprVec items = {0};
    vec_push(in->arena, &items, value);
    x->items = items;
    x->type = value->type;
    return true;
}

TExpr *infer_index(Infer *in, Expr *expr)
{
    TExpr *x = tx_new(in, TX_BLOCK, var_type(in), expr->span);
    TExpr *base = infer_expr(in, expr->target, NULL);
    TExpr *index = infer_expr(in, expr->items.items[0], NULL);
    if (type_resolve(base->type)->kind == TY_VAR)
        solve_obligations(in);
    vec_push(in->arena, &x->items, base);
    vec_push(in->arena, &x->items, index);
    Obligation *ob = obligation_new(in, OB_INDEX, base->type, expr->span);
    ob->expr = x;
    ob->result = x->type;
    try_or_defer(in, ob);
    return x;
}
