/* The parser against the files of tests/unit/syntax: the tree of each, or its messages, is compared
 * with the file beside it (NAME.ast, NAME.err). GOLDEN=1 rewrites those. */
#include "base/diag_render.h"
#include "base/files.h"
#include "syntax/ast_dump.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define FOLDER "tests/unit/syntax"

typedef struct Parsed {
    Arena *arena;
    Tree *tree;
    Source *source;
    DiagList diags;
} Parsed;

static Parsed parse(const char *name, Text text)
{
    Parsed parsed = {.arena = arena_new()};
    diag_list_init(&parsed.diags, parsed.arena);
    parsed.source = source_new(parsed.arena, name, text);
    ParseOptions options = {.allow_extern = strncmp(name, "std_", 4) == 0,
                            .test_file = strstr(name, ".test.") != NULL};
    parsed.tree =
        parse_file(parsed.arena, interner_new(parsed.arena), parsed.source, options, &parsed.diags);
    return parsed;
}

static Parsed parse_text(const char *text)
{
    return parse("x.mpl", text_of(text));
}

static char *dump(const Parsed *parsed, bool spans)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ast_dump(parsed->tree, out, spans);
    fclose(out);
    return text;
}

static char *messages(const Parsed *parsed)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    diag_render_text(&parsed->diags, out, false);
    fclose(out);
    return text;
}

/* ---- Golden files ---- */

static void compare(Arena *arena, const char *name, const char *found)
{
    const char *path = arena_printf(arena, FOLDER "/%s", name), *error = NULL;
    Text expected = {0};
    if (getenv("GOLDEN"))
        assert_true(file_write(arena, path, text_of(found), false, &error));
    if (!file_read(arena, path, &expected, &error))
        fail_msg("%s", error);
    if (strcmp(expected.bytes, found) != 0)
        fail_msg("%s differs; found:\n%s", path, found);
}

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);
    return length > tail && strcmp(name + length - tail, suffix) == 0;
}

typedef void Visit(Arena *arena, const char *name, Text text);

static void each_sample(Visit *visit)
{
    Arena *arena = arena_new();
    FolderEntryVec entries;
    const char *error = NULL;
    if (!folder_read(arena, FOLDER, &entries, &error))
        fail_msg("%s", error);
    assert_true(entries.count > 15);
    for (size_t i = 0; i < entries.count; i++) {
        const char *name = entries.items[i].name;
        Text text;
        if (!has_suffix(name, ".mpl"))
            continue;
        assert_true(file_read(arena, arena_printf(arena, FOLDER "/%s", name), &text, &error));
        visit(arena, name, text);
    }
    arena_free(arena);
}

static void check_golden(Arena *arena, const char *name, Text text)
{
    Parsed parsed = parse(name, text);
    bool wrong = strncmp(name, "errors_", 7) == 0;
    char *found = wrong ? messages(&parsed) : dump(&parsed, false);
    if (!wrong && parsed.diags.items.count > 0)
        fail_msg("%s", messages(&parsed));
    assert_int_equal(wrong, parsed.diags.error_count > 0);
    compare(arena,
            arena_printf(arena, "%.*s%s", (int)strlen(name) - 4, name, wrong ? ".err" : ".ast"),
            found);
    free(found);
    arena_free(parsed.arena);
}

static void test_golden(void **state)
{
    (void)state;
    each_sample(check_golden);
}

/* ---- Spans ---- */

/* In the dump with spans, every line lies inside the nearest line above that is indented less. */
static void check_span_lines(const char *name, char *text, size_t source_length)
{
    unsigned starts[600] = {0}, ends[600];
    for (int i = 0; i < 600; i++)
        ends[i] = (unsigned)source_length;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        size_t level = strspn(line, " ") / 2 + 1;
        assert_true(level < 599);
        starts[level] = starts[level - 1];
        ends[level] = ends[level - 1];
        char *bracket = strrchr(line, '[');
        unsigned start, end;
        int used = 0;
        if (!bracket || sscanf(bracket, "[%u-%u]%n", &start, &end, &used) != 2 ||
            bracket[used] != '\0')
            continue;
        if (start > end || start < starts[level - 1] || end > ends[level - 1])
            fail_msg("%s: span outside %u-%u: %s", name, starts[level - 1], ends[level - 1], line);
        starts[level] = start;
        ends[level] = end;
    }
}

