/* source_files.h - the files below a folder that end in a suffix. */
#ifndef DRIVER_SOURCE_FILES_H
#define DRIVER_SOURCE_FILES_H

#include "base/arena.h"
#include "base/vec.h"

typedef VEC(const char *) PathVec;

/* `path` itself when it is a file, else every file below it whose name ends in `suffix`, sorted,
 * without hidden files and folders and without what files of the name `ignore_file` (or NULL) say,
 * see driver/ignore.h. False: *error says why. */
bool find_sources(Arena *arena, const char *path, const char *suffix, const char *ignore_file,
                  PathVec *files, const char **error);

#endif
