/* link.h - who is told of whose end, and asking others to end. All for the running actor. */
#ifndef RT_ACTOR_LINK_H
#define RT_ACTOR_LINK_H

#include "abi/mesh_abi.h"

/* Both end together, unless one traps exits. A process that is gone counts as ended with `noproc`.
 */
void actor_link(MeshContext *cx, MeshWord pid);
void actor_unlink(MeshContext *cx, MeshWord pid);

/* A unique reference from 1; exactly one Down with it will come. */
int64_t actor_monitor(MeshContext *cx, MeshWord pid);

/* False when the reference is unknown. A Down that is queued already is removed. */
bool actor_demonitor(MeshContext *cx, int64_t ref);

/* Waits for the process to end; false after the time (negative: no limit). Its Down and Exit are
 * swallowed. */
bool actor_wait_exit(MeshContext *cx, MeshWord pid, int64_t timeout_ms);

/* What Process.exit does; does not return when it means the running actor. */
void actor_send_exit(MeshContext *cx, MeshWord pid, const MeshString *reason);

#endif
