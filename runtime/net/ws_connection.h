/* ws_connection.h - one WebSocket connection.
 *
 *   pending --upgrade--> open --close frame sent--> closing --> closed
 *
 * One actor owns it and alone reads. Any actor may send: what the socket does not take at once
 * waits in a queue of bounded size, and the owner is nudged to watch for room. The lock covers the
 * queue, the phase and, with TLS, every use of the stream; it is never held over a wait. */
#ifndef RT_NET_WS_CONNECTION_H
#define RT_NET_WS_CONNECTION_H

#include <pthread.h>

#include "actor/resource.h"
#include "net/http_connection.h"
#include "net/ws_hub.h"
#include "net/ws_queue.h"
#include "value/fragment.h"
#include "wire/websocket.h"

typedef enum WsPhase { WS_PENDING, WS_OPEN, WS_CLOSING, WS_CLOSED } WsPhase;

typedef struct WsConnection {
    WsMember member; /* first: a WsMember is a WsConnection */
    Resource resource;
    Program *program;
    WsHub *hub;
    MeshContext *owner;   /* the actor that reads; compared only */
    HttpConnection *http; /* until the first message is asked for: path and headers */
    Listener *listener;

    /* of the owner */
    bool ended;
    /* a closure for an actor of its own, should the owner crash before the end */
    Fragment *on_crash;
    WsReader reader;
    uint8_t *in;
    size_t in_used, in_room;
    bool read_ahead;                  /* `in` may hold another message */
    int64_t ping_due_ms, pong_due_ms; /* 0: none is waited for */
    uint8_t ping[4];
    int close_code; /* what the program is told */
    char close_reason[WS_MAX_REASON];
    size_t close_reason_length;

    /* under the lock */
    pthread_mutex_t lock;
    Stream stream;
    WsPhase phase;
    bool lost; /* the peer is gone */
    WsQueue queue;
    int sent_code; /* of our close frame */
} WsConnection;

/* Takes what was accepted; it has a handle from now on. */
WsConnection *ws_connection_new(Program *program, Listener *listener, const Accepted *accepted);

/* From now on it lives and ends with the running actor. */
void ws_connection_adopt(MeshContext *cx, WsConnection *c);

/* The adopted connection of the running actor with that handle, alive or closed, or NULL. */
WsConnection *ws_connection_own(MeshContext *cx, int64_t handle);

/* Reads and checks the handshake. False when it was refused, and then the connection is closed. */
bool ws_connection_read_handshake(MeshContext *cx, WsConnection *c);

/* Accepts the handshake; what was sent to the connection before leaves now. */
bool ws_connection_upgrade(MeshContext *cx, WsConnection *c);

/* Refuses: 401 before the upgrade, close code 1008 after it. The connection is closed then. */
void ws_connection_reject(MeshContext *cx, WsConnection *c);

/* From now on, if the owner crashes while the connection is open, a new actor runs the closure
 * (borrowed). */
void ws_connection_on_crash(MeshContext *cx, WsConnection *c, MeshClosure *closure);

typedef enum WsKind { WS_KIND_TEXT = 1, WS_KIND_BINARY = 2, WS_KIND_CLOSED = 3 } WsKind;

/* The next message, which stays until the next call; or the end, which close_code and close_reason
 * explain. */
WsKind ws_connection_next(MeshContext *cx, WsConnection *c);

/* The last message or close reason, until the next call of ws_connection_next. */
static inline const uint8_t *ws_connection_message(const WsConnection *c, size_t *length)
{
    *length = c->reader.payload_length;
    return c->in + c->reader.payload_at;
}

/* From any actor. False when the connection is closed or its queue is full, which closes it. */
bool ws_connection_send(MeshContext *cx, WsConnection *c, WsOpcode opcode, const uint8_t *bytes,
                        size_t length);

/* Begins the closing handshake. False when it is not open or the code must not be sent. */
bool ws_connection_close(MeshContext *cx, WsConnection *c, int code, const uint8_t *reason,
                         size_t length);

#endif
