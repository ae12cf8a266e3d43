/* The JSON reader against the corpus and the tables of required outcomes, and round trips of
 * numbers. */
#include "wire/json.h"

#include <math.h>
#include <time.h>

#include "base/number.h"
#include "base/utf8.h"
#include "wire_check.h"

#include <dirent.h>

/* Reads everything; returns the number of tokens or -1. The text lies in a block of exactly its
 * size. */
static long read_all(const uint8_t *bytes, size_t length, int depth, bool lenient, JsonReader *r)
{
    json_reader_init(r, bytes, length, depth, lenient);
    long count = 0;
    for (;;) {
        JsonToken token = json_next(r);
        if (token == JSON_ERROR)
            return -1;
        if (token == JSON_END)
            return count;
        if (token == JSON_STRING || token == JSON_KEY) {
            uint8_t *decoded = malloc(r->decoded_length + 1);
            json_decode(r, decoded);
            free(decoded);
        }
        count++;
    }
}

static long read_text(const char *text, JsonReader *r)
{
    return read_all((const uint8_t *)text, strlen(text), JSON_DEFAULT_DEPTH, false, r);
}

/* ---- The corpus ---- */

static bool expected_open(const char *table, const char *name)
{
    const char *line = strstr(table, name);
    return line && strncmp(line + strlen(name), "\taccept", 7) == 0;
}

static void test_corpus(Checks *checks)
{
    const char *folder = "tests/corpora/json-parsing/test_parsing";
    Bytes table = read_file("tests/corpora/json-parsing/expected-i.tsv");
    table.data = realloc(table.data, table.length + 1);
    table.data[table.length] = 0;
    DIR *files = opendir(folder);
    struct dirent *entry;
    int seen = 0;
    while (files && (entry = readdir(files))) {
        const char *name = entry->d_name;
        if (name[0] == '.')
            continue;
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, name);
        Bytes text = read_file(path);
        bool want = name[0] == 'y' || (name[0] == 'i' && expected_open((char *)table.data, name));
        JsonReader r;
        bool got = read_all(text.data, text.length, JSON_DEFAULT_DEPTH, false, &r) >= 0;
        check(checks, want == got, name, want ? "should be read" : "should be refused");
        free(text.data);
        seen++;
    }
    check(checks, seen == 318, "corpus", "318 files");
    closedir(files);
    free(table.data);

    Bytes naughty = read_file("tests/corpora/naughty-strings/blns.json");
    JsonReader r;
    check(checks, read_all(naughty.data, naughty.length, 8, false, &r) == 461 + 2,
          "naughty strings", "all are read");
    free(naughty.data);
}

/* ---- The tables ---- */

static void expect_error(Checks *checks, const char *text, const char *want)
{
    JsonReader r;
    char got[JSON_ERROR_BYTES] = "no error";
    if (read_text(text, &r) < 0)
        json_error_text(&r, got);
    check_text(checks, text, want, got);
}

