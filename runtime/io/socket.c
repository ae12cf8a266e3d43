#include "io/socket.h"

#include "actor/resource.h"
#include "base/os.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>

typedef union Address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_storage room;
} Address;

static void set_flag(int fd, int level, int option, int value)
{
    os.set_option(fd, level, option, &value, sizeof value);
}

/* ---- Listening ---- */

static int listen_at(const Address *address, socklen_t length, int backlog)
{
    int fd = os.socket(address->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -os_error();
    set_flag(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    set_flag(fd, IPPROTO_TCP, TCP_NODELAY, 1); /* accepted sockets inherit it */
    if (address->any.sa_family == AF_INET6)
        set_flag(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    if (os.bind(fd, &address->any, length) == 0 && os.listen(fd, backlog) == 0)
        return fd;
    int error = os_error();
    os.close(fd);
    return -error;
}

int socket_listen(int port, int backlog)
{
    Address six = {.v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)}};
    int fd = listen_at(&six, sizeof six.v6, backlog);
    if (fd != -EAFNOSUPPORT && fd != -EADDRNOTAVAIL)
        return fd;
    Address four = {.v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)}};
    return listen_at(&four, sizeof four.v4, backlog);
}

static bool local_address(int fd, Address *address)
{
    socklen_t length = sizeof *address;
    return os.local_address(fd, &address->any, &length) == 0;
}

static int port_of(const Address *address)
{
    return ntohs(address->any.sa_family == AF_INET6 ? address->v6.sin6_port : address->v4.sin_port);
}

int socket_port(int fd)
{
    Address address;
    return local_address(fd, &address) ? port_of(&address) : -os_error();
}

void socket_listen_text(int fd, char text[SOCKET_ADDRESS_TEXT])
{
    Address address = {0};
    bool wide = !local_address(fd, &address) || address.any.sa_family == AF_INET6;
    snprintf(text, SOCKET_ADDRESS_TEXT, wide ? "[::]:%d" : "0.0.0.0:%d", port_of(&address));
}

void socket_address_text(const struct sockaddr *address, char text[SOCKET_ADDRESS_TEXT])
{
    text[0] = '\0';
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)address;
        inet_ntop(AF_INET, &four->sin_addr, text, SOCKET_ADDRESS_TEXT);
    }
    if (address->sa_family != AF_INET6)
        return;
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
    /* An IPv4 peer of a socket for both kinds shows as itself. */
    if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr))
        inet_ntop(AF_INET, &six->sin6_addr.s6_addr[12], text, SOCKET_ADDRESS_TEXT);
    else
        inet_ntop(AF_INET6, &six->sin6_addr, text, SOCKET_ADDRESS_TEXT);
}

/* ---- Waiting ---- */

/* 0 when the call may be tried again. */
static int wait_for(MeshContext *cx, int fd, IoInterest interest, int64_t deadline_ms)
{
    switch (io_wait(cx, fd, interest, deadline_ms)) {
    case IO_READY:
        return 0;
    case IO_TIMEOUT:
        return -ETIMEDOUT;
    case IO_CLOSED:
        break;
    }
    return -ECONNABORTED;
}

/* What to do about a call that failed with `error`: 0 = try again, otherwise the failure. */
static int after(MeshContext *cx, int error, int fd, IoInterest interest, int64_t deadline_ms)
{
    if (error == EINTR)
        return 0;
    if (error != EAGAIN && error != EWOULDBLOCK)
        return -error;
    return wait_for(cx, fd, interest, deadline_ms);
}

int socket_accept(MeshContext *cx, int fd, int64_t deadline_ms, char text[SOCKET_ADDRESS_TEXT])
{
    for (;;) {
        Address address;
        socklen_t length = sizeof address;
        int connection = os.accept(fd, &address.any, &length);
        if (connection >= 0) {
            if (text)
                socket_address_text(&address.any, text);
            return connection;
        }
        int error = os_error();
        /* A peer that has given up already is not a failure of the listener. */
        if (error == ECONNABORTED || error == EPROTO)
            continue;
        int failure = after(cx, error, fd, IO_READ, deadline_ms);
        if (failure)
            return failure;
    }
}

/* ---- Connecting ---- */

typedef struct Lookup {
    const char *host;
    Address address;
    socklen_t length;
    bool found;
} Lookup;

static void look_up(MeshContext *cx, void *arg)
{
    (void)cx;
    Lookup *lookup = arg;
    lookup->found = os.look_up(lookup->host, &lookup->address.room, &lookup->length);
}

