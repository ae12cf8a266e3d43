#include "net/http_connection.h"

#include <string.h>

#include "actor/actor.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "wire/http_text.h"

enum {
    FIRST_BYTE_MS = 10000,
    HEAD_MS = 10000,
    BODY_PAUSE_MS = 30000,
    BODY_BYTES_PER_SECOND = 512, /* on average, once BODY_PAUSE_MS have passed */
    ANSWER_IDLE_MS = 30000,
    IDLE_MS = 60000,
    KEEP_BUFFER_MS = 1000, /* a connection silent for longer gives its buffers back */
    GENTLE_MS = 1000,
    FIRST_IN = 4096,
    MOST_KEPT = 64 * 1024, /* larger buffers are not kept from one request to the next */
    MOST_CORKED = 64 * 1024,
    NEAR_HEAD = 1024, /* heads up to this size are built on the stack */
};

static const char allowed_methods[] = "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS";

/* ---- Life ---- */

HttpConnection *http_connection_new(Listener *listener, const Accepted *accepted)
{
    HttpConnection *c = memory_zeroed(sizeof *c);
    c->stream = accepted->stream;
    c->listener = listener;
    memcpy(c->remote, accepted->remote, sizeof c->remote);
    c->max_body = listener->max_body;
    c->stream.drained = true; /* one that stays silent never gets a buffer */
    c->since_ms = os_monotonic_ms();
    c->date_second = -1;
    http1_init(&c->parser, c->max_body);
    http1_begin(&c->parser);
    return c;
}

static void close_now(HttpConnection *c)
{
    if (c->stream.fd >= 0)
        stream_close(&c->stream);
}

void http_connection_free(HttpConnection *c)
{
    close_now(c);
    if (c->listener)
        listener_closed_one(c->listener);
    memory_free(c->in);
    memory_free(c->out);
    memory_free(c);
}

/* ---- Sending ---- */

static const char *current_date(HttpConnection *c)
{
    int64_t second = os.wall_ns() / 1000000000;
    if (second != c->date_second) {
        http_date_format(second, c->date);
        c->date_second = second;
    }
    return c->date;
}

/* False when there is no memory for it. */
static bool out_reserve(HttpConnection *c, size_t length)
{
    if (c->out_room - c->out_used >= length)
        return true;
    size_t room = (c->out_used + length) * 2;
    uint8_t *out = memory_try_resize(c->out, room);
    if (!out)
        return false;
    c->out = out;
    c->out_room = room;
    return true;
}

/* What has been reserved. */
static void out_append(HttpConnection *c, const void *bytes, size_t length)
{
    if (length > 0)
        memcpy(c->out + c->out_used, bytes, length);
    c->out_used += length;
}

/* Sends what was collected, then a head and a body. */
static bool send_all(MeshContext *cx, HttpConnection *c, const void *head, size_t head_length,
                     const void *body, size_t body_length)
{
    struct iovec parts[3];
    int count = 0;
    if (c->out_used > 0)
        parts[count++] = (struct iovec){c->out, c->out_used};
    if (head_length > 0)
        parts[count++] = (struct iovec){(void *)head, head_length};
    if (body_length > 0)
        parts[count++] = (struct iovec){(void *)body, body_length};
    if (count == 0)
        return true;
    bool sent = stream_write_all(cx, &c->stream, parts, count, ANSWER_IDLE_MS);
    c->out_used = 0;
    if (c->out_room > MOST_KEPT) {
        memory_free(c->out);
        c->out = NULL;
        c->out_room = 0;
    }
    return sent;
}

static bool flush(MeshContext *cx, HttpConnection *c)
{
    return c->out_used == 0 || send_all(cx, c, NULL, 0, NULL, 0);
}

/* True when what was read holds more than the request being answered. */
static bool more_is_buffered(const HttpConnection *c)
{
    return c->completed && c->used > c->start + http1_consumed(&c->parser);
}

static void warn_dropped(const HttpConnection *c, size_t dropped)
{
    if (dropped > 0 && c->listener && listener_may_log(c->listener))
        log_line("HTTP answer: %zu invalid header field(s) left out", dropped);
}

