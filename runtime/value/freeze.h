/* freeze.h - large values on their way into another heap. */
#ifndef RT_VALUE_FREEZE_H
#define RT_VALUE_FREEZE_H

#include "heap/segment.h"

typedef enum FreezeResult {
    FREEZE_DONE,
    FREEZE_UNFIT,    /* builders and handles cannot be frozen */
    FREEZE_NO_MEMORY /* the system has none */
} FreezeResult;

typedef struct Freeze {
    Segment *segment; /* with one owner */
    MeshWord root;    /* the copy in it */
} Freeze;

/* Copies the value (borrowed, a pointer) into a new segment. Walks values of any depth without a stack. */
FreezeResult freeze(MeshWord value, Freeze *out);

/* Freezes an object of the heap that its program keeps and sends again; the copy is
 * remembered by the heap until freeze_forget; it remains 0 when that is not possible or not worth while. What is remembered is not unique any more, so that it stays as it is. */
FreezeResult freeze_kept(MeshContext *cx, MeshObject *object, MeshWord *frozen);

void freeze_forget(MeshContext *cx); /* what was kept for the next time is no longer wanted */

/* Forgets it if its program does not keep it any more. */
static inline void freeze_review(MeshContext *cx)
{
    const HeapMore *more = heap_of(cx)->more;
    if (more && more->sent && more->sent->count == 1)
        freeze_forget(cx);
}

#endif
