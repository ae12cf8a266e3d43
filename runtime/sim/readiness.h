/* readiness.h - what becomes ready, and when: the future of the simulated world.
 *
 * Moments are ordered by time; those of the same time keep the order in which they were
 * announced. */
#ifndef RT_SIM_READINESS_H
#define RT_SIM_READINESS_H

#include "sim/chance.h"
#include "sim/descriptor.h"

#include <sys/epoll.h>

typedef struct Moment {
    int64_t when_ns;
    uint64_t order;
    int fd;
    uint32_t generation;
    uint32_t bits; /* epoll bits */
} Moment;

typedef struct Readiness {
    DescriptorTable *table;
    Chance chance;
    Moment *heap; /* the first is the earliest */
    int count, room;
    uint64_t order;
} Readiness;

/* At `when_ns` the descriptor will be ready in this way; negative descriptors are ignored. */
void readiness_announce(Readiness *readiness, int fd, uint32_t bits, int64_t when_ns);

/* The time of the first moment; INT64_MAX when there is none. */
int64_t readiness_next_ns(const Readiness *readiness);

/* What has become ready for those who watch, in any order; returns how many of `room` were
 * filled. */
int readiness_take(Readiness *readiness, int64_t now_ns, struct epoll_event *events, int room);

#endif
