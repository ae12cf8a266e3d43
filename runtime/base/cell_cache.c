#include "base/cell_cache.h"

#include "base/memory.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CELLS_ARE_ALLOCATIONS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CELLS_ARE_ALLOCATIONS 1
#endif

void cell_store_init(CellStore *store, size_t bytes)
{
    *store = (CellStore){.bytes = bytes};
    pthread_mutex_init(&store->lock, NULL);
}

void cell_cache_init(CellCache *cache, CellStore *store)
{
    *cache = (CellCache){.store = store};
}

#ifdef CELLS_ARE_ALLOCATIONS

void *cell_take(CellCache *cache)
{
    return memory_new(cache->store->bytes);
}

void cell_give(CellCache *cache, void *cell)
{
    (void)cache;
    memory_free(cell);
}

#else

/* Cells of whole cache lines begin with one. */
#define CELL_LINE 64

static FreeCell *cut_batch(size_t bytes)
{
    /* Never given back, so that the address may be any within the allocation. */
    char *memory = memory_new(bytes * CELL_BATCH + CELL_LINE);
    if (bytes % CELL_LINE == 0)
        memory += -(uintptr_t)memory % CELL_LINE;
    for (size_t i = 0; i < CELL_BATCH; i++)
        ((FreeCell *)(memory + i * bytes))->next =
            i + 1 < CELL_BATCH ? (FreeCell *)(memory + (i + 1) * bytes) : NULL;
    return (FreeCell *)memory;
}

static FreeCell *take_batch(CellStore *store)
{
    pthread_mutex_lock(&store->lock);
    FreeCell *batch = store->batches;
    if (batch)
        store->batches = batch->batch;
    pthread_mutex_unlock(&store->lock);
    return batch ? batch : cut_batch(store->bytes);
}

static void give_batch(CellStore *store, FreeCell *batch)
{
    pthread_mutex_lock(&store->lock);
    batch->batch = store->batches;
    store->batches = batch;
    pthread_mutex_unlock(&store->lock);
}

static __attribute__((noinline)) void refill(CellCache *cache)
{
    cache->free = cache->spare ? cache->spare : take_batch(cache->store);
    cache->spare = NULL;
    cache->count = CELL_BATCH;
}

static __attribute__((noinline)) void make_room(CellCache *cache)
{
    if (cache->spare)
        give_batch(cache->store, cache->spare);
    cache->spare = cache->free;
    cache->free = NULL;
    cache->count = 0;
}

void *cell_take(CellCache *cache)
{
    if (!cache->free)
        refill(cache);
    FreeCell *cell = cache->free;
    cache->free = cell->next;
    cache->count--;
    return cell;
}

void cell_give(CellCache *cache, void *memory)
{
    FreeCell *cell = memory;
    if (cache->count == CELL_BATCH)
        make_room(cache);
    cell->next = cache->free;
    cache->free = cell;
    cache->count++;
}

#endif
