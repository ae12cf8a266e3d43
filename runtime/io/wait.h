/* wait.h - waiting until a descriptor is ready, while only the actor sleeps.
 *
 * The descriptor must be non-blocking. The pattern is: try the call; on EAGAIN io_wait; try again.
 * One actor per direction may wait for a descriptor. Before a descriptor that was ever waited for
 * is closed, by whatever means, io_forget must be called: io_close does both. */
#ifndef RT_IO_WAIT_H
#define RT_IO_WAIT_H

#include "abi/mesh_abi.h"

typedef enum IoWait {
    IO_READY,   /* perhaps: try again */
    IO_TIMEOUT, /* the deadline has passed */
    IO_CLOSED   /* somebody closed the descriptor, or it cannot be waited for */
} IoWait;

typedef enum IoInterest {
    IO_READ,
    IO_WRITE,
    IO_BOTH /* either of the two */
} IoInterest;

/* deadline_ms is of the monotonic clock; negative: none. Does not return when the actor has to
 * end. */
IoWait io_wait(MeshContext *cx, int fd, IoInterest interest, int64_t deadline_ms);

/* True when the peer is known to send no more: reading to the end does not block then. */
bool io_ended(MeshContext *cx, int fd);

/* Ends a wait of another actor for reading from the descriptor, or its next one: that actor has
 * something else to look at. Any worker thread; the descriptor must be open. */
void io_nudge(MeshContext *cx, int fd);

/* Ends all waits for the descriptor and forgets what is known of it. */
void io_forget(MeshContext *cx, int fd);

/* io_forget, then close. */
void io_close(MeshContext *cx, int fd);

/* For descriptors a library will close itself: io_forget from any worker thread. */
void io_forget_here(int fd);

/* For releasing a resource, when its actor is gone: any worker thread. */
void io_close_here(int fd);

#endif
