#include "net/ws_hub.h"

#include <pthread.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* Handle: generation << INDEX_BITS | index + 1, always positive. */
enum { INDEX_BITS = 24, FIRST_BUCKETS = 64 };
#define INDEX_MASK      ((INT64_C(1) << INDEX_BITS) - 1)
#define GENERATION_MASK (INT64_C(0xFFFFFFFF) >> 1)

typedef struct Slot {
    WsMember *member; /* NULL: free */
    int64_t generation;
    size_t next_free; /* index + 1 of another free slot */
} Slot;

typedef struct WsRoom {
    struct WsRoom *next; /* in its bucket */
    uint64_t hash;
    uint8_t *name;
    size_t name_length;
    WsMember **members;
    size_t count, space;
} WsRoom;

struct WsHub {
    pthread_mutex_t lock;
    Slot *slots;
    size_t slot_count, slot_space, first_free;
    WsRoom **buckets; /* a power of two */
    size_t bucket_count, room_count;
    uint64_t seed;
};

WsHub *ws_hub(Program *program)
{
    void *hub = atomic_load_explicit(&program->tables[PROGRAM_SOCKETS], memory_order_acquire);
    if (hub)
        return hub;
    WsHub *fresh = memory_zeroed(sizeof *fresh);
    pthread_mutex_init(&fresh->lock, NULL);
    fresh->bucket_count = FIRST_BUCKETS;
    fresh->buckets = memory_zeroed(FIRST_BUCKETS * sizeof *fresh->buckets);
    fresh->seed = program->heap_hooks.hash_seed;
    /* The first to get here wins; the exchange publishes what it prepared to the acquire above. */
    if (atomic_compare_exchange_strong(&program->tables[PROGRAM_SOCKETS], &hub, (void *)fresh))
        return fresh;
    memory_free(fresh->buckets);
    memory_free(fresh);
    return hub;
}

void ws_member_retain(WsMember *member)
{
    atomic_fetch_add_explicit(&member->references, 1, memory_order_relaxed);
}

void ws_member_release(WsMember *member)
{
    /* Release pairs with the acquire of whoever comes last and frees. */
    if (atomic_fetch_sub_explicit(&member->references, 1, memory_order_acq_rel) == 1)
        member->free(member);
}

/* ---- Handles ---- */

static Slot *take_slot(WsHub *hub)
{
    if (hub->first_free) {
        Slot *slot = &hub->slots[hub->first_free - 1];
        hub->first_free = slot->next_free;
        return slot;
    }
    if (hub->slot_count == hub->slot_space) {
        hub->slot_space = hub->slot_space ? hub->slot_space * 2 : 64;
        hub->slots = memory_resize(hub->slots, hub->slot_space * sizeof *hub->slots);
    }
    Slot *slot = &hub->slots[hub->slot_count++];
    slot->generation = 1;
    return slot;
}

void ws_hub_add(WsHub *hub, WsMember *member)
{
    pthread_mutex_lock(&hub->lock);
    Slot *slot = take_slot(hub);
    slot->member = member;
    member->handle = slot->generation << INDEX_BITS | ((slot - hub->slots) + 1);
    ws_member_retain(member);
    pthread_mutex_unlock(&hub->lock);
}

static Slot *slot_of(WsHub *hub, int64_t handle)
{
    int64_t index = (handle & INDEX_MASK) - 1;
    if (handle <= 0 || index < 0 || (size_t)index >= hub->slot_count)
        return NULL;
    Slot *slot = &hub->slots[index];
    return slot->member && slot->member->handle == handle ? slot : NULL;
}

WsMember *ws_hub_find(WsHub *hub, int64_t handle)
{
    pthread_mutex_lock(&hub->lock);
    Slot *slot = slot_of(hub, handle);
    WsMember *member = slot ? slot->member : NULL;
    if (member)
        ws_member_retain(member);
    pthread_mutex_unlock(&hub->lock);
    return member;
}

/* ---- Rooms ---- */

static WsRoom **room_place(WsHub *hub, const uint8_t *name, size_t length, uint64_t hash)
{
    WsRoom **place = &hub->buckets[hash & (hub->bucket_count - 1)];
    while (*place && ((*place)->hash != hash || (*place)->name_length != length ||
                      memcmp((*place)->name, name, length) != 0))
        place = &(*place)->next;
    return place;
}

static void grow_buckets(WsHub *hub)
{
    size_t count = hub->bucket_count * 2;
    WsRoom **buckets = memory_zeroed(count * sizeof *buckets);
    for (size_t i = 0; i < hub->bucket_count; i++) {
        WsRoom *next;
        for (WsRoom *room = hub->buckets[i]; room; room = next) {
            next = room->next;
            room->next = buckets[room->hash & (count - 1)];
            buckets[room->hash & (count - 1)] = room;
        }
    }
    memory_free(hub->buckets);
    hub->buckets = buckets;
    hub->bucket_count = count;
}

