#include "sched/offload.h"

#include "base/os.h"

#include <pthread.h>
#include <stdlib.h>

#define MOST_THREADS 32

typedef struct Call {
    struct Call *next;
    void (*run)(void *);
    void *arg;
} Call;

struct Offload {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    Call *first, *last;
    int waiting; /* calls in the queue */
    int idle;    /* threads without a call */
    int threads;
};

Offload *offload_new(void)
{
    Offload *offload = calloc(1, sizeof *offload);
    if (!offload)
        return NULL;
    pthread_mutex_init(&offload->lock, NULL);
    pthread_cond_init(&offload->filled, NULL);
    return offload;
}

static Call *take_call(Offload *offload)
{
    pthread_mutex_lock(&offload->lock);
    offload->idle++;
    while (!offload->first)
        pthread_cond_wait(&offload->filled, &offload->lock);
    Call *call = offload->first;
    offload->first = call->next;
    if (!offload->first)
        offload->last = NULL;
    offload->idle--;
    offload->waiting--;
    pthread_mutex_unlock(&offload->lock);
    return call;
}

static void thread_main(void *arg)
{
    Offload *offload = arg;
    for (;;) {
        Call *call = take_call(offload);
        void (*run)(void *) = call->run;
        void *run_arg = call->arg;
        free(call);
        run(run_arg);
    }
}

static void append(Offload *offload, Call *call)
{
    if (offload->last)
        offload->last->next = call;
    else
        offload->first = call;
    offload->last = call;
    offload->waiting++;
}

bool offload_submit(Offload *offload, void (*run)(void *), void *arg)
{
    Call *call = malloc(sizeof *call);
    if (!call)
        return false;
    *call = (Call){.run = run, .arg = arg};

    pthread_mutex_lock(&offload->lock);
    bool grow = offload->idle <= offload->waiting && offload->threads < MOST_THREADS;
    if (grow && os.thread_start(thread_main, offload, "mesh-offload"))
        offload->threads++;
    bool possible = offload->threads > 0;
    if (possible)
        append(offload, call);
    pthread_cond_signal(&offload->filled);
    pthread_mutex_unlock(&offload->lock);
    if (!possible)
        free(call);
    return possible;
}
