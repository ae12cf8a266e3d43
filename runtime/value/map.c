#include "value/map.h"

#include <string.h>

#include "base/hash.h"
#include "value/string.h"

enum {
    MAP_WORDS = sizeof(MeshMap) / sizeof(MeshWord),
    ENTRY_WORDS = sizeof(MapEntry) / sizeof(MeshWord),
    FIRST_INDEX_BITS = 5
};

/* An index of 32 bits, three quarters full. */
#define MAX_ENTRIES ((size_t)3 << 30)

/* How keys are hashed and compared, kept in the flags above MapFlag. */
typedef enum KeyMode {
    KEY_WORD,   /* equal words are equal keys */
    KEY_FLOAT,  /* 0.0 and -0.0 are one key, NaN is none */
    KEY_STRING, /* by bytes */
    KEY_TYPED   /* the functions of the type */
} KeyMode;

enum { MODE_SHIFT = 2 };

static KeyMode mode_of_type(const MeshTypeInfo *K)
{
    switch ((MeshKind)K->kind) {
    case MESH_KIND_BOOL:
        return KEY_WORD;
    case MESH_KIND_FLOAT:
        return KEY_FLOAT;
    case MESH_KIND_WORD:
        /* An enumeration may have an equality of its own. */
        return !K->eq || K->known == MESH_TYPE_INT ? KEY_WORD : KEY_TYPED;
    case MESH_KIND_REF:
        return K->known == MESH_TYPE_STRING ? KEY_STRING : KEY_TYPED;
    }
    return KEY_TYPED;
}

static KeyMode mode_of(const MeshMap *map)
{
    return (KeyMode)(map->flags >> MODE_SHIFT);
}

static uint16_t flags_of_types(const MeshTypeInfo *K, const MeshTypeInfo *V)
{
    unsigned refs = (K->kind == MESH_KIND_REF ? MAP_KEY_REFS : 0u) |
                    (V->kind == MESH_KIND_REF ? MAP_VALUE_REFS : 0u);
    return (uint16_t)(refs | (unsigned)mode_of_type(K) << MODE_SHIFT);
}

static double float_of(MeshWord word)
{
    double value;
    memcpy(&value, &word, sizeof value);
    return value;
}

/* A mark is odd. For a text of fewer than eight bytes it has this bit too, and is one to one: it need not be compared
 * with the text, which lies elsewhere in memory. */
#define MARK_IS_TEXT UINT64_C(2)
#define MARK_TEXT_BITS 62

static uint64_t text_mark(uint64_t seed, const MeshString *text)
{
    size_t length = (size_t)text->length;
    if (length >= sizeof(uint64_t))
        return (hash_seeded_bytes(seed, text->bytes, length) & ~MARK_IS_TEXT) | 1;
    /* Multiplying by a secret odd number is one to one, and spreads any set of words over the high bits, see
     * Dietzfelbinger et al., A Reliable Randomized Algorithm for the Closest-Pair Problem, 1997; the shift brings
     * what is there to the low bits. */
    uint64_t word = string_tail_at(text->bytes, length) | (uint64_t)length << 56;
    uint64_t mixed = word * (seed | 1) & (UINT64_MAX >> (64 - MARK_TEXT_BITS));
    mixed ^= mixed >> (MARK_TEXT_BITS / 2);
    return mixed << 2 | MARK_IS_TEXT | 1;
}

static uint64_t mark_of(MeshContext *cx, const MeshTypeInfo *K, KeyMode mode, MeshWord key)
{
    uint64_t seed = heap_of(cx)->hooks->hash_seed;
    switch (mode) {
    case KEY_WORD:
        return hash_seeded_word(seed, key) | 1;
    case KEY_FLOAT:
        return hash_seeded_word(seed, float_of(key) == 0 ? 0 : key) | 1;
    case KEY_STRING:
        return text_mark(seed, (const MeshString *)key);
    case KEY_TYPED:
        return hash_seeded_word(seed, (uint64_t)K->hash(cx, key)) | 1;
    }
    return 1;
}

