/* infer_convert.c - conversion of errors by From. */
#include "check/infer_convert.h"
#include "check/infer_agree.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_solve.h"
#include "check/infer_trait.h"

static bool same_head(Type *a, Type *b)
{
    return a->kind == b->kind && a->kind != TY_VAR && (a->kind != TY_CON || a->decl == b->decl) &&
           (a->kind != TY_PARAM || a->param == b->param);
}

bool solve_convert(Infer *in, Obligation *ob)
{
    Type *from = type_resolve(ob->self), *to = type_resolve(ob->result);
    TExpr *x = ob->expr;
    if (from == to || type_has_error(from) || type_has_error(to) || same_head(from, to)) {
        unify_or_report(in, to, from, ob->span, NULL);
        tx_fill(in, x, x->items.items[0]);
        return true;
    }
    if (from->kind == TY_VAR || to->kind == TY_VAR)
        return false;
    TraitDecl *trait = std_trait(in, "From");
    TypeVec args = {0}, type_args = {0};
    vec_push(in->arena, &args, from);
    vec_push(in->arena, &type_args, to);
    vec_push(in->arena, &type_args, from);
    tx_fill_method(x, trait_method(in, trait, "from"), &type_args, to);
    require_trait(in, to, trait, &args, ob->span, false);
    return true;
}

TExpr *convert_value(Infer *in, TExpr *value, Type *target, Span span)
{
    TExpr *x = tx_new(in, TX_BLOCK, target, span);
    vec_push(in->arena, &x->items, value);
    Obligation *ob = obligation_new(in, OB_CONVERT, value->type, span);
    ob->result = target;
    ob->expr = x;
    try_or_defer(in, ob);
    return x;
}
