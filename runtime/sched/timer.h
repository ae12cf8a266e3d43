/* timer.h - things that fall due at a moment of the monotonic clock.
 *
 * Each worker has a heap of timers ordered by due time. A timer is embedded in what waits for it.
 * It is started by a worker, fires on the worker that started it, and may be stopped from any
 * worker. */
#ifndef RT_SCHED_TIMER_H
#define RT_SCHED_TIMER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct TimerHeap TimerHeap;

typedef struct Timer {
    TimerHeap *heap; /* NULL: not armed since timer_start */
    uint32_t index;  /* position in the heap, from 1; 0 = not in it */
    int64_t due_ms;
    void (*fire)(struct Timer *); /* called by the worker; the timer is out of the heap by then */
    void *arg;                    /* for `fire` */
} Timer;

struct TimerHeap {
    pthread_mutex_t lock;
    Timer **items; /* a 4-ary heap, items[0] unused */
    uint32_t count, room;
    _Atomic int64_t first_ms; /* due time of the first; INT64_MAX when empty */
    _Atomic int64_t *armed;   /* timers armed in all heaps together */
};

/* An empty heap; `armed` counts the timers of all heaps of the program. */
void timer_heap_init(TimerHeap *heap, _Atomic int64_t *armed);

/* Arms a timer that is not armed. False when there is no memory for it. */
bool timer_start(TimerHeap *heap, Timer *timer, int64_t due_ms);

/* True if this stopped it: it will not fire. False: it was not armed, or fires at this moment. */
bool timer_stop(Timer *timer);

/* Fires what is due; returns how many. */
int timer_run(TimerHeap *heap, int64_t now_ms);

/* When the next one is due (monotonic, ms); INT64_MAX: none. */
static inline int64_t timer_first_ms(TimerHeap *heap)
{
    return atomic_load_explicit(&heap->first_ms, memory_order_relaxed);
}

#endif
