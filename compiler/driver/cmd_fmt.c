#include "driver/command.h"

#include "base/diag_render.h"
#include "base/files.h"
#include "driver/source_files.h"
#include "format/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum Outcome { FORMAT_SAME, FORMAT_CHANGED, FORMAT_FAILED } Outcome;

static Text without_bom(Text text)
{
    if (text.length < 3 || memcmp(text.bytes, "\xEF\xBB\xBF", 3) != 0)
        return text;
    return (Text){text.bytes + 3, text.length - 3};
}

/* Everything about one file lives in an arena of its own. */
static Outcome format_file(Arena *arena, const char *path, const Options *options,
                           FormatOptions layout)
{
    Text text, formatted;
    const char *error = NULL;
    if (!file_read(arena, path, &text, &error)) {
        command_failed(error);
        return FORMAT_FAILED;
    }
    DiagList diags;
    diag_list_init(&diags, arena);
    const Source *source = source_new(arena, path, without_bom(text));
    if (!format_source(arena, interner_new(arena), source, layout, &diags, &formatted)) {
        const char *plain = getenv("NO_COLOR");
        diag_render_text(&diags, stderr,
                         !options->no_color && !(plain && *plain) && isatty(STDERR_FILENO));
        return FORMAT_FAILED;
    }
    if (text_equal(text, formatted))
        return FORMAT_SAME;
    if (options->check) {
        printf("  would reformat: %s\n", path);
        return FORMAT_CHANGED;
    }
    if (file_write(arena, path, formatted, false, &error))
        return FORMAT_CHANGED;
    command_failed(error);
    return FORMAT_FAILED;
}

/* False when the text is no number between 1 and `limit`. */
static bool number(const char *text, int limit, int *value)
{
    if (!text)
        return true;
    char *end = NULL;
    long parsed = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || parsed < 1 || parsed > limit)
        return false;
    *value = (int)parsed;
    return true;
}

static int summary(const Options *options, size_t changed, size_t failed)
{
    if (options->check && changed > 0)
        printf("%zu file(s) would be reformatted\n", changed);
    else if (!options->check && changed > 0)
        printf("Formatted %zu file(s)\n", changed);
    return failed > 0 || (options->check && changed > 0) ? 1 : 0;
}

int cmd_fmt(Arena *arena, char **args)
{
    Options options = {0};
    FormatOptions layout = FORMAT_DEFAULTS;
    const char *error = NULL;
    if (!options_parse(arena, 'F', args, &options, &error))
        return command_misused(error);
    if (!number(options.line_width, 1000, &layout.width))
        return command_misused(arena_printf(arena, "unusable --line-width %s", options.line_width));
    if (!number(options.indent_size, 16, &layout.indent))
        return command_misused(
            arena_printf(arena, "unusable --indent-size %s", options.indent_size));
    PathVec files = {0};
    if (!find_sources(arena, options.input, ".mpl", ".fmtignore", &files, &error))
        return command_failed(error);
    size_t changed = 0, failed = 0;
    for (size_t i = 0; i < files.count; i++) {
        Arena *own = arena_new();
        Outcome outcome = format_file(own, files.items[i], &options, layout);
        arena_free(own);
        changed += outcome == FORMAT_CHANGED;
        failed += outcome == FORMAT_FAILED;
    }
    return summary(&options, changed, failed);
}
