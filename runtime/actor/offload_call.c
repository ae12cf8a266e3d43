/* Blocking C code on a thread of the pool, while its actor sleeps.
 *
 * The call has the actor's context for itself: it may allocate on its heap and panic, but not send,
 * wait or look up processes, since it runs on no worker. Exits wait until it is over; a call that
 * can be cancelled is asked to end early then. */
#include "actor/actor.h"

#include "base/panic.h"
#include "base/prim.h"

#include <sched.h>
#include <setjmp.h>

struct OffloadCall {
    Actor *actor;
    void (*run)(MeshContext *, void *);
    void (*cancel)(void *); /* NULL: none, or it has been called */
    void *args;
    Reason *crash; /* it panicked */
    jmp_buf out;
    _Atomic bool done;     /* the actor may go on */
    _Atomic bool released; /* the thread does not touch the call or the actor any more */
};

static void run_call(void *arg)
{
    OffloadCall *call = arg;
    if (setjmp(call->out) == 0)
        call->run(actor_cx(call->actor), call->args);
    Task *task = &call->actor->task;
    atomic_store(&call->done, true);
    task_wake(task);
    atomic_store(&call->released, true);
}

_Noreturn void offload_abandon(Actor *self, Reason *reason)
{
    self->activity->offload->crash = reason;
    longjmp(self->activity->offload->out, 1);
}

/* Mail must not stay in the inbox, or there is no parking. */
static void wait_for_call(Actor *self)
{
    task_park(&self->task);
    actor_collect_mail(self);
    OffloadCall *call = self->activity->offload;
    bool must_end = self->exit && (self->held == 0 || self->exit->kind == REASON_KILLED);
    if (call->cancel && must_end) {
        call->cancel(call->args);
        call->cancel = NULL;
    }
}

void mesh_offload(MeshContext *cx, void (*run)(MeshContext *cx, void *args), void *args)
{
    actor_offload(cx, run, NULL, args);
}

void actor_offload(MeshContext *cx, void (*run)(MeshContext *cx, void *args),
                   void (*cancel)(void *args), void *args)
{
    Actor *self = actor_of(cx);
    Sched *sched = actor_program(self)->sched;
    OffloadCall call = {.actor = self, .run = run, .cancel = cancel, .args = args};
    self->activity->offload = &call;
    sched_keep(sched, 1);
    if (!sched_offload(sched, run_call, &call)) {
        self->activity->offload = NULL;
        sched_keep(sched, -1);
        mesh_panic_c(cx, "no thread for a blocking call");
    }
    while (!atomic_load(&call.done))
        wait_for_call(self);
    while (!atomic_load(&call.released))
        sched_yield();
    self->activity->offload = NULL;
    sched_keep(sched, -1);
    if (call.crash)
        actor_crash(self, NULL, call.crash->text, call.crash->length);
    actor_safe_point(self);
}
