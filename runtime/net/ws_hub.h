/* ws_hub.h - the WebSocket connections of a program: who a handle stands for, and who is in which
 * room.
 *
 * Handles are numbers that any actor may hold for any time: an index and the generation of its
 * slot, so that a handle never stands for another connection than the one it was made for. Any
 * thread may call these; what a look-up gives is retained, and the caller releases it. */
#ifndef RT_NET_WS_HUB_H
#define RT_NET_WS_HUB_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actor/program.h"

typedef struct WsHub WsHub;

/* The first field of every connection. */
typedef struct WsMember {
    _Atomic int64_t references;
    int64_t handle;
    struct WsRoom **rooms; /* it is in these; under the hub's lock */
    size_t room_count, room_space;
    void (*free)(struct WsMember *); /* called by the last release */
} WsMember;

/* The hub of the program, made on first use. */
WsHub *ws_hub(Program *program);

/* Gives the member its handle and the hub's own reference. */
void ws_hub_add(WsHub *hub, WsMember *member);

/* The handle is dead and the rooms are left from now on; the hub's reference goes. Harmless when
 * repeated. */
void ws_hub_remove(WsHub *hub, WsMember *member);

/* NULL: no such connection (any more). */
WsMember *ws_hub_find(WsHub *hub, int64_t handle);

void ws_member_retain(WsMember *member);  /* one more holder */
void ws_member_release(WsMember *member); /* the last one frees it */

/* False for a dead handle. Joining twice is joining once. */
bool ws_hub_join(WsHub *hub, int64_t handle, const uint8_t *room, size_t length);
bool ws_hub_leave(WsHub *hub, int64_t handle, const uint8_t *room, size_t length);

/* Everybody in the room, retained, in an array the caller frees with memory_free; NULL for none. */
WsMember **ws_hub_members(WsHub *hub, const uint8_t *room, size_t length, size_t *count);

#endif
