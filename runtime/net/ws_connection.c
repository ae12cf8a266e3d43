#include "net/ws_connection.h"

#include <string.h>

#include "actor/actor.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"
#include "io/wait.h"

enum {
    HANDSHAKE_MS = 5000,
    PING_MS = 30000,
    PONG_MS = 10000,
    CLOSE_MS = 5000, /* for the peer's close frame, and for the queue in front of ours */
    GENTLE_MS = 1000,
    ANSWER_IDLE_MS = 5000,
    KEEP_BUFFER_MS = 1000, /* a connection silent for longer gives its buffers back */
    FIRST_IN = 4096,
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
    memory_free(c->out);
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

/* Nobody can send any more; the descriptor is closed. Only for the owner. */
static void end(WsConnection *c)
{
    ws_hub_remove(c->hub, &c->member);
    c->ended = true;
    pthread_mutex_lock(&c->lock);
    c->phase = WS_CLOSED;
    bool had_stream = c->stream.fd >= 0;
    stream_close(&c->stream);
    c->out_start = c->out_used = 0;
    pthread_mutex_unlock(&c->lock);
    if (had_stream)
        listener_closed_one(c->listener);
    if (c->http)
        http_connection_free(c->http);
    c->http = NULL;
}

/* ---- The queue; all of these run under the lock ---- */

static size_t queued(const WsConnection *c)
{
    return c->out_used - c->out_start;
}

static void enqueue(WsConnection *c, const void *bytes, size_t length)
{
    if (length == 0)
        return;
    if (c->out_room - c->out_used < length && c->out_start > 0) {
        memmove(c->out, c->out + c->out_start, queued(c));
        c->out_used -= c->out_start;
        c->out_start = 0;
    }
    if (c->out_room - c->out_used < length) {
        c->out_room = (c->out_used + length) * 2;
        c->out = memory_resize(c->out, c->out_room);
    }
    memcpy(c->out + c->out_used, bytes, length);
    c->out_used += length;
}

static void dequeue(WsConnection *c, size_t size)
{
    c->out_start += size;
    if (c->out_start < c->out_used)
        return;
    c->out_start = c->out_used = 0;
    if (c->out_room > MOST_KEPT) {
        memory_free(c->out);
        c->out = NULL;
        c->out_room = 0;
    }
}

/* Sends what the socket takes. */
static void flush(WsConnection *c)
{
    while (queued(c) > 0 && !c->lost) {
        struct iovec part = {c->out + c->out_start, queued(c)};
        ssize_t sent = stream_write(&c->stream, &part, 1);
        if (sent == STREAM_AGAIN)
            return;
        if (sent < 0)
            c->lost = true;
        else
            dequeue(c, (size_t)sent);
    }
}

/* A frame straight to the socket as long as nothing waits in front of it; the rest of it to the
 * queue. */
static void send_frame(WsConnection *c, const uint8_t *head, size_t head_size,
                       const uint8_t *payload, size_t length)
{
    struct iovec parts[2] = {{(void *)head, head_size}, {(void *)payload, length}};
    int count = length > 0 ? 2 : 1;
    if (queued(c) == 0) {
        ssize_t sent = stream_write(&c->stream, parts, count);
        if (sent >= 0)
            count = stream_skip(parts, count, (size_t)sent);
        else if (sent == STREAM_BROKEN)
            c->lost = true;
    }
    for (int i = 0; i < count && !c->lost; i++)
        enqueue(c, parts[i].iov_base, parts[i].iov_len);
}

static void put_close(WsConnection *c, int code, const uint8_t *reason, size_t length)
{
    uint8_t frame[WS_CLOSE_SIZE];
    enqueue(c, frame, ws_write_close(code, reason, length, frame));
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
    return cx == c->owner && c->read_ahead && queued(c) < MOST_CORKED;
}

static bool send_locked(MeshContext *cx, WsConnection *c, WsOpcode opcode, const uint8_t *bytes,
                        size_t length)
{
    uint8_t head[WS_HEAD_SIZE];
    if (c->lost || (c->phase != WS_OPEN && c->phase != WS_PENDING))
        return false;
    size_t head_size = ws_write_head(opcode, length, head), waiting = queued(c);
    if (waiting > 0 && waiting + head_size + length > MOST_QUEUED) {
        static const char reason[] = "too slow";
        put_close(c, WS_OVERLOADED, (const uint8_t *)reason, sizeof reason - 1);
        nudge_owner(cx, c);
        return false;
    }
    if (c->phase == WS_PENDING || is_corked(cx, c)) {
        enqueue(c, head, head_size);
        enqueue(c, bytes, length);
        return true;
    }
    if (waiting > 0)
        flush(c);
    send_frame(c, head, head_size, bytes, length);
    if (queued(c) > 0 || c->lost)
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
        put_close(c, code, reason, length);
        flush(c);
        nudge_owner(cx, c);
    }
    pthread_mutex_unlock(&c->lock);
    return open;
}

