/* derive_text.c - Display and Debug: values as text. */
#include "check/derive_internal.h"

static void add_literal(Deriver *v, StringPartVec *parts, const char *text)
{
    StringPart part = {.text = text_of(text)};
    vec_push(v->b->arena, parts, part);
}

static void add_value(Deriver *v, StringPartVec *parts, Expr *value, bool debug)
{
    StringPart part = {.expr = debug ? derive_call1(v, "$inspect", value) : value};
    vec_push(v->b->arena, parts, part);
}

static Expr *struct_text(Deriver *v, bool debug)
{
    const TypeDecl *decl = v->decl;
    StringPartVec parts = {0};
    if (decl->fields.count == 0)
        return build_string(v->b, arena_printf(v->b->arena, debug ? "%s {}" : "%s()", decl->name));
    for (size_t i = 0; i < decl->fields.count; i++) {
        const char *before =
            i == 0 ? arena_printf(v->b->arena, debug ? "%s { " : "%s(", decl->name) : ", ";
        if (debug)
            before = arena_printf(v->b->arena, "%s%s: ", before, decl->fields.items[i].name);
        add_literal(v, &parts, before);
        add_value(v, &parts, derive_self_field(v, i), debug);
    }
    add_literal(v, &parts, debug ? " }" : ")");
    return build_text(v->b, parts);
}

static Expr *variant_text(Deriver *v, const VariantDecl *variant, bool debug)
{
    StringPartVec parts = {0};
    if (variant->fields.count == 0)
        return build_string(v->b, variant->name);
    for (size_t i = 0; i < variant->fields.count; i++) {
        add_literal(v, &parts, i == 0 ? arena_printf(v->b->arena, "%s(", variant->name) : ", ");
        add_value(v, &parts, build_name(v->b, derive_numbered(v, "a", i)), debug);
    }
    add_literal(v, &parts, ")");
    return build_text(v->b, parts);
}

static Expr *sum_text(Deriver *v, bool debug)
{
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        derive_arm(v, &arms, derive_variant_pattern(v, variant, "a"),
                   variant_text(v, variant, debug));
    }
    return build_case(v->b, build_self(v->b), arms);
}

void derive_text(Deriver *v, const char *method, bool debug)
{
    derive_unary(v, method,
                 v->decl->kind == DECL_STRUCT ? struct_text(v, debug) : sum_text(v, debug));
}
