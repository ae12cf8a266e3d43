/* trace.h - which functions a stack is in the middle of.
 *
 * Frames are found through the chain of frame pointers, which all code keeps. Only compiled Mesh
 * code is shown: C frames of the runtime are skipped. */
#ifndef RT_ACTOR_TRACE_H
#define RT_ACTOR_TRACE_H

#include "abi/mesh_abi.h"

#define TRACE_MOST 24

typedef struct TraceFrame {
    const char *function, *file;
    int64_t line;
    int64_t times; /* in a row */
} TraceFrame;

typedef struct Trace {
    int count;
    TraceFrame frames[TRACE_MOST]; /* innermost first */
} Trace;

/* Finds the debug information now instead of at the first crash, when there may be no room for it.
 */
void trace_prepare(void);

/* Walks from `frame` as long as frames lie inside [low, high). `site` (or NULL) is where the
 * innermost Mesh function is; the others are shown by the place of their call. */
void trace_take(Trace *trace, const MeshSite *site, void *frame, void *low, void *high);

#endif