/* ---- Handshake ---- */

#define FIELD(name, value)                                                                         \
    {(const uint8_t *)(name), (const uint8_t *)(value), sizeof(name) - 1, sizeof(value) - 1}

static void refuse_handshake(MeshContext *cx, WsConnection *c, int status, const char *why)
{
    static const HttpField fields[] = {FIELD("Content-Type", "text/plain"),
                                       FIELD("Connection", "close"),
                                       FIELD("Sec-WebSocket-Version", "13")};
    char body[160] = "Bad Request: ";
    size_t length = strlen(body), why_length = strlen(why);
    memcpy(body + length, why, why_length);
    HttpAnswer answer = {status, (const uint8_t *)body, length + why_length, fields,
                         status == 426 ? 3 : 2};
    if (listener_may_log(c->listener))
        log_line("WS upgrade failed: %s", why);
    http_connection_respond(cx, c->http, &answer);
}

bool ws_connection_read_handshake(MeshContext *cx, WsConnection *c)
{
    char accept[WS_ACCEPT_SIZE];
    const char *why;
    if (!http_connection_next(cx, c->http)) {
        end(c);
        return false;
    }
    int status = ws_check_handshake(http_connection_request(c->http),
                                    http_connection_bytes(c->http), accept, &why);
    if (status == 0)
        return true;
    refuse_handshake(cx, c, status, why);
    end(c);
    return false;
}

/* What the peer sent behind its handshake belongs to the frames. */
static void take_over(WsConnection *c)
{
    HttpConnection *http = c->http;
    size_t consumed = http->start + http1_consumed(&http->parser);
    c->in_used = http->used - consumed;
    c->in_room = c->in_used > FIRST_IN ? c->in_used : FIRST_IN;
    c->in = memory_new(c->in_room);
    if (c->in_used > 0)
        memcpy(c->in, http->in + consumed, c->in_used);
    ws_reader_init(&c->reader, WS_MAX_MESSAGE);
    c->read_ahead = c->in_used > 0;
    c->ping_due_ms = os_monotonic_ms() + PING_MS;
    pthread_mutex_lock(&c->lock);
    c->stream = http->stream;
    http->stream = (Stream){.fd = -1};
    http->listener = NULL; /* its count goes on with us */
    c->phase = WS_OPEN;
    flush(c);
    pthread_mutex_unlock(&c->lock);
}

bool ws_connection_upgrade(MeshContext *cx, WsConnection *c)
{
    static const char first[] =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Server: mesh\r\nSec-WebSocket-Accept: ";
    char accept[WS_ACCEPT_SIZE];
    const char *why;
    ws_check_handshake(http_connection_request(c->http), http_connection_bytes(c->http), accept,
                       &why);
    struct iovec parts[3] = {
        {(void *)first, sizeof first - 1}, {accept, sizeof accept}, {"\r\n\r\n", 4}};
    if (!stream_write_all(cx, &c->http->stream, parts, 3, ANSWER_IDLE_MS)) {
        end(c);
        return false;
    }
    take_over(c);
    return true;
}

/* ---- Reading ---- */

static void make_room(MeshContext *cx, WsConnection *c)
{
    if (!c->in) {
        c->in = heap_outside_new(cx, FIRST_IN);
        c->in_room = FIRST_IN;
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
    if (queued(c) == 0) {
        memory_free(c->out);
        c->out = NULL;
        c->out_start = c->out_used = c->out_room = 0;
    }
    pthread_mutex_unlock(&c->lock);
}

/* As stream_read. */
static ssize_t read_some(MeshContext *cx, WsConnection *c)
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

/* Sends what is queued; true when something had to stay. */
static bool flush_queue(WsConnection *c, WsPhase *phase, bool *lost)
{
    pthread_mutex_lock(&c->lock);
    flush(c);
    *phase = c->phase;
    *lost = c->lost;
    bool waiting = queued(c) > 0;
    pthread_mutex_unlock(&c->lock);
    return waiting;
}

/* Waits for bytes, room or a nudge. False when the deadline passed. */
static bool wait_for_peer(MeshContext *cx, WsConnection *c, bool for_room, int64_t deadline_ms)
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

/* ---- Ending ---- */

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
    while (flush_queue(c, &phase, &lost) && !lost && os_monotonic_ms() < deadline)
        stream_wait_write(cx, &c->stream, deadline);
    /* Nobody sends any more: the phase is closing and the handle is dead, so the stream is ours
     * alone. */
    if (!lost)
        stream_close_gently(cx, &c->stream, GENTLE_MS);
    else
        stream_close(&c->stream);
    listener_closed_one(c->listener);
    end(c);
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
        bool for_room = flush_queue(c, &phase, &lost);
        if (lost || os_monotonic_ms() >= deadline)
            break;
        ssize_t got = read_some(cx, c);
        if (got == STREAM_END || got == STREAM_BROKEN)
            break;
        if (got == STREAM_AGAIN && !wait_for_peer(cx, c, for_room, deadline))
            break;
    }
    end_gently(cx, c, deadline);
}

