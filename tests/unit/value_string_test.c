/* Strings, builders and numbers as text, through the functions the library calls. */
#include "value_check.h"

#include <math.h>

#include "base/code_point.h"
#include "base/hash.h"
#include "base/number.h"
#include "std_externs.h"
#include "value/builder.h"

typedef MeshString *Mapping(MeshContext *cx, MeshString *text);

static void check_mapping(MeshContext *cx, Mapping *mapping, const char *input,
                          const char *expected)
{
    MeshString *string = text(cx, input);
    assert_text(cx, mapping(cx, string), expected);
    object_drop(cx, string);
}

static void case_mapping(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_mapping(cx, mesh_string_to_upper, "abc", "ABC");
    check_mapping(cx, mesh_string_to_upper, "ABC", "ABC");
    check_mapping(cx, mesh_string_to_upper,
                  "stra\xC3\x9F"
                  "e",
                  "STRASSE");
    check_mapping(cx, mesh_string_to_upper, "\xEF\xAC\x81", "FI");
    check_mapping(cx, mesh_string_to_lower, "\xC4\xB0", "i\xCC\x87");
    check_mapping(cx, mesh_string_to_lower, "\xCE\x91\xCE\xA3", "\xCE\xB1\xCF\x82");
    check_mapping(cx, mesh_string_to_lower, "", "");
    check_mapping(cx, mesh_string_reverse, "ae\xCC\x81z",
                  "ze\xCC\x81"
                  "a");
    test_heap_end(&heap);
}

static void trimming(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_mapping(cx, mesh_string_trim,
                  " \t\xC2\xA0"
                  "a b\xE3\x80\x80\n",
                  "a b");
    check_mapping(cx, mesh_string_trim,
                  "\xE2\x80\x8B"
                  "a\xEF\xBB\xBF",
                  "\xE2\x80\x8B"
                  "a\xEF\xBB\xBF");
    check_mapping(cx, mesh_string_trim, "  \n", "");
    check_mapping(cx, mesh_string_trim_start, "  a ", "a ");
    check_mapping(cx, mesh_string_trim_end, "  a ", "  a");
    check_mapping(cx, mesh_string_inspect, "a\"\\\n\x1b\xC3\xA9",
                  "\"a\\\"\\\\\\n\\u{1b}\xC3\xA9\"");
    test_heap_end(&heap);
}

static void check_slice(MeshContext *cx, const char *input, int64_t start, int64_t end,
                        const char *expected)
{
    MeshString *string = text(cx, input);
    assert_text(cx, mesh_string_slice(cx, string, start, end), expected);
    object_drop(cx, string);
}

static void slices_count_code_points(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_slice(cx, "h\xC3\xA9llo", 1, 3, "\xC3\xA9l");
    check_slice(cx, "abc", -5, 100, "abc");
    check_slice(cx, "abc", 2, 1, "");
    check_slice(cx, "abc", INT64_MAX, INT64_MIN, "");
    check_slice(cx, "abcdefgh\xC3\xA9\xE6\x97\xA5zzzzzzzzzzzz", 8, 10, "\xC3\xA9\xE6\x97\xA5");
    MeshString *japanese = text(cx, "\xE6\x97\xA5\xE6\x9C\xAC");
    assert_int_equal(mesh_string_length(cx, japanese), 2);
    assert_int_equal(code_point_offset(japanese->bytes, 6, 1), 3);
    assert_int_equal(mesh_string_index_at(cx, japanese, 3), 1);
    uint32_t second;
    assert_int_equal(code_point_read(japanese->bytes + 3, 3, &second), 3);
    assert_int_equal(second, 0x672C);
    object_drop(cx, japanese);
    test_heap_end(&heap);
}

static void check_split(MeshContext *cx, const char *input, const char *separator,
                        const char *expected)
{
    MeshString *string = text(cx, input), *by = text(cx, separator);
    MeshList *parts = mesh_string_split(cx, string, by);
    object_dup(cx, parts);
    assert_texts(cx, parts, expected);
    MeshString *joined = mesh_string_join(cx, parts, by);
    if (by->length > 0)
        assert_true(string_equal(joined, string));
    object_drop(cx, joined);
    object_drop(cx, parts);
    object_drop(cx, string);
    object_drop(cx, by);
}

