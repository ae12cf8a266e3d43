/* descriptor.h - the numbers of what is open in the simulated world.
 *
 * They begin far above those of the kernel, so that both can be told apart and used side by
 * side. */
#ifndef RT_SIM_DESCRIPTOR_H
#define RT_SIM_DESCRIPTOR_H

#include <stdbool.h>
#include <stdint.h>

#define DESCRIPTOR_FIRST (1 << 20)

typedef enum DescriptorKind {
    DESCRIPTOR_FREE,
    DESCRIPTOR_SOCKET, /* thing: Socket */
    DESCRIPTOR_FILE,   /* thing: OpenFile */
    DESCRIPTOR_POLL,
    DESCRIPTOR_EVENT
} DescriptorKind;

typedef struct Descriptor {
    DescriptorKind kind;
    bool watched;        /* somebody wants to know when it is ready */
    bool signalled;      /* of an event descriptor */
    uint32_t generation; /* counts what had this number */
    uint32_t interest;   /* epoll bits */
    uint64_t mark;       /* what the watcher calls it */
    void *thing;
} Descriptor;

typedef struct DescriptorTable {
    Descriptor *at;
    int count, room;
} DescriptorTable;

/* The lowest free number; -1 and EMFILE when there are too many. */
int descriptor_open(DescriptorTable *table, DescriptorKind kind, void *thing);

/* NULL and EBADF when it is not open. */
Descriptor *descriptor_get(DescriptorTable *table, int fd);

/* The same, and it has to be of this kind. */
void *descriptor_thing(DescriptorTable *table, int fd, DescriptorKind kind);

void descriptor_close(DescriptorTable *table, int fd); /* the number is free for another */

/* Whether the number belongs to the simulated world, open or not. */
static inline bool descriptor_simulated(int fd)
{
    return fd >= DESCRIPTOR_FIRST;
}

#endif
