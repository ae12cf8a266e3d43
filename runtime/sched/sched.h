/* sched.h - worker threads that run tasks.
 *
 * Each worker has a ring of ready tasks, a slot for the task woken last (it runs next, its data is
 * warm), a heap of timers and a poller. Who has nothing to do steals, and then sleeps in its
 * poller. A ticker thread asks activations that last longer than a millisecond to yield, by
 * overwriting the stack limit that compiled code compares with anyway.
 *
 * When all workers sleep and nothing but the outside world could wake them (no timer, no wait for a
 * descriptor, no off-loaded call, no open end declared with sched_keep), the program has come to
 * rest and the quiescent hook is called. */
#ifndef RT_SCHED_SCHED_H
#define RT_SCHED_SCHED_H

#include "sched/lottery.h"
#include "sched/poller.h"
#include "sched/run_queue.h"
#include "sched/task.h"
#include "sched/timer.h"

#define SCHED_MOST_WORKERS 64

typedef struct Sched Sched;
typedef struct Offload Offload;

typedef struct SchedHooks {
    size_t context_bytes;           /* from the MeshContext of a task up to the Task */
    TaskNext (*run)(Task *task);    /* on the task's stack, for each activation from the start */
    void (*resume)(Task *task);     /* on the worker's stack, before every run or continuation */
    void (*release)(Retired *task); /* nobody can hold the task any more */
    void (*drop)(Worker *, InboxItem *); /* an item that was let go is not looked at any more */
    bool (*vital)(const Task *task);     /* it may have one of the last stacks */
    void (*quiescent)(void *owner);      /* on an idle worker */
} SchedHooks;

struct Worker {
    Sched *sched;
    int index;
    Context context; /* of the scheduler loop */
    Task *running;
    Task *left;    /* gave way to `running` on its own stack, and is not settled yet */
    Task *lifo;    /* woken last, runs next */
    int lifo_runs; /* how often in a row */
    uint32_t turns;
    uint64_t seen_tick;
    TaskNext after;  /* what the activation that just left wants */
    bool left_stack; /* ... and whether its stack is free */
    bool restart;
    bool searching;
    _Atomic bool woken; /* somebody ended our sleep and counted us as searching */
    uint32_t random;
    StackCache stacks;
    RetiredList retired;
    int just_retired; /* since the last collection */
    void *local;      /* of whoever owns the hooks */
    TimerHeap timers;
    Poller poller;
    /* Read by the ticker. */
    _Alignas(64) _Atomic uint64_t activation;
    _Atomic(uintptr_t *) limit; /* stack limit of the running task */
    RunQueue queue;
};

struct Sched {
    const SchedHooks *hooks;
    void *owner;
    int count;
    Worker *workers;
    StackPool stacks;
    PollTable polls;
    Reclaim reclaim; /* seats: workers, then the ticker */
    Offload *offload;
    Lottery *lottery; /* who runs next in a simulated world, instead of the queues; NULL in the
                         kernel's */

    pthread_mutex_t inject_lock;
    Task *inject_first, *inject_last;
    _Atomic int64_t inject_count;

    _Alignas(64) _Atomic uint64_t idle; /* a bit per sleeping worker */
    _Atomic uint64_t wakeups;           /* counts every end of a sleep */
    _Atomic int searching;
    _Atomic bool stopping;
    _Atomic int live_workers;

    _Alignas(64) _Atomic uint64_t tick;
    _Atomic bool ticker_asleep;
    pthread_mutex_t ticker_lock;
    pthread_cond_t ticker_wake;

    _Alignas(64) _Atomic int64_t timers_armed;
    _Atomic int64_t
        kept; /* waits for the outside world: descriptors, off-loaded calls, open ends */
};

/* `workers` from 1 to SCHED_MOST_WORKERS, others are cut to that. NULL: no memory or no
 * descriptors. `owner` is for the hooks. */
Sched *sched_new(const SchedHooks *hooks, void *owner, int workers);

/* The calling thread becomes the first worker; returns after sched_stop, when the others are gone
 * or do not react within a second. */
void sched_run(Sched *sched);
void sched_stop(Sched *sched);

/* task_push on a worker. */
bool worker_push(Worker *worker, Task *task, InboxItem *item);

/* The worker whose thread this is, or NULL. Never keep the result over a park. */
Worker *worker_current(void);

/* Where the worker goes on when its running task has said in `after` what it wants. */
Context *worker_go_on(Worker *worker);

/* What is left to do for the task that gave way to the one that runs now. */
void worker_settle_left(Worker *worker);

/* Gives the worker back; returns when the task goes on, perhaps on another one. */
static inline __attribute__((always_inline)) void task_leave(Task *self, TaskNext next)
{
    Worker *worker = self->worker;
    worker->after = next;
    worker->left_stack = false;
    context_switch(&self->stack->context, worker_go_on(worker));
    if (self->worker->left)
        worker_settle_left(self->worker);
}

/* For the running task only. Waits for a wake, unless there is something in the inbox. */
static inline __attribute__((always_inline)) void task_park(Task *self)
{
    if (!inbox_has_items(&self->inbox))
        task_leave(self, TASK_NEXT_WAIT);
}

/* The bits of Sched.idle when everybody sleeps. */
static inline uint64_t sched_all_idle(const Sched *sched)
{
    return sched->count == SCHED_MOST_WORKERS ? UINT64_MAX : (UINT64_C(1) << sched->count) - 1;
}

/* Makes the running task of another worker pass a safe point soon. */
void sched_interrupt(uintptr_t *stack_limit);

/* More or fewer things outside can still wake the program. */
static inline void sched_keep(Sched *sched, int64_t change)
{
    atomic_fetch_add_explicit(&sched->kept, change, memory_order_seq_cst);
}

/* Runs `run(arg)` on a thread that may block. False when no thread can be had. */
bool sched_offload(Sched *sched, void (*run)(void *), void *arg);

/* True when other tasks wait for this worker: a hint, for who could also do a little more. */
bool worker_busy(Worker *worker);

#endif
