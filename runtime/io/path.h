/* path.h - names of files as a program gives them: text without a NUL inside, short enough for the
 * system. */
#ifndef RT_IO_PATH_H
#define RT_IO_PATH_H

#include "value/string.h"

#include <limits.h>

typedef struct Path {
    char text[PATH_MAX];
    bool good; /* no NUL inside and not too long; else errno says so */
} Path;

void path_init(Path *path, const MeshString *text);

/* What went wrong, as programs are told: "" for 0. Returns owned. */
MeshString *path_error_text(MeshContext *cx, int error);

/* Makes the folder and those above it; what is there already is no mistake. 0, or the number of the
 * error. */
int path_make_folders(Path *path);

#endif
