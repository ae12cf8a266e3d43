/* The formatter: what it writes parses to the same tree, and formatting that again changes nothing.
 * What does not parse is refused with a report. */
#include "base/bug.h"
#include "format/format.h"
#include "unit/tree_text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 13 };

static const char PATH[] = "fuzz.mpl";

static bool format(Arena *arena, Text text, FormatOptions options, Text *formatted)
{
    DiagList diags;
    diag_list_init(&diags, arena);
    bool done = format_source(arena, interner_new(arena), source_new(arena, PATH, text), options,
                              &diags, formatted);
    if (!done && diags.error_count == 0)
        bug("refused without a report");
    return done;
}

static void check(Arena *arena, Text text, const char *tree, FormatOptions options)
{
    Text once, twice;
    if (!format(arena, text, options, &once))
        bug("a text that parses is not formatted");
    char *after = tree_text(arena, PATH, once, false);
    if (!after || strcmp(tree, after) != 0)
        bug("another tree at width %d:\n%s", options.width, once.bytes);
    free(after);
    if (!format(arena, once, options, &twice) || !text_equal(once, twice))
        bug("not stable at width %d:\n%s\nthen:\n%s", options.width, once.bytes, twice.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > MOST)
        return 0;
    Arena *arena = arena_new();
    TextBuffer buffer;
    text_buffer_init(&buffer, arena);
    text_add(&buffer, (Text){(const char *)data, size});
    Text text = text_done(&buffer), formatted;
    char *tree = tree_text(arena, PATH, text, false);
    if (tree) {
        check(arena, text, tree, FORMAT_DEFAULTS);
        check(arena, text, tree, (FormatOptions){.width = 20, .indent = 2});
    } else {
        format(arena, text, FORMAT_DEFAULTS, &formatted);
    }
    free(tree);
    arena_free(arena);
    return 0;
}
