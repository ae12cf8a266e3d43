#include "actor/actor.h"

#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "base/prim.h"
#include "value/object.h"

#include <stddef.h>
#include <string.h>

#define MESSAGES_AN_ACTIVATION 100

static Actor *actor_of_task(Task *task)
{
    return (Actor *)((char *)task - offsetof(Actor, task));
}

Program *program_of(MeshContext *cx)
{
    return actor_program(actor_of(cx));
}

Actor *actor_find(Program *program, MeshWord pid)
{
    Actor *actor = pid_table_slot(&program->pids, pid);
    return actor && actor->pid == pid ? actor : NULL;
}

/* ---- Starting ---------------------------------------------------------------------------------------- */

static Actor *actor_new(Program *program, ActorKind kind)
{
    Actor *actor = memory_zeroed(sizeof *actor);
    heap_init(&actor->heap, &program->heap_hooks, program->heap_limit, actor->first_heap,
              sizeof actor->first_heap);
    task_init(&actor->task, actor_cx(actor));
    actor->kind = (uint8_t)kind;
    actor->pid = PID_NONE;
    actor->parent = PID_NONE;
    actor->task.worker = &program->sched->workers[0];
    return actor;
}

static void set_pid(Actor *actor, MeshWord pid)
{
    actor->pid = pid;
}

MeshWord actor_start(Program *program, const ActorStart *start)
{
    Actor *actor = actor_new(program, start->kind);
    actor->name = start->name;
    actor->message_type = start->message_type;
    actor->service = start->service;
    actor->result_type = start->result_type;
    actor->start_fragment = start->fragment;
    if (start->closure)
        actor->start_fragment = fragment_copy((MeshWord)start->closure, MESH_KIND_REF);
    if (start->parent) {
        actor->parent = start->parent->pid;
        actor->caller = start->parent->pid;
        actor->caller_ref = start->start_ref;
        actor->reply_wanted = start->start_ref != 0;
        if (start->linked)
            actor_link_now(actor, start->parent->pid);
    }
    MeshWord pid = pid_table_add(&program->pids, actor, set_pid);
    if (start->parent && start->linked)
        actor_link_now(start->parent, pid);
    if (start->owned)
        actor_watch_now(actor, start->parent, pid);
    task_start(program->sched, &actor->task);
    return pid;
}

Actor *actor_start_system(Program *program, void (*body)(Actor *, void *), void *arg)
{
    Actor *actor = actor_new(program, ACTOR_SYSTEM);
    actor->system_body = body;
    actor->system_arg = arg;
    task_start(program->sched, &actor->task);
    return actor;
}

/* ---- Mail -------------------------------------------------------------------------------------------- */

/* A message that a running actor must not overlook for longer than to its next safe point. */
static bool is_urgent(MessageKind kind)
{
    switch (kind) {
    case MESSAGE_EXIT_SENT:
    case MESSAGE_EXIT_LINK:
    case MESSAGE_OVERFLOW:
        return true;
    case MESSAGE_VALUE:
    case MESSAGE_EXIT:
    case MESSAGE_DOWN:
    case MESSAGE_CALL:
    case MESSAGE_CAST:
    case MESSAGE_REPLY:
    case MESSAGE_LINK:
    case MESSAGE_UNLINK:
    case MESSAGE_MONITOR:
    case MESSAGE_DEMONITOR:
        return false;
    }
    return false;
}

static bool too_much_mail(Program *program, Actor *actor)
{
    return program->heap_limit != 0 &&
           atomic_load_explicit(&actor->mailbox.bytes, memory_order_relaxed) > program->heap_limit;
}

static bool push_to(Actor *actor, Message *message)
{
    bool urgent = is_urgent(message->kind);
    if (!mailbox_push(&actor->mailbox, message)) {
        message_discard(message);
        return false;
    }
    if (urgent) {
        /* Pairs with actor_resume: either it sees the flag, or our limit comes after its limit. */
        atomic_store(&actor->urgent, true);
        sched_interrupt(&actor_cx(actor)->stack_limit);
    }
    return true;
}

bool actor_post(Program *program, MeshWord pid, Message *message)
{
    Actor *actor = actor_find(program, pid);
    if (!actor) {
        message_discard(message);
        return false;
    }
    if (!push_to(actor, message))
        return false;
    if (too_much_mail(program, actor) && !atomic_exchange(&actor->overflowed, true))
        push_to(actor, message_new(MESSAGE_OVERFLOW));
    task_wake(&actor->task);
    return true;
}

void actor_safe_point(Actor *self)
{
    if (atomic_load_explicit(&self->urgent, memory_order_relaxed))
        atomic_store(&self->urgent, false);
    actor_take_mail(self);
    bool now = self->held == 0 || (self->exit && self->exit->kind == REASON_KILLED);
    if (self->exit && now && self->phase < PHASE_ENDING)
        actor_exit(self, NULL);
}

/* ---- Waiting ----------------------------------------------------------------------------------------- */

int64_t actor_deadline(int64_t ms)
{
    if (ms < 0)
        return -1;
    int64_t now = os_monotonic_ms();
    /* A wait of n ms must not end after n - 1: the present millisecond has begun already. */
    return ms > INT64_MAX - now - 2 ? INT64_MAX - 1 : now + ms + (ms > 0);
}

