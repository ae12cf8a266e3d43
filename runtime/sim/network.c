#include "sim/network.h"

#include "base/memory.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#define NEVER             INT64_MAX
#define FIRST_PORT        40000
#define MOST_SEGMENT      16384
#define SHORT_ONE_IN      4
#define RESET_ONE_IN      4
#define FASTEST_NS        5000
#define USUAL_NS          200000 /* at most, for a segment that is not slow */
#define MOST_BEFORE_RESET 4096
#define BROKEN            (EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLERR | EPOLLHUP)

typedef struct Segment {
    struct Segment *next;
    int64_t when_ns; /* it arrives */
    size_t length, taken;
    uint8_t bytes[];
} Segment;

typedef struct Address {
    struct sockaddr_storage storage;
    socklen_t length;
} Address;

struct Socket {
    int fd;                          /* -1: nobody has accepted it */
    bool listens, shares_port, made; /* made: has or had a peer */
    bool blocked;                    /* a write found no room */
    bool ended;                      /* will send no more */
    Address local, remote;
    Socket *peer; /* NULL: closed, or none yet */
    Segment *first, *last;
    size_t inside;   /* bytes in them */
    size_t room;     /* so many at most */
    int64_t made_ns; /* when the connection is there */
    int64_t last_ns; /* nothing sent later may arrive before */
    int64_t end_ns;  /* when the peer's end arrives */
    int64_t reset_ns;
    int64_t left;    /* bytes until the connection breaks; NEVER: does not */
    int error;       /* for SO_ERROR */
    Socket *next;    /* listener, or in a backlog */
    Socket *waiting; /* of a listener, oldest first */
    int waiting_count, backlog;
};

void network_init(Network *network, uint64_t seed)
{
    network->chance = chance_stream(seed, 3);
    network->slow_ns = chance_between(&network->chance, 1, 300) * 1000000;
    network->slow_one_in = 5 + chance_below(&network->chance, 200);
    network->last_port = FIRST_PORT;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static int64_t arrival(Network *network)
{
    int64_t delay = chance_between(&network->chance, FASTEST_NS, USUAL_NS);
    if (chance_one_in(&network->chance, network->slow_one_in))
        delay += chance_between(&network->chance, 0, network->slow_ns);
    return *network->now_ns + delay;
}

static Socket *find(Network *network, int fd)
{
    return descriptor_thing(network->table, fd, DESCRIPTOR_SOCKET);
}

/* ---- Addresses ---- */

static uint16_t port_of(const Address *address)
{
    const struct sockaddr *any = (const struct sockaddr *)&address->storage;
    return ntohs(any->sa_family == AF_INET6 ? ((const struct sockaddr_in6 *)any)->sin6_port
                                            : ((const struct sockaddr_in *)any)->sin_port);
}

static void set_port(Address *address, uint16_t port)
{
    struct sockaddr *any = (struct sockaddr *)&address->storage;
    if (any->sa_family == AF_INET6)
        ((struct sockaddr_in6 *)any)->sin6_port = htons(port);
    else
        ((struct sockaddr_in *)any)->sin_port = htons(port);
}

static void loopback(Address *address, int family, uint16_t port)
{
    memset(address, 0, sizeof *address);
    address->storage.ss_family = (sa_family_t)family;
    if (family == AF_INET6) {
        ((struct sockaddr_in6 *)&address->storage)->sin6_addr = in6addr_loopback;
        address->length = sizeof(struct sockaddr_in6);
    } else {
        ((struct sockaddr_in *)&address->storage)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address->length = sizeof(struct sockaddr_in);
    }
    set_port(address, port);
}

static void copy_out(const Address *address, struct sockaddr *out, socklen_t *length)
{
    if (!out || !length)
        return;
    socklen_t room = *length < address->length ? *length : address->length;
    memcpy(out, &address->storage, room);
    *length = address->length;
}

static uint16_t free_port(Network *network)
{
    return ++network->last_port;
}

/* ---- Making sockets ---- */

static Socket *socket_new(Network *network, int family)
{
    Socket *socket = memory_zeroed(sizeof *socket);
    socket->fd = -1;
    loopback(&socket->local, family, 0);
    socket->room = (size_t)1 << chance_between(&network->chance, 11, 18);
    socket->end_ns = socket->reset_ns = NEVER;
    socket->left = NEVER;
    if (network->resets && chance_one_in(&network->chance, RESET_ONE_IN))
        socket->left = chance_between(&network->chance, 0, MOST_BEFORE_RESET);
    return socket;
}

int network_socket(Network *network, int domain, int type)
{
    if ((domain != AF_INET && domain != AF_INET6) || (type & SOCK_STREAM) == 0)
        return fail(EAFNOSUPPORT);
    Socket *socket = socket_new(network, domain);
    socket->fd = descriptor_open(network->table, DESCRIPTOR_SOCKET, socket);
    if (socket->fd < 0)
        memory_free(socket);
    return socket->fd < 0 ? -1 : socket->fd;
}

int network_bind(Network *network, int fd, const struct sockaddr *address, socklen_t length)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    if (length > sizeof socket->local.storage)
        return fail(EINVAL);
    memcpy(&socket->local.storage, address, length);
    socket->local.length = length;
    uint16_t port = port_of(&socket->local);
    if (port == 0)
        set_port(&socket->local, free_port(network));
    for (Socket *other = network->listeners; port != 0 && other; other = other->next)
        if (port_of(&other->local) == port && !(other->shares_port && socket->shares_port))
            return fail(EADDRINUSE);
    return 0;
}

