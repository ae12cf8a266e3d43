/* The end of an actor: terminate, then everybody is told, then its memory goes back. */
#include "actor/actor.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"
#include "base/prim.h"
#include "value/freeze.h"
#include "value/object.h"

#define LARGE_HEAP     ((size_t)1 << 20)
#define TERMINATE_ROOM ((size_t)1 << 20)

static void run_terminate(Actor *self)
{
    MeshContext *cx = actor_cx(self);
    Heap *heap = &self->heap.heap;
    bool resting = self->resting;
    self->terminated = true;
    self->resting = false;
    /* The actor may have ended because its heap was full. */
    if (heap->limit_bytes != 0 && heap->bytes + TERMINATE_ROOM > heap->limit_bytes)
        heap->limit_bytes = heap->bytes + TERMINATE_ROOM;
    if (self->kind != ACTOR_SERVICE) {
        mesh_apply0(cx, self->terminate);
    } else if (self->has_state) {
        self->has_state = false;
        mesh_apply1(cx, self->terminate, self->state);
    }
    object_drop(cx, self->terminate);
    self->terminate = NULL;
    self->resting = resting;
}

static void discard_mail(Actor *self, bool drop_values)
{
    Mailbox *box = &self->mailbox;
    while (box->first) {
        Message *message = box->first;
        mailbox_unlink(box, NULL, message);
        if (message->kind == MESSAGE_CALL)
            reply_failed(actor_program(self), message->sender, message->ref, self->exit);
        if (drop_values)
            message_free(actor_cx(self), message);
        else
            message_discard(message);
    }
}

/* The end left nothing on a stack, so every object that is still alive is a mistake of the compiler
 * or of the runtime. */
static void check_leaks(Actor *self)
{
    MeshContext *cx = actor_cx(self);
    if (self->terminate)
        object_drop(cx, self->terminate);
    self->terminate = NULL;
    if (self->has_state)
        mesh_drop_kind(cx, self->state, actor_state_kind(self));
    self->has_state = false;
    freeze_forget(cx);
    size_t live = heap_live_objects(&self->heap);
    if (live == 0)
        return;
    atomic_store(&actor_program(self)->leaked, true);
    log_line("actor <0.%llu> (%s) ended with %zu live objects", (unsigned long long)self->pid,
             self->name ? self->name : "-", live);
}

static void free_remains(void *remains)
{
    heap_remains_free(remains);
    memory_return_ends();
}

/* Those who wait for the end, and for the worker, do not wait for a large heap to be given back. */
static void release_heap(Actor *self)
{
    if (heap_bytes(&self->heap) < LARGE_HEAP) {
        heap_release(&self->heap);
        return;
    }
    HeapRemains *remains = heap_detach(&self->heap);
    memory_return_begins();
    if (!sched_offload(actor_program(self)->sched, free_remains, remains))
        free_remains(remains);
}

static void release_memory(Actor *self)
{
    actor_drop_start(self);
    if (self->kind == ACTOR_JOB)
        reason_release(self->failure);
    reason_release(self->exit);
    if (self->kind == ACTOR_BODY)
        body_end_pause(self);
    release_heap(self);
    memory_keep_reserve();
}

static TaskNext end(Actor *self)
{
    Program *program = actor_program(self);
    bool tidy = self->resting || (self->exit->kind == REASON_NORMAL && !self->abandoned);
    self->phase = PHASE_ENDED;
    if (self->kind == ACTOR_SYSTEM) {
        release_memory(self);
        return TASK_NEXT_END;
    }
    /* With several workers much may arrive between the last look at the mail and the end. */
    while (os.gives_way && os.gives_way())
        task_yield(&self->task);
    registry_close(&program->names, &self->names);
    pid_table_remove(&program->pids, self->pid);
    if (self->supervisor)
        self->name = "supervisor"; /* the other name is a resource */
    resources_release(self, reason_abnormal(self->exit));
    actor_answer_dead(self, (Message *)task_close(&self->task));
    actor_tell_relations(self);
    if (self->reply_wanted)
        reply_failed(program, self->caller, self->caller_ref, self->exit);
    discard_mail(self, tidy);
    if (atomic_load(&self->timed))
        timers_forget(program, self->pid);
    if (tidy && program->stress.heap)
        stress_check_heap(self);
    if (tidy && program->check_leaks)
        check_leaks(self);
    release_memory(self);
    Actor *stopper = atomic_load(&program->stopper);
    if (stopper)
        task_wake(&stopper->task);
    return TASK_NEXT_END;
}

TaskNext actor_finish(Actor *self)
{
    bool has_terminate = self->kind != ACTOR_SYSTEM && self->terminate;
    if (has_terminate && !self->terminated && self->exit->kind != REASON_KILLED)
        run_terminate(self);
    /* Whoever asks a job for its result must be told why there is none, now or later. */
    if (self->kind == ACTOR_JOB && reason_abnormal(self->exit) && !self->orphan &&
        !self->forgotten && !self->failure && !atomic_load(&actor_program(self)->stopping))
        return job_keep_failure(self);
    if (self->kind == ACTOR_MAIN && self->exit->kind != REASON_NORMAL &&
        self->exit->kind != REASON_SHUTDOWN)
        program_stop(actor_program(self), 1);
    return end(self);
}
