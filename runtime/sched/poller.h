/* poller.h - which descriptors are ready, and which task waits for that.
 *
 * A descriptor is registered once, edge-triggered, with the poller of the worker that first waited
 * for it. Its slot remembers readiness until somebody consumes it, so the pattern is: try the call;
 * on EAGAIN wait; try again. A wait may end too early, never too late. One task per direction may
 * wait. */
#ifndef RT_SCHED_POLLER_H
#define RT_SCHED_POLLER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define POLL_CHUNK  256
#define POLL_CHUNKS 8192

struct Task;

typedef enum PollBits {
    POLL_READ = 1,
    POLL_WRITE = 2,
    POLL_REGISTERED = 4,
    POLL_ENDED = 8 /* the peer will send no more; stays until the descriptor is forgotten */
} PollBits;

typedef struct PollSlot {
    _Atomic uint32_t bits;
    _Atomic uint32_t generation;      /* counts the descriptors that had this number */
    _Atomic(struct Task *) waiter[2]; /* reader, writer */
} PollSlot;

/* Slots of all descriptors of the process; they never move and are never freed. */
typedef struct PollTable {
    _Atomic(PollSlot *) chunks[POLL_CHUNKS];
} PollTable;

typedef struct Poller {
    int poll;
    int wake; /* an event descriptor that ends a sleep */
} Poller;

/* False when the system has no descriptors left. */
bool poller_init(Poller *poller);

/* NULL when the number is out of range or memory is out. */
PollSlot *poll_slot(PollTable *table, int fd);

/* Registers the descriptor if nobody has. */
bool poller_watch(Poller *poller, PollSlot *slot, int fd);

/* Makes it look readable, which ends a wait for reading. Any thread. */
void poll_nudge(PollTable *table, int fd);

/* The descriptor is about to be closed: a new generation begins, and who waits for it is woken. */
void poll_forget(PollTable *table, int fd);

/* Waits up to timeout_ns (negative: for ever), notes what is ready and wakes who waits for it.
 * Returns the number of events. `awake` (or NULL) is called after the wait, before any task is
 * looked at. */
int poller_run(Poller *poller, PollTable *table, int64_t timeout_ns, void (*awake)(void *),
               void *arg);

/* Ends a sleep of the poller's worker. Any thread. */
void poller_wake(Poller *poller);

#endif
