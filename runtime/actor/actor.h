/* actor.h - a process: a heap, a mailbox, a flow of control, and whom to tell when it ends.
 *
 * Its record is known to others only through its pid; who looked it up may push messages and wake
 * it until the end of the current activation, nothing else. All other fields belong to the thread
 * that runs it.
 *
 *   starting --> running --> ending (runs terminate) --> ended (record is retired)
 *
 * Signals (links, monitors, exits, replies) are messages too. They are handled when the actor takes
 * its mail: at every safe point, which is each stack check that was asked for and each return from
 * waiting. */
#ifndef RT_ACTOR_ACTOR_H
#define RT_ACTOR_ACTOR_H

#include "actor/mailbox.h"
#include "actor/program.h"
#include "actor/registry.h"
#include "actor/resource.h"
#include "actor/word_map.h"
#include "heap/heap.h"
#include "sched/sched.h"

#include <assert.h>
#include <stddef.h>

#define ACTOR_FIRST_HEAP 24
#define ACTOR_BUDGET     100 /* messages an activation */

typedef enum ActorKind {
    ACTOR_BODY,    /* runs its closure once */
    ACTOR_MAIN,    /* process 0: mesh_program_main */
    ACTOR_SERVICE, /* runs requests; without a stack in between */
    ACTOR_JOB,     /* runs its closure, then answers with the result */
    ACTOR_SYSTEM   /* a C function of the runtime; has no pid and counts for nothing */
} ActorKind;

typedef enum ActorPhase { PHASE_STARTING, PHASE_RUNNING, PHASE_ENDING, PHASE_ENDED } ActorPhase;

/* Who is told of whose end; exists only once there is something in it. */
typedef struct Relations {
    WordMap links;     /* pid -> 1 */
    WordMap watching;  /* ref -> pid of the watched */
    WordMap watchers;  /* ref -> pid of the watcher */
    uint64_t restarts; /* of a supervisor: children started anew */
} Relations;

/* The receive that is going on. */
typedef struct Receiving {
    int64_t deadline_ms;      /* negative: none */
    Message *cursor, *before; /* the message looked at, and the one in front of it */
    MeshWord pid;             /* of the last Exit or Down looked at */
    uint64_t ref;
    Reason *reason;
} Receiving;

/* What a resting body needs besides its state; NULL: none of it. */
typedef struct Pause {
    Message *seen;       /* the last message that its receive has looked at */
    int64_t deadline_ms; /* negative: none */
    Timer timer;
} Pause;

typedef struct OffloadCall OffloadCall;

/* What an actor needs only while it has a stack: it lies there. When the stack is abandoned, the
 * next activation puts away what is in it. */
typedef struct Activity {
    Timer timer;
    Receiving receiving;
    uint64_t call_ref; /* the reply waited for; 0: none */
    Message *reply;
    Reason *call_failure; /* why the last call got no reply */
    OffloadCall *offload;
    void *first_frame; /* of who has called mesh_apply for a body; NULL: the stack must be kept */
} Activity;

typedef struct Actor {
    HeapContext heap; /* first: a MeshContext is an Actor */
    Task task;
    MeshWord pid;
    union {
        MeshWord parent; /* not of a service */
        MeshWord caller; /* of a service: whose request is being handled; at first who started it */
    };
    const char *name; /* NULL: none */
    union {
        const MeshTypeInfo *message_type; /* of others; NULL: accepts every type */
        const MeshServiceInfo *service;   /* of a service; set before it can be found */
        const MeshTypeInfo *result_type;  /* of a job */
    };

    uint8_t kind;  /* an ActorKind */
    uint8_t phase; /* an ActorPhase */
    bool traps;
    bool supervisor;
    uint32_t activations; /* so far, modulo 2^32 */
    bool terminated;      /* the terminate closure has had its turn */
    bool reply_wanted;    /* a caller waits for the request that is being handled */
    bool has_state;
    bool resting;    /* a service between two requests, a body at a receive: nothing of it lies on a
                        stack */
    bool ready;      /* said so: actor_ready */
    bool orphan : 1; /* a job whose owner has ended */
    bool test_body : 1;  /* runs a test of `meshc test` */
    bool quiet : 1;      /* its crash is expected, and not reported */
    bool forgotten : 1;  /* a job whose result nobody will ask for */
    bool overrun : 1;    /* killed while ending */
    bool rests : 1;      /* a body that has rested before: it will again, see body.c */
    bool overfull : 1;   /* the mailbox has outgrown its limit */
    bool starting : 1;   /* `start` is there */
    bool behind : 1;     /* its mailbox was long in this activation */
    bool terminates : 1; /* it begins with installing a terminate block, or may do so, and has not
                            done it */
    bool abandoned : 1;  /* it ended in the middle of something: what lay on its stack was not
                            dropped */
    uint8_t budget;      /* messages left in this activation */
    _Atomic bool urgent; /* a signal waits for the next safe point */
    _Atomic bool woken;  /* actor_wake came; consumed by actor_park */
    _Atomic bool timed;  /* the target of Timer.send_after, at least once */
    _Atomic bool overflowed;
    uint16_t held; /* exits wait while it is not 0 */

    Mailbox mailbox;
    Names names;
    Relations *relations;
    Resource *resources;
    Reason *exit;       /* what it ends with, once that is decided */
    Activity *activity; /* NULL: no stack */
    union {
        Message *start; /* until it is opened: has the closure to start with */
        MeshWord state; /* of a service or a resting body; the result of a job */
        void *system_arg;
    };
    union {
        MeshClosure *terminate;
        void (*system_body)(struct Actor *, void *);
    };
    union {
        uint64_t caller_ref; /* of a service: of the request */
        Reason *failure;     /* of a job that has no result */
        Pause *pause;        /* of a resting body */
    };
    _Alignas(8) uint8_t first_heap[ACTOR_FIRST_HEAP];
} Actor;

