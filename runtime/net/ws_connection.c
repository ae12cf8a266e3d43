#include "net/ws_internal.h"

#include <string.h>

#include "actor/actor.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"
#include "io/wait.h"

enum {
    HANDSHAKE_MS = 5000,
    PONG_MS = 10000,
    KEEP_BUFFER_MS = 1000, /* a connection silent for longer gives its buffers back */
    MOST_KEPT = 64 * 1024,
    MOST_CORKED = 64 * 1024,
    MOST_QUEUED = 4 << 20,
};

/* ---- Life ---- */

static void free_connection(WsMember *member)
{
    WsConnection *c = (WsConnection *)member;
    pthread_mutex_destroy(&c->lock);
    if (c->on_crash)
        fragment_free(c->on_crash);
    memory_free(c->in);
    ws_queue_deinit(&c->queue);
    memory_free(c);
}

WsConnection *ws_connection_new(Program *program, Listener *listener, const Accepted *accepted)
{
    WsConnection *c = memory_zeroed(sizeof *c);
    c->program = program;
    c->hub = ws_hub(program);
    c->http = http_connection_new(listener, accepted);
    c->http->handshake_ms = HANDSHAKE_MS;
    c->listener = listener;
    c->stream.fd = -1; /* the HTTP connection has it until the upgrade */
    c->close_code = WS_LOST;
    pthread_mutex_init(&c->lock, NULL);
    atomic_init(&c->member.references, 1); /* the owner's */
    c->member.free = free_connection;
    ws_hub_add(c->hub, &c->member);
    return c;
}

void ws_end(WsConnection *c)
{
    ws_hub_remove(c->hub, &c->member);
    c->ended = true;
    pthread_mutex_lock(&c->lock);
    c->phase = WS_CLOSED;
    bool had_stream = c->stream.fd >= 0;
    stream_close(&c->stream);
    ws_queue_clear(&c->queue);
    pthread_mutex_unlock(&c->lock);
    if (had_stream)
        listener_closed_one(c->listener);
    if (c->http)
        http_connection_free(c->http);
    c->http = NULL;
}

/* ---- What all parts need; under the lock ---- */

void ws_flush(WsConnection *c)
{
    if (!c->lost && !ws_queue_flush(&c->queue, &c->stream))
        c->lost = true;
}

void ws_put_close(WsConnection *c, int code, const uint8_t *reason, size_t length)
{
    uint8_t frame[WS_CLOSE_SIZE];
    if (!ws_queue_add(&c->queue, frame, ws_write_close(code, reason, length, frame)))
        c->lost = true;
    c->phase = WS_CLOSING;
    c->sent_code = code;
}

/* ---- Sending ---- */

/* The owner has to look: at a queue that grew, a close that began, a peer that is gone. */
static void nudge_owner(MeshContext *cx, WsConnection *c)
{
    if (cx != c->owner && c->stream.fd >= 0)
        io_nudge(cx, c->stream.fd);
}

/* True when the owner will flush soon anyway, because more of what one read brought is to be
 * handled. */
static bool is_corked(MeshContext *cx, const WsConnection *c)
{
    return cx == c->owner && c->read_ahead && ws_queue_size(&c->queue) < MOST_CORKED;
}

static bool send_locked(MeshContext *cx, WsConnection *c, WsOpcode opcode, const uint8_t *bytes,
                        size_t length)
{
    uint8_t head[WS_HEAD_SIZE];
    if (c->lost || (c->phase != WS_OPEN && c->phase != WS_PENDING))
        return false;
    size_t head_size = ws_write_head(opcode, length, head), waiting = ws_queue_size(&c->queue);
    if (waiting > 0 && waiting + head_size + length > MOST_QUEUED) {
        static const char reason[] = "too slow";
        ws_put_close(c, WS_OVERLOADED, (const uint8_t *)reason, sizeof reason - 1);
        nudge_owner(cx, c);
        return false;
    }
    if (c->phase == WS_PENDING || is_corked(cx, c)) {
        c->lost =
            !ws_queue_add(&c->queue, head, head_size) || !ws_queue_add(&c->queue, bytes, length);
        if (c->lost)
            nudge_owner(cx, c);
        return !c->lost;
    }
    if (waiting > 0)
        ws_flush(c);
    if (!c->lost && !ws_queue_send(&c->queue, &c->stream, head, head_size, bytes, length))
        c->lost = true;
    if (ws_queue_size(&c->queue) > 0 || c->lost)
        nudge_owner(cx, c);
    return !c->lost;
}

