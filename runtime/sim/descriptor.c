#include "sim/descriptor.h"

#include "base/memory.h"

#include <errno.h>
#include <string.h>

#define MOST_OPEN 65536

static int free_place(DescriptorTable *table)
{
    for (int i = 0; i < table->count; i++)
        if (table->at[i].kind == DESCRIPTOR_FREE)
            return i;
    if (table->count == MOST_OPEN)
        return -1;
    if (table->count == table->room) {
        int room = table->room ? table->room * 2 : 64;
        table->at = memory_resize(table->at, (size_t)room * sizeof *table->at);
        memset(table->at + table->room, 0, (size_t)(room - table->room) * sizeof *table->at);
        table->room = room;
    }
    return table->count++;
}

int descriptor_open(DescriptorTable *table, DescriptorKind kind, void *thing)
{
    int place = free_place(table);
    if (place < 0) {
        errno = EMFILE;
        return -1;
    }
    Descriptor *descriptor = &table->at[place];
    *descriptor =
        (Descriptor){.kind = kind, .generation = descriptor->generation + 1, .thing = thing};
    return DESCRIPTOR_FIRST + place;
}

Descriptor *descriptor_get(DescriptorTable *table, int fd)
{
    int place = fd - DESCRIPTOR_FIRST;
    if (place >= 0 && place < table->count && table->at[place].kind != DESCRIPTOR_FREE)
        return &table->at[place];
    errno = EBADF;
    return NULL;
}

void *descriptor_thing(DescriptorTable *table, int fd, DescriptorKind kind)
{
    Descriptor *descriptor = descriptor_get(table, fd);
    if (!descriptor)
        return NULL;
    if (descriptor->kind == kind)
        return descriptor->thing;
    errno = kind == DESCRIPTOR_SOCKET ? ENOTSOCK : EINVAL;
    return NULL;
}

void descriptor_close(DescriptorTable *table, int fd)
{
    Descriptor *descriptor = descriptor_get(table, fd);
    if (descriptor)
        *descriptor = (Descriptor){.generation = descriptor->generation};
}