static void check_spans(Arena *arena, const char *name, Text text)
{
    (void)arena;
    /* A node that could not be read has no true place. */
    if (strncmp(name, "errors_", 7) == 0)
        return;
    Parsed parsed = parse(name, text);
    char *found = dump(&parsed, true);
    check_span_lines(name, found, text.length);
    free(found);
    arena_free(parsed.arena);
}

static void test_spans(void **state)
{
    (void)state;
    each_sample(check_spans);
}

/* ---- Broken programs ---- */

/* Whatever the text, the parser returns, and reports at places inside the file. */
static void check_total(const char *name, Text text)
{
    Parsed parsed = parse(name, text);
    assert_true(parsed.diags.items.count <= 21);
    for (size_t i = 0; i < parsed.diags.items.count; i++) {
        Span span = parsed.diags.items.items[i]->labels.items[0].span;
        assert_true(span.start <= span.end && span.end <= text.length);
    }
    char *found = messages(&parsed);
    free(found);
    arena_free(parsed.arena);
}

typedef enum Mutation { DELETE_TOKEN, DOUBLE_TOKEN, SWAP_TOKENS, CUT_FILE, MUTATIONS } Mutation;

static Text mutate(Arena *arena, Text text, const TokenVec *tokens, size_t i, Mutation mutation)
{
    Token a = tokens->items[i], b = tokens->items[i + 1];
    TextBuffer out;
    text_buffer_init(&out, arena);
    text_add(&out, (Text){text.bytes, a.start});
    Text first = {text.bytes + a.start, a.end - a.start},
         second = {text.bytes + b.start, b.end - b.start};
    switch (mutation) {
    case DELETE_TOKEN:
        break;
    case DOUBLE_TOKEN:
        text_add(&out, first);
        text_add_char(&out, ' ');
        text_add(&out, first);
        break;
    case SWAP_TOKENS:
        text_add(&out, second);
        text_add(&out, (Text){text.bytes + a.end, b.start - a.end});
        text_add(&out, first);
        text_add(&out, (Text){text.bytes + b.end, text.length - b.end});
        return text_done(&out);
    case CUT_FILE:
        return text_done(&out);
    case MUTATIONS:
        break;
    }
    text_add(&out, (Text){text.bytes + a.end, text.length - a.end});
    return text_done(&out);
}

static void check_mutants(Arena *unused, const char *name, Text text)
{
    (void)unused;
    Arena *arena = arena_new();
    DiagList diags;
    diag_list_init(&diags, arena);
    Source *source = source_new(arena, name, text);
    TokenList *list = lex_source(arena, interner_new(arena), source, &diags);
    for (size_t i = 0; i + 1 < list->tokens.count; i++) {
        for (Mutation mutation = 0; mutation < MUTATIONS; mutation++) {
            Arena *scratch = arena_new();
            check_total(name, mutate(scratch, source->text, &list->tokens, i, mutation));
            arena_free(scratch);
        }
    }
    arena_free(arena);
}

static void test_mutants(void **state)
{
    (void)state;
    each_sample(check_mutants);
}

/* ---- Limits ---- */

static Text repeated(Arena *arena, const char *before, const char *unit, size_t count,
                     const char *after)
{
    TextBuffer out;
    text_buffer_init(&out, arena);
    text_add(&out, text_of(before));
    for (size_t i = 0; i < count; i++)
        text_add(&out, text_of(unit));
    text_add(&out, text_of(after));
    return text_done(&out);
}

