/* handle.h - a value that stands for something outside the heaps: a compiled pattern, a statement,
 * a reader.
 *
 * The handle owns one reference to its body; how to count that is the HeapProxyKind's business,
 * whose address also tells the kinds of handles apart. Sending a handle to another actor shares the
 * body. */
#ifndef RT_VALUE_HANDLE_H
#define RT_VALUE_HANDLE_H

#include "heap/heap.h"

typedef struct Handle {
    MeshObject head;
    HeapProxy proxy;
} Handle;

/* Takes the caller's reference to the body. `charge` counts against the heap's limit. */
MeshWord handle_new(MeshContext *cx, const HeapProxyKind *kind, void *body, size_t charge);

/* NULL when the value is no handle of that kind. */
void *handle_body(MeshWord value, const HeapProxyKind *kind);

#endif