static void splitting(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_split(cx, ",a,,b,", ",", "|a||b|");
    check_split(cx, "", ",", "");
    check_split(cx, "abc", "", "|a|b|c|");
    check_split(cx, "a--b", "-", "a||b");
    MeshString *string = text(cx, "one\r\ntwo\n\nthree\n"), *words = text(cx, "  a \xC2\xA0 bc d "),
               *dot = text(cx, "o");
    assert_texts(cx, mesh_string_lines(cx, string), "one|two||three");
    assert_texts(cx, mesh_string_split_whitespace(cx, words), "a|bc|d");
    assert_texts(cx, mesh_string_split_limit(cx, string, dot, 2), "|ne\r\ntwo\n\nthree\n");
    assert_int_equal(mesh_string_count(cx, string, dot), 2);
    assert_int_equal(mesh_string_find(cx, string, dot, 1), 7);
    assert_int_equal(mesh_string_find_last(cx, string, dot, 7), 0);
    assert_int_equal(mesh_string_find_last(cx, string, dot, 100), 7);
    object_drop(cx, string);
    object_drop(cx, words);
    object_drop(cx, dot);
    test_heap_end(&heap);
}

static void check_replace(MeshContext *cx, const char *input, const char *from, const char *to,
                          const char *expected)
{
    MeshString *a = text(cx, input), *b = text(cx, from), *c = text(cx, to);
    assert_text(cx, mesh_string_replace(cx, a, b, c), expected);
    object_drop(cx, a);
    object_drop(cx, b);
    object_drop(cx, c);
}

static void replacing(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_replace(cx, "abc", "", "-", "-a-b-c-");
    check_replace(cx, "aaa", "aa", "b", "ba");
    check_replace(cx, "none", "x", "y", "none");
    check_replace(cx, "a.b.c", ".", "", "abc");
    MeshString *ab = text(cx, "ab");
    assert_text(cx, mesh_string_repeat(cx, ab, 5), "ababababab");
    assert_text(cx, mesh_string_repeat(cx, ab, -1), "");
    if (setjmp(heap.crash) == 0) {
        mesh_string_repeat(cx, ab, INT64_MAX);
        fail();
    }
    assert_string_equal(heap.reason, "String.repeat: the result is too large");
    object_drop(cx, ab);
    test_heap_end(&heap);
}

static void appending_is_linear(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshString *sum = string_empty(), *piece = text(cx, "0123456789");
    MeshString *early = NULL;
    int moves = 0;
    for (int i = 0; i < 20000; i++) {
        MeshString *next = mesh_string_concat(cx, 2, (MeshWord[]){(MeshWord)sum, (MeshWord)piece});
        moves += next->bytes != sum->bytes;
        if (i == 100)
            early = sum;
        else
            object_drop(cx, sum);
        sum = next;
    }
    assert_int_equal(sum->length, 200000);
    assert_true(moves < 100);
    /* A second text grown from the same beginning must not see the first one's end. */
    MeshString *fork = mesh_string_concat(cx, 2, (MeshWord[]){(MeshWord)early, (MeshWord)early});
    assert_memory_equal(fork->bytes + early->length, early->bytes, (size_t)early->length);
    assert_int_equal(sum->bytes[199999], '9');
    object_drop(cx, fork);
    object_drop(cx, early);
    object_drop(cx, sum);
    object_drop(cx, piece);
    test_heap_end(&heap);
}

static void builders(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshString *piece = text(cx, "piece ");
    Builder *builder = mesh_builder_new(cx);
    builder = mesh_builder_add(cx, builder, piece);
    object_dup(cx, builder);
    Builder *other = mesh_builder_add_int(cx, builder, -42);
    assert_text(cx, mesh_builder_build(cx, other), "piece -42");
    builder = mesh_builder_add_char(cx, builder, 0x65E5);
    builder = mesh_builder_add_float(cx, builder, 2.5);
    assert_text(cx, mesh_builder_build(cx, builder),
                "piece \xE6\x97\xA5"
                "2.5");
    builder = mesh_builder_new(cx);
    for (int i = 0; i < 1000; i++)
        builder = mesh_builder_add(cx, builder, piece);
    MeshString *built = mesh_builder_build(cx, builder);
    assert_int_equal(built->length, 6000);
    assert_memory_equal(built->bytes + 5994, "piece ", 6);
    object_drop(cx, built);
    object_drop(cx, piece);
    test_heap_end(&heap);
}

