#include "sched/sched.h"

#include "base/os.h"
#include "base/panic.h"
#include "sched/offload.h"

#include <stdlib.h>
#include <string.h>

#define TICK_NS 1000000
#define TICKS_AWAKE 20    /* the ticker goes to sleep after so many ticks without work */
#define SHARED_TURN 61    /* the shared queue comes first once in so many turns */
#define LIFO_MOST 32      /* runs in a row out of the slot while others wait */
#define RETIRED_BATCH 64
#define STOP_WAIT_MS 1000
#define DRAWN_POLL 8      /* one in so many turns of a simulated world looks at timers and descriptors */
#define DRAWN_CALL 4      /* and one in so many runs an off-loaded call */

static _Thread_local Worker *this_worker;

/* An actor may continue on another thread: the compiler must not remember the address of a thread-local
 * variable, so this is the only place that touches it, and it is never inlined. */
__attribute__((noinline)) Worker *worker_current(void)
{
    __asm__ volatile("" ::: "memory");
    return this_worker;
}

static __attribute__((noinline)) void set_worker(Worker *worker)
{
    __asm__ volatile("" ::: "memory");
    this_worker = worker;
}

/* ---- Waking workers ---------------------------------------------------------------------------------- */

static uint64_t all_idle(const Sched *sched)
{
    return sched->count == 64 ? UINT64_MAX : (UINT64_C(1) << sched->count) - 1;
}

static void wake_ticker(Sched *sched)
{
    if (!atomic_load(&sched->ticker_asleep))
        return;
    pthread_mutex_lock(&sched->ticker_lock);
    atomic_store(&sched->ticker_asleep, false);
    pthread_cond_signal(&sched->ticker_wake);
    pthread_mutex_unlock(&sched->ticker_lock);
}

/* Ends the sleep of one worker, which then counts as searching. */
static void wake_one(Sched *sched)
{
    /* Pairs with worker_sleep: what was queued before in sequentially consistent order is seen by who has not
     * set its bit yet. */
    uint64_t idle = atomic_load(&sched->idle);
    if (idle == 0 || atomic_load(&sched->searching) > 0)
        return;
    while (idle != 0) {
        int index = __builtin_ctzll(idle);
        uint64_t bit = UINT64_C(1) << index;
        atomic_fetch_add(&sched->wakeups, 1);
        if (atomic_fetch_and(&sched->idle, ~bit) & bit) {
            atomic_fetch_add(&sched->searching, 1);
            atomic_store_explicit(&sched->workers[index].woken, true, memory_order_release);
            poller_wake(&sched->workers[index].poller);
            return;
        }
        idle = atomic_load(&sched->idle);
    }
}

/* ---- Queues ------------------------------------------------------------------------------------------ */

static void inject(Sched *sched, Task **tasks, uint32_t count)
{
    pthread_mutex_lock(&sched->inject_lock);
    for (uint32_t i = 0; i < count; i++) {
        tasks[i]->next = NULL;
        if (sched->inject_last)
            sched->inject_last->next = tasks[i];
        else
            sched->inject_first = tasks[i];
        sched->inject_last = tasks[i];
    }
    atomic_fetch_add(&sched->inject_count, count);
    pthread_mutex_unlock(&sched->inject_lock);
}

static Task *take_injected(Sched *sched)
{
    if (atomic_load(&sched->inject_count) == 0)
        return NULL;
    pthread_mutex_lock(&sched->inject_lock);
    Task *task = sched->inject_first;
    if (task) {
        sched->inject_first = task->next;
        if (!sched->inject_first)
            sched->inject_last = NULL;
        atomic_fetch_sub(&sched->inject_count, 1);
    }
    pthread_mutex_unlock(&sched->inject_lock);
    return task;
}

static void push_local(Worker *worker, Task *task)
{
    if (worker->sched->lottery) {
        lottery_add(worker->sched->lottery, task);
        return;
    }
    while (!run_queue_push(&worker->queue, task)) {
        Task *shed[RUN_QUEUE_SIZE / 2 + 1];
        uint32_t count = run_queue_shed(&worker->queue, shed);
        if (count == 0)
            continue; /* a thief has just made room */
        shed[count++] = task;
        inject(worker->sched, shed, count);
        break;
    }
    wake_one(worker->sched);
}

/* It runs next: what it needs is warm. */
static void push_next(Worker *worker, Task *task)
{
    Task *before = task;
    if (!worker->sched->lottery) {
        before = worker->lifo;
        worker->lifo = task;
    }
    if (before)
        push_local(worker, before);
}