static void wake_on_time(Timer *timer)
{
    Actor *actor = (Actor *)((char *)timer - offsetof(Actor, timer));
    task_wake(&actor->task);
}

void actor_wait(Actor *self, int64_t deadline_ms)
{
    if (deadline_ms < 0) {
        task_park(&self->task);
    } else {
        self->timer.fire = wake_on_time;
        if (!timer_start(&self->task.worker->timers, &self->timer, deadline_ms))
            mesh_panic_c(actor_cx(self), "out of memory");
        task_park(&self->task);
        timer_stop(&self->timer);
    }
    actor_safe_point(self);
}

bool actor_park(MeshContext *cx, int64_t deadline_ms)
{
    Actor *self = actor_of(cx);
    while (!atomic_exchange(&self->woken, false)) {
        if (deadline_ms >= 0 && os_monotonic_ms() >= deadline_ms)
            return false;
        actor_wait(self, deadline_ms);
    }
    return true;
}

void actor_wake(Actor *actor)
{
    atomic_store(&actor->woken, true);
    task_wake(&actor->task);
}

void actor_wake_pid(Program *program, MeshWord pid)
{
    Actor *actor = actor_find(program, pid);
    if (actor)
        actor_wake(actor);
}

void actor_hold(MeshContext *cx)
{
    actor_of(cx)->held++;
}

void actor_unhold(MeshContext *cx)
{
    Actor *self = actor_of(cx);
    if (--self->held == 0 && self->exit)
        actor_safe_point(self);
}

/* ---- An activation ----------------------------------------------------------------------------------- */

void actor_resume(Task *task)
{
    Actor *self = actor_of_task(task);
    self->budget = MESSAGES_AN_ACTIVATION;
    if (atomic_load(&self->urgent) || actor_program(self)->stress.yield)
        sched_interrupt(&actor_cx(self)->stack_limit);
}

static void run_body(Actor *self)
{
    MeshContext *cx = actor_cx(self);
    self->phase = PHASE_RUNNING;
    self->closure = (MeshClosure *)fragment_open(cx, self->start_fragment);
    self->start_fragment = NULL;
    mesh_apply0(cx, self->closure);
    object_drop(cx, self->closure);
    self->closure = NULL;
}

TaskNext actor_run(Task *task)
{
    Actor *self = actor_of_task(task);
    if (self->phase == PHASE_ENDING)
        return actor_finish(self);
    actor_safe_point(self);
    switch ((ActorKind)self->kind) {
    case ACTOR_BODY:
        run_body(self);
        break;
    case ACTOR_MAIN:
        self->phase = PHASE_RUNNING;
        mesh_program_main(actor_cx(self));
        break;
    case ACTOR_SERVICE:
        return service_run(self);
    case ACTOR_JOB:
        return job_run(self);
    case ACTOR_SYSTEM:
        self->phase = PHASE_RUNNING;
        self->system_body(self, self->system_arg);
        break;
    }
    if (!self->exit)
        self->exit = reason_normal();
    self->phase = PHASE_ENDING;
    return actor_finish(self);
}

void actor_release(Retired *retired)
{
    memory_free((char *)retired - offsetof(Actor, task.retired));
}

_Noreturn void actor_exit(Actor *self, Reason *reason)
{
    /* The first reason is kept. */
    if (reason && self->exit)
        reason_release(reason);
    else if (reason)
        self->exit = reason;
    self->phase = PHASE_ENDING;
    self->held = 0;
    task_restart(&self->task);
}

void mesh_stack_check(MeshContext *cx)
{
    Actor *self = actor_of(cx);
    /* A call on the pool for blocking work has a stack of its own. */
    if (self->offload)
        return;
    uintptr_t limit = stack_limit(self->task.stack);
    if ((uintptr_t)__builtin_frame_address(0) < limit)
        mesh_panic_c(cx, "stack overflow");
    __atomic_store_n(&cx->stack_limit, limit, __ATOMIC_SEQ_CST);
    if (!atomic_load(&self->urgent))
        task_yield(&self->task);
    actor_safe_point(self);
    if (actor_program(self)->stress.yield)
        sched_interrupt(&cx->stack_limit);
}

/* ---- What the language calls ------------------------------------------------------------------------- */

MeshWord mesh_spawn(MeshContext *cx, MeshClosure *closure, const MeshTypeInfo *type, const char *name,
                    bool linked)
{
    ActorStart start = {.kind = ACTOR_BODY,
                        .closure = closure,
                        .name = name,
                        .message_type = type,
                        .parent = actor_of(cx),
                        .linked = linked};
    MeshWord pid = actor_start(program_of(cx), &start);
    object_drop(cx, closure);
    return pid;
}

void mesh_send(MeshContext *cx, MeshWord pid, const MeshTypeInfo *type, MeshWord value)
{
    Program *program = program_of(cx);
    if (actor_find(program, pid)) {
        Message *message = message_new(MESSAGE_VALUE);
        message->type = type;
        message_set_value(message, value, type->kind);
        actor_post(program, pid, message);
    }
    mesh_drop_kind(cx, value, type->kind);
}

MeshWord mesh_self(MeshContext *cx)
{
    return actor_of(cx)->pid;
}

void mesh_set_terminate(MeshContext *cx, MeshClosure *closure)
{
    Actor *self = actor_of(cx);
    if (self->terminate)
        object_drop(cx, self->terminate);
    self->terminate = closure;
}
