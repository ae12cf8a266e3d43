#include "actor/observe.h"

#include "actor/actor.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define MOST_ROWS    10000
#define ANSWER_MS    500
#define SLICE_MS     20
#define NAME_BYTES   48
#define MOST_COUNTED 1000000 /* messages; counting more would keep the actor from its work */
#define BACKLOG      8
#define SEND_SECONDS 2
#define UNKNOWN      (-1)

typedef struct Row {
    MeshWord pid;
    ActorKind kind;
    bool answered, supervisor;
    const char *state;
    int64_t messages, mailbox_bytes, activations, heap_bytes, restarts; /* UNKNOWN: not told */
    char name[NAME_BYTES];
} Row;

/* There is one snapshot at a time; its rows are kept for the next one. */
struct Observer {
    Program *program;
    int64_t started_ms;
    int fd;
    struct sockaddr_un address;

    pthread_mutex_t lock;
    pthread_cond_t finished;
    uint32_t generation; /* of the snapshot; answers to an older one are too late */
    bool busy;
    Actor *collector; /* waits for answers; NULL when nobody does */
    Row *rows;
    int64_t count, room, waiting;
};

/* ---- The actor's side
 * -------------------------------------------------------------------------------- */

static bool waits_for_descriptor(const Actor *self)
{
    for (Resource *resource = self->resources; resource; resource = resource->next)
        if (strcmp(resource->class->name, "wait for a descriptor") == 0)
            return true;
    return false;
}

/* What a waiting actor waits for. */
static const char *occupation(const Actor *self, const char *state)
{
    if (strcmp(state, "waiting") != 0)
        return state;
    if (self->phase == PHASE_ENDING)
        return "ending";
    if (self->resting)
        return self->kind == ACTOR_BODY ? "waiting" : "idle";
    if (self->activity->offload)
        return "blocked";
    if (self->activity->call_ref != 0)
        return "calling";
    return waits_for_descriptor(self) ? "io" : "waiting";
}

static int64_t count_messages(const Actor *self)
{
    int64_t count = 0;
    for (Message *at = self->mailbox.first; at && count < MOST_COUNTED; at = at->next)
        count++;
    return count;
}

static void describe(Actor *self, Row *row)
{
    row->state = occupation(self, row->state);
    row->messages = count_messages(self);
    row->mailbox_bytes = (int64_t)mailbox_bytes(&self->mailbox);
    row->activations = self->activations;
    /* The heap is in the hands of another thread during an off-loaded call. */
    row->heap_bytes = self->activity->offload ? UNKNOWN : (int64_t)heap_bytes(&self->heap);
    row->restarts = self->relations ? (int64_t)self->relations->restarts : 0;
    const char *name = self->kind == ACTOR_MAIN ? "main" : self->name ? self->name : "-";
    size_t length = log_escape(row->name, NAME_BYTES - 1, name, strlen(name));
    row->name[length] = '\0';
    row->supervisor = self->supervisor;
    row->answered = true;
}

void observer_answer(Actor *self, uint64_t ticket)
{
    Observer *observer = actor_program(self)->observer;
    pthread_mutex_lock(&observer->lock);
    int64_t index = (int64_t)(uint32_t)ticket;
    if (observer->generation == ticket >> 32 && index < observer->count &&
        !observer->rows[index].answered) {
        describe(self, &observer->rows[index]);
        if (--observer->waiting == 0 && observer->collector)
            task_wake(&observer->collector->task);
    }
    pthread_mutex_unlock(&observer->lock);
}

/* ---- Collecting, on a worker
 * ------------------------------------------------------------------------- */

static const char *state_of(const Sched *sched, Actor *actor)
{
    if (inbox_waits(&actor->task.inbox))
        return "waiting";
    for (int i = 0; i < sched->count; i++)
        if (atomic_load_explicit(&sched->workers[i].limit, memory_order_relaxed) ==
            &actor_cx(actor)->stack_limit)
            return "running";
    return "ready";
}