static void push_ready(Sched *sched, Task *task, bool next)
{
    Worker *worker = worker_current();
    if (worker && next) {
        push_next(worker, task);
    } else if (worker) {
        push_local(worker, task);
    } else if (sched->lottery) {
        lottery_add(sched->lottery, task);
    } else {
        inject(sched, &task, 1);
        wake_one(sched);
    }
}

/* ---- Tasks ------------------------------------------------------------------------------------------- */

static MeshContext *context_of(const Sched *sched, Task *task)
{
    return (MeshContext *)((char *)task - sched->hooks->context_bytes);
}

void task_init(Task *task)
{
    memset(task, 0, sizeof *task);
}

void task_start(Sched *sched, Task *task)
{
    task->worker = &sched->workers[0];
    push_ready(sched, task, false);
}

void task_wake(Task *task)
{
    if (inbox_nudge(&task->inbox) == INBOX_WAITED)
        push_ready(task->worker->sched, task, true);
}

bool task_push(Task *task, InboxItem *item)
{
    InboxState state = inbox_push(&task->inbox, item);
    if (state == INBOX_WAITED)
        push_ready(task->worker->sched, task, true);
    return state != INBOX_CLOSED;
}

bool worker_push(Worker *worker, Task *task, InboxItem *item)
{
    InboxState state = inbox_push(&task->inbox, item);
    if (state == INBOX_WAITED)
        push_next(worker, task);
    return state != INBOX_CLOSED;
}

static void drop_gone(Worker *worker, InboxItem *gone)
{
    if (gone)
        worker->sched->hooks->drop(worker, gone);
}

InboxItem *task_take(Task *self)
{
    InboxItem *gone, *list = inbox_take(&self->inbox, &gone);
    drop_gone(self->worker, gone);
    return list;
}

InboxItem *task_close(Task *self)
{
    InboxItem *gone, *list = inbox_close(&self->inbox, &gone);
    drop_gone(self->worker, gone);
    return list;
}

void task_yield(Task *self)
{
    task_leave(self, TASK_NEXT_YIELD);
}

void task_yield_once(Task *self)
{
    task_leave(self, TASK_NEXT_SOON);
}

_Noreturn void task_restart(Task *self)
{
    Worker *worker = self->worker;
    worker->restart = true;
    worker->left_stack = true;
    context_abandon(&self->stack->context);
    /* What lies on the old stack stays readable until the task gives it back. */
    context_switch(&self->stack->context, &worker->context);
    bug("sched: an abandoned stack was continued");
}

/* ---- A worker's loop --------------------------------------------------------------------------------- */

/* False when something came while it was leaving. */
static bool park(Worker *worker, Task *task)
{
    InboxItem *gone;
    bool parked = inbox_park(&task->inbox, &gone);
    drop_gone(worker, gone);
    return parked;
}

static void settle(Worker *worker, Task *task)
{
    /* The request to yield is fulfilled. What interrupts the task from now on stays until it runs again: we
     * write before it is parked or queued, and nobody writes when it goes on. */
    if (task->stack)
        __atomic_store_n(&context_of(worker->sched, task)->stack_limit, stack_limit(task->stack),
                         __ATOMIC_RELAXED);
    switch (worker->after) {
    case TASK_NEXT_WAIT:
        if (task->stack && stack_pool_used(&worker->sched->stacks) > STACKS_AT_EASE)
            stack_trim_waiting(task->stack);
        if (!park(worker, task))
            push_local(worker, task);
        return;
    case TASK_NEXT_YIELD:
        /* Behind those that found no place in a ring: they have waited longer. */
        if (atomic_load_explicit(&worker->sched->inject_count, memory_order_relaxed) > 0)
            inject(worker->sched, &task, 1);
        else
            push_local(worker, task);
        return;
    case TASK_NEXT_SOON:
        push_ready(worker->sched, task, true);
        worker->lifo_runs = LIFO_MOST;
        return;
    case TASK_NEXT_END:
        task_close(task);
        reclaim_retire(&worker->retired, &task->retired);
        if (++worker->just_retired == RETIRED_BATCH) {
            worker->just_retired = 0;
            reclaim_collect(&worker->sched->reclaim, &worker->retired, worker->sched->hooks->release);
        }
        return;
    }
}

static void use_stack(Worker *worker, Task *task, Stack *stack)
{
    stack->next = task->stack;
    task->stack = stack;
    /* Pairs with sched_interrupt: either the task finds in its inbox why, or that limit comes after this one. */
    __atomic_store_n(&context_of(worker->sched, task)->stack_limit, stack_limit(stack), __ATOMIC_SEQ_CST);
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
    atomic_store_explicit(&worker->limit, &context_of(worker->sched, task)->stack_limit, memory_order_release);
    worker->sched->hooks->resume(task);
}

