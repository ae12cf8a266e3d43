/* Processes seen from C: each scenario is a program of its own, run in a child process, because a
 * program owns its threads and ends its process. A closure's code is a plain C function here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor/actor.h"
#include "actor/job.h"
#include "actor/link.h"
#include "actor/send_timer.h"
#include "base/os.h"
#include "base/panic.h"
#include "base/prim.h"
#include "std/language.h"
#include "value/object.h"
#include "value/string.h"
#include "actor_program.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void mesh_timer_sleep(MeshContext *cx, int64_t ms);
bool mesh_timer_cancel(MeshContext *cx, int64_t id);
void mesh_process_trap_exit(MeshContext *cx, bool on);
int64_t mesh_process_register(MeshContext *cx, MeshString *name, MeshWord pid);
MeshWord mesh_process_whereis(MeshContext *cx, MeshString *name);
bool mesh_process_alive(MeshContext *cx, MeshWord pid);
void mesh_system_exit(MeshContext *cx, int64_t status);

static const MeshTypeInfo type_string = {
    .name = "String", .kind = MESH_KIND_REF, .known = MESH_TYPE_STRING};
static const MeshSite here = {"main.mpl", "Main.main", 7};

/* Raw captures only. */
static MeshClosure *closure_of(MeshContext *cx, Code code, int count, ...)
{
    MeshClosure *closure = heap_alloc(cx, 2 + (size_t)count, 0, MESH_TAG_CLOSURE);
    va_list captures;
    va_start(captures, count);
    closure->code = (void *)code;
    for (int i = 0; i < count; i++)
        closure->captures[i] = va_arg(captures, MeshWord);
    va_end(captures);
    return closure;
}

#define W(x) ((MeshWord)(x))

static void say(MeshContext *cx, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(MeshContext *cx, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    MeshString *line = string_from_text(cx, text);
    mesh_println(cx, line);
    object_drop(cx, line);
}

static MeshWord receive_word(MeshContext *cx)
{
    mesh_receive_begin(cx, -1);
    if (mesh_receive_next(cx) != MESH_RECEIVED_MESSAGE)
        mesh_panic_c(cx, "no message");
    MeshWord word = mesh_receive_value(cx);
    mesh_receive_accept(cx);
    return word;
}

static MeshWord spawn(MeshContext *cx, const char *name, MeshClosure *closure)
{
    return mesh_spawn(cx, closure, &type_int, name, false);
}

/* ---- Running a scenario ---- */

typedef struct Outcome {
    char out[16384];
    char err[16384];
    int status; /* exit status; 128 + signal */
} Outcome;

static void read_file(FILE *file, char *text, size_t room)
{
    rewind(file);
    text[fread(text, 1, room - 1, file)] = '\0';
    fclose(file);
}

static Outcome outcome;

static void run_with(void (*main)(MeshContext *), const char *workers, int signal_after_ms)
{
    FILE *out = tmpfile(), *err = tmpfile();
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(out), 1);
        dup2(fileno(err), 2);
        setenv("MESH_SCHEDULERS", workers, 1);
        setenv("MESH_CHECK_LEAKS", "1", 1);
        scenario_main = main;
        char *argv[] = {"test", NULL};
        alarm(60);
        _exit(program_run(1, argv));
    }
    if (signal_after_ms > 0) {
        usleep((useconds_t)signal_after_ms * 1000);
        kill(child, SIGTERM);
    }
    int status = 0;
    waitpid(child, &status, 0);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    read_file(out, outcome.out, sizeof outcome.out);
    read_file(err, outcome.err, sizeof outcome.err);
}

static void run(void (*main)(MeshContext *), const char *workers)
{
    run_with(main, workers, 0);
}

static void expect(const char *out, const char *err, int status)
{
    if (strcmp(outcome.out, out) != 0 || strcmp(outcome.err, err) != 0)
        print_message("stdout:\n%sstderr:\n%s", outcome.out, outcome.err);
    assert_string_equal(outcome.out, out);
    assert_string_equal(outcome.err, err);
    assert_int_equal(outcome.status, status);
}

