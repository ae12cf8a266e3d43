#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define RESERVE_PIECES      64
#define RESERVE_PIECE_BYTES ((size_t)32 << 10)

#define RETURN_SLICE_US 200
#define RETURN_SLICES   10000 /* two seconds at least */

/* How many threads are giving memory back. */
static _Atomic int returning;

/* What is claimed, and how much that may be; 0: any amount. */
static _Atomic size_t claimed, most_claimed;

/* Belongs to the process like the allocator under it. It is given up piece by piece, so that an
 * actor that asks for more and more at the same time cannot take all of it. */
static struct {
    _Atomic(void *) pieces[RESERVE_PIECES];
    _Atomic int missing;
} reserve = {.missing = RESERVE_PIECES};

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
    for (int i = 0; i < RESERVE_PIECES; i++) {
        void *kept = atomic_exchange(&reserve.pieces[i], NULL);
        if (!kept)
            continue;
        atomic_fetch_add(&reserve.missing, 1);
        free(kept);
        return true;
    }
    return false;
}

void memory_keep_reserve(void)
{
    if (atomic_load_explicit(&reserve.missing, memory_order_relaxed) == 0)
        return;
    for (int i = 0; i < RESERVE_PIECES; i++) {
        if (atomic_load_explicit(&reserve.pieces[i], memory_order_relaxed))
            continue;
        void *fresh = malloc(RESERVE_PIECE_BYTES), *none = NULL;
        if (!fresh)
            return;
        if (atomic_compare_exchange_strong(&reserve.pieces[i], &none, fresh))
            atomic_fetch_sub(&reserve.missing, 1);
        else
            free(fresh);
    }
}

void memory_return_begins(void)
{
    atomic_fetch_add(&returning, 1);
}

void memory_return_ends(void)
{
    atomic_fetch_sub(&returning, 1);
}

/* True when it is worth to ask once more. The last request comes after the last return. */
static bool await_return(int *patience)
{
    if (*patience == 0)
        return false;
    if (atomic_load(&returning) == 0) {
        *patience = 0;
        return true;
    }
    --*patience;
    usleep(RETURN_SLICE_US);
    return true;
}

void memory_limit_claims(size_t most_bytes)
{
    atomic_store(&most_claimed, most_bytes);
}

static bool claim_fits(size_t bytes)
{
    size_t most = atomic_load_explicit(&most_claimed, memory_order_relaxed);
    size_t before = atomic_fetch_add_explicit(&claimed, bytes, memory_order_relaxed);
    if (most == 0 || (bytes <= most && before <= most - bytes))
        return true;
    atomic_fetch_sub_explicit(&claimed, bytes, memory_order_relaxed);
    return false;
}

bool memory_claim(size_t bytes)
{
    if (bytes < MEMORY_CLAIM_LEAST)
        return true;
    bool fits = claim_fits(bytes);
    for (int patience = RETURN_SLICES; !fits && await_return(&patience);)
        fits = claim_fits(bytes);
    return fits;
}

void memory_unclaim(size_t bytes)
{
    if (bytes >= MEMORY_CLAIM_LEAST)
        atomic_fetch_sub_explicit(&claimed, bytes, memory_order_relaxed);
}

void *memory_try_new(size_t bytes)
{
    size_t asked = bytes ? bytes : 1;
    void *memory = malloc(asked);
    for (int patience = RETURN_SLICES; !memory && await_return(&patience);)
        memory = malloc(asked);
    return memory;
}

void *memory_try_resize(void *memory, size_t bytes)
{
    size_t asked = bytes ? bytes : 1;
    void *resized = realloc(memory, asked);
    for (int patience = RETURN_SLICES; !resized && await_return(&patience);)
        resized = realloc(memory, asked);
    return resized;
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

char *memory_text(const void *bytes, size_t length)
{
    char *text = memory_new(length + 1);
    memcpy(text, bytes, length);
    text[length] = '\0';
    return text;
}

void memory_free(void *memory)
{
    free(memory);
}

void memory_pause(void)
{
    sched_yield();
}

void memory_free_in_slices(void *memory, size_t bytes, size_t slice_bytes)
{
    /* The pages inside go first, so that little is left for the moment in which all of it goes. */
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t at = ((uintptr_t)memory + page - 1) / page * page,
              end = ((uintptr_t)memory + bytes) / page * page;
    while (at < end) {
        size_t slice = end - at < slice_bytes ? end - at : slice_bytes;
        madvise((void *)at, slice, MADV_DONTNEED);
        at += slice;
        memory_pause();
    }
    free(memory);
}
