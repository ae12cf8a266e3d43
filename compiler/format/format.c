#include "format/format.h"

#include "base/bug.h"
#include "format/format_internal.h"
#include "syntax/parser.h"

/* ---- Nothing may be lost ---- */

/* The next byte that counts; blanks and separators do not. -1: the end. */
static int next_byte(Text text, size_t *at)
{
    while (*at < text.length) {
        unsigned char c = (unsigned char)text.bytes[(*at)++];
        if (!strchr(" \t\r\n,;", c) || c == 0)
            return c;
    }
    return -1;
}

/* A mistake of the formatter must not cost anybody their text. */
static void check_same(const Source *source, Text formatted)
{
    size_t left = 0, right = 0;
    for (;;) {
        int a = next_byte(source->text, &left), b = next_byte(formatted, &right);
        if (a != b)
            bug("format: %s would be changed at byte %zu", source->path, left);
        if (a < 0)
            return;
    }
}

/* ---- One pass ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool format_once(Arena *arena, Interner *names, const Source *source, FormatOptions options,
                        DiagList *diags, Text *formatted)
{
    size_t errors = diags->error_count;
    ParseOptions parse = {.allow_extern = true, .test_file = ends_with(source->path, ".test.mpl")};
    const Tree *tree = parse_file(arena, names, source, parse, diags);
    if (diags->error_count > errors)
        return false;
    DiagList ignored;
    diag_list_init(&ignored, arena);
    const TokenList *list = lex_source(arena, names, source, &ignored);
    Formatter f = {.arena = arena,
                   .source = source,
                   .tokens = list->tokens,
                   .comments = list->comments,
                   .fresh = true};
    DocVec parts = {0};
    fmt_add(&f, &parts, fmt_items(&f, &tree->items));
    fmt_add(&f, &parts, fmt_semicolons(&f));
    if (fmt_has_comments(&f)) {
        fmt_add(&f, &parts, fmt_separator(&f));
        fmt_add(&f, &parts, fmt_comments(&f));
    }
    if (!fmt_at(&f, TK_EOF))
        bug("format: byte %u of %s belongs to nothing", fmt_peek(&f, 0)->start, source->path);
    *formatted = doc_print(arena, doc_concat(arena, parts), options.width, options.indent);
    check_same(source, *formatted);
    return true;
}

bool format_source(Arena *arena, Interner *names, const Source *source, FormatOptions options,
                   DiagList *diags, Text *formatted)
{
    enum { PASSES = 5 };
    if (!format_once(arena, names, source, options, diags, formatted))
        return false;
    /* What was broken because it was too long counts as written on lines the next time, which may
     * leave more room elsewhere; so until nothing changes. */
    for (int i = 1; i < PASSES; i++) {
        Text before = *formatted;
        const Source *again = source_new(arena, source->path, before);
        if (!format_once(arena, names, again, options, diags, formatted))
            bug("format: %s does not parse any more", source->path);
        if (text_equal(before, *formatted))
            break;
    }
    return true;
}
