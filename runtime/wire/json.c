#include "wire/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/number.h"
#include "base/utf8.h"

/* What may come next. */
typedef enum State {
    EXPECT_VALUE,
    EXPECT_FIRST_ITEM, /* a value or `]` */
    EXPECT_FIRST_KEY,  /* a key or `}` */
    AFTER_VALUE,       /* `,`, a closing bracket, or the end */
    FAILED
} State;

enum {
    BLANK = 1,
    DIGIT = 2,
    NUMBER_PART = 4, /* may stand in a number */
};

static const uint8_t byte_class[256] = {
    [' '] = BLANK,
    ['\t'] = BLANK,
    ['\n'] = BLANK,
    ['\r'] = BLANK,
    ['0' ... '9'] = DIGIT | NUMBER_PART,
    ['+'] = NUMBER_PART,
    ['-'] = NUMBER_PART,
    ['.'] = NUMBER_PART,
    ['e'] = NUMBER_PART,
    ['E'] = NUMBER_PART,
};

/* What a backslash and this byte stand for; 0: not an escape, or `u`. */
static const uint8_t escape_value[256] = {
    ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
};

void json_reader_init(JsonReader *r, const uint8_t *bytes, size_t length, int max_depth,
                      bool lenient)
{
    /* The bits of is_object are written before they are read. */
    r->bytes = bytes;
    r->length = length;
    r->at = 0;
    r->depth = 0;
    r->max_depth = max_depth < JSON_MAX_DEPTH ? max_depth : JSON_MAX_DEPTH;
    r->lenient = lenient;
    r->state = EXPECT_VALUE;
    r->error = NULL;
    r->error_at = 0;
    r->token_at = 0;
}

static JsonToken fail(JsonReader *r, size_t at, const char *error)
{
    r->state = FAILED;
    r->error = error;
    r->error_at = at;
    return JSON_ERROR;
}

static void skip_blanks(JsonReader *r)
{
    size_t at = r->at;
    while (at < r->length && (byte_class[r->bytes[at]] & BLANK))
        at++;
    r->at = at;
}

static bool in_object(const JsonReader *r)
{
    int top = r->depth - 1;
    return r->is_object[top / 64] >> (top % 64) & 1;
}

/* ---- Strings ---- */

/* The first byte that is not plain: a control byte, a quote, a backslash or not ASCII. */
static size_t plain_end(const uint8_t *bytes, size_t at, size_t length)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
    const __m128i blank = _mm_set1_epi8(' ');
    for (; length - at >= 16; at += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + at));
        /* As signed numbers the bytes from 0x80 on are below a blank too. */
        __m128i special = _mm_or_si128(
            _mm_cmplt_epi8(block, blank),
            _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
        int mask = _mm_movemask_epi8(special);
        if (mask)
            return at + (size_t)__builtin_ctz((unsigned)mask);
    }
#else
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    for (; length - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, 8);
        uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
        /* A top bit set: not ASCII, below a blank, or equal to one of the two (the xor is 0). */
        if ((word | (word - ones * ' ') | (quote - ones) | (backslash - ones)) & tops)
            break;
    }
#endif
    while (at < length) {
        uint8_t byte = bytes[at];
        if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\')
            break;
        at++;
    }
    return at;
}

