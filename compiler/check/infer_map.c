/* infer_map.c - maps: literals, and the keyword arguments of a call as one. */
#include "check/infer_agree.h"
#include "check/infer_convert.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_type.h"

TExpr *map_of(Infer *in, TExprVec pairs, Type *key, Type *value, Span span)
{
    Type *map = con_type(in, in->c->program->types.map, key, value);
    if (pairs.count == 0) {
        TExpr *x = tx_std_call(in, "Map", "new", NULL, 0, span);
        unify_or_report(in, map, x->type, span, NULL);
        return x;
    }
    TExpr *list =
        tx_new(in, TX_LIST,
               con_type(in, in->c->program->types.list, pair_type(in, key, value), NULL), span);
    list->items = pairs;
    TExpr *x = tx_std_call(in, "Map", "from_list", &list, 1, span);
    unify_or_report(in, map, x->type, span, NULL);
    return x;
}

static void map_hint(Infer *in, Type *hint, Type **key, Type **value)
{
    Type *map = hint ? type_resolve(hint) : NULL;
    bool fits = map && type_is_decl(map, in->c->program->types.map) && map->args.count == 2;
    if (!*key)
        *key = fits ? map->args.items[0] : var_type(in);
    *value = fits ? map->args.items[1] : var_type(in);
}

TExpr *infer_map(Infer *in, Expr *expr, Type *hint)
{
    Type *key = NULL, *value = NULL;
    map_hint(in, hint, &key, &value);
    Type *both = pair_type(in, key, value);
    TExprVec pairs = {0};
    for (size_t i = 0; i < expr->pairs.count; i++) {
        const MapPair *written = &expr->pairs.items[i];
        TExpr *k = check_expr(in, written->key, key, NULL);
        TExpr *v = check_expr(in, written->value, value, NULL);
        vec_push(in->arena, &pairs, tx_pair(in, k, v, both, written->key->span));
    }
    return map_of(in, pairs, key, value, expr->span);
}

TExpr *infer_keywords(Infer *in, Expr *call, Type *hint)
{
    Type *key = in->string, *value = NULL;
    map_hint(in, hint, &key, &value);
    Type *both = pair_type(in, key, value);
    TExprVec pairs = {0};
    for (size_t i = 0; i < call->fields.count; i++) {
        const FieldInit *field = &call->fields.items[i];
        TExpr *v = check_expr(in, field->value, value, NULL);
        TExpr *k = tx_string(in, text_of(field->name.name), field->name.span);
        vec_push(in->arena, &pairs, tx_pair(in, k, v, both, field->name.span));
    }
    return map_of(in, pairs, key, value, call->span);
}
