/* heap.h - the private heap of one actor.
 *
 * Small objects are cells of 2..32 words cut from blocks; a dead cell goes to the free list of its
 * size. The lists of the smallest are in the context, where generated code pops them without a
 * call; those of the others exist once they are needed. Larger objects are allocated one by one.
 * Nothing here counts references: a heap knows how to give out memory, take it back piece by piece,
 * or release everything at once when its actor ends, however many objects are still alive.
 *
 * Only the thread running the actor touches its heap. Memory outside the heap that heap objects own
 * (shared strings, handles) hangs on a list of proxies, so that the release finds it. */
#ifndef RT_HEAP_HEAP_H
#define RT_HEAP_HEAP_H

#include "abi/mesh_abi.h"

#include <stdatomic.h>

/* What the actor layer supplies; must outlive the heap. */
typedef struct HeapHooks {
    /* The heap would exceed its limit. */
    void (*out_of_memory)(MeshContext *cx, size_t asked_bytes) __attribute__((noreturn));
    uint64_t hash_seed; /* for the tables of this process: random, the same in every heap */
    /* NULL, or how many allocations are left until one fails on purpose; not positive: none
     * fails. */
    _Atomic int64_t *allocations_left;
} HeapHooks;

/* How to share and let go of one kind of body outside the heaps. Called from any thread. */
typedef struct HeapProxyKind {
    void (*retain)(void *body);
    void (*release)(void *body);
} HeapProxyKind;

/* Embedded in an object that owns one reference to a body outside the heap. */
typedef struct HeapProxy {
    struct HeapProxy *next, *prev;
    const HeapProxyKind *kind;
    void *body;
    size_t charge; /* bytes it adds to the size of the heap */
} HeapProxy;

typedef struct HeapBlock HeapBlock;
typedef struct HeapLarge HeapLarge;
typedef struct Segment Segment;

/* How often a heap refers to objects of a segment. */
typedef struct HeapHold {
    Segment *segment; /* NULL: a free slot */
    int64_t count;
} HeapHold;

/* What only some heaps need. */
typedef struct HeapMore {
    /* free cells of more than MESH_MAX_SMALL_WORDS */
    MeshFreeCell *medium[MESH_MAX_CELL_WORDS - MESH_MAX_SMALL_WORDS];
    HeapHold *holds;                /* a hash table */
    uint32_t hold_count, hold_room; /* the room is a power of two, or 0 */
    /* A value that was sent more than once, and what it was sent as; each is one reference. Of the
     * value sent last only the address is remembered. */
    MeshObject *sent, *sent_as;
    const MeshObject *sent_last;
} HeapMore;

typedef struct Heap {
    uint8_t *next, *end; /* the uncut rest of the newest block */
    HeapBlock *blocks;
    HeapLarge *large;
    HeapProxy *proxies;
    HeapMore *more; /* NULL: not needed yet */
    const HeapHooks *hooks;
    size_t limit_bytes;        /* 0 = none */
    size_t bytes;              /* blocks, large objects and charges */
    uint32_t cells;            /* cut from blocks so far: live or on a free list; modulo 2^32 */
    uint32_t block_shift : 5;  /* of the size of the next block */
    uint32_t large_count : 27; /* modulo 2^27 */
} Heap;

/* An actor's record begins with one. */
typedef struct HeapContext {
    MeshContext cx;
    Heap heap;
} HeapContext;

/* Of the actor whose context it is. */
static inline Heap *heap_of(MeshContext *cx)
{
    return &((HeapContext *)cx)->heap;
}

/* `first` (may be NULL) is memory of the caller, aligned to 8, that is cut before any block is
 * allocated. */
void heap_init(HeapContext *context, const HeapHooks *hooks, size_t limit_bytes, void *first,
               size_t first_bytes);

/* Lets go of everything the heap holds, live or not. heap_init makes it usable again. */
void heap_release(HeapContext *context);

/* heap_release in two steps: what the first one took out of the heap, the second one gives back, on
 * any thread. Giving back a large heap takes its time, with pauses for those who work meanwhile. */
typedef struct HeapRemains HeapRemains;
HeapRemains *heap_detach(HeapContext *context);
void heap_remains_free(HeapRemains *remains);

