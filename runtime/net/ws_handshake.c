#include "net/ws_internal.h"

#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"

enum { ANSWER_IDLE_MS = 5000 };

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
        ws_end(c);
        return false;
    }
    int status = ws_check_handshake(http_connection_request(c->http),
                                    http_connection_bytes(c->http), accept, &why);
    if (status == 0)
        return true;
    refuse_handshake(cx, c, status, why);
    ws_end(c);
    return false;
}

/* What the peer sent behind its handshake belongs to the frames. */
static void take_over(MeshContext *cx, WsConnection *c)
{
    HttpConnection *http = c->http;
    size_t consumed = http->start + http1_consumed(&http->parser);
    c->in_used = http->used - consumed;
    c->in_room = c->in_used > WS_FIRST_IN ? c->in_used : WS_FIRST_IN;
    c->in = heap_outside_new(cx, c->in_room);
    if (c->in_used > 0)
        memcpy(c->in, http->in + consumed, c->in_used);
    ws_reader_init(&c->reader, WS_MAX_MESSAGE);
    c->read_ahead = c->in_used > 0;
    c->ping_due_ms = os_monotonic_ms() + WS_PING_MS;
    pthread_mutex_lock(&c->lock);
    c->stream = http->stream;
    http->stream = (Stream){.fd = -1};
    http->listener = NULL; /* its count goes on with us */
    c->phase = WS_OPEN;
    ws_flush(c);
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
        ws_end(c);
        return false;
    }
    take_over(cx, c);
    return true;
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
        ws_end(c);
        return;
    }
    ws_close_with(cx, c, WS_REJECTED, "rejected");
}
