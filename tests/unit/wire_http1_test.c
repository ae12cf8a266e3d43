/* The request parser against the corpus and against the tables of required outcomes. Every input
 * runs whole, cut in two at every place, and byte by byte, and must come out the same. */
#include "wire/http1.h"
#include "wire/http_response.h"
#include "wire/http_text.h"

#include "wire_check.h"

/* What a connection saw: `200 body 5; 400 closed` and so on. */
typedef struct Trace {
    char text[512];
    size_t length;
} Trace;

static void trace(Trace *t, const char *format, long a, long b)
{
    int room = (int)(sizeof t->text - t->length);
    int size = snprintf(t->text + t->length, (size_t)room, format, a, b);
    if (size > 0 && size < room)
        t->length += (size_t)size;
}

/* A connection without a socket. The buffer is exactly as large as its content, so that the address
 * sanitizer sees every read behind the end. */
typedef struct Peer {
    Http1Parser parser;
    uint8_t *buffer;
    size_t length;
    bool closed;
    Trace trace;
} Peer;

static void peer_init(Peer *peer)
{
    memset(peer, 0, sizeof *peer);
    http1_init(&peer->parser, 16 << 20);
    http1_begin(&peer->parser);
}

static void peer_resize(Peer *peer, size_t length)
{
    uint8_t *moved = malloc(length ? length : 1);
    memcpy(moved, peer->buffer ? peer->buffer : moved,
           length < peer->length ? length : peer->length);
    free(peer->buffer);
    peer->buffer = moved;
    peer->length = length;
}

static void peer_complete(Peer *peer)
{
    Http1Request *r = &peer->parser.request;
    if (r->answer)
        trace(&peer->trace, "%ld; ", r->answer, 0);
    else
        trace(&peer->trace, "200 body %ld; ", (long)r->body_length, 0);
    size_t consumed = http1_consumed(&peer->parser);
    memmove(peer->buffer, peer->buffer + consumed, peer->length - consumed);
    peer_resize(peer, peer->length - consumed);
    peer->closed = !r->keep_alive;
    http1_begin(&peer->parser);
}

static void peer_feed(Peer *peer, const uint8_t *bytes, size_t length)
{
    if (peer->closed)
        return;
    size_t before = peer->length;
    peer_resize(peer, before + length);
    memcpy(peer->buffer + before, bytes, length);
    while (!peer->closed) {
        size_t used = peer->length;
        Http1Outcome outcome = http1_parse(&peer->parser, peer->buffer, &used);
        peer_resize(peer, used);
        switch (outcome) {
        case HTTP1_MORE:
            return;
        case HTTP1_HEAD:
            break;
        case HTTP1_COMPLETE:
            peer_complete(peer);
            break;
        case HTTP1_REFUSED:
            trace(&peer->trace, "%ld; ", peer->parser.request.status, 0);
            peer->closed = true;
        }
    }
}

static void peer_finish(Peer *peer, char *out, size_t room)
{
    bool inside = peer->length > 0 || http1_in_body(&peer->parser);
    snprintf(out, room, "%s%s", peer->trace.text,
             peer->closed ? "closed"
             : inside     ? "waits"
                          : "open");
    free(peer->buffer);
}

static void run_cut(const uint8_t *bytes, size_t length, size_t cut, char *out, size_t room)
{
    Peer peer;
    peer_init(&peer);
    peer_feed(&peer, bytes, cut);
    peer_feed(&peer, bytes + cut, length - cut);
    peer_finish(&peer, out, room);
}

static void run_bytewise(const uint8_t *bytes, size_t length, char *out, size_t room)
{
    Peer peer;
    peer_init(&peer);
    for (size_t i = 0; i < length; i++)
        peer_feed(&peer, bytes + i, 1);
    peer_finish(&peer, out, room);
}

