/* utf8.h - what is UTF-8 and what is not.
 *
 * Valid is exactly what the Unicode standard calls well formed: no overlong forms, no surrogates,
 * nothing above U+10FFFF. Everything here is plain work on bytes and may be called from any
 * thread. */
#ifndef RT_BASE_UTF8_H
#define RT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT      "\xEF\xBF\xBD" /* U+FFFD */
#define UTF8_REPLACEMENT_SIZE 3

/* The number of leading bytes that are ASCII. */
size_t utf8_ascii_prefix(const uint8_t *bytes, size_t length);

/* The number of leading bytes that form whole, valid characters. */
size_t utf8_valid_prefix(const uint8_t *bytes, size_t length);

/* No overlong forms, surrogates or numbers beyond U+10FFFF. */
bool utf8_valid(const uint8_t *bytes, size_t length);

/* The length of the valid character at `bytes`, 0 when there is none or it is cut short. */
size_t utf8_character(const uint8_t *bytes, size_t length);

/* The length of the maximal bad part at `bytes`, where no valid character begins: at least 1. One
 * such part is replaced by one U+FFFD. */
size_t utf8_bad_part(const uint8_t *bytes, size_t length);

/* Copies with every maximal bad part replaced; the result is at most 3 * length bytes. Returns its
 * size. */
size_t utf8_replace(const uint8_t *bytes, size_t length, uint8_t *out);

/* What utf8_replace will return. */
size_t utf8_replaced_size(const uint8_t *bytes, size_t length);

/* Writes a code point of at most U+10FFFF; returns 1 to 4. */
size_t utf8_encode(uint32_t code_point, uint8_t *out);

#endif
