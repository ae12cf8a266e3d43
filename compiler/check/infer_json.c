/* infer_json.c - json literals, and any value as Json. */
#include "check/infer_call.h"
#include "check/infer_convert.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_solve.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

bool solve_json(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    TExpr *x = ob->expr;
    BuiltinTypes *types = &in->c->program->types;
    if (type_is_decl(self, types->json) || self->kind == TY_NEVER || type_has_error(self)) {
        tx_fill(in, x, x->items.items[0]);
        return true;
    }
    TraitDecl *to_json = std_trait(in, "ToJson");
    if (!has_impl(in, self, to_json)) {
        Diag *diag = diag_add(in->c->diags, DIAG_NOT_JSON, ob->span,
                              "field `%s` of type `%s` is not JSON-serializable", ob->name.name,
                              text_of_type(in, self));
        if (is_own_type(self))
            diag_hint(in->c->diags, diag, "add `deriving(Json)` to the type");
        tx_fill(in, x, tx_error(in, ob->span));
        return true;
    }
    tx_fill_unary(in, x, trait_method(in, to_json, "to_json"), self,
                  con_type(in, types->json, NULL, NULL));
    require_trait(in, self, to_json, NULL, ob->span, false);
    return true;
}

TExpr *json_value(Infer *in, TExpr *value, Name field)
{
    TExpr *x =
        tx_new(in, TX_BLOCK, con_type(in, in->c->program->types.json, NULL, NULL), value->span);
    vec_push(in->arena, &x->items, value);
    Obligation *ob = obligation_new(in, OB_JSON, value->type, value->span);
    ob->expr = x;
    ob->name.name = field;
    try_or_defer(in, ob);
    return x;
}

static VariantDecl *json_variant(Infer *in, const char *name)
{
    TypeDecl *json = in->c->program->types.json;
    if (!json || json->kind != DECL_SUM || json->variants.count == 0)
        return NULL;
    return json->variants.items[variant_index(json, name)];
}

TExpr *infer_json(Infer *in, Expr *expr)
{
    VariantDecl *object = json_variant(in, "Object"), *null = json_variant(in, "Null");
    if (!object || !null) {
        diag_add(in->c->diags, DIAG_OTHER, expr->span, "the library has no Json type");
        return tx_error(in, expr->span);
    }
    Type *json = con_type(in, in->c->program->types.json, NULL, NULL);
    Type *both = pair_type(in, in->string, json);
    TExprVec pairs = {0};
    for (size_t i = 0; i < expr->fields.count; i++) {
        const FieldInit *field = &expr->fields.items[i];
        TExpr *value;
        if (field->value->kind == EX_UNIT && field->value->is_nil) {
            value = tx_new(in, TX_VARIANT, json, field->value->span);
            value->variant = null;
        } else {
            value = json_value(in, infer_expr(in, field->value, NULL), field->name.name);
        }
        TExpr *key = tx_string(in, text_of(field->name.name), field->name.span);
        vec_push(in->arena, &pairs, tx_pair(in, key, value, both, field->name.span));
    }
    TExpr *x = tx_new(in, TX_VARIANT, json, expr->span);
    x->variant = object;
    vec_push(in->arena, &x->items, map_of(in, pairs, in->string, json, expr->span));
    return x;
}