static void test_errors(Checks *checks)
{
    expect_error(checks, "", "expected value at line 1 column 1");
    expect_error(checks, "  \n ", "expected value at line 2 column 2");
    expect_error(checks, "1 2", "text after the value at line 1 column 3");
    expect_error(checks, "\xEF\xBB\xBF{}", "expected value at line 1 column 1");
    expect_error(checks,
                 "\x0B"
                 "1",
                 "expected value at line 1 column 1");
    expect_error(checks, "[1,]", "expected value at line 1 column 4");
    expect_error(checks, "[1 2]", "expected `,` or `]` at line 1 column 4");
    expect_error(checks, "{\"a\" 1}", "expected `:` at line 1 column 6");
    expect_error(checks, "{\"a\":1,}", "expected a string as key at line 1 column 8");
    expect_error(checks, "{\"a\":1", "expected `,` or `}` at line 1 column 7");
    expect_error(checks, "[1}", "expected `,` or `]` at line 1 column 3");
    expect_error(checks, "{'a':1}", "expected a string as key at line 1 column 2");
    expect_error(checks, "[\n\"\xC3\xA9\xC3\xA9\", x]", "expected value at line 2 column 7");
    expect_error(checks, "// x\n1", "expected value at line 1 column 1");
    expect_error(checks, "\"abc", "unexpected end of text in a string at line 1 column 5");
    expect_error(checks, "\"a\nb\"", "control character in a string at line 1 column 3");
    expect_error(checks, "\"\\x\"", "invalid escape at line 1 column 2");
    expect_error(checks, "\"\\u12\"", "invalid escape at line 1 column 2");
    expect_error(checks, "\"\\uD800\"", "lone surrogate escape at line 1 column 2");
    expect_error(checks, "\"\\uDC00\\uD800\"", "lone surrogate escape at line 1 column 2");
    expect_error(checks, "\"\xC0\x80\"", "invalid UTF-8 at line 1 column 2");
    expect_error(checks, "nul", "expected value at line 1 column 1");
    expect_error(checks, "1e309", "number out of range at line 1 column 1");
    expect_error(checks, "-1e999", "number out of range at line 1 column 1");
    const char *bad[] = {"01",  "+1",  ".5",        "1.", "1e",        "1e+",  "--1",   "0x1",
                         "1_0", "NaN", "Infinity",  "-",  "-Infinity", "1.e1", "1.5.5", "1e5e5",
                         "00",  "-01", "truefalse", "[",  "{",         "]"};
    JsonReader r;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check(checks, read_text(bad[i], &r) < 0, bad[i], "should be refused");
}

static void expect_int(Checks *checks, const char *text, int64_t want)
{
    JsonReader r;
    json_reader_init(&r, (const uint8_t *)text, strlen(text), 1, false);
    check(checks, json_next(&r) == JSON_INT && r.integer == want, text, "integer");
    check(checks, json_next(&r) == JSON_END, text, "end");
}

static void expect_float(Checks *checks, const char *text, double want)
{
    JsonReader r;
    json_reader_init(&r, (const uint8_t *)text, strlen(text), 1, false);
    bool good = json_next(&r) == JSON_FLOAT && memcmp(&r.number, &want, sizeof want) == 0;
    check(checks, good, text, "float");
}

static void test_numbers(Checks *checks)
{
    expect_int(checks, "0", 0);
    expect_int(checks, " 42 ", 42);
    expect_int(checks, "9223372036854775807", INT64_MAX);
    expect_int(checks, "-9223372036854775808", INT64_MIN);
    expect_float(checks, "9223372036854775808", 9223372036854775808.0);
    expect_float(checks, "-9223372036854775809", -9223372036854775808.0);
    expect_float(checks, "18446744073709551616", 18446744073709551616.0);
    expect_float(checks, "99999999999999999999", 1e20);
    expect_float(checks, "-0", -0.0);
    expect_float(checks, "-0.0", -0.0);
    expect_float(checks, "1.0", 1.0);
    expect_float(checks, "1e2", 100.0);
    expect_float(checks, "0.1", 0.1);
    expect_float(checks, "1e-999", 0.0);
    expect_float(checks, "0e999999999999999999999999", 0.0);
    expect_float(checks, "0.30000000000000004", 0.30000000000000004);
    expect_float(checks, "5e-324", 5e-324);
    expect_float(checks, "2.2250738585072011e-308", 2.2250738585072011e-308);
    expect_float(checks, "1.7976931348623157e308", 1.7976931348623157e308);
    expect_float(checks, "9007199254740993.0", 9007199254740992.0);
    expect_float(checks, "9007199254740993.0000000000000000001", 9007199254740994.0);
    JsonReader r;
    char *digits = malloc(1 << 20);
    memset(digits, '9', 1 << 20);
    check(checks, read_all((uint8_t *)digits, 10000, 1, false, &r) < 0, "J5", "10 000 digits");
    check(checks, read_all((uint8_t *)digits, 1 << 20, 1, false, &r) < 0, "J5", "2^20 digits");
    digits[1] = '.';
    check(checks, read_all((uint8_t *)digits, 1 << 20, 1, false, &r) == 1, "J5", "long fraction");
    free(digits);
}

