#include "driver/source_files.h"

#include "base/files.h"
#include "driver/ignore.h"

#include <string.h>

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

/* Links may make a circle; nobody nests folders this deep on purpose. */
enum { DEPTH_LIMIT = 64 };

typedef struct Walk {
    Arena *arena;
    const char *suffix;
    const char *ignore_file; /* NULL: nothing is left out */
    PathVec *files;
    const char **error;
} Walk;

/* `folder` is the path as it was given, for messages; `place` the same as an absolute path. */
static bool walk(Walk *w, const char *folder, const char *place, const Ignore *ignore, int depth)
{
    FolderEntryVec entries = {0};
    if (depth > DEPTH_LIMIT) {
        *w->error = arena_printf(w->arena, "folders too deep at `%s`", folder);
        return false;
    }
    if (!folder_read(w->arena, folder, &entries, w->error))
        return false;
    for (size_t i = 0; i < entries.count; i++) {
        FolderEntry entry = entries.items[i];
        if (entry.name[0] == '.')
            continue;
        const char *path = path_join(w->arena, folder, entry.name),
                   *below = path_join(w->arena, place, entry.name);
        if (ignore_matches(ignore, below))
            continue;
        const Ignore *inner = ignore;
        if (entry.is_folder && w->ignore_file &&
            !ignore_enter(w->arena, below, w->ignore_file, ignore, &inner, w->error))
            return false;
        if (entry.is_folder && !walk(w, path, below, inner, depth + 1))
            return false;
        /* What is no file is refused when it is read: passing over it would look as if it were in
         * order. */
        if (!entry.is_folder && ends_with(entry.name, w->suffix))
            vec_push(w->arena, w->files, path);
    }
    return true;
}

bool find_sources(Arena *arena, const char *path, const char *suffix, const char *ignore_file,
                  PathVec *files, const char **error)
{
    if (path_is_folder(path)) {
        Walk w = {arena, suffix, ignore_file, files, error};
        const Ignore *ignore = NULL;
        const char *place = path_absolute(arena, path);
        if (ignore_file && !ignore_around(arena, place, ignore_file, &ignore, error))
            return false;
        return walk(&w, path, place, ignore, 0);
    }
    if (!path_is_file(path)) {
        *error = arena_printf(arena, "cannot find `%s`", path);
        return false;
    }
    vec_push(arena, files, path);
    return true;
}
