#include "actor/link.h"

#include "actor/actor.h"
#include "base/os.h"
#include "base/panic.h"
#include "base/prim.h"

static Message *signal_new(Actor *self, MessageKind kind)
{
    Message *message = message_new(kind);
    message->sender = self->pid;
    return message;
}

/* Of a signal that can be refused: there is memory for it, and for what it makes the actor
 * remember. */
static Message *request_new(Actor *self, MessageKind kind)
{
    Message *message = message_try_new(kind);
    if (!message)
        mesh_panic_c(actor_cx(self), "out of memory");
    message->sender = self->pid;
    return message;
}

/* As if `from` had sent it just now. */
static void post_to_self(Actor *self, MessageKind kind, MeshWord from, uint64_t ref, Reason *reason)
{
    Message *message = message_new(kind);
    message->sender = from;
    message->ref = ref;
    message->reason = reason;
    actor_post(actor_program(self), self->pid, message);
}

void actor_link(MeshContext *cx, MeshWord pid)
{
    Actor *self = actor_of(cx);
    if (pid == self->pid)
        return;
    actor_reserve_link(self);
    Message *message = request_new(self, MESSAGE_LINK);
    actor_link_now(self, pid);
    if (!actor_post(actor_program(self), pid, message))
        post_to_self(self, MESSAGE_EXIT_LINK, pid, 0, reason_noproc());
    actor_safe_point(self);
}

void mesh_link(MeshContext *cx, MeshWord pid)
{
    actor_link(cx, pid);
}

void actor_unlink(MeshContext *cx, MeshWord pid)
{
    Actor *self = actor_of(cx);
    actor_safe_point(self);
    if (self->relations && word_map_remove(&self->relations->links, pid, NULL))
        actor_post(actor_program(self), pid, signal_new(self, MESSAGE_UNLINK));
}

int64_t actor_monitor(MeshContext *cx, MeshWord pid)
{
    Actor *self = actor_of(cx);
    Program *program = actor_program(self);
    uint64_t ref = atomic_fetch_add(&program->last_monitor, 1) + 1;
    actor_reserve_monitor(self);
    Message *message = request_new(self, MESSAGE_MONITOR);
    message->ref = ref;
    actor_expect_down(self, ref, pid);
    if (!actor_post(program, pid, message))
        post_to_self(self, MESSAGE_DOWN, pid, ref, reason_noproc());
    return (int64_t)ref;
}

/* Removes the queued Down with this reference, or the queued Exit of this process. */
static bool remove_queued(Actor *self, MessageKind kind, uint64_t ref, MeshWord sender)
{
    Message *before = NULL;
    for (Message *at = self->mailbox.first; at; before = at, at = at->next) {
        if (at->kind != kind || (kind == MESSAGE_DOWN ? at->ref != ref : at->sender != sender))
            continue;
        /* One that a receive looks at right now is left to it. */
        if (at != self->activity->receiving.cursor && at != self->activity->receiving.before) {
            mailbox_unlink(&self->mailbox, before, at);
            message_discard(at);
        }
        return true;
    }
    return false;
}

bool actor_demonitor(MeshContext *cx, int64_t ref)
{
    Actor *self = actor_of(cx);
    uint64_t watched = 0;
    actor_safe_point(self);
    if (!self->relations || !word_map_remove(&self->relations->watching, (uint64_t)ref, &watched))
        return remove_queued(self, MESSAGE_DOWN, (uint64_t)ref, PID_NONE);
    Message *message = signal_new(self, MESSAGE_DEMONITOR);
    message->ref = (uint64_t)ref;
    actor_post(actor_program(self), watched, message);
    return true;
}

bool actor_wait_exit(MeshContext *cx, MeshWord pid, int64_t timeout_ms)
{
    Actor *self = actor_of(cx);
    int64_t deadline = actor_deadline(timeout_ms);
    uint64_t ref = (uint64_t)actor_monitor(cx, pid);
    actor_safe_point(self);
    while (self->relations && word_map_get(&self->relations->watching, ref, NULL)) {
        if (deadline >= 0 && os_monotonic_ms() >= deadline) {
            actor_demonitor(cx, (int64_t)ref);
            return false;
        }
        actor_wait(self, deadline);
    }
    remove_queued(self, MESSAGE_DOWN, ref, PID_NONE);
    /* Links are told before monitors, so the Exit is here if there is one. */
    remove_queued(self, MESSAGE_EXIT, 0, pid);
    if (self->relations)
        word_map_remove(&self->relations->links, pid, NULL);
    return true;
}

void actor_send_exit(MeshContext *cx, MeshWord pid, const MeshString *reason)
{
    Actor *self = actor_of(cx);
    Reason *meant = reason_from_text((const char *)reason->bytes, (size_t)reason->length);
    if (pid == self->pid)
        actor_exit(self, meant);
    Message *message = signal_new(self, MESSAGE_EXIT_SENT);
    message->reason = meant;
    actor_post(actor_program(self), pid, message);
}