static void begin_close(WsConnection *c, int code, const void *reason, size_t length)
{
    pthread_mutex_lock(&c->lock);
    if (c->phase == WS_OPEN)
        put_close(c, code, reason, length);
    pthread_mutex_unlock(&c->lock);
}

/* Closes because of something the peer did or failed to do. */
static WsKind close_with(MeshContext *cx, WsConnection *c, int code, const char *reason)
{
    begin_close(c, code, reason, strlen(reason));
    note_end(c, code, reason, strlen(reason));
    await_close(cx, c);
    return WS_KIND_CLOSED;
}

/* The peer's close frame: echoed with its code. */
static WsKind peer_closed(MeshContext *cx, WsConnection *c)
{
    size_t length;
    const uint8_t *reason = ws_connection_message(c, &length);
    note_end(c, c->reader.code, reason, length);
    begin_close(c, c->reader.code, NULL, 0);
    end_gently(cx, c, os_monotonic_ms() + CLOSE_MS);
    return WS_KIND_CLOSED;
}

static WsKind connection_lost(WsConnection *c)
{
    note_end(c, WS_LOST, NULL, 0);
    end(c);
    return WS_KIND_CLOSED;
}

/* The program, or a full queue, began to close. */
static WsKind we_closed(MeshContext *cx, WsConnection *c)
{
    note_end(c, c->sent_code, NULL, 0);
    await_close(cx, c);
    return WS_KIND_CLOSED;
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
    c->ping_due_ms = now + PING_MS;
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
        bool for_room = flush_queue(c, &phase, &lost);
        if (phase == WS_CLOSING) {
            we_closed(cx, c);
            return false;
        }
        ssize_t got = lost ? STREAM_BROKEN : STREAM_AGAIN;
        if (!lost && stream_may_have_bytes(cx, &c->stream))
            got = read_some(cx, c);
        if (got > 0)
            return true;
        if (got != STREAM_AGAIN) {
            connection_lost(c);
            return false;
        }
        int64_t due = c->pong_due_ms ? c->pong_due_ms : c->ping_due_ms;
        if (wait_for_peer(cx, c, for_room, due))
            continue;
        if (c->pong_due_ms) {
            begin_close(c, WS_GOING_AWAY, "pong timeout", 12);
            note_end(c, WS_GOING_AWAY, "pong timeout", 12);
            end_gently(cx, c, os_monotonic_ms() + CLOSE_MS);
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
            return peer_closed(cx, c);
        case WS_EVENT_FAILED:
            return close_with(cx, c, c->reader.code, c->reader.reason);
        case WS_EVENT_MORE:
            if (!read_more(cx, c))
                return WS_KIND_CLOSED;
            break;
        }
    }
}

void ws_connection_reject(MeshContext *cx, WsConnection *c)
{
    if (c->ended)
        return;
    if (c->stream.fd < 0) { /* not upgraded */
        static const HttpField fields[] = {FIELD("Content-Type", "text/plain"),
                                           FIELD("Connection", "close")};
        HttpAnswer answer = {401, (const uint8_t *)"Unauthorized", 12, fields, 2};
        http_connection_respond(cx, c->http, &answer);
        end(c);
        return;
    }
    close_with(cx, c, WS_REJECTED, "rejected");
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
    uint8_t rest[4096];
    pthread_mutex_lock(&c->lock);
    if (c->phase == WS_OPEN) {
        if (crashed)
            put_close(c, WS_CRASHED, (const uint8_t *)reason, sizeof reason - 1);
        else
            put_close(c, WS_NORMAL, NULL, 0);
    }
    if (c->stream.fd >= 0 && !c->lost) {
        flush(c);
        os.shutdown(c->stream.fd, SHUT_WR);
        /* Unread bytes would turn the close into a reset, which may overtake the frame. */
        for (int i = 0; i < 16 && stream_read(&c->stream, rest, sizeof rest) > 0; i++)
            ;
    }
    pthread_mutex_unlock(&c->lock);
    bool was_open = !c->ended;
    end(c);
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
