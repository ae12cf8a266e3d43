#include "actor/send_timer.h"

#include "actor/actor.h"

#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "value/object.h"

#include <stddef.h>

typedef struct ProgramTimer ProgramTimer;

/* In program->timers by id as long as it is pending. */
struct ProgramTimer {
    Timer timer;
    Program *program;
    uint64_t id;
    MeshWord target;           /* PID_NONE: a closure */
    ProgramTimer *next, *prev; /* of the same target */
    Message *message;          /* its value is what is sent, or the closure */
};

static void link_target(Program *program, ProgramTimer *timer)
{
    uint64_t first = 0;
    word_map_get(&program->timers_by_pid, timer->target, &first);
    timer->next = (ProgramTimer *)first;
    if (timer->next)
        timer->next->prev = timer;
    word_map_put(&program->timers_by_pid, timer->target, (uint64_t)timer);
}

static void unlink_target(Program *program, ProgramTimer *timer)
{
    if (timer->next)
        timer->next->prev = timer->prev;
    if (timer->prev)
        timer->prev->next = timer->next;
    else if (timer->next)
        word_map_put(&program->timers_by_pid, timer->target, (uint64_t)timer->next);
    else
        word_map_remove(&program->timers_by_pid, timer->target, NULL);
}

static void timer_discard(ProgramTimer *timer)
{
    if (timer->message)
        message_discard(timer->message);
    memory_free(timer);
}

static void take_out(Program *program, ProgramTimer *timer)
{
    word_map_remove(&program->timers, timer->id, NULL);
    if (timer->target != PID_NONE)
        unlink_target(program, timer);
}

/* With the lock held. True if this stopped it; otherwise it is firing, and fire() frees it. */
static bool stop(Program *program, ProgramTimer *timer)
{
    take_out(program, timer);
    if (!timer_stop(&timer->timer))
        return false;
    timer_discard(timer);
    return true;
}

static void run_closure(Program *program, ProgramTimer *timer)
{
    ActorStart start = {.kind = ACTOR_BODY, .name = "timer", .message = timer->message};
    timer->message = NULL;
    actor_start(program, &start);
}

static void fire(Timer *base)
{
    ProgramTimer *timer = (ProgramTimer *)((char *)base - offsetof(ProgramTimer, timer));
    Program *program = timer->program;
    pthread_mutex_lock(&program->timers_lock);
    /* Whoever cancels it at this moment has taken it out already. */
    bool pending = word_map_get(&program->timers, timer->id, NULL);
    if (pending)
        take_out(program, timer);
    pthread_mutex_unlock(&program->timers_lock);
    if (pending && timer->target == PID_NONE) {
        run_closure(program, timer);
    } else if (pending) {
        actor_post(program, timer->target, timer->message);
        timer->message = NULL;
    }
    timer_discard(timer);
}

/* Under the lock. False when there is no memory for it. */
static bool arm(Actor *self, ProgramTimer *timer, int64_t ms)
{
    Program *program = timer->program;
    if (!word_map_reserve(&program->timers) || !word_map_reserve(&program->timers_by_pid))
        return false;
    timer->id = ++program->last_timer;
    if (!timer_start(&self->task.worker->timers, &timer->timer, actor_deadline(ms < 0 ? 0 : ms)))
        return false;
    word_map_put(&program->timers, timer->id, (uint64_t)timer);
    if (timer->target != PID_NONE)
        link_target(program, timer);
    return true;
}

/* Takes the message. Crashes when there is no memory, and leaves nothing behind then. */
static int64_t start(Actor *self, MeshWord target, Message *message, int64_t ms)
{
    Program *program = actor_program(self);
    ProgramTimer *timer = memory_try_new(sizeof *timer);
    if (!timer) {
        message_discard(message);
        mesh_panic_c(actor_cx(self), "out of memory");
    }
    *timer = (ProgramTimer){.program = program, .target = target, .message = message};
    timer->timer.fire = fire;
    pthread_mutex_lock(&program->timers_lock);
    bool armed = arm(self, timer, ms);
    uint64_t id = timer->id;
    pthread_mutex_unlock(&program->timers_lock);
    if (!armed) {
        timer_discard(timer);
        mesh_panic_c(actor_cx(self), "out of memory");
    }
    return (int64_t)id;
}