static bool parse_address(const char *host, int port, Address *address, socklen_t *length)
{
    memset(address, 0, sizeof *address);
    if (inet_pton(AF_INET, host, &address->v4.sin_addr) == 1) {
        address->v4.sin_family = AF_INET;
        address->v4.sin_port = htons((uint16_t)port);
        *length = sizeof address->v4;
        return true;
    }
    if (inet_pton(AF_INET6, host, &address->v6.sin6_addr) == 1) {
        address->v6.sin6_family = AF_INET6;
        address->v6.sin6_port = htons((uint16_t)port);
        *length = sizeof address->v6;
        return true;
    }
    return false;
}

static bool resolve(MeshContext *cx, const char *host, int port, Lookup *lookup)
{
    if (parse_address(host, port, &lookup->address, &lookup->length))
        return true;
    *lookup = (Lookup){.host = host};
    mesh_offload(cx, look_up, lookup);
    if (!lookup->found)
        return false;
    if (lookup->address.any.sa_family == AF_INET6)
        lookup->address.v6.sin6_port = htons((uint16_t)port);
    else
        lookup->address.v4.sin_port = htons((uint16_t)port);
    return true;
}

/* Owns the descriptor until the connection is made. */
typedef struct Attempt {
    Resource resource;
    int fd;
} Attempt;

static void release_attempt(Resource *resource, bool crashed)
{
    (void)crashed;
    io_close_here(((Attempt *)resource)->fd);
}

static const ResourceClass attempt_class = {"connection attempt", release_attempt};

static int start_connect(MeshContext *cx, int fd, const Lookup *lookup, int64_t deadline_ms)
{
    if (os.connect(fd, &lookup->address.any, lookup->length) == 0)
        return 0;
    int error = os_error();
    if (error != EINPROGRESS)
        return -error;
    int failure = wait_for(cx, fd, IO_WRITE, deadline_ms);
    if (failure)
        return failure;
    socklen_t length = sizeof error;
    return os.get_option(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0 ? -os_error() : -error;
}

int socket_connect(MeshContext *cx, const char *host, int port, int64_t deadline_ms)
{
    Lookup lookup = {.host = host};
    if (!resolve(cx, host, port, &lookup))
        return -EHOSTUNREACH;
    int fd = os.socket(lookup.address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -os_error();
    set_flag(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    Attempt attempt = {{.class = &attempt_class}, fd};
    resource_attach(cx, &attempt.resource);
    int failure = start_connect(cx, fd, &lookup, deadline_ms);
    resource_detach(cx, &attempt.resource);
    if (failure == 0)
        return fd;
    io_close(cx, fd);
    return failure;
}

/* ---- Bytes ---- */

ssize_t socket_read(MeshContext *cx, int fd, void *bytes, size_t count, int64_t deadline_ms)
{
    for (;;) {
        ssize_t got = os.receive(fd, bytes, count, 0);
        if (got >= 0)
            return got;
        int failure = after(cx, os_error(), fd, IO_READ, deadline_ms);
        if (failure)
            return failure;
    }
}

/* Leaves out the first `done` bytes. */
static int skip_bytes(struct iovec **parts, int count, size_t done)
{
    while (count > 0 && done >= (*parts)->iov_len) {
        done -= (*parts)->iov_len;
        (*parts)++;
        count--;
    }
    if (count > 0) {
        (*parts)->iov_base = (char *)(*parts)->iov_base + done;
        (*parts)->iov_len -= done;
    }
    return count;
}

/* All parts; the array is used up. */
static int socket_write_parts(MeshContext *cx, int fd, struct iovec *parts, int count,
                              int64_t deadline_ms)
{
    count = skip_bytes(&parts, count, 0);
    while (count > 0) {
        ssize_t sent = os.send_vector(fd, parts, count, MSG_NOSIGNAL);
        if (sent >= 0) {
            count = skip_bytes(&parts, count, (size_t)sent);
            continue;
        }
        int failure = after(cx, os_error(), fd, IO_WRITE, deadline_ms);
        if (failure)
            return failure;
    }
    return 0;
}

int socket_write(MeshContext *cx, int fd, const void *bytes, size_t count, int64_t deadline_ms)
{
    struct iovec part = {(void *)bytes, count};
    return socket_write_parts(cx, fd, &part, 1, deadline_ms);
}
