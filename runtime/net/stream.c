#include "net/stream.h"

#include <errno.h>
#include <openssl/err.h>
#include <string.h>

#include "base/os.h"
#include "io/wait.h"

enum {
    MOST_DROPPED = 64 * 1024,
    TLS_GATHER = 4096, /* parts of a TLS write smaller than this together become one record */
};

bool stream_init(Stream *s, int fd, SSL_CTX *tls)
{
    *s = (Stream){.fd = fd};
    if (!tls)
        return true;
    s->tls = SSL_new(tls);
    if (!s->tls || SSL_set_fd(s->tls, fd) != 1)
        return false;
    SSL_set_accept_state(s->tls);
    SSL_set_mode(s->tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                             SSL_MODE_RELEASE_BUFFERS);
    return true;
}

void stream_close(Stream *s)
{
    SSL_free(s->tls);
    s->tls = NULL;
    if (s->fd >= 0)
        io_close_here(s->fd);
    s->fd = -1;
}

/* ---- TLS ---- */

static ssize_t tls_result(Stream *s, int result, bool *wants_other, int other)
{
    int error = SSL_get_error(s->tls, result);
    *wants_other = error == other;
    ERR_clear_error();
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
        return STREAM_AGAIN;
    return error == SSL_ERROR_ZERO_RETURN ? STREAM_END : STREAM_BROKEN;
}

static ssize_t tls_read(Stream *s, void *bytes, size_t room)
{
    size_t got;
    int result = SSL_read_ex(s->tls, bytes, room, &got);
    if (result == 1)
        return (ssize_t)got;
    return tls_result(s, result, &s->read_wants_write, SSL_ERROR_WANT_WRITE);
}

static ssize_t tls_write_part(Stream *s, const void *bytes, size_t length)
{
    size_t sent;
    int result = SSL_write_ex(s->tls, bytes, length, &sent);
    if (result == 1)
        return (ssize_t)sent;
    ssize_t outcome = tls_result(s, result, &s->write_wants_read, SSL_ERROR_WANT_READ);
    return outcome == STREAM_END ? STREAM_BROKEN : outcome;
}

static ssize_t tls_write(Stream *s, const struct iovec *parts, int count)
{
    uint8_t gathered[TLS_GATHER];
    size_t total = 0;
    for (int i = 0; i < count; i++) {
        if (parts[i].iov_len > sizeof gathered - total) {
            if (total == 0)
                return tls_write_part(s, parts[i].iov_base, parts[i].iov_len);
            break;
        }
        memcpy(gathered + total, parts[i].iov_base, parts[i].iov_len);
        total += parts[i].iov_len;
    }
    return tls_write_part(s, gathered, total);
}

/* ---- Reading and writing ---- */

ssize_t stream_read(Stream *s, void *bytes, size_t room)
{
    if (s->fd < 0)
        return STREAM_BROKEN;
    if (s->tls)
        return tls_read(s, bytes, room);
    ssize_t got;
    do
        got = os.receive(s->fd, bytes, room, 0);
    while (got < 0 && errno == EINTR);
    if (got >= 0) {
        s->drained = got > 0 && (size_t)got < room;
        return got;
    }
    s->drained = true;
    return errno == EAGAIN || errno == EWOULDBLOCK ? STREAM_AGAIN : STREAM_BROKEN;
}

ssize_t stream_write(Stream *s, const struct iovec *parts, int count)
{
    if (s->fd < 0)
        return STREAM_BROKEN;
    if (s->tls)
        return tls_write(s, parts, count);
    ssize_t sent;
    do
        sent = os.send_vector(s->fd, parts, count, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return sent;
    return errno == EAGAIN || errno == EWOULDBLOCK ? STREAM_AGAIN : STREAM_BROKEN;
}

bool stream_may_have_bytes(MeshContext *cx, const Stream *s)
{
    /* The end may have come together with the bytes of the last read: then no other event announces
     * it. */
    return !s->drained || io_ended(cx, s->fd);
}

bool stream_wait_read(MeshContext *cx, Stream *s, int64_t deadline_ms)
{
    s->drained = false;
    IoInterest interest = s->read_wants_write ? IO_WRITE : IO_READ;
    return io_wait(cx, s->fd, interest, deadline_ms) == IO_READY;
}

bool stream_wait_write(MeshContext *cx, Stream *s, int64_t deadline_ms)
{
    IoInterest interest = s->write_wants_read ? IO_READ : IO_WRITE;
    return io_wait(cx, s->fd, interest, deadline_ms) == IO_READY;
}

int stream_skip(struct iovec *parts, int count, size_t size)
{
    int done = 0;
    while (done < count && size >= parts[done].iov_len)
        size -= parts[done++].iov_len;
    if (done < count) {
        parts[done].iov_base = (uint8_t *)parts[done].iov_base + size;
        parts[done].iov_len -= size;
    }
    memmove(parts, parts + done, (size_t)(count - done) * sizeof *parts);
    return count - done;
}

bool stream_write_all(MeshContext *cx, Stream *s, struct iovec *parts, int count, int64_t idle_ms)
{
    count = stream_skip(parts, count, 0); /* empty parts in front would look like no progress */
    while (count > 0) {
        ssize_t sent = stream_write(s, parts, count);
        if (sent == STREAM_BROKEN)
            return false;
        if (sent >= 0)
            count = stream_skip(parts, count, (size_t)sent);
        else if (!stream_wait_write(cx, s, os_monotonic_ms() + idle_ms))
            return false;
    }
    return true;
}

void stream_shut(Stream *s)
{
    enum { MOST_READS = 16 };
    uint8_t dropped[4096];
    os.shutdown(s->fd, SHUT_WR);
    for (int i = 0; i < MOST_READS && stream_read(s, dropped, sizeof dropped) > 0; i++)
        ;
}

void stream_close_gently(MeshContext *cx, Stream *s, int64_t limit_ms)
{
    uint8_t dropped[2048];
    size_t total = 0;
    int64_t deadline = os_monotonic_ms() + limit_ms;
    if (s->fd < 0)
        return;
    if (s->tls)
        SSL_shutdown(s->tls);
    ERR_clear_error();
    os.shutdown(s->fd, SHUT_WR);
    while (total < MOST_DROPPED) {
        ssize_t got = os.receive(s->fd, dropped, sizeof dropped, 0);
        int error = got < 0 ? os_error() : 0;
        if (got == 0 || (got < 0 && error != EAGAIN && error != EINTR))
            break;
        if (got > 0)
            total += (size_t)got;
        else if (error == EAGAIN && io_wait(cx, s->fd, IO_READ, deadline) != IO_READY)
            break;
        if (os_monotonic_ms() >= deadline)
            break;
    }
    stream_close(s);
}
