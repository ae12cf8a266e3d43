#include "sched/ticker.h"

#include "base/os.h"

#define TICK_NS     1000000
#define TICKS_AWAKE 20 /* the ticker goes to sleep after so many ticks without work */

void ticker_wake(Sched *sched)
{
    if (!atomic_load(&sched->ticker_asleep))
        return;
    pthread_mutex_lock(&sched->ticker_lock);
    atomic_store(&sched->ticker_asleep, false);
    pthread_cond_signal(&sched->ticker_wake);
    pthread_mutex_unlock(&sched->ticker_lock);
}

void sched_interrupt(uintptr_t *stack_limit)
{
    __atomic_store_n(stack_limit, UINTPTR_MAX, __ATOMIC_SEQ_CST);
}

static void sleep_until_needed(Sched *sched)
{
    pthread_mutex_lock(&sched->ticker_lock);
    atomic_store(&sched->ticker_asleep, true);
    /* A worker that woke before it could see the flag is seen here instead. */
    while (atomic_load(&sched->ticker_asleep) &&
           atomic_load(&sched->idle) == sched_all_idle(sched) && !atomic_load(&sched->stopping))
        pthread_cond_wait(&sched->ticker_wake, &sched->ticker_lock);
    atomic_store(&sched->ticker_asleep, false);
    pthread_mutex_unlock(&sched->ticker_lock);
}

void ticker_main(void *arg)
{
    Sched *sched = arg;
    uint64_t seen[SCHED_MOST_WORKERS] = {0};
    int calm = 0;
    while (!atomic_load(&sched->stopping)) {
        os.sleep_ns(TICK_NS);
        atomic_fetch_add_explicit(&sched->tick, 1, memory_order_relaxed);
        calm = atomic_load(&sched->idle) == sched_all_idle(sched) ? calm + 1 : 0;
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
