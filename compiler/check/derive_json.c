/* derive_json.c - ToJson and FromJson. */
#include "check/derive_internal.h"

static Expr *json_member(Deriver *v, const char *name)
{
    return build_field(v->b, build_name(v->b, "$Json"), name);
}

void derive_to_json(Deriver *v)
{
    Build *b = v->b;
    if (v->decl->kind == DECL_STRUCT) {
        MapPairVec pairs = {0};
        for (size_t i = 0; i < v->decl->fields.count; i++) {
            MapPair pair = {build_string(b, v->decl->fields.items[i].name),
                            derive_call1(v, "$to_json", derive_self_field(v, i))};
            vec_push(b->arena, &pairs, pair);
        }
        derive_unary(v, "to_json", build_call(b, json_member(v, "Object"), 1, build_map(b, pairs)));
        return;
    }
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        ExprVec fields = {0};
        for (size_t j = 0; j < variant->fields.count; j++)
            vec_push(b->arena, &fields,
                     derive_call1(v, "$to_json", build_name(b, derive_numbered(v, "a", j))));
        Expr *tag = build_string(b, variant->name);
        derive_arm(v, &arms, derive_variant_pattern(v, variant, "a"),
                   build_call(b, json_member(v, "tagged"), 2, tag, build_list(b, fields)));
    }
    derive_unary(v, "to_json", build_case(b, build_self(b), arms));
}

static Expr *json_field(Deriver *v, const FieldDecl *field)
{
    Expr *name = build_string(v->b, field->name);
    return build_try(v->b,
                     build_call(v->b, json_member(v, "field"), 2, build_name(v->b, "json"), name));
}

static Expr *decode_variant(Deriver *v, const VariantDecl *variant)
{
    Build *b = v->b;
    Expr *value = build_field(b, build_name(b, v->decl->name), variant->name);
    ExprVec args = {0};
    for (size_t i = 0; i < variant->fields.count; i++) {
        Expr *index = build_int(b, (int64_t)i);
        Expr *element = build_call(b, json_member(v, "element"), 2, build_name(b, "fields"), index);
        vec_push(b->arena, &args, build_try(b, element));
    }
    return derive_call1(v, "$Ok", args.count > 0 ? build_call_vec(b, value, args) : value);
}

static Expr *decode_sum(Deriver *v)
{
    Build *b = v->b;
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        derive_arm(v, &arms, build_string_pattern(b, variant->name), decode_variant(v, variant));
    }
    const char *unknown = arena_printf(b->arena, "unknown variant for %s", v->decl->name);
    derive_arm(v, &arms, build_wildcard(b), derive_call1(v, "$Err", build_string(b, unknown)));
    const char *fields = is_enumeration(v->decl) ? "_fields" : "fields";
    Pattern *pair = build_tuple_pattern(b, build_bind(b, "tag"), build_bind(b, fields));
    Expr *parts = build_try(b, build_call(b, json_member(v, "variant"), 1, build_name(b, "json")));
    StmtVec stmts = {0};
    vec_push(b->arena, &stmts, build_let(b, pair, parts));
    vec_push(b->arena, &stmts, build_stmt(b, build_case(b, build_name(b, "tag"), arms)));
    return build_block(b, stmts);
}

void derive_from_json(Deriver *v)
{
    Build *b = v->b;
    Expr *body = v->decl->kind == DECL_STRUCT ? derive_call1(v, "$Ok", derive_struct(v, json_field))
                                              : decode_sum(v);
    build_param(b, derive_method(v, "decode", body), "json", NULL);
}
