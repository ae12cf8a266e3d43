/* observe.h - what a running program looks like, for who asks from outside: MESH_OBSERVE=1.
 *
 * A thread listens on a Unix socket, mesh-PID.sock in XDG_RUNTIME_DIR or /tmp, which only the user
 * of the program may open. Who connects gets one snapshot as text and the end of the stream;
 * docs/runtime/observation.md describes it. Each actor is asked by a message and describes itself
 * at its next safe point, so nothing stops and nobody reads what another thread writes. Who does
 * not answer in time is shown with what is known anyway. */
#ifndef RT_ACTOR_OBSERVE_H
#define RT_ACTOR_OBSERVE_H

#include <stdint.h>

typedef struct Program Program;
struct Actor;

typedef struct Observer Observer;

/* When the environment asks for it; the program goes on without when that is not possible. */
void observer_start(Program *program);

/* Removes the socket. */
void observer_stop(Program *program);

/* The running actor fills its row of the snapshot that the ticket is for. */
void observer_answer(struct Actor *self, uint64_t ticket);

#endif