/* One message, with these words in it; NULL: no message. */
static void check_one(Text text, const char *words)
{
    Parsed parsed = parse("x.mpl", text);
    if (parsed.diags.items.count != (words ? 1u : 0u))
        fail_msg("%zu messages: %.2000s", parsed.diags.items.count, messages(&parsed));
    if (words && !strstr(parsed.diags.items.items[0]->message, words))
        fail_msg("not the expected message: %s", parsed.diags.items.items[0]->message);
    arena_free(parsed.arena);
}

static void test_deep_nesting_is_one_error(void **state)
{
    (void)state;
    static const char *const units[] = {"(",
                                        "[",
                                        "%{1 => ",
                                        "f(",
                                        "if ",
                                        "not ",
                                        "- ",
                                        "! ",
                                        "\"#{",
                                        "fn x -> ",
                                        "case x do 1 -> ",
                                        "if a do ",
                                        "while a do ",
                                        "fn f() do ",
                                        "json {a: ",
                                        "x |> (",
                                        "S { a: ",
                                        "g() do ",
                                        "for x in ",
                                        "return ",
                                        "receive do 1 -> ",
                                        "case ",
                                        "do ",
                                        "fn ",
                                        "else ",
                                        "let x = (",
                                        "a ? ("};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Arena *arena = arena_new();
        Text text = repeated(arena, "fn main() do\n", units[i], 100000, "");
        Parsed parsed = parse("x.mpl", text);
        assert_true(parsed.diags.items.count > 0 && parsed.diags.items.count <= 21);
        arena_free(parsed.arena);
        arena_free(arena);
    }
    static const char *const nested[] = {
        "(", "[", "if ", "not ", "- ", "if a do ", "case x do 1 -> ", "\"#{"};
    for (size_t i = 0; i < sizeof nested / sizeof *nested; i++) {
        Arena *arena = arena_new();
        check_one(repeated(arena, "fn main() do\n", nested[i], 100000, ""),
                  "nesting too deep (limit 256)");
        arena_free(arena);
    }
    Arena *arena = arena_new();
    check_one(repeated(arena, "type A = ", "List<", 100000, ""), "nesting too deep (limit 256)");
    check_one(repeated(arena, "type A = ", "Int!", 100000, "Int"), "nesting too deep (limit 256)");
    check_one(repeated(arena, "type A = Int", "?", 100000, ""), "nesting too deep (limit 256)");
    check_one(repeated(arena, "fn f(", "(", 100000, ""), "nesting too deep (limit 256)");
    check_one(repeated(arena, "", "#= ", 100000, ""), "nesting too deep (limit 256)");
    check_one(repeated(arena, "", "module A do ", 100000, ""), "nesting too deep (limit 256)");
    check_one(repeated(arena, "fn main() = ", "(", 200, repeated(arena, "1", ")", 200, "").bytes),
              NULL);
    arena_free(arena);
}

static void test_long_chains(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *start = "fn main() do\n";
    check_one(repeated(arena, start, "a + ", 9000, "a\nend"), NULL);
    check_one(repeated(arena, start, "a + ", 100000, "a\nend"), "limit 10000");
    check_one(repeated(arena, start, "a |> ", 100000, "a\nend"), "limit 10000");
    check_one(repeated(arena, "fn main() do\nx", ".a", 100000, "\nend"), "limit 10000");
    check_one(repeated(arena, "fn main() do\nx", "()", 100000, "\nend"), "limit 10000");
    check_one(repeated(arena, "fn main() do\nif a do b ", "else if a do b ", 100000, "end\nend"),
              "limit 10000");
    check_one(repeated(arena, "fn main() do\ncase x do\n", "a :: ", 100000, "b -> 1\nend\nend"),
              "limit 10000");
    check_one(repeated(arena, "fn main() = [", "1, ", 100000, "]"), NULL);
    check_one(repeated(arena, "fn main() do\ncase x do\n", "1 -> 2\n", 100000, "end\nend"), NULL);
    check_one(repeated(arena, start, "f(x)\n", 100000, "end"), NULL);
    check_one(repeated(arena, "fn main() = \"", "0123456789", 1 << 20, "\""), NULL);
    arena_free(arena);
}

