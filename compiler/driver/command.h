/* command.h - one function a command of command.def. */
#ifndef DRIVER_COMMAND_H
#define DRIVER_COMMAND_H

#include "driver/options.h"

/* `args` are those behind the command's name and end with NULL. The result is the exit status: 0, 1
 * for a failure that was reported on stderr, 2 for wrong arguments. */
#define COMMAND(name, operands, line) int cmd_##name(Arena *arena, char **args);
#include "driver/command.def"
#undef COMMAND

/* `error: TEXT` on stderr, then the status. */
int command_failed(const char *text);
int command_misused(const char *text);

#endif
