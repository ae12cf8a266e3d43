/* pipeline.h - the way of a program through the compiler, as far as a command wants it to go. */
#ifndef DRIVER_PIPELINE_H
#define DRIVER_PIPELINE_H

#include "base/diag.h"
#include "driver/link.h"
#include "driver/object_cache.h"
#include "driver/options.h"
#include "driver/progress.h"
#include "ir/mir.h"

typedef struct Pipeline {
    Arena *arena;
    const Options *options;
    DiagList diags;
    Program *program;
    const char *runtime; /* the library to link with */
    TextVec objects;
    const char *phase;   /* running now, for --time-passes */
    int64_t phase_start; /* nanoseconds */
    Progress progress;
    /* a signal came while linking; it stays blocked for the little that is left */
    bool interrupted;
} Pipeline;

void pipeline_init(Pipeline *p, Arena *arena, const Options *options); /* nothing is loaded yet */

/* Loads and checks. False when there were mistakes; reports them and the warnings on stderr. */
bool pipeline_check(Pipeline *p);

/* What --explain-copies says of a checked program, and whether its functions keep what @inplace
 * promises. Reports on stderr; false when a promise is broken. The functions below do the same on
 * their way. */
bool pipeline_check_copies(Pipeline *p);

/* From a checked program to object files in memory; --emit-llvm writes beside `output`. Until here
 * nothing that an interruption would leave behind was made. False when something failed and was
 * reported. */
bool pipeline_compile(Pipeline *p, const char *output);

/* From there to a native program at `output`. */
bool pipeline_link(Pipeline *p, const char *output);

/* Says on stderr that the command failed because of what was reported. 1, or 130 when
 * interrupted. */
int pipeline_failed(Pipeline *p);

#endif
