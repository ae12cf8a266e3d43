/* ws_internal.h - what the files of a WebSocket connection share. Only ws_connection.c,
 * ws_handshake.c and ws_closing.c include this. All but ws_end are called by the owner or under the
 * lock, as each says. */
#ifndef RT_NET_WS_INTERNAL_H
#define RT_NET_WS_INTERNAL_H

#include "net/ws_connection.h"

enum {
    WS_FIRST_IN = 4096, /* bytes of the first buffer for reading */
    WS_PING_MS = 30000, /* between pings */
};

/* ---- ws_connection.c ---- */

/* Nobody can send any more; the descriptor is closed. Only for the owner. */
void ws_end(WsConnection *c);

/* Sends what the socket takes. Under the lock. */
void ws_flush(WsConnection *c);

/* Queues our close frame. Under the lock. */
void ws_put_close(WsConnection *c, int code, const uint8_t *reason, size_t length);

/* Takes the lock and flushes; true when something had to stay. */
bool ws_flush_unlocked(WsConnection *c, WsPhase *phase, bool *lost);

/* As stream_read, into the buffer. For the owner. */
ssize_t ws_read_some(MeshContext *cx, WsConnection *c);

/* Waits for bytes, room or a nudge. False when the deadline passed. For the owner. */
bool ws_wait_for_peer(MeshContext *cx, WsConnection *c, bool for_room, int64_t deadline_ms);

/* ---- ws_closing.c: the ways a connection ends, all of the owner's ---- */

WsKind ws_peer_closed(MeshContext *cx,
                      WsConnection *c); /* its close frame came: echoed with its code */
WsKind ws_we_closed(MeshContext *cx,
                    WsConnection *c); /* the program, or a full queue, began to close */
/* Closes because of something the peer did or failed to do, and waits for its close frame. */
WsKind ws_close_with(MeshContext *cx, WsConnection *c, int code, const char *reason);
/* As ws_close_with, for a peer that does not answer. */
WsKind ws_give_up_on(MeshContext *cx, WsConnection *c, int code, const char *reason);
WsKind ws_connection_lost(WsConnection *c);

#endif
