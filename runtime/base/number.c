#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

enum { MAX_DIGITS = 17, SMALL_NUMBER_BYTES = 128 };

/* A finite positive value is 0.digits * 10^point; no leading or trailing zeros. */
typedef struct Decimal {
    char digits[MAX_DIGITS + 2];
    int count;
    int point;
} Decimal;

/* Inlined, so that dividing by a known base is a multiplication. */
static inline size_t write_in_base(char *out, int64_t value, uint64_t base)
{
    char reversed[NUMBER_INT_BYTES];
    size_t count = 0;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        reversed[count++] = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % base];
        rest /= base;
    } while (rest);
    if (value < 0)
        reversed[count++] = '-';
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

size_t number_write_int_base(char *out, int64_t value, int base)
{
    return write_in_base(out, value, (uint64_t)base);
}

size_t number_write_int(char *out, int64_t value)
{
    return write_in_base(out, value, 10);
}

static void set_digits(Decimal *decimal, const char *digits, int count, int point)
{
    while (count > 1 && digits[count - 1] == '0')
        count--;
    memcpy(decimal->digits, digits, (size_t)count);
    decimal->count = count;
    decimal->point = point;
}

typedef unsigned __int128 Wide;

enum {
    FEW_DIGITS = 15,
    MIN_POINT = -3,
    FRACTION_BITS = 52,
    EXPONENT_BIAS = 1023 + FRACTION_BITS, /* for a fraction read as a whole number */
};

static Wide power_of_ten(int exponent)
{
    Wide power = 1;
    for (; exponent > 0; exponent--)
        power *= 10;
    return power;
}

/* Everything scaled so that the value has 17 digits before its point, in units of 2^-shift: what
 * reads back as the value lies between low and high. */
typedef struct Scaled {
    Wide value, low, high;
    int shift;
    bool even; /* the ends read back too */
} Scaled;

static Scaled scale(uint64_t bits, int point)
{
    uint64_t fraction = bits & (((uint64_t)1 << FRACTION_BITS) - 1);
    uint64_t mantissa = fraction | (uint64_t)1 << FRACTION_BITS;
    int exponent = (int)(bits >> FRACTION_BITS) - EXPONENT_BIAS;
    Wide power = power_of_ten(MAX_DIGITS - point);
    /* At a power of two the neighbour below is only half as far. */
    return (Scaled){
        .value = power * mantissa * 4,
        .low = power * (mantissa * 4 - (fraction ? 2 : 1)),
        .high = power * (mantissa * 4 + 2),
        .shift = 2 - exponent,
        .even = mantissa % 2 == 0,
    };
}

static bool reads_back(const Scaled *scaled, uint64_t digits)
{
    Wide at = (Wide)digits << scaled->shift;
    return scaled->even ? at >= scaled->low && at <= scaled->high
                        : at > scaled->low && at < scaled->high;
}

/* The multiple of `step` nearest to the value, if it reads back. */
static bool round_to(const Scaled *scaled, uint64_t whole, uint64_t step, uint64_t *digits)
{
    uint64_t below = whole / step * step, above = below + step;
    Wide to_below = scaled->value - ((Wide)below << scaled->shift);
    Wide to_above = ((Wide)above << scaled->shift) - scaled->value;
    *digits =
        to_below < to_above || (to_below == to_above && below / step % 2 == 0) ? below : above;
    if (reads_back(scaled, *digits))
        return true;
    *digits = *digits == below ? above : below;
    return reads_back(scaled, *digits);
}

/* Exact in 128 bits, for sizes from 0.0001 to 10^15; false for others. Fifteen digits always tell
 * decimals of that length apart and seventeen doubles, so only the steps between need trying. */
static bool exact_digits(double value, Decimal *decimal)
{
    if (value < 1e-4 || value >= 1e15)
        return false;
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int point = (int)floor(log10(value)) + 1;
    if (point < MIN_POINT)
        point = MIN_POINT;
    Scaled scaled = scale(bits, point);
    /* The logarithm may have been rounded across a power of ten. */
    if (scaled.value >> scaled.shift >= power_of_ten(MAX_DIGITS))
        scaled = scale(bits, ++point);
    else if (scaled.value >> scaled.shift < power_of_ten(MAX_DIGITS - 1))
        scaled = scale(bits, --point);
    uint64_t whole = (uint64_t)(scaled.value >> scaled.shift);
    uint64_t digits = whole;
    for (uint64_t step = 100; step > 0 && !round_to(&scaled, whole, step, &digits); step /= 10)
        continue;
    char text[24];
    int count = (int)number_write_int(text, (int64_t)digits);
    set_digits(decimal, text, count, point + count - MAX_DIGITS);
    return true;
}

