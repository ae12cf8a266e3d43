/* derive_schema.c - FromRow and Schema: structs as rows of a table. */
#include "check/derive_internal.h"

#include "check/unify.h"

static Expr *row_column(Deriver *v, const FieldDecl *field)
{
    Expr *column = build_field(v->b, build_name(v->b, "$Row"), "column");
    Expr *name = build_string(v->b, field->name);
    return build_try(v->b, build_call(v->b, column, 2, build_name(v->b, "row"), name));
}

void derive_row(Deriver *v)
{
    Expr *body = derive_call1(v, "$Ok", derive_struct(v, row_column));
    build_param(v->b, derive_method(v, "from_row", body), "row", NULL);
}

static const SchemaLine *schema_line(const Item *item, const char *keyword)
{
    for (size_t i = 0; i < item->schema.count; i++) {
        if (strcmp(item->schema.items[i].keyword.name, keyword) == 0)
            return &item->schema.items[i];
    }
    return NULL;
}

static const char *lower(Deriver *v, const char *name)
{
    TextBuffer out;
    text_buffer_init(&out, v->b->arena);
    for (; *name; name++)
        text_add_char(&out, *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name);
    return text_done(&out).bytes;
}

static const char *text_bytes(Deriver *v, Text text)
{
    return arena_printf(v->b->arena, "%.*s", (int)text.length, text.bytes);
}

static const char *column_type(const BuiltinTypes *types, Type *type)
{
    const struct {
        const TypeDecl *decl;
        const char *sql;
    } columns[] = {
        {types->int_, "BIGINT"}, {types->bool_, "BOOLEAN"}, {types->float_, "DOUBLE PRECISION"}};
    if (type_is_decl(type, types->option))
        type = type_resolve(type)->args.items[0];
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (type_is_decl(type, columns[i].decl))
            return columns[i].sql;
    }
    return "TEXT";
}

static void add_fields(Deriver *v)
{
    ExprVec names = {0}, types = {0};
    for (size_t i = 0; i < v->decl->fields.count; i++) {
        const FieldDecl *field = &v->decl->fields.items[i];
        const char *typed = arena_printf(v->b->arena, "%s:%s", field->name,
                                         column_type(&v->d->c->program->types, field->type));
        vec_push(v->b->arena, &names, build_string(v->b, field->name));
        vec_push(v->b->arena, &types, build_string(v->b, typed));
        const char *method = arena_printf(v->b->arena, "__%s_col__", field->name);
        FnDef *def = derive_method(v, method, build_string(v->b, field->name));
        def->result = build_type(v->b, "$String", (TypeExprVec){0});
    }
    derive_method(v, "__fields__", build_list(v->b, names));
    derive_method(v, "__field_types__", build_list(v->b, types));
}

/* belongs_to :user, User has its key here; has_many and has_one have it in the other table. */
static void add_relationships(Deriver *v)
{
    ExprVec short_forms = {0}, meta = {0};
    Arena *arena = v->b->arena;
    for (size_t i = 0; i < v->decl->item->schema.count; i++) {
        const SchemaLine *line = &v->decl->item->schema.items[i];
        if (!line->target.name)
            continue;
        const char *kind = line->keyword.name, *name = text_bytes(v, line->text),
                   *target = line->target.name;
        bool belongs = strcmp(kind, "belongs_to") == 0;
        const char *key = belongs ? name : lower(v, v->decl->name);
        const char *table = arena_printf(arena, "%ss", lower(v, target));
        const char *brief = arena_printf(arena, "%s:%s:%s", kind, name, target);
        const char *full = arena_printf(arena, "%s:%s_id:%s", brief, key, table);
        vec_push(arena, &short_forms, build_string(v->b, brief));
        vec_push(arena, &meta, build_string(v->b, full));
    }
    derive_method(v, "__relationships__", build_list(v->b, short_forms));
    derive_method(v, "__relationship_meta__", build_list(v->b, meta));
}

void derive_schema(Deriver *v)
{
    const SchemaLine *table = schema_line(v->decl->item, "table");
    const SchemaLine *key = schema_line(v->decl->item, "primary_key");
    const char *plural = arena_printf(v->b->arena, "%ss", lower(v, v->decl->name));
    derive_method(v, "__table__", build_string(v->b, table ? text_bytes(v, table->text) : plural));
    derive_method(v, "__primary_key__", build_string(v->b, key ? text_bytes(v, key->text) : "id"));
    add_fields(v);
    add_relationships(v);
}