/* ---- Messages ---- */

CODE(echo)
{
    UNUSED;
    MeshWord value = receive_word(cx);
    mesh_send(cx, self->captures[0], &type_int, value + 1);
    return 0;
}

static void send_and_receive(MeshContext *cx)
{
    MeshWord pid = spawn(cx, "echo", closure_of(cx, echo, 1, mesh_self(cx)));
    mesh_send(cx, pid, &type_int, 41);
    say(cx, "%d", (int)receive_word(cx));
}

static void test_send_and_receive(void **state)
{
    (void)state;
    run(send_and_receive, "2");
    expect("42\n", "", 0);
}

CODE(pinger)
{
    UNUSED;
    MeshWord partner = 0, left = self->captures[1];
    if (self->captures[2])
        partner = receive_word(cx);
    else
        partner = self->captures[0];
    while (left-- > 0) {
        if (!self->captures[2])
            mesh_send(cx, partner, &type_int, left);
        receive_word(cx);
        if (self->captures[2])
            mesh_send(cx, partner, &type_int, left);
    }
    return 0;
}

static void ping_pong(MeshContext *cx)
{
    MeshWord rounds = 20000;
    MeshWord b = spawn(cx, "b", closure_of(cx, pinger, 3, W(0), rounds, W(1)));
    MeshWord a = spawn(cx, "a", closure_of(cx, pinger, 3, b, rounds, W(0)));
    mesh_send(cx, b, &type_int, a);
    int64_t ref = actor_monitor(cx, a);
    mesh_receive_begin(cx, -1);
    say(cx, "%d", (int)mesh_receive_next(cx));
    mesh_receive_accept(cx);
    say(cx, "%d", (int)(mesh_received_ref(cx) == W(ref)));
}

static void test_ping_pong(void **state)
{
    (void)state;
    run(ping_pong, "2");
    expect("3\n1\n", "", 0);
}

CODE(counted)
{
    UNUSED;
    receive_word(cx);
    mesh_send(cx, self->captures[0], &type_int, 1);
    return 0;
}

static void many_actors(MeshContext *cx)
{
    int count = 20000, sum = 0;
    for (int i = 0; i < count; i++)
        mesh_send(cx, spawn(cx, "counted", closure_of(cx, counted, 1, mesh_self(cx))), &type_int,
                  1);
    for (int i = 0; i < count; i++)
        sum += (int)receive_word(cx);
    say(cx, "%d", sum);
}

static void test_many_actors(void **state)
{
    (void)state;
    run(many_actors, "2");
    expect("20000\n", "", 0);
}

CODE(collector)
{
    UNUSED;
    /* Everything but 3 first, then 3. */
    for (int i = 0; i < 3; i++) {
        mesh_receive_begin(cx, -1);
        for (;;) {
            mesh_receive_next(cx);
            MeshWord value = mesh_receive_value(cx);
            if (value == 3 && i < 2)
                continue;
            mesh_receive_accept(cx);
            say(cx, "%d", (int)value);
            break;
        }
    }
    mesh_receive_begin(cx, 20);
    say(cx, "%d", (int)mesh_receive_next(cx));
    return 0;
}

static void selective(MeshContext *cx)
{
    MeshWord pid = spawn(cx, "collector", closure_of(cx, collector, 0));
    mesh_send(cx, pid, &type_int, 3);
    mesh_send(cx, pid, &type_int, 1);
    mesh_send(cx, pid, &type_int, 2);
}

static void test_selective_receive(void **state)
{
    (void)state;
    run(selective, "1");
    expect("1\n2\n3\n0\n", "", 0);
}

CODE(takes_ints)
{
    UNUSED;
    say(cx, "%d", (int)receive_word(cx));
    return 0;
}

static void wrong_type(MeshContext *cx)
{
    MeshWord pid = spawn(cx, "ints", closure_of(cx, takes_ints, 0));
    mesh_send(cx, pid, &type_string, (MeshWord)string_from_text(cx, "no"));
    mesh_send(cx, pid, &type_int, 5);
}

