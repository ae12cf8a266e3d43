#include "io/wait.h"

#include "actor/actor.h"
#include "base/os.h"

/* On the actor's resource list while it waits: an actor that ends must not be woken any more. */
typedef struct Waiting {
    Resource resource;
    PollSlot *slot;
    Sched *sched;
    Task *task;
    uint32_t generation;
    uint32_t bits; /* POLL_READ, POLL_WRITE or both */
} Waiting;

static void stop_waiting(Waiting *waiting)
{
    for (int i = 0; i < 2; i++) {
        Task *task = waiting->task;
        /* The number may belong to another descriptor, with another waiter, by now. */
        if (waiting->bits & 1U << i)
            atomic_compare_exchange_strong(&waiting->slot->waiter[i], &task, NULL);
    }
    sched_keep(waiting->sched, -1);
}

static void release_waiting(Resource *resource, bool crashed)
{
    (void)crashed;
    stop_waiting((Waiting *)resource);
}

static const ResourceClass waiting_class = {"wait for a descriptor", release_waiting};

/* Takes the readiness that is wanted, if there is some. */
static bool consume(PollSlot *slot, uint32_t bits)
{
    return atomic_load(&slot->bits) & bits && atomic_fetch_and(&slot->bits, ~bits) & bits;
}

static uint32_t bits_of(IoInterest interest)
{
    switch (interest) {
    case IO_READ:
        return POLL_READ;
    case IO_WRITE:
        return POLL_WRITE;
    case IO_BOTH:
        return POLL_READ | POLL_WRITE;
    }
    return POLL_READ;
}

static IoWait wait_in_slot(Actor *self, const Waiting *waiting, int64_t deadline_ms)
{
    for (;;) {
        if (atomic_load(&waiting->slot->generation) != waiting->generation)
            return IO_CLOSED;
        if (consume(waiting->slot, waiting->bits))
            return IO_READY;
        if (deadline_ms >= 0 && os_monotonic_ms() >= deadline_ms)
            return IO_TIMEOUT;
        actor_wait(self, deadline_ms);
    }
}

IoWait io_wait(MeshContext *cx, int fd, IoInterest interest, int64_t deadline_ms)
{
    Actor *self = actor_of(cx);
    Sched *sched = actor_program(self)->sched;
    PollSlot *slot = poll_slot(&sched->polls, fd);
    if (!slot)
        return IO_CLOSED;
    uint32_t bits = bits_of(interest);
    if (consume(slot, bits))
        return IO_READY;
    Waiting waiting = {.resource = {.class = &waiting_class},
                       .slot = slot,
                       .sched = sched,
                       .task = &self->task,
                       .generation = atomic_load(&slot->generation),
                       .bits = bits};
    resource_attach(cx, &waiting.resource);
    sched_keep(sched, 1);
    for (int i = 0; i < 2; i++)
        if (bits & 1U << i)
            atomic_store(&slot->waiter[i], &self->task);
    IoWait result = IO_CLOSED;
    if (poller_watch(&self->task.worker->poller, slot, fd))
        result = wait_in_slot(self, &waiting, deadline_ms);
    resource_detach(cx, &waiting.resource);
    stop_waiting(&waiting);
    return result;
}

bool io_ended(MeshContext *cx, int fd)
{
    PollSlot *slot = poll_slot(&program_of(cx)->sched->polls, fd);
    return slot && atomic_load(&slot->bits) & POLL_ENDED;
}

void io_nudge(MeshContext *cx, int fd)
{
    poll_nudge(&program_of(cx)->sched->polls, fd);
}

void io_forget(MeshContext *cx, int fd)
{
    poll_forget(&program_of(cx)->sched->polls, fd);
}

void io_close(MeshContext *cx, int fd)
{
    io_forget(cx, fd);
    os.close(fd);
}

void io_forget_here(int fd)
{
    Worker *worker = worker_current();
    if (worker)
        poll_forget(&worker->sched->polls, fd);
}

void io_close_here(int fd)
{
    io_forget_here(fd);
    os.close(fd);
}
