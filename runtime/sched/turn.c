#include "sched/turn.h"

#include "base/os.h"
#include "base/panic.h"
#include "sched/ready.h"

#define NO_STACK_PAUSE_NS 1000000
#define RETIRED_BATCH     64

static MeshContext *context_of(const Sched *sched, Task *task)
{
    return (MeshContext *)((char *)task - sched->hooks->context_bytes);
}

/* False when something came while it was leaving. */
static bool park(Worker *worker, Task *task)
{
    InboxItem *gone;
    bool parked = inbox_park(&task->inbox, &gone);
    turn_drop(worker, gone);
    return parked;
}

static void settle(Worker *worker, Task *task)
{
    /* The request to yield is fulfilled. What interrupts the task from now on stays until it runs
     * again: we write before it is parked or queued, and nobody writes when it goes on. */
    if (task->stack)
        __atomic_store_n(&context_of(worker->sched, task)->stack_limit, stack_limit(task->stack),
                         __ATOMIC_RELAXED);
    switch (worker->after) {
    case TASK_NEXT_WAIT:
        if (task->stack && stack_pool_used(&worker->sched->stacks) > STACKS_AT_EASE)
            stack_trim_waiting(task->stack);
        if (!park(worker, task))
            ready_add(worker, task);
        return;
    case TASK_NEXT_YIELD:
        /* Behind those that found no place in a ring: they have waited longer. */
        if (atomic_load_explicit(&worker->sched->inject_count, memory_order_relaxed) > 0)
            ready_share(worker->sched, &task, 1);
        else
            ready_add(worker, task);
        return;
    case TASK_NEXT_SOON:
        ready_wake(worker->sched, task, true);
        worker->lifo_runs = READY_NEXT_MOST;
        return;
    case TASK_NEXT_END:
        task_close(task);
        reclaim_retire(&worker->retired, &task->retired);
        if (++worker->just_retired == RETIRED_BATCH) {
            worker->just_retired = 0;
            reclaim_collect(&worker->sched->reclaim, &worker->retired,
                            worker->sched->hooks->release);
        }
        return;
    }
}

static void use_stack(Worker *worker, Task *task, Stack *stack)
{
    stack->next = task->stack;
    task->stack = stack;
    /* Pairs with sched_interrupt: either the task finds in its inbox why, or that limit comes after
     * this one. */
    __atomic_store_n(&context_of(worker->sched, task)->stack_limit, stack_limit(stack),
                     __ATOMIC_SEQ_CST);
}

static void take_stacks(Worker *worker, Task *task)
{
    StackPool *pool = &worker->sched->stacks;
    while (task->stack) {
        Stack *stack = task->stack;
        task->stack = stack->next;
        stack_give(pool, &worker->stacks, stack);
    }
}

/* From here on the ticker may ask it to yield. */
static void begin_turn(Worker *worker, Task *task)
{
    task->worker = worker;
    worker->running = task;
    atomic_store_explicit(&worker->activation,
                          atomic_load_explicit(&worker->activation, memory_order_relaxed) + 1,
                          memory_order_relaxed);
    atomic_store_explicit(&worker->limit, &context_of(worker->sched, task)->stack_limit,
                          memory_order_release);
    worker->sched->hooks->resume(task);
}

/* Nothing else wants this worker before the task it woke last. */
static bool may_hand_over(Worker *worker)
{
    const Sched *sched = worker->sched;
    const Reclaim *reclaim = &sched->reclaim;
    return (worker->lifo_runs < READY_NEXT_MOST || run_queue_empty(&worker->queue)) &&
           worker->seen_tick == atomic_load_explicit(&sched->tick, memory_order_relaxed) &&
           atomic_load_explicit(&sched->inject_count, memory_order_relaxed) == 0 &&
           atomic_load_explicit(&reclaim->epoch, memory_order_relaxed) ==
               atomic_load_explicit(&reclaim->seat[worker->index].seen, memory_order_relaxed) &&
           !atomic_load_explicit(&sched->stopping, memory_order_relaxed);
}

/* Who waits hands over to whom it has woken, if that one is in the middle of something too: what it
 * left in the worker's loop is then done on the other's stack. */
Context *worker_go_on(Worker *worker)
{
    Task *next = worker->lifo;
    if (worker->after != TASK_NEXT_WAIT || !next || !next->stack || !may_hand_over(worker))
        return &worker->context;
    worker->lifo = NULL;
    worker->lifo_runs++;
    worker->left = worker->running;
    begin_turn(worker, next);
    return &next->stack->context;
}

void worker_settle_left(Worker *worker)
{
    Task *left = worker->left;
    worker->left = NULL;
    settle(worker, left);
}

/* The task that is to go on where `self` has just come to its end of an activation, with nothing
 * left on the stack: it has been woken last and needs a clean one. NULL: none. */
static Task *next_on_this_stack(Worker *worker, const Task *self)
{
    Task *next = worker->lifo;
    if (worker->after != TASK_NEXT_WAIT || !next || next->stack || self->stack->next ||
        !may_hand_over(worker))
        return NULL;
    return next;
}

static void hand_stack_over(Worker *worker, Task *self, Task *next)
{
    Stack *stack = self->stack;
    worker->lifo = NULL;
    worker->lifo_runs++;
    self->stack = NULL;
    settle(worker, self);
    use_stack(worker, next, stack);
    begin_turn(worker, next);
}

/* Where every activation starts. */
static CONTEXT_UNCOUNTED void activation_main(void *arg)
{
    context_entered();
    Task *self = arg;
    for (;;) {
        TaskNext after = self->worker->sched->hooks->run(self);
        Worker *worker = self->worker;
        worker->after = after;
        Task *next = next_on_this_stack(worker, self);
        if (!next)
            break;
        hand_stack_over(worker, self, next);
        self = next;
    }
    Worker *worker = self->worker;
    worker->left_stack = true;
    worker->restart = false;
    context_leave(&self->stack->context, &worker->context);
}

/* A clean stack; one that is still in use is put aside. */
static bool give_stack(Worker *worker, Task *task, bool ends)
{
    Stack *stack = stack_take(&worker->sched->stacks, &worker->stacks, ends);
    if (!stack)
        return false;
    use_stack(worker, task, stack);
    context_make(&stack->context, stack->low, stack_high(stack), activation_main, task);
    return true;
}

void turn_run(Worker *worker, Task *task)
{
    Sched *sched = worker->sched;
    task->worker = worker;
    if (!task->stack && !give_stack(worker, task, sched->hooks->vital(task))) {
        /* Others will give theirs back. */
        os.sleep_ns(NO_STACK_PAUSE_NS);
        ready_add(worker, task);
        return;
    }
    for (;;) {
        worker->restart = false;
        begin_turn(worker, task);
        context_switch(&worker->context, &task->stack->context);
        task = worker->running;
        if (!worker->restart)
            break;
        if (!give_stack(worker, task, true))
            bug("no address space for the stack of a process that ends");
    }
    atomic_store_explicit(&worker->limit, NULL, memory_order_release);
    worker->running = NULL;
    if (worker->left_stack)
        take_stacks(worker, task);
    settle(worker, task);
}
