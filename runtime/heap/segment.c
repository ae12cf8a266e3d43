#include "heap/segment.h"

#include "base/memory.h"

enum { FIRST_ROOM = 8192, MOST_ROOM = 1 << 18, FIRST_HOLDS = 4 };

struct SegmentChunk {
    SegmentChunk *next;
    size_t bytes;
};

Segment *segment_new(void)
{
    Segment *segment = memory_try_new(FIRST_ROOM);
    if (!segment)
        return NULL;
    *segment = (Segment){.owners = 1, .bytes = FIRST_ROOM};
    segment->next = (uint8_t *)(segment + 1);
    segment->end = (uint8_t *)segment + FIRST_ROOM;
    return segment;
}

bool segment_grow(Segment *segment, size_t need)
{
    size_t bytes = segment->chunks ? segment->chunks->bytes * 2 : FIRST_ROOM * 2;
    if (bytes > MOST_ROOM)
        bytes = MOST_ROOM;
    if (bytes < sizeof(SegmentChunk) + need)
        bytes = sizeof(SegmentChunk) + need;
    SegmentChunk *chunk = memory_try_new(bytes);
    if (!chunk)
        return false;
    *chunk = (SegmentChunk){segment->chunks, bytes};
    segment->chunks = chunk;
    segment->bytes += bytes;
    segment->next = (uint8_t *)(chunk + 1);
    segment->end = (uint8_t *)chunk + bytes;
    return true;
}

void segment_add_proxy(Segment *segment, HeapProxy *proxy, const HeapProxyKind *kind, void *body,
                       size_t charge)
{
    *proxy = (HeapProxy){segment->proxies, NULL, kind, body, charge};
    segment->proxies = proxy;
    segment->bytes += charge;
}

void segment_release(Segment *segment)
{
    /* Release pairs with the acquire of who comes last: all reads of the others are over. */
    if (atomic_fetch_sub_explicit(&segment->owners, 1, memory_order_acq_rel) > 1)
        return;
    /* Before the chunks: the proxies lie in them. */
    for (HeapProxy *proxy = segment->proxies; proxy; proxy = proxy->next)
        proxy->kind->release(proxy->body);
    for (SegmentChunk *chunk = segment->chunks; chunk;) {
        SegmentChunk *next = chunk->next;
        memory_free(chunk);
        chunk = next;
    }
    memory_free(segment);
}

/* ---- What a heap holds ---- */

static uint32_t place_of(const HeapMore *more, const Segment *segment)
{
    return (uint32_t)(((uintptr_t)segment >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 32) &
           (more->hold_room - 1);
}

/* Its slot, or the free one where it belongs. There is always a free one. */
static HeapHold *find_hold(HeapMore *more, const Segment *segment)
{
    uint32_t at = place_of(more, segment);
    while (more->holds[at].segment && more->holds[at].segment != segment)
        at = (at + 1) & (more->hold_room - 1);
    return &more->holds[at];
}

static void grow_holds(HeapMore *more)
{
    HeapHold *old = more->holds;
    uint32_t room = more->hold_room;
    more->hold_room = room ? room * 2 : FIRST_HOLDS;
    more->holds = memory_zeroed(more->hold_room * sizeof *more->holds);
    for (uint32_t i = 0; i < room; i++)
        if (old[i].segment)
            *find_hold(more, old[i].segment) = old[i];
    memory_free(old);
}

/* Those behind it that would no longer be found move up. */
static void remove_hold(HeapMore *more, HeapHold *hold)
{
    uint32_t mask = more->hold_room - 1, free = (uint32_t)(hold - more->holds);
    for (uint32_t at = (free + 1) & mask; more->holds[at].segment; at = (at + 1) & mask) {
        uint32_t wanted = place_of(more, more->holds[at].segment);
        if (((at - wanted) & mask) < ((at - free) & mask))
            continue;
        more->holds[free] = more->holds[at];
        free = at;
    }
    more->holds[free] = (HeapHold){0};
    more->hold_count--;
}

void hold_add(MeshContext *cx, Segment *segment, int64_t count)
{
    HeapMore *more = heap_more(cx);
    if (more->hold_count >= more->hold_room / 2)
        grow_holds(more);
    HeapHold *hold = find_hold(more, segment);
    if (hold->segment) {
        hold->count += count;
        segment_release(segment);
        return;
    }
    *hold = (HeapHold){segment, count};
    more->hold_count++;
    heap_of(cx)->bytes += segment->bytes;
}

void mesh_dup_frozen(MeshContext *cx, const MeshObject *object)
{
    if (is_frozen(object))
        find_hold(heap_of(cx)->more, segment_of(object))->count++;
}

void hold_drop(MeshContext *cx, const MeshObject *object)
{
    if (!is_frozen(object))
        return;
    Segment *segment = segment_of(object);
    HeapMore *more = heap_of(cx)->more;
    HeapHold *hold = find_hold(more, segment);
    if (--hold->count > 0)
        return;
    remove_hold(more, hold);
    heap_of(cx)->bytes -= segment->bytes;
    segment_release(segment);
}

int64_t hold_references(MeshContext *cx, const Segment *segment)
{
    HeapMore *more = heap_of(cx)->more;
    return more && more->hold_room ? find_hold(more, segment)->count : 0;
}

void holds_release(HeapMore *more)
{
    for (uint32_t i = 0; i < more->hold_room; i++)
        if (more->holds[i].segment)
            segment_release(more->holds[i].segment);
    memory_free(more->holds);
}
