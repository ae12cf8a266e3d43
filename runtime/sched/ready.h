/* ready.h - the tasks that can run: which worker has them, and which comes next.
 *
 * A task woken by a worker goes to its slot for the one that runs next, and what was there to the
 * end of its ring. What finds the ring full, and what other threads wake, goes to a queue that all
 * share; as long as something waits there, what comes later lines up behind it. Where something is
 * added a sleeping worker is woken, unless one is searching already. */
#ifndef RT_SCHED_READY_H
#define RT_SCHED_READY_H

#include "sched/sched.h"

#define READY_NEXT_MOST 32 /* runs in a row out of the slot while others wait */

/* At the end of the worker's ring, or of the shared queue. */
void ready_add(Worker *worker, Task *task);

/* It runs next: what it needs is warm. */
static inline void ready_add_next(Worker *worker, Task *task)
{
    Task *before = task;
    if (!worker->sched->lottery) {
        before = worker->lifo;
        worker->lifo = task;
    }
    if (before)
        ready_add(worker, before);
}

/* For any thread; `next`: as ready_add_next on a worker. */
void ready_wake(Sched *sched, Task *task, bool next);

/* At the end of the shared queue. */
void ready_share(Sched *sched, Task **tasks, uint32_t count);

/* The task this worker runs next, or NULL; of another's ring, if there is one. */
Task *ready_take(Worker *worker);
Task *ready_steal(Worker *worker);

/* Whether there is something to take or to steal. */
bool ready_visible(Sched *sched);

/* Ends the sleep of one worker, which then counts as searching. */
void ready_wake_worker(Sched *sched);

#endif
