/* infer_text.c - text: interpolation, any value as text, and `<>`. */
#include "check/infer_convert.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_solve.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

bool solve_show(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    TExpr *x = ob->expr;
    if (type_is_decl(self, in->c->program->types.string) || self->kind == TY_NEVER ||
        type_has_error(self)) {
        Type *type = x->items.items[0]->type;
        tx_fill(in, x, x->items.items[0]);
        x->type = type_has_error(type) ? in->error : type;
        return true;
    }
    TraitDecl *display = std_trait(in, "Display"), *debug = std_trait(in, "Debug");
    if (has_impl(in, self, display)) {
        tx_fill_unary(in, x, trait_method(in, display, "to_string"), self, in->string);
        require_trait(in, self, display, NULL, ob->span, false);
    } else if (has_impl(in, self, debug)) {
        tx_fill_unary(in, x, trait_method(in, debug, "inspect"), self, in->string);
        require_trait(in, self, debug, NULL, ob->span, false);
    } else {
        TypeVec none = {0};
        report_no_trait(in, self, display, &none, ob->span);
        tx_fill(in, x, tx_error(in, ob->span));
    }
    return true;
}

TExpr *show_value(Infer *in, TExpr *value)
{
    TExpr *x = tx_new(in, TX_BLOCK, in->string, value->span);
    vec_push(in->arena, &x->items, value);
    Obligation *ob = obligation_new(in, OB_SHOW, value->type, value->span);
    ob->expr = x;
    try_or_defer(in, ob);
    return x;
}

static void add_piece(Infer *in, TExprVec *items, TExpr *piece)
{
    if (piece->kind != TX_CONCAT) {
        vec_push(in->arena, items, piece);
        return;
    }
    for (size_t i = 0; i < piece->items.count; i++)
        vec_push(in->arena, items, piece->items.items[i]);
}

bool solve_concat(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    TExpr *x = ob->expr;
    if (self->kind == TY_VAR)
        return false;
    if (type_has_error(self)) {
        x->type = in->error;
        return true;
    }
    BuiltinTypes *types = &in->c->program->types;
    if (self->kind == TY_CON && self->decl == types->string) {
        TExpr *left = x->items.items[0], *right = x->items.items[1];
        x->kind = TX_CONCAT;
        /* A chain of joins becomes one: the left side's pieces are taken over. */
        if (left->kind == TX_CONCAT) {
            x->items = left->items;
            left->items = (TExprVec){0};
        } else {
            x->items = (TExprVec){0};
            vec_push(in->arena, &x->items, left);
        }
        add_piece(in, &x->items, right);
        return true;
    }
    if (self->kind == TY_CON && self->decl == types->list) {
        tx_fill(in, x, tx_std_call(in, "List", "concat", x->items.items, 2, ob->span));
        return true;
    }
    TraitDecl *trait = std_trait(in, "Concat");
    if (trait && has_impl(in, self, trait)) {
        tx_fill_unary(in, x, trait->methods.items[0], self, self);
        return true;
    }
    Diag *diag = diag_add(in->c->diags, DIAG_NO_TRAIT, ob->span, "%s does not implement Concat",
                          text_of_type(in, self));
    diag_hint(in->c->diags, diag,
              "`<>` joins strings and lists; interpolate other values: `\"#{...}\"`");
    tx_fill(in, x, tx_error(in, ob->span));
    return true;
}

TExpr *concat_values(Infer *in, TExpr *left, TExpr *right, Span span)
{
    TExpr *x = tx_new(in, TX_BLOCK, left->type, span);
    vec_push(in->arena, &x->items, left);
    vec_push(in->arena, &x->items, right);
    Obligation *ob = obligation_new(in, OB_CONCAT, left->type, span);
    ob->expr = x;
    try_or_defer(in, ob);
    return x;
}

TExpr *infer_string(Infer *in, Expr *expr)
{
    if (expr->parts.count == 0)
        return tx_string(in, TEXT(""), expr->span);
    if (expr->parts.count == 1 && !expr->parts.items[0].expr)
        return tx_string(in, expr->parts.items[0].text, expr->span);
    TExpr *x = tx_new(in, TX_CONCAT, in->string, expr->span);
    for (size_t i = 0; i < expr->parts.count; i++) {
        const StringPart *part = &expr->parts.items[i];
        TExpr *piece = part->expr ? show_value(in, infer_expr(in, part->expr, NULL))
                                  : tx_string(in, part->text, expr->span);
        vec_push(in->arena, &x->items, piece);
    }
    return x;
}
