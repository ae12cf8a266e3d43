#include "driver/command.h"

#include "base/files.h"
#include "driver/pipeline.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* DIR/NAME for a folder, the file without its extension for a file. */
static const char *default_output(Arena *arena, const char *input, const char **error)
{
    char resolved[PATH_MAX];
    if (!realpath(input, resolved)) {
        *error = arena_printf(arena, "cannot find `%s`: %s", input, strerror(errno));
        return NULL;
    }
    const char *slash = strrchr(resolved, '/');
    const char *name = slash && slash[1] ? slash + 1 : "program";
    if (path_is_folder(resolved))
        return path_join(arena, input, name);
    size_t length = strlen(input), extension = strlen(".mpl");
    bool is_source = length > extension && strcmp(input + length - extension, ".mpl") == 0;
    return arena_printf(arena, "%.*s", (int)(is_source ? length - extension : length), input);
}

/* Known before anything is compiled; NULL when it looks possible. */
static const char *cannot_write(Arena *arena, const char *output)
{
    if (path_is_folder(output))
        return arena_printf(arena, "cannot write `%s`: it is a folder (choose a name with -o)",
                            output);
    const char *slash = strrchr(output, '/');
    const char *folder =
        slash ? arena_printf(arena, "%.*s", (int)(slash - output + 1), output) : ".";
    if (access(folder, W_OK | X_OK) == 0)
        return NULL;
    return arena_printf(arena, "cannot write `%s`: %s", output, strerror(errno));
}

int cmd_build(Arena *arena, char **args)
{
    Options options = {0};
    const char *error = NULL;
    if (!options_parse(arena, 'B', args, &options, &error))
        return command_misused(error);
    const char *output = default_output(arena, options.input, &error);
    if (!output)
        return command_failed(error);
    if (options.output)
        output = options.output;
    error = cannot_write(arena, output);
    if (error)
        return command_failed(error);
    Pipeline pipeline;
    pipeline_init(&pipeline, arena, &options);
    if (!pipeline_check(&pipeline) || !pipeline_compile(&pipeline, output) ||
        !pipeline_link(&pipeline, output))
        return pipeline_failed(&pipeline);
    if (!options.json)
        fprintf(stderr, "  Compiled: %s\n", output);
    return 0;
}