static void round_trip(Checks *checks, double value)
{
    char text[NUMBER_FLOAT_BYTES];
    size_t size = number_write_json_float(text, value);
    JsonReader r;
    json_reader_init(&r, (const uint8_t *)text, size, 1, false);
    bool good = json_next(&r) == JSON_FLOAT && memcmp(&r.number, &value, sizeof value) == 0;
    text[size] = 0;
    check(checks, good, "round trip", text);
}

static void test_round_trips(Checks *checks)
{
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        double value;
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        memcpy(&value, &state, sizeof value);
        if (isfinite(value))
            round_trip(checks, value);
        round_trip(checks, (double)(int64_t)(state % 2000000) / 1000.0);
    }
    for (int e = -1074; e < 1024; e++)
        round_trip(checks, ldexp(1, e));
    for (int e = -323; e < 309; e++)
        round_trip(checks, pow(10, e));
    const char *texts[] = {"42.0",    "1e+16",    "1e-6",
                           "0.00001", "95.5",     "1000000000000000.0",
                           "1.5e-7",  "1.5e+300", "0.30000000000000004"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[NUMBER_FLOAT_BYTES + 1];
        text[number_write_json_float(text, strtod(texts[i], NULL))] = 0;
        check_text(checks, "float text", texts[i], text);
    }
}

static void expect_string(Checks *checks, const char *text, bool lenient, const char *want,
                          size_t size)
{
    JsonReader r;
    json_reader_init(&r, (const uint8_t *)text, strlen(text), 1, lenient);
    bool read = json_next(&r) == JSON_STRING;
    check(checks, read, text, r.error ? r.error : "another token");
    if (!read)
        return;
    uint8_t *got = malloc(r.decoded_length ? r.decoded_length : 1);
    json_decode(&r, got);
    check(checks, r.decoded_length == size && memcmp(got, want, size) == 0, text, "content");
    free(got);
}

