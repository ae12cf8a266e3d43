/* Bodies: a closure that runs once. At a receive one may rest, which means to wait without a stack:
 * the function puts what it needs into an object, its state, and returns; a message makes it go on
 * with a call of the closure in the first field of that, on whatever stack is free.
 *
 * Resting costs a little more than waiting on a stack that is warm, and saves the page of memory
 * that the stack keeps. So a body rests once there are many stacks. Who has rested goes on doing
 * so: among many that rest the few that keep their stacks would find them cold. */
#include "actor/actor.h"

#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "base/prim.h"
#include "value/object.h"

/* What compiled code may return from without harm to a caller: its frame lies directly above that
 * of mesh_apply. */
static bool is_first(const Actor *self, void **frame)
{
    void **receiver = *frame;
    void **apply = *receiver;
    return self->activity->first_frame && *apply == self->activity->first_frame;
}

bool body_may_rest(Actor *self, void **frame)
{
    Program *program = actor_program(self);
    bool wanted = self->rests || stack_pool_used(&program->sched->stacks) > STACKS_AT_EASE ||
                  program->every_check || program->stress.heap;
    return wanted && self->held == 0 && is_first(self, frame);
}

static void wake_on_time(Timer *timer)
{
    task_wake(timer->arg);
}

static void begin_pause(Actor *self)
{
    Pause *pause = self->pause = memory_zeroed(sizeof *pause);
    pause->seen = self->mailbox.last;
    pause->deadline_ms = self->activity->receiving.deadline_ms;
    if (pause->deadline_ms < 0)
        return;
    pause->timer.fire = wake_on_time;
    pause->timer.arg = &self->task;
    if (!timer_start(&self->task.worker->timers, &pause->timer, pause->deadline_ms))
        mesh_panic_c(actor_cx(self), "out of memory");
}

void body_end_pause(Actor *self)
{
    if (!self->pause)
        return;
    if (self->pause->timer.heap)
        timer_stop(&self->pause->timer);
    memory_free(self->pause);
    self->pause = NULL;
}

void mesh_receive_rest(MeshContext *cx, MeshWord state)
{
    Actor *self = actor_of(cx);
    if (self->mailbox.last || self->activity->receiving.deadline_ms >= 0)
        begin_pause(self);
    self->state = state;
    self->has_state = true;
    self->rests = true;
}

/* Whether the receive has something to look at that it has not seen, or its time is up. */
static bool has_reason_to_go_on(const Actor *self)
{
    const Pause *pause = self->pause;
    if (!pause)
        return self->mailbox.first != NULL;
    const Message *next = pause->seen ? pause->seen->next : self->mailbox.first;
    return next || (pause->deadline_ms >= 0 && os_monotonic_ms() >= pause->deadline_ms);
}

static void go_on(Actor *self)
{
    MeshClosure *resume = *(MeshClosure **)((MeshObject *)self->state + 1);
    Receiving *receiving = &self->activity->receiving;
    receiving->deadline_ms = self->pause ? self->pause->deadline_ms : -1;
    receiving->cursor = self->pause ? self->pause->seen : NULL;
    body_end_pause(self);
    self->has_state = false;
    self->resting = false;
    self->activity->first_frame = __builtin_frame_address(0);
    mesh_apply1(actor_cx(self), resume, self->state);
}

/* An exit that comes before the body begins lets it install its terminate block first:
 * mesh_set_terminate. */
static void begin(Actor *self)
{
    MeshContext *cx = actor_cx(self);
    actor_pass_early(self);
    MeshClosure *closure = actor_take_start(self);
    self->activity->first_frame = __builtin_frame_address(0);
    mesh_apply0(cx, closure);
    object_drop(cx, closure);
}

TaskNext body_run(Actor *self)
{
    if (self->phase == PHASE_STARTING)
        begin(self);
    while (self->has_state) {
        self->resting = true;
        actor_safe_point(self);
        if (actor_program(self)->stress.heap)
            stress_check_heap(self);
        if (!has_reason_to_go_on(self))
            return TASK_NEXT_WAIT;
        go_on(self);
    }
    if (!self->exit)
        self->exit = reason_normal();
    self->phase = PHASE_ENDING;
    return actor_finish(self);
}