bool ws_connection_send(MeshContext *cx, WsConnection *c, WsOpcode opcode, const uint8_t *bytes,
                        size_t length)
{
    pthread_mutex_lock(&c->lock);
    bool sent = send_locked(cx, c, opcode, bytes, length);
    pthread_mutex_unlock(&c->lock);
    return sent;
}

bool ws_connection_close(MeshContext *cx, WsConnection *c, int code, const uint8_t *reason,
                         size_t length)
{
    if (!ws_code_is_valid(code))
        return false;
    pthread_mutex_lock(&c->lock);
    bool open = c->phase == WS_OPEN && !c->lost;
    if (open) {
        ws_put_close(c, code, reason, length);
        ws_flush(c);
        nudge_owner(cx, c);
    }
    pthread_mutex_unlock(&c->lock);
    return open;
}

/* ---- Reading ---- */

static void make_room(MeshContext *cx, WsConnection *c)
{
    if (!c->in) {
        c->in = heap_outside_new(cx, WS_FIRST_IN);
        c->in_room = WS_FIRST_IN;
    }
    if (c->in_used < c->in_room)
        return;
    c->in = heap_outside_resize(cx, c->in, 2 * c->in_room);
    c->in_room *= 2;
}

static void give_buffers_back(WsConnection *c)
{
    if (c->in_used > 0)
        return;
    memory_free(c->in);
    c->in = NULL;
    c->in_room = 0;
    pthread_mutex_lock(&c->lock);
    if (ws_queue_size(&c->queue) == 0)
        ws_queue_deinit(&c->queue);
    pthread_mutex_unlock(&c->lock);
}

ssize_t ws_read_some(MeshContext *cx, WsConnection *c)
{
    make_room(cx, c);
    if (c->stream.tls)
        pthread_mutex_lock(&c->lock);
    ssize_t got = stream_read(&c->stream, c->in + c->in_used, c->in_room - c->in_used);
    if (c->stream.tls)
        pthread_mutex_unlock(&c->lock);
    if (got > 0)
        c->in_used += (size_t)got;
    return got;
}

bool ws_flush_unlocked(WsConnection *c, WsPhase *phase, bool *lost)
{
    pthread_mutex_lock(&c->lock);
    ws_flush(c);
    *phase = c->phase;
    *lost = c->lost;
    bool waiting = ws_queue_size(&c->queue) > 0;
    pthread_mutex_unlock(&c->lock);
    return waiting;
}

bool ws_wait_for_peer(MeshContext *cx, WsConnection *c, bool for_room, int64_t deadline_ms)
{
    int64_t now = os_monotonic_ms();
    IoInterest interest = for_room || c->stream.read_wants_write ? IO_BOTH : IO_READ;
    c->stream.drained = false;
    if (c->in_used == 0 && c->in && now + KEEP_BUFFER_MS < deadline_ms) {
        if (io_wait(cx, c->stream.fd, interest, now + KEEP_BUFFER_MS) != IO_TIMEOUT)
            return true;
        give_buffers_back(c);
        stack_trim(actor_of(cx)->task.stack);
    }
    return io_wait(cx, c->stream.fd, interest, deadline_ms) != IO_TIMEOUT;
}

/* ---- Messages ---- */

static void answer_ping(MeshContext *cx, WsConnection *c)
{
    size_t length;
    const uint8_t *payload = ws_connection_message(c, &length);
    ws_connection_send(cx, c, WS_OP_PONG, payload, length);
}

static void note_pong(WsConnection *c)
{
    size_t length;
    const uint8_t *payload = ws_connection_message(c, &length);
    if (length == sizeof c->ping && memcmp(payload, c->ping, length) == 0)
        c->pong_due_ms = 0;
}

static void send_ping(MeshContext *cx, WsConnection *c, int64_t now)
{
    os.random(c->ping, sizeof c->ping);
    c->ping_due_ms = now + WS_PING_MS;
    c->pong_due_ms = now + PONG_MS;
    ws_connection_send(cx, c, WS_OP_PING, c->ping, sizeof c->ping);
}

