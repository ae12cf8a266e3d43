#include "actor/word_map.h"

#include "base/memory.h"

#include <string.h>

static size_t slot_of(const WordMap *map, uint64_t key)
{
    uint64_t mixed = key * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(mixed >> 32) & (map->room - 1);
    while (map->entries[at].used && map->entries[at].key != key)
        at = (at + 1) & (map->room - 1);
    return at;
}

static bool is_full(const WordMap *map)
{
    return map->count * 4 >= map->room * 3;
}

static size_t next_room(const WordMap *map)
{
    return map->room ? map->room * 2 : 8;
}

/* Takes `entries`, all unused. */
static void move_to(WordMap *map, WordEntry *entries, size_t room)
{
    WordMap bigger = {.entries = entries, .room = room, .count = map->count};
    for (size_t i = 0; i < map->room; i++)
        if (map->entries[i].used)
            bigger.entries[slot_of(&bigger, map->entries[i].key)] = map->entries[i];
    memory_free(map->entries);
    *map = bigger;
}

bool word_map_reserve(WordMap *map)
{
    if (!is_full(map))
        return true;
    size_t room = next_room(map);
    WordEntry *entries = memory_try_new(room * sizeof *entries);
    if (!entries)
        return false;
    memset(entries, 0, room * sizeof *entries);
    move_to(map, entries, room);
    return true;
}

bool word_map_put(WordMap *map, uint64_t key, uint64_t value)
{
    if (is_full(map))
        move_to(map, memory_zeroed(next_room(map) * sizeof(WordEntry)), next_room(map));
    WordEntry *entry = &map->entries[slot_of(map, key)];
    bool fresh = !entry->used;
    *entry = (WordEntry){key, value, true};
    map->count += fresh;
    return fresh;
}

bool word_map_get(const WordMap *map, uint64_t key, uint64_t *value)
{
    if (map->count == 0)
        return false;
    const WordEntry *entry = &map->entries[slot_of(map, key)];
    if (entry->used && value)
        *value = entry->value;
    return entry->used;
}

bool word_map_remove(WordMap *map, uint64_t key, uint64_t *value)
{
    if (!word_map_get(map, key, value))
        return false;
    size_t hole = slot_of(map, key);
    map->entries[hole].used = false;
    map->count--;
    /* Entries that were pushed past the hole must be found without it. */
    for (size_t at = (hole + 1) & (map->room - 1); map->entries[at].used;
         at = (at + 1) & (map->room - 1)) {
        WordEntry moved = map->entries[at];
        map->entries[at].used = false;
        map->entries[slot_of(map, moved.key)] = moved;
    }
    return true;
}

void word_map_deinit(WordMap *map)
{
    memory_free(map->entries);
    *map = (WordMap){0};
}
