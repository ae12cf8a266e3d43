/* The WebSocket server over real sockets. The program is C: system actors serve, a thread of its
 * own plays the clients. Every connection is in the room "all"; a text "room:x" is broadcast to the
 * others, "close" closes, "big" asks for more than a queue holds, anything else is echoed. */
#include "net/ws_connection.h"

#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "actor/actor.h"
#include "base/memory.h"
#include "actor_program.h"
#include "net_client.h"
#include "wire_check.h"

/* ---- The program ---- */

static _Atomic int server_port, failed_sends, last_code;
static _Atomic int64_t last_handle;
static Checks checks = {.name = "net_ws"};
static void *clients(void *arg);

static void tell_others(MeshContext *cx, WsConnection *c, const uint8_t *bytes, size_t length)
{
    size_t count;
    WsMember **members = ws_hub_members(c->hub, (const uint8_t *)"all", 3, &count);
    for (size_t i = 0; i < count; i++) {
        if (members[i] != &c->member)
            ws_connection_send(cx, (WsConnection *)members[i], WS_OP_TEXT, bytes, length);
        ws_member_release(members[i]);
    }
    memory_free(members);
}

static void flood(MeshContext *cx, WsConnection *c)
{
    static uint8_t block[1 << 20];
    for (int i = 0; i < 64; i++)
        if (!ws_connection_send(cx, c, WS_OP_BINARY, block, sizeof block))
            atomic_fetch_add(&failed_sends, 1);
}

static void heard(MeshContext *cx, WsConnection *c, WsKind kind)
{
    size_t length;
    const uint8_t *bytes = ws_connection_message(c, &length);
    if (length == 5 && memcmp(bytes, "close", 5) == 0)
        ws_connection_close(cx, c, 4000, (const uint8_t *)"bye", 3);
    else if (length == 3 && memcmp(bytes, "big", 3) == 0)
        flood(cx, c);
    else if (length > 5 && memcmp(bytes, "room:", 5) == 0)
        tell_others(cx, c, bytes + 5, length - 5);
    else
        ws_connection_send(cx, c, kind == WS_KIND_TEXT ? WS_OP_TEXT : WS_OP_BINARY, bytes, length);
}

static void serve(Actor *self, void *arg)
{
    MeshContext *cx = actor_cx(self);
    WsConnection *c = arg;
    ws_connection_adopt(cx, c);
    if (ws_connection_read_handshake(cx, c)) {
        Http1Slice path = http_connection_request(c->http)->path;
        if (path.length == 3)
            ws_connection_reject(cx, c); /* before the upgrade */
        else if (ws_connection_upgrade(cx, c) && path.length == 4)
            ws_connection_reject(cx, c); /* after it */
    }
    WsKind kind = WS_KIND_CLOSED;
    if (!c->ended) {
        ws_hub_join(c->hub, c->member.handle, (const uint8_t *)"all", 3);
        atomic_store(&last_handle, c->member.handle);
        while ((kind = ws_connection_next(cx, c)) != WS_KIND_CLOSED)
            heard(cx, c, kind);
        atomic_store(&last_code, c->close_code);
    }
    /* A system actor's resources are its own business. */
    resource_detach(cx, &c->resource);
    c->resource.class->release(&c->resource, false);
}

static void serve_all(MeshContext *cx)
{
    pthread_t thread;
    Listener *listener = listener_open(cx, "WebSocket server", 0, NULL, NULL);
    atomic_store(&server_port, listener->port);
    pthread_create(&thread, NULL, clients, ws_hub(program_of(cx)));
    pthread_detach(thread);
    for (;;) {
        Accepted accepted;
        listener_accept(cx, listener, &accepted);
        actor_start_system(program_of(cx), serve,
                           ws_connection_new(program_of(cx), listener, &accepted));
    }
}

/* ---- A client ---- */

typedef struct Client {
    int fd;
    uint8_t in[1 << 16];
    size_t used;
} Client;

static void client_connect(Client *client)
{
    client->used = 0;
    client->fd = net_connect(atomic_load(&server_port));
    check(&checks, client->fd >= 0, "connect", "works");
}

static void client_send(Client *client, const void *bytes, size_t length)
{
    check(&checks, send(client->fd, bytes, length, MSG_NOSIGNAL) == (ssize_t)length, "send",
          "all of it");
}

