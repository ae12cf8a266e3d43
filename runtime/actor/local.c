#include "actor/local.h"

#include "actor/actor.h"
#include "base/memory.h"

void local_stores_init(LocalStores *stores)
{
    cell_store_init(&stores->actors, sizeof(Actor));
    cell_store_init(&stores->messages, MESSAGE_BYTES);
    cell_store_init(&stores->wide_messages, MESSAGE_WIDE_BYTES);
}

Local *local_new(LocalStores *stores, int worker)
{
    Local *local = memory_zeroed(sizeof *local);
    cell_cache_init(&local->actors, &stores->actors);
    cell_cache_init(&local->messages, &stores->messages);
    cell_cache_init(&local->wide_messages, &stores->wide_messages);
    /* Unique in the program: the number of the worker is in the low bits. */
    local->last_ref = SCHED_MOST_WORKERS + (uint64_t)worker;
    local->random = (uint64_t)worker + 1;
    return local;
}
