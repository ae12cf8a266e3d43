/* The lexer and the parser, with the rendering of what they report. The first byte picks the
 * options. */
#include "base/diag_render.h"
#include "syntax/ast_dump.h"
#include "syntax/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void render_everything(const Tree *tree, const DiagList *diags)
{
    FILE *out = fopen("/dev/null", "w");
    if (!out)
        return;
    ast_dump(tree, out, true);
    diag_render_text(diags, out, true);
    diag_render_json(diags, out);
    fclose(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    Arena *arena = arena_new();
    DiagList diags;
    diag_list_init(&diags, arena);
    char *text = arena_alloc(arena, size);
    memcpy(text, data + 1, size - 1);
    Source *source = source_new(arena, "fuzz.mpl", (Text){text, size - 1});
    ParseOptions options = {.allow_extern = data[0] & 1, .test_file = data[0] & 2};
    Tree *tree = parse_file(arena, interner_new(arena), source, options, &diags);
    if (diags.items.count > 21)
        __builtin_trap();
    render_everything(tree, &diags);
    arena_free(arena);
    return 0;
}
