#include "driver/options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef enum OptionKind { FLAG, TEXT } OptionKind;

typedef struct OptionLine {
    const char *text;
    OptionKind kind;
    size_t offset;
    const char *commands;
    const char *help;
} OptionLine;

static const OptionLine lines[] = {
#define OPTION(text, kind, field, commands, help)                                                  \
    {text, kind, offsetof(Options, field), commands, help},
#include "driver/option.def"
#undef OPTION
};

/* `--name`, or `--name=value` with *value behind the sign. */
static const OptionLine *find_option(const char *arg, const char **value)
{
    const char *sign = strncmp(arg, "--", 2) == 0 ? strchr(arg, '=') : NULL;
    size_t length = sign ? (size_t)(sign - arg) : strlen(arg);
    *value = sign ? sign + 1 : NULL;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (strlen(lines[i].text) == length && memcmp(lines[i].text, arg, length) == 0)
            return &lines[i];
    }
    return NULL;
}

/* Returns how many arguments were used, 0 on a mistake. */
static int apply(Arena *arena, const OptionLine *line, const char *value, char **args,
                 Options *options, const char **error)
{
    char *field = (char *)options + line->offset;
    if (line->kind == FLAG) {
        if (value) {
            *error = arena_printf(arena, "option %s takes no value", line->text);
            return 0;
        }
        *(bool *)field = true;
        return 1;
    }
    if (!value && !args[1]) {
        *error = arena_printf(arena, "option %s needs a value", line->text);
        return 0;
    }
    *(const char **)field = value ? value : args[1];
    return value ? 1 : 2;
}

static bool finish(Arena *arena, char command, Options *options, const char **error)
{
    if (!options->input && command == 'T')
        options->input = ".";
    if (!options->input) {
        *error = "no project: expected a folder or a .mpl file";
        return false;
    }
    if (!options->opt_level)
        return true;
    if (strcmp(options->opt_level, "0") != 0 && strcmp(options->opt_level, "2") != 0) {
        *error = arena_printf(arena, "unknown --opt-level %s: expected 0 or 2", options->opt_level);
        return false;
    }
    options->release |= options->opt_level[0] == '2';
    return true;
}

bool options_parse(Arena *arena, char command, char **args, Options *options, const char **error)
{
    while (*args) {
        if (strcmp(*args, "--") == 0 && command == 'R') {
            options->rest = args + 1;
            break;
        }
        if ((*args)[0] != '-') {
            if (options->input) {
                *error = arena_printf(arena, "unexpected argument %s", *args);
                return false;
            }
            options->input = *args++;
            continue;
        }
        const char *value;
        const OptionLine *line = find_option(*args, &value);
        if (!line || !strchr(line->commands, command)) {
            *error = arena_printf(arena, "unknown option %s", *args);
            return false;
        }
        int used = apply(arena, line, value, args, options, error);
        if (used == 0)
            return false;
        args += used;
    }
    return finish(arena, command, options, error);
}

void options_help(void)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char usage[64];
        snprintf(usage, sizeof usage, "%s%s", lines[i].text, lines[i].kind == TEXT ? " VALUE" : "");
        printf("  %-22s %s\n", usage, lines[i].help);
    }
}
