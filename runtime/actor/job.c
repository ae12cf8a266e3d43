#include "actor/job.h"

#include "actor/actor.h"
#include "value/object.h"

static void answer(Actor *self, Message *request)
{
    Program *program = actor_program(self);
    if (self->failure) {
        reply_failed(program, request->sender, request->ref, self->failure);
        return;
    }
    Message *message =
        message_with_value(actor_cx(self), MESSAGE_REPLY, self->state, self->result_type->kind);
    message->ref = request->ref;
    actor_post(program, request->sender, message);
}

static void compute(Actor *self)
{
    MeshContext *cx = actor_cx(self);
    MeshClosure *closure = actor_take_start(self);
    self->state = mesh_apply0(cx, closure);
    self->has_state = true;
    object_drop(cx, closure);
}

TaskNext job_run(Actor *self)
{
    if (self->phase == PHASE_STARTING)
        compute(self);
    self->resting = true;
    if (actor_program(self)->stress.heap)
        stress_check_heap(self);
    for (;;) {
        actor_safe_point(self);
        Message *message = self->mailbox.first;
        if (!message && (self->orphan || self->forgotten)) {
            self->exit = reason_normal();
            self->phase = PHASE_ENDING;
            return actor_finish(self);
        }
        if (!message)
            return TASK_NEXT_WAIT;
        /* While it is in the mailbox it is answered even if there is no memory for the reply. */
        if (message->kind == MESSAGE_CALL)
            answer(self, message);
        mailbox_unlink(&self->mailbox, NULL, message);
        message_free(actor_cx(self), message);
    }
}

TaskNext job_keep_failure(Actor *self)
{
    actor_drop_start(self);
    self->failure = self->exit;
    self->exit = NULL;
    self->has_state = false;
    self->phase = PHASE_RUNNING;
    resources_release(self, true);
    /* Values that were looked at went with the heap. */
    for (Message *message = self->mailbox.first; message; message = message->next)
        if (message->form == FORM_OPENED) {
            message->form = FORM_WORD;
            message->word = 0;
        }
    self->terminate = NULL;
    heap_release(&self->heap);
    return job_run(self);
}

MeshWord job_start(MeshContext *cx, const MeshTypeInfo *type, MeshClosure *closure)
{
    Actor *self = actor_of(cx);
    ActorStart start = {.kind = ACTOR_JOB,
                        .closure = closure,
                        .name = "job",
                        .result_type = type,
                        .parent = self,
                        .owned = true};
    return actor_start(actor_program(self), &start);
}

int64_t job_await(MeshContext *cx, MeshWord job, int64_t timeout_ms)
{
    return actor_ask(actor_of(cx), job, timeout_ms) ? 0 : 1;
}

void job_forget(MeshContext *cx, MeshWord job)
{
    actor_post(program_of(cx), job, message_new(MESSAGE_FORGET));
}
