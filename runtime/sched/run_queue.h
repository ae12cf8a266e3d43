/* run_queue.h - the tasks waiting for one worker.
 *
 * A ring of fixed size. Only its owner pushes and pops; any other worker may steal half of it.
 * `head` is moved by whoever takes, with a compare-and-swap; `tail` only by the owner. */
#ifndef RT_SCHED_RUN_QUEUE_H
#define RT_SCHED_RUN_QUEUE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RUN_QUEUE_SIZE 256

struct Task;

typedef struct RunQueue {
    _Alignas(64) _Atomic uint32_t head;
    _Alignas(64) _Atomic uint32_t tail;
    _Atomic(struct Task *) ring[RUN_QUEUE_SIZE];
} RunQueue;

/* False when full. Owner only. */
bool run_queue_push(RunQueue *queue, struct Task *task);

/* NULL when empty. Owner only. */
struct Task *run_queue_pop(RunQueue *queue);

/* Takes half of `victim`: puts all but one into `own`, which is empty, and returns that one. NULL
 * when there is nothing. Called by the owner of `own`. */
struct Task *run_queue_steal(RunQueue *own, RunQueue *victim);

/* A hint for everybody but the owner. */
bool run_queue_empty(RunQueue *queue);

#endif
