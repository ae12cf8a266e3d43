#include "driver/ignore.h"

#include "base/files.h"

#include <string.h>

struct Ignore {
    const Ignore *outer;
    const char *folder; /* "" for the root */
    VEC(const char *) patterns;
};

/* ---- Reading ---- */

static void add_pattern(Arena *arena, Ignore *ignore, const char *line, size_t length)
{
    while (length > 0 &&
           (line[length - 1] == ' ' || line[length - 1] == '\t' || line[length - 1] == '\r'))
        length--;
    if (length == 0 || line[0] == '#')
        return;
    if (line[length - 1] == '/')
        length--;
    vec_push(arena, &ignore->patterns, arena_printf(arena, "%.*s", (int)length, line));
}

bool ignore_enter(Arena *arena, const char *folder, const char *file_name, const Ignore *outer,
                  const Ignore **ignore, const char **error)
{
    *ignore = outer;
    const char *path = path_join(arena, folder, file_name);
    Text text;
    if (!path_is_file(path))
        return true;
    if (!file_read(arena, path, &text, error))
        return false;
    Ignore *own = ARENA_NEW(arena, Ignore);
    own->outer = outer;
    own->folder = strcmp(folder, "/") == 0 ? "" : folder;
    for (size_t start = 0; start < text.length;) {
        const char *end = memchr(text.bytes + start, '\n', text.length - start);
        size_t length = end ? (size_t)(end - text.bytes) - start : text.length - start;
        add_pattern(arena, own, text.bytes + start, length);
        start += length + 1;
    }
    *ignore = own;
    return true;
}

bool ignore_around(Arena *arena, const char *folder, const char *file_name, const Ignore **ignore,
                   const char **error)
{
    const Ignore *outer = NULL;
    for (size_t i = 0; folder[i]; i++) {
        if (folder[i] != '/')
            continue;
        const char *above = i == 0 ? "/" : arena_printf(arena, "%.*s", (int)i, folder);
        if (strcmp(above, folder) != 0 &&
            !ignore_enter(arena, above, file_name, outer, &outer, error))
            return false;
    }
    return ignore_enter(arena, folder, file_name, outer, ignore, error);
}

/* ---- Matching ---- */

/* Tries every length for a star: patterns and paths are short, but a row of stars must not take
 * forever, so the last star alone is gone back to, and `**` on a second level. */
static bool fits(const char *pattern, const char *text)
{
    const char *star = NULL, *star_text = NULL, *wide = NULL, *wide_text = NULL;
    while (*text) {
        if (pattern[0] == '*' && pattern[1] == '*') {
            wide = pattern += 2;
            wide_text = text;
            star = NULL;
        } else if (*pattern == '*') {
            star = ++pattern;
            star_text = text;
        } else if (*pattern == *text || (*pattern == '?' && *text != '/')) {
            pattern++;
            text++;
        } else if (star && *star_text != '/') {
            pattern = star;
            text = ++star_text;
        } else if (wide) {
            pattern = wide;
            text = ++wide_text;
            star = NULL;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static bool pattern_matches(const char *pattern, const char *relative)
{
    if (!strchr(pattern, '/')) {
        const char *slash = strrchr(relative, '/');
        return fits(pattern, slash ? slash + 1 : relative);
    }
    return fits(pattern[0] == '/' ? pattern + 1 : pattern, relative);
}

bool ignore_matches(const Ignore *ignore, const char *path)
{
    for (; ignore; ignore = ignore->outer) {
        const char *relative = path + strlen(ignore->folder) + 1;
        for (size_t i = 0; i < ignore->patterns.count; i++)
            if (pattern_matches(ignore->patterns.items[i], relative))
                return true;
    }
    return false;
}
