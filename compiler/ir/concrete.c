#include "ir/concrete.h"

/* A type whose size doubles with each level is as bad as a deep one, so both are bounded. */
enum { MAX_DEPTH = 64, MAX_SIZE = 4096 };

typedef struct Entry {
    Type *type;
    uint32_t depth, size;
    struct Entry *next;
} Entry;

static uint64_t mix(uint64_t hash, const void *pointer)
{
    hash = (hash ^ (uint64_t)(uintptr_t)pointer) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

/* Children are concrete already, so their addresses stand for them. */
static const void *bucket_of(const Type *type)
{
    uint64_t hash = mix((uint64_t)type->kind + 1, type->decl);
    hash = mix(hash, type->param);
    hash = mix(hash, type->result);
    for (size_t i = 0; i < type->args.count; i++)
        hash = mix(hash, type->args.items[i]);
    return (const void *)(uintptr_t)(hash | 1);
}

static bool same(const Type *a, const Type *b)
{
    if (a->kind != b->kind || a->decl != b->decl || a->param != b->param ||
        a->result != b->result || a->args.count != b->args.count)
        return false;
    for (size_t i = 0; i < a->args.count; i++) {
        if (a->args.items[i] != b->args.items[i])
            return false;
    }
    return true;
}

static Entry *find_entry(ConcreteTypes *types, const Type *type)
{
    for (Entry *at = map_get(&types->buckets, bucket_of(type)); at; at = at->next) {
        if (same(at->type, type))
            return at;
    }
    return NULL;
}

static void measure_child(ConcreteTypes *types, Entry *entry, const Type *child)
{
    const Entry *part = find_entry(types, child);
    if (part->depth >= entry->depth)
        entry->depth = part->depth + 1;
    entry->size += part->size;
}

static Type *interned(ConcreteTypes *types, const Type *type)
{
    Entry *known = find_entry(types, type);
    if (known)
        return known->type;
    Entry *entry = ARENA_NEW(types->scratch, Entry);
    entry->depth = entry->size = 1;
    entry->type = arena_copy(types->arena, type, sizeof *type);
    for (size_t i = 0; i < type->args.count; i++)
        measure_child(types, entry, type->args.items[i]);
    if (type->result)
        measure_child(types, entry, type->result);
    if (entry->depth > MAX_DEPTH || entry->size > MAX_SIZE)
        types->overflow = true;
    const void *bucket = bucket_of(type);
    entry->next = map_get(&types->buckets, bucket);
    map_put(types->scratch, &types->buckets, bucket, entry);
    return entry->type;
}

static Type *unit_type(ConcreteTypes *types)
{
    return interned(types, &(Type){.kind = TY_CON, .decl = types->program->types.unit});
}

static Type *argument_of(ConcreteTypes *types, const Substitution *by, const TypeParam *param)
{
    for (size_t i = 0; by && i < by->params->count && i < by->args.count; i++) {
        if (by->params->items[i] == param)
            return by->args.items[i];
    }
    return unit_type(types); /* a parameter nothing determines */
}

static Type *with_concrete_parts(ConcreteTypes *types, Substitution *by, const Type *type)
{
    Type parts = *type;
    parts.args = (TypeVec){0};
    for (size_t i = 0; i < type->args.count; i++)
        vec_push(types->arena, &parts.args, concrete_type(types, by, type->args.items[i]));
    if (type->result)
        parts.result = concrete_type(types, by, type->result);
    if (type->kind != TY_ASSOC)
        return interned(types, &parts);
    Type *solved =
        program_normalise(types->program, arena_copy(types->arena, &parts, sizeof parts));
    if (type_resolve(solved)->kind == TY_ASSOC)
        return unit_type(types);
    return concrete_type(types, NULL, solved);
}

Type *concrete_type(ConcreteTypes *types, Substitution *by, Type *type)
{
    if (types->overflow)
        return unit_type(types);
    type = type_resolve(type);
    Type *known = by ? map_get(&by->memo, type) : NULL;
    if (known)
        return known;
    Type *result = NULL;
    switch (type->kind) {
    case TY_ERROR:
    case TY_VAR:
        result = unit_type(types);
        break;
    case TY_PARAM:
        result = argument_of(types, by, type->param);
        break;
    case TY_NEVER:
    case TY_CON:
    case TY_FUN:
    case TY_TUPLE:
    case TY_ASSOC:
        result = with_concrete_parts(types, by, type);
        break;
    }
    if (by)
        map_put(types->scratch, &by->memo, type, result);
    return result;
}
