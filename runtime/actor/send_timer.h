/* send_timer.h - messages and closures that fall due later.
 *
 * Each belongs to the program, not to the actor that asked for it, and is known by an id. One that
 * would send to a process is dropped when that process ends. */
#ifndef RT_ACTOR_SEND_TIMER_H
#define RT_ACTOR_SEND_TIMER_H

#include "abi/mesh_abi.h"

/* Sends a copy of the value (borrowed) after `ms`; negative counts as 0. */
int64_t send_timer_message(MeshContext *cx, MeshWord pid, int64_t ms, const MeshTypeInfo *type,
                           MeshWord value);

/* Runs a copy of the closure (borrowed) in a process of its own after `ms`, or after each `ms`. */
int64_t send_timer_closure(MeshContext *cx, int64_t ms, MeshClosure *closure);
int64_t send_timer_repeat(MeshContext *cx, int64_t ms, MeshClosure *closure);

/* True if this stopped one that had not fired yet, or one that repeats. */
bool send_timer_cancel(MeshContext *cx, int64_t id);

#endif
