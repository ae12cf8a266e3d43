/* object_cache.h - object files of former builds, found by what they were made from.
 *
 * An entry is a file in a folder that all projects of a user share. Its name is a digest of this
 * compiler and of the content that decided about the object, so an entry is never out of date and
 * never changed: several compilers may read and write at once. A file that is not whole is treated
 * as missing and written again. The folder is kept below a size; what was not used for the longest
 * time goes first. */
#ifndef DRIVER_OBJECT_CACHE_H
#define DRIVER_OBJECT_CACHE_H

#include "base/text.h"
#include "codegen/codegen.h"

#include <stdatomic.h>

typedef struct ObjectCache {
    const char *folder; /* NULL: nothing is kept */
    Text compiler;      /* tells builds of this compiler apart */
    uint64_t limit_bytes;
    ObjectStore store;
    atomic_bool wrote; /* set by any thread, read when all have ended */
} ObjectCache;

/* MESH_CACHE names the folder, or is `off`; else XDG_CACHE_HOME/mesh or HOME/.cache/mesh.
 * MESH_CACHE_MB is the size. The cache must stay where it is: its store points to it. */
void object_cache_init(ObjectCache *cache, Arena *arena);

/* Removes old entries when there are too many. After a build. */
void object_cache_trim(ObjectCache *cache, Arena *arena);

#endif
