/* Bodies of std/supervisor.mpl. The arguments of dynamic children cross as closures whose result
 * type is put aside; the identity of their type goes with them, and only equal ones are put
 * together again. */
#include "std_externs.h"

#include "actor/actor.h"
#include "base/log.h"

#include <stdio.h>

int64_t mesh_supervisor_kind_taken(MeshContext *cx, const MeshTypeInfo *type, MeshClosure *start)
{
    (void)cx;
    (void)start;
    return (int64_t)(intptr_t)type;
}

int64_t mesh_supervisor_kind_given(MeshContext *cx, const MeshTypeInfo *type, MeshWord args)
{
    (void)cx;
    (void)args;
    return (int64_t)(intptr_t)type;
}

/* Takes the closure. */
MeshClosure *mesh_supervisor_pack(MeshContext *cx, const MeshTypeInfo *type, MeshClosure *args)
{
    (void)cx;
    (void)type;
    return args;
}

/* Takes the closure. */
MeshClosure *mesh_supervisor_unpack(MeshContext *cx, const MeshTypeInfo *type, MeshClosure *packed)
{
    (void)cx;
    (void)type;
    return packed;
}

/* The running supervisor has started a child anew: counted, and written unless it happens all the
 * time. */
void mesh_supervisor_restarted(MeshContext *cx, MeshString *name, MeshString *child, MeshWord pid)
{
    char line[512];
    actor_count_restart(actor_of(cx));
    int length = snprintf(line, sizeof line, "supervisor %.*s restarted child %.*s (<0.%llu>)",
                          (int)name->length, (const char *)name->bytes, (int)child->length,
                          (const char *)child->bytes, (unsigned long long)pid);
    size_t size = length < 0 ? 0 : (size_t)length < sizeof line ? (size_t)length : sizeof line - 1;
    if (crash_may_tell(program_of(cx), line, size))
        log_line("%.*s", (int)size, line);
}