int network_listen(Network *network, int fd, int backlog)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    if (port_of(&socket->local) == 0)
        set_port(&socket->local, free_port(network));
    if (!socket->listens) {
        socket->next = network->listeners;
        network->listeners = socket;
    }
    socket->listens = true;
    socket->backlog = backlog < 1 ? 1 : backlog;
    return 0;
}

/* ---- Connections ---- */

/* One of those that listen on the port and have room. */
static Socket *listener_at(Network *network, uint16_t port)
{
    Socket *found = NULL;
    uint64_t count = 0;
    for (Socket *socket = network->listeners; socket; socket = socket->next)
        if (port_of(&socket->local) == port && socket->waiting_count < socket->backlog &&
            chance_one_in(&network->chance, ++count))
            found = socket;
    return found;
}

static void append_waiting(Socket *listener, Socket *socket)
{
    Socket **place = &listener->waiting;
    while (*place)
        place = &(*place)->next;
    *place = socket;
    listener->waiting_count++;
}

static void refuse(Network *network, Socket *socket)
{
    socket->error = ECONNREFUSED;
    readiness_announce(network->readiness, socket->fd, EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP,
                       arrival(network));
}

int network_connect(Network *network, int fd, const struct sockaddr *address, socklen_t length)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    if (socket->made)
        return fail(EISCONN);
    if (length > sizeof socket->remote.storage)
        return fail(EINVAL);
    memcpy(&socket->remote.storage, address, length);
    socket->remote.length = length;
    if (port_of(&socket->local) == 0)
        set_port(&socket->local, free_port(network));
    Socket *listener = listener_at(network, port_of(&socket->remote));
    if (!listener) {
        refuse(network, socket);
        return fail(EINPROGRESS);
    }
    Socket *other = socket_new(network, address->sa_family);
    other->peer = socket;
    socket->peer = other;
    socket->made = other->made = true;
    other->local = socket->remote;
    other->remote = socket->local;
    socket->made_ns = socket->last_ns = arrival(network);
    other->made_ns = other->last_ns = arrival(network);
    append_waiting(listener, other);
    readiness_announce(network->readiness, socket->fd, EPOLLOUT, socket->made_ns);
    readiness_announce(network->readiness, listener->fd, EPOLLIN, other->made_ns);
    return fail(EINPROGRESS);
}

/* What is on its way could not be announced to a socket without a number. */
static void announce_coming(Network *network, const Socket *socket)
{
    for (Segment *at = socket->first; at; at = at->next)
        readiness_announce(network->readiness, socket->fd, EPOLLIN, at->when_ns);
    if (socket->end_ns != NEVER)
        readiness_announce(network->readiness, socket->fd, EPOLLIN | EPOLLRDHUP, socket->end_ns);
    if (socket->reset_ns != NEVER)
        readiness_announce(network->readiness, socket->fd, BROKEN, socket->reset_ns);
}

int network_accept(Network *network, int fd, struct sockaddr *address, socklen_t *length)
{
    Socket *listener = find(network, fd);
    if (!listener)
        return -1;
    if (!listener->listens)
        return fail(EINVAL);
    /* Who came first need not have arrived first. */
    Socket **place = &listener->waiting;
    while (*place && (*place)->made_ns > *network->now_ns)
        place = &(*place)->next;
    Socket *socket = *place;
    if (!socket)
        return fail(EAGAIN);
    int accepted = descriptor_open(network->table, DESCRIPTOR_SOCKET, socket);
    if (accepted < 0)
        return -1;
    socket->fd = accepted;
    *place = socket->next;
    socket->next = NULL;
    listener->waiting_count--;
    announce_coming(network, socket);
    copy_out(&socket->remote, address, length);
    return accepted;
}

