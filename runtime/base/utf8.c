#include "base/utf8.h"

#include <string.h>

/* What may follow a first byte: how many bytes in all, and the range of the second one, which is
 * where overlong forms, surrogates and code points that are too large are told apart. */
typedef struct Lead {
    uint8_t size, low, high;
} Lead;

static Lead lead_of(uint8_t byte)
{
    if (byte < 0xC2)
        return (Lead){0, 0, 0};
    if (byte < 0xE0)
        return (Lead){2, 0x80, 0xBF};
    if (byte < 0xF0)
        return (Lead){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    if (byte < 0xF5)
        return (Lead){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
    return (Lead){0, 0, 0};
}

size_t utf8_ascii_prefix(const uint8_t *bytes, size_t length)
{
    size_t at = 0;
    while (length - at >= 16) {
        uint64_t words[2];
        memcpy(words, bytes + at, sizeof words);
        if ((words[0] | words[1]) & UINT64_C(0x8080808080808080))
            break;
        at += 16;
    }
    while (at < length && bytes[at] < 0x80)
        at++;
    return at;
}

size_t utf8_character(const uint8_t *bytes, size_t length)
{
    if (length == 0)
        return 0;
    if (bytes[0] < 0x80)
        return 1;
    Lead lead = lead_of(bytes[0]);
    if (lead.size == 0 || lead.size > length || bytes[1] < lead.low || bytes[1] > lead.high)
        return 0;
    for (size_t i = 2; i < lead.size; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return lead.size;
}

size_t utf8_bad_part(const uint8_t *bytes, size_t length)
{
    Lead lead = lead_of(bytes[0]);
    if (lead.size == 0 || length < 2 || bytes[1] < lead.low || bytes[1] > lead.high)
        return 1;
    size_t at = 2;
    while (at < length && at < lead.size && (bytes[at] & 0xC0) == 0x80)
        at++;
    return at;
}

size_t utf8_valid_prefix(const uint8_t *bytes, size_t length)
{
    size_t at = 0;
    for (;;) {
        at += utf8_ascii_prefix(bytes + at, length - at);
        /* Text that is not ASCII tends to stay so: walk it without going back to the wide loop. */
        size_t size = 0;
        while (at < length && bytes[at] >= 0x80) {
            size = utf8_character(bytes + at, length - at);
            if (size == 0)
                return at;
            at += size;
        }
        if (at == length)
            return at;
    }
}

bool utf8_valid(const uint8_t *bytes, size_t length)
{
    return utf8_valid_prefix(bytes, length) == length;
}

size_t utf8_replace(const uint8_t *bytes, size_t length, uint8_t *out)
{
    size_t at = 0, size = 0;
    for (;;) {
        size_t good = utf8_valid_prefix(bytes + at, length - at);
        if (good > 0)
            memcpy(out + size, bytes + at, good);
        at += good;
        size += good;
        if (at == length)
            return size;
        memcpy(out + size, UTF8_REPLACEMENT, UTF8_REPLACEMENT_SIZE);
        size += UTF8_REPLACEMENT_SIZE;
        at += utf8_bad_part(bytes + at, length - at);
    }
}

size_t utf8_replaced_size(const uint8_t *bytes, size_t length)
{
    size_t at = 0, size = 0;
    for (;;) {
        size_t good = utf8_valid_prefix(bytes + at, length - at);
        at += good;
        size += good;
        if (at == length)
            return size;
        size += UTF8_REPLACEMENT_SIZE;
        at += utf8_bad_part(bytes + at, length - at);
    }
}

size_t utf8_encode(uint32_t code_point, uint8_t *out)
{
    if (code_point < 0x80) {
        out[0] = (uint8_t)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (uint8_t)(0xC0 | code_point >> 6);
        out[1] = (uint8_t)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (uint8_t)(0xE0 | code_point >> 12);
        out[1] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | code_point >> 18);
    out[1] = (uint8_t)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (code_point & 0x3F));
    return 4;
}
