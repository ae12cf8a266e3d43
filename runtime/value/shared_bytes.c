#include "value/shared_bytes.h"

#include "base/memory.h"

static void retain_body(void *body)
{
    shared_bytes_retain(body);
}

static void release_body(void *body)
{
    shared_bytes_release(body);
}

const HeapProxyKind shared_bytes_kind = {retain_body, release_body};

static void claim(MeshContext *cx, size_t bytes)
{
    if (!memory_claim(bytes))
        heap_of(cx)->hooks->out_of_memory(cx, bytes);
}

static _Noreturn void refuse(MeshContext *cx, size_t bytes)
{
    memory_unclaim(bytes);
    heap_of(cx)->hooks->out_of_memory(cx, bytes);
}

SharedBytes *shared_bytes_new(MeshContext *cx, size_t capacity, size_t used)
{
    claim(cx, capacity);
    SharedBytes *shared = memory_try_new(sizeof(SharedBytes) + capacity);
    if (!shared)
        refuse(cx, capacity);
    atomic_init(&shared->owners, 1);
    atomic_init(&shared->used, used);
    shared->capacity = capacity;
    return shared;
}

SharedBytes *shared_bytes_resize(MeshContext *cx, SharedBytes *shared, size_t capacity)
{
    claim(cx, capacity);
    SharedBytes *resized = memory_try_resize(shared, sizeof(SharedBytes) + capacity);
    if (!resized)
        refuse(cx, capacity);
    memory_unclaim(resized->capacity);
    resized->capacity = capacity;
    return resized;
}

void shared_bytes_retain(SharedBytes *shared)
{
    /* The caller holds a reference already, so nothing needs ordering. */
    atomic_fetch_add_explicit(&shared->owners, 1, memory_order_relaxed);
}

void shared_bytes_release(SharedBytes *shared)
{
    /* Release pairs with the acquire of the last owner: every read of the bytes happens before the free. */
    if (atomic_fetch_sub_explicit(&shared->owners, 1, memory_order_acq_rel) != 1)
        return;
    memory_unclaim(shared->capacity);
    memory_free(shared);
}

bool shared_bytes_claim(SharedBytes *shared, size_t end, size_t count)
{
    if (shared->capacity - end < count)
        return false;
    /* Relaxed: the claim decides only who writes; the bytes reach others with the message that carries them. */
    return atomic_compare_exchange_strong_explicit(&shared->used, &end, end + count,
                                                   memory_order_relaxed, memory_order_relaxed);
}
