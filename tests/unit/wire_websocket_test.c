/* WebSocket handshake and frames against the tables of required outcomes, whole, cut at every
 * place, and byte by byte. */
#include "wire/websocket.h"

#include "wire_check.h"

/* ---- A client's frames ---- */

typedef struct Stream {
    uint8_t *bytes;
    size_t length, room;
} Stream;

static void put(Stream *s, const void *bytes, size_t length)
{
    if (s->room < s->length + length + 1) {
        s->room = (s->length + length + 1) * 2;
        s->bytes = realloc(s->bytes, s->room);
    }
    memcpy(s->bytes + s->length, bytes, length);
    s->length += length;
}

/* first: FIN and RSV bits with the opcode; form: 0 = the shortest length form, 2 or 8 = that many
 * bytes. */
static void put_frame(Stream *s, int first, const void *payload, size_t length, int form)
{
    static const uint8_t mask[4] = {0x37, 0xFA, 0x21, 0x3D};
    uint8_t head[14] = {(uint8_t)first};
    if (form == 0)
        form = length < 126 ? 1 : length < 65536 ? 2 : 8;
    head[1] = (uint8_t)(0x80 | (form == 1 ? length : form == 2 ? 126 : 127));
    int extra = form == 1 ? 0 : form;
    for (int i = 0; i < extra; i++)
        head[2 + i] = (uint8_t)((uint64_t)length >> (8 * (extra - 1 - i)));
    memcpy(head + 2 + extra, mask, 4);
    put(s, head, (size_t)(6 + extra));
    size_t start = s->length;
    put(s, payload, length);
    for (size_t i = 0; i < length; i++)
        s->bytes[start + i] ^= mask[i & 3];
}

static void put_text(Stream *s, int first, const char *text)
{
    put_frame(s, first, text, strlen(text), 0);
}

/* ---- A connection without a socket ---- */

typedef struct Peer {
    WsReader reader;
    uint8_t *buffer; /* of exactly its length, so that over-reads are seen */
    size_t length;
    char trace[4096];
} Peer;

static void note(Peer *peer, const char *kind, const uint8_t *bytes, size_t length)
{
    size_t used = strlen(peer->trace), room = sizeof peer->trace - used;
    if (length > 40)
        snprintf(peer->trace + used, room, "%s#%zu ", kind, length);
    else
        snprintf(peer->trace + used, room, "%s(%.*s) ", kind, (int)length, (const char *)bytes);
}

static void resize(Peer *peer, size_t length)
{
    uint8_t *moved = malloc(length ? length : 1);
    if (peer->buffer)
        memcpy(moved, peer->buffer, length < peer->length ? length : peer->length);
    free(peer->buffer);
    peer->buffer = moved;
    peer->length = length;
}

/* False when no event is left. */
static bool take_event(Peer *peer)
{
    static const char *const names[] = {"", "text", "binary", "ping", "pong", "close", "fail"};
    size_t length = peer->length;
    WsReader *r = &peer->reader;
    WsEvent event = ws_read(r, peer->buffer, &length);
    if (event == WS_EVENT_MORE) {
        resize(peer, length);
        return false;
    }
    char name[64];
    snprintf(name, sizeof name, "%s", names[event]);
    if (event == WS_EVENT_CLOSE || event == WS_EVENT_FAILED)
        snprintf(name, sizeof name, "%s %d", names[event], r->code);
    note(peer, name, peer->buffer + r->payload_at, r->payload_length);
    return true;
}

static void feed(Peer *peer, const uint8_t *bytes, size_t length)
{
    size_t before = peer->length;
    resize(peer, before + length);
    memcpy(peer->buffer + before, bytes, length);
    while (take_event(peer))
        ;
}

static void run(const Stream *s, size_t first, size_t step, size_t limit, char *out, size_t room)
{
    Peer *peer = calloc(1, sizeof *peer);
    ws_reader_init(&peer->reader, limit);
    feed(peer, s->bytes, first);
    for (size_t at = first; at < s->length; at += step)
        feed(peer, s->bytes + at, s->length - at < step ? s->length - at : step);
    snprintf(out, room, "%s", peer->trace);
    free(peer->buffer);
    free(peer);
}