static void stable_hashes(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    uint64_t one = hash_fnv_word(HASH_FNV_BASIS, 1), two = hash_fnv_word(HASH_FNV_BASIS, 2);
    assert_int_equal(one, -8517097267634966620);
    assert_int_equal(two, -1820151046732198393);
    assert_int_equal(hash_fnv(HASH_FNV_BASIS, "\x01", 1), -5808592057526012372);
    MeshString *mesh = text(cx, "mesh");
    assert_int_equal(mesh_hash_string(cx, mesh), 4838001395392124604);
    object_drop(cx, mesh);
    assert_int_equal(hash_fnv_word(one, two), 2814214074664713915);
    test_heap_end(&heap);
}

static MeshString *json_of(MeshContext *cx, double value)
{
    char out[NUMBER_FLOAT_BYTES];
    return string_new(cx, out, number_write_json_float(out, value));
}

static void check_float(MeshContext *cx, double value, const char *plain, const char *json)
{
    assert_text(cx, mesh_float_to_string(cx, value), plain);
    assert_text(cx, json_of(cx, value), json);
}

static void floats_as_text(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_float(cx, 42.0, "42", "42.0");
    check_float(cx, 0.1 + 0.2, "0.30000000000000004", "0.30000000000000004");
    check_float(cx, 100.0 / 3.0, "33.333333333333336", "33.333333333333336");
    check_float(cx, 1e20, "100000000000000000000", "1e+20");
    check_float(cx, 1e16, "10000000000000000", "1e+16");
    check_float(cx, 1e15, "1000000000000000", "1000000000000000.0");
    check_float(cx, 1e-6, "0.000001", "1e-6");
    check_float(cx, 1.5e-7, "0.00000015", "1.5e-7");
    check_float(cx, 0.00001, "0.00001", "0.00001");
    check_float(cx, 95.5, "95.5", "95.5");
    check_float(cx, -0.0, "-0", "-0.0");
    check_float(cx, INFINITY, "inf", "null");
    check_float(cx, -INFINITY, "-inf", "null");
    check_float(cx, NAN, "NaN", "null");
    check_float(cx, ldexp(1, -44), "0.00000000000005684341886080802", "5.684341886080802e-14");
    assert_text(cx, json_of(cx, 5e-324), "5e-324");
    assert_text(cx, json_of(cx, 1.7976931348623157e308), "1.7976931348623157e+308");
    assert_text(cx, mesh_float_inspect(cx, 3), "3.0");
    assert_text(cx, mesh_float_inspect(cx, INFINITY), "inf");
    assert_text(cx, mesh_float_format(cx, 2.675, 2), "2.67");
    assert_text(cx, mesh_float_to_exp(cx, 12345.0, 2), "1.23e+4");
    assert_text(cx, mesh_float_to_exp(cx, 0.5, -1), "5e-1");
    test_heap_end(&heap);
}

/* Every double comes back from its text; powers of two and random bits. */
static void floats_come_back(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    uint64_t bits = 88172645463325252u;
    for (int i = 0; i < 60000; i++) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        double value;
        if (i < 2000) {
            value = ldexp(i % 3 + 1, i - 1070 < 1000 ? i - 1070 : 1000);
        } else if (i < 10000) {
            value = (double)(int64_t)(bits % 10000000) / 100;
        } else {
            memcpy(&value, &bits, sizeof value);
        }
        if (!isfinite(value))
            continue;
        MeshString *string = mesh_float_to_string(cx, value), *json = json_of(cx, value);
        double again = mesh_float_parse(cx, string), from_json = mesh_float_parse(cx, json);
        assert_true(again == value && from_json == value);
        object_drop(cx, string);
        object_drop(cx, json);
    }
    test_heap_end(&heap);
}

static void check_int(MeshContext *cx, const char *input, int64_t base, bool good, int64_t expected)
{
    MeshString *string = text(cx, input);
    assert_int_equal(mesh_int_can_parse(cx, string, base), good);
    assert_int_equal(mesh_int_parse(cx, string, base), expected);
    object_drop(cx, string);
}