/* All ways of cutting; large inputs are cut at every 97th place only. */
static void expect(Checks *checks, const char *name, const uint8_t *bytes, size_t length,
                   const char *want)
{
    char got[600], label[200];
    run_cut(bytes, length, length, got, sizeof got);
    snprintf(label, sizeof label, "%s whole", name);
    check_text(checks, label, want, got);
    size_t stride = length > 3000 ? 97 : 1;
    for (size_t cut = 1; cut < length; cut += stride) {
        run_cut(bytes, length, cut, got, sizeof got);
        snprintf(label, sizeof label, "%s cut at %zu", name, cut);
        check_text(checks, label, want, got);
    }
    if (length > 20000)
        return;
    run_bytewise(bytes, length, got, sizeof got);
    snprintf(label, sizeof label, "%s byte by byte", name);
    check_text(checks, label, want, got);
}

/* ---- The corpus ---- */

/* From `200,200`, `open`, `0,5` to the form of a trace. */
static void expected_trace(const char *statuses, const char *after, const char *bodies, char *out)
{
    char status_text[64], body_text[64], *status_rest, *body_rest;
    *out = 0;
    snprintf(status_text, sizeof status_text, "%s", statuses);
    snprintf(body_text, sizeof body_text, "%s", bodies);
    char *status = strtok_r(status_text, ",", &status_rest);
    char *body = strtok_r(body_text, ",", &body_rest);
    while (status && strcmp(status, "-") != 0) {
        if (strcmp(status, "2xx") == 0)
            out += sprintf(out, "204; ");
        else if (strcmp(status, "200") == 0)
            out += sprintf(out, "200 body %s; ", body);
        else
            out += sprintf(out, "%s; ", status);
        status = strtok_r(NULL, ",", &status_rest);
        body = strtok_r(NULL, ",", &body_rest);
    }
    strcpy(out, after);
}

