/* Any bytes: what parses is formatted, and formatting that again changes nothing. The formatter itself checks
 * that no byte was lost and that its result parses; it ends the process when not. */
#include "format/format.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool format(Arena *arena, Text text, int width, Text *out)
{
    DiagList diags;
    diag_list_init(&diags, arena);
    FormatOptions options = {.width = width, .indent = 2};
    const Source *source = source_new(arena, "fuzz.test.mpl", text);
    return format_source(arena, interner_new(arena), source, options, &diags, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    int width = size > 0 && data[0] % 2 ? 100 : 20;
    const char *bytes = (const char *)data;
    Text terminated = {arena_printf(arena, "%.*s", (int)size, bytes), 0}, once, twice;
    terminated.length = strlen(terminated.bytes);
    if (format(arena, terminated, width, &once)) {
        if (!format(arena, once, width, &twice) || !text_equal(once, twice))
            abort();
    }
    arena_free(arena);
    return 0;
}