static void ints_from_text(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_int(cx, " +7 ", 10, true, 7);
    check_int(cx, "007", 10, true, 7);
    check_int(cx, "-9223372036854775808", 10, true, INT64_MIN);
    check_int(cx, "9223372036854775807", 10, true, INT64_MAX);
    check_int(cx, "9223372036854775808", 10, false, 0);
    check_int(cx, "99999999999999999999999", 10, false, 0);
    check_int(cx, "", 10, false, 0);
    check_int(cx, "+", 10, false, 0);
    check_int(cx, "1_000", 10, false, 0);
    check_int(cx, "0x10", 10, false, 0);
    check_int(cx, "1.0", 10, false, 0);
    check_int(cx, "\xD9\xA1", 10, false, 0);
    check_int(cx, "fF", 16, true, 255);
    assert_text(cx, mesh_int_to_string(cx, INT64_MIN), "-9223372036854775808");
    assert_text(cx, mesh_int_format(cx, -255, 16), "-ff");
    assert_text(cx, mesh_int_format(cx, 0, 2), "0");
    test_heap_end(&heap);
}

static void check_parsed(MeshContext *cx, const char *input, double expected)
{
    MeshString *string = text(cx, input);
    assert_true(mesh_float_can_parse(cx, string));
    assert_true(mesh_float_parse(cx, string) == expected);
    object_drop(cx, string);
}

static void floats_from_text(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    check_parsed(cx, " 3 ", 3);
    check_parsed(cx, ".5", 0.5);
    check_parsed(cx, "5.", 5);
    check_parsed(cx, "+1e5", 1e5);
    check_parsed(cx, "1E-3", 1e-3);
    check_parsed(cx, "-Infinity", -INFINITY);
    check_parsed(cx, "1e999", INFINITY);
    const char *const wrong[] = {"",    ".",     "0x10", "1_000", "e5", "1e",
                                 "1e+", "1.2.3", "infi", "- 1",   "+-1"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        MeshString *string = text(cx, wrong[i]);
        assert_false(mesh_float_can_parse(cx, string));
        object_drop(cx, string);
    }
    MeshString *nan = text(cx, "NaN");
    assert_true(isnan(mesh_float_parse(cx, nan)));
    object_drop(cx, nan);
    test_heap_end(&heap);
}

static void bytes_and_text(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshString *bytes = mesh_bytes_from_list(cx, mesh_list_from(cx, &int_type, 0, NULL));
    assert_ptr_equal(bytes, string_empty());
    MeshList *list = mesh_list_from(cx, &int_type, 3, (MeshWord[]){'a', 0xFF, 'b'});
    bytes = mesh_bytes_from_list(cx, list);
    object_drop(cx, list);
    assert_false(mesh_bytes_is_text(cx, bytes));
    assert_text(cx, mesh_bytes_to_text(cx, bytes),
                "a\xEF\xBF\xBD"
                "b");
    assert_int_equal(mesh_bytes_get(cx, bytes, 1), 0xFF);
    if (setjmp(heap.crash) == 0) {
        mesh_bytes_get(cx, bytes, 3);
        fail();
    }
    assert_string_equal(heap.reason, "Bytes.get: index 3 out of bounds (length 3)");
    object_drop(cx, bytes);
    MeshString *string = text(cx, "\xC3\xA9x");
    list = mesh_string_code_points(cx, string);
    assert_int_equal(list->items[0], 0xE9);
    assert_text(cx, mesh_string_from_code_points(cx, list), "\xC3\xA9x");
    assert_texts(cx, mesh_string_chars(cx, string), "\xC3\xA9|x");
    assert_texts(cx, mesh_string_graphemes(cx, string), "\xC3\xA9|x");
    object_drop(cx, list);
    object_drop(cx, string);
    test_heap_end(&heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_mapping),
        cmocka_unit_test(trimming),
        cmocka_unit_test(slices_count_code_points),
        cmocka_unit_test(splitting),
        cmocka_unit_test(replacing),
        cmocka_unit_test(appending_is_linear),
        cmocka_unit_test(builders),
        cmocka_unit_test(stable_hashes),
        cmocka_unit_test(floats_as_text),
        cmocka_unit_test(floats_come_back),
        cmocka_unit_test(ints_from_text),
        cmocka_unit_test(floats_from_text),
        cmocka_unit_test(bytes_and_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
