/* The formatter against every Mesh source of the repository: what it writes parses to the same
 * tree, and writing it again changes nothing. Narrow lines make everything break that can; a
 * comment is put at every place of the parser's samples. */
#include "base/diag_render.h"
#include "base/files.h"
#include "format/format.h"
#include "syntax/lexer.h"
#include "tree_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);
    return length >= tail && strcmp(name + length - tail, suffix) == 0;
}

static char *tree_of(Arena *arena, const char *path, Text text)
{
    return tree_text(arena, path, text, has_suffix(path, ".test.mpl"));
}

static bool format(Arena *arena, const char *path, Text text, FormatOptions options,
                   Text *formatted)
{
    DiagList diags;
    diag_list_init(&diags, arena);
    return format_source(arena, interner_new(arena), source_new(arena, path, text), options, &diags,
                         formatted);
}

static void check_layout(Arena *arena, const char *path, Text text, const char *tree,
                         FormatOptions options)
{
    Text once, twice;
    assert_true(format(arena, path, text, options, &once));
    char *after = tree_of(arena, path, once);
    if (!after)
        fail_msg("%s does not parse any more:\n%s", path, once.bytes);
    if (strcmp(tree, after) != 0)
        fail_msg("%s has another tree at width %d:\n%s", path, options.width, once.bytes);
    free(after);
    assert_true(format(arena, path, once, options, &twice));
    if (!text_equal(once, twice))
        fail_msg("%s at width %d is not stable:\n%s\nthen:\n%s", path, options.width, once.bytes,
                 twice.bytes);
}

static void check_text(const char *path, Text text)
{
    Arena *arena = arena_new();
    char *tree = tree_of(arena, path, text);
    Text ignored;
    if (tree) {
        check_layout(arena, path, text, tree, FORMAT_DEFAULTS);
        check_layout(arena, path, text, tree, (FormatOptions){.width = 40, .indent = 4});
        check_layout(arena, path, text, tree, (FormatOptions){.width = 1, .indent = 1});
    } else {
        assert_false(format(arena, path, text, FORMAT_DEFAULTS, &ignored));
    }
    free(tree);
    arena_free(arena);
}

/* ---- Every file ---- */

typedef void Visit(const char *path, Text text);

static size_t each_source(Arena *arena, const char *folder, Visit *visit)
{
    FolderEntryVec entries = {0};
    const char *error = NULL;
    if (!folder_read(arena, folder, &entries, &error))
        fail_msg("%s", error);
    size_t count = 0;
    for (size_t i = 0; i < entries.count; i++) {
        const char *path = path_join(arena, folder, entries.items[i].name);
        Text text;
        if (entries.items[i].is_folder)
            count += each_source(arena, path, visit);
        if (!entries.items[i].is_file || !has_suffix(path, ".mpl"))
            continue;
        assert_true(file_read(arena, path, &text, &error));
        visit(path, text);
        count++;
    }
    return count;
}

static void test_every_source(void **state)
{
    (void)state;
    static const char *const folders[] = {"std", "mesher", "tests", "bench"};
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_true(each_source(arena, folders[i], check_text) > 0);
    arena_free(arena);
}

/* ---- Comments everywhere ---- */

static Text with_insertion(Arena *arena, Text text, size_t at, const char *inserted)
{
    TextBuffer out;
    text_buffer_init(&out, arena);
    text_add(&out, (Text){text.bytes, at});
    text_add(&out, text_of(inserted));
    text_add(&out, (Text){text.bytes + at, text.length - at});
    return text_done(&out);
}

static void check_insertion(const char *path, Text text, size_t at, const char *inserted)
{
    Arena *arena = arena_new();
    Text changed = with_insertion(arena, text, at, inserted), once;
    char *tree = tree_of(arena, path, changed);
    if (tree) {
        check_layout(arena, path, changed, tree, FORMAT_DEFAULTS);
        assert_true(format(arena, path, changed, FORMAT_DEFAULTS, &once));
        assert_non_null(strstr(once.bytes, "remark"));
    }
    free(tree);
    arena_free(arena);
}

static void check_insertions(const char *path, Text text)
{
    Arena *arena = arena_new();
    DiagList ignored;
    diag_list_init(&ignored, arena);
    const TokenList *list =
        lex_source(arena, interner_new(arena), source_new(arena, path, text), &ignored);
    char *tree = tree_of(arena, path, text);
    if (tree) {
        for (size_t i = 0; i < list->tokens.count; i++) {
            size_t at = list->tokens.items[i].start;
            check_insertion(path, text, at, "#= remark =#");
            check_insertion(path, text, at, " # remark\n");
            check_insertion(path, text, at, "\n\n# remark\n\n\n");
        }
    }
    free(tree);
    arena_free(arena);
}

static void test_comments_everywhere(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    each_source(arena, "tests/unit/syntax", check_insertions);
    each_source(arena, "tests/format", check_insertions);
    arena_free(arena);
}

/* ---- Single cases ---- */

static void test_empty(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Text out;
    assert_true(format(arena, "x.mpl", TEXT(""), FORMAT_DEFAULTS, &out));
    assert_int_equal(out.length, 0);
    assert_true(format(arena, "x.mpl", TEXT("\n\n  \n"), FORMAT_DEFAULTS, &out));
    assert_int_equal(out.length, 0);
    assert_true(format(arena, "x.mpl", TEXT("\n# only a comment   \n\n"), FORMAT_DEFAULTS, &out));
    assert_string_equal(out.bytes, "# only a comment\n");
    arena_free(arena);
}

/* Chains are as long as the parser takes them. */
static void test_long_chain(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    TextBuffer text;
    text_buffer_init(&text, arena);
    text_add(&text, TEXT("fn main() = a"));
    for (int i = 0; i < 9000; i++)
        text_addf(&text, i % 2 ? " + %d" : ".f(%d)", i);
    text_add_char(&text, '\n');
    check_text("x.mpl", text_done(&text));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_source),
        cmocka_unit_test(test_comments_everywhere),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_long_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
