/* pid_table.h - from pids to actors.
 *
 * Pids are handed out in order from 0 and never reused. The low bits are an index into a table
 * whose address space is reserved once; the bits above are the generation: when the order comes
 * round to an index whose actor still lives, that number is skipped. A page of the table in which
 * nobody lives goes back to the kernel, so the memory follows the number of live actors, not of
 * spawned ones.
 *
 * Any thread may look up; the result is good until the thread says reclaim_quiet. */
#ifndef RT_ACTOR_PID_TABLE_H
#define RT_ACTOR_PID_TABLE_H

#include "abi/mesh_abi.h"

#include <stdatomic.h>

struct Actor;

#define PID_NONE                                                                                   \
    ((MeshWord)INT64_MAX) /* no process: shown as <none>, everything sent to it is dropped */

#define PID_SLOTS ((uint64_t)1 << 26)

typedef struct PidTable {
    _Atomic(struct Actor *) *slots;
    _Atomic uint32_t *page_live; /* actors per page */
    _Atomic uint64_t next;
    _Atomic int64_t live;
} PidTable;

/* False when there is no address space. */
bool pid_table_init(PidTable *table);

/* The pid of a new actor, which must say its pid before anybody can look it up: set_pid is called
 * first. */
MeshWord pid_table_add(PidTable *table, struct Actor *actor,
                       void (*set_pid)(struct Actor *, MeshWord));

/* The actor in the pid's slot, whose pid the caller still has to compare, or NULL. */
static inline struct Actor *pid_table_slot(PidTable *table, MeshWord pid)
{
    if (pid >= atomic_load_explicit(&table->next, memory_order_relaxed))
        return NULL;
    return atomic_load_explicit(&table->slots[pid % PID_SLOTS], memory_order_acquire);
}

/* Nobody finds the actor any more; who has found it goes on, see reclaim.h. */
void pid_table_remove(PidTable *table, MeshWord pid);

/* Calls visit for every live actor from the newest slot to the oldest. */
void pid_table_each(PidTable *table, void (*visit)(struct Actor *, void *), void *arg);

#endif