static WsRoom *room_open(WsHub *hub, const uint8_t *name, size_t length)
{
    uint64_t hash = hash_seeded_bytes(hub->seed, name, length);
    WsRoom **place = room_place(hub, name, length, hash);
    if (*place)
        return *place;
    WsRoom *room = memory_zeroed(sizeof *room);
    room->hash = hash;
    room->name = memory_new(length + 1);
    memcpy(room->name, name, length);
    room->name_length = length;
    *place = room;
    if (++hub->room_count > hub->bucket_count)
        grow_buckets(hub);
    return room;
}

static void room_close_if_empty(WsHub *hub, WsRoom *room)
{
    if (room->count > 0)
        return;
    *room_place(hub, room->name, room->name_length, room->hash) = room->next;
    hub->room_count--;
    memory_free(room->name);
    memory_free(room->members);
    memory_free(room);
}

static size_t index_in_room(const WsRoom *room, const WsMember *member)
{
    size_t i = 0;
    while (i < room->count && room->members[i] != member)
        i++;
    return i;
}

static size_t index_of_room(const WsMember *member, const WsRoom *room)
{
    size_t i = 0;
    while (i < member->room_count && member->rooms[i] != room)
        i++;
    return i;
}

static void part(WsHub *hub, WsMember *member, WsRoom *room)
{
    size_t at = index_of_room(member, room);
    if (at == member->room_count)
        return;
    member->rooms[at] = member->rooms[--member->room_count];
    at = index_in_room(room, member);
    room->members[at] = room->members[--room->count];
    room_close_if_empty(hub, room);
}

static void meet(WsMember *member, WsRoom *room)
{
    if (index_of_room(member, room) < member->room_count)
        return;
    if (member->room_count == member->room_space) {
        member->room_space = member->room_space ? member->room_space * 2 : 2;
        member->rooms = memory_resize(member->rooms, member->room_space * sizeof *member->rooms);
    }
    if (room->count == room->space) {
        room->space = room->space ? room->space * 2 : 4;
        room->members = memory_resize(room->members, room->space * sizeof *room->members);
    }
    member->rooms[member->room_count++] = room;
    room->members[room->count++] = member;
}

bool ws_hub_join(WsHub *hub, int64_t handle, const uint8_t *name, size_t length)
{
    pthread_mutex_lock(&hub->lock);
    Slot *slot = slot_of(hub, handle);
    if (slot)
        meet(slot->member, room_open(hub, name, length));
    pthread_mutex_unlock(&hub->lock);
    return slot != NULL;
}

bool ws_hub_leave(WsHub *hub, int64_t handle, const uint8_t *name, size_t length)
{
    pthread_mutex_lock(&hub->lock);
    Slot *slot = slot_of(hub, handle);
    WsRoom *room = *room_place(hub, name, length, hash_seeded_bytes(hub->seed, name, length));
    if (slot && room)
        part(hub, slot->member, room);
    pthread_mutex_unlock(&hub->lock);
    return slot != NULL;
}

void ws_hub_remove(WsHub *hub, WsMember *member)
{
    pthread_mutex_lock(&hub->lock);
    Slot *slot = slot_of(hub, member->handle);
    bool listed = slot && slot->member == member;
    if (listed) {
        while (member->room_count > 0)
            part(hub, member, member->rooms[member->room_count - 1]);
        memory_free(member->rooms);
        member->rooms = NULL;
        member->room_space = 0;
        slot->member = NULL;
        slot->generation = (slot->generation + 1) & GENERATION_MASK;
        slot->next_free = hub->first_free;
        hub->first_free = (size_t)(slot - hub->slots) + 1;
    }
    pthread_mutex_unlock(&hub->lock);
    if (listed)
        ws_member_release(member);
}

WsMember **ws_hub_members(WsHub *hub, const uint8_t *name, size_t length, size_t *count)
{
    pthread_mutex_lock(&hub->lock);
    WsRoom *room = *room_place(hub, name, length, hash_seeded_bytes(hub->seed, name, length));
    WsMember **members = NULL;
    *count = room ? room->count : 0;
    if (room) {
        members = memory_new(room->count * sizeof *members);
        for (size_t i = 0; i < room->count; i++) {
            members[i] = room->members[i];
            ws_member_retain(members[i]);
        }
    }
    pthread_mutex_unlock(&hub->lock);
    return members;
}
