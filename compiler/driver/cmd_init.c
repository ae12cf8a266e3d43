#include "driver/command.h"

#include "base/files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char main_text[] = "fn main() do\n"
                                "  println(\"Hello from Mesh!\")\n"
                                "end\n";

/* The name goes into mesh.toml and names a folder. */
static bool is_usable(const char *name)
{
    for (const char *at = name; *at; at++) {
        bool letter = (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z', digit = *at >= '0' && *at <= '9';
        if (!letter && !digit && *at != '_' && *at != '-')
            return false;
    }
    return *name && *name != '-';
}

static bool write_project(Arena *arena, const char *name, const char **error)
{
    const char *manifest =
        arena_printf(arena, "[package]\nname = \"%s\"\nversion = \"0.1.0\"\n", name);
    return file_write(arena, path_join(arena, name, "mesh.toml"), text_of(manifest), false,
                      error) &&
           file_write(arena, path_join(arena, name, "main.mpl"), text_of(main_text), false, error);
}

int cmd_init(Arena *arena, char **args)
{
    const char *name = args[0], *error = NULL;
    if (!name || name[0] == '-')
        return command_misused(name ? arena_printf(arena, "unknown option %s", name)
                                    : "no name for the project");
    if (args[1])
        return command_misused(arena_printf(arena, "unexpected argument %s", args[1]));
    if (!is_usable(name))
        return command_failed(
            arena_printf(arena, "unusable name '%s': letters, digits, `_` and `-`", name));
    if (mkdir(name, 0777) != 0)
        return command_failed(
            errno == EEXIST ? arena_printf(arena, "Directory '%s' already exists", name)
                            : arena_printf(arena, "cannot make `%s`: %s", name, strerror(errno)));
    if (!write_project(arena, name, &error))
        return command_failed(error);
    printf("Created project '%s'\n", name);
    return 0;
}