/* Rounds to `count` digits; true when the text reads back as the value. */
static bool try_digits(double value, int count, Decimal *decimal)
{
    char text[48];
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    char digits[MAX_DIGITS + 2];
    int n = 0;
    const char *at = text;
    for (; *at != 'e'; at++) {
        if (*at != '.')
            digits[n++] = *at;
    }
    set_digits(decimal, digits, n, atoi(at + 1) + 1);
    return strtod(text, NULL) == value;
}

/* At a power of two the gap below is half the gap above, and the nearest 16 digits may miss while
 * their neighbour hits. */
static bool try_neighbour(double value, Decimal *decimal)
{
    char text[48];
    snprintf(text, sizeof text, "%.15e", value);
    char digits[MAX_DIGITS + 2];
    int n = 0;
    for (const char *at = text; *at != 'e'; at++) {
        if (*at != '.')
            digits[n++] = *at;
    }
    int exponent = atoi(strchr(text, 'e') + 1);
    for (int step = -1; step <= 1; step += 2) {
        char last = (char)(digits[15] + step);
        if (last < '0' || last > '9')
            continue;
        char near[48];
        snprintf(near, sizeof near, "%c.%.14s%ce%d", digits[0], digits + 1, last, exponent);
        if (strtod(near, NULL) != value)
            continue;
        digits[15] = last;
        set_digits(decimal, digits, 16, exponent + 1);
        return true;
    }
    return false;
}

static void shortest(double value, Decimal *decimal)
{
    if (exact_digits(value, decimal))
        return;
    /* Below the normal range fewer than FEW_DIGITS may be enough. */
    for (int count = value < DBL_MIN ? 1 : FEW_DIGITS; count < MAX_DIGITS; count++) {
        if (try_digits(value, count, decimal))
            return;
    }
    if (!try_neighbour(value, decimal))
        try_digits(value, MAX_DIGITS, decimal);
}

static size_t write_text(char *out, const char *text)
{
    size_t length = strlen(text);
    memcpy(out, text, length);
    return length;
}

static size_t write_not_finite(char *out, double value)
{
    if (isnan(value))
        return write_text(out, "NaN");
    return write_text(out, value < 0 ? "-inf" : "inf");
}

static char *write_zeros(char *at, int count)
{
    for (; count > 0; count--)
        *at++ = '0';
    return at;
}

static char *write_digits(char *at, const char *digits, int count)
{
    if (count <= 0)
        return at;
    memcpy(at, digits, (size_t)count);
    return at + count;
}

static char *write_plain(char *at, const Decimal *d)
{
    if (d->point <= 0) {
        at += write_text(at, "0.");
        at = write_zeros(at, -d->point);
        return write_digits(at, d->digits, d->count);
    }
    if (d->point >= d->count) {
        at = write_digits(at, d->digits, d->count);
        return write_zeros(at, d->point - d->count);
    }
    at = write_digits(at, d->digits, d->point);
    *at++ = '.';
    return write_digits(at, d->digits + d->point, d->count - d->point);
}

static char *write_scientific(char *at, const Decimal *d)
{
    *at++ = d->digits[0];
    if (d->count > 1)
        *at++ = '.';
    at = write_digits(at, d->digits + 1, d->count - 1);
    int exponent = d->point - 1;
    *at++ = 'e';
    *at++ = exponent < 0 ? '-' : '+';
    return at + number_write_int(at, exponent < 0 ? -exponent : exponent);
}

size_t number_write_float(char *out, double value)
{
    if (!isfinite(value))
        return write_not_finite(out, value);
    char *at = out;
    if (signbit(value))
        *at++ = '-';
    if (value == 0) {
        *at++ = '0';
        return (size_t)(at - out);
    }
    Decimal decimal;
    shortest(fabs(value), &decimal);
    return (size_t)(write_plain(at, &decimal) - out);
}

size_t number_write_json_float(char *out, double value)
{
    if (!isfinite(value))
        return write_text(out, "null");
    char *at = out;
    if (signbit(value))
        *at++ = '-';
    double size = fabs(value);
    if (size == 0)
        return (size_t)(at - out) + write_text(at, "0.0");
    Decimal decimal;
    shortest(size, &decimal);
    if (size >= 1e16 || size < 1e-5)
        return (size_t)(write_scientific(at, &decimal) - out);
    at = write_plain(at, &decimal);
    if (decimal.point >= decimal.count)
        at += write_text(at, ".0");
    return (size_t)(at - out);
}

