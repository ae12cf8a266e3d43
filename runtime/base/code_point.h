/* code_point.h - UTF-8 text seen as code points: counting, finding and walking them.
 *
 * Counting and offsets look only at which bytes begin a code point, so they give an answer on
 * damaged text too. utf8.h says what is valid. */
#ifndef RT_BASE_CODE_POINT_H
#define RT_BASE_CODE_POINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

size_t code_point_count(const uint8_t *bytes, size_t length); /* of valid UTF-8 */

/* Where code point number `index` begins; `length` when there are not that many. */
size_t code_point_offset(const uint8_t *bytes, size_t length, size_t index);

/* The code point at `bytes` (at least one byte) and how many bytes it takes. Damaged text gives
 * U+FFFD and one byte. */
size_t code_point_read(const uint8_t *bytes, size_t length, uint32_t *code_point);

/* White_Space of the Unicode standard at either end of a text. */
/* bytes of space at the front */
size_t code_point_skip_space(const uint8_t *bytes, size_t length);
/* length without space at the end */
size_t code_point_trim_length(const uint8_t *bytes, size_t length);

#endif
