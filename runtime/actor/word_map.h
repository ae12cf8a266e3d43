/* word_map.h - a small table from words to words, owned by one actor or guarded by its owner's
 * lock.
 *
 * Open addressing; an empty map has no memory behind it. */
#ifndef RT_ACTOR_WORD_MAP_H
#define RT_ACTOR_WORD_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct WordEntry {
    uint64_t key, value;
    bool used;
} WordEntry;

typedef struct WordMap {
    WordEntry *entries; /* readable: walk `room` of them and skip the unused */
    size_t count, room;
} WordMap;

/* Room for one key more, so that the next put needs no memory. False when there is none. */
bool word_map_reserve(WordMap *map);

/* Replaces; true if the key was new. */
bool word_map_put(WordMap *map, uint64_t key, uint64_t value);
bool word_map_get(const WordMap *map, uint64_t key, uint64_t *value);
bool word_map_remove(WordMap *map, uint64_t key, uint64_t *value); /* value may be NULL */
void word_map_deinit(WordMap *map);

#endif
