/* snapshot.h - what a running program says about itself: docs/runtime/observation.md. */
#ifndef DRIVER_SNAPSHOT_H
#define DRIVER_SNAPSHOT_H

#include "base/arena.h"
#include "base/vec.h"

#include <stdint.h>

#define SNAPSHOT_UNKNOWN (-1)

typedef struct ActorRow {
    uint64_t pid;
    const char *kind, *state, *name;
    /* SNAPSHOT_UNKNOWN: not told */
    int64_t messages, mailbox_bytes, activations, heap_bytes, restarts;
} ActorRow;

typedef VEC(ActorRow) ActorRowVec;

typedef struct Snapshot {
    const char *name;
    int64_t pid, uptime_ms, live, shown, memory_bytes;
    int64_t workers, idle_workers;
    ActorRowVec actors; /* newest first */
} Snapshot;

/* Asks the program with this process number. False: *error says why. */
bool snapshot_take(Arena *arena, long pid, Snapshot *snapshot, const char **error);

#endif
