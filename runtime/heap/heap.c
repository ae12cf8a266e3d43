#include "heap/heap.h"

#include <string.h>

#include "base/memory.h"
#include "base/prim.h"
#include "heap/segment.h"

enum {
    MIN_CELL_WORDS = 2,
    FIRST_BLOCK_SHIFT = 8,
    MAX_BLOCK_SHIFT = 18,
    MAX_RUN_BYTES = 4096, /* cells are cut a cache-friendly run at a time */
    SLICE_BYTES = 1 << 20,
    PROXY_BYTES = 1024, /* a body counts as so much at least */
    WORD = sizeof(MeshWord)
};

struct HeapBlock {
    HeapBlock *next;
    size_t bytes; /* this header included */
};

/* Stands in front of every large object; keeps it aligned to 16. */
struct HeapLarge {
    HeapLarge *next, *prev;
    size_t words; /* of the object */
    size_t unused;
};

static size_t large_bytes(size_t words)
{
    return sizeof(HeapLarge) + words * WORD;
}

static HeapLarge *large_of(const MeshObject *object)
{
    return (HeapLarge *)object - 1;
}

void heap_init(HeapContext *context, const HeapHooks *hooks, size_t limit_bytes, void *first,
               size_t first_bytes)
{
    memset(context->cx.free_cells, 0, sizeof context->cx.free_cells);
    context->heap = (Heap){
        .next = first,
        .end = first ? (uint8_t *)first + first_bytes / WORD * WORD : NULL,
        .hooks = hooks,
        .limit_bytes = limit_bytes,
        .block_shift = FIRST_BLOCK_SHIFT,
    };
}

struct HeapRemains {
    HeapBlock *blocks;
    HeapLarge *large;
    HeapProxy *proxies;
    HeapMore *more;
};

/* Counts what has been given back. After a slice whoever else waits for the processor has a turn: a
 * thread that only frees memory must not hold up those that work. */
typedef struct Slice {
    bool polite;
    size_t bytes;
} Slice;

static void count_given(Slice *slice, size_t bytes)
{
    slice->bytes += bytes;
    if (!slice->polite || slice->bytes < SLICE_BYTES)
        return;
    slice->bytes = 0;
    memory_pause();
}

static void give_large(Slice *slice, HeapLarge *large)
{
    size_t bytes = large_bytes(large->words);
    if (slice->polite && bytes > SLICE_BYTES)
        memory_free_in_slices(large, bytes, SLICE_BYTES);
    else
        memory_free(large);
    count_given(slice, bytes);
}

static void give_back(const HeapRemains *remains, bool polite)
{
    Slice slice = {.polite = polite};
    /* Before the blocks: the proxies lie in them. */
    for (HeapProxy *proxy = remains->proxies; proxy; proxy = proxy->next) {
        size_t bytes = proxy->charge;
        proxy->kind->release(proxy->body);
        count_given(&slice, bytes + PROXY_BYTES);
    }
    for (HeapLarge *large = remains->large; large;) {
        HeapLarge *next = large->next;
        memory_unclaim(large_bytes(large->words));
        give_large(&slice, large);
        large = next;
    }
    for (HeapBlock *block = remains->blocks; block;) {
        HeapBlock *next = block->next;
        size_t bytes = block->bytes;
        HEAP_SHOW((MeshFreeCell *)block, bytes / WORD);
        memory_unclaim(bytes);
        memory_free(block);
        count_given(&slice, bytes);
        block = next;
    }
    if (remains->more) {
        holds_release(remains->more);
        memory_free(remains->more);
    }
}

static HeapRemains take_out(HeapContext *context)
{
    Heap *heap = &context->heap;
    HeapRemains remains = {heap->blocks, heap->large, heap->proxies, heap->more};
    heap_init(context, heap->hooks, heap->limit_bytes, NULL, 0);
    return remains;
}

void heap_release(HeapContext *context)
{
    HeapRemains remains = take_out(context);
    give_back(&remains, false);
}

HeapRemains *heap_detach(HeapContext *context)
{
    HeapRemains *remains = memory_new(sizeof *remains);
    *remains = take_out(context);
    return remains;
}

void heap_remains_free(HeapRemains *remains)
{
    give_back(remains, true);
    memory_free(remains);
}

HeapKept heap_set_aside(MeshContext *cx)
{
    HeapKept kept = {.heap = *heap_of(cx)};
    memcpy(kept.free_cells, cx->free_cells, sizeof kept.free_cells);
    heap_init((HeapContext *)cx, kept.heap.hooks, 0, NULL, 0);
    return kept;
}

void heap_restore(MeshContext *cx, const HeapKept *kept)
{
    memory_free(heap_of(cx)->more);
    memcpy(cx->free_cells, kept->free_cells, sizeof kept->free_cells);
    *heap_of(cx) = kept->heap;
}

size_t heap_bytes(const HeapContext *context)
{
    return context->heap.bytes;
}

