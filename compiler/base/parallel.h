/* parallel.h - the same work for many things, on as many threads as there are processors. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/* Calls work(context, i) once for each i below `count` and returns when all calls have returned.
 * They run on several threads, the caller's among them, and begin in the order of i. */
void parallel_each(size_t count, void (*work)(void *context, size_t index), void *context);

#endif