int64_t send_timer_message(MeshContext *cx, MeshWord pid, int64_t ms, const MeshTypeInfo *type,
                           MeshWord value)
{
    Actor *self = actor_of(cx);
    Program *program = actor_program(self);
    Actor *target = actor_find(program, pid);
    if (!target)
        return 0;
    atomic_store(&target->timed, true);
    Message *message = message_with_value(cx, MESSAGE_VALUE, value, type->kind);
    message->type = type;
    int64_t id = start(self, pid, message, ms);
    /* It may have ended before it saw that it was timed. */
    if (!actor_find(program, pid))
        timers_forget(program, pid);
    return id;
}

int64_t send_timer_closure(MeshContext *cx, int64_t ms, MeshClosure *closure)
{
    Message *message = message_with_value(cx, MESSAGE_VALUE, (MeshWord)closure, MESH_KIND_REF);
    return start(actor_of(cx), PID_NONE, message, ms);
}

/* ---- Repeated
 * ---------------------------------------------------------------------------------------- */

typedef struct Repeater {
    int64_t every_ms;
    Message *message;
    _Atomic bool cancelled;
} Repeater;

static void repeat(Actor *self, void *arg)
{
    Repeater *repeater = arg;
    MeshContext *cx = actor_cx(self);
    MeshClosure *closure = (MeshClosure *)message_open(cx, repeater->message);
    int64_t due = actor_deadline(repeater->every_ms);
    while (!atomic_load(&repeater->cancelled)) {
        int64_t now = os_monotonic_ms();
        if (now < due) {
            actor_wait(self, due);
            continue;
        }
        Message *body = message_with_value(cx, MESSAGE_VALUE, (MeshWord)closure, MESH_KIND_REF);
        ActorStart start = {.kind = ACTOR_BODY, .name = "timer", .message = body};
        actor_start(actor_program(self), &start);
        /* Rounds that a pause of the machine has swallowed are not made up for. */
        due = due + repeater->every_ms > now ? due + repeater->every_ms : now + repeater->every_ms;
    }
    message_free(cx, repeater->message);
    memory_free(repeater);
}

int64_t send_timer_repeat(MeshContext *cx, int64_t ms, MeshClosure *closure)
{
    Program *program = program_of(cx);
    Message *message = message_with_value(cx, MESSAGE_VALUE, (MeshWord)closure, MESH_KIND_REF);
    Repeater *repeater = memory_zeroed(sizeof *repeater);
    repeater->every_ms = ms < 1 ? 1 : ms;
    repeater->message = message;
    pthread_mutex_lock(&program->timers_lock);
    uint64_t id = ++program->last_timer;
    word_map_put(&program->repeaters, id, (uint64_t)repeater);
    pthread_mutex_unlock(&program->timers_lock);
    actor_start_system(program, repeat, repeater);
    return (int64_t)id;
}

/* ---- Cancelling
 * -------------------------------------------------------------------------------------- */

bool send_timer_cancel(MeshContext *cx, int64_t id)
{
    Program *program = program_of(cx);
    uint64_t found = 0;
    bool stopped = false;
    pthread_mutex_lock(&program->timers_lock);
    if (word_map_get(&program->timers, (uint64_t)id, &found)) {
        stopped = stop(program, (ProgramTimer *)found);
    } else if (word_map_remove(&program->repeaters, (uint64_t)id, &found)) {
        atomic_store(&((Repeater *)found)->cancelled, true);
        stopped = true;
    }
    pthread_mutex_unlock(&program->timers_lock);
    return stopped;
}

void timers_forget(Program *program, MeshWord pid)
{
    uint64_t first = 0;
    pthread_mutex_lock(&program->timers_lock);
    while (word_map_get(&program->timers_by_pid, pid, &first))
        stop(program, (ProgramTimer *)first);
    pthread_mutex_unlock(&program->timers_lock);
}
