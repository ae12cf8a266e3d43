/* lottery.h - ready tasks and off-loaded calls of a simulated world, drawn in an order of its
 * choice.
 *
 * Takes the place of the queues when there is one worker and every schedule should be possible. */
#ifndef RT_SCHED_LOTTERY_H
#define RT_SCHED_LOTTERY_H

#include <stdbool.h>
#include <stddef.h>

struct Task;

typedef struct Lottery Lottery;

/* NULL when there is no memory. */
Lottery *lottery_new(void);

/* The task is ready. */
void lottery_add(Lottery *lottery, struct Task *task);

/* NULL when there is none. */
struct Task *lottery_draw(Lottery *lottery);

/* How many tasks are ready. */
size_t lottery_count(const Lottery *lottery);

/* A call that is off-loaded, to be run at a moment of the world's choice. False: no memory. */
bool lottery_add_call(Lottery *lottery, void (*run)(void *), void *arg);

/* Runs one of the calls to its end, on the caller's stack. False when there is none. */
bool lottery_run_call(Lottery *lottery);

#endif