/* Of two keys of the same mark. */
static bool same_key(MeshContext *cx, const MeshTypeInfo *K, KeyMode mode, MeshWord a, MeshWord b)
{
    switch (mode) {
    case KEY_WORD:
        return a == b;
    case KEY_FLOAT:
        return float_of(a) == float_of(b);
    case KEY_STRING:
        return string_equal((const MeshString *)a, (const MeshString *)b);
    case KEY_TYPED:
        return K->eq(cx, a, b);
    }
    return false;
}

static inline __attribute__((always_inline)) bool is_key(MeshContext *cx, const MeshTypeInfo *K, KeyMode mode, MeshWord key, uint64_t mark,
                          const MapEntry *entry)
{
    return entry->mark == mark &&
           ((mode == KEY_STRING && mark & MARK_IS_TEXT) || same_key(cx, K, mode, key, entry->key));
}

MeshMap *map_empty(void)
{
    /* Never written: its count says so. */
    static const MeshMap empty = {.head = {MESH_STATIC_COUNT, 0, 0, MESH_TAG_MAP}};
    return (MeshMap *)&empty;
}

/* ---- The index ---- */

static uint32_t *index_of(MeshMap *map)
{
    return (uint32_t *)(map->entries + map->capacity);
}

static size_t index_length(unsigned bits)
{
    return bits ? (size_t)1 << bits : 0;
}

/* Three quarters full at most. */
static size_t capacity_for_bits(unsigned bits)
{
    return ((size_t)1 << bits) / 4 * 3;
}

/* What is left of an index element beside the number of an entry; at 32 bits nothing is. */
static uint32_t short_mark(uint64_t mark, unsigned bits)
{
    return (uint32_t)(mark >> 1 << bits);
}

/* The high bits of a mark choose where to begin, some of its low ones are compared on the way. */
static void index_add(MeshMap *map, uint64_t mark, size_t slot)
{
    uint32_t *index = index_of(map);
    size_t mask = index_length(map->index_bits) - 1;
    size_t at = (size_t)(mark >> (64 - map->index_bits));
    while (index[at])
        at = (at + 1) & mask;
    index[at] = short_mark(mark, map->index_bits) | (uint32_t)(slot + 1);
}

static void index_rebuild(MeshMap *map)
{
    if (!map->index_bits)
        return;
    memset(index_of(map), 0, index_length(map->index_bits) * sizeof(uint32_t));
    for (uint32_t slot = 0; slot < map->used; slot++) {
        if (map->entries[slot].mark)
            index_add(map, map->entries[slot].mark, slot);
    }
}

/* Inlined for each way of comparing, so that none is chosen once an entry has arrived from memory.
 */
static inline __attribute__((always_inline)) int64_t find_slot_as(MeshContext *cx,
                                                                  const MeshTypeInfo *K,
                                                                  KeyMode mode, MeshMap *map,
                                                                  MeshWord key, uint64_t mark)
{
    if (!map->index_bits) {
        for (uint32_t slot = 0; slot < map->used; slot++) {
            const MapEntry *entry = &map->entries[slot];
            if (is_key(cx, K, mode, key, mark, entry))
                return slot;
        }
        return -1;
    }
    const uint32_t *index = index_of(map);
    unsigned bits = map->index_bits;
    size_t mask = index_length(bits) - 1;
    size_t at = (size_t)(mark >> (64 - bits));
    uint32_t wanted = short_mark(mark, bits), found;
    for (; (found = index[at]) != 0; at = (at + 1) & mask) {
        if ((uint64_t)(found ^ wanted) >> bits)
            continue;
        size_t slot = (found & (uint32_t)mask) - (size_t)1;
        const MapEntry *entry = &map->entries[slot];
        if (is_key(cx, K, mode, key, mark, entry))
            return (int64_t)slot;
    }
    return -1;
}

static int64_t find_slot(MeshContext *cx, const MeshTypeInfo *K, KeyMode mode, MeshMap *map,
                         MeshWord key, uint64_t mark)
{
    switch (mode) {
    case KEY_WORD:
        return find_slot_as(cx, K, KEY_WORD, map, key, mark);
    case KEY_FLOAT:
        return find_slot_as(cx, K, KEY_FLOAT, map, key, mark);
    case KEY_STRING:
        return find_slot_as(cx, K, KEY_STRING, map, key, mark);
    case KEY_TYPED:
        return find_slot_as(cx, K, KEY_TYPED, map, key, mark);
    }
    return -1;
}

