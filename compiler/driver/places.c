#include "driver/places.h"

#include "base/files.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program, with links followed. */
static const char *own_folder(Arena *arena)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0)
        return ".";
    path[length] = 0;
    char *slash = strrchr(path, '/');
    if (slash)
        *slash = 0;
    return arena_printf(arena, "%s", path);
}

const char *place_of_std(Arena *arena, const char **error)
{
    static const char *const places[] = {"../share/mesh/std", "../../std", "../../../std"};
    const char *chosen = getenv("MESH_STD_PATH");
    if (chosen) {
        if (path_is_folder(chosen))
            return chosen;
        *error = arena_printf(arena, "MESH_STD_PATH is `%s`, which is no folder", chosen);
        return NULL;
    }
    const char *folder = own_folder(arena);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *path = path_join(arena, folder, places[i]);
        if (path_is_file(path_join(arena, path, "core.mpl")))
            return path;
    }
    *error = arena_printf(arena, "the standard library was not found near %s; set MESH_STD_PATH",
                          folder);
    return NULL;
}

const char *place_of_runtime(Arena *arena, const char **error)
{
    const char *chosen = getenv("MESH_RT_LIB_PATH");
    const char *path = chosen ? chosen : path_join(arena, own_folder(arena), "../lib/libmeshrt.a");
    if (chosen && !*chosen) {
        *error = "MESH_RT_LIB_PATH is set but empty";
        return NULL;
    }
    if (path_is_file(path))
        return path;
    *error = arena_printf(arena, "the runtime was not found at %s%s", path,
                          chosen ? "" : "; set MESH_RT_LIB_PATH");
    return NULL;
}