static bool client_need(Client *client, size_t count)
{
    while (client->used < count) {
        ssize_t got =
            recv(client->fd, client->in + client->used, sizeof client->in - client->used, 0);
        if (got <= 0)
            return false;
        client->used += (size_t)got;
    }
    return true;
}

static void client_drop(Client *client, size_t count)
{
    memmove(client->in, client->in + count, client->used - count);
    client->used -= count;
}

/* The status of the head that arrives, which is taken; the body is left. */
static int client_head(Client *client)
{
    for (size_t i = 4;; i++) {
        if (!client_need(client, i))
            return 0;
        if (memcmp(client->in + i - 4, "\r\n\r\n", 4) == 0) {
            int status = atoi((char *)client->in + 9);
            client_drop(client, i);
            return status;
        }
    }
}

static int client_handshake(Client *client, const char *path, const char *extra)
{
    char head[512];
    client_connect(client);
    int size = snprintf(
        head, sizeof head,
        "GET %s HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
        path, extra);
    client_send(client, head, (size_t)size);
    return client_head(client);
}

/* Frames with the mask 0, which leaves the payload readable. */
static void client_frame(Client *client, int first, const void *payload, size_t length)
{
    uint8_t frame[70000] = {(uint8_t)first};
    size_t head = 2;
    if (length < 126) {
        frame[1] = (uint8_t)(0x80 | length);
    } else {
        frame[1] = 0x80 | 126;
        frame[2] = (uint8_t)(length >> 8);
        frame[3] = (uint8_t)length;
        head = 4;
    }
    memset(frame + head, 0, 4);
    memcpy(frame + head + 4, payload, length);
    client_send(client, frame, head + 4 + length);
}

static void client_text(Client *client, const char *text)
{
    client_frame(client, 0x81, text, strlen(text));
}

/* `81 hello`, `88 1000 bye`: the first byte in hex and the payload; `end` at the end. */
static void client_expect(Client *client, const char *name, const char *want)
{
    char got[400] = "end";
    if (client_need(client, 2)) {
        size_t head = client->in[1] == 126 ? 4 : 2;
        client_need(client, head);
        size_t length = head == 2 ? client->in[1] : (size_t)client->in[2] << 8 | client->in[3];
        client_need(client, head + length);
        const uint8_t *payload = client->in + head;
        if ((client->in[0] & 15) == WS_OP_CLOSE && length >= 2)
            snprintf(got, sizeof got, "88 %d %.*s", payload[0] << 8 | payload[1], (int)length - 2,
                     payload + 2);
        else
            snprintf(got, sizeof got, "%02x %.*s", client->in[0],
                     (int)(length > 300 ? 300 : length), payload);
        client_drop(client, head + length);
    }
    check_text(&checks, name, want, got);
}

/* Both sides have said goodbye: nothing more comes. */
static void client_finish(Client *client, const char *name)
{
    client_expect(client, name, "end");
    close(client->fd);
}

static void expect_code(const char *name, int want)
{
    for (int i = 0; i < 800 && atomic_load(&last_code) != want; i++)
        usleep(10000);
    check(&checks, atomic_load(&last_code) == want, name, "the program is told the code");
    atomic_store(&last_code, 0);
}

/* ---- The tests ---- */

static void test_echo(void)
{
    static Client a;
    static char large[60000];
    check(&checks, client_handshake(&a, "/", "") == 101, "echo", "upgraded");
    client_text(&a, "hello");
    client_expect(&a, "echo", "81 hello");
    client_frame(&a, 0x82, "\xFF", 1);
    client_expect(&a, "binary", "82 \xFF");
    client_frame(&a, 0x89, "ping", 4);
    client_expect(&a, "W27", "8a ping");
    memset(large, 'x', sizeof large);
    client_frame(&a, 0x81, large, sizeof large);
    check(&checks, client_need(&a, sizeof large + 4), "large", "comes back");
    client_drop(&a, sizeof large + 4);
    for (int i = 0; i < 500; i++)
        client_text(&a, "again");
    for (int i = 0; i < 500; i++)
        client_expect(&a, "many in flight", "81 again");
    client_frame(&a, 0x88,
                 "\x03\xE8"
                 "done",
                 6);
    client_expect(&a, "W34", "88 1000 ");
    client_finish(&a, "W34");
    expect_code("W34", 1000);
}