size_t number_write_fixed(char *out, double value, int decimals)
{
    if (!isfinite(value))
        return write_not_finite(out, value);
    int places = decimals < 0 ? 0 : decimals > NUMBER_MAX_DECIMALS ? NUMBER_MAX_DECIMALS : decimals;
    return (size_t)snprintf(out, NUMBER_FIXED_BYTES, "%.*f", places, value);
}

size_t number_write_exponent(char *out, double value, int digits)
{
    if (!isfinite(value))
        return write_not_finite(out, value);
    char *at = out;
    if (signbit(value))
        *at++ = '-';
    double size = fabs(value);
    if (digits < 0 && size == 0)
        return (size_t)(at - out) + write_text(at, "0e+0");
    if (digits < 0) {
        Decimal decimal;
        shortest(size, &decimal);
        return (size_t)(write_scientific(at, &decimal) - out);
    }
    char text[NUMBER_FIXED_BYTES];
    snprintf(text, sizeof text, "%.*e", digits > NUMBER_MAX_DECIMALS ? NUMBER_MAX_DECIMALS : digits,
             size);
    char *mark = strchr(text, 'e');
    int exponent = atoi(mark + 1);
    *mark = 0;
    at += write_text(at, text);
    *at++ = 'e';
    *at++ = exponent < 0 ? '-' : '+';
    at += number_write_int(at, exponent < 0 ? -exponent : exponent);
    return (size_t)(at - out);
}

static int digit_value(uint8_t byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    uint8_t lower = byte | 0x20;
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

bool number_read_int(const uint8_t *text, size_t length, int base, int64_t *value)
{
    bool negative = length > 0 && text[0] == '-';
    size_t i = length > 0 && (text[0] == '-' || text[0] == '+');
    if (i == length)
        return false;
    uint64_t limit = negative ? (uint64_t)1 << 63 : INT64_MAX;
    uint64_t sum = 0;
    for (; i < length; i++) {
        int digit = digit_value(text[i]);
        if (digit >= base)
            return false;
        if (__builtin_mul_overflow(sum, (uint64_t)base, &sum))
            return false;
        if (__builtin_add_overflow(sum, (uint64_t)digit, &sum))
            return false;
        if (sum > limit)
            return false;
    }
    *value = (int64_t)(negative ? 0 - sum : sum);
    return true;
}

static size_t count_digits(const uint8_t *text, size_t length)
{
    size_t i = 0;
    while (i < length && text[i] >= '0' && text[i] <= '9')
        i++;
    return i;
}

/* digits [. digits] [e [sign] digits], with a digit before the exponent. */
static bool decimal_form(const uint8_t *text, size_t length)
{
    size_t i = count_digits(text, length);
    size_t digits = i;
    if (i < length && text[i] == '.') {
        i++;
        size_t places = count_digits(text + i, length - i);
        digits += places;
        i += places;
    }
    if (digits == 0)
        return false;
    if (i == length)
        return true;
    if ((text[i] | 0x20) != 'e')
        return false;
    i++;
    if (i < length && (text[i] == '+' || text[i] == '-'))
        i++;
    size_t exponent = count_digits(text + i, length - i);
    return exponent > 0 && i + exponent == length;
}

static bool same_word(const uint8_t *text, size_t length, const char *word)
{
    return length == strlen(word) && strncasecmp((const char *)text, word, length) == 0;
}

static double read_decimal(const uint8_t *text, size_t length)
{
    char small[SMALL_NUMBER_BYTES];
    char *copy = length < sizeof small ? small : memory_new(length + 1);
    memcpy(copy, text, length);
    copy[length] = 0;
    double value = strtod(copy, NULL);
    if (copy != small)
        memory_free(copy);
    return value;
}

bool number_read_float(const uint8_t *text, size_t length, double *value)
{
    bool negative = length > 0 && text[0] == '-';
    size_t sign = length > 0 && (text[0] == '-' || text[0] == '+');
    text += sign;
    length -= sign;
    double size;
    if (same_word(text, length, "inf") || same_word(text, length, "infinity"))
        size = INFINITY;
    else if (same_word(text, length, "nan"))
        size = NAN;
    else if (decimal_form(text, length))
        size = read_decimal(text, length);
    else
        return false;
    *value = negative ? -size : size;
    return true;
}
