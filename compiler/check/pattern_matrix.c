#include "check/pattern_matrix.h"

#include "check/unify.h"

/* ---- Heads ---- */

TPattern *skip_as(TPattern *pattern)
{
    while (pattern->kind == TP_AS)
        pattern = pattern->items.items[0];
    return pattern;
}

Head head_of(TPattern *pattern)
{
    pattern = skip_as(pattern);
    switch (pattern->kind) {
    case TP_WILDCARD:
    case TP_BIND:
    case TP_OR:
    case TP_AS:
        return (Head){.kind = HEAD_ANY};
    case TP_INT:
    case TP_FLOAT:
    case TP_STRING:
        return (Head){.kind = HEAD_LITERAL, .literal = pattern};
    case TP_BOOL:
        return (Head){.kind = HEAD_BOOL, .truth = pattern->bool_value};
    case TP_TUPLE:
        return (Head){.kind = HEAD_SINGLE};
    case TP_VARIANT:
        return (Head){.kind = HEAD_VARIANT, .variant = pattern->variant};
    case TP_NIL:
        return (Head){.kind = HEAD_NIL};
    case TP_CONS:
        return (Head){.kind = HEAD_CONS};
    }
    return (Head){.kind = HEAD_ANY};
}

static bool same_literal(const TPattern *a, const TPattern *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == TP_INT)
        return a->int_value == b->int_value;
    if (a->kind == TP_FLOAT)
        return a->float_value == b->float_value;
    return text_equal(a->text, b->text);
}

static bool same_head(const Head *a, const Head *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case HEAD_VARIANT:
        return a->variant->index == b->variant->index;
    case HEAD_BOOL:
        return a->truth == b->truth;
    case HEAD_LITERAL:
        return same_literal(a->literal, b->literal);
    case HEAD_ANY:
    case HEAD_SINGLE:
    case HEAD_NIL:
    case HEAD_CONS:
        return true;
    }
    return false;
}

bool all_heads(Cover *k, Type *type, HeadVec *heads)
{
    type = type_resolve(type);
    if (type->kind == TY_TUPLE) {
        vec_push(k->arena, heads, ((Head){.kind = HEAD_SINGLE}));
        return true;
    }
    if (type->kind != TY_CON)
        return false;
    TypeDecl *decl = type->decl;
    switch (decl->kind) {
    case DECL_STRUCT:
        vec_push(k->arena, heads, ((Head){.kind = HEAD_SINGLE}));
        return true;
    case DECL_SUM:
        for (size_t i = 0; i < decl->variants.count; i++)
            vec_push(k->arena, heads,
                     ((Head){.kind = HEAD_VARIANT, .variant = decl->variants.items[i]}));
        return true;
    case DECL_PRIMITIVE:
        break;
    }
    if (decl->module)
        return false;
    if (strcmp(decl->name, "Bool") == 0) {
        vec_push(k->arena, heads, ((Head){.kind = HEAD_BOOL, .truth = true}));
        vec_push(k->arena, heads, ((Head){.kind = HEAD_BOOL, .truth = false}));
        return true;
    }
    if (strcmp(decl->name, "List") == 0) {
        vec_push(k->arena, heads, ((Head){.kind = HEAD_NIL}));
        vec_push(k->arena, heads, ((Head){.kind = HEAD_CONS}));
        return true;
    }
    if (strcmp(decl->name, "Unit") == 0) {
        vec_push(k->arena, heads, ((Head){.kind = HEAD_SINGLE}));
        return true;
    }
    return false;
}

static void field_types(Cover *k, Type *type, const FieldDeclVec *fields, TypeVec *out)
{
    for (size_t i = 0; i < fields->count; i++)
        vec_push(
            k->arena, out,
            type_substitute(k->arena, fields->items[i].type, &type->decl->params, &type->args));
}

