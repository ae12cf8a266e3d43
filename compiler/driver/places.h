/* places.h - where the files that belong to the compiler lie, relative to its own program. */
#ifndef DRIVER_PLACES_H
#define DRIVER_PLACES_H

#include "base/arena.h"

/* MESH_STD_PATH, ../share/mesh/std (installed) or ../../std (in the repository). NULL: *error says
 * why. */
const char *place_of_std(Arena *arena, const char **error);

/* MESH_RT_LIB_PATH or ../lib/libmeshrt.a. NULL: *error says why. */
const char *place_of_runtime(Arena *arena, const char **error);

#endif
