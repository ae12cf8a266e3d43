/* task.h - what the scheduler runs: the part of an actor it knows about.
 *
 * Whether a task waits is decided by one word, its inbox, which also is where others leave things for it:
 *
 *   parked           it waits, with nothing to do. Who replaces the mark makes the task ready
 *   empty            it is ready or runs
 *   items, newest first, perhaps above a nudge: it is ready or runs, and will not park before it has taken them
 *   closed           it has ended
 *
 * A wake is never lost and may be spurious: who parks waits in a loop for a condition of its own, and empties
 * the inbox between two parks. */
#ifndef RT_SCHED_TASK_H
#define RT_SCHED_TASK_H

#include "abi/mesh_abi.h"
#include "sched/reclaim.h"
#include "sched/stack.h"

typedef struct Worker Worker;

/* Embedded, as the first thing, in what is left in an inbox. */
typedef struct TaskItem {
    struct TaskItem *next;
} TaskItem;

/* What an activation that returns wants next. Its stack is free by then. */
typedef enum TaskNext {
    TASK_NEXT_WAIT,  /* run again after a wake */
    TASK_NEXT_YIELD, /* run again after the others */
    TASK_NEXT_SOON,  /* run again after one other */
    TASK_NEXT_END    /* never again; the task is retired */
} TaskNext;

typedef struct Task {
    union {
        struct Task *next; /* in the shared queue */
        Retired retired;   /* after the end */
    };
    Worker *worker; /* runs it now, or ran it last. Set at every resumption */
    Stack *stack;   /* NULL between activations */
    _Atomic(TaskItem *) inbox;
    bool vital; /* may have one of the last stacks */
} Task;

void task_init(Task *task);

/* A hint: it may change at any time. */
bool task_waits(Task *task);

/* Makes a waiting task ready. Any thread, as long as the task cannot have been freed. */
void task_wake(Task *task);

/* Leaves the item, which now belongs to the task, and wakes it. False when the inbox is closed. Any thread. */
bool task_push(Task *task, TaskItem *item);

/* Everything in the inbox, oldest first. For the running task only. */
TaskItem *task_take(Task *self);

/* The same, and from now on nothing can be pushed. */
TaskItem *task_close(Task *self);

/* Makes a task that was never run ready, where idle workers can see it. */
struct Sched;
void task_start(struct Sched *sched, Task *task);

/* For the running task only; task_park is in sched.h. */
void task_yield(Task *self);

/* The same, but only one other task goes first: for who has fallen behind with what others leave for it. */
void task_yield_once(Task *self);

/* Abandons the stack; the run hook is called again, at once, on a clean one. What lies on the old stack stays
 * readable until the run hook returns. */
_Noreturn void task_restart(Task *self);

#endif