TypeVec head_types(Cover *k, Type *type, const Head *head)
{
    TypeVec types = {0};
    type = type_resolve(type);
    switch (head->kind) {
    case HEAD_SINGLE:
        if (type->kind == TY_TUPLE)
            return type->args;
        if (type->kind == TY_CON && type->decl->kind == DECL_STRUCT)
            field_types(k, type, &type->decl->fields, &types);
        return types;
    case HEAD_VARIANT:
        field_types(k, type, &head->variant->fields, &types);
        return types;
    case HEAD_CONS:
        vec_push(k->arena, &types, type->args.items[0]);
        vec_push(k->arena, &types, type);
        return types;
    case HEAD_ANY:
    case HEAD_BOOL:
    case HEAD_NIL:
    case HEAD_LITERAL:
        return types;
    }
    return types;
}

/* ---- Rows ---- */

static TPattern *wildcard(Cover *k, Type *type)
{
    TPattern *pattern = ARENA_NEW(k->arena, TPattern);
    pattern->kind = TP_WILDCARD;
    pattern->type = type;
    return pattern;
}

void add_split(Cover *k, RowVec *out, Row row, size_t width)
{
    TPattern *first = skip_as(row[0]);
    if (first->kind != TP_OR) {
        vec_push(k->arena, out, row);
        return;
    }
    for (size_t i = 0; i < first->items.count; i++) {
        Row copy = arena_copy(k->arena, row, width * sizeof *row);
        copy[0] = first->items.items[i];
        add_split(k, out, copy, width);
    }
}

RowVec split_rows(Cover *k, const RowVec *rows, size_t width)
{
    RowVec out = {0};
    for (size_t i = 0; i < rows->count; i++)
        add_split(k, &out, rows->items[i], width);
    return out;
}

Row open_row(Cover *k, Row row, size_t width, const Head *head, const TypeVec *types)
{
    Head own = head_of(row[0]);
    if (own.kind != HEAD_ANY && !same_head(&own, head))
        return NULL;
    size_t opened = types->count;
    Row out = ARENA_ARRAY(k->arena, TPattern *, opened + width);
    const TPattern *first = skip_as(row[0]);
    for (size_t i = 0; i < opened; i++) {
        bool given = own.kind != HEAD_ANY && i < first->items.count;
        out[i] = given ? first->items.items[i] : wildcard(k, types->items[i]);
    }
    memcpy(out + opened, row + 1, (width - 1) * sizeof *row);
    return out;
}

RowVec open_rows(Cover *k, const RowVec *rows, size_t width, const Head *head, const TypeVec *types)
{
    RowVec out = {0};
    for (size_t i = 0; i < rows->count; i++) {
        Row row = open_row(k, rows->items[i], width, head, types);
        if (row)
            vec_push(k->arena, &out, row);
    }
    return out;
}

RowVec default_rows(Cover *k, const RowVec *rows)
{
    RowVec out = {0};
    for (size_t i = 0; i < rows->count; i++) {
        if (head_of(rows->items[i][0]).kind == HEAD_ANY)
            vec_push(k->arena, &out, rows->items[i] + 1);
    }
    return out;
}

bool has_head(const HeadVec *heads, const Head *head)
{
    for (size_t i = 0; i < heads->count; i++) {
        if (same_head(&heads->items[i], head))
            return true;
    }
    return false;
}

HeadVec heads_in(Cover *k, const RowVec *rows)
{
    HeadVec heads = {0};
    for (size_t i = 0; i < rows->count; i++) {
        Head head = head_of(rows->items[i][0]);
        if (head.kind != HEAD_ANY && !has_head(&heads, &head))
            vec_push(k->arena, &heads, head);
    }
    return heads;
}

TypeVec rest_types(Cover *k, const TypeVec *opened, const TypeVec *types)
{
    TypeVec out = {0};
    for (size_t i = 0; i < opened->count; i++)
        vec_push(k->arena, &out, opened->items[i]);
    for (size_t i = 1; i < types->count; i++)
        vec_push(k->arena, &out, types->items[i]);
    return out;
}

TypeVec tail_types(const TypeVec *types)
{
    return (TypeVec){types->items + 1, types->count - 1, types->count - 1};
}
