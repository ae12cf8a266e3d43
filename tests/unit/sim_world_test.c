/* Programs in the simulated world: echo and HTTP over its network, its clock, its disk and the
 * power cut. Each run is a child process with a seed; what it prints is compared with what other
 * runs print. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor/actor.h"
#include "actor/link.h"
#include "base/os.h"
#include "io/socket.h"
#include "sim/world.h"
#include "value/object.h"
#include "actor_program.h"
#include "net_client.h"

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

/* ---- Runs ---- */

typedef struct Run {
    int status;
    size_t length;
    char text[1 << 16]; /* standard output and error */
} Run;

static void run(Run *result, void (*main)(MeshContext *), int seed, const char *words)
{
    int ends[2];
    fflush(NULL);
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        char number[16];
        snprintf(number, sizeof number, "%d", seed);
        setenv("MESH_SEED", number, 1);
        setenv("MESH_SIM", words, 1);
        setenv("MESH_CHECK_LEAKS", "1", 1);
        dup2(ends[1], 1);
        dup2(ends[1], 2);
        scenario_main = main;
        char *argv[] = {"test", NULL};
        alarm(60);
        if (!world_enter())
            _exit(2);
        int status = program_run(1, argv);
        world_leave(status);
        _exit(status);
    }
    close(ends[1]);
    result->length = 0;
    ssize_t got;
    while ((got = read(ends[0], result->text + result->length,
                       sizeof result->text - 1 - result->length)) > 0)
        result->length += (size_t)got;
    result->text[result->length] = '\0';
    close(ends[0]);
    waitpid(child, &result->status, 0);
    result->status =
        WIFEXITED(result->status) ? WEXITSTATUS(result->status) : 128 + WTERMSIG(result->status);
}

static void expect_good(const Run *run, int seed)
{
    if (run->status != 0)
        fail_msg("seed %d: status %d\n%s", seed, run->status, run->text);
}

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void say(const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    os.write(1, line, (size_t)length);
}

static void check(bool holds, const char *what)
{
    if (holds)
        return;
    say("failed: %s (errno %d)\n", what, os_error());
    _exit(9);
}

/* ---- Echo ---- */

#define CLIENTS    5
#define ROUNDS     8
#define MOST_BYTES 5000

CODE(echo_connection)
{
    UNUSED;
    int fd = (int)self->captures[0];
    char bytes[1024];
    for (;;) {
        ssize_t got = socket_read(cx, fd, bytes, sizeof bytes, -1);
        if (got <= 0 || socket_write(cx, fd, bytes, (size_t)got, -1) != 0)
            break;
    }
    io_close(cx, fd);
    return 0;
}

CODE(echo_server)
{
    UNUSED;
    for (;;) {
        int fd = socket_accept(cx, (int)self->captures[0], -1, NULL);
        check(fd >= 0, "accept");
        spawn(cx, echo_connection, (MeshWord)fd);
    }
}

static bool receive_all(MeshContext *cx, int fd, char *bytes, size_t count)
{
    for (size_t have = 0; have < count;) {
        ssize_t part = socket_read(cx, fd, bytes + have, count - have, actor_deadline(600000));
        if (part <= 0)
            return false;
        have += (size_t)part;
    }
    return true;
}

static const char *converse(MeshContext *cx, int fd, int number)
{
    for (int round = 0; round < ROUNDS; round++) {
        char sent[MOST_BYTES], got[MOST_BYTES];
        size_t count = (size_t)(1 + round * number * 97) % MOST_BYTES + 1;
        memset(sent, 'a' + (round + number) % 26, count);
        if (socket_write(cx, fd, sent, count, actor_deadline(600000)) != 0 ||
            !receive_all(cx, fd, got, count))
            return "broken";
        check(memcmp(sent, got, count) == 0, "echo");
        say("client %d round %d at %lld\n", number, round, (long long)os.monotonic_ns());
    }
    return "done";
}

static int the_port;

CODE(echo_client)
{
    UNUSED;
    int number = (int)self->captures[0];
    int fd = socket_connect(cx, "localhost", the_port, actor_deadline(600000));
    check(fd >= 0, "connect");
    say("client %d %s\n", number, converse(cx, fd, number));
    io_close(cx, fd);
    return 0;
}

