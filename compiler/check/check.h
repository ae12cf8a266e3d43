/* check.h - from parsed modules to a checked program. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "check/program.h"
#include "module/loader.h"

/* Types everything that was loaded. Mistakes go to `diags`; the result is complete only when there
 * are no errors. Never NULL. */
Program *check_program(Arena *arena, Interner *names, const LoadedModules *modules,
                       DiagList *diags);

#endif
