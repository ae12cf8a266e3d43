/* ticker.h - the thread that asks turns which last longer than a millisecond to yield. */
#ifndef RT_SCHED_TICKER_H
#define RT_SCHED_TICKER_H

#include "sched/sched.h"

/* The thread; the argument is the Sched. */
void ticker_main(void *sched);

/* A worker has something to do again. */
void ticker_wake(Sched *sched);

#endif
