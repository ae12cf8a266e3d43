/* ignore.h - which files a command that walks folders leaves alone.
 *
 * A folder may hold a file of patterns, one a line, for what lies in it and below. Blank lines and
 * lines that begin with `#` say nothing. `*` stands for any characters and `?` for one, neither for
 * a slash; `**` for any, slashes too. A pattern without a slash goes by the name of a file or
 * folder, at any depth; one with a slash goes by the path from the folder on. A folder that matches
 * is left alone with all below it. */
#ifndef DRIVER_IGNORE_H
#define DRIVER_IGNORE_H

#include "base/arena.h"

#include <stdbool.h>

typedef struct Ignore Ignore;

/* What holds in `folder`, an absolute path: its own patterns and those of `outer`. False: the file
 * of patterns is there and cannot be read. */
bool ignore_enter(Arena *arena, const char *folder, const char *file_name, const Ignore *outer,
                  const Ignore **ignore, const char **error);

/* The same with the patterns of all folders around. */
bool ignore_around(Arena *arena, const char *folder, const char *file_name, const Ignore **ignore,
                   const char **error);

/* `path` is absolute and below the folder entered last. */
bool ignore_matches(const Ignore *ignore, const char *path);

#endif
