#include "sched/timer.h"

#include <stdlib.h>

#define ARITY 4

void timer_heap_init(TimerHeap *heap, _Atomic int64_t *armed)
{
    *heap = (TimerHeap){.armed = armed};
    pthread_mutex_init(&heap->lock, NULL);
    atomic_store(&heap->first_ms, INT64_MAX);
}

static uint32_t parent_of(uint32_t index)
{
    return (index - 2) / ARITY + 1;
}

static void place(TimerHeap *heap, Timer *timer, uint32_t index)
{
    heap->items[index] = timer;
    timer->index = index;
}

static void sift_up(TimerHeap *heap, Timer *timer, uint32_t index)
{
    while (index > 1 && heap->items[parent_of(index)]->due_ms > timer->due_ms) {
        place(heap, heap->items[parent_of(index)], index);
        index = parent_of(index);
    }
    place(heap, timer, index);
}

static void sift_down(TimerHeap *heap, Timer *timer, uint32_t index)
{
    for (;;) {
        uint32_t first = (index - 1) * ARITY + 2, least = 0;
        for (uint32_t i = first; i < first + ARITY && i <= heap->count; i++)
            if (least == 0 || heap->items[i]->due_ms < heap->items[least]->due_ms)
                least = i;
        if (least == 0 || heap->items[least]->due_ms >= timer->due_ms)
            break;
        place(heap, heap->items[least], index);
        index = least;
    }
    place(heap, timer, index);
}

static void note_first(TimerHeap *heap)
{
    int64_t first = heap->count ? heap->items[1]->due_ms : INT64_MAX;
    atomic_store_explicit(&heap->first_ms, first, memory_order_relaxed);
}

static void take_out(TimerHeap *heap, Timer *timer)
{
    uint32_t index = timer->index;
    Timer *last = heap->items[heap->count--];
    if (last != timer) {
        if (index > 1 && heap->items[parent_of(index)]->due_ms > last->due_ms)
            sift_up(heap, last, index);
        else
            sift_down(heap, last, index);
    }
    timer->index = 0;
    note_first(heap);
    atomic_fetch_sub(heap->armed, 1);
}

bool timer_start(TimerHeap *heap, Timer *timer, int64_t due_ms)
{
    pthread_mutex_lock(&heap->lock);
    if (heap->count + 2 > heap->room) {
        uint32_t room = heap->room ? heap->room * 2 : 64;
        Timer **items = realloc(heap->items, room * sizeof *items);
        if (!items) {
            pthread_mutex_unlock(&heap->lock);
            return false;
        }
        heap->items = items;
        heap->room = room;
    }
    timer->heap = heap;
    timer->due_ms = due_ms;
    sift_up(heap, timer, ++heap->count);
    note_first(heap);
    atomic_fetch_add(heap->armed, 1);
    pthread_mutex_unlock(&heap->lock);
    return true;
}

bool timer_stop(Timer *timer)
{
    TimerHeap *heap = timer->heap;
    if (!heap)
        return false;
    pthread_mutex_lock(&heap->lock);
    bool armed = timer->index != 0;
    if (armed)
        take_out(heap, timer);
    pthread_mutex_unlock(&heap->lock);
    return armed;
}

int timer_run(TimerHeap *heap, int64_t now_ms)
{
    int fired = 0;
    while (timer_first_ms(heap) <= now_ms) {
        pthread_mutex_lock(&heap->lock);
        Timer *timer = heap->count && heap->items[1]->due_ms <= now_ms ? heap->items[1] : NULL;
        if (timer)
            take_out(heap, timer);
        pthread_mutex_unlock(&heap->lock);
        if (!timer)
            break;
        timer->fire(timer);
        fired++;
    }
    return fired;
}
