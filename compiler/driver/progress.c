#include "driver/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define QUIET_NS INT64_C(500000000) /* what is done sooner needs no line */

static int64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void progress_init(Progress *progress, bool wanted)
{
    const char *terminal = getenv("TERM");
    bool clears = terminal && *terminal && strcmp(terminal, "dumb") != 0;
    *progress = (Progress){.wanted = wanted && clears && isatty(STDERR_FILENO), .start = now_ns()};
    pthread_mutex_init(&progress->lock, NULL);
}

static void draw(Progress *progress, const char *what, size_t done, size_t total)
{
    if (total > 1)
        fprintf(stderr, "\r\033[K  %s %zu/%zu", what, done, total);
    else
        fprintf(stderr, "\r\033[K  %s", what);
    fflush(stderr);
    progress->done = done;
    progress->shown = true;
}

void progress_show(Progress *progress, const char *what, size_t done, size_t total)
{
    if (!progress->wanted || now_ns() - progress->start < QUIET_NS)
        return;
    pthread_mutex_lock(&progress->lock);
    if (total == 0 || done >= progress->done)
        draw(progress, what, done, total);
    pthread_mutex_unlock(&progress->lock);
}

void progress_clear(Progress *progress)
{
    pthread_mutex_lock(&progress->lock);
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
    pthread_mutex_unlock(&progress->lock);
}
