/* derive_body.c - the methods of derived impls, as syntax, and the pieces they are made of. */
#include "check/derive_internal.h"

FnDef *derive_method(Deriver *v, const char *name, Expr *body)
{
    FnDef *def = build_fn(v->b, name, body);
    vec_push(v->b->arena, &v->methods, def);
    return def;
}

const char *derive_numbered(Deriver *v, const char *prefix, size_t i)
{
    return arena_printf(v->b->arena, "%s%zu", prefix, i);
}

/* A call of a library function or of a core trait's method. */
Expr *derive_call1(Deriver *v, const char *name, Expr *a)
{
    return build_call(v->b, build_name(v->b, name), 1, a);
}

Expr *derive_call2(Deriver *v, const char *name, Expr *a, Expr *b)
{
    return build_call(v->b, build_name(v->b, name), 2, a, b);
}

Expr *derive_self_field(Deriver *v, size_t i)
{
    return build_field(v->b, build_self(v->b), v->decl->fields.items[i].name);
}

Expr *derive_other_field(Deriver *v, size_t i)
{
    return build_field(v->b, build_name(v->b, "other"), v->decl->fields.items[i].name);
}

Pattern *derive_variant_pattern(Deriver *v, const VariantDecl *variant, const char *prefix)
{
    PatternVec items = {0};
    for (size_t i = 0; i < variant->fields.count; i++)
        vec_push(v->b->arena, &items, build_bind(v->b, derive_numbered(v, prefix, i)));
    return build_ctor(v->b, v->decl->name, variant->name, items);
}

bool is_enumeration(const TypeDecl *decl)
{
    for (size_t i = 0; i < decl->variants.count; i++) {
        if (decl->variants.items[i]->fields.count > 0)
            return false;
    }
    return decl->kind == DECL_SUM;
}

void derive_arm(Deriver *v, ArmVec *arms, Pattern *pattern, Expr *body)
{
    vec_push(v->b->arena, arms, build_arm(v->b, pattern, body));
}

void derive_unary(Deriver *v, const char *method, Expr *body)
{
    build_param(v->b, derive_method(v, method, body), "self", NULL);
}

/* ---- Hash and Default ---- */

/* Name { f: value(f), ... } */
Expr *derive_struct(Deriver *v, FieldValue value)
{
    FieldInitVec fields = {0};
    for (size_t i = 0; i < v->decl->fields.count; i++) {
        const FieldDecl *field = &v->decl->fields.items[i];
        FieldInit init = {build_ident(v->b, field->name), value(v, field)};
        vec_push(v->b->arena, &fields, init);
    }
    return build_struct(v->b, v->decl->name, fields);
}

static Expr *default_value(Deriver *v, const FieldDecl *field)
{
    (void)field;
    return build_call(v->b, build_name(v->b, "$default"), 0);
}

static void derive_default(Deriver *v)
{
    derive_method(v, "default", derive_struct(v, default_value));
}

/* ---- Rows and schemas ---- */

FnDefVec derive_methods(Declarer *d, TypeDecl *decl, const char *trait, Span span)
{
    Build build = {d->c->arena, d->c->names, span};
    Deriver deriver = {.d = d, .b = &build, .decl = decl};
    Deriver *v = &deriver;
    if (strcmp(trait, "Eq") == 0)
        derive_eq(v);
    else if (strcmp(trait, "Ord") == 0)
        derive_ord(v);
    else if (strcmp(trait, "Display") == 0)
        derive_text(v, "to_string", false);
    else if (strcmp(trait, "Debug") == 0)
        derive_text(v, "inspect", true);
    else if (strcmp(trait, "Hash") == 0)
        derive_hash(v);
    else if (strcmp(trait, "Default") == 0)
        derive_default(v);
    else if (strcmp(trait, "ToJson") == 0)
        derive_to_json(v);
    else if (strcmp(trait, "FromJson") == 0)
        derive_from_json(v);
    else if (strcmp(trait, "FromRow") == 0)
        derive_row(v);
    else if (strcmp(trait, "Schema") == 0)
        derive_schema(v);
    return v->methods;
}
