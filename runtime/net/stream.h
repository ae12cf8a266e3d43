/* stream.h - the bytes of one connection, plain or TLS, in both directions.
 *
 * Reading belongs to one actor. Writing may be done by several threads if they agree on a lock of
 * their own; with TLS the same lock must then cover reading. Nothing here waits except the
 * functions that take a context, and these suspend only the calling actor. */
#ifndef RT_NET_STREAM_H
#define RT_NET_STREAM_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "abi/mesh_abi.h"

typedef struct Stream {
    int fd;                /* -1 once closed */
    bool drained;          /* the last read took all there was: wait before the next one */
    bool read_wants_write; /* TLS: a handshake message has to go out first */
    bool write_wants_read;
    SSL *tls; /* NULL: plain */
} Stream;

/* What stream_read and stream_write give when it is not a count of bytes. */
enum {
    STREAM_END = 0,    /* the peer has sent everything */
    STREAM_AGAIN = -1, /* wait, then try again */
    STREAM_BROKEN = -2
};

/* Takes the descriptor; `tls` (may be NULL) is the configuration of the server's side. */
bool stream_init(Stream *stream, int fd, SSL_CTX *tls);

/* At once; the peer sees the end of the connection. */
void stream_close(Stream *stream);

/* What is there, at most `room` bytes; never waits. */
ssize_t stream_read(Stream *stream, void *bytes, size_t room);

/* What the socket takes, which may be less; never waits. */
ssize_t stream_write(Stream *stream, const struct iovec *parts, int count);

/* False when a read would only learn that there is nothing yet. */
bool stream_may_have_bytes(MeshContext *cx, const Stream *stream);

/* True when reading may go on; false when the deadline passed. */
bool stream_wait_read(MeshContext *cx, Stream *stream, int64_t deadline_ms);
bool stream_wait_write(MeshContext *cx, Stream *stream, int64_t deadline_ms);

/* Writes everything, waiting as long as the peer takes at least one byte every idle_ms. The parts
 * are used up. False: the connection is of no more use. */
bool stream_write_all(MeshContext *cx, Stream *stream, struct iovec *parts, int count,
                      int64_t idle_ms);

/* Drops `size` bytes from the front of the parts; returns how many parts are left, moved to the
 * front. */
int stream_skip(struct iovec *parts, int count, size_t size);

/* Nothing more will be sent. What the peer has sent is read and dropped, because unread bytes would
 * turn a close into a reset, which may overtake what was sent last. Never waits. */
void stream_shut(Stream *stream);

/* Stops sending and drops what the peer still sends, at most 64 KiB and limit_ms, so that it can
 * read our last words before the connection goes away. The stream is closed afterwards. */
void stream_close_gently(MeshContext *cx, Stream *stream, int64_t limit_ms);

#endif
