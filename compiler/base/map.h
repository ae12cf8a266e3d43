/* map.h - a hash table from pointers (interned names, nodes) to pointers, in an arena. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

typedef struct MapEntry {
    const void *key; /* NULL: free */
    void *value;
} MapEntry;

/* Zero-initialise, then use; iterate with map_each in insertion order. */
typedef struct Map {
    MapEntry *slots;
    size_t capacity, count;
    MapEntry *order; /* entries in insertion order; values here are not updated by map_put */
    size_t order_capacity;
} Map;

void *map_get(const Map *map, const void *key);                     /* NULL when absent */
void map_put(Arena *arena, Map *map, const void *key, void *value); /* key not NULL */

/* Keys in insertion order: map->order[0 .. map->count). */

#endif