static void test_wrong_type_is_dropped(void **state)
{
    (void)state;
    run(wrong_type, "1");
    expect("5\n", "[mesh-rt] <0.1> dropped a message of type String\n", 0);
}

CODE(prints_text)
{
    UNUSED;
    MeshString *text = (MeshString *)receive_word(cx);
    mesh_println(cx, text);
    object_drop(cx, text);
    return 0;
}

static void strings(MeshContext *cx)
{
    MeshWord pid = mesh_spawn(cx, closure_of(cx, prints_text, 0), &type_string, "text", false);
    mesh_send(cx, pid, &type_string, (MeshWord)string_from_text(cx, "copied"));
    pid = mesh_spawn(cx, closure_of(cx, prints_text, 0), &type_string, "text", false);
    uint8_t *bytes;
    MeshString *large = string_alloc(cx, 600, &bytes);
    memset(bytes, 'x', 600);
    mesh_send(cx, pid, &type_string, (MeshWord)large);
}

static void test_strings(void **state)
{
    (void)state;
    run(strings, "1");
    assert_int_equal(strlen(outcome.out), 7 + 601);
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.status, 0);
}

/* ---- Time ---- */

CODE(sleeper)
{
    UNUSED;
    mesh_timer_sleep(cx, (int64_t)self->captures[0]);
    say(cx, "%d", (int)self->captures[0]);
    return 0;
}

static void sleeping(MeshContext *cx)
{
    spawn(cx, "s", closure_of(cx, sleeper, 1, W(540)));
    spawn(cx, "s", closure_of(cx, sleeper, 1, W(40)));
    spawn(cx, "s", closure_of(cx, sleeper, 1, W(240)));
}

static void test_sleep_outlives_main(void **state)
{
    (void)state;
    run(sleeping, "2");
    expect("40\n240\n540\n", "", 0);
}

CODE(late)
{
    UNUSED;
    mesh_send(cx, self->captures[0], &type_int, 40);
    return 0;
}

static void timers(MeshContext *cx)
{
    send_timer_message(cx, mesh_self(cx), 30, &type_int, 30);
    int64_t gone = send_timer_message(cx, mesh_self(cx), 20, &type_int, 20);
    send_timer_message(cx, mesh_self(cx), -5, &type_int, 10);
    say(cx, "%d%d", mesh_timer_cancel(cx, gone), mesh_timer_cancel(cx, gone));
    say(cx, "%d", (int)receive_word(cx));
    say(cx, "%d", (int)receive_word(cx));
    MeshClosure *closure = closure_of(cx, late, 1, mesh_self(cx));
    send_timer_closure(cx, 20, closure);
    int64_t every = send_timer_repeat(cx, 10, closure);
    object_drop(cx, closure);
    for (int i = 0; i < 4; i++)
        say(cx, "%d", (int)receive_word(cx));
    say(cx, "%d", mesh_timer_cancel(cx, every));
    /* For nobody: must not keep the program alive. */
    send_timer_message(cx, PID_NONE, 100000, &type_int, 1);
}

static void test_timers(void **state)
{
    (void)state;
    run(timers, "1");
    expect("10\n10\n30\n40\n40\n40\n40\n1\n", "", 0);
}

/* ---- Services ---- */

static const MeshServiceInfo tally = {"Tally", MESH_KIND_WORD};
static const MeshServiceInfo other = {"Other", MESH_KIND_WORD};

CODE(tally_init)
{
    UNUSED;
    if (self->captures[0] == 99)
        mesh_panic_text(cx, "bad start", &here);
    return self->captures[0];
}

CODE(tally_add)
{
    UNUSED;
    mesh_service_reply(cx, &type_int, argument + self->captures[0]);
    return argument + self->captures[0];
}

CODE(tally_cast)
{
    UNUSED;
    return argument + self->captures[0];
}

CODE(tally_crash)
{
    UNUSED;
    mesh_panic_text(cx, "handler broke", &here);
    return 0;
}

