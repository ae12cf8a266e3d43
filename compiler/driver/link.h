/* link.h - from object files to a program, with the system's C compiler. */
#ifndef DRIVER_LINK_H
#define DRIVER_LINK_H

#include "base/text.h"
#include "base/vec.h"

#include <signal.h>

typedef VEC(Text) TextVec;

/* Links `objects` with the runtime at `runtime` into `output`. The program is written under a
 * temporary name and renamed, so an old one stays whole until the new one is. NULL on success, else
 * what went wrong; *interrupted is set when a signal came that should end the process, and then
 * nothing was left behind. */
const char *link_program(Arena *arena, const TextVec *objects, const char *runtime,
                         const char *output, bool *interrupted);

/* The signals that would end the process wait until the mask is put back to *before, so that
 * nothing temporary outlives what made it. */
void hold_ending_signals(sigset_t *before);

#endif
