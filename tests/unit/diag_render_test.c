/* Diagnostics as text: marks under tabs, wide and combining characters, several labels and
 * files. */
#include "base/diag_render.h"
#include "base/files.h"
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char *render(const DiagList *list, bool colour)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    diag_render_text(list, out, colour);
    fclose(out);
    return text;
}

static void expect(const DiagList *list, const char *expected)
{
    char *text = render(list, false);
    assert_string_equal(text, expected);
    free(text);
}

static void test_layout_with_hint(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    DiagList list;
    diag_list_init(&list, arena);
    Source *source = source_new(arena, "inventory.mpl",
                                TEXT("\n\n\n\n\n\n\n\n\n\n\n  let left = p.stock - p.sku\n"));
    uint32_t line = source->line_starts[11];
    Diag *diag = diag_add(&list, DIAG_MISMATCH, (Span){source, line + 23, line + 28},
                          "expected %s, found %s", "Int", "String");
    diag_label(&list, diag, diag->labels.items[0].span, "this is String");
    diag_hint(&list, diag, "convert with Int.parse, or interpolate");
    assert_int_equal(list.error_count, 1);
    expect(&list, "[E0001] Error: expected Int, found String\n"
                  "  --> inventory.mpl:12:24\n"
                  "   |\n"
                  "12 |   let left = p.stock - p.sku\n"
                  "   |                        ^^^^^ this is String\n"
                  "   |\n"
                  "Help: convert with Int.parse, or interpolate\n\n");
    arena_free(arena);
}

static void test_tabs_wide_and_hidden_characters(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    DiagList list;
    diag_list_init(&list, arena);
    Text text = text_of("\ta\t\xE6\x97\xA5\xE6\x9C\xAC"
                        "e\xCC\x81 X\x1b[0m\xff Y");
    Source *source = source_new(arena, "a\x1b.mpl", text);
    diag_add(&list, DIAG_REDUNDANT_ARM, (Span){source, 13, 14}, "here \x1b[31m");
    diag_add(&list, DIAG_REDUNDANT_ARM, (Span){source, 20, 21}, "there");
    expect(&list, "[W0001] Warning: here \\x1B[31m\n"
                  " --> a\\x1B.mpl:1:9\n"
                  "  |\n"
                  "1 |     a   \xE6\x97\xA5\xE6\x9C\xAC"
                  "e\xCC\x81 X\\x1B[0m\\xFF Y\n"
                  "  |               ^\n"
                  "  |\n\n"
                  "[W0001] Warning: there\n"
                  " --> a\\x1B.mpl:1:16\n"
                  "  |\n"
                  "1 |     a   \xE6\x97\xA5\xE6\x9C\xAC"
                  "e\xCC\x81 X\\x1B[0m\\xFF Y\n"
                  "  |                            ^\n"
                  "  |\n\n");
    assert_int_equal(list.error_count, 0);
    arena_free(arena);
}

static void test_several_labels(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    DiagList list;
    diag_list_init(&list, arena);
    Source *source = source_new(arena, "a.mpl", TEXT("one two\nthree\nfour\nfive\nsix"));
    Source *other = source_new(arena, "b.mpl", TEXT("seven"));
    Diag *diag = diag_add(&list, DIAG_OTHER, (Span){source, 19, 28}, "several");
    diag_label(&list, diag, (Span){source, 0, 3}, "first");
    diag_label(&list, diag, (Span){source, 4, 7}, "second");
    diag_label(&list, diag, (Span){other, 0, 5}, "elsewhere");
    expect(&list, "[C0001] Error: several\n"
                  " --> a.mpl:4:1\n"
                  "  |\n"
                  "1 |   one two\n"
                  "  |   --- first\n"
                  "  |       --- second\n"
                  "...\n"
                  "4 | / five\n"
                  "5 | | six\n"
                  "  | |___^\n"
                  "  |\n"
                  " ::: b.mpl:1:1\n"
                  "  |\n"
                  "1 | seven\n"
                  "  | ----- elsewhere\n"
                  "  |\n\n");
    char *bright = render(&list, true);
    assert_non_null(strstr(bright, "\x1b[1;31m[C0001] Error"));
    free(bright);
    arena_free(arena);
}

/* A span over several lines has a bar in the margin from its first line to its last. */
static void test_tall_spans(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    DiagList list;
    diag_list_init(&list, arena);
    Source *source = source_new(
        arena, "a.mpl", TEXT("fn f() do\n  if x do\n    1\n    2\n  end\n  g(1,\n    2)\nend\n"));
    const uint32_t *lines = source->line_starts;
    Diag *diag = diag_add(&list, DIAG_OTHER, (Span){source, lines[1] + 2, lines[4] + 5},
                          "from its first character on");
    diag_label(&list, diag, diag->labels.items[0].span, "all of this");
    diag_label(&list, diag, (Span){source, lines[0] + 3, lines[0] + 4}, "in here");
    diag_label(&list, diag, (Span){source, lines[2] + 4, lines[2] + 5}, "inside");
    diag = diag_add(&list, DIAG_OTHER, (Span){source, lines[5] + 3, lines[6] + 6},
                    "from the middle of a line");
    diag_add(&list, DIAG_OTHER, (Span){source, lines[6] + 4, lines[7]}, "a line and its end");
    expect(&list, "[C0001] Error: from its first character on\n"
                  " --> a.mpl:2:3\n"
                  "  |\n"
                  "1 |   fn f() do\n"
                  "  |      - in here\n"
                  "2 | /   if x do\n"
                  "3 | |     1\n"
                  "  | |     - inside\n"
                  "4 | |     2\n"
                  "5 | |   end\n"
                  "  | |_____^ all of this\n"
                  "  |\n\n"
                  "[C0001] Error: from the middle of a line\n"
                  " --> a.mpl:6:4\n"
                  "  |\n"
                  "6 |     g(1,\n"
                  "  |  ____^\n"
                  "7 | |     2)\n"
                  "  | |______^\n"
                  "  |\n\n"
                  "[C0001] Error: a line and its end\n"
                  " --> a.mpl:7:5\n"
                  "  |\n"
                  "7 |     2)\n"
                  "  |     ^^\n"
                  "  |\n\n");
    arena_free(arena);
}