/* An actor's heap while another, without a limit, stands in its place; what that one gave out is
 * immortal after heap_restore. */
typedef struct HeapKept {
    MeshFreeCell *free_cells[MESH_MAX_SMALL_WORDS + 1];
    Heap heap;
} HeapKept;
HeapKept heap_set_aside(MeshContext *cx);
void heap_restore(MeshContext *cx, const HeapKept *kept);

size_t heap_bytes(const HeapContext *context); /* held, live or not */
/* exact; walks the free lists; segments count as one */
size_t heap_live_objects(HeapContext *context);

/* Memory outside the heap for the actor of cx, which crashes when the system has none. To be called
 * when nothing but the heap has to be released then. */
void *heap_outside_new(MeshContext *cx, size_t bytes);
void *heap_outside_resize(MeshContext *cx, void *memory, size_t bytes);

/* Crashes the actor if `bytes` more would exceed the limit. */
void heap_check(MeshContext *cx, size_t bytes);
bool heap_has_room(MeshContext *cx, size_t bytes);

/* Takes the body's reference. */
void heap_proxy_add(MeshContext *cx, HeapProxy *proxy, const HeapProxyKind *kind, void *body,
                    size_t charge);
void heap_proxy_remove(MeshContext *cx, HeapProxy *proxy); /* and releases the body */
/* the caller now owns the body's reference */
void *heap_proxy_take(MeshContext *cx, HeapProxy *proxy);
void heap_proxy_recharge(MeshContext *cx, HeapProxy *proxy, size_t charge);

HeapMore *heap_more(MeshContext *cx); /* exists from now on */

/* Words of the cell or large object. */
size_t heap_object_words(const MeshObject *object);

/* A large object with more words, or the same one; its contents are kept and the old pointer is
 * dead. */
MeshObject *heap_grow_large(MeshContext *cx, MeshObject *object, size_t words);

/* The parts of heap_free that are not inlined. */
void heap_free_large(MeshContext *cx, MeshObject *object);
void heap_free_medium(MeshContext *cx, MeshObject *object);

/* HEAP_POISON makes the address sanitizer see touches of dead cells; for C-only tests, since
 * generated code pops the free lists itself. */
#ifdef HEAP_POISON
#include <sanitizer/asan_interface.h>
#define HEAP_HIDE(cell, words) __asan_poison_memory_region((cell) + 1, (words) * 8 - sizeof *(cell))
#define HEAP_SHOW(cell, words) __asan_unpoison_memory_region((cell), (words) * 8)
#else
#define HEAP_HIDE(cell, words) ((void)0)
#define HEAP_SHOW(cell, words) ((void)0)
#endif

/* What heap_alloc does when no free cell is at hand; generated code calls it too. */
MeshObject *mesh_alloc_slow(MeshContext *cx, int64_t words);

/* A new object with one owner; its words are not initialised. */
static inline void *heap_alloc(MeshContext *cx, size_t words, uint8_t refs, uint16_t tag)
{
    MeshObject *object;
    bool small = words <= MESH_MAX_SMALL_WORDS;
    if (small && cx->free_cells[words]) {
        MeshFreeCell *cell = cx->free_cells[words];
        cx->free_cells[words] = cell->next;
        HEAP_SHOW(cell, words);
        object = (MeshObject *)cell;
    } else {
        object = mesh_alloc_slow(cx, (int64_t)words);
    }
    *object = (MeshObject){1, words <= MESH_MAX_CELL_WORDS ? (uint8_t)words : 0, refs, tag};
    return object;
}

/* Only the memory: what the object owned is the caller's business. */
static inline void heap_free(MeshContext *cx, MeshObject *object)
{
    size_t words = object->size_class;
    if (words == 0) {
        heap_free_large(cx, object);
        return;
    }
    if (words > MESH_MAX_SMALL_WORDS) {
        heap_free_medium(cx, object);
        return;
    }
    MeshFreeCell *cell = (MeshFreeCell *)object;
    cell->next = cx->free_cells[words];
    cx->free_cells[words] = cell;
    HEAP_HIDE(cell, words);
}

#endif
