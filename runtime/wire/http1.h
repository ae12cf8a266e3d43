/* http1.h - reads HTTP/1.0 and HTTP/1.1 requests, strictly, from bytes that arrive in any portions.
 *
 * The caller owns one growing buffer. It hands the parser the part that begins with the current
 * request and calls again whenever bytes were appended; the parser remembers how far it came, so
 * the work is linear in the bytes and the outcome never depends on how they were cut. Offsets in
 * the request are relative to that beginning, so the buffer may move between calls. A chunked body
 * is decoded in place.
 *
 *        | request line | fields | blank line | body ... | next request
 *        0                                    ^ body_at             ^ http1_consumed
 *
 * After a refusal nothing more may be read from the connection: the place where the next request
 * would begin is unknown. */
#ifndef RT_WIRE_HTTP1_H
#define RT_WIRE_HTTP1_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HTTP1_MAX_LINE = 8192, /* request line without CRLF */
    HTTP1_MAX_METHOD = 64,
    HTTP1_MAX_FIELD_BYTES = 16384, /* all field lines with their CRLFs */
    HTTP1_MAX_FIELDS = 100,
    HTTP1_MAX_EXTENSIONS = 4096, /* bytes of chunk extensions in one message */
    HTTP1_MAX_TRAILER_BYTES = 8192,
    HTTP1_MAX_BLANK_LINES = 2,
};

typedef enum HttpMethod {
    HTTP_METHOD_GET,
    HTTP_METHOD_HEAD,
    HTTP_METHOD_POST,
    HTTP_METHOD_PUT,
    HTTP_METHOD_DELETE,
    HTTP_METHOD_PATCH,
    HTTP_METHOD_OPTIONS,
    HTTP_METHOD_TRACE,
    HTTP_METHOD_CONNECT,
    HTTP_METHOD_OTHER
} HttpMethod;

typedef enum Http1Outcome {
    HTTP1_MORE, /* the request is not complete */
    HTTP1_HEAD, /* the head is complete and a body follows; given once, call again for the body */
    HTTP1_COMPLETE, /* the request is complete, http1_consumed says where the next begins */
    HTTP1_REFUSED   /* answer with request.status and close */
} Http1Outcome;

typedef struct Http1Slice {
    uint16_t at, length;
} Http1Slice;

typedef struct Http1Field {
    Http1Slice name, value; /* the value without blanks around it */
} Http1Field;

/* Readable once the head is complete, until http1_begin. */
typedef struct Http1Request {
    HttpMethod method;
    Http1Slice method_text;
    /* as sent, up to `?`; empty: the target was an authority alone, which means `/` */
    Http1Slice path;
    Http1Slice query; /* without `?` */
    uint8_t minor;    /* the x of HTTP/1.x */
    bool keep_alive;  /* the peer allows another request after this one */
    bool expects_continue;
    bool has_query;
    bool has_host;
    /* not 0: a well-formed request the server answers by itself, with this status */
    uint16_t answer;
    uint16_t status; /* of a refusal */
    uint16_t field_count;
    Http1Field fields[HTTP1_MAX_FIELDS];
    size_t body_at, body_length;
} Http1Request;

/* Everything but request and max_body is private. */
typedef struct Http1Parser {
    Http1Request request;
    uint64_t max_body; /* may be changed until the body begins */

    int state;
    int blank_lines;
    size_t scan;     /* everything before this is parsed */
    size_t searched; /* no line end lies between scan and this */
    size_t fields_at;
    uint64_t content_length;
    uint64_t chunk_rest;
    uint32_t extension_bytes, trailer_bytes;
    uint16_t trailer_count;
    bool has_length, has_coding, coding_chunked, coding_other, says_close, says_keep_alive,
        expects_other;
} Http1Parser;

/* Call http1_begin before the first request. */
void http1_init(Http1Parser *parser, uint64_t max_body);

/* Prepares for the next request; `bytes` of the next http1_parse begin where it begins. */
void http1_begin(Http1Parser *parser);

/* Goes on with bytes[0, *length). Decoding chunks frees space, so *length may shrink: append at
 * *length. */
Http1Outcome http1_parse(Http1Parser *parser, uint8_t *bytes, size_t *length);

/* Bytes of the buffer the complete request took. */
size_t http1_consumed(const Http1Parser *parser);

/* True when the head is complete and the body is not. */
bool http1_in_body(const Http1Parser *parser);

/* The next field of that name (written in lower case) from index `from` on, or -1. */
int http1_find(const Http1Request *request, const uint8_t *bytes, const char *lower_name, int from);

#endif