static void test_ends(void)
{
    static Client a;
    client_handshake(&a, "/", "");
    client_text(&a, "close");
    client_expect(&a, "server closes", "88 4000 bye");
    client_frame(&a, 0x88, "\x0F\xA0", 2);
    client_finish(&a, "server closes");
    expect_code("server closes", 4000);
    client_handshake(&a, "/", "");
    client_frame(&a, 0x88, "", 0);
    client_expect(&a, "W34 empty", "88 ");
    client_finish(&a, "W34 empty");
    expect_code("W34 empty", 1005);
    client_handshake(&a, "/", "");
    client_frame(&a, 0x81, "\xC0\x80", 2);
    client_expect(&a, "W32", "88 1007 invalid UTF-8");
    shutdown(a.fd, SHUT_WR);
    client_finish(&a, "W32");
    expect_code("W32", 1007);
    client_handshake(&a, "/", "");
    close(a.fd);
    expect_code("W39", 1006);
}

static void test_handshakes(void)
{
    static Client a;
    check(&checks, client_handshake(&a, "/", "Content-Length: 0\r\n") == 400, "W6", "400");
    close(a.fd);
    check(&checks, client_handshake(&a, "/", "Sec-WebSocket-Version: 8\r\n") == 426, "W3", "426");
    close(a.fd);
    client_connect(&a);
    client_send(&a, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 27);
    check(&checks, client_head(&a) == 400, "W1", "400");
    client_need(&a, 46);
    check(&checks, memcmp(a.in, "Bad Request: missing or invalid Upgrade header", 46) == 0, "W1",
          "text");
    close(a.fd);
    check(&checks, client_handshake(&a, "/no", "") == 401, "W10", "401 before the upgrade");
    close(a.fd);
    check(&checks, client_handshake(&a, "/not", "") == 101, "W10", "upgraded");
    client_expect(&a, "W10", "88 1008 rejected");
    client_frame(&a, 0x88, "\x03\xF0", 2);
    client_finish(&a, "W10");
}

/* Frames in the same packet as the handshake are handled after it. */
static void test_early_frames(void)
{
    static Client a;
    static const char text[] =
        "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        "\x81\x85\0\0\0\0hello\x81\x83\0\0\0\0you";
    client_connect(&a);
    client_send(&a, text, sizeof text - 1);
    check(&checks, client_head(&a) == 101, "W7", "upgraded");
    client_expect(&a, "W7", "81 hello");
    client_expect(&a, "W7", "81 you");
    close(a.fd);
}

static void test_rooms(WsHub *hub)
{
    static Client peers[20];
    for (int i = 0; i < 20; i++) {
        client_handshake(&peers[i], "/", "");
        client_text(&peers[i], "in?"); /* once it is echoed the connection has joined */
        client_expect(&peers[i], "rooms", "81 in?");
    }
    for (int round = 0; round < 50; round++) {
        client_text(&peers[0], "room:news");
        for (int i = 1; i < 20; i++)
            client_expect(&peers[i], "broadcast", "81 news");
    }
    int64_t handle = atomic_load(&last_handle);
    for (int i = 0; i < 20; i++)
        close(peers[i].fd);
    size_t count = 1;
    for (int i = 0; i < 300 && count > 0; i++) {
        usleep(10000);
        memory_free(ws_hub_members(hub, (const uint8_t *)"all", 3, &count));
    }
    check(&checks, count == 0, "rooms", "are left by the dead");
    check(&checks, ws_hub_find(hub, handle) == NULL, "W43", "the handle is dead");
}

/* A peer that does not read is closed; the sender is told at once. */
static void test_overflow(void)
{
    static Client a;
    atomic_store(&failed_sends, 0);
    client_handshake(&a, "/", "");
    client_text(&a, "big");
    expect_code("W41", 1013);
    check(&checks, atomic_load(&failed_sends) > 10, "W41", "most sends failed");
    close(a.fd);
}

static void *clients(void *arg)
{
    test_echo();
    test_ends();
    test_handshakes();
    test_early_frames();
    test_rooms(arg);
    test_overflow();
    int status = checks_finish(&checks);
    fflush(NULL);
    _exit(status);
}

int main(int argc, char **argv)
{
    scenario_main = serve_all;
    return program_run(argc, argv);
}
