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

static void grow(Registry *registry)
{
    size_t room = registry->room * 2;
    NameEntry **buckets = memory_zeroed(room * sizeof *buckets);
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

static NameEntry *entry_new(uint64_t hash, const uint8_t *name, size_t length, MeshWord pid)
{
    NameEntry *entry = memory_new(sizeof *entry + length);
    *entry = (NameEntry){.hash = hash, .pid = pid, .length = length};
    if (length > 0)
        memcpy(entry->name, name, length);
    return entry;
}

bool registry_add(Registry *registry, const uint8_t *name, size_t length, MeshWord pid, Names *names)
{
    uint64_t hash = hash_of(name, length);
    pthread_mutex_lock(&registry->lock);
    NameEntry **place = place_of(registry, hash, name, length);
    bool free_name = !*place && !names->closed;
    if (free_name) {
        NameEntry *entry = entry_new(hash, name, length, pid);
        *place = entry;
        entry->sibling = names->first;
        names->first = entry;
        if (++registry->count > registry->room)
            grow(registry);
    }
    pthread_mutex_unlock(&registry->lock);
    return free_name;
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
    /* An entry exists only as long as its process has not closed its names, which takes the lock. */
    Names *names = entry ? names_of(arg, entry->pid) : NULL;
    if (entry && names) {
        NameEntry **sibling = &names->first;
        while (*sibling != entry)
            sibling = &(*sibling)->sibling;
        *sibling = entry->sibling;
        unlink_entry(registry, place);
    }
    pthread_mutex_unlock(&registry->lock);
    return entry && names;
}

void registry_close(Registry *registry, Names *names)
{
    pthread_mutex_lock(&registry->lock);
    names->closed = true;
    while (names->first) {
        NameEntry *entry = names->first;
        names->first = entry->sibling;
        unlink_entry(registry, place_of(registry, entry->hash, entry->name, entry->length));
    }
    pthread_mutex_unlock(&registry->lock);
}
