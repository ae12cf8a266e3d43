/* std_index.h - what std/ offers: its files, and which of them a text mentions.
 *
 * Library modules and public library types are known without an import, so a module is needed as
 * soon as its name, or that of one of its public types, stands somewhere in a loaded file. Looking
 * at words rather than at the tree may load a module too many, never one too few. */
#ifndef MODULE_STD_INDEX_H
#define MODULE_STD_INDEX_H

#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"

typedef struct StdFile {
    const char *file; /* http.mpl */
    Name name;        /* HTTP */
    Text text;
    void *loaded; /* the loader's */
} StdFile;
typedef VEC(StdFile *) StdFileVec;

typedef struct StdIndex {
    Arena *arena;
    Interner *names;
    StdFileVec files;
    Map modules; /* squashed name -> StdFile */
    Map types;   /* name of a public type -> StdFile */
} StdIndex;

/* On failure false, and *error says why. */
bool std_index_read(StdIndex *index, Arena *arena, Interner *names, const char *folder,
                    const char **error);

StdFile *std_index_module(StdIndex *index, Text name); /* NULL when there is none */

/* Adds the files `text` mentions to `out`; may add one twice. */
void std_index_mentions(StdIndex *index, Text text, StdFileVec *out);

#endif
