/* http_connection.h - one HTTP/1.1 connection and the request that is being handled on it.
 *
 * It is made by the actor that accepts and belongs to the actor that adopts it. Requests are parsed
 * in place in its read buffer and stay there until the next one is asked for. Answers to pipelined
 * requests are collected and leave in one write, when everything one read brought has been
 * answered.
 *
 *   in   | done | request being handled | pipelined ... | room |
 *               ^ start                                 ^ used   */
#ifndef RT_NET_HTTP_CONNECTION_H
#define RT_NET_HTTP_CONNECTION_H

#include "actor/resource.h"
#include "net/listener.h"
#include "wire/http1.h"
#include "wire/http_response.h"

typedef struct HttpConnection {
    Resource resource;
    Stream stream;
    Listener *listener; /* NULL when its count has gone to somebody else */
    char remote[SOCKET_ADDRESS_TEXT];
    Http1Parser parser;
    size_t max_body;
    uint8_t *in; /* NULL while idle */
    size_t start, used, room;
    uint8_t *out; /* answers not sent yet */
    size_t out_used, out_room;
    bool handling;        /* a request was given to the program and is not answered */
    bool completed;       /* the request at `start` is to be skipped by the next one */
    bool served;          /* at least one request was complete */
    int64_t since_ms;     /* when the wait for a head or a body began; 0: no wait was needed yet */
    int64_t handshake_ms; /* not 0: the whole head must come within this of accepting */
    int64_t date_second;
    char date[HTTP_DATE_SIZE];
} HttpConnection;

/* Takes what was accepted. */
HttpConnection *http_connection_new(Listener *listener, const Accepted *accepted);

/* Closes at once and frees; for connections no actor has adopted. */
void http_connection_free(HttpConnection *c);

/* From now on it lives and ends with the running actor. */
void http_connection_adopt(MeshContext *cx, HttpConnection *c);

/* Reads until a request is complete. Answers by itself what needs no program; false when the
 * connection is over, and then it is closed. */
bool http_connection_next(MeshContext *cx, HttpConnection *c);

/* As above, but stops at the head when a body follows: http_connection_read_body gets the rest. */
bool http_connection_next_head(MeshContext *cx, HttpConnection *c);
bool http_connection_read_body(MeshContext *cx, HttpConnection *c);

/* Of the head that was read last. */
static inline const Http1Request *http_connection_request(const HttpConnection *c)
{
    return &c->parser.request;
}

/* Where the offsets of the request begin. */
static inline const uint8_t *http_connection_bytes(const HttpConnection *c)
{
    return c->in + c->start;
}

typedef struct HttpAnswer {
    int64_t status;
    const uint8_t *body;
    size_t body_length;
    const HttpField *fields;
    size_t field_count;
} HttpAnswer;

/* Answers the request that is being handled. False when the connection is over, and then it is
 * closed. */
bool http_connection_respond(MeshContext *cx, HttpConnection *c, const HttpAnswer *answer);

#endif