static bool send_answer(MeshContext *cx, HttpConnection *c, const HttpResponse *response,
                        const void *body, size_t body_length)
{
    uint8_t near[NEAR_HEAD];
    size_t bound = http_response_bound(response), dropped;
    bool corked =
        more_is_buffered(c) && !response->closes && c->out_used + bound + body_length < MOST_CORKED;
    corked = corked && out_reserve(c, bound + body_length);
    if (!corked && bound > sizeof near && !out_reserve(c, bound))
        mesh_panic_c(cx, "out of memory");
    /* From here on a crash must not add another answer to a part of this one. */
    c->handling = false;
    if (!corked && bound <= sizeof near) {
        size_t size = http_response_write(response, near, &dropped);
        warn_dropped(c, dropped);
        return send_all(cx, c, near, size, body, body_length);
    }
    /* Long heads go through the output buffer too: what is in there belongs to the connection, so
     * that a crash while waiting leaks nothing. */
    c->out_used += http_response_write(response, c->out + c->out_used, &dropped);
    warn_dropped(c, dropped);
    if (!corked)
        return send_all(cx, c, NULL, 0, body, body_length);
    out_append(c, body, body_length);
    return true;
}

static bool close_gently(MeshContext *cx, HttpConnection *c)
{
    stream_close_gently(cx, &c->stream, GENTLE_MS);
    return false;
}

/* An answer of the server itself: the phrase is the body. */
static bool answer_status(MeshContext *cx, HttpConnection *c, int status)
{
    const Http1Request *r = &c->parser.request;
    static const HttpField allow = {(const uint8_t *)"Allow", (const uint8_t *)allowed_methods, 5,
                                    sizeof allowed_methods - 1};
    const char *phrase = http_status_phrase(status);
    HttpResponse response = {
        .status = status,
        .closes = !r->keep_alive,
        .tells_keep_alive = r->keep_alive && r->minor == 0,
        .body_length = strlen(phrase),
        .date = current_date(c),
        .fields = &allow,
        .field_count = status == 405 || status == 204,
    };
    bool has_body = http_status_has_body(status) && r->method != HTTP_METHOD_HEAD;
    bool sent = send_answer(cx, c, &response, phrase, has_body ? strlen(phrase) : 0);
    if (!sent)
        close_now(c);
    else if (!r->keep_alive)
        close_gently(cx, c);
    return sent && r->keep_alive;
}

static bool refuse(MeshContext *cx, HttpConnection *c, int status)
{
    c->parser.request.keep_alive = false;
    c->completed = false; /* what follows is not interpreted, so nothing is corked for it */
    return answer_status(cx, c, status);
}

/* ---- Receiving ---- */

static void make_room(MeshContext *cx, HttpConnection *c)
{
    if (!c->in) {
        c->in = heap_outside_new(cx, FIRST_IN);
        c->room = FIRST_IN;
    }
    if (c->used < c->room)
        return;
    if (c->start > 0) {
        memmove(c->in, c->in + c->start, c->used - c->start);
        c->used -= c->start;
        c->start = 0;
        return;
    }
    c->in = heap_outside_resize(cx, c->in, 2 * c->room);
    c->room *= 2;
}

static void give_buffers_back(HttpConnection *c)
{
    if (c->used > 0 || c->out_used > 0)
        return;
    memory_free(c->in);
    memory_free(c->out);
    c->in = c->out = NULL;
    c->room = c->out_room = 0;
}

/* What the connection is in the middle of, for its deadlines. */
typedef enum Phase { PHASE_IDLE, PHASE_HEAD, PHASE_BODY } Phase;

static Phase phase_of(const HttpConnection *c)
{
    if (http1_in_body(&c->parser))
        return PHASE_BODY;
    return c->used > c->start ? PHASE_HEAD : PHASE_IDLE;
}

static int64_t deadline_of(const HttpConnection *c, Phase phase, int64_t now)
{
    if (c->handshake_ms)
        return c->since_ms + c->handshake_ms;
    switch (phase) {
    case PHASE_IDLE:
        return c->since_ms + (c->served ? IDLE_MS : FIRST_BYTE_MS);
    case PHASE_HEAD:
        return c->since_ms + HEAD_MS;
    case PHASE_BODY:
        return now + BODY_PAUSE_MS;
    }
    return now;
}

/* Waits for bytes. An idle connection that stays silent gives its buffers back and waits on without
 * them. */
static bool wait_for_bytes(MeshContext *cx, HttpConnection *c, Phase phase)
{
    int64_t now = os_monotonic_ms();
    if (c->since_ms == 0)
        c->since_ms = now;
    int64_t deadline = deadline_of(c, phase, now);
    if (phase == PHASE_IDLE && c->in && now + KEEP_BUFFER_MS < deadline) {
        if (stream_wait_read(cx, &c->stream, now + KEEP_BUFFER_MS))
            return true;
        give_buffers_back(c);
        stack_trim(actor_of(cx)->task.stack);
    }
    return stream_wait_read(cx, &c->stream, deadline);
}

