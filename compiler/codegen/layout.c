#include "codegen/codegen_internal.h"

/* ---- Tables keyed by types ---- */

static uint64_t entry_hash(Type *type, int32_t variant)
{
    return type_hash(type) + (uint64_t)(variant + 1) * 0x9E3779B97F4A7C15u;
}

static TypeEntry *find_entry(TypeTable *table, uint64_t hash, Type *type, int32_t variant)
{
    size_t at = hash & (table->capacity - 1);
    for (;; at = (at + 1) & (table->capacity - 1)) {
        TypeEntry *entry = &table->entries[at];
        if (!entry->type)
            return entry;
        if (entry->hash == hash && entry->variant == variant && type_equal(entry->type, type))
            return entry;
    }
}

void *type_table_get(TypeTable *table, Type *type, int32_t variant)
{
    if (table->count == 0)
        return NULL;
    return find_entry(table, entry_hash(type, variant), type, variant)->value;
}

static void grow_table(Arena *arena, TypeTable *table)
{
    TypeTable old = *table;
    table->capacity = old.capacity ? old.capacity * 2 : 64;
    table->entries = ARENA_ARRAY(arena, TypeEntry, table->capacity);
    for (size_t i = 0; i < old.capacity; i++) {
        TypeEntry *entry = &old.entries[i];
        if (entry->type)
            *find_entry(table, entry->hash, entry->type, entry->variant) = *entry;
    }
}

void type_table_put(Arena *arena, TypeTable *table, Type *type, int32_t variant, void *value)
{
    if (table->count * 2 >= table->capacity)
        grow_table(arena, table);
    uint64_t hash = entry_hash(type, variant);
    TypeEntry *entry = find_entry(table, hash, type, variant);
    if (!entry->type)
        table->count++;
    *entry = (TypeEntry){hash, type, variant, value};
}

/* ---- Kinds ---- */

LLVMTypeRef kind_type(Codegen *g, ValueKind kind)
{
    switch (kind) {
    case VALUE_WORD:
        return g->word;
    case VALUE_FLOAT:
        return g->real;
    case VALUE_BOOL:
        return g->bit;
    case VALUE_REF:
        return g->ptr;
    }
    return g->word;
}

LLVMTypeRef type_llvm(Codegen *g, Type *type)
{
    return kind_type(g, type_value_kind(type));
}

/* C code says "absent" with NULL for values of its own types, never for lists and maps. */
RefMode type_ref_mode(Codegen *g, Type *type)
{
    type = type_resolve(type);
    if (type_maybe_immediate(type))
        return REF_IMMEDIATE;
    if (type->kind != TY_CON || type->decl->kind != DECL_PRIMITIVE)
        return REF_POINTER;
    const BuiltinTypes *types = g->program->program ? &g->program->program->types : NULL;
    if (types && (type->decl == types->list || type->decl == types->map))
        return REF_POINTER;
    return REF_NULLABLE;
}

/* ---- Objects ---- */

uint64_t object_header(int32_t count, size_t words, size_t refs, unsigned tag)
{
    uint64_t size_class = words <= MESH_MAX_CELL_WORDS ? words : 0;
    return (uint64_t)(uint32_t)count | size_class << 32 | (uint64_t)refs << 40 |
           (uint64_t)tag << 48;
}

static Layout *layout_new(Codegen *g, size_t count)
{
    Layout *layout = ARENA_NEW(g->arena, Layout);
    layout->count = count;
    layout->slots = ARENA_ARRAY(g->arena, uint32_t, count + 1);
    layout->types = ARENA_ARRAY(g->arena, Type *, count + 1);
    return layout;
}

/* References first in source order, then the rest in source order. */
static void place_fields(Codegen *g, Layout *layout, const char *what)
{
    uint32_t slot = 0;
    for (size_t i = 0; i < layout->count; i++) {
        if (type_value_kind(layout->types[i]) == VALUE_REF)
            layout->slots[i] = slot++;
    }
    layout->refs = slot;
    for (size_t i = 0; i < layout->count; i++) {
        if (type_value_kind(layout->types[i]) != VALUE_REF)
            layout->slots[i] = slot++;
    }
    if (layout->refs > MESH_MAX_REFS && !g->error)
        g->error = arena_printf(g->arena, "%s has %zu fields that are references (limit %d)", what,
                                layout->refs, MESH_MAX_REFS);
}

static const FieldDeclVec *declared_fields(Type *type, int32_t variant)
{
    if (variant >= 0)
        return &type->decl->variants.items[variant]->fields;
    return &type->decl->fields;
}

Layout *layout_of(Codegen *g, Type *type, int32_t variant)
{
    type = type_resolve(type);
    Layout *layout = type_table_get(&g->layouts, type, variant);
    if (layout)
        return layout;
    if (type->kind == TY_TUPLE) {
        layout = layout_new(g, type->args.count);
        for (size_t i = 0; i < layout->count; i++)
            layout->types[i] = type->args.items[i];
    } else {
        if (type->kind != TY_CON)
            bug("codegen: %s has no fields", type_text(g->arena, type));
        const FieldDeclVec *fields = declared_fields(type, variant);
        layout = layout_new(g, fields->count);
        for (size_t i = 0; i < layout->count; i++)
            layout->types[i] =
                type_substitute(g->arena, fields->items[i].type, &type->decl->params, &type->args);
    }
    place_fields(g, layout, type_text(g->arena, type));
    type_table_put(g->arena, &g->layouts, type, variant, layout);
    return layout;
}

Layout *layout_captures(Codegen *g, const TypeVec *types)
{
    Layout *layout = layout_new(g, types->count);
    for (size_t i = 0; i < types->count; i++)
        layout->types[i] = types->items[i];
    place_fields(g, layout, "a closure");
    return layout;
}