static void test_limits_of_names_and_numbers(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    check_one(repeated(arena, "fn main() = ", "n", 1024, ""), NULL);
    check_one(repeated(arena, "fn main() = ", "n", 65536, ""), "too long (limit 1024)");
    check_one(repeated(arena, "fn main() = 0.", "3", 10000, ""), NULL);
    check_one(text_of("fn main() = -9223372036854775808"), NULL);
    check_one(text_of("fn main() = 9223372036854775808"), "out of range");
    check_one(text_of("fn main() = 0x8000000000000000"), "out of range");
    check_one(text_of("fn main() = 0x7FFFFFFFFFFFFFFF"), NULL);
    check_one(repeated(arena, "fn main() = 1", "0", 100000, ""), "out of range");
    arena_free(arena);
}

/* ---- Single cases ---- */

static void test_empty_files(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",         "\n",      "# only", "\xEF\xBB\xBF",           "\357\273\277fn f() = 1",
        "\r\r\n;;", "##! doc", "#= =#",  "fn f() = 1 # no newline"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_one(text_of(texts[i]), NULL);
    check_one((Text){"\xFF\xFE"
                     "f\0n\0",
                     6},
              "UTF-16");
}

static void test_messages_name_the_opener(void **state)
{
    (void)state;
    check_one(text_of("fn main() do\n  if x do\n    1\n"),
              "expected `end` to close the `if` opened at line 2");
    check_one(text_of("fn main() do\n  f(fn x -> x)\nend\n"),
              "expected `end` to close the `fn` opened at line 2");
    check_one(text_of("fn main() do\n  1\nend\nend\n"), "unexpected `end`");
    check_one(text_of("fn main() do\n  else\nend\n"), "unexpected keyword `else`");
}

static void test_json_is_one_object_a_line(void **state)
{
    (void)state;
    Parsed parsed = parse_text("fn f() = \"\\u{}\" + \n");
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    diag_render_json(&parsed.diags, out);
    fclose(out);
    assert_string_equal(text,
                        "{\"code\":\"E0069\",\"severity\":\"error\",\"message\":\"invalid escape "
                        "`\\\\u{}`: `\\\\u{...}` takes the "
                        "number of a Unicode character in "
                        "hexadecimal\",\"file\":\"x.mpl\",\"spans\":[{\"start\":10,\"end\":14,"
                        "\"label\":\"\"}],\"fix\":null}\n"
                        "{\"code\":\"P0001\",\"severity\":\"error\",\"message\":\"Parse error: "
                        "expected an expression, found the end "
                        "of the "
                        "file\",\"file\":\"x.mpl\",\"spans\":[{\"start\":19,\"end\":19,\"label\":"
                        "\"\"}],\"fix\":null}\n");
    free(text);
    arena_free(parsed.arena);
}

static void test_long_lines_are_cut(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Text text = repeated(arena, "fn main() = ", "a + ", 5000, "* b");
    Parsed parsed = parse("x.mpl", text);
    char *shown = messages(&parsed);
    assert_true(strlen(shown) < 800);
    assert_non_null(strstr(shown, "..."));
    assert_non_null(strstr(shown, "^"));
    free(shown);
    arena_free(parsed.arena);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_empty_files),
        cmocka_unit_test(test_messages_name_the_opener),
        cmocka_unit_test(test_json_is_one_object_a_line),
        cmocka_unit_test(test_long_lines_are_cut),
        cmocka_unit_test(test_limits_of_names_and_numbers),
        cmocka_unit_test(test_long_chains),
        cmocka_unit_test(test_deep_nesting_is_one_error),
        cmocka_unit_test(test_mutants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