static_assert(sizeof(Actor) + sizeof(void *) <= 400,
              "an idle service with its place in the table is small");

/* The actor whose context it is. */
static inline Actor *actor_of(MeshContext *cx)
{
    return (Actor *)cx;
}

/* The actor whose part a task is. */
static inline Actor *actor_of_task(const Task *task)
{
    return (Actor *)((uintptr_t)task - offsetof(Actor, task));
}

/* What compiled code and the heap know of the actor. */
static inline MeshContext *actor_cx(Actor *actor)
{
    return &actor->heap.cx;
}

/* The program it belongs to. Good after its first activation, or when a worker made it. */
static inline Program *actor_program(Actor *actor)
{
    return actor->task.worker->sched->owner;
}

/* The MeshKind of the state of a service or of a resting body, or of the result of a job. */
static inline int64_t actor_state_kind(const Actor *actor)
{
    if (actor->kind == ACTOR_BODY)
        return MESH_KIND_REF;
    return actor->kind == ACTOR_SERVICE ? actor->service->state_kind : actor->result_type->kind;
}

/* A reference for a call of the running actor, unique in the program and not 0. */
static inline uint64_t actor_new_ref(Actor *actor)
{
    return local_of(actor->task.worker)->last_ref += SCHED_MOST_WORKERS;
}

/* NULL when the process has ended or never was. */
static inline Actor *actor_find(Program *program, MeshWord pid)
{
    Actor *actor = pid_table_slot(&program->pids, pid);
    return actor && actor->pid == pid ? actor : NULL;
}

/* ---- Starting ---- */

typedef struct ActorStart {
    ActorKind kind;
    MeshClosure *closure; /* borrowed, copied */
    Fragment *fragment;   /* or this, taken */
    Message *message;     /* or the value of this, taken */
    const char *name;
    const MeshTypeInfo *message_type;
    const MeshServiceInfo *service;
    const MeshTypeInfo *result_type;
    Actor *parent; /* NULL: none */
    bool linked;
    bool terminates;    /* it may begin with installing a terminate block */
    bool owned;         /* a job: it is told of the parent's end */
    uint64_t start_ref; /* the parent waits for a reply to it */
} ActorStart;

/* The pid; the new actor may already have ended. */
MeshWord actor_start(Program *program, const ActorStart *start);

/* Starts a C function as an actor without a pid. */
Actor *actor_start_system(Program *program, void (*body)(Actor *, void *), void *arg);

/* ---- Mail ---- */

/* Takes the message. False, and the message is freed, when the process has ended. */
bool actor_post(Program *program, MeshWord pid, Message *message);

/* Takes the message, which nobody waits for: a sender that is faster than the receiver is slowed
 * down. */
void actor_send(Actor *self, Actor *receiver, Message *message);

/* Takes the mail and acts on signals. Does not return when the actor has to end. Running actor
 * only. */
void actor_pass(Actor *self);

/* The same of one that may have to install its terminate block first, for which an exit has to wait
 * a while: true, and the exit is decided. The mail is taken once: what comes after that look must
 * not end it either. */
bool actor_pass_early(Actor *self);

static inline void actor_safe_point(Actor *self)
{
    if (inbox_has_items(&self->task.inbox) || self->exit || self->overfull || self->overrun)
        actor_pass(self);
}

