/* stack.h - the stacks of actors that are in the middle of something.
 *
 * All stacks lie in one reservation of address space at a fixed spacing, so their number is not
 * bounded by the kernel's limit on mappings. The lower part of each is a red zone: compiled code
 * stops above it (MeshContext.stack_limit), and C code that it calls has all of the red zone for
 * itself.
 *
 *   low                limit                          high
 *   | red zone, C only | compiled code and C            |
 *   |----- 384 KiB ----|----------- 640 KiB ------------|
 *
 * A stack is taken and returned by any worker; a small cache in front of the shared list belongs to
 * one. */
#ifndef RT_SCHED_STACK_H
#define RT_SCHED_STACK_H

#include "sched/context.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#define STACK_SPACING  ((size_t)1 << 20)
#define STACK_RED_ZONE ((size_t)384 << 10)
#define STACK_CACHE    64
#define STACK_RESERVE  32
#define STACKS_AT_EASE 256 /* with fewer in use nobody saves on them */

/* Lies at the top of its own memory. `context` is where it goes on. */
typedef struct Stack {
    struct Stack *next; /* in a cache; in use: the one that task_restart has put aside */
    char *low;
    uint32_t waits; /* since it was taken, as far as stack_trim_waiting has seen them */
    Context context;
} Stack;

typedef struct StackPool {
    pthread_mutex_t lock;
    char *base;
    size_t capacity;        /* stacks the reservation has room for */
    size_t used;            /* stacks handed out at least once */
    uint32_t *free_numbers; /* of stacks whose memory went back to the kernel */
    size_t free_count, free_room;
    _Atomic size_t in_use;
} StackPool;

typedef struct StackCache {
    Stack *free;
    int count;
} StackCache;

/* Reserves the address space. False when there is none. */
bool stack_pool_init(StackPool *pool);

/* NULL when address space is exhausted. The last STACK_RESERVE are for those that end and need one
 * for that. */
Stack *stack_take(StackPool *pool, StackCache *cache, bool ends);
void stack_give(StackPool *pool, StackCache *cache, Stack *stack);

/* Gives what lies below the caller's frame back to the kernel: for the task on this stack, when it
 * is about to wait for long after having been deeper. */
void stack_trim(const Stack *stack);

/* The same for a task that has just been left and is about to wait: when the pages below were
 * touched, which is looked at in its first wait, the second, the fourth, the eighth and so on. */
void stack_trim_waiting(Stack *stack);

/* How many stacks are in use or cached. */
static inline size_t stack_pool_used(StackPool *pool)
{
    return atomic_load_explicit(&pool->in_use, memory_order_relaxed);
}

/* Compiled code stops here: MeshContext.stack_limit. */
static inline uintptr_t stack_limit(const Stack *stack)
{
    return (uintptr_t)stack->low + STACK_RED_ZONE;
}

/* The first byte above what a context may use. */
static inline void *stack_high(Stack *stack)
{
    return stack;
}

#endif
