#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { MOST_THREADS = 64 };

typedef struct Shared {
    /* relaxed: the threads share nothing else, and joining them publishes their work */
    atomic_size_t next;
    size_t count;
    void (*work)(void *context, size_t index);
    void *context;
} Shared;

static void *take_turns(void *argument)
{
    Shared *shared = argument;
    size_t index;
    while ((index = atomic_fetch_add_explicit(&shared->next, 1, memory_order_relaxed)) <
           shared->count)
        shared->work(shared->context, index);
    return NULL;
}

/* Those this process may use. The thread sanitizer sees what LLVM does to memory but not its locks,
 * so it is given one thread to look at. */
static size_t processors(void)
{
#if __has_feature(thread_sanitizer)
    return 1;
#endif
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

void parallel_each(size_t count, void (*work)(void *context, size_t index), void *context)
{
    Shared shared = {.count = count, .work = work, .context = context};
    pthread_t threads[MOST_THREADS];
    size_t wanted = processors(), started = 0;
    if (wanted > count)
        wanted = count;
    if (wanted > MOST_THREADS)
        wanted = MOST_THREADS;
    /* Those that cannot be started are not needed: this thread does what they leave. */
    while (started + 1 < wanted &&
           pthread_create(&threads[started], NULL, take_turns, &shared) == 0)
        started++;
    take_turns(&shared);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}
