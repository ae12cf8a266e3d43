#include "sched/stack.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define MOST_STACKS   ((size_t)1 << 21)
#define FEWEST_STACKS ((size_t)1 << 8)

/* Stacks at the same distance would compete for the same cache sets: their tops are staggered. */
#define COLOURS      8
#define COLOUR_BYTES 128

#define PAGE_BYTES      4096
#define PAGES_LOOKED_AT 2

/* A quarter of the address space the process may use, or of what it may write to. */
static size_t most_stacks(void)
{
    size_t most = MOST_STACKS;
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur / STACK_SPACING / 4 < most)
        most = limit.rlim_cur / STACK_SPACING / 4;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur / STACK_SPACING / 4 < most)
        most = limit.rlim_cur / STACK_SPACING / 4;
    return most > FEWEST_STACKS ? most : FEWEST_STACKS;
}

bool stack_pool_init(StackPool *pool)
{
    *pool = (StackPool){.capacity = most_stacks()};
    pthread_mutex_init(&pool->lock, NULL);
    for (; pool->capacity >= FEWEST_STACKS; pool->capacity /= 4) {
        pool->base = mmap(NULL, pool->capacity * STACK_SPACING, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
        if (pool->base == MAP_FAILED)
            continue;
        /* A huge page per stack would make every idle actor cost two megabytes. */
        madvise(pool->base, pool->capacity * STACK_SPACING, MADV_NOHUGEPAGE);
        return true;
    }
    return false;
}

static Stack *stack_at(StackPool *pool, size_t number)
{
    char *low = pool->base + number * STACK_SPACING;
    size_t colour = number % COLOURS * COLOUR_BYTES;
    size_t head = (sizeof(Stack) + 63) & ~(size_t)63;
    Stack *stack = (Stack *)(low + STACK_SPACING - colour - head);
    memset(stack, 0, sizeof *stack);
    stack->low = low;
    return stack;
}

/* Under the lock; read without it. */
static void count_used(StackPool *pool)
{
    atomic_store_explicit(&pool->in_use, pool->used - pool->free_count, memory_order_relaxed);
}

static Stack *take_shared(StackPool *pool, size_t reserve)
{
    pthread_mutex_lock(&pool->lock);
    size_t number = pool->capacity;
    if (pool->free_count + pool->capacity - pool->used <= reserve)
        number = pool->capacity;
    else if (pool->free_count > 0)
        number = pool->free_numbers[--pool->free_count];
    else if (pool->used < pool->capacity)
        number = pool->used++;
    count_used(pool);
    pthread_mutex_unlock(&pool->lock);
    return number < pool->capacity ? stack_at(pool, number) : NULL;
}

Stack *stack_take(StackPool *pool, StackCache *cache, bool ends)
{
    Stack *stack = cache->free;
    if (!stack)
        return take_shared(pool, ends ? 0 : STACK_RESERVE);
    cache->free = stack->next;
    cache->count--;
    return stack;
}

static bool grow_free(StackPool *pool)
{
    if (pool->free_count < pool->free_room)
        return true;
    size_t room = pool->free_room ? pool->free_room * 2 : 1024;
    uint32_t *numbers = realloc(pool->free_numbers, room * sizeof *numbers);
    if (!numbers)
        return false;
    pool->free_numbers = numbers;
    pool->free_room = room;
    return true;
}

static void give_shared(StackPool *pool, Stack *stack)
{
    size_t number = (size_t)(stack->low - pool->base) / STACK_SPACING;
    madvise(stack->low, STACK_SPACING, MADV_DONTNEED);
    pthread_mutex_lock(&pool->lock);
    /* Without memory for the list the number is lost, which costs address space only. */
    if (grow_free(pool))
        pool->free_numbers[pool->free_count++] = (uint32_t)number;
    count_used(pool);
    pthread_mutex_unlock(&pool->lock);
}

void stack_give(StackPool *pool, StackCache *cache, Stack *stack)
{
    if (cache->count < STACK_CACHE) {
        stack->waits = 0;
        stack->next = cache->free;
        cache->free = stack;
        cache->count++;
        return;
    }
    context_free(&stack->context);
    give_shared(pool, stack);
}

void stack_trim(const Stack *stack)
{
    /* Leaves room for this frame and whatever the call below needs. */
    uintptr_t keep = (uintptr_t)__builtin_frame_address(0) - 512;
    uintptr_t low = (uintptr_t)stack->low, end = keep & ~(uintptr_t)4095;
    if (end > low)
        madvise(stack->low, end - low, MADV_DONTNEED);
}

/* Whoever was deep has come through the pages next to where he is now. */
static bool was_deeper(uintptr_t end)
{
    unsigned char resident[PAGES_LOOKED_AT];
    if (mincore((void *)(end - sizeof resident * PAGE_BYTES), sizeof resident * PAGE_BYTES,
                resident) != 0)
        return false;
    for (size_t i = 0; i < sizeof resident; i++)
        if (resident[i] & 1)
            return true;
    return false;
}

void stack_trim_waiting(Stack *stack)
{
    stack->waits++;
    if ((stack->waits & (stack->waits - 1)) != 0)
        return;
    /* What a function keeps below its stack pointer stays. */
    uintptr_t end = ((uintptr_t)stack->context.sp - 256) & ~(uintptr_t)(PAGE_BYTES - 1);
    if (end > (uintptr_t)stack->low + PAGES_LOOKED_AT * PAGE_BYTES && was_deeper(end))
        madvise(stack->low, end - (uintptr_t)stack->low, MADV_DONTNEED);
}
