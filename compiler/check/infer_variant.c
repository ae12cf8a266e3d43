/* infer_variant.c - constructors of sum types, in expressions and in patterns. */
#include "check/infer_call.h"
#include "check/infer_call_internal.h"
#include "check/infer_node.h"
#include "check/infer_trait.h"

TypeVec decl_args(Infer *in, TypeDecl *decl)
{
    return fresh_args(in, &decl->params, (Span){0});
}

Type *field_type(Infer *in, TypeDecl *decl, const TypeVec *args, Type *declared)
{
    return open_assoc(in, type_substitute(in->arena, declared, &decl->params, args), (Span){0});
}

TExpr *call_variant(Infer *in, VariantDecl *variant, ArgVec *args, Span span, Type *hint)
{
    in->tail = false;
    TypeVec type_args = decl_args(in, variant->owner);
    Type *own = type_con(in->arena, variant->owner, type_args);
    if (hint && type_is_decl(hint, variant->owner))
        unify_types(own, hint);
    if (args->count != variant->fields.count)
        return wrong_arity(in, variant->fields.count, args, span, NULL);
    TExpr *x = tx_new(in, TX_VARIANT, own, span);
    x->variant = variant;
    TypeVec params = {0};
    for (size_t i = 0; i < variant->fields.count; i++)
        vec_push(in->arena, &params,
                 field_type(in, variant->owner, &type_args, variant->fields.items[i].type));
    check_args(in, &params, args, NULL, 0, &x->items);
    return x;
}

/* A call as it is written: a variant without fields is a value, with which a call can do
 * nothing. */
TExpr *apply_variant(Infer *in, VariantDecl *variant, ArgVec *args, Span span, Type *hint)
{
    if (variant->fields.count > 0)
        return call_variant(in, variant, args, span, hint);
    infer_args(in, args);
    Diag *diag =
        diag_add(in->c->diags, DIAG_NOT_CALLABLE, span,
                 "variant `%s` has no fields: it is a value, not a function", variant->name);
    diag_hint(in->c->diags, diag, "write `%s`", variant->name);
    return tx_error(in, span);
}

VariantDecl *variant_of(TypeDecl *decl, Name name)
{
    for (size_t i = 0; decl && i < decl->variants.count; i++)
        if (decl->variants.items[i]->name == name)
            return decl->variants.items[i];
    return NULL;
}

TypeDecl *decl_of_binding(Binding *binding)
{
    if (!binding)
        return NULL;
    if (binding->kind == BINDING_TYPE)
        return binding->type;
    if (binding->kind != BINDING_ALIAS || !binding->alias->target)
        return NULL;
    Type *target = type_resolve(binding->alias->target);
    return target->kind == TY_CON ? target->decl : NULL;
}

bool is_upper(Name name)
{
    return name[0] >= 'A' && name[0] <= 'Z';
}

VariantDecl *unknown_variant(Infer *in, Ident name)
{
    if (map_get(&in->c->misplaced, name.name))
        return NULL;
    Diag *diag =
        diag_add(in->c->diags, DIAG_UNKNOWN_VARIANT, name.span, "unknown variant: %s", name.name);
    TypeDecl *decl = decl_of_binding(scope_type(in->c, in->state->module, name.name));
    Name near = decl ? NULL : scope_suggest_value(in->c, in->state->module, name.name);
    if (decl && decl->kind == DECL_STRUCT)
        diag_hint(in->c->diags, diag, "`%s` is a struct; build one with `%s { ... }`", name.name,
                  name.name);
    else if (decl)
        diag_hint(in->c->diags, diag, "`%s` is a type, not a value", name.name);
    else if (near && is_upper(near))
        diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
    return NULL;
}

VariantDecl *choose_variant(Infer *in, const VariantDeclVec *variants, Type *hint, Ident name)
{
    if (variants->count == 1)
        return variants->items[0];
    for (size_t i = 0; i < variants->count; i++)
        if (hint && type_is_decl(hint, variants->items[i]->owner))
            return variants->items[i];
    Diag *diag = diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, name.span,
                          "annotation needed: several types have a variant `%s`", name.name);
    diag_hint(in->c->diags, diag, "write `%s.%s`", variants->items[0]->owner->name, name.name);
    return NULL;
}

VariantDecl *find_variant(Infer *in, const Path *path, Type *hint, bool pattern)
{
    (void)pattern;
    Ident name = path->parts.items[path->parts.count - 1];
    Binding *binding = NULL;
    if (path->parts.count == 1) {
        binding = scope_value(in->c, in->state->module, name.name);
    } else {
        Space space = {0};
        if (!path_space(in, path, &space))
            return unknown_variant(in, name);
        VariantDecl *variant = variant_of(decl_of_binding(space.type), name.name);
        if (variant)
            return variant;
        binding = space.module ? space_member(in, space.module, name, false) : NULL;
    }
    if (binding && binding->kind == BINDING_VARIANT)
        return choose_variant(in, &binding->variants, hint, name);
    return unknown_variant(in, name);
}

size_t variant_index(TypeDecl *decl, const char *name)
{
    for (size_t i = 0; i < decl->variants.count; i++)
        if (strcmp(decl->variants.items[i]->name, name) == 0)
            return i;
    return 0;
}