static void test_strings(Checks *checks)
{
    expect_string(checks, "\"\"", false, "", 0);
    expect_string(checks, "\"0123456789abcdef0123456789\"", false, "0123456789abcdef0123456789",
                  26);
    expect_string(checks, "\"a\\n\\\"\\\\\\/\\b\\f\\r\\t\"", false, "a\n\"\\/\b\f\r\t", 9);
    expect_string(checks, "\"\\u0000\"", false, "\0", 1);
    expect_string(checks, "\"\\u00e9\\u20AC\\ud83d\\ude00\"", false,
                  "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 9);
    expect_string(checks, "\"\x7F\xE2\x80\xA8\"", false, "\x7F\xE2\x80\xA8", 4);
    expect_string(checks, "\"\\u0000x\\ud800y\\udc00\"", true,
                  "\xEF\xBF\xBDx\xEF\xBF\xBDy\xEF\xBF\xBD", 11);
    expect_string(checks, "\"\\ud800\\ud83d\\ude00\"", true, "\xEF\xBF\xBD\xF0\x9F\x98\x80", 7);
    expect_string(checks, "\"\\ud800\\u0041\"", true,
                  "\xEF\xBF\xBD"
                  "A",
                  4);
}

static void expect_quoted(Checks *checks, const char *bytes, size_t length, const char *want)
{
    char got[256];
    size_t size = json_quoted_size((const uint8_t *)bytes, length);
    size_t written = json_quote((const uint8_t *)bytes, length, (uint8_t *)got);
    got[written] = 0;
    check(checks, size == written, "quoted size", want);
    check_text(checks, "quoted", want, got);
}

static void test_quoting(Checks *checks)
{
    expect_quoted(checks, "", 0, "\"\"");
    expect_quoted(checks, "hi \"you\"\\/", 10, "\"hi \\\"you\\\"\\\\/\"");
    expect_quoted(checks, "\b\f\n\r\t\0\x1F\x7F", 8, "\"\\b\\f\\n\\r\\t\\u0000\\u001f\x7F\"");
    expect_quoted(checks, "0123456789abcdef\xC3\xA9\xFFx\xE2\x82", 22,
                  "\"0123456789abcdef\xC3\xA9\xEF\xBF\xBDx\xEF\xBF\xBD\"");
}

/* ---- Size ---- */

static void test_depth(Checks *checks)
{
    JsonReader r;
    size_t many = 1000000;
    uint8_t *text = malloc(many * 5);
    memset(text, '[', many);
    check(checks, read_all(text, many, 512, false, &r) < 0 && r.error_at == 512, "J4",
          "million arrays");
    for (size_t i = 0; i < many; i++)
        memcpy(text + i * 5, "{\"a\":", 5);
    check(checks, read_all(text, many * 5, 512, false, &r) < 0, "J4", "million objects");
    int limits[] = {64, 512, 1024};
    for (int i = 0; i < 3; i++) {
        size_t depth = (size_t)limits[i];
        memset(text, '[', depth + 1);
        memset(text + depth, ']', depth);
        check(checks, read_all(text, 2 * depth, limits[i], false, &r) == (long)(2 * depth), "J4",
              "at the limit");
        memset(text, '[', depth + 1);
        memset(text + depth + 1, ']', depth + 1);
        check(checks, read_all(text, 2 * depth + 2, limits[i], false, &r) < 0, "J4",
              "over the limit");
    }
    free(text);
}

static void test_large(Checks *checks)
{
    JsonReader r;
    size_t size = 16 << 20;
    uint8_t *text = malloc(size + 2);
    memset(text, 'x', size + 2);
    text[0] = text[size + 1] = '"';
    check(checks, read_all(text, size + 2, 1, false, &r) == 1 && r.decoded_length == size, "J13",
          "plain");
    for (size_t i = 1; i + 6 <= size; i += 6)
        memcpy(text + i, "\\u0041", 6);
    size_t escapes = size / 6;
    text[1 + escapes * 6] = '"';
    check(checks, read_all(text, escapes * 6 + 2, 1, false, &r) == 1 && r.decoded_length == escapes,
          "J13", "escapes");
    free(text);
}

static void test_skip(Checks *checks)
{
    const char *text = "{\"a\":[1,{\"b\":[]}],\"c\":2}";
    JsonReader r;
    json_reader_init(&r, (const uint8_t *)text, strlen(text), 9, false);
    json_next(&r);
    json_next(&r);
    check(checks, json_skip(&r, json_next(&r)), "skip", "array");
    check(checks, json_next(&r) == JSON_KEY && r.text[0] == 'c', "skip", "next key");
    check(checks, json_skip(&r, json_next(&r)), "skip", "number");
    check(checks, json_next(&r) == JSON_OBJECT_END && json_next(&r) == JSON_END, "skip", "end");
}

/* Cut anywhere, a document is an error and nothing is read behind its end. */
static void test_cuts(Checks *checks)
{
    const char *text =
        "{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\ud83d\\ude00\xE2\x82\xAC\"],\"b\":{}}";
    JsonReader r;
    for (size_t cut = 0; cut < strlen(text); cut++) {
        uint8_t *copy = malloc(cut ? cut : 1);
        memcpy(copy, text, cut);
        check(checks, read_all(copy, cut, 9, false, &r) < 0, "cut", text + cut);
        free(copy);
    }
    check(checks, read_text(text, &r) == 13, "cut", "whole");
}

static void test_utf8(Checks *checks)
{
    uint8_t out[64];
    static const char bad[] = "a\xF0\x9F\x98z\xED\xA0\x80\xC3";
    size_t size = utf8_replace((const uint8_t *)bad, sizeof bad - 1, out);
    out[size] = 0;
    check_text(checks, "utf8 replace",
               "a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", (char *)out);
    uint32_t valid = 0;
    for (uint32_t c = 0; c < 0x110000; c++)
        valid += utf8_valid(out, utf8_encode(c, out));
    check(checks, valid == 0x110000 - 0x800, "utf8", "all but the surrogates");
}

int main(void)
{
    Checks checks = {.name = "wire_json"};
    test_corpus(&checks);
    test_errors(&checks);
    test_numbers(&checks);
    test_round_trips(&checks);
    test_strings(&checks);
    test_quoting(&checks);
    test_depth(&checks);
    test_large(&checks);
    test_skip(&checks);
    test_cuts(&checks);
    test_utf8(&checks);
    return checks_finish(&checks);
}
