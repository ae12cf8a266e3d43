/* cell_cache.h - memory in cells of one size, for records that one thread makes and another frees.
 *
 * A store is shared; a cache in front of it belongs to one thread and exchanges whole batches with
 * the store, so that the lock is taken once in CELL_BATCH cells. Cells are never given back to the
 * system: what was needed once will be needed again. Under the sanitizers every cell is an
 * allocation of its own. */
#ifndef RT_BASE_CELL_CACHE_H
#define RT_BASE_CELL_CACHE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CELL_BATCH 64

typedef struct FreeCell {
    struct FreeCell *next;  /* in its batch */
    struct FreeCell *batch; /* of the first cell of a full batch: the next batch */
} FreeCell;

typedef struct CellStore {
    pthread_mutex_t lock;
    size_t bytes; /* of one cell: at least two words */
    FreeCell *batches;
} CellStore;

typedef struct CellCache {
    CellStore *store;
    FreeCell *free;
    FreeCell *spare; /* a full batch, or NULL */
    uint32_t count;  /* of free */
} CellCache;

void cell_store_init(CellStore *store, size_t bytes);     /* of cells of `bytes` bytes */
void cell_cache_init(CellCache *cache, CellStore *store); /* one thread's; the store outlives it */

/* Not initialised. Owner of the cache only. */
void *cell_take(CellCache *cache);

/* Whether the next cell can be had without the reserve of memory.h; for who can do without it. */
bool cell_fetch(CellCache *cache);
static inline bool cell_reserve(CellCache *cache)
{
    return cache->free || cell_fetch(cache);
}

void cell_give(CellCache *cache, void *cell);

#endif
