#include "sched/ready.h"

#define SHARED_TURN 61 /* the shared queue comes first once in so many turns */

/* Ends the sleep of one worker, which then counts as searching. */
void ready_wake_worker(Sched *sched)
{
    /* Pairs with worker_sleep: what was queued before in sequentially consistent order is seen by
     * who has not set its bit yet. */
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

void ready_share(Sched *sched, Task **tasks, uint32_t count)
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

static Task *take_shared(Sched *sched)
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

void ready_add(Worker *worker, Task *task)
{
    if (worker->sched->lottery) {
        lottery_add(worker->sched->lottery, task);
        return;
    }
    /* Who found no place in a ring has waited longer than who comes now. */
    if (atomic_load_explicit(&worker->sched->inject_count, memory_order_relaxed) > 0 ||
        !run_queue_push(&worker->queue, task))
        ready_share(worker->sched, &task, 1);
    ready_wake_worker(worker->sched);
}

void ready_wake(Sched *sched, Task *task, bool next)
{
    Worker *worker = worker_current();
    if (worker && next) {
        ready_add_next(worker, task);
    } else if (worker) {
        ready_add(worker, task);
    } else if (sched->lottery) {
        lottery_add(sched->lottery, task);
    } else {
        ready_share(sched, &task, 1);
        ready_wake_worker(sched);
    }
}

static Task *next_local(Worker *worker)
{
    Task *task = worker->lifo;
    if (task && (worker->lifo_runs < READY_NEXT_MOST || run_queue_empty(&worker->queue))) {
        worker->lifo = NULL;
        worker->lifo_runs++;
        return task;
    }
    worker->lifo_runs = 0;
    return run_queue_pop(&worker->queue);
}

Task *ready_take(Worker *worker)
{
    Task *task = NULL;
    if (++worker->turns % SHARED_TURN == 0)
        task = take_shared(worker->sched);
    if (!task)
        task = next_local(worker);
    return task ? task : take_shared(worker->sched);
}

static uint32_t next_random(Worker *worker)
{
    uint32_t x = worker->random;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return worker->random = x;
}

Task *ready_steal(Worker *worker)
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
    return take_shared(sched);
}

bool ready_visible(Sched *sched)
{
    if (atomic_load(&sched->inject_count) > 0)
        return true;
    for (int i = 0; i < sched->count; i++)
        if (!run_queue_empty(&sched->workers[i].queue))
            return true;
    return false;
}

bool worker_busy(Worker *worker)
{
    Lottery *lottery = worker->sched->lottery;
    return worker->lifo || !run_queue_empty(&worker->queue) ||
           (lottery && lottery_count(lottery) > 0);
}