CODE(tally_slow)
{
    UNUSED;
    mesh_timer_sleep(cx, 100);
    mesh_service_reply(cx, &type_int, 77);
    return argument;
}

static MeshWord call(MeshContext *cx, MeshWord pid, Code code, MeshWord capture)
{
    return mesh_service_call(cx, &tally, "op", pid, closure_of(cx, code, 1, capture), -1);
}

static void service(MeshContext *cx)
{
    MeshWord pid = mesh_service_start(cx, &tally, closure_of(cx, tally_init, 1, W(10)), false);
    say(cx, "%d", (int)call(cx, pid, tally_add, 5));
    mesh_service_cast(cx, &tally, pid, closure_of(cx, tally_cast, 1, W(100)));
    say(cx, "%d", (int)call(cx, pid, tally_add, 0));
    say(cx, "%d",
        (int)mesh_service_try_call(cx, &tally, "op", pid, closure_of(cx, tally_slow, 1, W(0)), 20));
    MeshString *why = mesh_service_call_error(cx);
    mesh_println(cx, why);
    object_drop(cx, why);
    /* The late reply belongs to nobody. */
    say(cx, "%d", (int)call(cx, pid, tally_add, 1));
    for (int i = 0; i < 10000; i++)
        call(cx, pid, tally_add, 1);
    say(cx, "%d", (int)call(cx, pid, tally_add, 0));
}

static void test_service(void **state)
{
    (void)state;
    run(service, "2");
    expect("15\n115\n1\ntimeout\n116\n10116\n", "", 0);
}

CODE(calls_and_crashes)
{
    UNUSED;
    MeshWord pid = self->captures[0];
    mesh_service_call(cx, self->captures[1] ? &tally : &other, "op", pid,
                      closure_of(cx, tally_crash, 1, W(0)), -1);
    return 0;
}

static void service_failures(MeshContext *cx)
{
    MeshWord pid = mesh_service_start(cx, &tally, closure_of(cx, tally_init, 1, W(1)), false);
    spawn(cx, "wrong", closure_of(cx, calls_and_crashes, 2, pid, W(0)));
    mesh_timer_sleep(cx, 20);
    spawn(cx, "broke", closure_of(cx, calls_and_crashes, 2, pid, W(1)));
    mesh_timer_sleep(cx, 20);
    spawn(cx, "late", closure_of(cx, calls_and_crashes, 2, pid, W(1)));
    mesh_timer_sleep(cx, 20);
    mesh_service_start(cx, &tally, closure_of(cx, tally_init, 1, W(99)), true);
}

static void test_service_failures(void **state)
{
    (void)state;
    run(service_failures, "2");
    expect("",
           "[mesh-rt] actor <0.2> (wrong) crashed: service call Other.op failed: not a Other\n"
           "[mesh-rt] actor <0.1> (Tally) crashed: handler broke at main.mpl:7\n"
           "    at Main.main (main.mpl:7)\n"
           "[mesh-rt] actor <0.3> (broke) crashed: service call Tally.op failed: handler broke\n"
           "[mesh-rt] actor <0.4> (late) crashed: service call Tally.op failed: noproc\n"
           "[mesh-rt] actor <0.5> (Tally) crashed: bad start at main.mpl:7\n"
           "    at Main.main (main.mpl:7)\n"
           "[mesh-rt] actor <0.0> (main) crashed: service Tally failed to start: bad start\n",
           1);
}

/* ---- Ends ---- */

CODE(crasher)
{
    UNUSED;
    mesh_timer_sleep(cx, 10);
    mesh_panic_text(cx, "boom", &here);
    return 0;
}

CODE(says_goodbye)
{
    UNUSED;
    say(cx, "goodbye %d", (int)self->captures[0]);
    return 0;
}

CODE(waits)
{
    UNUSED;
    mesh_set_terminate(cx, closure_of(cx, says_goodbye, 1, self->captures[0]));
    receive_word(cx);
    return 0;
}