/* ---- Room ---- */

/* Flat maps grow to sizes that fill small cells well. */
static size_t capacity_for(size_t count, unsigned *bits)
{
    static const uint8_t flat[] = {1, 4, 9, MAP_FLAT};
    *bits = 0;
    for (size_t i = 0; i < sizeof flat; i++) {
        if (count <= flat[i])
            return flat[i];
    }
    *bits = FIRST_INDEX_BITS;
    while (capacity_for_bits(*bits) < count)
        ++*bits;
    return capacity_for_bits(*bits);
}

static size_t object_words(size_t capacity, unsigned bits)
{
    return MAP_WORDS + capacity * ENTRY_WORDS + index_length(bits) / 2;
}

MeshMap *map_new_like(MeshContext *cx, uint16_t flags, size_t count)
{
    if (count > MAX_ENTRIES)
        heap_check(cx, SIZE_MAX / 2);
    unsigned bits;
    size_t capacity = capacity_for(count, &bits);
    MeshMap *map = heap_alloc(cx, object_words(capacity, bits), 0, MESH_TAG_MAP);
    map->capacity = (int64_t)capacity;
    map->live = map->used = map->first = 0;
    map->flags = flags;
    map->index_bits = (uint16_t)bits;
    if (bits)
        memset(index_of(map), 0, index_length(bits) * sizeof(uint32_t));
    return map;
}

void map_add(MeshMap *map, uint64_t mark, MeshWord key, MeshWord value)
{
    size_t slot = (size_t)map->used++;
    map->entries[slot] = (MapEntry){mark, key, value};
    map->live++;
    if (map->index_bits)
        index_add(map, mark, slot);
}

/* Closes the holes. The order stays, slots change. */
static void compact(MeshMap *map)
{
    uint32_t to = 0;
    for (uint32_t from = map->first; from < map->used; from++) {
        if (map->entries[from].mark)
            map->entries[to++] = map->entries[from];
    }
    map->used = to;
    map->first = 0;
    index_rebuild(map);
}

/* Takes a map that others hold too; gives a copy with room for `extra` more. */
static MeshMap *copy_shared(MeshContext *cx, MeshMap *map, size_t extra)
{
    MeshMap *copy = map_new_like(cx, map->flags, (size_t)map->live + extra);
    bool key_refs = map->flags & MAP_KEY_REFS, value_refs = map->flags & MAP_VALUE_REFS;
    for (int64_t slot = map_next(map, -1); slot >= 0; slot = map_next(map, slot)) {
        MapEntry *entry = &map->entries[slot];
        if (key_refs)
            mesh_dup(cx, entry->key);
        if (value_refs)
            mesh_dup(cx, entry->value);
        copy->entries[copy->used++] = *entry;
    }
    copy->live = copy->used;
    index_rebuild(copy);
    object_drop(cx, map);
    return copy;
}

/* A map with one owner and no room: entries move, as references keep their owner. */
static MeshMap *grow(MeshContext *cx, MeshMap *map)
{
    if (map->used - map->live > map->used / 4) {
        compact(map);
        return map;
    }
    size_t count = (size_t)map->used + 1;
    if (count > MAX_ENTRIES)
        heap_check(cx, SIZE_MAX / 2);
    unsigned bits;
    size_t capacity = capacity_for(count, &bits);
    size_t words = object_words(capacity, bits);
    MeshMap *grown;
    if (map->head.size_class == 0) {
        grown = (MeshMap *)heap_grow_large(cx, &map->head, words);
    } else {
        grown = heap_alloc(cx, words, 0, MESH_TAG_MAP);
        memcpy((MeshObject *)grown + 1, (MeshObject *)map + 1,
               sizeof(MeshMap) - sizeof(MeshObject) + (size_t)map->used * sizeof(MapEntry));
        heap_free(cx, (MeshObject *)map);
    }
    grown->capacity = (int64_t)capacity;
    grown->index_bits = (uint16_t)bits;
    index_rebuild(grown);
    return grown;
}

