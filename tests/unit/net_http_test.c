/* The HTTP server over real sockets: the corpus, pipelining, keep-alive, half-closed and vanishing
 * peers. The program is C: system actors serve, a thread of its own plays the clients. */
#include "net/http_connection.h"

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "actor_program.h"
#include "net_client.h"
#include "wire_check.h"

/* ---- The program ---- */

static _Atomic int server_port;
static Checks checks = {.name = "net_http"};
static void *clients(void *arg);

static void serve_all(MeshContext *cx)
{
    pthread_t thread;
    Listener *listener = listener_open(cx, "HTTP server", 0, NULL, NULL);
    atomic_store(&server_port, listener->port);
    pthread_create(&thread, NULL, clients, program_of(cx));
    pthread_detach(thread);
    for (;;) {
        Accepted accepted;
        listener_accept(cx, listener, &accepted);
        actor_start_system(program_of(cx), net_echo, http_connection_new(listener, &accepted));
    }
}

/* ---- A client ---- */

typedef struct Client {
    int fd;
    uint8_t in[1 << 16];
    size_t used;
} Client;

static void client_open(Client *client)
{
    client->used = 0;
    client->fd = net_connect(atomic_load(&server_port));
    check(&checks, client->fd >= 0, "connect", "works");
}

static void client_send(Client *client, const void *bytes, size_t length)
{
    size_t sent = 0;
    while (sent < length) {
        ssize_t part = send(client->fd, (const uint8_t *)bytes + sent, length - sent, MSG_NOSIGNAL);
        if (part <= 0)
            return; /* the server has refused and closed already */
        sent += (size_t)part;
    }
}

static void client_say(Client *client, const char *text)
{
    client_send(client, text, strlen(text));
}

/* More bytes; false at the end of the connection. */
static bool client_fill(Client *client)
{
    ssize_t got =
        recv(client->fd, client->in + client->used, sizeof client->in - 1 - client->used, 0);
    if (got <= 0)
        return false;
    client->used += (size_t)got;
    client->in[client->used] = 0;
    return true;
}

typedef struct Answer {
    int status;
    size_t body_length;
    bool closes;
    uint8_t body[1 << 15];
} Answer;

/* The next answer; status 0 at the end of the connection. `head_only`: the answer to HEAD. */
static void client_read(Client *client, Answer *answer, bool head_only)
{
    char *end;
    memset(answer, 0, offsetof(Answer, body));
    client->in[client->used] = 0;
    while (!(end = strstr((char *)client->in, "\r\n\r\n")))
        if (!client_fill(client))
            return;
    const char *length = strstr((char *)client->in, "Content-Length: ");
    const char *close = strstr((char *)client->in, "Connection: close\r\n");
    size_t head = (size_t)(end - (char *)client->in) + 4;
    size_t announced = length && length < end ? (size_t)atol(length + 16) : 0;
    answer->closes = close && close < end;
    answer->body_length = head_only ? 0 : announced;
    int status = atoi((char *)client->in + 9);
    if (answer->body_length < sizeof answer->body) {
        while (client->used < head + answer->body_length)
            if (!client_fill(client))
                return;
        memcpy(answer->body, client->in + head, answer->body_length);
    }
    size_t taken = head + answer->body_length;
    if (taken > client->used)
        taken = client->used;
    memmove(client->in, client->in + taken, client->used - taken);
    client->used -= taken;
    answer->status = status;
}

static void expect_end(Client *client, const char *name)
{
    check(&checks, client->used == 0 && !client_fill(client), name,
          "the connection ends without another byte");
}

static void expect_open(Client *client, const char *name)
{
    static Answer answer;
    client_say(client, "GET /probe HTTP/1.1\r\nHost: h\r\n\r\n");
    client_read(client, &answer, false);
    check(&checks, answer.status == 200 && answer.body_length == 0, name,
          "the connection stays usable");
}

/* ---- The corpus ---- */

static void send_in_parts(Client *client, const Bytes *raw, size_t step)
{
    for (size_t at = 0; at < raw->length; at += step)
        client_send(client, raw->data + at, raw->length - at < step ? raw->length - at : step);
}

static void run_case(const char *file, const char *statuses, const char *after, const char *bodies,
                     const Bytes *raw, size_t step)
{
    static Client client;
    static Answer answer;
    char status_text[64], body_text[64], *status_rest, *body_rest;
    snprintf(status_text, sizeof status_text, "%s", statuses);
    snprintf(body_text, sizeof body_text, "%s", bodies);
    client_open(&client);
    send_in_parts(&client, raw, step);
    char *status = strtok_r(status_text, ",", &status_rest),
         *body = strtok_r(body_text, ",", &body_rest);
    for (; status && strcmp(status, "-") != 0; status = strtok_r(NULL, ",", &status_rest)) {
        client_read(&client, &answer, strncmp((char *)raw->data, "HEAD", 4) == 0);
        bool good =
            strcmp(status, "2xx") == 0 ? answer.status / 100 == 2 : answer.status == atoi(status);
        check(&checks, good, file, status);
        if (answer.status == 200 && strncmp((char *)raw->data, "HEAD", 4) != 0)
            check(&checks, body && answer.body_length == (size_t)atol(body), file, "body as sent");
        body = strtok_r(NULL, ",", &body_rest);
    }
    if (strcmp(after, "waits") == 0)
        shutdown(client.fd, SHUT_WR);
    if (strcmp(after, "open") == 0)
        expect_open(&client, file);
    else
        expect_end(&client, file);
    close(client.fd);
}