/* Takes the stream. */
static void expect_limited(Checks *checks, const char *name, Stream *s, size_t limit,
                           const char *want)
{
    char got[4096];
    size_t stride = s->length > 2000 ? 131 : 1;
    run(s, s->length, s->length + 1, limit, got, sizeof got);
    check_text(checks, name, want, got);
    for (size_t cut = 1; cut < s->length && s->length < 100000; cut += stride) {
        run(s, cut, s->length, limit, got, sizeof got);
        check_text(checks, name, want, got);
    }
    if (s->length < 5000) {
        run(s, 1, 1, limit, got, sizeof got);
        check_text(checks, name, want, got);
    }
    free(s->bytes);
    *s = (Stream){0};
}

static void expect(Checks *checks, const char *name, Stream *s, const char *want)
{
    expect_limited(checks, name, s, WS_MAX_MESSAGE, want);
}

/* ---- Frames ---- */

enum { FIN = 0x80, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

static void test_messages(Checks *checks)
{
    Stream s = {0};
    put_text(&s, FIN | TEXT, "hello");
    put_text(&s, FIN | BINARY, "\xFF\xFE");
    put_text(&s, FIN | TEXT, "");
    expect(checks, "W30 messages", &s, "text(hello) binary(\xFF\xFE) text() ");

    put_text(&s, TEXT, "a");
    put_text(&s, FIN | PING, "p1");
    put_text(&s, 0, "");
    put_text(&s, FIN | PONG, "");
    put_text(&s, 0, "b");
    put_text(&s, FIN, "c");
    put_text(&s, FIN | TEXT, "next");
    expect(checks, "W28 fragments", &s, "ping(p1) pong() text(abc) text(next) ");

    /* The second fragment moves over its own mask. */
    put_text(&s, TEXT, "");
    put_text(&s, FIN, "seventeen bytes..");
    expect(checks, "fragment over its mask", &s, "text(seventeen bytes..) ");

    put_text(&s, TEXT, "");
    put_text(&s, 0, "");
    put_text(&s, FIN, "");
    expect(checks, "W30 empty", &s, "text() ");

    char long_text[70000];
    memset(long_text, 'x', sizeof long_text);
    put_frame(&s, FIN | TEXT, long_text, 125, 0);
    put_frame(&s, FIN | TEXT, long_text, 126, 0);
    put_frame(&s, FIN | BINARY, long_text, 65535, 0);
    put_frame(&s, FIN | BINARY, long_text, 65536, 0);
    expect(checks, "lengths", &s, "text#125 text#126 binary#65535 binary#65536 ");
    put_frame(&s, FIN | PING, long_text, 125, 0);
    expect(checks, "W27", &s, "ping#125 ");

    put_frame(&s, TEXT, "\xE2\x82", 2, 0);
    put_frame(&s, FIN, "\xAC", 1, 0);
    expect(checks, "W32 cut", &s, "text(\xE2\x82\xAC) ");
}

static void expect_frame(Checks *checks, const char *name, int first, const char *payload,
                         const char *want)
{
    Stream s = {0};
    put_text(&s, first, payload);
    put_text(&s, FIN | TEXT, "ignored");
    expect(checks, name, &s, want);
}

static void test_errors(Checks *checks)
{
    Stream s = {0};
    put(&s, "\x81\x05hello", 7);
    expect(checks, "W20", &s, "fail 1002() ");
    expect_frame(checks, "W21", FIN | 0x40 | TEXT, "x", "fail 1002() ");
    expect_frame(checks, "W21", FIN | 0x10 | TEXT, "x", "fail 1002() ");
    int unknown[] = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15};
    for (int i = 0; i < 10; i++)
        expect_frame(checks, "W22", FIN | unknown[i], "x", "fail 1002() ");
    expect_frame(checks, "W23", PING, "x", "fail 1002() ");
    char payload[200];
    memset(payload, 'x', sizeof payload);
    put_frame(&s, FIN | PING, payload, 126, 0);
    expect(checks, "W23", &s, "fail 1002() ");
    put_frame(&s, FIN | TEXT, payload, 125, 2);
    expect(checks, "W24", &s, "fail 1002() ");
    put_frame(&s, FIN | TEXT, payload, 200, 8);
    expect(checks, "W24", &s, "fail 1002() ");
    put(&s, "\x82\xFF\x80\0\0\0\0\0\0\1", 10);
    expect(checks, "W24", &s, "fail 1002() ");
    put(&s, "\x82\xFF\0\0\0\0\1\0\0\1", 10);
    expect(checks, "W25", &s, "fail 1009() ");
    expect_frame(checks, "W29", FIN, "x", "fail 1002() ");
    put_text(&s, TEXT, "a");
    put_text(&s, FIN | TEXT, "b");
    expect(checks, "W29", &s, "fail 1002() ");
    expect_frame(checks, "W32", FIN | TEXT, "\xC0\x80", "fail 1007() ");
    expect_frame(checks, "W32", FIN | TEXT, "\xED\xA0\x80", "fail 1007() ");
    expect_frame(checks, "W33", FIN | TEXT, "a\xE2\x82", "fail 1007() ");
    expect_frame(checks, "W33 binary", FIN | BINARY, "a\xE2\x82",
                 "binary(a\xE2\x82) text(ignored) ");
}

