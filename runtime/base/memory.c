#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#define RESERVE_BYTES ((size_t)1 << 20)

/* Belongs to the process like the allocator under it. */
static _Atomic(void *) reserve;

static _Noreturn void give_up(void)
{
    static const char text[] = "mesh: out of memory\n";
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        _exit(1);
    abort();
}

/* True when there may be memory now. */
static bool use_reserve(void)
{
    void *kept = atomic_exchange(&reserve, NULL);
    free(kept);
    return kept != NULL;
}

void memory_keep_reserve(void)
{
    if (atomic_load_explicit(&reserve, memory_order_relaxed))
        return;
    void *fresh = malloc(RESERVE_BYTES), *none = NULL;
    if (fresh && !atomic_compare_exchange_strong(&reserve, &none, fresh))
        free(fresh);
}

void *memory_try_new(size_t bytes)
{
    return malloc(bytes ? bytes : 1);
}

void *memory_try_resize(void *memory, size_t bytes)
{
    return realloc(memory, bytes ? bytes : 1);
}

void *memory_new(size_t bytes)
{
    void *memory = memory_try_new(bytes);
    while (!memory && use_reserve())
        memory = memory_try_new(bytes);
    return memory ? memory : (give_up(), NULL);
}

void *memory_zeroed(size_t bytes)
{
    void *memory = calloc(1, bytes ? bytes : 1);
    while (!memory && use_reserve())
        memory = calloc(1, bytes ? bytes : 1);
    return memory ? memory : (give_up(), NULL);
}

void *memory_resize(void *memory, size_t bytes)
{
    void *resized = memory_try_resize(memory, bytes);
    while (!resized && use_reserve())
        resized = memory_try_resize(memory, bytes);
    return resized ? resized : (give_up(), NULL);
}

void memory_free(void *memory)
{
    free(memory);
}
