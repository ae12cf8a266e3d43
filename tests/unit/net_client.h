/* net_client.h - what the tests of servers share: an actor that answers requests, and a client's
 * socket. */
#ifndef TESTS_NET_CLIENT_H
#define TESTS_NET_CLIENT_H

#include "actor/actor.h"
#include "net/http_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* Answers every request of the connection `arg` with the body of the request. */
static inline void net_echo(Actor *self, void *arg)
{
    MeshContext *cx = actor_cx(self);
    HttpConnection *c = arg;
    while (http_connection_next(cx, c)) {
        const Http1Request *r = http_connection_request(c);
        HttpAnswer answer = {200, http_connection_bytes(c) + r->body_at, r->body_length, NULL, 0};
        if (!http_connection_respond(cx, c, &answer))
            break;
    }
    http_connection_free(c);
}

/* A socket connected to the port of this machine, or -1. Reading gives up after five seconds. */
static inline int net_connect(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct timeval limit = {.tv_sec = 5};
    int one = 1;
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

#endif
