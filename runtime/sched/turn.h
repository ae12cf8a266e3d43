/* turn.h - a task's turn: from when a worker takes it until it waits, yields or ends.
 *
 * The worker leaves its own stack for the task's and comes back to it, unless the task that waits
 * can hand over to the one it has woken: worker_go_on. */
#ifndef RT_SCHED_TURN_H
#define RT_SCHED_TURN_H

#include "sched/sched.h"

/* Returns when the worker has come back; `task` may be elsewhere by then, and others have had
 * turns. */
void turn_run(Worker *worker, Task *task);

/* What is gone out of an inbox goes to the drop hook. */
static inline void turn_drop(Worker *worker, InboxItem *gone)
{
    if (gone)
        worker->sched->hooks->drop(worker, gone);
}

#endif
