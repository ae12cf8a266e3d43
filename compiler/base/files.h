/* files.h - whole files and folders, read and written at once.
 *
 * Only regular files are read: a FIFO, a device or a folder in the place of a file is refused
 * instead of waited for. Writing goes to a temporary name beside the target and is renamed, so
 * nobody ever sees half a file. On failure the functions return false and set *error to a text such
 * as "cannot read `x.mpl`: is a directory", made in the arena. */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include "base/text.h"
#include "base/vec.h"

typedef struct FolderEntry {
    const char *name; /* without the folder */
    bool is_folder;   /* symbolic links are followed; a dangling one is neither folder nor file */
    bool is_file;
} FolderEntry;
typedef VEC(FolderEntry) FolderEntryVec;

/* The text is NUL-terminated behind its length. Files over 256 MiB are refused. */
bool file_read(Arena *arena, const char *path, Text *text, const char **error);

/* Replaces `path`. `executable` sets the x bits that the umask allows. */
bool file_write(Arena *arena, const char *path, Text text, bool executable, const char **error);

/* Sorted by name (bytes), without `.` and `..`. */
bool folder_read(Arena *arena, const char *path, FolderEntryVec *entries, const char **error);

bool path_is_folder(const char *path); /* follows links; false when there is nothing */
bool path_is_file(const char *path);   /* likewise */
/* Without links, `.` and `..`; the path itself when it does not exist. */
const char *path_absolute(Arena *arena, const char *path);
const char *path_join(Arena *arena, const char *folder, const char *name);

#endif
