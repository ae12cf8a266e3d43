/* Bodies of std/bytes.mpl. Bytes are strings that need not be text. */
#include "std_externs.h"

#include <string.h>

#include "base/panic.h"
#include "base/utf8.h"
#include "value/list.h"
#include "value/string.h"

static size_t clamp(int64_t value, size_t low, size_t high)
{
    if (value < (int64_t)low)
        return low;
    return value > (int64_t)high ? high : (size_t)value;
}

int64_t mesh_bytes_length(MeshContext *cx, MeshString *bytes)
{
    (void)cx;
    return bytes->length;
}

int64_t mesh_bytes_get(MeshContext *cx, MeshString *bytes, int64_t index)
{
    if (index < 0 || index >= bytes->length)
        mesh_panic_c(cx, "Bytes.get: index %lld out of bounds (length %lld)", (long long)index,
                     (long long)bytes->length);
    return bytes->bytes[index];
}

/* Both ends are clamped. */
MeshString *mesh_bytes_slice(MeshContext *cx, MeshString *bytes, int64_t start, int64_t end)
{
    size_t length = (size_t)bytes->length;
    size_t from = clamp(start, 0, length);
    return string_slice(cx, bytes, from, clamp(end, from, length));
}

MeshString *mesh_bytes_concat(MeshContext *cx, MeshString *a, MeshString *b)
{
    return mesh_string_concat(cx, 2, (MeshWord[]){(MeshWord)a, (MeshWord)b});
}

/* The low eight bits of each number. */
MeshString *mesh_bytes_from_list(MeshContext *cx, MeshList *list)
{
    if (list->length == 0)
        return string_empty();
    uint8_t *out;
    MeshString *bytes = string_alloc(cx, (size_t)list->length, &out);
    for (int64_t i = 0; i < list->length; i++)
        out[i] = (uint8_t)list->items[i];
    return bytes;
}

MeshList *mesh_bytes_to_list(MeshContext *cx, MeshString *bytes)
{
    if (bytes->length == 0)
        return list_empty();
    MeshList *list = list_new(cx, MESH_KIND_WORD, (size_t)bytes->length);
    for (int64_t i = 0; i < bytes->length; i++)
        list->items[i] = bytes->bytes[i];
    list->length = list->buffer->used = bytes->length;
    return list;
}

/* A string is its bytes. */
MeshString *mesh_bytes_from_string(MeshContext *cx, MeshString *text)
{
    (void)cx;
    object_dup(cx, text);
    return text;
}

bool mesh_bytes_is_text(MeshContext *cx, MeshString *bytes)
{
    (void)cx;
    return utf8_valid(bytes->bytes, (size_t)bytes->length);
}

/* Whatever is not UTF-8 becomes U+FFFD. */
MeshString *mesh_bytes_to_text(MeshContext *cx, MeshString *bytes)
{
    size_t length = (size_t)bytes->length;
    if (utf8_valid(bytes->bytes, length)) {
        object_dup(cx, bytes);
        return bytes;
    }
    uint8_t *out;
    MeshString *room = string_alloc(cx, length * 3, &out);
    MeshString *text = string_new(cx, out, utf8_replace(bytes->bytes, length, out));
    object_drop(cx, room);
    return text;
}
