/* Bodies of std/url.mpl: percent-encoding. */
#include "std_externs.h"

#include "base/memory.h"
#include "value/list.h"
#include "value/string.h"

static bool is_plain(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

MeshString *mesh_url_encode(MeshContext *cx, MeshString *text)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t length = 0, at = 0;
    for (int64_t i = 0; i < text->length; i++)
        length += is_plain(text->bytes[i]) ? 1 : 3;
    uint8_t *out;
    MeshString *result = string_alloc(cx, length, &out);
    for (int64_t i = 0; i < text->length; i++) {
        uint8_t c = text->bytes[i];
        if (is_plain(c)) {
            out[at++] = c;
            continue;
        }
        out[at++] = '%';
        out[at++] = (uint8_t)digits[c >> 4];
        out[at++] = (uint8_t)digits[c & 15];
    }
    return result;
}

static int digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* [] when a %XX is cut short or no number. */
MeshList *mesh_url_decode(MeshContext *cx, MeshString *text, bool plus)
{
    size_t length = (size_t)text->length, used = 0;
    uint8_t *out = heap_outside_new(cx, length + 1);
    for (size_t i = 0; i < length; i++) {
        uint8_t c = text->bytes[i];
        if (c == '%') {
            int high = i + 2 < length ? digit(text->bytes[i + 1]) : -1;
            int low = i + 2 < length ? digit(text->bytes[i + 2]) : -1;
            if (high < 0 || low < 0) {
                memory_free(out);
                return list_empty();
            }
            c = (uint8_t)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        out[used++] = c;
    }
    MeshString *result = string_new(cx, out, used);
    memory_free(out);
    return list_push(cx, MESH_KIND_REF, list_empty(), (MeshWord)(uintptr_t)result);
}