/* ---- Operations ---- */

int64_t map_find(MeshContext *cx, const MeshTypeInfo *K, MeshMap *map, MeshWord key)
{
    if (map->live == 0)
        return -1;
    KeyMode mode = mode_of(map);
    return find_slot(cx, K, mode, map, key, mark_of(cx, K, mode, key));
}

static void replace_value(MeshContext *cx, MeshMap *map, int64_t slot, MeshWord key, MeshWord value)
{
    MapEntry *entry = &map->entries[slot];
    MeshWord old = entry->value;
    entry->value = value;
    if (map->flags & MAP_KEY_REFS)
        mesh_drop(cx, key);
    if (map->flags & MAP_VALUE_REFS)
        mesh_drop(cx, old);
}

MeshMap *map_put(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V, MeshMap *map,
                 MeshWord key, MeshWord value)
{
    if (map->capacity == 0)
        map = map_new_like(cx, flags_of_types(K, V), 1); /* the empty map is static */
    else if (!object_unique(map))
        map = copy_shared(cx, map, 1);
    KeyMode mode = mode_of(map);
    uint64_t mark = mark_of(cx, K, mode, key);
    int64_t slot = find_slot(cx, K, mode, map, key, mark);
    if (slot >= 0) {
        replace_value(cx, map, slot, key, value);
        return map;
    }
    if (map->used == map->capacity)
        map = grow(cx, map);
    map_add(map, mark, key, value);
    return map;
}

/* Entries before the slot that are holes vanish in a copy. */
static int64_t slot_in_copy(const MeshMap *map, int64_t slot)
{
    int64_t holes = 0;
    for (int64_t i = map->live == map->used ? slot : 0; i < slot; i++)
        holes += map->entries[i].mark == 0;
    return slot - holes;
}

MeshMap *map_set_at(MeshContext *cx, MeshMap *map, int64_t slot, MeshWord value)
{
    if (!object_unique(map)) {
        slot = slot_in_copy(map, slot);
        map = copy_shared(cx, map, 0);
    }
    MeshWord old = map->entries[slot].value;
    map->entries[slot].value = value;
    if (map->flags & MAP_VALUE_REFS)
        mesh_drop(cx, old);
    return map;
}

MeshMap *map_delete(MeshContext *cx, const MeshTypeInfo *K, MeshMap *map, MeshWord key)
{
    int64_t slot = map_find(cx, K, map, key);
    if (slot < 0)
        return map;
    if (!object_unique(map)) {
        map = copy_shared(cx, map, 0);
        slot = map_find(cx, K, map, key);
    }
    MapEntry *entry = &map->entries[slot];
    MapEntry gone = *entry;
    *entry = (MapEntry){0, 0, 0};
    map->live--;
    while (map->first < map->used && !map->entries[map->first].mark)
        map->first++;
    if (!map->index_bits || map->live < map->used / 2)
        compact(map);
    if (map->flags & MAP_KEY_REFS)
        mesh_drop(cx, gone.key);
    if (map->flags & MAP_VALUE_REFS)
        mesh_drop(cx, gone.value);
    return map;
}

int64_t map_next(const MeshMap *map, int64_t slot)
{
    int64_t used = map->used;
    for (slot = slot < map->first ? map->first : slot + 1; slot < used; slot++) {
        if (map->entries[slot].mark)
            return slot;
    }
    return -1;
}

RefSpan map_entry_refs(MapEntry *entries, size_t count, unsigned flags)
{
    switch (flags & (MAP_KEY_REFS | MAP_VALUE_REFS)) {
    case MAP_KEY_REFS:
        return (RefSpan){&entries->key, count, ENTRY_WORDS};
    case MAP_VALUE_REFS:
        return (RefSpan){&entries->value, count, ENTRY_WORDS};
    case MAP_KEY_REFS | MAP_VALUE_REFS:
        return (RefSpan){&entries->mark, count * ENTRY_WORDS, 1};
    }
    return (RefSpan){NULL, 0, 1};
}

RefSpan map_refs(MeshMap *map)
{
    return map_entry_refs(map->entries, map->used, map->flags);
}