static void print_signal(MeshContext *cx)
{
    mesh_receive_begin(cx, 1000);
    int64_t kind = mesh_receive_next(cx);
    MeshString *reason = mesh_received_reason(cx);
    mesh_receive_accept(cx);
    say(cx, "%d <0.%d> %.*s", (int)kind, (int)mesh_received_pid(cx), (int)reason->length,
        (const char *)reason->bytes);
    object_drop(cx, reason);
}

static void exit_text(MeshContext *cx, MeshWord pid, const char *text)
{
    MeshString *reason = string_from_text(cx, text);
    actor_send_exit(cx, pid, reason);
    object_drop(cx, reason);
}

static void links(MeshContext *cx)
{
    mesh_process_trap_exit(cx, true);
    MeshWord a = mesh_spawn(cx, closure_of(cx, crasher, 0), &type_int, "a", true);
    MeshWord b = spawn(cx, "b", closure_of(cx, waits, 1, W(2)));
    mesh_timer_sleep(cx, 2);
    (void)a;
    print_signal(cx);
    mesh_link(cx, b);
    exit_text(cx, b, "shutdown");
    print_signal(cx);
    mesh_link(cx, b);
    print_signal(cx);
    MeshWord c = spawn(cx, "c", closure_of(cx, waits, 1, W(3)));
    actor_monitor(cx, c);
    mesh_timer_sleep(cx, 5);
    exit_text(cx, c, "kill");
    print_signal(cx);
    actor_monitor(cx, c);
    print_signal(cx);
    MeshWord d = spawn(cx, "d", closure_of(cx, waits, 1, W(4)));
    int64_t ref = actor_monitor(cx, d);
    mesh_timer_sleep(cx, 5);
    exit_text(cx, d, "normal");
    exit_text(cx, d, "custom");
    say(cx, "%d", actor_wait_exit(cx, d, 1000));
    say(cx, "%d %d", actor_demonitor(cx, ref), actor_demonitor(cx, ref));
    mesh_receive_begin(cx, 10);
    say(cx, "%d", (int)mesh_receive_next(cx));
}

static void test_links_and_monitors(void **state)
{
    (void)state;
    run(links, "2");
    expect("2 <0.1> boom\ngoodbye 2\n2 <0.2> shutdown\n2 <0.2> noproc\n3 <0.3> killed\n3 <0.3> "
           "noproc\n"
           "goodbye 4\n1\n1 0\n0\n",
           "[mesh-rt] actor <0.1> (a) crashed: boom at main.mpl:7\n    at Main.main (main.mpl:7)\n",
           0);
}

CODE(linked_child)
{
    UNUSED;
    receive_word(cx);
    return 0;
}

CODE(linked_parent)
{
    UNUSED;
    for (int i = 0; i < 2000; i++)
        mesh_spawn(cx, closure_of(cx, linked_child, 0), &type_int, "child", true);
    mesh_panic_text(cx, "all fall", &here);
    return 0;
}

static void linked_crash(MeshContext *cx)
{
    MeshWord parent = spawn(cx, "parent", closure_of(cx, linked_parent, 0));
    actor_wait_exit(cx, parent, -1);
    for (int i = 0; i < 500 && atomic_load(&program_of(cx)->pids.live) > 1; i++)
        mesh_timer_sleep(cx, 10);
    say(cx, "%d", (int)atomic_load(&program_of(cx)->pids.live));
}

static void test_linked_crash(void **state)
{
    (void)state;
    run(linked_crash, "2");
    expect("1\n",
           "[mesh-rt] actor <0.1> (parent) crashed: all fall at main.mpl:7\n"
           "    at Main.main (main.mpl:7)\n",
           0);
}

static void names(MeshContext *cx)
{
    MeshString *name = string_from_text(cx, "desk");
    MeshWord a = spawn(cx, "a", closure_of(cx, waits, 1, W(1)));
    say(cx, "%d", mesh_process_whereis(cx, name) == PID_NONE);
    say(cx, "%d", (int)mesh_process_register(cx, name, a));
    say(cx, "%d", (int)mesh_process_register(cx, name, mesh_self(cx)));
    say(cx, "%d", mesh_process_whereis(cx, name) == a);
    exit_text(cx, a, "kill");
    actor_wait_exit(cx, a, -1);
    say(cx, "%d %d", mesh_process_whereis(cx, name) == PID_NONE, mesh_process_alive(cx, a));
    say(cx, "%d", (int)mesh_process_register(cx, name, a));
    object_drop(cx, name);
}

