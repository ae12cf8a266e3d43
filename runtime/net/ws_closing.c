#include "net/ws_internal.h"

#include <string.h>

#include "base/os.h"

enum {
    CLOSE_MS = 5000, /* for the peer's close frame, and for the queue in front of ours */
    GENTLE_MS = 1000,
};

static void note_end(WsConnection *c, int code, const void *reason, size_t length)
{
    c->close_code = code;
    c->close_reason_length = length < sizeof c->close_reason ? length : sizeof c->close_reason;
    if (length > 0)
        memcpy(c->close_reason, reason, c->close_reason_length);
}

/* Lets the queue leave and the peer read it, then closes. */
static void end_gently(MeshContext *cx, WsConnection *c, int64_t deadline)
{
    WsPhase phase;
    bool lost;
    ws_hub_remove(c->hub, &c->member);
    while (ws_flush_unlocked(c, &phase, &lost) && !lost && os_monotonic_ms() < deadline)
        stream_wait_write(cx, &c->stream, deadline);
    /* Nobody sends any more: the phase is closing and the handle is dead, so the stream is ours
     * alone. */
    if (!lost)
        stream_close_gently(cx, &c->stream, GENTLE_MS);
    else
        stream_close(&c->stream);
    listener_closed_one(c->listener);
    ws_end(c);
}

/* Our close frame is on its way, or queued: waits for the peer's. */
static void await_close(MeshContext *cx, WsConnection *c)
{
    WsPhase phase;
    bool lost;
    int64_t deadline = os_monotonic_ms() + CLOSE_MS;
    ws_hub_remove(c->hub, &c->member);
    for (;;) {
        WsEvent event;
        do
            event = ws_read(&c->reader, c->in, &c->in_used);
        while (event == WS_EVENT_TEXT || event == WS_EVENT_BINARY || event == WS_EVENT_PING ||
               event == WS_EVENT_PONG);
        if (event == WS_EVENT_CLOSE)
            break;
        bool for_room = ws_flush_unlocked(c, &phase, &lost);
        if (lost || os_monotonic_ms() >= deadline)
            break;
        ssize_t got = ws_read_some(cx, c);
        if (got == STREAM_END || got == STREAM_BROKEN)
            break;
        if (got == STREAM_AGAIN && !ws_wait_for_peer(cx, c, for_room, deadline))
            break;
    }
    end_gently(cx, c, deadline);
}

static void begin_close(WsConnection *c, int code, const void *reason, size_t length)
{
    pthread_mutex_lock(&c->lock);
    if (c->phase == WS_OPEN)
        ws_put_close(c, code, reason, length);
    pthread_mutex_unlock(&c->lock);
}

WsKind ws_close_with(MeshContext *cx, WsConnection *c, int code, const char *reason)
{
    begin_close(c, code, reason, strlen(reason));
    note_end(c, code, reason, strlen(reason));
    await_close(cx, c);
    return WS_KIND_CLOSED;
}

WsKind ws_give_up_on(MeshContext *cx, WsConnection *c, int code, const char *reason)
{
    begin_close(c, code, reason, strlen(reason));
    note_end(c, code, reason, strlen(reason));
    end_gently(cx, c, os_monotonic_ms() + CLOSE_MS);
    return WS_KIND_CLOSED;
}

WsKind ws_peer_closed(MeshContext *cx, WsConnection *c)
{
    size_t length;
    const uint8_t *reason = ws_connection_message(c, &length);
    note_end(c, c->reader.code, reason, length);
    begin_close(c, c->reader.code, NULL, 0);
    end_gently(cx, c, os_monotonic_ms() + CLOSE_MS);
    return WS_KIND_CLOSED;
}

WsKind ws_connection_lost(WsConnection *c)
{
    note_end(c, WS_LOST, NULL, 0);
    ws_end(c);
    return WS_KIND_CLOSED;
}

WsKind ws_we_closed(MeshContext *cx, WsConnection *c)
{
    note_end(c, c->sent_code, NULL, 0);
    await_close(cx, c);
    return WS_KIND_CLOSED;
}
