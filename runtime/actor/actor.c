#include "actor/actor.h"

#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "base/prim.h"
#include "value/object.h"

#include <stddef.h>
#include <string.h>

#define SPAWNS_A_CHECK 64

#define OVERFLOW_PAUSE_NS 50000
#define STACK_LEAST       ((size_t)4096) /* memory of a stack in use */

Program *program_of(MeshContext *cx)
{
    return actor_program(actor_of(cx));
}

/* ---- Starting
 * ---------------------------------------------------------------------------------------- */

static Actor *actor_new(Program *program, ActorKind kind)
{
    Worker *worker = worker_current();
    Actor *actor = worker ? cell_take(&local_of(worker)->actors) : memory_new(sizeof *actor);
    memset(actor, 0, offsetof(Actor, first_heap));
    heap_init(&actor->heap, &program->heap_hooks, program->heap_limit, actor->first_heap,
              sizeof actor->first_heap);
    task_init(&actor->task);
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

/* Whether there is room for one more: looked at once in SPAWNS_A_CHECK spawns. A quarter of the
 * memory is left to heaps, so that the processes there are can go on. */
static bool crowded(Program *program)
{
    StackPool *stacks = &program->sched->stacks;
    size_t live = (size_t)atomic_load_explicit(&program->pids.live, memory_order_relaxed);
    if (live % SPAWNS_A_CHECK != 0)
        return false;
    size_t used = stack_pool_used(stacks);
    return used + 2 * STACK_RESERVE + SPAWNS_A_CHECK >= stacks->capacity ||
           used * STACK_LEAST + live * sizeof(Actor) > program->memory_allowed / 4 * 3;
}

MeshWord actor_start(Program *program, const ActorStart *start)
{
    if (start->parent && crowded(program))
        mesh_panic_c(actor_cx(start->parent), "cannot spawn");
    if (start->parent && start->linked)
        actor_reserve_link(start->parent);
    Message *closure = NULL;
    if (start->closure)
        closure = message_with_value(actor_cx(start->parent), MESSAGE_VALUE,
                                     (MeshWord)start->closure, MESH_KIND_REF);
    Actor *actor = actor_new(program, start->kind);
    actor->name = start->name;
    if (start->kind == ACTOR_SERVICE)
        actor->service = start->service;
    else
        actor->message_type = start->kind == ACTOR_JOB ? start->result_type : start->message_type;
    actor->start = start->message;
    if (start->fragment)
        actor->start = message_with_fragment(MESSAGE_VALUE, start->fragment);
    if (start->closure)
        actor->start = closure;
    actor->starting = actor->start != NULL;
    actor->terminates = start->terminates;
    if (start->parent) {
        actor->parent = start->parent->pid;
        if (start->kind == ACTOR_SERVICE)
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

/* ---- Mail
 * -------------------------------------------------------------------------------------------- */

/* A message that a running actor must not overlook for longer than to its next safe point. */
static bool is_urgent(MessageKind kind)
{
    switch (kind) {
    case MESSAGE_EXIT_SENT:
    case MESSAGE_EXIT_LINK:
    case MESSAGE_OVERFLOW:
    case MESSAGE_OBSERVE:
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
    case MESSAGE_FORGET:
        return false;
    }
    return false;
}

static bool too_much_mail(Program *program, Actor *actor)
{
    return program->heap_limit != 0 && mailbox_bytes(&actor->mailbox) > program->heap_limit;
}

static bool push_to(Actor *actor, Message *message)
{
    bool urgent = is_urgent((MessageKind)message->kind);
    if (!mailbox_push(&actor->mailbox, &actor->task, message)) {
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

static bool post_to(Program *program, Actor *actor, Message *message)
{
    bool heavy = message->weight > 0;
    if (!push_to(actor, message))
        return false;
    if (heavy && too_much_mail(program, actor) && !atomic_exchange(&actor->overflowed, true))
        push_to(actor, message_new(MESSAGE_OVERFLOW));
    return true;
}

static void send_heavy(Actor *self, Actor *receiver, Message *message)
{
    if (!post_to(actor_program(self), receiver, message) ||
        mailbox_bytes(&receiver->mailbox) <= MAILBOX_BACKLOG)
        return;
    sched_interrupt(&actor_cx(self)->stack_limit);
    /* It crashes as soon as it runs. On a busy machine its thread may have to wait for a processor,
     * and memory for all that could be sent until then never goes back. */
    if (atomic_load_explicit(&receiver->overflowed, memory_order_relaxed))
        os.sleep_ns(OVERFLOW_PAUSE_NS);
}

void actor_send(Actor *self, Actor *receiver, Message *message)
{
    if (message->weight > 0)
        send_heavy(self, receiver, message);
    else if (!worker_push(self->task.worker, &receiver->task, &message->item))
        message_discard(message);
}

bool actor_post(Program *program, MeshWord pid, Message *message)
{
    Actor *actor = actor_find(program, pid);
    if (!actor) {
        message_discard(message);
        return false;
    }
    return post_to(program, actor, message);
}

/* Does what the mail that was taken has asked for. */
static void obey(Actor *self)
{
    actor_obey_mail(self);
    bool now = self->held == 0 || (self->exit && self->exit->kind == REASON_KILLED);
    if (self->exit && now && self->phase < PHASE_ENDING)
        actor_exit(self, NULL);
}

static void collect(Actor *self)
{
    if (atomic_load_explicit(&self->urgent, memory_order_relaxed))
        atomic_store(&self->urgent, false);
    actor_collect_mail(self);
}

void actor_pass(Actor *self)
{
    collect(self);
    obey(self);
}

bool actor_pass_early(Actor *self)
{
    collect(self);
    if (!self->terminates || !self->exit || self->exit->kind == REASON_KILLED ||
        self->budget == 0) {
        obey(self);
        return false;
    }
    self->budget--;
    return true;
}

/* ---- Waiting
 * ----------------------------------------------------------------------------------------- */

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
    task_wake(timer->arg);
}

void actor_wait(Actor *self, int64_t deadline_ms)
{
    if (deadline_ms < 0) {
        task_park(&self->task);
    } else {
        Timer *timer = &self->activity->timer;
        timer->fire = wake_on_time;
        timer->arg = &self->task;
        if (!timer_start(&self->task.worker->timers, timer, deadline_ms))
            mesh_panic_c(actor_cx(self), "out of memory");
        task_park(&self->task);
        timer_stop(timer);
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

/* ---- An activation
 * ----------------------------------------------------------------------------------- */

void actor_resume(Task *task)
{
    Actor *self = actor_of_task(task);
    self->budget = ACTOR_BUDGET;
    self->behind = false;
    self->activations++;
    if (atomic_load(&self->urgent) || actor_program(self)->every_check)
        sched_interrupt(&actor_cx(self)->stack_limit);
}

MeshClosure *actor_take_start(Actor *self)
{
    MeshContext *cx = actor_cx(self);
    Message *start = self->start;
    MeshClosure *closure = (MeshClosure *)message_open(cx, start);
    self->phase = PHASE_RUNNING;
    self->starting = false;
    self->start = NULL;
    message_discard(start);
    return closure;
}

void actor_drop_start(Actor *self)
{
    if (!self->starting)
        return;
    self->starting = false;
    message_discard(self->start);
    self->start = NULL;
}

static TaskNext run_kind(Actor *self)
{
    if (self->phase == PHASE_ENDING)
        return actor_finish(self);
    if (self->kind != ACTOR_BODY)
        actor_safe_point(self);
    switch ((ActorKind)self->kind) {
    case ACTOR_BODY:
        return body_run(self);
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

/* The activity ends, or its stack was abandoned in the middle of it. */
static void put_away(Activity *activity)
{
    if (activity->timer.heap)
        timer_stop(&activity->timer);
    if (activity->reply)
        message_discard(activity->reply);
    reason_release(activity->receiving.reason);
    reason_release(activity->call_failure);
}

TaskNext actor_run(Task *task)
{
    Actor *self = actor_of_task(task);
    Activity activity = {0};
    if (self->activity)
        put_away(self->activity);
    self->activity = &activity;
    TaskNext next = run_kind(self);
    self->activity = NULL;
    put_away(&activity);
    return next;
}

bool actor_vital(const Task *task)
{
    return actor_of_task(task)->kind == ACTOR_SYSTEM;
}

void actor_release(Retired *retired)
{
    cell_give(&local_of(worker_current())->actors, (char *)retired - offsetof(Actor, task.retired));
}

_Noreturn void actor_start_over(Actor *self)
{
    self->abandoned = true;
    task_restart(&self->task);
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
    actor_start_over(self);
}

void mesh_stack_check(MeshContext *cx)
{
    Actor *self = actor_of(cx);
    /* A call on the pool for blocking work has a stack of its own. */
    if (self->activity->offload)
        return;
    uintptr_t limit = stack_limit(self->task.stack);
    if ((uintptr_t)__builtin_frame_address(0) < limit)
        mesh_panic_c(cx, "stack overflow");
    if (os.gives_way && !os.gives_way() && !atomic_load(&self->urgent))
        return;
    __atomic_store_n(&cx->stack_limit, limit, __ATOMIC_SEQ_CST);
    if (!atomic_load(&self->urgent)) {
        /* Only who has been reading: one that does something else, such as spawning, gives way to
         * all. */
        if (self->behind && mailbox_bytes(&self->mailbox) > MAILBOX_BACKLOG / 4)
            task_yield_once(&self->task);
        else
            task_yield(&self->task);
    }
    bool again = false;
    if (self->terminates)
        again = actor_pass_early(self);
    else
        actor_safe_point(self);
    if (again || actor_program(self)->every_check)
        sched_interrupt(&cx->stack_limit);
}

/* ---- What the language calls
 * ------------------------------------------------------------------------- */

MeshWord mesh_spawn(MeshContext *cx, MeshClosure *closure, const MeshTypeInfo *type,
                    const char *name, int64_t flags)
{
    ActorStart start = {.kind = ACTOR_BODY,
                        .closure = closure,
                        .name = name,
                        .message_type = type,
                        .parent = actor_of(cx),
                        .linked = (flags & MESH_SPAWN_LINKED) != 0,
                        .terminates = (flags & MESH_SPAWN_TERMINATES) != 0};
    MeshWord pid = actor_start(program_of(cx), &start);
    object_drop(cx, closure);
    return pid;
}

void mesh_send(MeshContext *cx, MeshWord pid, const MeshTypeInfo *type, MeshWord value)
{
    Actor *receiver = actor_find(program_of(cx), pid);
    if (!receiver) {
        mesh_drop_kind(cx, value, type->kind);
        return;
    }
    Actor *self = actor_of(cx);
    Message *message = type->kind == MESH_KIND_REF
                           ? message_taking_value(cx, MESSAGE_VALUE, value, MESH_KIND_REF)
                           : message_with_word(self->task.worker, value, type->kind);
    message->type = type;
    actor_send(self, receiver, message);
}

void mesh_send_plain(MeshContext *cx, MeshWord pid, const MeshTypeInfo *type, int64_t count,
                     MeshWord *words)
{
    Actor *self = actor_of(cx);
    Actor *receiver = actor_find(program_of(cx), pid);
    if (!receiver)
        return;
    Message *message =
        message_with_fields(self->task.worker, words[0], words + 1, (size_t)count - 1);
    message->type = type;
    actor_send(self, receiver, message);
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
    bool first = self->terminates;
    self->terminates = false;
    if (first && self->exit)
        actor_exit(self, NULL);
}
