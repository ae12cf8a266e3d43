#include "sched/run_queue.h"

#define AT(index) ((index) % RUN_QUEUE_SIZE)

bool run_queue_push(RunQueue *queue, struct Task *task)
{
    /* Acquire pairs with the release of a thief's compare-and-swap: its reads of the slot are over.
     */
    uint32_t head = atomic_load_explicit(&queue->head, memory_order_acquire);
    uint32_t tail = atomic_load_explicit(&queue->tail, memory_order_relaxed);
    if (tail - head >= RUN_QUEUE_SIZE)
        return false;
    atomic_store_explicit(&queue->ring[AT(tail)], task, memory_order_relaxed);
    /* Pairs with the acquire of tail in copy_half: the slot is seen before the new tail. It also is
     * the writing half of "queue, then look for sleepers" in wake_one. */
    atomic_store(&queue->tail, tail + 1);
    return true;
}

struct Task *run_queue_pop(RunQueue *queue)
{
    uint32_t head = atomic_load_explicit(&queue->head, memory_order_acquire);
    for (;;) {
        uint32_t tail = atomic_load_explicit(&queue->tail, memory_order_relaxed);
        if (head == tail)
            return NULL;
        struct Task *task = atomic_load_explicit(&queue->ring[AT(head)], memory_order_relaxed);
        if (atomic_compare_exchange_weak_explicit(&queue->head, &head, head + 1,
                                                  memory_order_acq_rel, memory_order_acquire))
            return task;
    }
}

/* Copies half of the queue, rounded up, and takes it out of the queue in one step. */
static uint32_t copy_half(RunQueue *queue, struct Task **out)
{
    for (;;) {
        uint32_t head = atomic_load_explicit(&queue->head, memory_order_acquire);
        uint32_t tail = atomic_load_explicit(&queue->tail, memory_order_acquire);
        uint32_t count = (tail - head) - (tail - head) / 2;
        if (count == 0)
            return 0;
        if (count > RUN_QUEUE_SIZE / 2)
            continue; /* head and tail were read at different moments */
        for (uint32_t i = 0; i < count; i++)
            out[i] = atomic_load_explicit(&queue->ring[AT(head + i)], memory_order_relaxed);
        if (atomic_compare_exchange_strong_explicit(&queue->head, &head, head + count,
                                                    memory_order_acq_rel, memory_order_acquire))
            return count;
    }
}

struct Task *run_queue_steal(RunQueue *own, RunQueue *victim)
{
    struct Task *taken[RUN_QUEUE_SIZE / 2];
    uint32_t count = copy_half(victim, taken);
    if (count == 0)
        return NULL;
    for (uint32_t i = 0; i + 1 < count; i++)
        run_queue_push(own, taken[i]);
    return taken[count - 1];
}

bool run_queue_empty(RunQueue *queue)
{
    return atomic_load_explicit(&queue->head, memory_order_seq_cst) ==
           atomic_load_explicit(&queue->tail, memory_order_seq_cst);
}
