#include "sched/poller.h"

#include "base/os.h"
#include "sched/task.h"

#include <errno.h>
#include <stdlib.h>

#define EVENTS    256
#define WAKE_MARK UINT64_MAX

bool poller_init(Poller *poller)
{
    poller->poll = os.poll_new();
    poller->wake = os.event_new();
    if (poller->poll < 0 || poller->wake < 0)
        return false;
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = WAKE_MARK};
    return os.poll_change(poller->poll, EPOLL_CTL_ADD, poller->wake, &event) == 0;
}

PollSlot *poll_slot(PollTable *table, int fd)
{
    if (fd < 0 || fd >= POLL_CHUNK * POLL_CHUNKS)
        return NULL;
    _Atomic(PollSlot *) *place = &table->chunks[fd / POLL_CHUNK];
    /* Acquire pairs with the publishing exchange below. */
    PollSlot *chunk = atomic_load_explicit(place, memory_order_acquire);
    if (!chunk) {
        PollSlot *fresh = calloc(POLL_CHUNK, sizeof *fresh);
        if (!fresh)
            return NULL;
        if (atomic_compare_exchange_strong(place, &chunk, fresh))
            chunk = fresh;
        else
            free(fresh);
    }
    return &chunk[fd % POLL_CHUNK];
}

bool poller_watch(Poller *poller, PollSlot *slot, int fd)
{
    if (atomic_load(&slot->bits) & POLL_REGISTERED)
        return true;
    /* Before the kernel knows the descriptor, so that its first event is not overwritten. */
    if (atomic_fetch_or(&slot->bits, POLL_REGISTERED) & POLL_REGISTERED)
        return true;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                                .data.u64 = (uint64_t)fd};
    if (os.poll_change(poller->poll, EPOLL_CTL_ADD, fd, &event) == 0 || errno == EEXIST)
        return true;
    atomic_fetch_and(&slot->bits, ~(uint32_t)POLL_REGISTERED);
    return false;
}

static void wake_waiters(PollSlot *slot, uint32_t bits)
{
    for (int i = 0; i < 2; i++) {
        struct Task *task = atomic_load(&slot->waiter[i]);
        if (task && bits & (1U << i))
            task_wake(task);
    }
}

void poll_nudge(PollTable *table, int fd)
{
    PollSlot *slot = poll_slot(table, fd);
    if (!slot)
        return;
    atomic_fetch_or(&slot->bits, POLL_READ);
    wake_waiters(slot, POLL_READ);
}

void poll_forget(PollTable *table, int fd)
{
    PollSlot *slot = poll_slot(table, fd);
    if (!slot)
        return;
    atomic_fetch_add(&slot->generation, 1);
    atomic_store(&slot->bits, 0);
    wake_waiters(slot, POLL_READ | POLL_WRITE);
}

int poller_run(Poller *poller, PollTable *table, int64_t timeout_ns, void (*awake)(void *),
               void *arg)
{
    struct epoll_event events[EVENTS];
    int count = os.poll_wait(poller->poll, events, EVENTS, timeout_ns);
    if (awake)
        awake(arg);
    for (int i = 0; i < count; i++) {
        if (events[i].data.u64 == WAKE_MARK) {
            os.event_clear(poller->wake);
            continue;
        }
        uint32_t bits = 0;
        if (events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
            bits |= POLL_READ;
        if (events[i].events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
            bits |= POLL_WRITE;
        if (events[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
            bits |= POLL_ENDED;
        PollSlot *slot = poll_slot(table, (int)events[i].data.u64);
        atomic_fetch_or(&slot->bits, bits);
        wake_waiters(slot, bits);
    }
    return count;
}

void poller_wake(Poller *poller)
{
    os.event_signal(poller->wake);
}
