/* progress.h - one line on a terminal that says what a long build is doing; nothing where stderr is
 * a file. */
#ifndef DRIVER_PROGRESS_H
#define DRIVER_PROGRESS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Progress {
    bool wanted;   /* stderr is a terminal */
    int64_t start; /* nanoseconds: quick builds show nothing */
    bool shown;    /* there is a line to clear; guarded by the lock, as are `done` and stderr */
    size_t done;   /* the count shown last: threads may come late with a smaller one */
    pthread_mutex_t lock;
} Progress;

void progress_init(Progress *progress, bool wanted); /* not wanted: it writes nothing */

/* From any thread. `total` 0: no count. */
void progress_show(Progress *progress, const char *what, size_t done, size_t total);

/* Before anything else is written to the terminal. */
void progress_clear(Progress *progress);

#endif