/* The list of free cells of a size; NULL when there is none yet. */
static MeshFreeCell **free_list(MeshContext *cx, size_t words)
{
    if (words <= MESH_MAX_SMALL_WORDS)
        return &cx->free_cells[words];
    HeapMore *more = heap_of(cx)->more;
    return more ? &more->medium[words - MESH_MAX_SMALL_WORDS - 1] : NULL;
}

HeapMore *heap_more(MeshContext *cx)
{
    Heap *heap = heap_of(cx);
    if (!heap->more)
        heap->more = memory_zeroed(sizeof *heap->more);
    return heap->more;
}

static MeshFreeCell **free_list_made(MeshContext *cx, size_t words)
{
    if (words > MESH_MAX_SMALL_WORDS)
        heap_more(cx);
    return free_list(cx, words);
}

size_t heap_live_objects(HeapContext *context)
{
    uint32_t live = context->heap.cells + context->heap.large_count;
    if (context->heap.more)
        live += context->heap.more->hold_count;
    for (size_t words = 0; words <= MESH_MAX_CELL_WORDS; words++) {
        MeshFreeCell **list = free_list(&context->cx, words);
        for (MeshFreeCell *cell = list ? *list : NULL; cell; cell = cell->next)
            live--;
    }
    return live;
}

bool heap_has_room(MeshContext *cx, size_t bytes)
{
    Heap *heap = heap_of(cx);
    if (heap->limit_bytes == 0)
        return bytes < SIZE_MAX / 2;
    return heap->bytes <= heap->limit_bytes && bytes <= heap->limit_bytes - heap->bytes;
}

void heap_check(MeshContext *cx, size_t bytes)
{
    if (!heap_has_room(cx, bytes))
        heap_of(cx)->hooks->out_of_memory(cx, bytes);
}

/* ---- Proxies ---- */

void heap_proxy_add(MeshContext *cx, HeapProxy *proxy, const HeapProxyKind *kind, void *body,
                    size_t charge)
{
    Heap *heap = heap_of(cx);
    *proxy = (HeapProxy){heap->proxies, NULL, kind, body, charge};
    if (heap->proxies)
        heap->proxies->prev = proxy;
    heap->proxies = proxy;
    heap->bytes += charge;
}

void *heap_proxy_take(MeshContext *cx, HeapProxy *proxy)
{
    Heap *heap = heap_of(cx);
    if (proxy->next)
        proxy->next->prev = proxy->prev;
    if (proxy->prev)
        proxy->prev->next = proxy->next;
    else
        heap->proxies = proxy->next;
    heap->bytes -= proxy->charge;
    return proxy->body;
}

void heap_proxy_remove(MeshContext *cx, HeapProxy *proxy)
{
    const HeapProxyKind *kind = proxy->kind;
    kind->release(heap_proxy_take(cx, proxy));
}

void heap_proxy_recharge(MeshContext *cx, HeapProxy *proxy, size_t charge)
{
    Heap *heap = heap_of(cx);
    heap->bytes = heap->bytes - proxy->charge + charge;
    proxy->charge = charge;
}

/* ---- Large objects ---- */

static void link_large(Heap *heap, HeapLarge *large, size_t words)
{
    large->words = words;
    large->prev = NULL;
    large->next = heap->large;
    if (large->next)
        large->next->prev = large;
    heap->large = large;
    heap->large_count++;
    heap->bytes += large_bytes(words);
}

static void unlink_large(Heap *heap, HeapLarge *large)
{
    if (large->next)
        large->next->prev = large->prev;
    if (large->prev)
        large->prev->next = large->next;
    else
        heap->large = large->next;
    heap->large_count--;
    heap->bytes -= large_bytes(large->words);
}

static _Noreturn void out_of_memory(MeshContext *cx, size_t bytes)
{
    heap_of(cx)->hooks->out_of_memory(cx, bytes);
}

void *heap_outside_new(MeshContext *cx, size_t bytes)
{
    void *memory = memory_try_new(bytes);
    return memory ? memory : (out_of_memory(cx, bytes), NULL);
}

void *heap_outside_resize(MeshContext *cx, void *memory, size_t bytes)
{
    void *resized = memory_try_resize(memory, bytes);
    return resized ? resized : (out_of_memory(cx, bytes), NULL);
}

/* For tests that let one allocation after the other fail. */
static void may_fail(MeshContext *cx)
{
    _Atomic int64_t *left = heap_of(cx)->hooks->allocations_left;
    if (left && atomic_fetch_sub_explicit(left, 1, memory_order_relaxed) == 1)
        out_of_memory(cx, 0);
}

static void *claimed_new(MeshContext *cx, size_t bytes)
{
    if (!memory_claim(bytes))
        out_of_memory(cx, bytes);
    void *memory = memory_try_new(bytes);
    if (!memory) {
        memory_unclaim(bytes);
        out_of_memory(cx, bytes);
    }
    return memory;
}

static MeshObject *alloc_large(MeshContext *cx, size_t words)
{
    if (words > SIZE_MAX / 2 / WORD)
        out_of_memory(cx, words);
    heap_check(cx, large_bytes(words));
    may_fail(cx);
    HeapLarge *large = claimed_new(cx, large_bytes(words));
    link_large(heap_of(cx), large, words);
    return (MeshObject *)(large + 1);
}