static void test_names(void **state)
{
    (void)state;
    run(names, "2");
    expect("1\n0\n1\n1\n1 0\n1\n", "", 0);
}

static int deeper(MeshContext *cx, int n)
{
    volatile char room[200];
    room[0] = (char)n;
    if ((uintptr_t)__builtin_frame_address(0) < __atomic_load_n(&cx->stack_limit, __ATOMIC_RELAXED))
        mesh_stack_check(cx);
    return n < 0 ? 0 : deeper(cx, n + 1) + room[0];
}

CODE(overflows)
{
    UNUSED;
    mesh_set_terminate(cx, closure_of(cx, says_goodbye, 1, W(9)));
    return W(deeper(cx, 0));
}

static void stack_overflow(MeshContext *cx)
{
    spawn(cx, "deep", closure_of(cx, overflows, 0));
}

static void test_stack_overflow(void **state)
{
    (void)state;
    run(stack_overflow, "2");
    expect("goodbye 9\n", "[mesh-rt] actor <0.1> (deep) crashed: stack overflow\n", 0);
}

static void spin(MeshContext *cx)
{
    if ((uintptr_t)__builtin_frame_address(0) < __atomic_load_n(&cx->stack_limit, __ATOMIC_RELAXED))
        mesh_stack_check(cx);
}

CODE(spins)
{
    UNUSED;
    for (;;)
        spin(cx);
    return 0;
}

static void preemption(MeshContext *cx)
{
    MeshWord pids[6];
    for (int i = 0; i < 6; i++)
        pids[i] = spawn(cx, "spin", closure_of(cx, spins, 0));
    int64_t start = os_monotonic_ms();
    for (int i = 0; i < 5; i++)
        mesh_timer_sleep(cx, 1);
    if (os_monotonic_ms() - start > 400)
        say(cx, "slow: %d ms", (int)(os_monotonic_ms() - start));
    for (int i = 0; i < 6; i++)
        exit_text(cx, pids[i], "shutdown");
    for (int i = 0; i < 6; i++)
        say(cx, "%d", actor_wait_exit(cx, pids[i], 2000));
}

static void test_preemption(void **state)
{
    (void)state;
    run(preemption, "2");
    expect("1\n1\n1\n1\n1\n1\n", "", 0);
}

static void main_crashes(MeshContext *cx)
{
    spawn(cx, "a", closure_of(cx, waits, 1, W(1)));
    mesh_timer_sleep(cx, 5);
    mesh_panic_text(cx, "no", &here);
}

static void test_main_crashes(void **state)
{
    (void)state;
    run(main_crashes, "2");
    expect(
        "goodbye 1\n",
        "[mesh-rt] actor <0.0> (main) crashed: no at main.mpl:7\n    at Main.main (main.mpl:7)\n",
        1);
}

static void asks_to_exit(MeshContext *cx)
{
    spawn(cx, "a", closure_of(cx, waits, 1, W(1)));
    mesh_timer_sleep(cx, 5);
    mesh_system_exit(cx, 3);
}

static void test_exit_status(void **state)
{
    (void)state;
    run(asks_to_exit, "2");
    expect("goodbye 1\n", "", 3);
}

static void runs_until_signal(MeshContext *cx)
{
    spawn(cx, "a", closure_of(cx, waits, 1, W(1)));
    mesh_timer_sleep(cx, 100000);
}

static void test_signal(void **state)
{
    (void)state;
    run_with(runs_until_signal, "2", 200);
    expect("goodbye 1\n", "", 0);
}

CODE(never_takes)
{
    UNUSED;
    mesh_timer_sleep(cx, 1000);
    return 0;
}