static void test_no_place_and_duplicates(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    DiagList list;
    diag_list_init(&list, arena);
    diag_add(&list, DIAG_OTHER, (Span){0}, "no such folder");
    Source *source = source_new(arena, "a.mpl", TEXT("x"));
    diag_add(&list, DIAG_UNDEFINED, (Span){source, 0, 1}, "undefined variable: x");
    diag_add(&list, DIAG_UNDEFINED, (Span){source, 0, 1}, "undefined variable: x");
    assert_int_equal(list.error_count, 2);
    expect(&list,
           "[C0001] Error: no such folder\n\n"
           "[E0004] Error: undefined variable: x\n --> a.mpl:1:1\n  |\n1 | x\n  | ^\n  |\n\n");
    arena_free(arena);
}

static void test_lines_and_columns(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Source *source = source_new(arena, "a",
                                TEXT("\xEF\xBB\xBF"
                                     "ab\r\ncd\re\xC3\xA9g\n"));
    assert_int_equal(source->line_count, 4);
    assert_int_equal(source_line(source, 0), 1);
    assert_int_equal(source_line(source, 3), 1);
    assert_int_equal(source_line(source, 4), 2);
    assert_int_equal(source_line(source, 7), 3);
    assert_int_equal(source_column(source, 10), 3);
    assert_true(text_equal(source_line_text(source, 3), TEXT("e\xC3\xA9g")));
    assert_true(text_equal(source_line_text(source, 4), TEXT("")));
    arena_free(arena);
}

static void test_unicode(void **state)
{
    (void)state;
    assert_true(unicode_is_letter(0xE9) && unicode_is_letter(0x65E5) && !unicode_is_letter(0x201C));
    assert_true(unicode_is_upper(0xC9) && !unicode_is_upper(0xE9) && unicode_is_upper(0x100) &&
                !unicode_is_upper(0x101));
    assert_int_equal(unicode_width(0x65E5), 2);
    assert_int_equal(unicode_width(0x301), 0);
    uint32_t c;
    static const char *const invalid[] = {
        "\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"};
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++)
        assert_int_equal(utf8_decode(text_of(invalid[i]), 0, &c), 0);
    assert_int_equal(utf8_decode(TEXT("\xF0\x9F\x98\x80"), 0, &c), 4);
    assert_int_equal(c, 0x1F600);
}

static void refuse(Arena *arena, const char *path, const char *why)
{
    Text text;
    const char *error = "";
    assert_false(file_read(arena, path, &text, &error));
    if (!strstr(error, why))
        fail_msg("%s", error);
}

static void test_files(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char folder[] = "/tmp/mesh-files-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *a = path_join(arena, folder, "a.mpl"), *pipe = path_join(arena, folder, "pipe");
    const char *error = NULL;
    Text text;
    assert_true(file_write(arena, a, TEXT("one"), false, &error));
    assert_true(file_write(arena, a, TEXT("two\n"), true, &error));
    assert_true(file_read(arena, a, &text, &error));
    assert_true(text_equal(text, TEXT("two\n")));
    assert_int_equal(mkfifo(pipe, 0600), 0);
    refuse(arena, pipe, "named pipe");
    refuse(arena, folder, "folder");
    refuse(arena, "/dev/zero", "device");
    refuse(arena, path_join(arena, folder, "none"), "No such file");
    assert_false(file_write(arena, folder, TEXT(""), false, &error));
    assert_false(file_write(arena, path_join(arena, folder, "none/x"), TEXT(""), false, &error));

    FolderEntryVec entries;
    assert_true(folder_read(arena, folder, &entries, &error));
    assert_int_equal(entries.count, 2);
    assert_string_equal(entries.items[0].name, "a.mpl");
    assert_true(entries.items[0].is_file && !entries.items[1].is_file &&
                !entries.items[1].is_folder);
    assert_false(folder_read(arena, a, &entries, &error));
    unlink(a);
    unlink(pipe);
    rmdir(folder);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout_with_hint),
        cmocka_unit_test(test_tabs_wide_and_hidden_characters),
        cmocka_unit_test(test_several_labels),
        cmocka_unit_test(test_tall_spans),
        cmocka_unit_test(test_no_place_and_duplicates),
        cmocka_unit_test(test_lines_and_columns),
        cmocka_unit_test(test_unicode),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
