#include "sched/lottery.h"

#include "base/memory.h"
#include "base/os.h"

typedef struct Call {
    void (*run)(void *);
    void *arg;
} Call;

struct Lottery {
    struct Task **tasks;
    size_t count, room;
    Call *calls;
    size_t call_count, call_room;
};

Lottery *lottery_new(void)
{
    return memory_zeroed(sizeof(Lottery));
}

void lottery_add(Lottery *lottery, struct Task *task)
{
    if (lottery->count == lottery->room) {
        lottery->room = lottery->room ? lottery->room * 2 : 64;
        lottery->tasks = memory_resize(lottery->tasks, lottery->room * sizeof *lottery->tasks);
    }
    lottery->tasks[lottery->count++] = task;
}

struct Task *lottery_draw(Lottery *lottery)
{
    if (lottery->count == 0)
        return NULL;
    struct Task **place = &lottery->tasks[os.choose(lottery->count)];
    struct Task *task = *place;
    *place = lottery->tasks[--lottery->count];
    return task;
}

size_t lottery_count(const Lottery *lottery)
{
    return lottery->count;
}

bool lottery_add_call(Lottery *lottery, void (*run)(void *), void *arg)
{
    if (lottery->call_count == lottery->call_room) {
        lottery->call_room = lottery->call_room ? lottery->call_room * 2 : 8;
        lottery->calls = memory_resize(lottery->calls, lottery->call_room * sizeof *lottery->calls);
    }
    lottery->calls[lottery->call_count++] = (Call){run, arg};
    return true;
}

bool lottery_run_call(Lottery *lottery)
{
    if (lottery->call_count == 0)
        return false;
    Call *place = &lottery->calls[os.choose(lottery->call_count)];
    Call call = *place;
    *place = lottery->calls[--lottery->call_count];
    call.run(call.arg);
    return true;
}
