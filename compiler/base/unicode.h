/* unicode.h - the few properties of characters the compiler needs, and reading UTF-8. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/text.h"

/* Decodes the character at bytes[at]. Returns its length in bytes, 0 when the bytes are no valid
 * UTF-8 (overlong forms, surrogates and values over U+10FFFF included) or nothing is left. */
size_t utf8_decode(Text text, size_t at, uint32_t *character);
void utf8_add(TextBuffer *buffer, uint32_t character);

bool unicode_is_letter(uint32_t character);    /* of any script */
bool unicode_is_name_part(uint32_t character); /* letters, digits, combining marks, _ */
bool unicode_is_upper(uint32_t character);     /* begins the name of a type */
int unicode_width(uint32_t character);         /* columns in a terminal: 0, 1 or 2 */

#endif
