#include "actor/trace.h"

#include "actor/line_table.h"

#include <pthread.h>
#include <stddef.h>
#include <string.h>

#define KNOWN_FRAMES 512
#define TRACE_WALK   100000 /* frames of the stack that are looked at */

/* Opened by the first crash, then only read. */
static pthread_once_t lines_once = PTHREAD_ONCE_INIT;
static LineTable lines;

static void open_lines(void)
{
    line_table_open(&lines);
}

void trace_prepare(void)
{
    pthread_once(&lines_once, open_lines);
}

static const MeshFunction *function_at(uintptr_t code)
{
    const MeshFunction *best = NULL;
    for (const MeshFunction *at = __start_mesh_functions; at < __stop_mesh_functions; at++) {
        uintptr_t start = (uintptr_t)at->code;
        if (start < code && (!best || start > (uintptr_t)best->code))
            best = at;
    }
    return best;
}

static bool is_mesh_source(const char *file)
{
    size_t length = strlen(file);
    return length > 4 && strcmp(file + length - 4, ".mpl") == 0;
}

/* The debug information may name it from another folder. */
static bool same_file(const char *found, const char *named)
{
    const char *found_base = strrchr(found, '/'), *base = strrchr(named, '/');
    return strcmp(found_base ? found_base + 1 : found, base ? base + 1 : named) == 0;
}

/* The frame that returns to `code`; false when that is not Mesh code. */
static bool find_frame(uintptr_t code, TraceFrame *frame)
{
    LinePlace place;
    const MeshFunction *function = function_at(code);
    if (!function || !line_table_find(&lines, code - 1, &place) || !is_mesh_source(place.file))
        return false;
    const MeshSite *site = function->site;
    /* Line 0 is code the compiler made up, and what was inlined may come from another file: the
     * definition is then the best place to show. */
    bool own_line = place.line > 0 && same_file(place.file, site->file);
    *frame = (TraceFrame){site->function, site->file, own_line ? place.line : site->line, 1};
    return true;
}

/* Crashes come in series, with the same frames: what was found, by the address of the code. */
static pthread_mutex_t known_lock = PTHREAD_MUTEX_INITIALIZER;
static struct KnownFrame {
    uintptr_t code;
    bool mesh;
    TraceFrame frame;
} known_frames[KNOWN_FRAMES];

static bool frame_at(uintptr_t code, TraceFrame *frame)
{
    struct KnownFrame *known = &known_frames[(code ^ code >> 8) % KNOWN_FRAMES];
    pthread_mutex_lock(&known_lock);
    if (known->code != code) {
        known->code = code;
        known->mesh = find_frame(code, &known->frame);
    }
    bool mesh = known->mesh;
    *frame = known->frame;
    pthread_mutex_unlock(&known_lock);
    return mesh;
}

/* Frames of a recursion are shown once. */
static void add(Trace *trace, TraceFrame frame)
{
    TraceFrame *last = trace->count > 0 ? &trace->frames[trace->count - 1] : NULL;
    if (last && last->function == frame.function && last->line == frame.line)
        last->times++;
    else if (trace->count < TRACE_MOST)
        trace->frames[trace->count++] = frame;
}

void trace_take(Trace *trace, const MeshSite *site, void *frame, void *low, void *high)
{
    trace_prepare();
    trace->count = 0;
    if (site)
        add(trace, (TraceFrame){site->function, site->file, site->line, 1});
    bool innermost = true;
    int left = TRACE_WALK;
    uintptr_t *at = frame;
    while ((void *)at >= low && (void *)(at + 2) <= high && ((uintptr_t)at & 7) == 0) {
        TraceFrame found;
        if (frame_at(at[1], &found)) {
            /* The innermost Mesh frame is the one the site speaks about. */
            if (!innermost || !site)
                add(trace, found);
            innermost = false;
        }
        uintptr_t *next = (uintptr_t *)at[0];
        if (next <= at || trace->count == TRACE_MOST || --left == 0)
            break;
        at = next;
    }
}
