/* module_name.h - between the path of a file and the name of its module. */
#ifndef MODULE_MODULE_NAME_H
#define MODULE_MODULE_NAME_H

#include "base/text.h"

/* `ingestion/auth.mpl` is Ingestion.Auth, `math/linear_algebra.mpl` Math.LinearAlgebra. */
Name module_name_of_path(Arena *arena, Interner *names, const char *path);

/* The official spelling of a library module: HTTP for std/http.mpl, DateTime for
 * std/datetime.mpl. */
Name module_name_of_std(Arena *arena, Interner *names, const char *file);

/* The path a module of this name most likely has: math/linear_algebra.mpl. */
const char *module_likely_path(Arena *arena, const char *name);

/* Lower case without underscores: library modules are known by it, so JSON and Json are one. */
Name module_squash(Arena *arena, Interner *names, Text name);

/* Functions of some library modules have bare names too, which programs of old use: string_to_upper is
 * String.to_upper. False when this is no such name, whether the module has the function or not. */
bool module_old_name(Text name, Text *module, Text *function);

#endif