static void drop_segments(Socket *socket)
{
    while (socket->first) {
        Segment *segment = socket->first;
        socket->first = segment->next;
        memory_free(segment);
    }
    socket->last = NULL;
    socket->inside = 0;
}

static void reset_later(Network *network, Socket *socket)
{
    if (!socket || socket->reset_ns != NEVER)
        return;
    socket->reset_ns = arrival(network);
    readiness_announce(network->readiness, socket->fd, BROKEN, socket->reset_ns);
}

static void end_later(Network *network, Socket *socket)
{
    if (!socket || socket->end_ns != NEVER)
        return;
    int64_t when = arrival(network);
    socket->end_ns = when > socket->last_ns ? when : socket->last_ns;
    readiness_announce(network->readiness, socket->fd, EPOLLIN | EPOLLRDHUP, socket->end_ns);
}

int network_shutdown(Network *network, int fd, int how)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    if (!socket->made)
        return fail(ENOTCONN);
    if (how == SHUT_WR || how == SHUT_RDWR) {
        socket->ended = true;
        end_later(network, socket->peer);
    }
    if (how == SHUT_RD || how == SHUT_RDWR) {
        drop_segments(socket);
        socket->end_ns = *network->now_ns;
        readiness_announce(network->readiness, fd, EPOLLIN | EPOLLRDHUP, socket->end_ns);
    }
    return 0;
}

static void leave(Network *network, Socket *socket)
{
    /* As in TCP: who closes without having read everything breaks the connection. */
    if (socket->peer && socket->inside > 0)
        reset_later(network, socket->peer);
    else
        end_later(network, socket->peer);
    if (socket->peer)
        socket->peer->peer = NULL;
    drop_segments(socket);
    memory_free(socket);
}

void network_close(Network *network, int fd)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return;
    if (socket->listens) {
        Socket **place = &network->listeners;
        while (*place != socket)
            place = &(*place)->next;
        *place = socket->next;
    }
    while (socket->waiting) {
        Socket *waiting = socket->waiting;
        socket->waiting = waiting->next;
        reset_later(network, waiting->peer);
        leave(network, waiting);
    }
    leave(network, socket);
}

/* ---- Names and options ---- */

int network_address(Network *network, int fd, struct sockaddr *address, socklen_t *length)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    copy_out(&socket->local, address, length);
    return 0;
}

int network_get_option(Network *network, int fd, int level, int name, void *value,
                       socklen_t *length)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    int result = 0;
    if (level == SOL_SOCKET && name == SO_ERROR) {
        result = socket->error;
        socket->error = 0;
    }
    if (*length < sizeof result)
        return fail(EINVAL);
    memcpy(value, &result, sizeof result);
    *length = sizeof result;
    return 0;
}

int network_set_option(Network *network, int fd, int level, int name, const void *value,
                       socklen_t length)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    if (level == SOL_SOCKET && name == SO_REUSEPORT && length == sizeof(int))
        socket->shares_port = *(const int *)value != 0;
    return 0;
}

/* ---- Bytes ---- */

/* 0 when bytes may pass. */
static int obstacle(Network *network, Socket *socket)
{
    int64_t now = *network->now_ns;
    if (socket->error)
        return socket->error;
    if (!socket->made)
        return ENOTCONN;
    if (socket->made_ns > now)
        return EAGAIN;
    return socket->reset_ns <= now ? ECONNRESET : 0;
}

/* All of it, or now and then only a part. */
static size_t cut(Network *network, size_t count)
{
    if (count < 2 || !chance_one_in(&network->chance, SHORT_ONE_IN))
        return count;
    return 1 + (size_t)chance_below(&network->chance, count - 1);
}

static void make_room(Network *network, Socket *socket)
{
    Socket *writer = socket->peer;
    if (!writer || !writer->blocked || socket->inside > socket->room / 2)
        return;
    writer->blocked = false;
    readiness_announce(network->readiness, writer->fd, EPOLLOUT, arrival(network));
}

static size_t arrived(Network *network, const Socket *socket)
{
    size_t count = 0;
    for (Segment *at = socket->first; at && at->when_ns <= *network->now_ns; at = at->next)
        count += at->length - at->taken;
    return count;
}

static void take_bytes(Socket *socket, uint8_t *bytes, size_t count)
{
    socket->inside -= count;
    while (count > 0) {
        Segment *segment = socket->first;
        size_t part = segment->length - segment->taken;
        part = part < count ? part : count;
        memcpy(bytes, segment->bytes + segment->taken, part);
        bytes += part;
        count -= part;
        segment->taken += part;
        if (segment->taken < segment->length)
            return;
        socket->first = segment->next;
        if (!socket->first)
            socket->last = NULL;
        memory_free(segment);
    }
}

