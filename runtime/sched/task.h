/* task.h - what the scheduler runs: the part of an actor it knows about.
 *
 *   waiting --wake--> ready --a worker takes it--> running --ends--> ended
 *      ^                ^                           |     |
 *      |                +-------- yield ------------+     | wake
 *      +------------------------- park -------------+     v
 *                                                      notified: its next park returns at once
 *
 * A wake is never lost and may be spurious: who parks waits in a loop for a condition of its own. Waker and
 * sleeper write and read that condition in the single order of all sequentially consistent accesses: the
 * waker writes it before task_wake, the sleeper reads it after it was resumed. */
#ifndef RT_SCHED_TASK_H
#define RT_SCHED_TASK_H

#include "abi/mesh_abi.h"
#include "sched/reclaim.h"
#include "sched/stack.h"

typedef struct Worker Worker;

typedef enum TaskState {
    TASK_WAITING,
    TASK_READY,
    TASK_RUNNING,
    TASK_NOTIFIED,
    TASK_ENDED
} TaskState;

/* What an activation that returns wants next. Its stack is free by then. */
typedef enum TaskNext {
    TASK_NEXT_WAIT,  /* run again after a wake */
    TASK_NEXT_YIELD, /* run again after the others */
    TASK_NEXT_END    /* never again; the task is retired */
} TaskNext;

typedef struct Task {
    union {
        struct Task *next; /* in the shared queue */
        Retired retired;   /* after the end */
    };
    Worker *worker; /* runs it now, or ran it last. Set at every resumption */
    Stack *stack;   /* NULL between activations */
    _Atomic uint8_t state;
} Task;

void task_init(Task *task);

/* Makes a waiting task ready. Any thread, as long as the task cannot have been freed. */
void task_wake(Task *task);

/* Makes a task that was never run ready, where idle workers can see it. */
struct Sched;
void task_start(struct Sched *sched, Task *task);

/* For the running task only. */
void task_park(Task *self);
void task_yield(Task *self);

/* Abandons the stack; the run hook is called again, at once, on a clean one. What lies on the old stack stays
 * readable until the run hook returns. */
_Noreturn void task_restart(Task *self);

#endif