/* Until something is to be parsed: false when the connection has ended instead. */
static bool read_more(MeshContext *cx, WsConnection *c)
{
    c->read_ahead = false;
    if (c->in_used == 0 && c->in_room > MOST_KEPT)
        give_buffers_back(c);
    for (;;) {
        WsPhase phase;
        bool lost;
        bool for_room = ws_flush_unlocked(c, &phase, &lost);
        if (phase == WS_CLOSING) {
            ws_we_closed(cx, c);
            return false;
        }
        ssize_t got = lost ? STREAM_BROKEN : STREAM_AGAIN;
        if (!lost && stream_may_have_bytes(cx, &c->stream))
            got = ws_read_some(cx, c);
        if (got > 0)
            return true;
        if (got != STREAM_AGAIN) {
            ws_connection_lost(c);
            return false;
        }
        int64_t due = c->pong_due_ms ? c->pong_due_ms : c->ping_due_ms;
        if (ws_wait_for_peer(cx, c, for_room, due))
            continue;
        if (c->pong_due_ms) {
            ws_give_up_on(cx, c, WS_GOING_AWAY, "pong timeout");
            return false;
        }
        send_ping(cx, c, os_monotonic_ms());
    }
}

WsKind ws_connection_next(MeshContext *cx, WsConnection *c)
{
    if (c->ended)
        return WS_KIND_CLOSED;
    if (c->http) {
        http_connection_free(c->http);
        c->http = NULL;
    }
    for (;;) {
        WsEvent event = ws_read(&c->reader, c->in, &c->in_used);
        c->read_ahead = c->in_used > c->reader.scan;
        switch (event) {
        case WS_EVENT_TEXT:
            return WS_KIND_TEXT;
        case WS_EVENT_BINARY:
            return WS_KIND_BINARY;
        case WS_EVENT_PING:
            answer_ping(cx, c);
            break;
        case WS_EVENT_PONG:
            note_pong(c);
            break;
        case WS_EVENT_CLOSE:
            return ws_peer_closed(cx, c);
        case WS_EVENT_FAILED:
            return ws_close_with(cx, c, c->reader.code, c->reader.reason);
        case WS_EVENT_MORE:
            if (!read_more(cx, c))
                return WS_KIND_CLOSED;
            break;
        }
    }
}

/* ---- Belonging to an actor ---- */

void ws_connection_on_crash(MeshContext *cx, WsConnection *c, MeshClosure *closure)
{
    if (c->on_crash)
        fragment_free(c->on_crash);
    c->on_crash = NULL;
    c->on_crash = fragment_copy(cx, (MeshWord)closure, MESH_KIND_REF);
}

static void start_on_crash(WsConnection *c)
{
    ActorStart start = {.kind = ACTOR_BODY, .fragment = c->on_crash, .name = "Ws.on_close"};
    c->on_crash = NULL;
    actor_start(c->program, &start);
}

/* The actor is gone: a last frame if the socket takes it. Nothing may wait here. */
static void release(Resource *resource, bool crashed)
{
    WsConnection *c = (WsConnection *)((char *)resource - offsetof(WsConnection, resource));
    static const char reason[] = "internal error";
    pthread_mutex_lock(&c->lock);
    if (c->phase == WS_OPEN) {
        if (crashed)
            ws_put_close(c, WS_CRASHED, (const uint8_t *)reason, sizeof reason - 1);
        else
            ws_put_close(c, WS_NORMAL, NULL, 0);
    }
    if (c->stream.fd >= 0 && !c->lost) {
        ws_flush(c);
        stream_shut(&c->stream);
    }
    pthread_mutex_unlock(&c->lock);
    bool was_open = !c->ended;
    ws_end(c);
    if (crashed && was_open && c->on_crash)
        start_on_crash(c);
    ws_member_release(&c->member);
}

static const ResourceClass connection_class = {.name = "WebSocket connection", .release = release};

WsConnection *ws_connection_own(MeshContext *cx, int64_t handle)
{
    for (Resource *at = actor_of(cx)->resources; at; at = at->next) {
        WsConnection *c = (WsConnection *)((char *)at - offsetof(WsConnection, resource));
        if (at->class == &connection_class && c->member.handle == handle)
            return c;
    }
    return NULL;
}

void ws_connection_adopt(MeshContext *cx, WsConnection *c)
{
    c->owner = cx;
    c->resource.class = &connection_class;
    resource_attach(cx, &c->resource);
}
