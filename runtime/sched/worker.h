/* worker.h - a thread that takes turns of tasks, looks at timers and descriptors between them, and
 * sleeps. */
#ifndef RT_SCHED_WORKER_H
#define RT_SCHED_WORKER_H

#include "sched/sched.h"

/* The thread; the argument is the Worker. */
void worker_main(void *worker);

#endif
