#include "driver/command.h"

#include "base/files.h"
#include "driver/pipeline.h"
#include "driver/source_files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct Totals {
    size_t failed, passed;
    size_t broken; /* files that did not compile or ended before their summary */
} Totals;

typedef struct Session {
    Arena *arena;
    const Options *options;
    const char *folder; /* for the programs and what they write; removed at the end */
    const char *program, *report, *output;
    long first_seed, last_seed; /* of a simulation; otherwise one run without a seed */
    Totals totals;
    bool interrupted;
} Session;

/* ---- Projects ---- */

/* The nearest folder above `path` with a mesh.toml, else with a main.mpl. */
static const char *project_of(Arena *arena, const char *path)
{
    static const char *const marks[] = {"mesh.toml", "main.mpl"};
    for (int i = 0; i < 2; i++) {
        char *folder = arena_printf(arena, "%s", path);
        for (char *slash = strrchr(folder, '/'); slash; slash = strrchr(folder, '/')) {
            *slash = '\0';
            if (path_is_file(path_join(arena, *folder ? folder : "/", marks[i])))
                return *folder ? folder : "/";
        }
    }
    return NULL;
}

/* ---- One program ---- */

static void set_numbers(Session *s, bool colour)
{
    setenv("MESH_TEST_REPORT", s->report, 1);
    setenv("MESH_TEST_COLOR", colour ? "1" : "0", 1);
}

/* The output is needed only if something fails. */
static bool captures(const Session *s)
{
    return s->options->quiet || s->options->simulate;
}