/* True when a body has come too slowly for too long. */
static bool body_is_too_slow(const HttpConnection *c)
{
    int64_t elapsed = os_monotonic_ms() - c->since_ms;
    int64_t received = (int64_t)(c->used - c->start - c->parser.request.body_at);
    return elapsed > BODY_PAUSE_MS && received < elapsed / 1000 * BODY_BYTES_PER_SECOND;
}

typedef enum Fill { FILL_OK, FILL_LATE, FILL_OVER } Fill;

/* Gets at least one byte more. */
static Fill fill(MeshContext *cx, HttpConnection *c)
{
    Phase phase = phase_of(c);
    for (;;) {
        if (stream_may_have_bytes(cx, &c->stream)) {
            make_room(cx, c);
            ssize_t got = stream_read(&c->stream, c->in + c->used, c->room - c->used);
            if (got > 0) {
                c->used += (size_t)got;
                if (phase == PHASE_IDLE && !c->handshake_ms)
                    c->since_ms = 0;
                return phase == PHASE_BODY && body_is_too_slow(c) ? FILL_LATE : FILL_OK;
            }
            if (got != STREAM_AGAIN)
                return FILL_OVER;
        }
        if (!flush(cx, c))
            return FILL_OVER;
        if (!wait_for_bytes(cx, c, phase))
            return FILL_LATE;
    }
}

static Http1Outcome parse(HttpConnection *c)
{
    size_t length = c->used - c->start;
    Http1Outcome outcome = http1_parse(&c->parser, c->in ? c->in + c->start : NULL, &length);
    c->used = c->start + length;
    return outcome;
}

/* Leaves the request that was handled behind. */
static void skip_completed(HttpConnection *c)
{
    if (!c->completed)
        return;
    c->start += http1_consumed(&c->parser);
    c->completed = false;
    c->parser.max_body = c->max_body;
    http1_begin(&c->parser);
    if (c->start < c->used)
        return;
    c->start = c->used = 0;
    if (c->room > MOST_KEPT)
        give_buffers_back(c);
}

/* The peer waits for permission to send the body. */
static bool send_continue(MeshContext *cx, HttpConnection *c)
{
    static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
    const Http1Request *r = &c->parser.request;
    if (!r->expects_continue || c->used > c->start + r->body_at)
        return true;
    return send_all(cx, c, text, sizeof text - 1, NULL, 0);
}

/* What to do with a parser's outcome. */
typedef enum Turn { TURN_READ, TURN_GO_ON, TURN_HEAD, TURN_REQUEST, TURN_OVER } Turn;

static Turn complete(MeshContext *cx, HttpConnection *c)
{
    const Http1Request *r = &c->parser.request;
    c->completed = true;
    c->served = true;
    c->since_ms = 0;
    if (r->answer == 0) {
        c->handling = true;
        return TURN_REQUEST;
    }
    if (!answer_status(cx, c, r->answer))
        return TURN_OVER;
    skip_completed(c);
    return TURN_GO_ON;
}

static Turn head_arrived(MeshContext *cx, HttpConnection *c)
{
    Http1Request *r = &c->parser.request;
    c->since_ms = os_monotonic_ms(); /* the body's time begins */
    if (r->answer == 0)
        return TURN_HEAD;
    /* A peer that asked first has not sent the body, and is not told to. */
    if (!r->expects_continue)
        return TURN_GO_ON;
    refuse(cx, c, r->answer);
    return TURN_OVER;
}

static Turn take_turn(MeshContext *cx, HttpConnection *c)
{
    if (c->used == c->start)
        return TURN_READ;
    switch (parse(c)) {
    case HTTP1_MORE:
        return TURN_READ;
    case HTTP1_HEAD:
        return head_arrived(cx, c);
    case HTTP1_COMPLETE:
        return complete(cx, c);
    case HTTP1_REFUSED:
        refuse(cx, c, c->parser.request.status);
        return TURN_OVER;
    }
    return TURN_OVER;
}

static bool read_more(MeshContext *cx, HttpConnection *c)
{
    switch (fill(cx, c)) {
    case FILL_OK:
        return true;
    case FILL_LATE:
        if (phase_of(c) != PHASE_IDLE && !c->handshake_ms) {
            refuse(cx, c, 408);
            return false;
        }
        break;
    case FILL_OVER:
        break;
    }
    close_now(c);
    return false;
}