/* The server would wait for ever: the program ends because nobody can come any more. */
static void echo(MeshContext *cx)
{
    int listener = socket_listen(0, 128);
    check(listener >= 0, "listen");
    the_port = socket_port(listener);
    spawn(cx, echo_server, (MeshWord)listener);
    for (int i = 1; i <= CLIENTS; i++)
        spawn(cx, echo_client, (MeshWord)i);
}

static void test_same_seed_same_history(void **state)
{
    (void)state;
    static Run first, second, before;
    int different = 0;
    for (int seed = 1; seed <= 20; seed++) {
        run(&first, echo, seed, "");
        run(&second, echo, seed, "");
        expect_good(&first, seed);
        assert_string_equal(first.text, second.text);
        different += strcmp(first.text, before.text) != 0;
        before = first;
        for (int i = 1; i <= CLIENTS; i++) {
            char line[32];
            snprintf(line, sizeof line, "client %d done\n", i);
            assert_non_null(strstr(first.text, line));
        }
    }
    assert_int_equal(different, 20);
}

static void test_resets(void **state)
{
    (void)state;
    static Run result;
    int broken = 0;
    for (int seed = 1; seed <= 20; seed++) {
        run(&result, echo, seed, "resets");
        expect_good(&result, seed);
        broken += strstr(result.text, "broken") != NULL;
    }
    assert_in_range(broken, 5, 20);
}

static void connects_to_nobody(MeshContext *cx)
{
    check(socket_connect(cx, "127.0.0.1", 7, actor_deadline(1000)) == -ECONNREFUSED, "refused");
}

static void test_refused(void **state)
{
    (void)state;
    static Run result;
    run(&result, connects_to_nobody, 1, "");
    expect_good(&result, 1);
}

/* ---- HTTP ---- */

CODE(http_client)
{
    UNUSED;
    static const char request[] =
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";
    char answer[4096];
    size_t have = 0;
    int fd = socket_connect(cx, "localhost", the_port, actor_deadline(600000));
    check(fd >= 0, "connect");
    check(socket_write(cx, fd, request, strlen(request), -1) == 0, "request");
    ssize_t got;
    while ((got = socket_read(cx, fd, answer + have, sizeof answer - 1 - have, -1)) > 0)
        have += (size_t)got;
    answer[have] = '\0';
    check(strncmp(answer, "HTTP/1.1 200", 12) == 0 && strcmp(answer + have - 5, "hello") == 0,
          "answer");
    say("answered\n");
    io_close(cx, fd);
    return 0;
}

static void serves_http(MeshContext *cx)
{
    Listener *listener = listener_open(cx, "HTTP server", 0, NULL, NULL);
    the_port = listener->port;
    for (int i = 0; i < CLIENTS; i++)
        spawn(cx, http_client, 0);
    for (;;) {
        Accepted accepted;
        listener_accept(cx, listener, &accepted);
        actor_start_system(program_of(cx), net_echo, http_connection_new(listener, &accepted));
    }
}

static void test_http(void **state)
{
    (void)state;
    static Run result;
    for (int seed = 1; seed <= 20; seed++) {
        run(&result, serves_http, seed, "");
        expect_good(&result, seed);
        int answers = 0;
        for (const char *at = result.text; (at = strstr(at, "answered")); at++)
            answers++;
        assert_int_equal(answers, CLIENTS);
    }
}

/* ---- Time ---- */

static void waits_an_hour(MeshContext *cx)
{
    int64_t deadline = actor_deadline(3600000);
    check(!actor_park(cx, deadline), "nobody wakes us");
    say("%d\n", os_monotonic_ms() >= deadline && os_monotonic_ms() < deadline + 100);
}

static void ticks_for_ever(MeshContext *cx)
{
    for (int64_t i = 0;; i++) {
        actor_park(cx, actor_deadline(1000));
        if (i % 1000 == 0)
            say("%lld\n", (long long)i);
    }
}