/* Nothing else wants this worker before the task it woke last. */
static bool may_hand_over(Worker *worker)
{
    const Sched *sched = worker->sched;
    const Reclaim *reclaim = &sched->reclaim;
    return (worker->lifo_runs < LIFO_MOST || run_queue_empty(&worker->queue)) &&
           worker->seen_tick == atomic_load_explicit(&sched->tick, memory_order_relaxed) &&
           atomic_load_explicit(&sched->inject_count, memory_order_relaxed) == 0 &&
           atomic_load_explicit(&reclaim->epoch, memory_order_relaxed) ==
               atomic_load_explicit(&reclaim->seat[worker->index].seen, memory_order_relaxed) &&
           !atomic_load_explicit(&sched->stopping, memory_order_relaxed);
}

/* Who waits hands over to whom it has woken, if that one is in the middle of something too: what it left in the
 * worker's loop is then done on the other's stack. */
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

/* The task that is to go on where `self` has just come to its end of an activation, with nothing left on the stack:
 * it has been woken last and needs a clean one. NULL: none. */
static Task *next_on_this_stack(Worker *worker, const Task *self)
{
    Task *next = worker->lifo;
    if (worker->after != TASK_NEXT_WAIT || !next || next->stack || self->stack->next || !may_hand_over(worker))
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

static void run_task(Worker *worker, Task *task)
{
    Sched *sched = worker->sched;
    task->worker = worker;
    if (!task->stack && !give_stack(worker, task, sched->hooks->vital(task))) {
        /* Others will give theirs back. */
        os.sleep_ns(TICK_NS);
        push_local(worker, task);
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

/* An error says that nothing can happen any more in a simulated world. */
static void poll(Worker *worker, int64_t timeout_ns, void (*awake)(void *))
{
    Sched *sched = worker->sched;
    int events = poller_run(&worker->poller, &sched->polls, timeout_ns, awake, worker);
    if (events < 0 && sched->lottery)
        sched->hooks->quiescent(sched->owner);
}

static void poll_now(Worker *worker)
{
    worker->seen_tick = atomic_load_explicit(&worker->sched->tick, memory_order_relaxed);
    if (timer_first_ms(&worker->timers) != INT64_MAX)
        timer_run(&worker->timers, os_monotonic_ms());
    poll(worker, 0, NULL);
}

static Task *next_local(Worker *worker)
{
    Task *task = worker->lifo;
    if (task && (worker->lifo_runs < LIFO_MOST || run_queue_empty(&worker->queue))) {
        worker->lifo = NULL;
        worker->lifo_runs++;
        return task;
    }
    worker->lifo_runs = 0;
    return run_queue_pop(&worker->queue);
}

static Task *next_task(Worker *worker)
{
    Task *task = NULL;
    if (++worker->turns % SHARED_TURN == 0)
        task = take_injected(worker->sched);
    if (!task)
        task = next_local(worker);
    return task ? task : take_injected(worker->sched);
}

static uint32_t next_random(Worker *worker)
{
    uint32_t x = worker->random;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return worker->random = x;
}

static Task *steal(Worker *worker)
{
    Sched *sched = worker->sched;
    uint32_t start = next_random(worker);
    for (int i = 0; i < sched->count; i++) {
        Worker *victim = &sched->workers[(start + (uint32_t)i) % (uint32_t)sched->count];
        if (victim == worker)
            continue;
        Task *task = run_queue_steal(&worker->queue, &victim->queue);
        if (task)
            return task;
    }
    return take_injected(sched);
}

static bool work_visible(Sched *sched)
{
    if (atomic_load(&sched->inject_count) > 0)
        return true;
    for (int i = 0; i < sched->count; i++)
        if (!run_queue_empty(&sched->workers[i].queue))
            return true;
    return false;
}

/* Nothing can happen any more unless something outside starts it. `wakeups` tells whether a worker left its
 * sleep while we looked. */
static bool at_rest(Sched *sched)
{
    uint64_t wakeups = atomic_load(&sched->wakeups);
    return atomic_load(&sched->idle) == all_idle(sched) && !work_visible(sched) &&
           atomic_load(&sched->timers_armed) == 0 && atomic_load(&sched->kept) == 0 &&
           atomic_load(&sched->idle) == all_idle(sched) &&
           atomic_load(&sched->wakeups) == wakeups;
}

bool worker_busy(Worker *worker)
{
    Lottery *lottery = worker->sched->lottery;
    return worker->lifo || !run_queue_empty(&worker->queue) || (lottery && lottery_count(lottery) > 0);
}

static int64_t sleep_time_ns(Worker *worker)
{
    int64_t first = timer_first_ms(&worker->timers);
    if (first == INT64_MAX)
        return -1;
    int64_t now = os.monotonic_ns();
    if (first > now / 1000000 + 3600000)
        return INT64_C(3600) * 1000000000;
    int64_t left = first * 1000000 - now;
    return left > 0 ? left : 0;
}

static void count_as_searching(Worker *worker)
{
    /* Who woke us on purpose has counted us already. */
    if (!atomic_exchange_explicit(&worker->woken, false, memory_order_acquire))
        return;
    if (worker->searching)
        atomic_fetch_sub(&worker->sched->searching, 1);
    worker->searching = true;
}

static void end_sleep(void *arg)
{
    Worker *worker = arg;
    Sched *sched = worker->sched;
    uint64_t bit = UINT64_C(1) << worker->index;
    reclaim_quiet(&sched->reclaim, worker->index);
    atomic_fetch_add(&sched->wakeups, 1);
    atomic_fetch_and(&sched->idle, ~bit);
    count_as_searching(worker);
    wake_ticker(sched);
}

static void worker_sleep(Worker *worker)
{
    Sched *sched = worker->sched;
    reclaim_collect(&sched->reclaim, &worker->retired, sched->hooks->release);
    atomic_fetch_or(&sched->idle, UINT64_C(1) << worker->index);
    /* Pairs with wake_one, whose caller has queued something before. */
    if (work_visible(sched) || atomic_load(&sched->stopping)) {
        end_sleep(worker);
        return;
    }
    if (at_rest(sched))
        sched->hooks->quiescent(sched->owner);
    int64_t wait = worker_busy(worker) ? 0 : sleep_time_ns(worker);
    reclaim_away(&sched->reclaim, worker->index);
    poll(worker, wait, end_sleep);
    if (timer_first_ms(&worker->timers) != INT64_MAX)
        timer_run(&worker->timers, os_monotonic_ms());
}

static void stop_searching(Worker *worker)
{
    if (atomic_load_explicit(&worker->woken, memory_order_relaxed))
        count_as_searching(worker);
    if (!worker->searching)
        return;
    worker->searching = false;
    /* The last one to stop looks after what may have been queued meanwhile. */
    if (atomic_fetch_sub(&worker->sched->searching, 1) == 1 && work_visible(worker->sched))
        wake_one(worker->sched);
}

/* In a simulated world timers, descriptors and off-loaded calls have their turn at moments of its choice. */
static Task *find_drawn(Worker *worker)
{
    Lottery *lottery = worker->sched->lottery;
    if (os.choose(DRAWN_POLL) == 0)
        poll_now(worker);
    if (os.choose(DRAWN_CALL) == 0)
        lottery_run_call(lottery);
    Task *task = lottery_draw(lottery);
    if (!task && lottery_run_call(lottery))
        task = lottery_draw(lottery);
    return task;
}

static Task *find_task(Worker *worker)
{
    if (worker->sched->lottery)
        return find_drawn(worker);
    Task *task = next_task(worker);
    if (task)
        return task;
    poll_now(worker);
    task = next_task(worker);
    if (task)
        return task;
    if (!worker->searching) {
        worker->searching = true;
        atomic_fetch_add(&worker->sched->searching, 1);
    }
    return steal(worker);
}

static void worker_main(void *arg)
{
    Worker *worker = arg;
    Sched *sched = worker->sched;
    set_worker(worker);
    context_of_thread(&worker->context);
    reclaim_quiet(&sched->reclaim, worker->index);
    while (!atomic_load_explicit(&sched->stopping, memory_order_relaxed)) {
        reclaim_quiet(&sched->reclaim, worker->index);
        if (worker->seen_tick != atomic_load_explicit(&sched->tick, memory_order_relaxed))
            poll_now(worker);
        Task *task = find_task(worker);
        stop_searching(worker);
        if (task)
            run_task(worker, task);
        else
            worker_sleep(worker);
    }
    reclaim_away(&sched->reclaim, worker->index);
    set_worker(NULL);
    atomic_fetch_sub(&sched->live_workers, 1);
}

/* ---- The ticker -------------------------------------------------------------------------------------- */

void sched_interrupt(uintptr_t *stack_limit)
{
    __atomic_store_n(stack_limit, UINTPTR_MAX, __ATOMIC_SEQ_CST);
}

static void sleep_until_needed(Sched *sched)
{
    pthread_mutex_lock(&sched->ticker_lock);
    atomic_store(&sched->ticker_asleep, true);
    /* A worker that woke before it could see the flag is seen here instead. */
    while (atomic_load(&sched->ticker_asleep) && atomic_load(&sched->idle) == all_idle(sched) &&
           !atomic_load(&sched->stopping))
        pthread_cond_wait(&sched->ticker_wake, &sched->ticker_lock);
    atomic_store(&sched->ticker_asleep, false);
    pthread_mutex_unlock(&sched->ticker_lock);
}

static void ticker_main(void *arg)
{
    Sched *sched = arg;
    uint64_t seen[SCHED_MOST_WORKERS] = {0};
    int calm = 0;
    while (!atomic_load(&sched->stopping)) {
        os.sleep_ns(TICK_NS);
        atomic_fetch_add_explicit(&sched->tick, 1, memory_order_relaxed);
        calm = atomic_load(&sched->idle) == all_idle(sched) ? calm + 1 : 0;
        if (calm > TICKS_AWAKE) {
            sleep_until_needed(sched);
            calm = 0;
        }
        reclaim_quiet(&sched->reclaim, sched->count);
        atomic_thread_fence(memory_order_seq_cst);
        for (int i = 0; i < sched->count; i++) {
            Worker *worker = &sched->workers[i];
            uint64_t now = atomic_load_explicit(&worker->activation, memory_order_relaxed);
            uintptr_t *limit = atomic_load_explicit(&worker->limit, memory_order_acquire);
            if (limit && now == seen[i])
                __atomic_store_n(limit, UINTPTR_MAX, __ATOMIC_RELAXED);
            seen[i] = now;
        }
        reclaim_away(&sched->reclaim, sched->count);
    }
    atomic_fetch_sub(&sched->live_workers, 1);
}

/* ---- Life -------------------------------------------------------------------------------------------- */

static bool worker_init(Sched *sched, int index)
{
    Worker *worker = &sched->workers[index];
    worker->sched = sched;
    worker->index = index;
    worker->random = 2463534242U + (uint32_t)index * 7919;
    timer_heap_init(&worker->timers, &sched->timers_armed);
    return poller_init(&worker->poller);
}

Sched *sched_new(const SchedHooks *hooks, void *owner, int workers)
{
    if (workers < 1)
        workers = 1;
    if (workers > SCHED_MOST_WORKERS)
        workers = SCHED_MOST_WORKERS;
    Sched *sched = aligned_alloc(64, (sizeof *sched + 63) & ~(size_t)63);
    if (!sched)
        return NULL;
    memset(sched, 0, sizeof *sched);
    sched->hooks = hooks;
    sched->owner = owner;
    sched->count = workers;
    sched->workers = aligned_alloc(64, (size_t)workers * sizeof *sched->workers);
    if (!sched->workers || !stack_pool_init(&sched->stacks))
        return NULL;
    memset(sched->workers, 0, (size_t)workers * sizeof *sched->workers);
    pthread_mutex_init(&sched->inject_lock, NULL);
    pthread_mutex_init(&sched->ticker_lock, NULL);
    pthread_cond_init(&sched->ticker_wake, NULL);
    reclaim_init(&sched->reclaim, workers + 1);
    sched->offload = offload_new();
    if (os.choose)
        sched->lottery = lottery_new();
    for (int i = 0; i < workers; i++)
        if (!worker_init(sched, i))
            return NULL;
    return sched->offload ? sched : NULL;
}

void sched_run(Sched *sched)
{
    atomic_store(&sched->live_workers, sched->count + (sched->lottery ? 0 : 1));
    for (int i = 1; i < sched->count; i++)
        if (!os.thread_start(worker_main, &sched->workers[i], "mesh-worker"))
            bug("cannot start a worker thread");
    if (!sched->lottery && !os.thread_start(ticker_main, sched, "mesh-ticker"))
        bug("cannot start the ticker thread");
    worker_main(&sched->workers[0]);
    for (int64_t waited = 0; atomic_load(&sched->live_workers) > 0 && waited < STOP_WAIT_MS; waited++)
        os.sleep_ns(TICK_NS);
}

void sched_stop(Sched *sched)
{
    atomic_store(&sched->stopping, true);
    for (int i = 0; i < sched->count; i++)
        poller_wake(&sched->workers[i].poller);
    pthread_mutex_lock(&sched->ticker_lock);
    pthread_cond_signal(&sched->ticker_wake);
    pthread_mutex_unlock(&sched->ticker_lock);
}

/* ---- Off-loaded calls -------------------------------------------------------------------------------- */

bool sched_offload(Sched *sched, void (*run)(void *), void *arg)
{
    return sched->lottery ? lottery_add_call(sched->lottery, run, arg) : offload_submit(sched->offload, run, arg);
}
