/* The bodies of std/timer.mpl. */
#include "actor/actor.h"
#include "actor/send_timer.h"

#include "std/language.h"
#include "std_externs.h"

#include "base/os.h"
#include "value/object.h"

void mesh_timer_sleep(MeshContext *cx, int64_t ms)
{
    if (ms <= 0)
        return;
    int64_t deadline = actor_deadline(ms);
    while (os_monotonic_ms() < deadline)
        actor_wait(actor_of(cx), deadline);
}

int64_t mesh_timer_send_after(MeshContext *cx, const MeshTypeInfo *type, MeshWord pid, int64_t ms,
                              MeshWord message)
{
    int64_t id = send_timer_message(cx, pid, ms, type, message);
    mesh_drop_kind(cx, message, type->kind);
    return id;
}

int64_t mesh_timer_call_after(MeshContext *cx, int64_t ms, MeshClosure *closure)
{
    return send_timer_closure(cx, ms, closure);
}

int64_t mesh_timer_every(MeshContext *cx, int64_t ms, MeshClosure *closure)
{
    return send_timer_repeat(cx, ms, closure);
}

bool mesh_timer_cancel(MeshContext *cx, int64_t id)
{
    return send_timer_cancel(cx, id);
}
