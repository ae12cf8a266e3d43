#include "driver/source_files.h"

#include "base/files.h"

#include <string.h>

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

/* Links may make a circle; nobody nests folders this deep on purpose. */
enum { DEPTH_LIMIT = 64 };

static bool walk(Arena *arena, const char *folder, const char *suffix, int depth, PathVec *files,
                 const char **error)
{
    FolderEntryVec entries = {0};
    if (depth > DEPTH_LIMIT) {
        *error = arena_printf(arena, "folders too deep at `%s`", folder);
        return false;
    }
    if (!folder_read(arena, folder, &entries, error))
        return false;
    for (size_t i = 0; i < entries.count; i++) {
        FolderEntry entry = entries.items[i];
        if (entry.name[0] == '.')
            continue;
        const char *path = path_join(arena, folder, entry.name);
        if (entry.is_folder && !walk(arena, path, suffix, depth + 1, files, error))
            return false;
        if (entry.is_file && ends_with(entry.name, suffix))
            vec_push(arena, files, path);
    }
    return true;
}

bool find_sources(Arena *arena, const char *path, const char *suffix, PathVec *files, const char **error)
{
    if (path_is_folder(path))
        return walk(arena, path, suffix, 0, files, error);
    if (!path_is_file(path)) {
        *error = arena_printf(arena, "cannot find `%s`", path);
        return false;
    }
    vec_push(arena, files, path);
    return true;
}
