/* Bodies of std/supervisor.mpl. The arguments of dynamic children cross as closures whose result type is put
 * aside; the identity of their type goes with them, and only equal ones are put together again. */
#include "std_externs.h"

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