static void test_time_jumps(void **state)
{
    (void)state;
    static Run result;
    run(&result, waits_an_hour, 1, "");
    expect_good(&result, 1);
    assert_string_equal(result.text, "1\n");
    run(&result, ticks_for_ever, 1, "until:2500");
    expect_good(&result, 1);
    assert_string_equal(result.text, "0\n1000\n2000\n");
}

static void aborts(MeshContext *cx)
{
    (void)cx;
    abort();
}

static void test_failure_names_the_seed(void **state)
{
    (void)state;
    static Run result;
    run(&result, aborts, 41, "");
    assert_int_equal(result.status, 128 + 6);
    assert_non_null(strstr(result.text, "[mesh-rt] seed 41\n"));
    run(&result, waits_an_hour, 1, "unheard:of");
    assert_int_equal(result.status, 2);
}

/* ---- The disk ---- */

#define LOG    "/simulated.log"
#define RECORD 100

static size_t read_log(char *bytes, size_t room)
{
    size_t have = 0;
    ssize_t got;
    int fd = os.open(LOG, O_RDONLY, 0);
    if (fd < 0)
        return 0;
    while ((got = os.read(fd, bytes + have, room - have)) != 0)
        if (got > 0)
            have += (size_t)got;
    os.close(fd);
    return have;
}

/* Appends whole records, each of one letter, and says which of them are synced. */
static void appends(MeshContext *cx)
{
    (void)cx;
    int fd = os.open(LOG, O_WRONLY | O_CREAT | O_APPEND, 0600);
    check(fd >= 0, "open");
    for (int i = 0; i < 20; i++) {
        char record[RECORD];
        memset(record, 'a' + i, sizeof record);
        for (size_t done = 0; done < sizeof record;) {
            ssize_t wrote = os.write(fd, record + done, sizeof record - done);
            done += wrote > 0 ? (size_t)wrote : 0;
        }
        if (i % 3 != 2)
            continue;
        while (os.fdatasync(fd) != 0)
            check(os_error() == EIO, "sync");
        say("synced %d\n", i);
    }
    os.close(fd);
    check(access(LOG, F_OK) != 0, "nothing on the real disk");
}

static void recovers(MeshContext *cx)
{
    (void)cx;
    char bytes[20 * RECORD + 1];
    size_t have = read_log(bytes, sizeof bytes);
    size_t good = 0;
    while (good < have && bytes[good] == 'a' + (int)(good / RECORD))
        good++;
    say("%zu of %zu\n", good, have);
}

static void test_disk(void **state)
{
    (void)state;
    static Run result;
    char words[64], image[] = "/tmp/mesh-sim-test-XXXXXX";
    close(mkstemp(image));
    unlink(image);
    snprintf(words, sizeof words, "errors,image:%s", image);
    run(&result, appends, 3, words);
    expect_good(&result, 3);
    run(&result, recovers, 3, words);
    assert_string_equal(result.text, "2000 of 2000\n");
    unlink(image);
}

static void test_power_cut(void **state)
{
    (void)state;
    static Run writer, reader;
    int torn = 0;
    for (int cut = 1; cut <= 28; cut++) {
        char words[80], image[] = "/tmp/mesh-sim-test-XXXXXX";
        close(mkstemp(image));
        unlink(image);
        snprintf(words, sizeof words, "image:%s,cut:%d", image, cut);
        run(&writer, appends, cut, words);
        assert_int_equal(writer.status, 137);
        assert_non_null(strstr(writer.text, "the power fails"));
        size_t synced = 0, good = 0, have = 0;
        for (const char *at = writer.text; (at = strstr(at, "synced ")); at++)
            synced = ((size_t)atoi(at + 7) + 1) * RECORD;
        snprintf(words, sizeof words, "image:%s", image);
        run(&reader, recovers, cut, words);
        assert_int_equal(sscanf(reader.text, "%zu of %zu", &good, &have), 2);
        assert_true(good >= synced);
        torn += good < have;
        unlink(image);
    }
    assert_in_range(torn, 1, 28);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_seed_same_history),
        cmocka_unit_test(test_resets),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_http),
        cmocka_unit_test(test_time_jumps),
        cmocka_unit_test(test_failure_names_the_seed),
        cmocka_unit_test(test_disk),
        cmocka_unit_test(test_power_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
