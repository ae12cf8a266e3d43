/* local.h - what each worker keeps of the memory that actors and messages are made of. */
#ifndef RT_ACTOR_LOCAL_H
#define RT_ACTOR_LOCAL_H

#include "base/cell_cache.h"
#include "sched/sched.h"

typedef struct LocalStores {
    CellStore actors, messages, wide_messages;
} LocalStores;

typedef struct Local {
    CellCache actors, messages, wide_messages;
    uint64_t last_ref; /* of calls that were made by this worker's actors */
    uint64_t random;
} Local;

/* Empty stores, for all workers of a program. */
void local_stores_init(LocalStores *stores);

/* What one worker keeps, in front of the stores. Ends the program when there is no memory. */
Local *local_new(LocalStores *stores, int worker);

/* Of the worker that runs the caller. */
static inline Local *local_of(Worker *worker)
{
    return worker->local;
}

#endif