MeshObject *heap_grow_large(MeshContext *cx, MeshObject *object, size_t words)
{
    HeapLarge *large = large_of(object);
    if (words <= large->words)
        return object;
    if (words > SIZE_MAX / 2 / WORD)
        out_of_memory(cx, words);
    heap_check(cx, (words - large->words) * WORD);
    may_fail(cx);
    size_t old_bytes = large_bytes(large->words);
    if (!memory_claim(large_bytes(words)))
        out_of_memory(cx, large_bytes(words));
    unlink_large(heap_of(cx), large);
    HeapLarge *grown = memory_try_resize(large, large_bytes(words));
    memory_unclaim(grown ? old_bytes : large_bytes(words));
    if (!grown) {
        link_large(heap_of(cx), large, large->words);
        out_of_memory(cx, large_bytes(words));
    }
    large = grown;
    link_large(heap_of(cx), large, words);
    return (MeshObject *)(large + 1);
}

void heap_free_large(MeshContext *cx, MeshObject *object)
{
    HeapLarge *large = large_of(object);
    unlink_large(heap_of(cx), large);
    memory_unclaim(large_bytes(large->words));
    memory_free(large);
}

size_t heap_object_words(const MeshObject *object)
{
    return object->size_class ? object->size_class : large_of(object)->words;
}

/* ---- Cells ---- */

static void push_cell(MeshContext *cx, uint8_t *at, size_t words)
{
    MeshFreeCell *cell = (MeshFreeCell *)at;
    MeshFreeCell **list = free_list_made(cx, words);
    cell->next = *list;
    *list = cell;
    heap_of(cx)->cells++;
    HEAP_HIDE(cell, words);
}

void heap_free_medium(MeshContext *cx, MeshObject *object)
{
    size_t words = object->size_class;
    MeshFreeCell *cell = (MeshFreeCell *)object;
    MeshFreeCell **list = free_list_made(cx, words);
    cell->next = *list;
    *list = cell;
    HEAP_HIDE(cell, words);
}

/* What is left of a block is too small for the cell wanted now, but not for smaller ones. */
static void use_rest(MeshContext *cx)
{
    Heap *heap = heap_of(cx);
    size_t words = (size_t)(heap->end - heap->next) / WORD;
    if (words >= MIN_CELL_WORDS && words <= MESH_MAX_CELL_WORDS)
        push_cell(cx, heap->next, words);
    heap->next = heap->end;
}

static void add_block(MeshContext *cx, size_t cell_bytes)
{
    Heap *heap = heap_of(cx);
    use_rest(cx);
    size_t least = sizeof(HeapBlock) + cell_bytes, bytes = (size_t)1 << heap->block_shift;
    /* Close to the limit a small block may still fit where the usual one does not. */
    if (bytes < least || !heap_has_room(cx, bytes))
        bytes = least;
    heap_check(cx, bytes);
    HeapBlock *block = claimed_new(cx, bytes);
    block->bytes = bytes;
    block->next = heap->blocks;
    heap->blocks = block;
    heap->bytes += bytes;
    heap->next = (uint8_t *)(block + 1);
    heap->end = (uint8_t *)block + bytes;
    if (heap->block_shift < MAX_BLOCK_SHIFT)
        heap->block_shift++;
}

static MeshObject *alloc_cell(MeshContext *cx, size_t words)
{
    Heap *heap = heap_of(cx);
    size_t bytes = words * WORD;
    may_fail(cx);
    if ((size_t)(heap->end - heap->next) < bytes)
        add_block(cx, bytes);
    size_t run_bytes = ((size_t)1 << heap->block_shift) / 8;
    size_t run = (run_bytes > MAX_RUN_BYTES ? MAX_RUN_BYTES : run_bytes) / bytes;
    size_t fit = (size_t)(heap->end - heap->next) / bytes;
    if (run > fit)
        run = fit;
    if (heap->hooks->allocations_left)
        run = 1; /* each cell is to be an allocation that may fail */
    uint8_t *first = heap->next;
    heap->next += (run > 1 ? run : 1) * bytes;
    /* From the end, so that the list gives them out in the order of their addresses. */
    for (size_t i = run; i > 1; i--)
        push_cell(cx, first + (i - 1) * bytes, words);
    heap->cells++;
    return (MeshObject *)first;
}

MeshObject *mesh_alloc_slow(MeshContext *cx, int64_t asked)
{
    size_t words = asked < MIN_CELL_WORDS ? MIN_CELL_WORDS : (size_t)asked;
    if (words > MESH_MAX_CELL_WORDS)
        return alloc_large(cx, words);
    MeshFreeCell **list = free_list(cx, words);
    MeshFreeCell *cell = list ? *list : NULL;
    if (!cell)
        return alloc_cell(cx, words);
    *list = cell->next;
    HEAP_SHOW(cell, words);
    return (MeshObject *)cell;
}
