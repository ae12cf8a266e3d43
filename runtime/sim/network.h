/* network.h - stream sockets between parts of one program.
 *
 * Bytes travel in segments that take a while, longer now and then, and arrive in order. Reads and
 * writes are cut at chosen places, a peer that does not read stops who writes, and on request
 * connections break in the middle. Every host name means this machine. Calls keep the conventions
 * of the system calls. */
#ifndef RT_SIM_NETWORK_H
#define RT_SIM_NETWORK_H

#include "sim/readiness.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

typedef struct Socket Socket;

typedef struct Network {
    DescriptorTable *table;
    Readiness *readiness;
    const int64_t *now_ns;
    Chance chance;
    bool resets;     /* connections break */
    int64_t slow_ns; /* how long a slow segment takes at most */
    uint64_t slow_one_in;
    Socket *listeners;
    uint16_t last_port; /* given to who does not ask for one */
} Network;

/* `network` is filled in but for what the seed decides. */
void network_init(Network *network, uint64_t seed);

/* As the system calls of these names: -1 and errno when they fail; nothing ever waits. */
int network_socket(Network *network, int domain, int type);
int network_bind(Network *network, int fd, const struct sockaddr *address, socklen_t length);
int network_listen(Network *network, int fd, int backlog);
int network_accept(Network *network, int fd, struct sockaddr *address, socklen_t *length);
int network_connect(Network *network, int fd, const struct sockaddr *address, socklen_t length);
int network_shutdown(Network *network, int fd, int how);
int network_address(Network *network, int fd, struct sockaddr *address, socklen_t *length);
int network_get_option(Network *network, int fd, int level, int name, void *value,
                       socklen_t *length);
int network_set_option(Network *network, int fd, int level, int name, const void *value,
                       socklen_t length);
ssize_t network_receive(Network *network, int fd, void *bytes, size_t count);
ssize_t network_send(Network *network, int fd, const struct iovec *parts, int count);

void network_close(Network *network, int fd); /* before the number is freed */

/* The epoll bits of its present state. */
uint32_t network_ready(Network *network, int fd);

#endif
