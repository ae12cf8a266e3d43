#include "sched/worker.h"

#include "base/os.h"
#include "sched/ready.h"
#include "sched/ticker.h"
#include "sched/turn.h"

#define DRAWN_POLL 8 /* one in so many turns of a simulated world looks at timers and descriptors  \
                      */
#define DRAWN_CALL 4 /* and one in so many runs an off-loaded call */

static _Thread_local Worker *this_worker;

/* An actor may continue on another thread: the compiler must not remember the address of a
 * thread-local variable, so this is the only place that touches it, and it is never inlined. */
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

/* Nothing can happen any more unless something outside starts it. `wakeups` tells whether a worker
 * left its sleep while we looked. */
static bool at_rest(Sched *sched)
{
    uint64_t wakeups = atomic_load(&sched->wakeups);
    return atomic_load(&sched->idle) == sched_all_idle(sched) && !ready_visible(sched) &&
           atomic_load(&sched->timers_armed) == 0 && atomic_load(&sched->kept) == 0 &&
           atomic_load(&sched->idle) == sched_all_idle(sched) &&
           atomic_load(&sched->wakeups) == wakeups;
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
    ticker_wake(sched);
}

static void worker_sleep(Worker *worker)
{
    Sched *sched = worker->sched;
    reclaim_collect(&sched->reclaim, &worker->retired, sched->hooks->release);
    atomic_fetch_or(&sched->idle, UINT64_C(1) << worker->index);
    /* Pairs with ready_wake_worker, whose caller has queued something before. */
    if (ready_visible(sched) || atomic_load(&sched->stopping)) {
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
    if (atomic_fetch_sub(&worker->sched->searching, 1) == 1 && ready_visible(worker->sched))
        ready_wake_worker(worker->sched);
}

/* In a simulated world timers, descriptors and off-loaded calls have their turn at moments of its
 * choice. */
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
    Task *task = ready_take(worker);
    if (task)
        return task;
    poll_now(worker);
    task = ready_take(worker);
    if (task)
        return task;
    if (!worker->searching) {
        worker->searching = true;
        atomic_fetch_add(&worker->sched->searching, 1);
    }
    return ready_steal(worker);
}

void worker_main(void *arg)
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
            turn_run(worker, task);
        else
            worker_sleep(worker);
    }
    reclaim_away(&sched->reclaim, worker->index);
    set_worker(NULL);
    atomic_fetch_sub(&sched->live_workers, 1);
}