static void test_close(Checks *checks)
{
    expect_frame(checks, "W34 empty", FIN | CLOSE, "", "close 1005() ");
    expect_frame(checks, "W34", FIN | CLOSE,
                 "\x03\xE8"
                 "bye",
                 "close 1000(bye) ");
    expect_frame(checks, "W34", FIN | CLOSE, "\x0B\xB8", "close 3000() ");
    expect_frame(checks, "W35", FIN | CLOSE, "\x03", "fail 1002() ");
    expect_frame(checks, "W36", FIN | CLOSE, "\x03\xE8\xFF", "fail 1007() ");
    for (int code = 0; code < 6000; code++) {
        bool valid = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
                     (code >= 3000 && code <= 4999);
        check(checks, ws_code_is_valid(code) == valid, "W35", "code");
    }
}

static void test_limits(Checks *checks)
{
    Stream s = {0};
    char block[64];
    memset(block, 'x', sizeof block);
    put_frame(&s, FIN | TEXT, block, 64, 0);
    expect_limited(checks, "W26 exact", &s, 64, "text#64 ");
    put_frame(&s, FIN | TEXT, block, 64, 0);
    expect_limited(checks, "W26 over", &s, 63, "fail 1009() ");
    put_frame(&s, TEXT, block, 60, 0);
    put_frame(&s, 0, block, 4, 0);
    put_frame(&s, FIN, block, 1, 0);
    expect_limited(checks, "W26 sum", &s, 64, "fail 1009() ");
    for (int i = 0; i < 65536; i++)
        put_frame(&s, i == 0 ? TEXT : i == 65535 ? FIN : 0, block, 64, 0);
    expect(checks, "W31", &s, "text#4194304 ");
    for (int i = 0; i < WS_MAX_FRAGMENTS + 1; i++)
        put_frame(&s, i == 0 ? TEXT : 0, block, 0, 0);
    expect(checks, "W31 over", &s, "fail 1009() ");
    /* 16 MiB in small portions, in time linear in its size */
    size_t size = 16 << 20;
    char *large = malloc(size);
    memset(large, 'x', size);
    put_frame(&s, FIN | TEXT, large, size, 0);
    expect(checks, "W26 16 MiB", &s, "text#16777216 ");
    free(large);
}

/* Noise ends in an error or waits for more, and never leaves the buffer. */
static void test_noise(Checks *checks)
{
    uint64_t state = 88172645463325252u;
    for (int round = 0; round < 20000; round++) {
        uint8_t noise[64];
        for (size_t i = 0; i < sizeof noise; i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            noise[i] = (uint8_t)(state >> 24);
        }
        Stream s = {0};
        put(&s, noise, sizeof noise);
        char whole[4096], bytewise[4096];
        run(&s, s.length, s.length, WS_MAX_MESSAGE, whole, sizeof whole);
        run(&s, 1, 1, WS_MAX_MESSAGE, bytewise, sizeof bytewise);
        check_text(checks, "W45", whole, bytewise);
        free(s.bytes);
    }
}

