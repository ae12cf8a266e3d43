/* Services: a state, and requests that take it and give the next one.
 *
 * A request is a closure from state to state, made by the caller's stub and copied into the
 * service's heap; a call replies from inside it. Between two requests a service has no stack. The
 * request itself is the monitor: a service that ends answers every call it has not replied to with
 * its exit reason. */
#include "actor/actor.h"

#include "base/os.h"
#include "base/panic.h"
#include "base/prim.h"
#include "value/freeze.h"
#include "value/object.h"
#include "value/string.h"

/* Takes the word. */
static void reply_to(Actor *self, MeshWord word, int64_t kind)
{
    Message *message = message_taking_value(actor_cx(self), MESSAGE_REPLY, word, kind);
    message->ref = self->caller_ref;
    self->reply_wanted = false;
    actor_post(actor_program(self), self->caller, message);
}

static void initialise(Actor *self)
{
    MeshContext *cx = actor_cx(self);
    MeshClosure *init = actor_take_start(self);
    self->state = mesh_apply0(cx, init);
    self->has_state = true;
    object_drop(cx, init);
    reply_to(self, 0, MESH_KIND_WORD);
}

static void handle(Actor *self, Message *message)
{
    MeshContext *cx = actor_cx(self);
    int64_t kind = self->service->state_kind;
    if (!message->type) {
        /* It has been ready since its init. */
        reply_failed(actor_program(self), message->sender, message->ref, reason_noproc());
        message_discard(message);
        return;
    }
    if (message->kind == MESSAGE_CALL) {
        self->caller = message->sender;
        self->caller_ref = message->ref;
        self->reply_wanted = true;
    }
    MeshClosure *request = (MeshClosure *)message_take_value(cx, message);
    message_discard(message);
    /* A terminate block must find the last good state even when a handler crashes in the middle. */
    MeshWord state = self->state;
    self->has_state = self->terminate != NULL;
    if (self->has_state)
        mesh_dup_kind(cx, state, kind);
    MeshWord next = mesh_apply1(cx, request, state);
    if (self->has_state)
        mesh_drop_kind(cx, self->state, kind);
    self->state = next;
    self->has_state = true;
    object_drop(cx, request);
}

TaskNext service_run(Actor *self)
{
    if (self->phase == PHASE_STARTING)
        initialise(self);
    for (;;) {
        self->resting = true;
        freeze_review(actor_cx(self));
        actor_safe_point(self);
        if (actor_program(self)->stress.heap)
            stress_check_heap(self);
        Message *message = self->mailbox.first;
        if (!message)
            return TASK_NEXT_WAIT;
        if (self->budget-- == 0)
            return TASK_NEXT_YIELD;
        self->resting = false;
        mailbox_unlink(&self->mailbox, NULL, message);
        handle(self, message);
    }
}

/* ---- The caller's side
 * ------------------------------------------------------------------------------- */

typedef enum CallStatus {
    CALL_REPLIED,
    CALL_TIMEOUT,
    CALL_FAILED /* self->call_failure says why */
} CallStatus;

static void set_failure(Actor *self, Reason *reason)
{
    reason_release(self->activity->call_failure);
    self->activity->call_failure = reason;
}

/* Waits for the reply to call_ref. */
static inline __attribute__((always_inline)) CallStatus await_reply(Actor *self, int64_t timeout_ms)
{
    int64_t deadline = actor_deadline(timeout_ms);
    while (!self->activity->reply) {
        if (deadline >= 0 && os_monotonic_ms() >= deadline) {
            self->activity->call_ref = 0;
            return CALL_TIMEOUT;
        }
        if (deadline < 0)
            actor_wait_for_ever(self);
        else
            actor_wait(self, deadline);
    }
    if (!self->activity->reply->reason)
        return CALL_REPLIED;
    set_failure(self, reason_retain(self->activity->reply->reason));
    message_discard(self->activity->reply);
    self->activity->reply = NULL;
    return CALL_FAILED;
}

static MeshWord take_reply(Actor *self)
{
    Message *reply = self->activity->reply;
    self->activity->reply = NULL;
    MeshWord word = message_take_value(actor_cx(self), reply);
    message_discard(reply);
    return word;
}

/* Takes the closure. */
static Message *request_new(Actor *self, MessageKind kind, const MeshServiceInfo *info,
                            MeshClosure *request)
{
    Message *message = message_taking_value(actor_cx(self), kind, (MeshWord)request, MESH_KIND_REF);
    message->type = info;
    if (kind == MESSAGE_CALL) {
        message->sender = self->pid;
        message->ref = actor_new_ref(self);
    }
    return message;
}

static inline __attribute__((always_inline)) CallStatus call(Actor *self,
                                                             const MeshServiceInfo *info,
                                                             MeshWord pid, MeshClosure *request,
                                                             int64_t timeout_ms)
{
    MeshContext *cx = actor_cx(self);
    Program *program = actor_program(self);
    Actor *callee = actor_find(program, pid);
    if (!callee) {
        object_drop(cx, request);
        set_failure(self, reason_noproc());
        return CALL_FAILED;
    }
    if (callee->kind != ACTOR_SERVICE || callee->service != info) {
        object_drop(cx, request);
        set_failure(self, reason_printf("not a %s", info->name));
        return CALL_FAILED;
    }
    Message *message = request_new(self, MESSAGE_CALL, info, request);
    self->activity->call_ref = message->ref;
    if (!actor_post(program, pid, message)) {
        self->activity->call_ref = 0;
        set_failure(self, reason_noproc());
        return CALL_FAILED;
    }
    return await_reply(self, timeout_ms);
}