/* To the next complete request, or to a head that a body follows. */
static Turn advance(MeshContext *cx, HttpConnection *c)
{
    for (;;) {
        Turn turn = take_turn(cx, c);
        switch (turn) {
        case TURN_READ:
            if (!read_more(cx, c))
                return TURN_OVER;
            break;
        case TURN_GO_ON:
            break;
        case TURN_HEAD:
        case TURN_REQUEST:
        case TURN_OVER:
            return turn;
        }
    }
}

bool http_connection_next_head(MeshContext *cx, HttpConnection *c)
{
    if (c->stream.fd < 0)
        return false;
    c->handling = false;
    skip_completed(c);
    return advance(cx, c) != TURN_OVER;
}

bool http_connection_read_body(MeshContext *cx, HttpConnection *c)
{
    if (c->completed)
        return true;
    if (c->stream.fd < 0 || !http1_in_body(&c->parser))
        return false;
    /* Too large a body is refused before the peer is told to send it. */
    if (c->used == c->start + c->parser.request.body_at && c->parser.request.expects_continue) {
        Http1Outcome outcome = parse(c);
        if (outcome == HTTP1_REFUSED) {
            refuse(cx, c, c->parser.request.status);
            return false;
        }
        if (!send_continue(cx, c)) {
            close_now(c);
            return false;
        }
    }
    return advance(cx, c) == TURN_REQUEST;
}

bool http_connection_next(MeshContext *cx, HttpConnection *c)
{
    return http_connection_next_head(cx, c) && http_connection_read_body(cx, c);
}

/* ---- Answering ---- */

bool http_connection_respond(MeshContext *cx, HttpConnection *c, const HttpAnswer *answer)
{
    const Http1Request *r = &c->parser.request;
    if (!c->handling || c->stream.fd < 0)
        return false;
    HttpAnswer given = *answer;
    if (given.status < 200 || given.status > 599) {
        if (listener_may_log(c->listener))
            log_line("HTTP answer: status %lld is outside 200 to 599", (long long)given.status);
        const char *phrase = http_status_phrase(500);
        given = (HttpAnswer){500, (const uint8_t *)phrase, strlen(phrase), NULL, 0};
    }
    /* A body that was not read is not a place where the next request could begin. */
    bool closes = !r->keep_alive || !c->completed ||
                  http_response_asks_close(given.fields, given.field_count);
    HttpResponse response = {
        .status = (int)given.status,
        .closes = closes,
        .tells_keep_alive = !closes && r->minor == 0,
        .body_length = given.body_length,
        .date = current_date(c),
        .fields = given.fields,
        .field_count = given.field_count,
    };
    bool has_body = http_status_has_body(response.status) && r->method != HTTP_METHOD_HEAD;
    bool sent = send_answer(cx, c, &response, given.body, has_body ? given.body_length : 0);
    if (sent && !closes)
        return true;
    if (sent)
        return close_gently(cx, c);
    close_now(c);
    return false;
}

/* ---- Belonging to an actor ---- */

/* The last words of a crashed handler. Nothing may wait here, so what the socket does not take is
 * lost. */
static void answer_crash(HttpConnection *c)
{
    static const char phrase[] = "Internal Server Error";
    uint8_t head[NEAR_HEAD];
    size_t dropped;
    HttpResponse response = {
        .status = 500, .closes = true, .body_length = sizeof phrase - 1, .date = current_date(c)};
    size_t size = http_response_write(&response, head, &dropped);
    bool head_only = c->parser.request.method == HTTP_METHOD_HEAD;
    struct iovec parts[3] = {
        {c->out, c->out_used}, {head, size}, {(void *)phrase, head_only ? 0 : sizeof phrase - 1}};
    int count = stream_skip(parts, 3, 0);
    stream_write(&c->stream, parts, count);
    stream_shut(&c->stream);
}

static void release(Resource *resource, bool crashed)
{
    HttpConnection *c = (HttpConnection *)resource;
    if (crashed && c->handling && c->stream.fd >= 0)
        answer_crash(c);
    http_connection_free(c);
}

static const ResourceClass connection_class = {.name = "HTTP connection", .release = release};

void http_connection_adopt(MeshContext *cx, HttpConnection *c)
{
    c->resource.class = &connection_class;
    resource_attach(cx, &c->resource);
}
