#include "base/panic.h"
#include "sched/ready.h"
#include "sched/turn.h"

#include <string.h>

void task_init(Task *task)
{
    memset(task, 0, sizeof *task);
}

void task_start(Sched *sched, Task *task)
{
    task->worker = &sched->workers[0];
    ready_wake(sched, task, false);
}

void task_wake(Task *task)
{
    if (inbox_nudge(&task->inbox) == INBOX_WAITED)
        ready_wake(task->worker->sched, task, true);
}

bool task_push(Task *task, InboxItem *item)
{
    InboxState state = inbox_push(&task->inbox, item);
    if (state == INBOX_WAITED)
        ready_wake(task->worker->sched, task, true);
    return state != INBOX_CLOSED;
}

bool worker_push(Worker *worker, Task *task, InboxItem *item)
{
    InboxState state = inbox_push(&task->inbox, item);
    if (state == INBOX_WAITED)
        ready_add_next(worker, task);
    return state != INBOX_CLOSED;
}

InboxItem *task_take(Task *self)
{
    InboxItem *gone, *list = inbox_take(&self->inbox, &gone);
    turn_drop(self->worker, gone);
    return list;
}

InboxItem *task_close(Task *self)
{
    InboxItem *gone, *list = inbox_close(&self->inbox, &gone);
    turn_drop(self->worker, gone);
    return list;
}

void task_yield(Task *self)
{
    task_leave(self, TASK_NEXT_YIELD);
}

void task_yield_once(Task *self)
{
    task_leave(self, TASK_NEXT_SOON);
}

_Noreturn void task_restart(Task *self)
{
    Worker *worker = self->worker;
    worker->restart = true;
    worker->left_stack = true;
    context_abandon(&self->stack->context);
    /* What lies on the old stack stays readable until the task gives it back. */
    context_switch(&self->stack->context, &worker->context);
    bug("sched: an abandoned stack was continued");
}
