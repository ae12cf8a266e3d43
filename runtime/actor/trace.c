#include "actor/trace.h"

#include <stddef.h>

/* A runtime that is not linked into a Mesh program has no table. */
#pragma weak mesh_functions
#pragma weak mesh_function_count

#define LONGEST_FUNCTION ((uintptr_t)1 << 20)

static const MeshFunction *function_at(uintptr_t code)
{
    const MeshFunction *best = NULL;
    if (!&mesh_function_count)
        return NULL;
    for (int64_t i = 0; i < mesh_function_count; i++) {
        uintptr_t start = (uintptr_t)mesh_functions[i].code;
        if (start < code && (!best || start > (uintptr_t)best->code))
            best = &mesh_functions[i];
    }
    return best && code - (uintptr_t)best->code < LONGEST_FUNCTION ? best : NULL;
}

static void add(Trace *trace, const char *function, const char *file, int64_t line)
{
    if (trace->count < TRACE_MOST)
        trace->frames[trace->count++] = (TraceFrame){function, file, line};
}

void trace_take(Trace *trace, const MeshSite *site, void *frame, void *low, void *high)
{
    trace->count = 0;
    if (site)
        add(trace, site->function, site->file, site->line);
    bool first = true;
    uintptr_t *at = frame;
    while ((void *)at >= low && (void *)(at + 2) <= high && ((uintptr_t)at & 7) == 0) {
        uintptr_t code = at[1];
        const MeshFunction *function = function_at(code);
        /* The innermost Mesh frame is the one the site speaks about. */
        if (function && !(first && site))
            add(trace, function->site->function, function->site->file, function->site->line);
        first = first && !function;
        uintptr_t *next = (uintptr_t *)at[0];
        if (next <= at)
            break;
        at = next;
    }
}
