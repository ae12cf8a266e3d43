#include "actor/actor.h"
#include "actor/observe.h"
#include "actor/trace.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define STOP_MS             5000
#define KILL_MS             1000
#define SUPERVISOR_SLICE_MS 50
#define HEAP_SHARE          4 /* one actor may use a quarter of the memory allowed to the process */

/* ---- Settings from the environment
 * ------------------------------------------------------------------- */

static size_t parse_bytes(const char *text)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    int shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    if (errno != 0 || end == text || (*end && (shift == 0 || end[1])) || number > SIZE_MAX >> shift)
        return 0;
    return (size_t)number << shift;
}

static size_t read_number_file(const char *path)
{
    char text[64];
    int fd = os.open(path, 0, 0);
    if (fd < 0)
        return 0;
    ssize_t size = os.read(fd, text, sizeof text - 1);
    os.close(fd);
    if (size <= 0)
        return 0;
    text[size] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return parse_bytes(text);
}

static size_t memory_allowed(void)
{
    const char *text = getenv("MESH_MEMORY");
    size_t bytes = text ? parse_bytes(text) : 0;
    if (bytes != 0)
        return bytes;
    if (text)
        log_line("MESH_MEMORY is not a number of bytes: %s", text);
    size_t allowed = (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE);
    size_t group = read_number_file("/sys/fs/cgroup/memory.max");
    if (group != 0 && group < allowed)
        allowed = group;
    struct rlimit limit;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur < allowed)
        allowed = limit.rlim_cur;
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur < allowed)
        allowed = limit.rlim_cur;
    return allowed;
}

/* Crash reports need room for the debug information. Where address space is limited it is taken
 * while there is some. */
static void prepare_reports(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        trace_prepare();
}

static size_t heap_limit(size_t allowed)
{
    const char *text = getenv("MESH_ACTOR_MAX_HEAP");
    size_t bytes = text ? parse_bytes(text) : 0;
    if (text && bytes == 0)
        log_line("MESH_ACTOR_MAX_HEAP is not a number of bytes: %s", text);
    return bytes != 0 ? bytes : allowed / HEAP_SHARE;
}

static int worker_count(void)
{
    const char *text = getenv("MESH_SCHEDULERS");
    char *end = NULL;
    long count = text ? strtol(text, &end, 10) : 0;
    bool good = text && *end == '\0' && count >= 1;
    if (text && !good)
        log_line("MESH_SCHEDULERS is not a positive number: %s", text);
    if (!good || os.choose)
        return os.cpu_count();
    return count < SCHED_MOST_WORKERS ? (int)count : SCHED_MOST_WORKERS;
}

/* ---- The orderly end
 * --------------------------------------------------------------------------------- */

typedef struct Sweep {
    Program *program;
    Reason *reason;
    bool supervisors; /* only those that no other supervisor started */
} Sweep;

static bool top_supervisor(Program *program, Actor *actor)
{
    if (!actor->supervisor)
        return false;
    Actor *parent = actor_find(program, actor->parent);
    return !parent || !parent->supervisor;
}

static void send_exit(Actor *actor, void *arg)
{
    Sweep *sweep = arg;
    if (sweep->supervisors && !top_supervisor(sweep->program, actor))
        return;
    Message *message = message_new(MESSAGE_EXIT_SENT);
    message->sender = PID_NONE;
    message->reason = reason_retain(sweep->reason);
    actor_post(sweep->program, actor->pid, message);
}

static void count_supervisor(Actor *actor, void *arg)
{
    *(int *)arg += actor->supervisor;
}

static int supervisors_alive(Program *program)
{
    int count = 0;
    pid_table_each(&program->pids, count_supervisor, &count);
    return count;
}

static void await_end(Actor *self, Program *program, int64_t deadline, bool supervisors)
{
    while (atomic_load(&program->pids.live) > 0 && os_monotonic_ms() < deadline) {
        if (supervisors && supervisors_alive(program) == 0)
            return;
        actor_wait(self, supervisors ? actor_deadline(SUPERVISOR_SLICE_MS) : deadline);
    }
}

