/* listener.h - a port on which connections arrive.
 *
 * It belongs to the actor that accepts from it, which may be another than the one that opened it,
 * and closes with that actor. Connections count against its limit until they are closed, by
 * whatever actor; the listener's record outlives the last of them. */
#ifndef RT_NET_LISTENER_H
#define RT_NET_LISTENER_H

#include <stdatomic.h>

#include "actor/resource.h"
#include "io/socket.h"
#include "net/stream.h"

typedef struct Listener {
    Resource resource;
    MeshContext *owner; /* NULL until somebody accepts */
    int fd;
    int port;
    char address[SOCKET_ADDRESS_TEXT]; /* as printed: `[::]:8080` */
    SSL_CTX *tls;                      /* NULL: plain */
    int64_t most_open;
    size_t max_body;            /* default of its connections */
    _Atomic int64_t log_window; /* second << 8 | lines written in it */
    _Atomic int64_t open;
    _Atomic int64_t references; /* the actor's and one per open connection */
} Listener;

/* Binds all interfaces, IPv6 and IPv4 where both exist. `kind` is what
 * the line on standard error calls it ("HTTP server"). Port 0 takes any free one. `certificate` and
 * `key` are paths of PEM files, or NULL for plain connections. Crashes the actor when it cannot
 * bind or load them. */
Listener *listener_open(MeshContext *cx, const char *kind, int64_t port,
                        const MeshString *certificate, const MeshString *key);

/* Changes the default of the connections accepted from now on. */
static inline void listener_limit_body(Listener *listener, size_t max_body)
{
    listener->max_body = max_body;
}

/* True at most ten times a second: for lines about what peers or programs do wrong. Any thread. */
bool listener_may_log(Listener *listener);

/* Waits for a connection and gives its stream and the peer's address. It counts as open. */
typedef struct Accepted {
    Stream stream;
    char remote[SOCKET_ADDRESS_TEXT];
} Accepted;

/* Waits for a connection; the caller owns its descriptor. */
void listener_accept(MeshContext *cx, Listener *listener, Accepted *accepted);

/* A connection of this listener is gone. Any thread. */
void listener_closed_one(Listener *listener);

#endif