static void test_writing(Checks *checks)
{
    uint8_t head[WS_HEAD_SIZE], close[WS_CLOSE_SIZE];
    check(checks, ws_write_head(WS_OP_TEXT, 125, head) == 2 && head[0] == 0x81 && head[1] == 125,
          "head", "125");
    check(checks, ws_write_head(WS_OP_TEXT, 126, head) == 4 && head[1] == 126 && head[3] == 126,
          "head", "126");
    check(checks, ws_write_head(WS_OP_TEXT, 65535, head) == 4, "head", "65535");
    check(checks, ws_write_head(WS_OP_BINARY, 65536, head) == 10 && head[7] == 1, "head", "65536");
    check(checks, ws_write_close(WS_NO_CODE, NULL, 0, close) == 2, "close", "empty");
    char reason[200];
    memset(reason, 'x', sizeof reason);
    memcpy(reason + 122, "\xC3\xA9", 2);
    size_t size = ws_write_close(1011, (uint8_t *)reason, sizeof reason, close);
    check(checks, size == 2 + 2 + 122 && close[1] == 124, "close", "cut at a character");
}

/* ---- Handshake ---- */

static void expect_handshake(Checks *checks, const char *text, int status, const char *want)
{
    Http1Parser parser;
    http1_init(&parser, 100);
    http1_begin(&parser);
    size_t length = strlen(text);
    char *copy = malloc(length + 1), accept[WS_ACCEPT_SIZE + 1] = {0};
    memcpy(copy, text, length);
    while (http1_parse(&parser, (uint8_t *)copy, &length) == HTTP1_HEAD)
        ;
    const char *why = "";
    int got = ws_check_handshake(&parser.request, (uint8_t *)copy, accept, &why);
    check(checks, got == status, text, "status");
    check_text(checks, text, want, status ? why : accept);
    free(copy);
}

#define REQUEST(upgrade, connection, key, rest)                                                    \
    "GET /feed?x=1 HTTP/1.1\r\nHost: h\r\nUpgrade: " upgrade "\r\nConnection: " connection         \
    "\r\n" key rest "\r\n"
#define KEY "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define V13 "Sec-WebSocket-Version: 13\r\n"

static void test_handshake(Checks *checks)
{
    expect_handshake(checks, REQUEST("websocket", "Upgrade", KEY, V13), 0,
                     "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    expect_handshake(checks, REQUEST("h2c, WebSocket", "keep-alive, upgrade", KEY, V13), 0,
                     "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    expect_handshake(checks, REQUEST("websockets", "Upgrade", KEY, V13), 400,
                     "missing or invalid Upgrade header");
    expect_handshake(checks, REQUEST("websocket", "upgraded", KEY, V13), 400,
                     "missing or invalid Connection header");
    expect_handshake(checks, REQUEST("websocket", "Upgrade", "", V13), 400,
                     "missing Sec-WebSocket-Key header");
    expect_handshake(checks, REQUEST("websocket", "Upgrade", KEY KEY, V13), 400,
                     "invalid Sec-WebSocket-Key header");
    expect_handshake(checks, REQUEST("websocket", "Upgrade", "Sec-WebSocket-Key: abc\r\n", V13),
                     400, "invalid Sec-WebSocket-Key header");
    const char *version = "missing or invalid Sec-WebSocket-Version (must be 13)";
    expect_handshake(checks, REQUEST("websocket", "Upgrade", KEY, ""), 426, version);
    expect_handshake(checks, REQUEST("websocket", "Upgrade", KEY, "Sec-WebSocket-Version: 8\r\n"),
                     426, version);
    expect_handshake(checks, REQUEST("websocket", "Upgrade", KEY, V13 "Content-Length: 0\r\n"), 400,
                     "a handshake has no body");
    expect_handshake(checks, "POST / HTTP/1.1\r\nHost: h\r\n\r\n", 400, "method must be GET");
}

int main(void)
{
    Checks checks = {.name = "wire_websocket"};
    test_messages(&checks);
    test_errors(&checks);
    test_close(&checks);
    test_limits(&checks);
    test_noise(&checks);
    test_writing(&checks);
    test_handshake(&checks);
    return checks_finish(&checks);
}