/* Waits for a wake, then passes a safe point. Inline for the sake of what is said in context.h. */
static inline __attribute__((always_inline)) void actor_wait_for_ever(Actor *self)
{
    task_park(&self->task);
    actor_safe_point(self);
}

/* Waits for a wake or the deadline (monotonic, ms; negative: none), then passes a safe point. May
 * return early. */
void actor_wait(Actor *self, int64_t deadline_ms);

/* now + ms, without overflow; negative ms give "no deadline". */
int64_t actor_deadline(int64_t ms);

/* ---- Waiting for other parts of the runtime ---- */

/* Waits until somebody calls actor_wake, or the deadline passes (false). A wake that came before
 * the wait ends it at once. The wait also ends, for ever, when the actor must exit: what the caller
 * holds must be on the resource list. Callers check their own condition in a loop. */
bool actor_park(MeshContext *cx, int64_t deadline_ms);

/* From a worker thread; the actor must not be gone, see above. */
void actor_wake(Actor *actor);
void actor_wake_pid(Program *program, MeshWord pid);

/* While held, exit signals other than a kill wait. Calls nest. */
void actor_hold(MeshContext *cx);
void actor_unhold(MeshContext *cx);

/* ---- Ending ---- */

/* Ends the running actor; takes the reason. */
_Noreturn void actor_exit(Actor *self, Reason *reason);

/* Leaves whatever the running actor is in the middle of; its phase decides how it goes on. */
_Noreturn void actor_start_over(Actor *self);

/* What is left to do when its last activation is over: life.c. */
TaskNext actor_finish(Actor *self);

/* ---- The parts of an activation, one file each ---- */

/* Opens the closure to start with: owned. */
MeshClosure *actor_take_start(Actor *self);
void actor_drop_start(Actor *self); /* it ends before it could begin */

/* The hooks of the scheduler, see SchedHooks. */
TaskNext actor_run(Task *task);
void actor_resume(Task *task);
void actor_release(Retired *retired);
bool actor_vital(const Task *task);

/* mesh_offload for a call that can be cut short: `cancel` is called once, on the actor's worker and
 * while `run` is under way or about to begin, when the actor has to end. */
void actor_offload(MeshContext *cx, void (*run)(MeshContext *cx, void *args),
                   void (*cancel)(void *args), void *args);

TaskNext body_run(Actor *self);                /* body.c */
bool body_may_rest(Actor *self, void **frame); /* of a function that compiled code has called */
void body_end_pause(Actor *self);
TaskNext service_run(Actor *self); /* service.c */
TaskNext job_run(Actor *self);     /* job.c */
TaskNext job_keep_failure(Actor *self);

/* service.c: asks a job for its result, or an actor for its being ready. False: call_failure says
 * why not. */
bool actor_ask(Actor *self, MeshWord pid, int64_t timeout_ms);
void actor_ready(Actor *self);
bool actor_await_ready(Actor *self, MeshWord pid);
void actor_collect_mail(
    Actor *self); /* signal.c: takes it; what ends the actor is decided, not done */
void actor_obey_mail(
    Actor *self); /* signal.c: does not return when the mail asked for a crash or a new start */
void actor_answer_dead(Actor *self, Message *list); /* signal.c: mail that came too late */
void actor_tell_relations(Actor *self);             /* signal.c */
void actor_link_now(Actor *self, MeshWord pid);     /* signal.c */
void actor_reserve_link(
    Actor *self); /* signal.c: room for one more; the running actor crashes without */
void actor_reserve_monitor(Actor *self); /* likewise */
void actor_count_restart(Actor *self);   /* signal.c */
void actor_expect_down(Actor *self, uint64_t ref, MeshWord pid);
void actor_watch_now(Actor *watcher, Actor *watched,
                     MeshWord watcher_pid); /* neither can run yet or now */
void reply_failed(Program *program, MeshWord caller, uint64_t ref,
                  Reason *reason);                  /* borrows reason */
void resources_release(Actor *self, bool crashed);  /* resource.c */
void timers_forget(Program *program, MeshWord pid); /* send_timer.c */
/* False when there were too many lines like this one, which differ in their digits only, in this
 * second. */
bool crash_may_tell(Program *program, const char *line, size_t length);

/* At the end of the program: how many crashes have not been written. */
void crashes_flush(Program *program);

/* Ends the running actor with a crash: the text is copied. site: NULL when unknown. */
_Noreturn void actor_crash(Actor *self, const MeshSite *site, const char *text, size_t length);
/* offload_call.c: a crash inside an off-loaded call; takes the reason. */
_Noreturn void offload_abandon(Actor *self, Reason *reason);

#endif
