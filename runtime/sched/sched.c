#include "sched/sched.h"

#include "base/os.h"
#include "base/panic.h"
#include "sched/offload.h"
#include "sched/ticker.h"
#include "sched/worker.h"

#include <stdlib.h>
#include <string.h>

#define STOP_WAIT_MS 1000
#define STOP_LOOK_NS 1000000

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
    for (int64_t waited = 0; atomic_load(&sched->live_workers) > 0 && waited < STOP_WAIT_MS;
         waited++)
        os.sleep_ns(STOP_LOOK_NS);
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

/* ---- Off-loaded calls
 * -------------------------------------------------------------------------------- */

bool sched_offload(Sched *sched, void (*run)(void *), void *arg)
{
    return sched->lottery ? lottery_add_call(sched->lottery, run, arg)
                          : offload_submit(sched->offload, run, arg);
}
