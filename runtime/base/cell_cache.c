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

bool cell_fetch(CellCache *cache)
{
    (void)cache;
    return true;
}

void cell_give(CellCache *cache, void *cell)
{
    (void)cache;
    memory_free(cell);
}

#else

/* Cells of whole cache lines begin with one. */
#define CELL_LINE 64

static size_t batch_bytes(const CellStore *store)
{
    return store->bytes * CELL_BATCH + CELL_LINE;
}

/* Takes the memory, which is never given back, so that the address may be any within the allocation. */
static FreeCell *cut_batch(char *memory, size_t bytes)
{
    if (bytes % CELL_LINE == 0)
        memory += -(uintptr_t)memory % CELL_LINE;
    for (size_t i = 0; i < CELL_BATCH; i++)
        ((FreeCell *)(memory + i * bytes))->next =
            i + 1 < CELL_BATCH ? (FreeCell *)(memory + (i + 1) * bytes) : NULL;
    return (FreeCell *)memory;
}

/* NULL when nobody has given one. */
static FreeCell *take_batch(CellStore *store)
{
    pthread_mutex_lock(&store->lock);
    FreeCell *batch = store->batches;
    if (batch)
        store->batches = batch->batch;
    pthread_mutex_unlock(&store->lock);
    return batch;
}

static void fill(CellCache *cache, FreeCell *batch)
{
    cache->free = batch;
    cache->count = CELL_BATCH;
}

static void give_batch(CellStore *store, FreeCell *batch)
{
    pthread_mutex_lock(&store->lock);
    batch->batch = store->batches;
    store->batches = batch;
    pthread_mutex_unlock(&store->lock);
}

/* False when only new memory helps. */
static bool refill_with_old(CellCache *cache)
{
    FreeCell *batch = cache->spare ? cache->spare : take_batch(cache->store);
    cache->spare = NULL;
    if (batch)
        fill(cache, batch);
    return batch != NULL;
}

static __attribute__((noinline)) void refill(CellCache *cache)
{
    CellStore *store = cache->store;
    if (!refill_with_old(cache))
        fill(cache, cut_batch(memory_new(batch_bytes(store)), store->bytes));
}

bool cell_fetch(CellCache *cache)
{
    CellStore *store = cache->store;
    if (refill_with_old(cache))
        return true;
    char *memory = memory_try_new(batch_bytes(store));
    if (memory)
        fill(cache, cut_batch(memory, store->bytes));
    return memory != NULL;
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
