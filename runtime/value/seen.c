#include "value/seen.h"

#include <string.h>

#include "base/memory.h"

static struct SeenObject *seen_slot(Seen *seen, const MeshObject *object)
{
    size_t mask = seen->capacity - 1;
    size_t at = (size_t)(((uintptr_t)object >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;
    while (seen->table[at].object && seen->table[at].object != object)
        at = (at + 1) & mask;
    return &seen->table[at];
}

static bool seen_grow(Seen *seen)
{
    struct SeenObject *old = seen->table;
    size_t count = seen->capacity, bytes = 2 * count * sizeof *old;
    struct SeenObject *table = memory_try_new(bytes);
    if (!table)
        return false;
    memset(table, 0, bytes);
    seen->capacity = 2 * count;
    seen->table = table;
    for (size_t i = 0; i < count; i++) {
        if (old[i].object)
            *seen_slot(seen, old[i].object) = old[i];
    }
    if (old != seen->small)
        memory_free(old);
    return true;
}

bool seen_add(Seen *seen, const MeshObject *object, size_t place)
{
    if (seen->capacity == 0) {
        memset(seen->small, 0, sizeof seen->small);
        seen->table = seen->small;
        seen->capacity = SEEN_SMALL;
    } else if (seen->count >= seen->capacity / 2 && !seen_grow(seen)) {
        return false;
    }
    *seen_slot(seen, object) = (struct SeenObject){object, place};
    seen->count++;
    return true;
}

bool seen_find(Seen *seen, const MeshObject *object, size_t *place)
{
    if (seen->capacity == 0)
        return false;
    struct SeenObject *slot = seen_slot(seen, object);
    *place = slot->place;
    return slot->object != NULL;
}

void seen_deinit(Seen *seen)
{
    if (seen->capacity > SEEN_SMALL)
        memory_free(seen->table);
}
