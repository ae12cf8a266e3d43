/* reclaim.h - freeing what other threads may still be looking at.
 *
 * A worker that looks up an actor uses the pointer only until it next says reclaim_quiet, between
 * two activations. What is retired is freed once every participant has been quiet since. No lock
 * and no write to shared memory is needed to follow a pointer. */
#ifndef RT_SCHED_RECLAIM_H
#define RT_SCHED_RECLAIM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RECLAIM_MOST 130
#define RECLAIM_AWAY UINT64_MAX

typedef struct Retired {
    struct Retired *next;
    uint64_t epoch; /* 0: not decided */
} Retired;

typedef struct ReclaimSeat {
    _Alignas(64) _Atomic uint64_t seen; /* RECLAIM_AWAY: holds no pointers */
} ReclaimSeat;

typedef struct Reclaim {
    _Alignas(64) _Atomic uint64_t epoch;
    int seats;
    ReclaimSeat seat[RECLAIM_MOST];
} Reclaim;

/* What one worker retired, oldest first. The newest of them, from `fresh` on, have no epoch yet:
 * they get one together. */
typedef struct RetiredList {
    Retired *first, *last, *fresh;
    int count;
} RetiredList;

/* `seats` participants, at most RECLAIM_MOST; all of them away. */
void reclaim_init(Reclaim *reclaim, int seats);

/* The participant starts, or goes on, following pointers; it holds none from before. */
static inline void reclaim_quiet(Reclaim *reclaim, int seat)
{
    /* Acquire pairs with the increment in reclaim_collect: who sees the epoch sees that the pointer
     * is gone. */
    uint64_t epoch = atomic_load_explicit(&reclaim->epoch, memory_order_acquire);
    if (atomic_load_explicit(&reclaim->seat[seat].seen, memory_order_relaxed) != epoch)
        atomic_store_explicit(&reclaim->seat[seat].seen, epoch, memory_order_seq_cst);
}

/* The participant holds no pointers until it says reclaim_quiet. */
static inline void reclaim_away(Reclaim *reclaim, int seat)
{
    atomic_store_explicit(&reclaim->seat[seat].seen, RECLAIM_AWAY, memory_order_release);
}

/* The thing can no longer be found. */
void reclaim_retire(RetiredList *list, Retired *thing);

/* Calls release for what nobody can still hold. */
void reclaim_collect(Reclaim *reclaim, RetiredList *list, void (*release)(Retired *));

#endif