static void overflowing(MeshContext *cx)
{
    MeshWord pid = spawn(cx, "full", closure_of(cx, never_takes, 0));
    program_of(cx)->heap_limit = 100000;
    for (int i = 0; i < 5000; i++)
        mesh_send(cx, pid, &type_int, 1);
}

static void test_mailbox_limit(void **state)
{
    (void)state;
    run(overflowing, "2");
    expect("", "[mesh-rt] actor <0.1> (full) crashed: mailbox limit\n", 0);
}

/* ---- Blocking calls, jobs, resources ---- */

static void blocks(MeshContext *cx, void *args)
{
    (void)cx;
    usleep(50000);
    *(int *)args = 5;
}

static void blocks_and_crashes(MeshContext *cx, void *args)
{
    (void)args;
    mesh_panic_c(cx, "no disk");
}

static void released(Resource *resource, bool crashed)
{
    (void)resource;
    static const char text[] = "released\n";
    if (crashed && write(1, text, sizeof text - 1) < 0)
        abort();
}

CODE(calls_blocking)
{
    UNUSED;
    static const ResourceClass class = {"test", released};
    static Resource resource;
    int result = 0;
    resource.class = &class;
    resource_attach(cx, &resource);
    mesh_offload(cx, blocks, &result);
    say(cx, "%d", result);
    mesh_offload(cx, blocks_and_crashes, &result);
    return 0;
}

static void offloading(MeshContext *cx)
{
    spawn(cx, "blocking", closure_of(cx, calls_blocking, 0));
    mesh_timer_sleep(cx, 10);
    say(cx, "not held up");
}

static void test_blocking_calls(void **state)
{
    (void)state;
    run(offloading, "1");
    expect("not held up\n5\nreleased\n", "[mesh-rt] actor <0.1> (blocking) crashed: no disk\n", 0);
}

CODE(answers)
{
    UNUSED;
    mesh_timer_sleep(cx, 20);
    if (self->captures[0] == 13)
        mesh_panic_text(cx, "unlucky", &here);
    return self->captures[0] * 2;
}

static MeshWord job(MeshContext *cx, MeshWord number)
{
    MeshClosure *closure = closure_of(cx, answers, 1, number);
    MeshWord pid = job_start(cx, &type_int, closure);
    object_drop(cx, closure);
    return pid;
}

static void await(MeshContext *cx, MeshWord pid, int64_t ms)
{
    if (job_await(cx, pid, ms) == 0) {
        say(cx, "%d", (int)mesh_job_result(cx, &type_int));
        return;
    }
    MeshString *why = mesh_job_error(cx);
    mesh_println(cx, why);
    object_drop(cx, why);
}

static void jobs(MeshContext *cx)
{
    MeshWord good = job(cx, 21), bad = job(cx, 13);
    await(cx, good, 1);
    await(cx, good, -1);
    await(cx, good, -1);
    await(cx, bad, -1);
    await(cx, bad, -1);
}

static void test_jobs(void **state)
{
    (void)state;
    run(jobs, "2");
    expect("timeout\n42\n42\nunlucky\nunlucky\n",
           "[mesh-rt] actor <0.2> (job) crashed: unlucky at main.mpl:7\n    at Main.main "
           "(main.mpl:7)\n",
           0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_send_and_receive),
        cmocka_unit_test(test_ping_pong),
        cmocka_unit_test(test_many_actors),
        cmocka_unit_test(test_selective_receive),
        cmocka_unit_test(test_wrong_type_is_dropped),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_sleep_outlives_main),
        cmocka_unit_test(test_timers),
        cmocka_unit_test(test_service),
        cmocka_unit_test(test_service_failures),
        cmocka_unit_test(test_links_and_monitors),
        cmocka_unit_test(test_linked_crash),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_stack_overflow),
        cmocka_unit_test(test_preemption),
        cmocka_unit_test(test_main_crashes),
        cmocka_unit_test(test_exit_status),
        cmocka_unit_test(test_signal),
        cmocka_unit_test(test_mailbox_limit),
        cmocka_unit_test(test_blocking_calls),
        cmocka_unit_test(test_jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
