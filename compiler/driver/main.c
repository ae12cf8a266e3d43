/* meshc: the compiler, from the command line. */
#include "driver/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MESHC_VERSION "0.1.0"

typedef struct Command {
    const char *name, *operands, *line;
    int (*run)(Arena *arena, char **args);
} Command;

static const Command commands[] = {
#define COMMAND(name, operands, line) {#name, operands, line, cmd_##name},
#include "driver/command.def"
#undef COMMAND
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static int help(void)
{
    printf("meshc %s, the Mesh compiler\n\nUsage:\n", MESHC_VERSION);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  meshc %-7s %-26s %s\n", commands[i].name, commands[i].operands, commands[i].line);
    printf("  meshc --version\n  meshc --help\n\nOptions:\n");
    options_help();
    printf("\nEnvironment:\n"
           "  MESH_STD_PATH          the folder of the standard library\n"
           "  MESH_RT_LIB_PATH       the runtime to link, instead of ../lib/libmeshrt.a\n"
           "  MESH_CACHE             where objects of former builds are kept, or `off`\n"
           "  MESH_CACHE_MB          how much of them (default: 512)\n"
           "  MESH_CC                the C compiler that links\n"
           "  MESH_LINK_FLAGS        more arguments for it\n");
    return 0;
}

int command_failed(const char *text)
{
    fprintf(stderr, "error: %s\n", text);
    return 1;
}

int command_misused(const char *text)
{
    fprintf(stderr, "error: %s\nRun `meshc --help` for the commands and options.\n", text);
    return 2;
}

static int dispatch(Arena *arena, char **args)
{
    if (!args[0])
        return command_misused("no command");
    if (strcmp(args[0], "--help") == 0 || strcmp(args[0], "-h") == 0 ||
        strcmp(args[0], "help") == 0)
        return help();
    if (strcmp(args[0], "--version") == 0 || strcmp(args[0], "-V") == 0) {
        printf("meshc %s\n", MESHC_VERSION);
        return 0;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(args[0], commands[i].name) == 0)
            return commands[i].run(arena, args + 1);
    }
    return command_misused(arena_printf(arena, "unknown command %s", args[0]));
}

/* Ends with a status like every other way out; there is nothing to clean up where this can
 * arrive. */
static void on_interrupt(int signal)
{
    _exit(128 + signal);
}

/* Then the write fails, which is told. Unlike an ignored signal this does not pass to the programs
 * we start. */
static void on_file_size_limit(int signal)
{
    (void)signal;
}

int main(int argc, char **argv)
{
    signal(SIGINT, on_interrupt);
    signal(SIGTERM, on_interrupt);
    signal(SIGXFSZ, on_file_size_limit);
    Arena *arena = arena_new();
    int status = dispatch(arena, argc > 0 ? argv + 1 : argv);
    if (fflush(stdout) != 0)
        status = command_failed("cannot write the output");
    arena_free(arena);
    return status;
}
