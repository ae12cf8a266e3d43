/* map.h - insertion-ordered maps.
 *
 * One object holds everything: entries in the order they came, holes where one was deleted, and, above
 * MAP_FLAT entries, an index behind them that leads from hashes to entries. A map with one owner is changed
 * in place; a shared one is copied by the first change.
 *
 *   | head | capacity | live, used, first, flags, index_bits | entry 0 .. capacity | index 0 .. 2^index_bits |
 *
 * A mark is a hash with its lowest bit set, or 0 for a hole. Marks are odd, so to whoever walks the references
 * of the object they look like immediates. An index element has 32 bits: low bits of the mark, then, in index_bits
 * bits, the number of the entry plus one; 0 is free. Small elements keep the index of a large map in the caches.
 * Those of holes stay until the next rebuild.
 *
 * Slots are entry numbers. They are valid until the map changes. K and V are the types of keys and values. */
#ifndef RT_VALUE_MAP_H
#define RT_VALUE_MAP_H

#include "value/object.h"

#define MAP_FLAT 16

typedef struct MapEntry {
    uint64_t mark;
    MeshWord key, value;
} MapEntry;

typedef struct MeshMap {
    MeshObject head;
    int64_t capacity; /* entries */
    uint32_t live;    /* entries that are not holes */
    uint32_t used;    /* entries in use, holes included */
    uint32_t first;   /* all entries before it are holes: taking the oldest again and again stays cheap */
    uint16_t flags;   /* MapFlag and the way keys are compared */
    uint16_t index_bits;
    MapEntry entries[];
} MeshMap;

typedef enum MapFlag { MAP_KEY_REFS = 1, MAP_VALUE_REFS = 2 } MapFlag;

MeshMap *map_empty(void); /* static, never counted */

/* Takes map, key and value; replacing keeps the position and the old key. */
MeshMap *map_put(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V, MeshMap *map, MeshWord key,
                 MeshWord value);

/* The slot of the key or -1. */
int64_t map_find(MeshContext *cx, const MeshTypeInfo *K, MeshMap *map, MeshWord key);

/* Takes map and value; the slot is one that was found. */
MeshMap *map_set_at(MeshContext *cx, MeshMap *map, int64_t slot, MeshWord value);

/* Takes the map; the key is borrowed. */
MeshMap *map_delete(MeshContext *cx, const MeshTypeInfo *K, MeshMap *map, MeshWord key);

/* The first slot after `slot` that is no hole, or -1; start with -1. */
int64_t map_next(const MeshMap *map, int64_t slot);

/* An empty map with the flags of another and room for `count` entries, and a way to add entries known to be new,
 * for those who rebuild a map; map_add takes key and value. */
MeshMap *map_new_like(MeshContext *cx, uint16_t flags, size_t count);
void map_add(MeshMap *map, uint64_t mark, MeshWord key, MeshWord value);

/* Of keys and values that are counted, for those who walk objects. */
RefSpan map_refs(MeshMap *map);
RefSpan map_entry_refs(MapEntry *entries, size_t count, unsigned flags);

/* Returns owned. */
static inline MeshWord map_key_at(MeshContext *cx, const MeshMap *map, int64_t slot)
{
    return map->flags & MAP_KEY_REFS ? mesh_dup(cx, map->entries[slot].key) : map->entries[slot].key;
}

/* Returns owned. */
static inline MeshWord map_value_at(MeshContext *cx, const MeshMap *map, int64_t slot)
{
    return map->flags & MAP_VALUE_REFS ? mesh_dup(cx, map->entries[slot].value) : map->entries[slot].value;
}

#endif
