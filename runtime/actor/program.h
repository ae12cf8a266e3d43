/* program.h - the running program: what all actors share.
 *
 * It ends when main has crashed, when somebody asks for it (a signal, System.exit), or when no
 * process can make progress any more. In all cases the end is orderly: supervisors, then the rest,
 * are told to shut down, their terminate blocks run, and after five seconds what is left is killed.
 */
#ifndef RT_ACTOR_PROGRAM_H
#define RT_ACTOR_PROGRAM_H

#include "actor/local.h"
#include "actor/pid_table.h"
#include "actor/registry.h"
#include "actor/stress.h"
#include "actor/word_map.h"
#include "heap/heap.h"
#include "sched/sched.h"

#define CRASH_KINDS 64

/* Limits how often one kind of crash is written: see crash.c. */
typedef struct CrashKind {
    uint64_t key;
    int64_t window_ms; /* when the current second began */
    int64_t lines;     /* written in it */
    int64_t lost;      /* not written since the last line */
} CrashKind;

/* Tables that layers above keep once a program, made on first use. */
typedef enum ProgramTable { PROGRAM_POOLS, PROGRAM_SOCKETS, PROGRAM_TABLES } ProgramTable;

struct Observer;

typedef struct Program {
    _Atomic(void *) tables[PROGRAM_TABLES];
    Sched *sched;
    LocalStores stores;
    PidTable pids;
    Registry names;
    HeapHooks heap_hooks;
    size_t heap_limit;     /* bytes of one actor, mailbox included */
    size_t memory_allowed; /* bytes the process may use */
    bool check_leaks;
    Stress stress;
    struct Observer *observer; /* NULL: nobody watches */
    bool every_check; /* each stack check is asked for: MESH_STRESS=yield, or a simulated world */
    int argc;
    char **argv;

    pthread_mutex_t timers_lock;
    WordMap timers;        /* id -> ProgramTimer */
    WordMap timers_by_pid; /* target -> the first of its list */
    WordMap repeaters;     /* id -> Repeater */
    uint64_t last_timer;
    _Atomic uint64_t last_monitor;

    pthread_mutex_t crash_lock;
    CrashKind crash_kinds[CRASH_KINDS];

    _Atomic bool stopping;
    _Atomic int status;
    _Atomic bool leaked;
    _Atomic(struct Actor *) stopper; /* waits for the others to end */
} Program;

/* Runs the program in this thread and others until it has ended; the exit status. */
int program_run(int argc, char **argv);

/* Begins the orderly end, once; the status of the first call counts. Any thread. */
void program_stop(Program *program, int status);

/* The running program, for code that has an actor's context. */
Program *program_of(MeshContext *cx);

#endif
