/* number.h - numbers as text and back.
 *
 * Pure: text goes to a buffer of the caller, who makes it as large as the constant says; the
 * functions give the bytes written. Nothing depends on the locale. */
#ifndef RT_BASE_NUMBER_H
#define RT_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMBER_INT_BYTES    72
#define NUMBER_FLOAT_BYTES  400
#define NUMBER_MAX_DECIMALS 340
#define NUMBER_FIXED_BYTES  (320 + NUMBER_MAX_DECIMALS)

size_t number_write_int(char *out, int64_t value); /* in base 10; the count of bytes */
/* base 2..36, lower-case letters */
size_t number_write_int_base(char *out, int64_t value, int base);

/* The fewest digits that read back as the same value; never an exponent, no trailing `.0`. */
size_t number_write_float(char *out, double value);

/* As JSON wants it: always with `.0` or an exponent, exponents from 1e16 and below 1e-5; `null`
 * when not finite. */
size_t number_write_json_float(char *out, double value);

/* Exactly `decimals` (0..NUMBER_MAX_DECIMALS) places, correctly rounded. NUMBER_FIXED_BYTES. */
size_t number_write_fixed(char *out, double value, int decimals);

/* d.ddde+x with `digits` places; negative means the fewest that read back. NUMBER_FIXED_BYTES. */
size_t number_write_exponent(char *out, double value, int digits);

/* The whole text must be a number: an optional sign and digits. Overflow is false. */
bool number_read_int(const uint8_t *text, size_t length, int base, int64_t *value);

/* Decimal and exponent forms, `inf`, `infinity`, `nan` in any case; too large gives infinity. */
bool number_read_float(const uint8_t *text, size_t length, double *value);

#endif
