/* task.h - what the scheduler runs: the part of an actor it knows about.
 *
 * Its inbox says whether it waits. Who parks waits in a loop for a condition of its own, and takes
 * what is in the inbox between two parks. */
#ifndef RT_SCHED_TASK_H
#define RT_SCHED_TASK_H

#include "abi/mesh_abi.h"
#include "sched/inbox.h"
#include "sched/reclaim.h"
#include "sched/stack.h"

typedef struct Worker Worker;

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
    Inbox inbox;
} Task;

/* A task that was never run. */
void task_init(Task *task);

/* Makes a waiting task ready. Any thread, as long as the task cannot have been freed. */
void task_wake(Task *task);

/* Leaves the item, which now belongs to the task, and wakes it. False when the inbox is closed. Any
 * thread. */
bool task_push(Task *task, InboxItem *item);

/* inbox_take and inbox_close; what is gone goes to the drop hook. For the running task only, like
 * all that follows but task_start. */
InboxItem *task_take(Task *self);
InboxItem *task_close(Task *self);

/* Makes a task that was never run ready, where idle workers can see it. */
struct Sched;
void task_start(struct Sched *sched, Task *task);

/* task_park is in sched.h. */
void task_yield(Task *self);

/* The same, but only one other task goes first: for who has fallen behind with what others leave
 * for it. */
void task_yield_once(Task *self);

/* Abandons the stack; the run hook is called again, at once, on a clean one. What lies on the old
 * stack stays readable until the run hook returns. */
_Noreturn void task_restart(Task *self);

#endif