static void test_corpus(void)
{
    Bytes table = read_file("tests/corpora/http1-requests/cases.tsv");
    table.data = realloc(table.data, table.length + 1);
    table.data[table.length] = 0;
    char *rest;
    for (char *line = strtok_r((char *)table.data, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char file[128], statuses[64], after[32], bodies[64], path[256];
        if (line[0] == '#' || sscanf(line, "%127[^\t]\t%63[^\t]\t%31[^\t]\t%63[^\t]", file,
                                     statuses, after, bodies) != 4)
            continue;
        snprintf(path, sizeof path, "tests/corpora/http1-requests/%s", file);
        Bytes raw = read_file(path);
        run_case(file, statuses, after, bodies, &raw, raw.length);
        run_case(file, statuses, after, bodies, &raw, raw.length / 2 + 1);
        if (raw.length < 2000)
            run_case(file, statuses, after, bodies, &raw, 1);
        free(raw.data);
    }
    free(table.data);
}

/* ---- Meaning ---- */

static void test_pipeline(void)
{
    static Client client;
    static Answer answer;
    client_open(&client);
    char text[100 * 80], *at = text;
    for (int i = 0; i < 100; i++)
        at += sprintf(at, "POST /%d HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%d", i,
                      i < 10 ? 1 : 2, i);
    client_send(&client, text, (size_t)(at - text));
    for (int i = 0; i < 100; i++) {
        client_read(&client, &answer, false);
        check(&checks, answer.status == 200 && atoi((char *)answer.body) == i, "S10",
              "answers in order");
    }
    expect_open(&client, "S10");
    close(client.fd);
}

static void test_head_and_continue(void)
{
    static Client client;
    static Answer answer;
    client_open(&client);
    client_say(&client, "HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
    client_read(&client, &answer, true);
    check(&checks, answer.status == 200, "S3", "answered");
    expect_open(&client, "S3");
    client_say(&client,
               "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    client_read(&client, &answer, false);
    check(&checks, answer.status == 100, "S1", "told to go on");
    client_say(&client, "abc");
    client_read(&client, &answer, false);
    check(&checks, answer.status == 200 && memcmp(answer.body, "abc", 3) == 0, "S1", "answered");
    client_say(
        &client,
        "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
    client_read(&client, &answer, false);
    check(&checks, answer.status == 413 && answer.closes, "S1",
          "refused without being told to go on");
    expect_end(&client, "S1");
    close(client.fd);
}

static void test_half_close(void)
{
    static Client client;
    static Answer answer;
    client_open(&client);
    client_say(&client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    shutdown(client.fd, SHUT_WR);
    client_read(&client, &answer, false);
    check(&checks, answer.status == 200, "T4", "answered");
    expect_end(&client, "T4");
    close(client.fd);
}

/* A peer that is refused while it still sends can read the refusal. */
static void test_gentle_close(void)
{
    static Client client;
    static Answer answer;
    static char junk[20000];
    memset(junk, 'x', sizeof junk);
    client_open(&client);
    client_say(&client, "GET / HTTP/3.0\r\n");
    for (int i = 0; i < 3; i++)
        client_send(&client, junk, sizeof junk);
    client_read(&client, &answer, false);
    check(&checks, answer.status == 505 && answer.closes, "T7", "refusal can be read");
    close(client.fd);
}

static void test_large_bodies(void)
{
    static Client client;
    static Answer answer;
    size_t size = 3 << 20, got = 0;
    uint8_t *body = malloc(size), *back = malloc(size);
    for (size_t i = 0; i < size; i++)
        body[i] = (uint8_t)(i * 7 + i / 251);
    client_open(&client);
    char head[128];
    client_send(
        &client, head,
        (size_t)sprintf(head, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: %zu\r\n\r\n", size));
    client_send(&client, body, size);
    while (client.used < 4 || !strstr((char *)client.in, "\r\n\r\n"))
        if (!client_fill(&client))
            break;
    char *end = strstr((char *)client.in, "\r\n\r\n") + 4;
    got = client.used - (size_t)(end - (char *)client.in);
    memcpy(back, end, got);
    while (got < size) {
        ssize_t part = recv(client.fd, back + got, size - got, 0);
        if (part <= 0)
            break;
        got += (size_t)part;
    }
    check(&checks, got == size && memcmp(body, back, size) == 0, "large body",
          "comes back unchanged");
    client.used = 0;
    expect_open(&client, "large body");
    close(client.fd);
    (void)answer;
    free(body);
    free(back);
}

/* Vanishing peers leave nothing behind: descriptors return to where they were. */
static void test_vanishing(void)
{
    static Client client;
    int before = dup(0);
    close(before);
    for (int i = 0; i < 500; i++) {
        struct linger hard = {1, 0};
        client_open(&client);
        client_say(&client, i % 2 ? "GET / HTTP/1.1\r\nHost: h\r\n\r\n" : "POST / HTTP/1.1\r\nHo");
        setsockopt(client.fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        close(client.fd);
    }
    int after = 0;
    for (int i = 0; i < 200; i++) {
        usleep(10000);
        after = dup(0);
        close(after);
        if (after <= before + 2)
            break;
    }
    check(&checks, after <= before + 2, "T9", "descriptors are back");
}

static void *clients(void *arg)
{
    test_corpus();
    test_pipeline();
    test_head_and_continue();
    test_half_close();
    test_gentle_close();
    test_large_bodies();
    test_vanishing();
    (void)arg;
    int status = checks_finish(&checks);
    fflush(NULL);
    _exit(status);
}

int main(int argc, char **argv)
{
    scenario_main = serve_all;
    return program_run(argc, argv);
}
