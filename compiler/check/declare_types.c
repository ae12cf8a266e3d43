/* Fields, payloads and aliases. All names are declared and imported by now. */
#include "check/declare_internal.h"

static Type *field_type(Declarer *d, TypeDecl *decl, TypeScope *scope, const TypeExpr *written)
{
    if (!written) {
        Type *type = ARENA_NEW(d->c->arena, Type);
        type->kind = TY_ERROR;
        return type;
    }
    return resolve_type(d->c, decl->module, scope, written, NULL, NULL);
}

static void add_field(Declarer *d, TypeDecl *decl, Name name, Type *type, Span span)
{
    for (size_t i = 0; i < decl->fields.count; i++) {
        if (decl->fields.items[i].name == name) {
            report_duplicate(d->c, name, span, decl->fields.items[i].span);
            return;
        }
    }
    FieldDecl field = {name, type, span};
    vec_push(d->c->arena, &decl->fields, field);
}

/* `timestamps true` gives a struct two more fields. */
static void add_timestamps(Declarer *d, TypeDecl *decl)
{
    Checker *c = d->c;
    for (size_t i = 0; i < decl->item->schema.count; i++) {
        const SchemaLine *line = &decl->item->schema.items[i];
        if (strcmp(line->keyword.name, "timestamps") != 0 || !line->flag)
            continue;
        Type *string = type_con(c->arena, c->program->types.string, (TypeVec){0});
        add_field(d, decl, intern_cstr(c->names, "inserted_at"), string, line->keyword.span);
        add_field(d, decl, intern_cstr(c->names, "updated_at"), string, line->keyword.span);
    }
}

static void declare_struct(Declarer *d, TypeDecl *decl, TypeScope *scope)
{
    for (size_t i = 0; i < decl->item->fields.count; i++) {
        StructField *field = &decl->item->fields.items[i];
        add_field(d, decl, field->name.name, field_type(d, decl, scope, field->type),
                  field->name.span);
    }
    add_timestamps(d, decl);
}

static void declare_payload(Declarer *d, TypeDecl *decl, VariantDecl *variant,
                            const Variant *written, TypeScope *scope)
{
    for (size_t i = 0; i < written->fields.count; i++) {
        const VariantField *field = &written->fields.items[i];
        FieldDecl payload = {.name = field->name.name,
                             .type = field_type(d, decl, scope, field->type)};
        payload.span = field->type ? field->type->span : variant->span;
        vec_push(d->c->arena, &variant->fields, payload);
    }
}

static void declare_type_decl(Declarer *d, TypeDecl *decl)
{
    TypeScope *scope = type_scope_new(d->c, &decl->params, NULL);
    switch (decl->kind) {
    case DECL_STRUCT:
        declare_struct(d, decl, scope);
        return;
    case DECL_SUM:
        for (size_t i = 0; i < decl->variants.count; i++)
            declare_payload(d, decl, decl->variants.items[i], &decl->item->variants.items[i],
                            scope);
        return;
    case DECL_PRIMITIVE:
        return;
    }
}

/* Looking an alias up resolves it; those nobody names are checked too. */
static void check_alias(Declarer *d, TypeAlias *alias)
{
    if (alias->state != 0)
        return;
    alias->state = 1;
    TypeScope *scope = type_scope_new(d->c, &alias->params, NULL);
    Type *target = resolve_type(d->c, alias->module, scope, alias->item->alias, NULL, NULL);
    if (alias->state == 1)
        alias->target = target;
    alias->state = 2;
}

void declare_types(Declarer *d)
{
    for (size_t i = 0; i < d->aliases.count; i++)
        check_alias(d, d->aliases.items[i]);
    for (size_t i = 0; i < d->types.count; i++)
        declare_type_decl(d, d->types.items[i]);
}
