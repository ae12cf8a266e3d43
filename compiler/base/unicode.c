#include "base/unicode.h"

typedef enum Table { LETTER, PART, UPPER, ZERO_WIDTH, WIDE } Table;

typedef struct Range {
    Table table;
    uint32_t first, last, step;
} Range;

/* One array for all properties, so that the tables need no names of their own; each is a stretch of
 * it. */
static const Range ranges[] = {
#define RANGE(table, first, last, step) {table, first, last, step},
#include "base/unicode.def"
#undef RANGE
};

enum { RANGE_COUNT = sizeof ranges / sizeof *ranges };

static bool contains(Table table, uint32_t character)
{
    size_t low = 0, high = RANGE_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Range *range = &ranges[middle];
        if (range->table < table || (range->table == table && range->last < character))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == RANGE_COUNT || ranges[low].table != table || ranges[low].first > character)
        return false;
    return (character - ranges[low].first) % ranges[low].step == 0;
}

size_t utf8_decode(Text text, size_t at, uint32_t *character)
{
    if (at >= text.length)
        return 0;
    const unsigned char *bytes = (const unsigned char *)text.bytes + at;
    size_t left = text.length - at;
    if (bytes[0] < 0x80) {
        *character = bytes[0];
        return 1;
    }
    size_t length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || left < length)
        return 0;
    uint32_t value = bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (bytes[i] & 0x3F);
    }
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *character = value;
    return length;
}

void utf8_add(TextBuffer *buffer, uint32_t character)
{
    if (character < 0x80) {
        text_add_char(buffer, (char)character);
        return;
    }
    if (character < 0x800) {
        text_add_char(buffer, (char)(0xC0 | character >> 6));
    } else if (character < 0x10000) {
        text_add_char(buffer, (char)(0xE0 | character >> 12));
        text_add_char(buffer, (char)(0x80 | (character >> 6 & 0x3F)));
    } else {
        text_add_char(buffer, (char)(0xF0 | character >> 18));
        text_add_char(buffer, (char)(0x80 | (character >> 12 & 0x3F)));
        text_add_char(buffer, (char)(0x80 | (character >> 6 & 0x3F)));
    }
    text_add_char(buffer, (char)(0x80 | (character & 0x3F)));
}

bool unicode_is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    return contains(LETTER, character);
}

bool unicode_is_name_part(uint32_t character)
{
    if (character < 0x80)
        return character == '_' || (character >= '0' && character <= '9') ||
               unicode_is_letter(character);
    return contains(LETTER, character) || contains(PART, character);
}

bool unicode_is_upper(uint32_t character)
{
    if (character < 0x80)
        return character >= 'A' && character <= 'Z';
    return contains(UPPER, character);
}

int unicode_width(uint32_t character)
{
    if (character < 0x300)
        return 1;
    if (contains(ZERO_WIDTH, character))
        return 0;
    return contains(WIDE, character) ? 2 : 1;
}
