#include "sched/reclaim.h"

#include <assert.h>
#include <stddef.h>

void reclaim_init(Reclaim *reclaim, int seats)
{
    assert(seats <= RECLAIM_MOST);
    reclaim->seats = seats;
    atomic_store(&reclaim->epoch, 1);
    for (int i = 0; i < seats; i++)
        atomic_store(&reclaim->seat[i].seen, RECLAIM_AWAY);
}

void reclaim_retire(RetiredList *list, Retired *thing)
{
    *thing = (Retired){NULL, 0};
    if (list->last)
        list->last->next = thing;
    else
        list->first = thing;
    list->last = thing;
    if (!list->fresh)
        list->fresh = thing;
    list->count++;
}

static void date_fresh(Reclaim *reclaim, RetiredList *list)
{
    if (!list->fresh)
        return;
    uint64_t epoch = atomic_fetch_add_explicit(&reclaim->epoch, 1, memory_order_seq_cst) + 1;
    for (; list->fresh; list->fresh = list->fresh->next)
        list->fresh->epoch = epoch;
}

void reclaim_collect(Reclaim *reclaim, RetiredList *list, void (*release)(Retired *))
{
    if (!list->first)
        return;
    date_fresh(reclaim, list);
    uint64_t least = RECLAIM_AWAY;
    for (int i = 0; i < reclaim->seats; i++) {
        uint64_t seen = atomic_load_explicit(&reclaim->seat[i].seen, memory_order_seq_cst);
        least = seen < least ? seen : least;
    }
    while (list->first && list->first->epoch <= least) {
        Retired *thing = list->first;
        list->first = thing->next;
        if (!list->first)
            list->last = NULL;
        list->count--;
        release(thing);
    }
}
