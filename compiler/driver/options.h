/* options.h - the arguments of a command, from the table option.def. */
#ifndef DRIVER_OPTIONS_H
#define DRIVER_OPTIONS_H

#include "base/arena.h"

typedef struct Options {
    const char *input; /* folder or file */
    const char *output, *opt_level, *dump_after, *line_width, *indent_size, *seeds, *seed;
    bool release, emit_llvm, time_passes, library, json, no_color, check, quiet, coverage, simulate,
        once, verbose;
    bool explain_copies;
    const char *test_file; /* set by the command: the entry module, below `input` */
    char **rest;           /* behind `--`, ends with NULL */
} Options;

/* False when the arguments are wrong: *error then says why. `command` is a letter of option.def. */
bool options_parse(Arena *arena, char command, char **args, Options *options, const char **error);

/* The options of all commands, a line each, to stdout. */
void options_help(void);

#endif
