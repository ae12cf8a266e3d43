/* offload.h - threads for C code that may block.
 *
 * Calls queue up and are taken in order; threads are started on demand up to a limit and stay. */
#ifndef RT_SCHED_OFFLOAD_H
#define RT_SCHED_OFFLOAD_H

#include <stdbool.h>

typedef struct Offload Offload;

/* A pool without threads; they start when they are needed. NULL: no memory. */
Offload *offload_new(void);

/* Queues run(arg), which wakes who waits for it. False when no thread can be had. */
bool offload_submit(Offload *offload, void (*run)(void *), void *arg);

#endif
