#include "base/map.h"

#include <string.h>

static size_t slot_of(const MapEntry *slots, size_t capacity, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u;
    size_t i = (size_t)(hash >> 20) & (capacity - 1);
    while (slots[i].key && slots[i].key != key)
        i = (i + 1) & (capacity - 1);
    return i;
}

void *map_get(const Map *map, const void *key)
{
    if (map->count == 0)
        return NULL;
    return map->slots[slot_of(map->slots, map->capacity, key)].value;
}

static void grow(Arena *arena, Map *map)
{
    size_t capacity = map->capacity ? map->capacity * 2 : 16;
    MapEntry *slots = ARENA_ARRAY(arena, MapEntry, capacity);
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].key)
            slots[slot_of(slots, capacity, map->slots[i].key)] = map->slots[i];
    }
    map->slots = slots;
    map->capacity = capacity;
}

static void remember_order(Arena *arena, Map *map, const void *key)
{
    if (map->count == map->order_capacity) {
        map->order_capacity = map->order_capacity ? map->order_capacity * 2 : 16;
        MapEntry *order = ARENA_ARRAY(arena, MapEntry, map->order_capacity);
        if (map->count > 0)
            memcpy(order, map->order, map->count * sizeof *order);
        map->order = order;
    }
    map->order[map->count] = (MapEntry){key, NULL};
}

void map_put(Arena *arena, Map *map, const void *key, void *value)
{
    if ((map->count + 1) * 2 > map->capacity)
        grow(arena, map);
    MapEntry *slot = &map->slots[slot_of(map->slots, map->capacity, key)];
    if (!slot->key) {
        remember_order(arena, map, key);
        map->count++;
    }
    slot->key = key;
    slot->value = value;
}
