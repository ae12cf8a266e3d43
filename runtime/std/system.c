/* The bodies of std/system.mpl. */
#include "actor/actor.h"

#include "std_externs.h"

void mesh_system_exit(MeshContext *cx, int64_t status)
{
    Actor *self = actor_of(cx);
    program_stop(actor_program(self), (int)(status & 255));
    actor_exit(self, reason_shutdown());
}