MeshWord mesh_service_start(MeshContext *cx, const MeshServiceInfo *info, MeshClosure *init,
                            bool linked)
{
    Actor *self = actor_of(cx);
    self->activity->call_ref = actor_new_ref(self);
    ActorStart start = {.kind = ACTOR_SERVICE,
                        .closure = init,
                        .name = info->name,
                        .service = info,
                        .parent = self,
                        .linked = linked,
                        .start_ref = self->activity->call_ref};
    MeshWord pid = actor_start(actor_program(self), &start);
    object_drop(cx, init);
    /* A linked service that fails in init must crash us with its message, not through the link. */
    actor_hold(cx);
    CallStatus status = await_reply(self, -1);
    if (status != CALL_REPLIED) {
        Reason *reason = self->activity->call_failure;
        reason_release(self->exit);
        self->exit = NULL;
        mesh_panic_c(cx, "service %s failed to start: %.*s", info->name, (int)reason->length,
                     reason->text);
    }
    take_reply(self);
    actor_unhold(cx);
    return pid;
}

MeshWord mesh_service_call(MeshContext *cx, const MeshServiceInfo *info, const char *operation,
                           MeshWord pid, MeshClosure *request, int64_t timeout_ms)
{
    Actor *self = actor_of(cx);
    if (pid == self->pid)
        mesh_panic_c(cx, "service call %s.%s would deadlock", info->name, operation);
    switch (call(self, info, pid, request, timeout_ms)) {
    case CALL_REPLIED:
        return take_reply(self);
    case CALL_TIMEOUT:
        mesh_panic_c(cx, "service call %s.%s failed: timeout", info->name, operation);
    case CALL_FAILED:
        break;
    }
    mesh_panic_c(cx, "service call %s.%s failed: %.*s", info->name, operation,
                 (int)self->activity->call_failure->length, self->activity->call_failure->text);
}

int64_t mesh_service_try_call(MeshContext *cx, const MeshServiceInfo *info, const char *operation,
                              MeshWord pid, MeshClosure *request, int64_t timeout_ms)
{
    Actor *self = actor_of(cx);
    (void)operation;
    if (pid == self->pid) {
        object_drop(cx, request);
        set_failure(self, reason_printf("would deadlock"));
        return 1;
    }
    switch (call(self, info, pid, request, timeout_ms)) {
    case CALL_REPLIED:
        return 0;
    case CALL_TIMEOUT:
        set_failure(self, reason_printf("timeout"));
        return 1;
    case CALL_FAILED:
        return 1;
    }
    return 1;
}

bool actor_ask(Actor *self, MeshWord pid, int64_t timeout_ms)
{
    if (pid == self->pid) {
        set_failure(self, reason_printf("would deadlock"));
        return false;
    }
    Message *message = message_new(MESSAGE_CALL);
    message->sender = self->pid;
    message->ref = self->activity->call_ref = actor_new_ref(self);
    if (!actor_post(actor_program(self), pid, message)) {
        self->activity->call_ref = 0;
        set_failure(self, reason_noproc());
        return false;
    }
    CallStatus status = await_reply(self, timeout_ms);
    if (status == CALL_TIMEOUT)
        set_failure(self, reason_printf("timeout"));
    return status == CALL_REPLIED;
}

/* Replies to those who ask whether the actor is ready; they asked with a call of no service. */
void actor_ready(Actor *self)
{
    self->ready = true;
    actor_safe_point(self);
    Message *before = NULL;
    for (Message *at = self->mailbox.first, *next; at; at = next) {
        next = at->next;
        if (at->kind != MESSAGE_CALL || at->type) {
            before = at;
            continue;
        }
        mailbox_unlink(&self->mailbox, before, at);
        Message *reply = message_new(MESSAGE_REPLY);
        reply->ref = at->ref;
        actor_post(actor_program(self), at->sender, reply);
        message_discard(at);
    }
}

bool actor_await_ready(Actor *self, MeshWord pid)
{
    if (!actor_ask(self, pid, -1))
        return false;
    take_reply(self);
    return true;
}

MeshWord mesh_service_call_result(MeshContext *cx)
{
    return take_reply(actor_of(cx));
}

MeshString *mesh_service_call_error(MeshContext *cx)
{
    Reason *reason = actor_of(cx)->activity->call_failure;
    return string_new(cx, reason->text, reason->length);
}

void mesh_service_cast(MeshContext *cx, const MeshServiceInfo *info, MeshWord pid,
                       MeshClosure *request)
{
    Actor *self = actor_of(cx);
    Actor *receiver = actor_find(actor_program(self), pid);
    if (receiver)
        actor_send(self, receiver, request_new(self, MESSAGE_CAST, info, request));
    else
        object_drop(cx, request);
}

void mesh_service_reply(MeshContext *cx, const MeshTypeInfo *type, MeshWord value)
{
    Actor *self = actor_of(cx);
    if (self->reply_wanted)
        reply_to(self, value, type->kind);
    else
        mesh_drop_kind(cx, value, type->kind);
}