/* The body of the stopper. */
static void stop_all(Actor *self, void *arg)
{
    Program *program = arg;
    atomic_store(&program->stopper, self);
    int64_t deadline = actor_deadline(STOP_MS);
    Sweep sweep = {program, reason_shutdown(), true};
    if (supervisors_alive(program) > 0) {
        pid_table_each(&program->pids, send_exit, &sweep);
        await_end(self, program, deadline, true);
    }
    sweep.supervisors = false;
    pid_table_each(&program->pids, send_exit, &sweep);
    await_end(self, program, deadline, false);
    if (atomic_load(&program->pids.live) > 0) {
        sweep.reason = reason_killed();
        pid_table_each(&program->pids, send_exit, &sweep);
        await_end(self, program, actor_deadline(KILL_MS), false);
    }
    atomic_store(&program->stopper, NULL);
    sched_stop(program->sched);
}

void program_stop(Program *program, int status)
{
    if (atomic_exchange(&program->stopping, true))
        return;
    atomic_store(&program->status, status);
    actor_start_system(program, stop_all, program);
}

static void at_rest(void *owner)
{
    program_stop(owner, 0);
}

/* ---- Signals
 * ----------------------------------------------------------------------------------------- */

static void ending_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
}

static void signal_main(void *arg)
{
    Program *program = arg;
    sigset_t set;
    int number = 0;
    ending_signals(&set);
    sigwait(&set, &number);
    program_stop(program, 0);
    sigwait(&set, &number);
    _exit(128 + number);
}

static void take_signals(Program *program)
{
    sigset_t set;
    signal(SIGPIPE, SIG_IGN);
    if (os.choose)
        return;
    ending_signals(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (!os.thread_start(signal_main, program, "mesh-signal"))
        bug("cannot start the signal thread");
}

/* ---- Life
 * -------------------------------------------------------------------------------------------- */

static void out_of_memory(MeshContext *cx, size_t asked_bytes) __attribute__((noreturn));
static void out_of_memory(MeshContext *cx, size_t asked_bytes)
{
    (void)asked_bytes;
    mesh_panic_c(cx, "out of memory");
}

static void program_init(Program *program, int argc, char **argv)
{
    static const SchedHooks hooks = {.context_bytes = offsetof(Actor, task),
                                     .run = actor_run,
                                     .resume = actor_resume,
                                     .release = actor_release,
                                     .drop = message_drop_gone,
                                     .vital = actor_vital,
                                     .quiescent = at_rest};
    program->argc = argc;
    program->argv = argv;
    program->heap_hooks.out_of_memory = out_of_memory;
    if (!os.random(&program->heap_hooks.hash_seed, sizeof program->heap_hooks.hash_seed))
        bug("no source of randomness");
    program->memory_allowed = memory_allowed();
    program->heap_limit = heap_limit(program->memory_allowed);
    memory_limit_claims(program->memory_allowed / 4 * 3);
    const char *leaks = getenv("MESH_CHECK_LEAKS");
    program->check_leaks = leaks && strcmp(leaks, "1") == 0;
    if (!stress_parse(&program->stress, getenv("MESH_STRESS")))
        bug("MESH_STRESS is not a list of heap, yield and alloc:N: %s", getenv("MESH_STRESS"));
    program->every_check = program->stress.yield || os.gives_way;
    if (atomic_load(&program->stress.allocations_left) > 0)
        program->heap_hooks.allocations_left = &program->stress.allocations_left;
    prepare_reports();
    memory_keep_reserve();
    pthread_mutex_init(&program->timers_lock, NULL);
    pthread_mutex_init(&program->crash_lock, NULL);
    registry_init(&program->names);
    if (!pid_table_init(&program->pids))
        bug("no address space for the table of processes");
    program->sched = sched_new(&hooks, program, worker_count());
    if (!program->sched)
        bug("no memory for the scheduler");
    local_stores_init(&program->stores);
    for (int i = 0; i < program->sched->count; i++)
        program->sched->workers[i].local = local_new(&program->stores, i);
}

int program_run(int argc, char **argv)
{
    Program *program = memory_zeroed(sizeof *program);
    program_init(program, argc, argv);
    take_signals(program);
    observer_start(program);
    ActorStart start = {.kind = ACTOR_MAIN, .name = "main"};
    actor_start(program, &start);
    sched_run(program->sched);
    crashes_flush(program);
    observer_stop(program);
    int status = atomic_load(&program->status);
    return status == 0 && atomic_load(&program->leaked) ? 1 : status;
}
