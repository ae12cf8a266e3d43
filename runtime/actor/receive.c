/* Selective receive: a cursor goes once over the queue, then over what arrives, until an arm takes
 * a message or the time is up. Values are opened where they lie, so a message that stays is opened
 * only once. */
#include "actor/actor.h"

#include "base/os.h"
#include "base/prim.h"
#include "value/freeze.h"
#include "value/object.h"
#include "value/string.h"

void mesh_receive_begin(MeshContext *cx, int64_t timeout_ms)
{
    freeze_review(cx);
    Receiving *receiving = &actor_of(cx)->activity->receiving;
    receiving->cursor = receiving->before = NULL;
    receiving->deadline_ms = actor_deadline(timeout_ms);
}

/* Moves the cursor to the next message that is already there. Requests are not for receive. */
static bool advance(Actor *self)
{
    Receiving *receiving = &self->activity->receiving;
    Message *before = receiving->cursor;
    Message *next = before ? before->next : self->mailbox.first;
    while (next && (next->kind == MESSAGE_CALL || next->kind == MESSAGE_CAST)) {
        before = next;
        next = next->next;
    }
    if (!next)
        return false;
    receiving->before = before;
    receiving->cursor = next;
    return true;
}

static int64_t look_at(Actor *self)
{
    Receiving *receiving = &self->activity->receiving;
    Message *message = receiving->cursor;
    if (message->kind == MESSAGE_VALUE)
        return MESH_RECEIVED_MESSAGE;
    receiving->pid = message->sender;
    receiving->ref = message->ref;
    reason_release(receiving->reason);
    receiving->reason = reason_retain(message->reason);
    return message->kind == MESSAGE_EXIT ? MESH_RECEIVED_EXIT : MESH_RECEIVED_DOWN;
}

static bool time_is_up(const Receiving *receiving)
{
    return receiving->deadline_ms >= 0 && os_monotonic_ms() >= receiving->deadline_ms;
}

static inline __attribute__((always_inline)) int64_t next(Actor *self, void **frame)
{
    while (!advance(self)) {
        actor_safe_point(self);
        if (advance(self))
            break;
        Receiving *receiving = &self->activity->receiving;
        if (time_is_up(receiving)) {
            receiving->cursor = receiving->before = NULL;
            return MESH_RECEIVED_TIMEOUT;
        }
        if (frame && body_may_rest(self, frame))
            return MESH_RECEIVED_REST;
        if (receiving->deadline_ms < 0)
            actor_wait_for_ever(self);
        else
            actor_wait(self, receiving->deadline_ms);
    }
    return look_at(self);
}

int64_t mesh_receive_next(MeshContext *cx)
{
    return next(actor_of(cx), NULL);
}

int64_t mesh_receive_next_or_rest(MeshContext *cx)
{
    return next(actor_of(cx), __builtin_frame_address(0));
}

MeshWord mesh_receive_value(MeshContext *cx)
{
    Message *message = actor_of(cx)->activity->receiving.cursor;
    return mesh_dup_kind(cx, message_open(cx, message), message->value_kind);
}

MeshWord mesh_receive_peek(MeshContext *cx)
{
    return message_look(cx, actor_of(cx)->activity->receiving.cursor);
}

void mesh_receive_accept(MeshContext *cx)
{
    Actor *self = actor_of(cx);
    Receiving *receiving = &self->activity->receiving;
    Message *message = receiving->cursor;
    mailbox_unlink(&self->mailbox, receiving->before, message);
    receiving->cursor = receiving->before = NULL;
    message_free(cx, message);
    if (--self->budget == 0) {
        /* Enough for one activation: the next stack check yields. With much left to do the ticker
         * decides, up to the last message: those who wait for their turn with something to send
         * would only make it longer. */
        self->budget = ACTOR_BUDGET;
        if (mailbox_bytes(&self->mailbox) >= MAILBOX_BACKLOG / 4)
            self->behind = true;
        if (!self->behind)
            sched_interrupt(&cx->stack_limit);
    }
}

MeshWord mesh_received_pid(MeshContext *cx)
{
    return actor_of(cx)->activity->receiving.pid;
}

MeshWord mesh_received_ref(MeshContext *cx)
{
    return (MeshWord)actor_of(cx)->activity->receiving.ref;
}

MeshString *mesh_received_reason(MeshContext *cx)
{
    Reason *reason = actor_of(cx)->activity->receiving.reason;
    return string_new(cx, reason->text, reason->length);
}
