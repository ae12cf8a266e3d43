#include "actor/pid_table.h"

#include <stddef.h>
#include <sys/mman.h>

#define SLOTS      PID_SLOTS
#define PAGE_BYTES 4096
#define PAGE_SLOTS (PAGE_BYTES / sizeof(void *))
#define PAGES      (SLOTS / PAGE_SLOTS)
#define RELEASING  UINT32_C(0x80000000) /* in a page's count: its memory is going back right now */

static void *reserve(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

bool pid_table_init(PidTable *table)
{
    *table = (PidTable){
        .slots = reserve(SLOTS * sizeof *table->slots),
        .page_live = reserve(PAGES * sizeof *table->page_live),
    };
    if (table->slots)
        madvise((void *)table->slots, SLOTS * sizeof *table->slots, MADV_NOHUGEPAGE);
    return table->slots && table->page_live;
}

MeshWord pid_table_add(PidTable *table, struct Actor *actor,
                       void (*set_pid)(struct Actor *, MeshWord))
{
    atomic_fetch_add(&table->live, 1);
    for (;;) {
        uint64_t pid = atomic_fetch_add(&table->next, 1);
        uint64_t index = pid % SLOTS;
        /* Before the slot is written: a page with a count is not given back. */
        _Atomic uint32_t *live = &table->page_live[index / PAGE_SLOTS];
        if (atomic_fetch_add(live, 1) & RELEASING)
            while (atomic_load(live) & RELEASING)
                ;
        set_pid(actor, pid);
        struct Actor *empty = NULL;
        if (atomic_compare_exchange_strong(&table->slots[index], &empty, actor))
            return pid;
        atomic_fetch_sub(live, 1);
    }
}

void pid_table_remove(PidTable *table, MeshWord pid)
{
    uint64_t index = pid % SLOTS, page = index / PAGE_SLOTS;
    atomic_store(&table->slots[index], NULL);
    atomic_fetch_sub(&table->live, 1);
    if (atomic_fetch_sub(&table->page_live[page], 1) != 1)
        return;
    /* The page being filled will be written again at once. */
    uint32_t none = 0;
    if (page == atomic_load(&table->next) % SLOTS / PAGE_SLOTS ||
        !atomic_compare_exchange_strong(&table->page_live[page], &none, RELEASING))
        return;
    madvise((char *)table->slots + page * PAGE_BYTES, PAGE_BYTES, MADV_DONTNEED);
    atomic_fetch_and(&table->page_live[page], ~RELEASING);
}

void pid_table_each(PidTable *table, void (*visit)(struct Actor *, void *), void *arg)
{
    uint64_t next = atomic_load(&table->next);
    uint64_t count = next < SLOTS ? next : SLOTS;
    for (uint64_t i = 1; i <= count; i++) {
        uint64_t index = (next - i) % SLOTS;
        if (atomic_load(&table->page_live[index / PAGE_SLOTS]) == 0) {
            i += index % PAGE_SLOTS;
            continue;
        }
        struct Actor *actor = atomic_load_explicit(&table->slots[index], memory_order_acquire);
        if (actor)
            visit(actor, arg);
    }
}