static void test_corpus(Checks *checks)
{
    Bytes table = read_file("tests/corpora/http1-requests/cases.tsv");
    table.data = realloc(table.data, table.length + 1);
    table.data[table.length] = 0;
    char *rest;
    for (char *line = strtok_r((char *)table.data, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char file[128], statuses[64], after[32], bodies[64], path[256], want[300];
        if (line[0] == '#' || sscanf(line, "%127[^\t]\t%63[^\t]\t%31[^\t]\t%63[^\t]", file,
                                     statuses, after, bodies) != 4)
            continue;
        snprintf(path, sizeof path, "tests/corpora/http1-requests/%s", file);
        Bytes raw = read_file(path);
        expected_trace(statuses, after, bodies, want);
        expect(checks, file, raw.data, raw.length, want);
        free(raw.data);
    }
    free(table.data);
}

/* ---- The tables ---- */

typedef struct Case {
    const char *name, *input, *want;
} Case;

#define H11                "Host: h\r\n"
#define POST(fields, body) "POST / HTTP/1.1\r\nHost: h\r\n" fields "\r\n" body
#define CHUNKED(body)      POST("Transfer-Encoding: chunked\r\n", body)
#define OK0                "200 body 0; open"
#define OK5                "200 body 5; open"
#define BAD                "400; closed"

static const Case cases[] = {
    {"H1", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", OK0},
    {"H2 one", "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", OK0},
    {"H2 two", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", OK0},
    {"H2 three", "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H3 line", "GET / HTTP/1.1\nHost: h\r\n\r\n", BAD},
    {"H3 field", "GET / HTTP/1.1\r\nHost: h\n\r\n", BAD},
    {"H3 blank", "GET / HTTP/1.1\r\nHost: h\r\n\n", BAD},
    {"H3 first", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H4", "GET / HTTP/1.1\rHost: h\r\n\r\n", BAD},
    {"H4 value", "GET / HTTP/1.1\r\nHost: h\r\nA: b\rc\r\n\r\n", BAD},
    {"H5 leading", " GET / HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H5 two", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H5 two later", "GET /  HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H5 tab", "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H5 after", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", BAD},
    {"H6 version", "GET /\r\nHost: h\r\n\r\n", BAD},
    {"H6 target", "GET HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H6 four", "GET / x HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H6 blanks", "   \r\n\r\n", BAD},
    {"H7 token", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H8 lower", "get / HTTP/1.1\r\nHost: h\r\n\r\n", "501; open"},
    {"H8 body",
     "LINK / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nabGET / HTTP/1.1\r\n" H11 "\r\n",
     "501; 200 body 0; open"},
    {"H9", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n", "501; closed"},
    {"H10", "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", "405; open"},
    {"H11", "GET / HTTP/1.0\r\n\r\n", "200 body 0; closed"},
    {"H12 0.9", "GET / HTTP/0.9\r\n\r\n", "505; closed"},
    {"H12 1.2", "GET / HTTP/1.2\r\n\r\n", "505; closed"},
    {"H12 9.9", "GET / HTTP/9.9\r\n\r\n", "505; closed"},
    {"H12 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505; closed"},
    {"H13 a", "GET / HTTP/1\r\n\r\n", BAD},
    {"H13 b", "GET / HTTP/1.10\r\n\r\n", BAD},
    {"H13 c", "GET / HTTP/01.1\r\n\r\n", BAD},
    {"H13 d", "GET / HTTP/ 1.1\r\n\r\n", BAD},
    {"H13 e", "GET / http/1.1\r\n\r\n", BAD},
    {"H13 f", "GET / FTP/1.1\r\n\r\n", BAD},
    {"H13 g", "GET / HTTP/99999999999999999999.1\r\n\r\n", BAD},
    {"H15 a", "GET http://h/p HTTP/1.1\r\nHost: h\r\n\r\n", OK0},
    {"H15 b", "GET https://h HTTP/1.1\r\nHost: h\r\n\r\n", OK0},
    {"H15 userinfo", "GET http://u@h/p HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H15 empty", "GET http:///p HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H16 options", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "204; open"},
    {"H16 get", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H17 a", "GET h:443 HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H17 b", "GET p/q HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H17 c", "GET ?q HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H18 high", "GET /\xC3\xA9 HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H18 del", "GET /\x7F HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H18 hash", "GET /#f HTTP/1.1\r\nHost: h\r\n\r\n", BAD},
    {"H19", "GET //../\"<>\\^{|}`%2e%00% HTTP/1.1\r\nHost: h\r\n\r\n", OK0},
    {"H21 tls", "\x16\x03\x01\x02", BAD},
    {"F1", "GET / HTTP/1.1\r\n\r\n", BAD},
    {"F2", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", BAD},
    {"F3 empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", BAD},
    {"F3 userinfo", "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n", BAD},
    {"F3 path", "GET / HTTP/1.1\r\nHost: h/p\r\n\r\n", BAD},
    {"F3 blank", "GET / HTTP/1.1\r\nHost: h h\r\n\r\n", BAD},
    {"F3 list", "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", BAD},
    {"F3 v6", "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n", BAD},
    {"F3 port", "GET / HTTP/1.1\r\nHost: h:65536\r\n\r\n", BAD},
    {"F4 a", "GET / HTTP/1.1\r\nHost: n:80\r\n\r\n", OK0},
    {"F4 b", "GET / HTTP/1.1\r\nHost: n:\r\n\r\n", OK0},
    {"F4 c", "GET / HTTP/1.1\r\nHost: 1.2.3.4\r\n\r\n", OK0},
    {"F4 d", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", OK0},
    {"F4 e", "GET / HTTP/1.1\r\nHOST: N.\r\n\r\n", OK0},
    {"F4 f", "GET / HTTP/1.1\r\nHost: a!$&'()*+;=b\r\n\r\n", OK0},
    {"F5 empty", "GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n", BAD},
    {"F5 blank", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", BAD},
    {"F5 tab", "GET / HTTP/1.1\r\nHost: h\r\nA\t: h\r\n\r\n", BAD},
    {"F5 high", "GET / HTTP/1.1\r\nHost: h\r\nA\xFF: h\r\n\r\n", BAD},
    {"F6", "GET / HTTP/1.1\r\nHost: h\r\nnothing\r\n\r\n", BAD},
    {"F7 first", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", BAD},
    {"F7 later", "GET / HTTP/1.1\r\nHost: h\r\n\tmore\r\n\r\n", BAD},
    {"F8", "GET / HTTP/1.1\r\nHost: h\r\nA: \x01\r\n\r\n", BAD},
    {"F8 del", "GET / HTTP/1.1\r\nHost: h\r\nA: \x7F\r\n\r\n", BAD},
    {"F9", "GET / HTTP/1.1\r\nHost: h\r\nA: \x80\xFF\tb\r\nB:\r\n\r\n", OK0},
    {"F10",
     "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: \x0B"
     "5\r\n\r\nhello",
     BAD},
    {"F12", "GET / HTTP/1.1\r\nHost: h\r\nContent_Length: 5\r\nTransfer_Encoding: chunked\r\n\r\n",
     OK0},
    {"F14", POST("Connection: content-length\r\nContent-Length: 5\r\n", "hello"), OK5},
    {"B2 zero", POST("Content-Length: 05\r\n", "hello"), OK5},
    {"B2 blanks", POST("Content-Length: \t 5 \t\r\n", "hello"), OK5},
    {"B3 empty", POST("Content-Length:\r\n", ""), BAD},
    {"B3 plus", POST("Content-Length: +5\r\n", "hello"), BAD},
    {"B3 minus", POST("Content-Length: -0\r\n", "hello"), BAD},
    {"B3 hex", POST("Content-Length: 0x5\r\n", "hello"), BAD},
    {"B3 bar", POST("Content-Length: 5_0\r\n", "hello"), BAD},
    {"B3 list", POST("Content-Length: 5,5\r\n", "hello"), BAD},
    {"B3 blank", POST("Content-Length: 5 0\r\n", "hello"), BAD},
    {"B3 point", POST("Content-Length: 5.0\r\n", "hello"), BAD},
    {"B3 huge", POST("Content-Length: 9223372036854775808\r\n", ""), BAD},
    {"B3 wraps", POST("Content-Length: 18446744073709551621\r\n", "hello"), BAD},
    {"B4", POST("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), BAD},
    {"B5", POST("Content-Length: 16777217\r\n", ""), "413; closed"},
    {"B5 largest", POST("Content-Length: 9223372036854775807\r\n", ""), "413; closed"},
    {"B6 a", POST("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), BAD},
    {"B6 b", POST("transfer-encoding:chunked\r\ncontent-length:5\r\n", "0\r\n\r\n"), BAD},
    {"B7", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", BAD},
    {"B8", POST("Transfer-Encoding: \tCHUNKed \r\n", "5\r\nhello\r\n0\r\n\r\n"), OK5},
    {"B9 a", POST("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), "501; closed"},
    {"B9 b", POST("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", ""), "501; closed"},
    {"B10 last", POST("Transfer-Encoding: chunked, gzip\r\n", ""), BAD},
    {"B10 twice", POST("Transfer-Encoding: chunked, chunked\r\n", ""), BAD},
    {"B10 lines", POST("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), BAD},
    {"B10 empty", POST("Transfer-Encoding:\r\n", ""), BAD},
    {"B10 item", POST("Transfer-Encoding: , chunked\r\n", ""), BAD},
    {"B10 parameter", POST("Transfer-Encoding: chunked;q=1\r\n", ""), BAD},
    {"B10 quoted", POST("Transfer-Encoding: \"chunked\"\r\n", ""), BAD},
    {"B10 high", POST("Transfer-Encoding: chunked\xA0\r\n", ""), BAD},
    {"B11", POST("Transfer-Encoding: xchunked\r\n", ""), "501; closed"},
    {"B12", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 16\r\n\r\nGET / HTTP/1.1\r\n",
     "200 body 16; open"},
    {"B13", POST("Content-Length: 5\r\n", "hell"), "waits"},
    {"B14", POST("Content-Length: 5\r\n", "helloGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
     "200 body 5; 200 body 0; open"},
    {"C1", CHUNKED("0000000000000005\r\nhello\r\n000\r\n\r\n"), OK5},
    {"C1 case", CHUNKED("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"), "200 body 20; open"},
    {"C2 empty", CHUNKED("\r\nhello\r\n"), BAD},
    {"C2 hex", CHUNKED("0x5\r\nhello\r\n"), BAD},
    {"C2 plus", CHUNKED("+5\r\nhello\r\n"), BAD},
    {"C2 bar", CHUNKED("5_0\r\nhello\r\n"), BAD},
    {"C2 letter", CHUNKED("5h\r\nhello\r\n"), BAD},
    {"C2 before", CHUNKED(" 5\r\nhello\r\n"), BAD},
    {"C2 after", CHUNKED("5 \r\nhello\r\n"), BAD},
    {"C2 17", CHUNKED("00000000000000005\r\nhello\r\n"), BAD},
    {"C3", CHUNKED("ffffffffffffffff\r\n"), "413; closed"},
    {"C3 sum", CHUNKED("5\r\nhello\r\nfffffe\r\n"), "413; closed"},
    {"C4", CHUNKED("5;a\r\nhello\r\n0;a=b ; c = \"d \\\" e\"\r\n\r\n"), OK5},
    {"C5 bare", CHUNKED("5;\r\nhello\r\n"), BAD},
    {"C5 name", CHUNKED("5;@\r\nhello\r\n"), BAD},
    {"C5 quote", CHUNKED("5;a=\"b\r\nhello\r\n"), BAD},
    {"C5 control", CHUNKED("5;a=\"\x01\"\r\nhello\r\n"), BAD},
    {"C6 longer", CHUNKED("5\r\nhelloo\r\n0\r\n\r\n"), BAD},
    {"C6 shorter", CHUNKED("5\r\nhell\r\n0\r\n\r\n"), BAD},
    {"C6 lf", CHUNKED("5\r\nhello\n0\r\n\r\n"), BAD},
    {"C6 two", CHUNKED("5\r\nhello\r\n\r\n0\r\n\r\n"), BAD},
    {"C7", CHUNKED("5\r\nhello\r\n0\r\nA: b\r\n\r\nGET / HTTP/1.1\r\n" H11 "\r\n"),
     "200 body 5; 200 body 0; open"},
    {"C7 bad", CHUNKED("0\r\nA : b\r\n\r\n"), BAD},
    {"C8", CHUNKED("0\r\nAuthorization: b\r\n\r\n"), BAD},
    {"C8 trailer", CHUNKED("0\r\nTRAILER: b\r\n\r\n"), BAD},
    {"C9", CHUNKED("5\r\nhello\r\n0\r\n"), "waits"},
    {"S2", POST("Expect: 200-ok\r\n", ""), "417; open"},
    {"S2 1.0", "GET / HTTP/1.0\r\nExpect: x\r\n\r\n", "200 body 0; closed"},
    {"S8", POST("Connection: keep-alive, close\r\n", ""), "200 body 0; closed"},
    {"S9", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", OK0},
    {"S11", "GET / HTTP/1.1\r\n" H11 "\r\nGET /b HTTP/1.1\r\n" H11 "\r\nbad\r\n\r\n",
     "200 body 0; 200 body 0; 400; closed"},
};

static void test_tables(Checks *checks)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *c = &cases[i];
        expect(checks, c->name, (const uint8_t *)c->input, strlen(c->input), c->want);
    }
    static const char nul[] = "GET / HTTP/1.1\r\nHost: h\r\nA: a\0b\r\n\r\n";
    expect(checks, "F8 nul", (const uint8_t *)nul, sizeof nul - 1, BAD);
}

/* ---- Limits ---- */

/* head, `count` times `unit`, tail */
static void expect_long(Checks *checks, const char *name, const char *head, const char *unit,
                        size_t count, const char *tail, const char *want)
{
    size_t room = strlen(head) + strlen(unit) * count + strlen(tail) + 1;
    char *text = malloc(room), *at = text + sprintf(text, "%s", head);
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s", unit);
    at += sprintf(at, "%s", tail);
    expect(checks, name, (uint8_t *)text, (size_t)(at - text), want);
    free(text);
}

static void test_limits(Checks *checks)
{
    const char *end = " HTTP/1.1\r\nHost: h\r\n\r\n";
    expect_long(checks, "L1 8192", "GET /", "a", 8192 - 14, end, OK0);
    expect_long(checks, "L1 8193", "GET /", "a", 8193 - 14, end, "414; closed");
    expect_long(checks, "L1 endless", "GET /", "a", 100000, "", "414; closed");
    expect_long(checks, "L2 64", "", "A", 64, " / HTTP/1.1\r\nHost: h\r\n\r\n", "501; open");
    expect_long(checks, "L2 65", "", "A", 65, " / HTTP/1.1\r\nHost: h\r\n\r\n", BAD);
    expect_long(checks, "L2 endless", "", "A", 100000, "", BAD);
    const char *head = "GET / HTTP/1.1\r\nHost: h\r\nA: ";
    expect_long(checks, "L3 16384", head, "a", 16384 - 9 - 5, "\r\n\r\n", OK0);
    expect_long(checks, "L3 16385", head, "a", 16385 - 9 - 5, "\r\n\r\n", "431; closed");
    expect_long(checks, "L3 endless", head, "a", 100000, "", "431; closed");
    head = "GET / HTTP/1.1\r\nHost: h\r\n";
    expect_long(checks, "L4 100", head, "A: b\r\n", 99, "\r\n", OK0);
    expect_long(checks, "L4 101", head, "A: b\r\n", 100, "\r\n", "431; closed");
    expect_long(checks, "F13 tiny", head, "A:\r\n", 10000, "\r\n", "431; closed");
    head = CHUNKED("5;a=");
    expect_long(checks, "L6 4096", head, "b", 4093, "\r\nhello\r\n0\r\n\r\n", OK5);
    expect_long(checks, "L6 4097", head, "b", 4094, "\r\nhello\r\n0\r\n\r\n", BAD);
    expect_long(checks, "L6 endless", head, "b", 50000, "", BAD);
    expect_long(checks, "L6 sum", CHUNKED(""), "1;a\r\nx\r\n", 2049, "0\r\n\r\n", BAD);
    head = CHUNKED("0\r\nA: ");
    expect_long(checks, "L6 trailer", head, "b", 8192 - 5, "\r\n\r\n", "200 body 0; open");
    expect_long(checks, "L6 trailer over", head, "b", 8193 - 5, "\r\n\r\n", "431; closed");
    expect_long(checks, "L6 trailer fields", CHUNKED("0\r\n"), "A: b\r\n", 101, "\r\n",
                "431; closed");
    expect_long(checks, "C6 many", CHUNKED(""), "1\r\nx\r\n", 300, "0\r\n\r\n",
                "200 body 300; open");
}

/* 16 MiB in chunks of one byte, each fed alone: the buffer holds the body and little more. */
static void test_small_chunks(Checks *checks)
{
    static const char head[] = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    const size_t total = 16 << 20;
    size_t room = total + 256, length = sizeof head - 1, most = 0;
    uint8_t *buffer = malloc(room);
    Http1Parser parser;
    http1_init(&parser, total);
    http1_begin(&parser);
    memcpy(buffer, head, length);
    Http1Outcome outcome = http1_parse(&parser, buffer, &length);
    check(checks, outcome == HTTP1_HEAD, "C10", "head");
    for (size_t i = 0; i < total; i++) {
        memcpy(buffer + length, "1\r\nx\r\n", 6);
        length += 6;
        outcome = http1_parse(&parser, buffer, &length);
        if (outcome != HTTP1_MORE || length > room - 8)
            break;
        most = length > most ? length : most;
    }
    memcpy(buffer + length, "0\r\n\r\n", 5);
    length += 5;
    outcome = http1_parse(&parser, buffer, &length);
    check(checks, outcome == HTTP1_COMPLETE, "C10", "complete");
    check(checks, parser.request.body_length == total, "C10", "size");
    check(checks, most <= total + 128, "C10", "buffer");
    free(buffer);
}

/* ---- What the request says ---- */

static const char *slice_text(const char *bytes, Http1Slice s, char *out)
{
    sprintf(out, "%.*s", s.length, bytes + s.at);
    return out;
}

static void test_request(Checks *checks)
{
    char text[] =
        "\r\nPOST http://h:80/a%20b?x=1&y=2 HTTP/1.1\r\nHost: h\r\nX-One:  a\tb  \r\nx-one: c\r\n"
        "Expect: 100-Continue\r\nContent-Length: 3\r\n\r\nabcGET";
    char out[256];
    size_t length = strlen(text);
    Http1Parser parser;
    http1_init(&parser, 100);
    http1_begin(&parser);
    check(checks, http1_parse(&parser, (uint8_t *)text, &length) == HTTP1_HEAD, "request", "head");
    check(checks, http1_in_body(&parser), "request", "in body");
    check(checks, http1_parse(&parser, (uint8_t *)text, &length) == HTTP1_COMPLETE, "request",
          "all");
    const Http1Request *r = &parser.request;
    check_text(checks, "method", "POST", slice_text(text, r->method_text, out));
    check_text(checks, "path", "/a%20b", slice_text(text, r->path, out));
    check_text(checks, "query", "x=1&y=2", slice_text(text, r->query, out));
    check(checks, r->method == HTTP_METHOD_POST && r->minor == 1, "request", "method and version");
    check(checks, r->expects_continue && r->keep_alive && r->has_query, "request", "flags");
    int first = http1_find(r, (uint8_t *)text, "x-one", 0);
    int second = http1_find(r, (uint8_t *)text, "x-one", first + 1);
    check(checks, first == 1 && second == 2, "request", "fields found");
    check_text(checks, "value", "a\tb", slice_text(text, r->fields[first].value, out));
    check(checks, http1_find(r, (uint8_t *)text, "x-one", 3) == -1, "request", "no third");
    check(checks, memcmp(text + r->body_at, "abc", 3) == 0 && r->body_length == 3, "request",
          "body");
    check(checks, memcmp(text + http1_consumed(&parser), "GET", 3) == 0, "request", "next");
}

static void test_response(Checks *checks)
{
    char date[HTTP_DATE_SIZE + 1] = {0}, out[2048];
    http_date_format(784111777, date);
    check_text(checks, "date", "Sun, 06 Nov 1994 08:49:37 GMT", date);
    http_date_format(951782400, date);
    check_text(checks, "leap day", "Tue, 29 Feb 2000 00:00:00 GMT", date);
    http_date_format(0, date);
    check_text(checks, "epoch", "Thu, 01 Jan 1970 00:00:00 GMT", date);

    size_t dropped;
    HttpResponse plain = {.status = 200, .body_length = 14, .date = date};
    size_t size = http_response_write(&plain, (uint8_t *)out, &dropped);
    out[size] = 0;
    check_text(
        checks, "plain head",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 14\r\n"
        "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: mesh\r\n\r\n",
        out);

#define FIELD(n, v) {(const uint8_t *)n, (const uint8_t *)v, strlen(n), strlen(v)}
    HttpField fields[] = {FIELD("content-type", "text/plain"),
                          FIELD("Content-Length", "7"),
                          FIELD("Retry-After", "60"),
                          FIELD("Evil", "a\r\nb: c"),
                          FIELD("bad name", "x"),
                          FIELD("Connection", "Close")};
    HttpResponse full = {
        .status = 429, .closes = true, .date = date, .fields = fields, .field_count = 6};
    size = http_response_write(&full, (uint8_t *)out, &dropped);
    out[size] = 0;
    check_text(checks, "head with fields",
               "HTTP/1.1 429 Too Many Requests\r\ncontent-type: text/plain\r\nRetry-After: 60\r\n"
               "Content-Length: 0\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: mesh\r\n"
               "Connection: close\r\n\r\n",
               out);
    check(checks, dropped == 2, "head with fields", "two dropped");
    check(checks, size <= http_response_bound(&full), "head with fields", "within bound");
    check(checks, http_response_asks_close(fields, 6), "asks close", "yes");

    HttpResponse empty = {.status = 204, .date = date};
    size = http_response_write(&empty, (uint8_t *)out, &dropped);
    out[size] = 0;
    check_text(
        checks, "204",
        "HTTP/1.1 204 No Content\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nServer: mesh\r\n\r\n",
        out);
    check_text(checks, "unknown phrase", "", http_status_phrase(299));
}

int main(void)
{
    Checks checks = {.name = "wire_http1"};
    test_corpus(&checks);
    test_tables(&checks);
    test_limits(&checks);
    test_small_chunks(&checks);
    test_request(&checks);
    test_response(&checks);
    return checks_finish(&checks);
}
