/* shared_bytes.h - a long run of bytes outside the heaps, shared between actors.
 *
 * Counted atomically. What lies below `used` never changes; room behind it can be claimed once, by
 * whoever holds a text that ends exactly there, so that appending again and again need not copy. */
#ifndef RT_VALUE_SHARED_BYTES_H
#define RT_VALUE_SHARED_BYTES_H

#include <stdatomic.h>

#include "heap/heap.h"

typedef struct SharedBytes {
    _Atomic int64_t owners;
    _Atomic size_t used;
    size_t capacity;
    uint8_t bytes[];
} SharedBytes;

extern const HeapProxyKind shared_bytes_kind;

/* Both crash the actor of cx when the system has no memory. */
SharedBytes *shared_bytes_new(MeshContext *cx, size_t capacity, size_t used);
/* only one owner */
SharedBytes *shared_bytes_resize(MeshContext *cx, SharedBytes *shared, size_t capacity);
void shared_bytes_retain(SharedBytes *shared);
void shared_bytes_release(SharedBytes *shared);

/* True when bytes end..end+count are now the caller's to write. */
bool shared_bytes_claim(SharedBytes *shared, size_t end, size_t count);

#endif
