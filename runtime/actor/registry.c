#include "actor/registry.h"

#include "actor/pid_table.h"
#include "base/memory.h"

#include <string.h>

struct NameEntry {
    NameEntry *next;    /* in the bucket */
    NameEntry *sibling; /* of the same process */
    uint64_t hash;
    MeshWord pid;
    size_t length;
    uint8_t name[];
};

static NameEntry closed_mark;

static uint64_t hash_of(const uint8_t *name, size_t length)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ name[i]) * UINT64_C(0x100000001B3);
    return hash;
}

void registry_init(Registry *registry)
{
    *registry = (Registry){.room = 64};
    pthread_mutex_init(&registry->lock, NULL);
    registry->buckets = memory_zeroed(registry->room * sizeof *registry->buckets);
}

/* The link that points to the entry, or to NULL at the end of its bucket. */
static NameEntry **place_of(Registry *registry, uint64_t hash, const uint8_t *name, size_t length)
{
    NameEntry **place = &registry->buckets[hash & (registry->room - 1)];
    while (*place && ((*place)->hash != hash || (*place)->length != length ||
                      memcmp((*place)->name, name, length) != 0))
        place = &(*place)->next;
    return place;
}

/* Without memory for that the chains become longer. */
static void grow(Registry *registry)
{
    size_t room = registry->room * 2;
    NameEntry **buckets = memory_try_new(room * sizeof(NameEntry *));
    if (!buckets)
        return;
    memset(buckets, 0, room * sizeof(NameEntry *));
    for (size_t i = 0; i < registry->room; i++) {
        for (NameEntry *entry = registry->buckets[i], *next; entry; entry = next) {
            next = entry->next;
            entry->next = buckets[entry->hash & (room - 1)];
            buckets[entry->hash & (room - 1)] = entry;
        }
    }
    memory_free(registry->buckets);
    registry->buckets = buckets;
    registry->room = room;
}

/* NULL without memory. */
static NameEntry *entry_new(uint64_t hash, const uint8_t *name, size_t length, MeshWord pid)
{
    NameEntry *entry = memory_try_new(sizeof *entry + length);
    if (!entry)
        return NULL;
    *entry = (NameEntry){.hash = hash, .pid = pid, .length = length};
    if (length > 0)
        memcpy(entry->name, name, length);
    return entry;
}

/* False when the process has ended meanwhile. */
static bool join(Names *names, NameEntry *entry)
{
    NameEntry *first = atomic_load(&names->first);
    do {
        if (first == &closed_mark)
            return false;
        entry->sibling = first;
    } while (!atomic_compare_exchange_weak(&names->first, &first, entry));
    return true;
}

/* False when it was closed meanwhile: who closed it has the entry. */
static bool leave(Names *names, NameEntry *entry)
{
    NameEntry *first = entry;
    if (atomic_compare_exchange_strong(&names->first, &first, entry->sibling))
        return true;
    if (first == &closed_mark)
        return false;
    /* Only the first entry can change without the lock, by being taken away with all the others. */
    while (first->sibling != entry)
        first = first->sibling;
    first->sibling = entry->sibling;
    return true;
}

/* Takes the entry, when it is free for it. */
static bool place_entry(Registry *registry, NameEntry *entry, Names *names)
{
    NameEntry **place = place_of(registry, entry->hash, entry->name, entry->length);
    if (*place || !join(names, entry))
        return false;
    *place = entry;
    if (++registry->count > registry->room)
        grow(registry);
    return true;
}

NameOutcome registry_add(Registry *registry, const uint8_t *name, size_t length, MeshWord pid,
                         Names *names)
{
    NameEntry *entry = entry_new(hash_of(name, length), name, length, pid);
    if (!entry)
        return NAME_NO_MEMORY;
    pthread_mutex_lock(&registry->lock);
    bool added = place_entry(registry, entry, names);
    pthread_mutex_unlock(&registry->lock);
    if (!added)
        memory_free(entry);
    return added ? NAME_ADDED : NAME_REFUSED;
}

MeshWord registry_find(Registry *registry, const uint8_t *name, size_t length)
{
    pthread_mutex_lock(&registry->lock);
    NameEntry *entry = *place_of(registry, hash_of(name, length), name, length);
    MeshWord pid = entry ? entry->pid : PID_NONE;
    pthread_mutex_unlock(&registry->lock);
    return pid;
}

static void unlink_entry(Registry *registry, NameEntry **place)
{
    NameEntry *entry = *place;
    *place = entry->next;
    registry->count--;
    memory_free(entry);
}

bool registry_remove(Registry *registry, const uint8_t *name, size_t length,
                     Names *(*names_of)(void *, MeshWord), void *arg)
{
    pthread_mutex_lock(&registry->lock);
    NameEntry **place = place_of(registry, hash_of(name, length), name, length);
    NameEntry *entry = *place;
    Names *names = entry ? names_of(arg, entry->pid) : NULL;
    bool removed = names && leave(names, entry);
    if (removed)
        unlink_entry(registry, place);
    pthread_mutex_unlock(&registry->lock);
    return removed;
}

void registry_close(Registry *registry, Names *names)
{
    NameEntry *entry = atomic_exchange(&names->first, &closed_mark);
    if (!entry)
        return;
    pthread_mutex_lock(&registry->lock);
    while (entry) {
        NameEntry *next = entry->sibling;
        unlink_entry(registry, place_of(registry, entry->hash, entry->name, entry->length));
        entry = next;
    }
    pthread_mutex_unlock(&registry->lock);
}