/* Returns the ticket; 0 when there are too many. With the lock held. */
static uint64_t add_row(Observer *observer, Actor *actor)
{
    if (observer->count == MOST_ROWS)
        return 0;
    if (observer->count == observer->room) {
        observer->room = observer->room ? observer->room * 2 : 64;
        observer->rows =
            memory_resize(observer->rows, (size_t)observer->room * sizeof *observer->rows);
    }
    Row *row = &observer->rows[observer->count];
    *row = (Row){.pid = actor->pid,
                 .kind = (ActorKind)actor->kind,
                 .state = state_of(observer->program->sched, actor),
                 .messages = UNKNOWN,
                 .mailbox_bytes = (int64_t)mailbox_bytes(&actor->mailbox),
                 .activations = UNKNOWN,
                 .heap_bytes = UNKNOWN,
                 .restarts = UNKNOWN,
                 .name = "?"};
    observer->waiting++;
    return (uint64_t)observer->generation << 32 | (uint64_t)observer->count++;
}

static void ask(Actor *actor, void *arg)
{
    Observer *observer = arg;
    pthread_mutex_lock(&observer->lock);
    uint64_t ticket = add_row(observer, actor);
    pthread_mutex_unlock(&observer->lock);
    if (ticket == 0)
        return;
    Message *message = message_new(MESSAGE_OBSERVE);
    message->ref = ticket;
    message->weight = 0; /* or it would count as mail */
    actor_post(observer->program, actor->pid, message);
}

/* Those that have ended will not answer. */
static int64_t count_waiting(Observer *observer)
{
    int64_t waiting = 0;
    for (int64_t i = 0; i < observer->count; i++)
        if (!observer->rows[i].answered && actor_find(observer->program, observer->rows[i].pid))
            waiting++;
    return waiting;
}

/* The body of the collector. */
static void collect(Actor *self, void *arg)
{
    Observer *observer = arg;
    pthread_mutex_lock(&observer->lock);
    observer->collector = self;
    pthread_mutex_unlock(&observer->lock);
    pid_table_each(&observer->program->pids, ask, observer);
    int64_t deadline = actor_deadline(ANSWER_MS);
    for (;;) {
        pthread_mutex_lock(&observer->lock);
        bool done =
            observer->waiting == 0 || os_monotonic_ms() >= deadline || count_waiting(observer) == 0;
        if (done) {
            observer->collector = NULL;
            observer->generation++;
            observer->busy = false;
            pthread_cond_signal(&observer->finished);
        }
        pthread_mutex_unlock(&observer->lock);
        if (done)
            return;
        actor_wait(self, actor_deadline(SLICE_MS));
    }
}

/* ---- The text
 * ---------------------------------------------------------------------------------------- */

typedef struct Page {
    char *text;
    size_t length, room;
} Page;