ssize_t network_receive(Network *network, int fd, void *bytes, size_t count)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    int error = obstacle(network, socket);
    if (error)
        return fail(error);
    size_t there = arrived(network, socket);
    if (there == 0)
        return socket->end_ns <= *network->now_ns ? 0 : fail(EAGAIN);
    size_t wanted = there < count ? there : count;
    size_t got = cut(network, wanted);
    take_bytes(socket, bytes, got);
    /* A short read may be taken to mean that nothing is left: the rest arrives anew. */
    if (got < wanted)
        readiness_announce(network->readiness, fd, EPOLLIN, *network->now_ns);
    make_room(network, socket);
    return (ssize_t)got;
}

static size_t total_of(const struct iovec *parts, int count)
{
    size_t total = 0;
    for (int i = 0; i < count; i++)
        total += parts[i].iov_len;
    return total;
}

static void gather(uint8_t *out, size_t skip, size_t count, const struct iovec *parts)
{
    for (; count > 0; parts++) {
        if (skip >= parts->iov_len) {
            skip -= parts->iov_len;
            continue;
        }
        size_t part = parts->iov_len - skip;
        part = part < count ? part : count;
        memcpy(out, (const uint8_t *)parts->iov_base + skip, part);
        out += part;
        count -= part;
        skip = 0;
    }
}

static void deliver(Network *network, Socket *to, const struct iovec *parts, size_t skip,
                    size_t count)
{
    Segment *segment = memory_new(sizeof *segment + count);
    int64_t when = arrival(network);
    *segment = (Segment){.when_ns = when > to->last_ns ? when : to->last_ns, .length = count};
    gather(segment->bytes, skip, count, parts);
    if (to->last)
        to->last->next = segment;
    else
        to->first = segment;
    to->last = segment;
    to->inside += count;
    to->last_ns = segment->when_ns;
    readiness_announce(network->readiness, to->fd, EPOLLIN, to->last_ns);
}

/* Whether the connection breaks with these bytes. */
static bool breaks(Network *network, Socket *socket, size_t count)
{
    if (socket->left == NEVER)
        return false;
    socket->left -= (int64_t)count;
    if (socket->left >= 0)
        return false;
    reset_later(network, socket);
    reset_later(network, socket->peer);
    return true;
}

ssize_t network_send(Network *network, int fd, const struct iovec *parts, int count)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return -1;
    int error = obstacle(network, socket);
    if (error || socket->ended)
        return fail(error == ECONNRESET || socket->ended ? EPIPE : error);
    size_t total = total_of(parts, count);
    Socket *peer = socket->peer;
    if (!peer || breaks(network, socket, total)) {
        /* Nobody is there any more, which we learn from the answer. */
        reset_later(network, socket);
        return (ssize_t)total;
    }
    size_t free_bytes = peer->inside < peer->room ? peer->room - peer->inside : 0;
    if (free_bytes == 0 && total > 0) {
        socket->blocked = true;
        return fail(EAGAIN);
    }
    size_t fits = total < free_bytes ? total : free_bytes;
    size_t sent = cut(network, fits);
    for (size_t at = 0; at < sent;) {
        size_t part = sent - at < MOST_SEGMENT ? sent - at : MOST_SEGMENT;
        part = cut(network, part);
        deliver(network, peer, parts, at, part);
        at += part;
    }
    if (sent < fits)
        readiness_announce(network->readiness, fd, EPOLLOUT, *network->now_ns);
    else if (sent < total)
        socket->blocked = true;
    return (ssize_t)sent;
}

/* ---- Present state ---- */

static bool has_arrival(Network *network, const Socket *listener)
{
    for (Socket *at = listener->waiting; at; at = at->next)
        if (at->made_ns <= *network->now_ns)
            return true;
    return false;
}

uint32_t network_ready(Network *network, int fd)
{
    Socket *socket = find(network, fd);
    if (!socket)
        return 0;
    if (socket->listens)
        return has_arrival(network, socket) ? EPOLLIN : 0;
    int64_t now = *network->now_ns;
    if (!socket->made || socket->made_ns > now)
        return 0;
    uint32_t bits = 0;
    if (socket->reset_ns <= now)
        bits |= BROKEN;
    if (socket->end_ns <= now)
        bits |= EPOLLIN | EPOLLRDHUP;
    if (arrived(network, socket) > 0)
        bits |= EPOLLIN;
    if (!socket->peer || socket->peer->inside < socket->peer->room)
        bits |= EPOLLOUT;
    return bits;
}
