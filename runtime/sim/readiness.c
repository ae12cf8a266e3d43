#include "sim/readiness.h"

#include "base/memory.h"

static bool before(const Moment *a, const Moment *b)
{
    return a->when_ns != b->when_ns ? a->when_ns < b->when_ns : a->order < b->order;
}

static void swap(Readiness *readiness, int a, int b)
{
    Moment moment = readiness->heap[a];
    readiness->heap[a] = readiness->heap[b];
    readiness->heap[b] = moment;
}

static void sift_up(Readiness *readiness, int index)
{
    for (int above = (index - 1) / 2; index > 0; index = above, above = (index - 1) / 2) {
        if (!before(&readiness->heap[index], &readiness->heap[above]))
            return;
        swap(readiness, index, above);
    }
}

static void sift_down(Readiness *readiness, int index)
{
    for (;;) {
        int least = index;
        for (int below = 2 * index + 1; below <= 2 * index + 2 && below < readiness->count; below++)
            if (before(&readiness->heap[below], &readiness->heap[least]))
                least = below;
        if (least == index)
            return;
        swap(readiness, index, least);
        index = least;
    }
}

static Moment take_first(Readiness *readiness)
{
    Moment first = readiness->heap[0];
    readiness->heap[0] = readiness->heap[--readiness->count];
    sift_down(readiness, 0);
    return first;
}

void readiness_announce(Readiness *readiness, int fd, uint32_t bits, int64_t when_ns)
{
    Descriptor *descriptor = fd >= 0 ? descriptor_get(readiness->table, fd) : NULL;
    if (!descriptor)
        return;
    if (readiness->count == readiness->room) {
        readiness->room = readiness->room ? readiness->room * 2 : 64;
        readiness->heap =
            memory_resize(readiness->heap, (size_t)readiness->room * sizeof *readiness->heap);
    }
    readiness->heap[readiness->count] =
        (Moment){when_ns, readiness->order++, fd, descriptor->generation, bits};
    sift_up(readiness, readiness->count++);
}

int64_t readiness_next_ns(const Readiness *readiness)
{
    return readiness->count > 0 ? readiness->heap[0].when_ns : INT64_MAX;
}

/* One descriptor is reported once. */
static int add_event(struct epoll_event *events, int count, uint64_t mark, uint32_t bits)
{
    for (int i = 0; i < count; i++) {
        if (events[i].data.u64 != mark)
            continue;
        events[i].events |= bits;
        return count;
    }
    events[count] = (struct epoll_event){.events = bits, .data.u64 = mark};
    return count + 1;
}

static void shuffle(Chance *chance, struct epoll_event *events, int count)
{
    for (int i = count - 1; i > 0; i--) {
        int other = (int)chance_below(chance, (uint64_t)i + 1);
        struct epoll_event event = events[i];
        events[i] = events[other];
        events[other] = event;
    }
}

int readiness_take(Readiness *readiness, int64_t now_ns, struct epoll_event *events, int room)
{
    int count = 0;
    while (count < room && readiness_next_ns(readiness) <= now_ns) {
        Moment moment = take_first(readiness);
        Descriptor *descriptor = descriptor_get(readiness->table, moment.fd);
        if (!descriptor || descriptor->generation != moment.generation || !descriptor->watched)
            continue;
        uint32_t bits = moment.bits & (descriptor->interest | EPOLLERR | EPOLLHUP);
        if (bits)
            count = add_event(events, count, descriptor->mark, bits);
    }
    shuffle(&readiness->chance, events, count);
    return count;
}
