#include "driver/command.h"

#include "base/vec.h"
#include "driver/pipeline.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *temporary_folder(Arena *arena)
{
    const char *base = getenv("TMPDIR");
    char *folder = arena_printf(arena, "%s/mesh-run-XXXXXX", base && *base ? base : "/tmp");
    return mkdtemp(folder);
}

/* This process becomes the program, so its signals and its status are those of the program. The
 * file is gone before it starts: nothing is left behind however it ends. */
static int become(Arena *arena, int fd, const char *path, char **rest)
{
    extern char **environ;
    VEC(char *) argv = {0};
    vec_push(arena, &argv, arena_printf(arena, "%s", path));
    for (; rest && *rest; rest++)
        vec_push(arena, &argv, *rest);
    vec_push(arena, &argv, NULL);
    if (fd >= 0)
        fexecve(fd, argv.items, environ);
    return command_failed(arena_printf(arena, "cannot run the program: %s", strerror(errno)));
}

/* The signals that would end us wait, so that the folder never outlives this function. */
static int link_and_become(Arena *arena, Pipeline *pipeline, char **rest)
{
    sigset_t before;
    hold_ending_signals(&before);
    const char *folder = temporary_folder(arena);
    if (!folder)
        return command_failed(
            arena_printf(arena, "cannot make a temporary folder: %s", strerror(errno)));
    const char *path = arena_printf(arena, "%s/program", folder);
    if (!pipeline_link(pipeline, path)) {
        rmdir(folder);
        return pipeline_failed(pipeline);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    unlink(path);
    rmdir(folder);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return become(arena, fd, path, rest);
}

int cmd_run(Arena *arena, char **args)
{
    Options options = {0};
    const char *error = NULL;
    if (!options_parse(arena, 'R', args, &options, &error))
        return command_misused(error);
    Pipeline pipeline;
    pipeline_init(&pipeline, arena, &options);
    if (!pipeline_check(&pipeline) || !pipeline_compile(&pipeline, NULL))
        return pipeline_failed(&pipeline);
    fflush(stdout);
    return link_and_become(arena, &pipeline, options.rest);
}
