/* stress.h - MESH_STRESS: making rare things happen all the time, and looking for damage they
 * leave.
 *
 *   heap     compares the counts in an actor's heap with what can be reached, whenever nothing of
 * the actor lies on a stack: between two requests of a service, after a job, at a normal end yield
 * every stack check gives way to other actors alloc:N  the N-th allocation of the program fails:
 * that actor crashes with `out of memory`
 *
 * Words may be combined with commas. docs/howto/stress.md is for who uses it. */
#ifndef RT_ACTOR_STRESS_H
#define RT_ACTOR_STRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct Actor;

typedef struct Stress {
    bool heap;
    bool yield;
    _Atomic int64_t allocations_left; /* until the one that fails; not positive: none fails */
} Stress;

/* NULL: no stress. False when a word is not known. */
bool stress_parse(Stress *stress, const char *text);

/* Nothing of the actor lies on a stack. Reports a difference and aborts the program. */
void stress_check_heap(struct Actor *actor);

#endif
