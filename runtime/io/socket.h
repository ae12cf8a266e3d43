/* socket.h - TCP as an actor sees it: calls that take their time hold up only the actor.
 *
 * All descriptors are non-blocking. Failures are negative error numbers, since errno does not
 * survive a wait: the actor may go on in another thread. A passed deadline is -ETIMEDOUT, a
 * descriptor closed by somebody else -ECONNABORTED, an unknown host -EHOSTUNREACH. Deadlines are of
 * the monotonic clock in ms; negative: none. */
#ifndef RT_IO_SOCKET_H
#define RT_IO_SOCKET_H

#include "io/wait.h"

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#define SOCKET_ADDRESS_TEXT 48

/* Listens on all addresses, of IPv6 and IPv4 or, on a machine without IPv6, of IPv4. Port 0: any,
 * see socket_port. */
int socket_listen(int port, int backlog);

/* The local port of a socket. */
int socket_port(int fd);

/* The address as text, without the port; "" for one of another family. */
void socket_address_text(const struct sockaddr *address, char text[SOCKET_ADDRESS_TEXT]);

/* Where a socket listens: `[::]:8080` or, on a machine without IPv6, `0.0.0.0:8080`. */
void socket_listen_text(int fd, char text[SOCKET_ADDRESS_TEXT]);

/* The next connection. `address` (or NULL) receives the peer's address, without the port. */
int socket_accept(MeshContext *cx, int fd, int64_t deadline_ms, char address[SOCKET_ADDRESS_TEXT]);

/* Host names are looked up on the pool for blocking calls. */
int socket_connect(MeshContext *cx, const char *host, int port, int64_t deadline_ms);

/* At least one byte; 0 at the end of the stream. */
ssize_t socket_read(MeshContext *cx, int fd, void *bytes, size_t count, int64_t deadline_ms);

/* All of it: 0. */
int socket_write(MeshContext *cx, int fd, const void *bytes, size_t count, int64_t deadline_ms);

#endif