/* Status of the program; its output goes to ours or to a file. -1: it did not start. */
static int run_program(Session *s)
{
    extern char **environ;
    char *argv[] = {arena_printf(s->arena, "%s", s->program), NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (captures(s)) {
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, s->output,
                                         O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    }
    fflush(stdout);
    pid_t child = 0;
    int status = -1, failed = posix_spawn(&child, s->program, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed) {
        command_failed(arena_printf(s->arena, "cannot run the tests: %s", strerror(failed)));
        return -1;
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

static void show_output(Session *s)
{
    Text text;
    const char *error = NULL;
    if (file_read(s->arena, s->output, &text, &error))
        fwrite(text.bytes, 1, text.length, stdout);
}

/* "FAILED PASSED", written by std/test.mpl at the end. False: the program did not get there. */
static bool add_report(Session *s)
{
    Text text;
    const char *error = NULL;
    Totals found = {0};
    if (!file_read(s->arena, s->report, &text, &error) ||
        sscanf(text.bytes, "%zu %zu", &found.failed, &found.passed) != 2)
        return false;
    s->totals.failed += found.failed;
    s->totals.passed += found.passed;
    return found.failed == 0;
}

static bool run_once(Session *s, const char *path)
{
    unlink(s->report);
    int status = run_program(s);
    bool reported = path_is_file(s->report);
    bool passed = add_report(s) && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!passed && !reported) {
        s->totals.broken++;
        printf("%s%s ended before its tests did\n", s->options->quiet ? "\n" : "", path);
    }
    return passed;
}

/* Under one seed after the other, until one fails. Only the last run is counted. */
static bool run_seeds(Session *s, const char *path)
{
    Totals before = s->totals;
    for (long seed = s->first_seed; seed <= s->last_seed; seed++) {
        s->totals = before;
        setenv("MESH_SEED", arena_printf(s->arena, "%ld", seed), 1);
        if (run_once(s, path))
            continue;
        if (!s->options->quiet)
            show_output(s);
        printf("%s failed under seed %ld\nrepeat: meshc test --sim --seed %ld %s\n", path, seed,
               seed, path);
        return false;
    }
    if (!s->options->quiet)
        printf("%s: %ld seeds\n", path, s->last_seed - s->first_seed + 1);
    return true;
}

static bool run_built(Session *s, const char *path)
{
    return s->options->simulate ? run_seeds(s, path) : run_once(s, path);
}

static bool run_file(Session *s, const char *path)
{
    char resolved[PATH_MAX];
    const char *project = realpath(path, resolved) ? project_of(s->arena, resolved) : NULL;
    if (!project) {
        command_failed(arena_printf(s->arena, "no mesh.toml or main.mpl above `%s`", path));
        s->totals.broken++;
        return false;
    }
    Options options = *s->options;
    options.input = project;
    options.test_file = resolved;
    Arena *arena = arena_new();
    Pipeline pipeline;
    pipeline_init(&pipeline, arena, &options);
    bool built = pipeline_check(&pipeline) && pipeline_compile(&pipeline, s->program) &&
                 pipeline_link(&pipeline, s->program);
    s->interrupted = pipeline.interrupted;
    arena_free(arena);
    if (built || s->interrupted)
        return built && run_built(s, path);
    s->totals.broken++;
    printf("%sCOMPILE ERROR: %s\n", s->options->quiet ? "\n" : "", path);
    return false;
}

/* ---- All of them ---- */

static void run_all(Session *s, const PathVec *files)
{
    for (size_t i = 0; i < files->count && !s->interrupted; i++) {
        unlink(s->output);
        bool passed = run_file(s, files->items[i]);
        if (!s->options->quiet)
            continue;
        printf("%s", passed ? "." : "F\n");
        if (!passed)
            show_output(s);
        fflush(stdout);
    }
    if (s->options->quiet)
        printf("\n");
}

static double seconds_since(struct timespec start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9;
}

/* A file that did not run counts as one failure. */
static int summary(const Totals *totals, double seconds)
{
    size_t failed = totals->failed + totals->broken;
    if (failed > 0)
        printf("\n%zu failed, %zu passed in %.2fs\n", failed, totals->passed, seconds);
    else
        printf("\n%zu passed in %.2fs\n", totals->passed, seconds);
    return failed > 0 ? 1 : 0;
}

static bool open_session(Session *s)
{
    const char *base = getenv("TMPDIR");
    s->folder =
        mkdtemp(arena_printf(s->arena, "%s/mesh-test-XXXXXX", base && *base ? base : "/tmp"));
    if (!s->folder)
        return false;
    s->program = path_join(s->arena, s->folder, "program");
    s->report = path_join(s->arena, s->folder, "report");
    s->output = path_join(s->arena, s->folder, "output");
    return true;
}

static void close_session(Session *s)
{
    unlink(s->program);
    unlink(s->report);
    unlink(s->output);
    rmdir(s->folder);
}

static bool parse_seed(const char *text, long least, long *seed)
{
    char *end;
    errno = 0;
    *seed = strtol(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && *seed >= least;
}

static bool choose_seeds(Session *s)
{
    const Options *options = s->options;
    s->first_seed = 1;
    s->last_seed = 100;
    if (options->seeds && !parse_seed(options->seeds, 1, &s->last_seed))
        return false;
    if (!options->seed)
        return true;
    bool good = parse_seed(options->seed, 0, &s->first_seed);
    s->last_seed = s->first_seed;
    return good;
}

int cmd_test(Arena *arena, char **args)
{
    Options options = {0};
    const char *error = NULL;
    if (!options_parse(arena, 'T', args, &options, &error))
        return command_misused(error);
    if (options.coverage)
        return command_failed("coverage reporting is not implemented");
    Session session = {.arena = arena, .options = &options};
    if (!choose_seeds(&session))
        return command_misused("a seed, or a number of seeds, is a whole number");
    if ((options.seed || options.seeds) && !options.simulate)
        return command_misused("--seed and --seeds belong to --sim");
    PathVec files = {0};
    if (!find_sources(arena, options.input, ".test.mpl", NULL, &files, &error))
        return command_failed(error);
    if (files.count == 0) {
        printf("No *.test.mpl files found.\n");
        return 0;
    }
    if (!open_session(&session))
        return command_failed(
            arena_printf(arena, "cannot make a temporary folder: %s", strerror(errno)));
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    const char *plain = getenv("NO_COLOR");
    set_numbers(&session, !options.no_color && !(plain && *plain) && isatty(STDOUT_FILENO));
    run_all(&session, &files);
    close_session(&session);
    if (session.interrupted)
        return 130;
    return summary(&session.totals, seconds_since(start));
}
