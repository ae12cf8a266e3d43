#include "base/code_point.h"

#include <string.h>

#include "base/utf8.h"

#define LOW_BITS UINT64_C(0x0101010101010101)

static bool continues(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Bytes of the word that continue a code point: high bit set, next bit clear. */
static size_t count_continuing(uint64_t word)
{
    uint64_t marks = (word >> 7) & ~(word >> 6) & LOW_BITS;
    return (size_t)((marks * LOW_BITS) >> 56);
}

size_t code_point_count(const uint8_t *bytes, size_t length)
{
    size_t continuing = 0;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        continuing += count_continuing(word);
    }
    for (; i < length; i++)
        continuing += continues(bytes[i]);
    return length - continuing;
}

size_t code_point_offset(const uint8_t *bytes, size_t length, size_t index)
{
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        size_t begins = 8 - count_continuing(word);
        if (begins > index)
            break;
        index -= begins;
    }
    for (; i < length; i++) {
        if (!continues(bytes[i]) && index-- == 0)
            return i;
    }
    return length;
}

size_t code_point_read(const uint8_t *bytes, size_t length, uint32_t *code_point)
{
    size_t size = utf8_character(bytes, length);
    if (size == 0) {
        *code_point = 0xFFFD;
        return 1;
    }
    uint32_t value = size == 1 ? bytes[0] : bytes[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++)
        value = value << 6 | (bytes[i] & 0x3F);
    *code_point = value;
    return size;
}

static bool white_space(uint32_t c)
{
    if (c <= 0x20)
        return c == 0x20 || (c >= 0x09 && c <= 0x0D);
    if (c < 0x1680)
        return c == 0x85 || c == 0xA0;
    if (c >= 0x2000 && c <= 0x200A)
        return true;
    return c == 0x1680 || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

size_t code_point_skip_space(const uint8_t *bytes, size_t length)
{
    size_t i = 0;
    while (i < length) {
        uint32_t c;
        size_t size = code_point_read(bytes + i, length - i, &c);
        if (!white_space(c))
            break;
        i += size;
    }
    return i;
}

size_t code_point_trim_length(const uint8_t *bytes, size_t length)
{
    while (length > 0) {
        size_t start = length - 1;
        while (start > 0 && length - start < 4 && continues(bytes[start]))
            start--;
        uint32_t c;
        size_t size = code_point_read(bytes + start, length - start, &c);
        if (size != length - start || !white_space(c))
            break;
        length = start;
    }
    return length;
}