/* Four hexadecimal digits, or -1. */
static int32_t read_hex4(const uint8_t *bytes, size_t length)
{
    if (length < 4)
        return -1;
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        uint8_t byte = bytes[i], lower = byte | 0x20;
        int digit = byte >= '0' && byte <= '9'     ? byte - '0'
                    : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                   : -1;
        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

static bool is_high(int32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(int32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* One `\u` escape or a pair of them, `bytes` behind the backslash. */
typedef struct UnicodeEscape {
    int32_t code_point; /* -1: bad digits */
    size_t size;        /* bytes it takes, without the first backslash */
    bool lone;          /* half of a pair */
} UnicodeEscape;

static UnicodeEscape read_unicode(const uint8_t *bytes, size_t length)
{
    int32_t unit = read_hex4(bytes + 1, length - 1);
    if (!is_high(unit))
        return (UnicodeEscape){unit, 5, is_low(unit)};
    if (length >= 11 && bytes[5] == '\\' && bytes[6] == 'u') {
        int32_t second = read_hex4(bytes + 7, length - 7);
        if (is_low(second))
            return (UnicodeEscape){0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00), 11,
                                   false};
    }
    return (UnicodeEscape){unit, 5, true};
}

static size_t encoded_size(int32_t code_point)
{
    return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
}

/* The escape whose backslash is at `at`: its end, or 0 after an error. */
static size_t check_escape(JsonReader *r, size_t at)
{
    const uint8_t *bytes = r->bytes + at + 1;
    size_t left = r->length - at - 1;
    if (left > 0 && escape_value[bytes[0]]) {
        r->decoded_length++;
        return at + 2;
    }
    if (left == 0 || bytes[0] != 'u') {
        fail(r, at, left == 0 ? "unexpected end of text in a string" : "invalid escape");
        return 0;
    }
    UnicodeEscape u = read_unicode(bytes, left);
    if (u.code_point < 0) {
        fail(r, at, "invalid escape");
        return 0;
    }
    if (u.lone && !r->lenient) {
        fail(r, at, "lone surrogate escape");
        return 0;
    }
    bool replaced = u.lone || (u.code_point == 0 && r->lenient);
    r->decoded_length += replaced ? UTF8_REPLACEMENT_SIZE : encoded_size(u.code_point);
    return at + 1 + u.size;
}

/* r->at is behind the opening quote. */
static JsonToken read_string(JsonReader *r, JsonToken token)
{
    size_t at = r->at, start = at;
    r->has_escapes = false;
    r->decoded_length = 0;
    for (;;) {
        size_t from = at;
        at = plain_end(r->bytes, at, r->length);
        r->decoded_length += at - from;
        if (at == r->length)
            return fail(r, at, "unexpected end of text in a string");
        uint8_t byte = r->bytes[at];
        if (byte == '"')
            break;
        if (byte == '\\') {
            r->has_escapes = true;
            at = check_escape(r, at);
            if (at == 0)
                return JSON_ERROR;
        } else if (byte < 0x20) {
            return fail(r, at, "control character in a string");
        } else {
            size_t size = utf8_character(r->bytes + at, r->length - at);
            if (size == 0)
                return fail(r, at, "invalid UTF-8");
            at += size;
            r->decoded_length += size;
        }
    }
    r->text = r->bytes + start;
    r->text_length = at - start;
    r->at = at + 1;
    return token;
}

void json_decode(const JsonReader *r, uint8_t *out)
{
    const uint8_t *in = r->text, *end = in + r->text_length;
    while (in < end) {
        const uint8_t *escape = memchr(in, '\\', (size_t)(end - in));
        size_t run = (size_t)((escape ? escape : end) - in);
        memcpy(out, in, run);
        out += run;
        if (!escape)
            return;
        in = escape + 1;
        if (escape_value[*in]) {
            *out++ = escape_value[*in++];
            continue;
        }
        UnicodeEscape u = read_unicode(in, (size_t)(end - in));
        bool replaced = u.lone || (u.code_point == 0 && r->lenient);
        out += utf8_encode(replaced ? 0xFFFD : (uint32_t)u.code_point, out);
        in += u.size;
    }
}

/* ---- Numbers ---- */

/* A number taken apart. `digits` holds the first 19 significant digits. */
typedef struct Decimal {
    uint64_t digits;
    int count;        /* significant digits in `digits` */
    bool cut;         /* there were more */
    int64_t exponent; /* of ten, for `digits` */
    bool negative, whole;
} Decimal;

static bool digit_at(const JsonReader *r, size_t at)
{
    return at < r->length && (byte_class[r->bytes[at]] & DIGIT);
}

static size_t read_digits(const JsonReader *r, size_t at, Decimal *d, bool fraction)
{
    for (; digit_at(r, at); at++) {
        uint8_t digit = r->bytes[at] - '0';
        if (d->count == 19) {
            d->cut = true;
            d->exponent += !fraction;
            continue;
        }
        d->digits = d->digits * 10 + digit;
        d->count += d->digits > 0;
        d->exponent -= fraction;
    }
    return at;
}

/* Exponents beyond any number are kept at a bound, so that they cannot wrap. */
static size_t read_exponent(const JsonReader *r, size_t at, Decimal *d)
{
    const int64_t bound = INT64_C(1) << 40;
    bool negative = false;
    int64_t exponent = 0;
    if (at < r->length && (r->bytes[at] == '+' || r->bytes[at] == '-'))
        negative = r->bytes[at++] == '-';
    for (; digit_at(r, at); at++)
        if (exponent < bound)
            exponent = exponent * 10 + (r->bytes[at] - '0');
    d->exponent += negative ? -exponent : exponent;
    return at;
}

static double power_of_ten(int exponent)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return powers[exponent];
}

/* Digits and power are exact doubles, so the one operation rounds correctly. */
static bool exact_value(const Decimal *d, double *value)
{
    if (d->digits == 0 && !d->cut) {
        *value = 0;
        return true;
    }
    if (d->cut || d->digits > UINT64_C(1) << 53 || d->exponent < -22 || d->exponent > 22)
        return false;
    double digits = (double)d->digits;
    *value = d->exponent < 0 ? digits / power_of_ten((int)-d->exponent)
                             : digits * power_of_ten((int)d->exponent);
    return true;
}

static JsonToken finish_float(JsonReader *r, size_t start, size_t end, const Decimal *d)
{
    double value;
    if (exact_value(d, &value))
        r->number = d->negative ? -value : value;
    else if (d->exponent > 400)
        return fail(r, start, "number out of range");
    else
        number_read_float(r->bytes + start, end - start, &r->number);
    if (isinf(r->number))
        return fail(r, start, "number out of range");
    r->at = end;
    return JSON_FLOAT;
}

static JsonToken finish_number(JsonReader *r, size_t start, size_t end, const Decimal *d)
{
    /* 19 digits fit an unsigned word; whether they fit a signed one is seen by comparing. */
    uint64_t limit = (uint64_t)INT64_MAX + d->negative;
    bool negative_zero = d->negative && d->digits == 0;
    if (!d->whole || d->cut || negative_zero || d->digits > limit)
        return finish_float(r, start, end, d);
    r->integer = d->negative ? (int64_t)(0 - d->digits) : (int64_t)d->digits;
    r->at = end;
    return JSON_INT;
}

static JsonToken read_number(JsonReader *r)
{
    size_t start = r->at, at = start;
    Decimal d = {.whole = true};
    if (r->bytes[at] == '-') {
        d.negative = true;
        at++;
    }
    if (!digit_at(r, at))
        return fail(r, at, "expected digit");
    if (r->bytes[at] == '0' && digit_at(r, at + 1))
        return fail(r, at, "leading zero in a number");
    at = read_digits(r, at, &d, false);
    if (at < r->length && r->bytes[at] == '.') {
        if (!digit_at(r, at + 1))
            return fail(r, at + 1, "expected digit");
        d.whole = false;
        at = read_digits(r, at + 1, &d, true);
    }
    if (at < r->length && (r->bytes[at] | 0x20) == 'e') {
        d.whole = false;
        size_t sign = at + 1 < r->length && (r->bytes[at + 1] == '+' || r->bytes[at + 1] == '-');
        if (!digit_at(r, at + 1 + sign))
            return fail(r, at + 1 + sign, "expected digit");
        at = read_exponent(r, at + 1, &d);
    }
    if (at < r->length && (byte_class[r->bytes[at]] & NUMBER_PART))
        return fail(r, at, "invalid number");
    return finish_number(r, start, at, &d);
}

/* ---- Structure ---- */

static JsonToken open_bracket(JsonReader *r, bool object)
{
    if (r->depth == r->max_depth)
        return fail(r, r->at, "nesting too deep");
    uint64_t bit = UINT64_C(1) << (r->depth % 64);
    uint64_t *word = &r->is_object[r->depth / 64];
    *word = object ? *word | bit : *word & ~bit;
    r->depth++;
    r->at++;
    r->state = object ? EXPECT_FIRST_KEY : EXPECT_FIRST_ITEM;
    return object ? JSON_OBJECT : JSON_ARRAY;
}

static JsonToken close_bracket(JsonReader *r, bool object)
{
    r->token_at = r->at;
    r->depth--;
    r->at++;
    r->state = AFTER_VALUE;
    return object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static JsonToken read_word(JsonReader *r, const char *word, size_t size, JsonToken token)
{
    if (r->length - r->at < size || memcmp(r->bytes + r->at, word, size) != 0)
        return fail(r, r->at, "expected value");
    r->at += size;
    return token;
}

/* r->at is at the first byte of the value. */
static JsonToken read_value(JsonReader *r)
{
    if (r->at == r->length)
        return fail(r, r->at, "expected value");
    r->token_at = r->at;
    r->state = AFTER_VALUE;
    switch (r->bytes[r->at]) {
    case '{':
        return open_bracket(r, true);
    case '[':
        return open_bracket(r, false);
    case '"':
        r->at++;
        return read_string(r, JSON_STRING);
    case 't':
        return read_word(r, "true", 4, JSON_TRUE);
    case 'f':
        return read_word(r, "false", 5, JSON_FALSE);
    case 'n':
        return read_word(r, "null", 4, JSON_NULL);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return read_number(r);
    }
    return fail(r, r->at, "expected value");
}

/* A key and the colon behind it. */
static JsonToken read_key(JsonReader *r)
{
    if (r->at == r->length || r->bytes[r->at] != '"')
        return fail(r, r->at, "expected a string as key");
    r->token_at = r->at++;
    if (read_string(r, JSON_KEY) == JSON_ERROR)
        return JSON_ERROR;
    skip_blanks(r);
    if (r->at == r->length || r->bytes[r->at] != ':')
        return fail(r, r->at, "expected `:`");
    r->at++;
    r->state = EXPECT_VALUE;
    return JSON_KEY;
}

static JsonToken after_value(JsonReader *r)
{
    if (r->depth == 0) {
        if (r->at < r->length)
            return fail(r, r->at, "text after the value");
        return JSON_END;
    }
    bool object = in_object(r);
    uint8_t byte = r->at < r->length ? r->bytes[r->at] : 0;
    if (byte == ',') {
        r->at++;
        skip_blanks(r);
        return object ? read_key(r) : read_value(r);
    }
    if (byte == (object ? '}' : ']'))
        return close_bracket(r, object);
    return fail(r, r->at, object ? "expected `,` or `}`" : "expected `,` or `]`");
}

JsonToken json_next(JsonReader *r)
{
    if (r->state == FAILED)
        return JSON_ERROR;
    skip_blanks(r);
    switch ((State)r->state) {
    case EXPECT_FIRST_KEY:
        if (r->at < r->length && r->bytes[r->at] == '}')
            return close_bracket(r, true);
        return read_key(r);
    case EXPECT_FIRST_ITEM:
        if (r->at < r->length && r->bytes[r->at] == ']')
            return close_bracket(r, false);
        return read_value(r);
    case EXPECT_VALUE:
        return read_value(r);
    case AFTER_VALUE:
        return after_value(r);
    case FAILED:
        break;
    }
    return JSON_ERROR;
}

bool json_skip(JsonReader *r, JsonToken first)
{
    if (first != JSON_ARRAY && first != JSON_OBJECT)
        return first != JSON_ERROR;
    int outside = r->depth - 1;
    while (r->depth > outside)
        if (json_next(r) == JSON_ERROR)
            return false;
    return true;
}

/* ---- Errors ---- */

/* Line and column, both from 1, of an offset; columns count characters. */
static void json_position(const JsonReader *r, size_t offset, size_t *line, size_t *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < offset && i < r->length; i++) {
        if (r->bytes[i] == '\n') {
            ++*line;
            *column = 1;
        } else {
            *column += (r->bytes[i] & 0xC0) != 0x80;
        }
    }
}

size_t json_error_text(const JsonReader *r, char out[JSON_ERROR_BYTES])
{
    size_t line, column;
    json_position(r, r->error_at, &line, &column);
    return (size_t)snprintf(out, JSON_ERROR_BYTES, "%s at line %zu column %zu",
                            r->error ? r->error : "no error", line, column);
}

/* ---- Writing ---- */

/* The letter of a two-byte escape for each control byte that has one; the others take six bytes. */
static const char short_escape[0x20] = {
    ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',
};

size_t json_quoted_size(const uint8_t *bytes, size_t length)
{
    size_t size = 2, at = 0;
    while (at < length) {
        size_t plain = plain_end(bytes, at, length);
        size += plain - at;
        at = plain;
        if (at == length)
            break;
        uint8_t byte = bytes[at];
        if (byte >= 0x80) {
            size_t good = utf8_character(bytes + at, length - at);
            size += good ? good : UTF8_REPLACEMENT_SIZE;
            at += good ? good : utf8_bad_part(bytes + at, length - at);
            continue;
        }
        size += byte >= 0x20 || short_escape[byte] ? 2 : 6;
        at++;
    }
    return size;
}

static uint8_t *put_escape(uint8_t *out, uint8_t byte)
{
    static const char hex[] = "0123456789abcdef";
    *out++ = '\\';
    if (byte >= 0x20 || short_escape[byte]) {
        *out++ = byte >= 0x20 ? byte : (uint8_t)short_escape[byte];
        return out;
    }
    memcpy(out, "u00", 3);
    out[3] = (uint8_t)hex[byte >> 4];
    out[4] = (uint8_t)hex[byte & 15];
    return out + 5;
}

size_t json_quote(const uint8_t *bytes, size_t length, uint8_t *out)
{
    uint8_t *start = out;
    size_t at = 0;
    *out++ = '"';
    while (at < length) {
        size_t plain = plain_end(bytes, at, length);
        memcpy(out, bytes + at, plain - at);
        out += plain - at;
        at = plain;
        if (at == length)
            break;
        if (bytes[at] < 0x80) {
            out = put_escape(out, bytes[at++]);
            continue;
        }
        size_t good = utf8_character(bytes + at, length - at);
        memcpy(out, good ? (const void *)(bytes + at) : UTF8_REPLACEMENT,
               good ? good : UTF8_REPLACEMENT_SIZE);
        out += good ? good : UTF8_REPLACEMENT_SIZE;
        at += good ? good : utf8_bad_part(bytes + at, length - at);
    }
    *out++ = '"';
    return (size_t)(out - start);
}
