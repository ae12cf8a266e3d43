/* Descriptors and sockets as actors see them: an echo server and its clients in one program, waits
 * that time out, and waits that are ended by somebody else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor/actor.h"
#include "actor/link.h"
#include "base/os.h"
#include "base/prim.h"
#include "io/socket.h"
#include "value/object.h"
#include "actor_program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static MeshWord spawn(MeshContext *cx, Code code, MeshWord capture)
{
    MeshClosure *closure = heap_alloc(cx, 3, 0, MESH_TAG_CLOSURE);
    closure->code = (void *)code;
    closure->captures[0] = capture;
    return mesh_spawn(cx, closure, &type_int, "test", false);
}

static int run(void (*main)(MeshContext *))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        setenv("MESH_SCHEDULERS", "2", 1);
        setenv("MESH_CHECK_LEAKS", "1", 1);
        scenario_main = main;
        char *argv[] = {"test", NULL};
        alarm(60);
        _exit(program_run(1, argv));
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void check(MeshContext *cx, bool holds, const char *what)
{
    (void)cx;
    if (holds)
        return;
    fprintf(stderr, "failed: %s (errno %d)\n", what, os_error());
    _exit(9);
}

/* ---- Echo ---- */

#define CLIENTS     50
#define ROUNDS      200
#define ROUND_BYTES 100

CODE(echo_connection)
{
    UNUSED;
    int fd = (int)self->captures[0];
    char bytes[4096];
    for (;;) {
        ssize_t got = socket_read(cx, fd, bytes, sizeof bytes, -1);
        check(cx, got >= 0, "server read");
        if (got == 0)
            break;
        check(cx, socket_write(cx, fd, bytes, (size_t)got, -1) == 0, "server write");
    }
    io_close(cx, fd);
    return 0;
}

CODE(echo_server)
{
    UNUSED;
    int listener = (int)self->captures[0];
    for (int i = 0; i < CLIENTS; i++) {
        char peer[SOCKET_ADDRESS_TEXT];
        int fd = socket_accept(cx, listener, actor_deadline(5000), peer);
        check(cx, fd >= 0 && strcmp(peer, "127.0.0.1") == 0, "accept");
        spawn(cx, echo_connection, (MeshWord)fd);
    }
    check(cx, socket_accept(cx, listener, actor_deadline(20), NULL) == -ETIMEDOUT,
          "accept times out");
    io_close(cx, listener);
    return 0;
}

CODE(echo_client)
{
    UNUSED;
    int fd = socket_connect(cx, "127.0.0.1", (int)self->captures[0], actor_deadline(5000));
    check(cx, fd >= 0, "connect");
    for (int round = 0; round < ROUNDS; round++) {
        char sent[ROUND_BYTES], got[ROUND_BYTES];
        memset(sent, 'a' + round % 26, sizeof sent);
        check(cx, socket_write(cx, fd, sent, sizeof sent, actor_deadline(5000)) == 0,
              "client write");
        for (size_t have = 0; have < sizeof got;) {
            ssize_t part = socket_read(cx, fd, got + have, sizeof got - have, actor_deadline(5000));
            check(cx, part > 0, "client read");
            have += (size_t)part;
        }
        check(cx, memcmp(sent, got, sizeof sent) == 0, "echo");
    }
    io_close(cx, fd);
    return 0;
}

static void echo(MeshContext *cx)
{
    int listener = socket_listen(0, 128);
    check(cx, listener >= 0, "listen");
    int port = socket_port(listener);
    MeshWord pids[CLIENTS + 1];
    pids[0] = spawn(cx, echo_server, (MeshWord)listener);
    for (int i = 1; i <= CLIENTS; i++)
        pids[i] = spawn(cx, echo_client, (MeshWord)port);
    for (int i = 0; i <= CLIENTS; i++)
        check(cx, actor_wait_exit(cx, pids[i], 20000), "ends");
}

static void test_echo(void **state)
{
    (void)state;
    assert_int_equal(run(echo), 0);
}

/* ---- Waits ---- */

CODE(reads_pipe)
{
    UNUSED;
    char byte;
    int fd = (int)self->captures[0];
    check(cx, read(fd, &byte, 1) < 0 && errno == EAGAIN, "empty");
    int64_t start = os_monotonic_ms();
    check(cx, io_wait(cx, fd, IO_READ, actor_deadline(30)) == IO_TIMEOUT, "timeout");
    check(cx, os_monotonic_ms() - start >= 30, "not early");
    for (;;) {
        IoWait result = io_wait(cx, fd, IO_READ, -1);
        if (result == IO_CLOSED)
            return 0;
        check(cx, result == IO_READY, "ready");
        while (read(fd, &byte, 1) > 0)
            ;
    }
}

static void closes_under_reader(MeshContext *cx)
{
    int ends[2];
    check(cx, pipe2(ends, O_NONBLOCK) == 0, "pipe");
    MeshWord reader = spawn(cx, reads_pipe, (MeshWord)ends[0]);
    check(cx, !actor_wait_exit(cx, reader, 60), "waits");
    check(cx, write(ends[1], "x", 1) == 1, "write");
    check(cx, !actor_wait_exit(cx, reader, 30), "still waits");
    io_close(cx, ends[0]);
    check(cx, actor_wait_exit(cx, reader, 1000), "ends");
    close(ends[1]);
}

static void test_close_ends_wait(void **state)
{
    (void)state;
    assert_int_equal(run(closes_under_reader), 0);
}

CODE(waits_for_ever)
{
    UNUSED;
    io_wait(cx, (int)self->captures[0], IO_READ, -1);
    return 0;
}

static void kills_reader(MeshContext *cx)
{
    int ends[2];
    check(cx, pipe2(ends, O_NONBLOCK) == 0, "pipe");
    MeshWord reader = spawn(cx, waits_for_ever, (MeshWord)ends[0]);
    check(cx, !actor_wait_exit(cx, reader, 20), "waits");
    static MeshString kill = {
        {MESH_STATIC_COUNT, 0, 0, MESH_TAG_STRING}, 4, (const uint8_t *)"kill"};
    actor_send_exit(cx, reader, &kill);
    check(cx, actor_wait_exit(cx, reader, 1000), "ends");
    check(cx, write(ends[1], "x", 1) == 1, "write");
    check(cx, io_wait(cx, ends[0], IO_READ, actor_deadline(1000)) == IO_READY,
          "somebody else reads");
}

static void test_kill_ends_wait(void **state)
{
    (void)state;
    assert_int_equal(run(kills_reader), 0);
}

/* ---- Parking ---- */

CODE(wakes_parent)
{
    UNUSED;
    actor_wake_pid(program_of(cx), self->captures[0]);
    return 0;
}

static void parks(MeshContext *cx)
{
    for (int i = 0; i < 1000; i++) {
        spawn(cx, wakes_parent, mesh_self(cx));
        check(cx, actor_park(cx, actor_deadline(5000)), "woken");
    }
    check(cx, !actor_park(cx, actor_deadline(10)), "times out");
}

static void test_parking(void **state)
{
    (void)state;
    assert_int_equal(run(parks), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_echo),
        cmocka_unit_test(test_close_ends_wait),
        cmocka_unit_test(test_kill_ends_wait),
        cmocka_unit_test(test_parking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
