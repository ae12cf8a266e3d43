/* segment.h - frozen objects that live and die together.
 *
 * A large value that travels is copied once, into a segment: memory of no heap, filled by the
 * sender. The objects inside refer to each other and to static ones only, and are never written
 * again: their counts say so. Any number of heaps and of messages on their way may own a segment,
 * whose owners are counted atomically.
 *
 * A heap refers to objects of a segment by plain pointers. How often it does is counted by the
 * heap, for all of a segment together; with the last reference it gives its ownership back, without
 * a walk. So what a heap holds is known when it goes as a whole, and a segment lives as long as
 * somebody holds the smallest piece of it.
 *
 *   | Segment, room for objects | <- chunk with room | <- chunk ...
 *   in front of every object: the number of its words, if no cell is so large, and the segment */
#ifndef RT_HEAP_SEGMENT_H
#define RT_HEAP_SEGMENT_H

#include "heap/heap.h"

typedef struct SegmentChunk SegmentChunk;

struct Segment {
    _Atomic int64_t owners;
    size_t bytes;        /* of its memory, and what its proxies are charged */
    uint8_t *next, *end; /* the room that is left */
    SegmentChunk *chunks;
    HeapProxy *proxies; /* of what its objects share with others: singly linked */
};

/* With one owner, who alone fills it. NULL when the system has no memory. */
Segment *segment_new(void);

/* More room, for at least so many bytes; false when the system has none. */
bool segment_grow(Segment *segment, size_t bytes);

/* Room for an object of so many words, to be filled at once; `head` becomes its header, with the
 * size class set and MESH_FROZEN_ONCE for a count. NULL when the system has no memory. */
static inline MeshObject *segment_add(Segment *segment, size_t words, MeshObject head)
{
    bool cell = words <= MESH_MAX_CELL_WORDS;
    size_t need = ((cell ? 1 : 2) + words) * sizeof(MeshWord);
    if (__builtin_expect((size_t)(segment->end - segment->next) < need, false) &&
        !segment_grow(segment, need))
        return NULL;
    MeshWord *at = (MeshWord *)segment->next;
    segment->next += need;
    if (!cell)
        *at++ = words; /* where heap_object_words looks for it */
    *at++ = (MeshWord)segment;
    head.count = MESH_FROZEN_ONCE;
    head.size_class = cell ? (uint8_t)words : 0;
    *(MeshObject *)at = head;
    return (MeshObject *)at;
}

/* Takes the body's reference. */
void segment_add_proxy(Segment *segment, HeapProxy *proxy, const HeapProxyKind *kind, void *body,
                       size_t charge);

/* One more heap or fragment holds it. */
static inline void segment_retain(Segment *segment)
{
    atomic_fetch_add_explicit(&segment->owners, 1, memory_order_relaxed);
}

void segment_release(Segment *segment); /* the last one frees it */

/* The object is in a segment. */
static inline bool is_frozen(const MeshObject *object)
{
    return object->count == MESH_FROZEN_ONCE || object->count == MESH_FROZEN_MORE;
}

/* Of a frozen object. */
static inline Segment *segment_of(const MeshObject *object)
{
    return ((Segment *const *)object)[-1];
}

/* ---- What a heap holds ---- */

/* Takes one ownership of the segment, together with `count` references to its objects. The heap has
 * room for it. */
void hold_add(MeshContext *cx, Segment *segment, int64_t count);

/* One reference less to an object with a negative count; nothing happens unless it is frozen. The
 * counterpart is mesh_dup_frozen. */
void hold_drop(MeshContext *cx, const MeshObject *object);

/* How many of its references the heap holds; 0: it does not hold it. */
int64_t hold_references(MeshContext *cx, const Segment *segment);

/* The heap is gone. */
void holds_release(HeapMore *more);

#endif