static void add(Page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(Page *page, const char *format, ...)
{
    if (page->room - page->length < 512) {
        page->room = page->room * 2 + 4096;
        page->text = memory_resize(page->text, page->room);
    }
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(page->text + page->length, page->room - page->length, format, arguments);
    va_end(arguments);
    page->length += length > 0 ? (size_t)length : 0;
}

static int64_t resident_bytes(void)
{
    char text[128];
    long long pages = 0;
    int fd = os.open("/proc/self/statm", 0, 0);
    ssize_t got = fd >= 0 ? os.read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        os.close(fd);
    if (got <= 0)
        return 0;
    text[got] = '\0';
    sscanf(text, "%*d %lld", &pages);
    return pages * sysconf(_SC_PAGESIZE);
}

static const char *program_name(const Program *program)
{
    const char *path = program->argc > 0 ? program->argv[0] : "?";
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_workers(Page *page, Sched *sched)
{
    uint64_t idle = atomic_load(&sched->idle);
    for (int i = 0; i < sched->count; i++) {
        Worker *worker = &sched->workers[i];
        bool runs = atomic_load_explicit(&worker->limit, memory_order_relaxed) != NULL;
        add(page, "worker\t%d\t%s\t%llu\n", i,
            idle >> i & 1 ? "idle"
            : runs        ? "running"
                          : "searching",
            (unsigned long long)atomic_load_explicit(&worker->activation, memory_order_relaxed));
    }
}

static const char *kind_name(ActorKind kind)
{
    switch (kind) {
    case ACTOR_BODY:
        return "actor";
    case ACTOR_MAIN:
        return "main";
    case ACTOR_SERVICE:
        return "service";
    case ACTOR_JOB:
        return "job";
    case ACTOR_SYSTEM:
        return "system";
    }
    return "?";
}

static void add_number(Page *page, int64_t number)
{
    if (number == UNKNOWN)
        add(page, "\t-");
    else
        add(page, "\t%lld", (long long)number);
}

static void add_row_text(Page *page, const Row *row)
{
    add(page, "actor\t%llu\t%s\t%s", (unsigned long long)row->pid,
        row->supervisor ? "supervisor" : kind_name(row->kind), row->state);
    add_number(page, row->messages);
    add_number(page, row->mailbox_bytes);
    add_number(page, row->activations);
    add_number(page, row->heap_bytes);
    add_number(page, row->restarts);
    add(page, "\t%s\n", row->name);
}

static void write_page(Observer *observer, Page *page)
{
    Program *program = observer->program;
    add(page, "mesh\t1\nprogram\t%d\t%lld\t%lld\t%lld\t%lld\t%s\n", (int)getpid(),
        (long long)(os_monotonic_ms() - observer->started_ms),
        (long long)atomic_load(&program->pids.live), (long long)observer->count,
        (long long)resident_bytes(), program_name(program));
    add_workers(page, program->sched);
    for (int64_t i = 0; i < observer->count; i++)
        add_row_text(page, &observer->rows[i]);
    add(page, "end\n");
}

/* ---- The thread
 * -------------------------------------------------------------------------------------- */

static void take_snapshot(Observer *observer)
{
    pthread_mutex_lock(&observer->lock);
    observer->generation++;
    observer->count = observer->waiting = 0;
    observer->busy = true;
    pthread_mutex_unlock(&observer->lock);
    actor_start_system(observer->program, collect, observer);
    pthread_mutex_lock(&observer->lock);
    while (observer->busy)
        pthread_cond_wait(&observer->finished, &observer->lock);
    pthread_mutex_unlock(&observer->lock);
}

static void serve(Observer *observer, int fd)
{
    struct timeval limit = {.tv_sec = SEND_SECONDS};
    Page page = {0};
    os.set_option(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    take_snapshot(observer);
    write_page(observer, &page);
    for (size_t sent = 0; sent < page.length;) {
        ssize_t part = os.send(fd, page.text + sent, page.length - sent, MSG_NOSIGNAL);
        if (part <= 0)
            break;
        sent += (size_t)part;
    }
    memory_free(page.text);
}

static void observe_main(void *arg)
{
    Observer *observer = arg;
    for (;;) {
        /* Not os.accept, whose connections do not block. */
        int fd = accept4(observer->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0) {
            os.sleep_ns(10000000);
            continue;
        }
        serve(observer, fd);
        os.close(fd);
    }
}

static bool open_socket(Observer *observer)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char *path = observer->address.sun_path;
    observer->address.sun_family = AF_UNIX;
    int length = snprintf(path, sizeof observer->address.sun_path, "%s/mesh-%d.sock",
                          folder && *folder ? folder : "/tmp", (int)getpid());
    if (length < 0 || (size_t)length >= sizeof observer->address.sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    /* Of an earlier process with our number. */
    os.unlink(path);
    observer->fd = os.socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    /* Nobody can connect before listen: by then the mode is right. */
    return observer->fd >= 0 &&
           os.bind(observer->fd, (struct sockaddr *)&observer->address, sizeof observer->address) ==
               0 &&
           chmod(path, 0600) == 0 && os.listen(observer->fd, BACKLOG) == 0;
}

void observer_start(Program *program)
{
    const char *wanted = getenv("MESH_OBSERVE");
    if (!wanted || strcmp(wanted, "1") != 0)
        return;
    if (os.choose) {
        log_line("MESH_OBSERVE=1 has no effect in a simulated world");
        return;
    }
    Observer *observer = memory_zeroed(sizeof *observer);
    observer->program = program;
    observer->started_ms = os_monotonic_ms();
    pthread_mutex_init(&observer->lock, NULL);
    pthread_cond_init(&observer->finished, NULL);
    program->observer = observer;
    if (open_socket(observer) && os.thread_start(observe_main, observer, "mesh-observe")) {
        log_line("observed at %s", observer->address.sun_path);
        return;
    }
    log_line("cannot be observed: %s: %s", observer->address.sun_path, strerror(errno));
}

void observer_stop(Program *program)
{
    if (program->observer)
        os.unlink(program->observer->address.sun_path);
}
