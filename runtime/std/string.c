/* Bodies of std/string.mpl. Positions named "byte" count bytes, all others count code points. */
#include "std_externs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unigbrk.h>
#include <uninorm.h>

#include "base/code_point.h"
#include "base/panic.h"
#include "base/utf8.h"
#include "value/builder.h"
#include "value/list.h"
#include "value/string.h"

static size_t size_of(const MeshString *text)
{
    return (size_t)text->length;
}

static size_t clamp(int64_t value, size_t low, size_t high)
{
    if (value < (int64_t)low)
        return low;
    return value > (int64_t)high ? high : (size_t)value;
}

static MeshString *same(MeshContext *cx, MeshString *text)
{
    object_dup(cx, text);
    return text;
}

static MeshList *push_string(MeshContext *cx, MeshList *list, MeshString *text)
{
    return list_push(cx, MESH_KIND_REF, list, (MeshWord)text);
}

/* ---- Length and position ---- */

int64_t mesh_string_length(MeshContext *cx, MeshString *text)
{
    (void)cx;
    return (int64_t)code_point_count(text->bytes, size_of(text));
}

int64_t mesh_string_compare(MeshContext *cx, MeshString *a, MeshString *b)
{
    (void)cx;
    int order = string_compare(a, b);
    return (order > 0) - (order < 0);
}

/* Code points start..end, both clamped. */
MeshString *mesh_string_slice(MeshContext *cx, MeshString *text, int64_t start, int64_t end)
{
    size_t length = size_of(text);
    size_t from_point = clamp(start, 0, length);
    size_t to_point = clamp(end, from_point, length);
    size_t from = code_point_offset(text->bytes, length, from_point);
    size_t to = from + code_point_offset(text->bytes + from, length - from, to_point - from_point);
    return string_slice(cx, text, from, to);
}

/* Bytes start..end, both clamped. */
MeshString *mesh_string_slice_bytes(MeshContext *cx, MeshString *text, int64_t start, int64_t end)
{
    size_t from = clamp(start, 0, size_of(text));
    return string_slice(cx, text, from, clamp(end, from, size_of(text)));
}

/* How many code points begin before byte `offset`. */
int64_t mesh_string_index_at(MeshContext *cx, MeshString *text, int64_t offset)
{
    (void)cx;
    return (int64_t)code_point_count(text->bytes, clamp(offset, 0, size_of(text)));
}

/* The byte of the first match at or after byte `from`, or -1. */
int64_t mesh_string_find(MeshContext *cx, MeshString *text, MeshString *part, int64_t from)
{
    (void)cx;
    return string_find(text, part, from < 0 ? 0 : (size_t)from);
}

/* The byte of the last match that ends at or before byte `end`, or -1. */
int64_t mesh_string_find_last(MeshContext *cx, MeshString *text, MeshString *part, int64_t end)
{
    (void)cx;
    return string_find_last(text, part, end < 0 ? 0 : (size_t)end);
}

bool mesh_string_contains(MeshContext *cx, MeshString *text, MeshString *part)
{
    (void)cx;
    return string_find(text, part, 0) >= 0;
}

bool mesh_string_starts_with(MeshContext *cx, MeshString *text, MeshString *prefix)
{
    (void)cx;
    return string_starts(text, prefix);
}

bool mesh_string_ends_with(MeshContext *cx, MeshString *text, MeshString *suffix)
{
    (void)cx;
    size_t length = size_of(suffix);
    return length <= size_of(text) &&
           memcmp(text->bytes + size_of(text) - length, suffix->bytes, length) == 0;
}

static size_t count_matches(const MeshString *text, const MeshString *part)
{
    size_t count = 0;
    int64_t at = string_find(text, part, 0);
    for (; at >= 0; count++)
        at = string_find(text, part, (size_t)(at + part->length));
    return count;
}

/* Matches that do not overlap. An empty part matches before each code point and at the end. */
int64_t mesh_string_count(MeshContext *cx, MeshString *text, MeshString *part)
{
    if (part->length == 0)
        return mesh_string_length(cx, text) + 1;
    return (int64_t)count_matches(text, part);
}

bool mesh_string_is_ascii(MeshContext *cx, MeshString *text)
{
    (void)cx;
    return utf8_ascii_prefix(text->bytes, size_of(text)) == size_of(text);
}

static uint8_t ascii_lower(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static uint8_t ascii_upper(uint8_t byte)
{
    return byte >= 'a' && byte <= 'z' ? byte & 0xDF : byte;
}

/* Upper and lower case of ASCII letters are the same here. */
bool mesh_string_equal_ignore_case(MeshContext *cx, MeshString *a, MeshString *b)
{
    (void)cx;
    if (a->length != b->length)
        return false;
    for (int64_t i = 0; i < a->length; i++) {
        if (ascii_lower(a->bytes[i]) != ascii_lower(b->bytes[i]))
            return false;
    }
    return true;
}

/* ---- Trimming and case ---- */

MeshString *mesh_string_trim_start(MeshContext *cx, MeshString *text)
{
    return string_slice(cx, text, code_point_skip_space(text->bytes, size_of(text)), size_of(text));
}

MeshString *mesh_string_trim_end(MeshContext *cx, MeshString *text)
{
    return string_slice(cx, text, 0, code_point_trim_length(text->bytes, size_of(text)));
}

MeshString *mesh_string_trim(MeshContext *cx, MeshString *text)
{
    size_t start = code_point_skip_space(text->bytes, size_of(text));
    size_t count = code_point_trim_length(text->bytes + start, size_of(text) - start);
    return string_slice(cx, text, start, start + count);
}

typedef uint8_t *CaseMapping(const uint8_t *text, size_t length, const char *language,
                             uninorm_t form, uint8_t *buffer, size_t *result_length);

/* The library allocates its result; what it cannot map (damaged text) stays as it is. */
static MeshString *map_case(MeshContext *cx, MeshString *text, CaseMapping *mapping)
{
    size_t length;
    uint8_t *bytes = mapping(text->bytes, size_of(text), NULL, NULL, NULL, &length);
    if (!bytes)
        return same(cx, text);
    MeshString *mapped = string_new(cx, bytes, length);
    free(bytes);
    return mapped;
}

static MeshString *map_ascii(MeshContext *cx, MeshString *text, uint8_t (*mapping)(uint8_t))
{
    size_t at = 0;
    while (at < size_of(text) && mapping(text->bytes[at]) == text->bytes[at])
        at++;
    if (at == size_of(text))
        return same(cx, text);
    uint8_t *out;
    MeshString *mapped = string_alloc(cx, size_of(text), &out);
    for (size_t i = 0; i < size_of(text); i++)
        out[i] = mapping(text->bytes[i]);
    return mapped;
}

MeshString *mesh_string_to_upper(MeshContext *cx, MeshString *text)
{
    if (mesh_string_is_ascii(cx, text))
        return map_ascii(cx, text, ascii_upper);
    return map_case(cx, text, u8_toupper);
}

MeshString *mesh_string_to_lower(MeshContext *cx, MeshString *text)
{
    if (mesh_string_is_ascii(cx, text))
        return map_ascii(cx, text, ascii_lower);
    return map_case(cx, text, u8_tolower);
}

/* What two texts must have in common to be equal but for case. */
MeshString *mesh_string_fold_case(MeshContext *cx, MeshString *text)
{
    if (mesh_string_is_ascii(cx, text))
        return map_ascii(cx, text, ascii_lower);
    return map_case(cx, text, u8_casefold);
}

/* 0 NFC, 1 NFD, 2 NFKC, 3 NFKD. */
MeshString *mesh_string_normalize(MeshContext *cx, MeshString *text, int64_t form)
{
    const uninorm_t forms[] = {UNINORM_NFC, UNINORM_NFD, UNINORM_NFKC, UNINORM_NFKD};
    if (mesh_string_is_ascii(cx, text))
        return same(cx, text);
    size_t length;
    uint8_t *bytes = u8_normalize(forms[form & 3], text->bytes, size_of(text), NULL, &length);
    if (!bytes)
        return same(cx, text);
    MeshString *normal = string_new(cx, bytes, length);
    free(bytes);
    return normal;
}

/* ---- Replacing ---- */

/* A result of count * each + rest bytes, or the crash that it is too large. */
static size_t checked_size(MeshContext *cx, const char *function, size_t count, size_t each,
                           size_t rest)
{
    size_t size;
    if (__builtin_mul_overflow(count, each, &size) || __builtin_add_overflow(size, rest, &size) ||
        size > (size_t)1 << 40)
        mesh_panic_c(cx, "String.%s: the result is too large", function);
    return size;
}

static uint8_t *put(uint8_t *out, const uint8_t *bytes, size_t count)
{
    memcpy(out, bytes, count);
    return out + count;
}

static MeshString *insert_everywhere(MeshContext *cx, MeshString *text, MeshString *to)
{
    size_t count = code_point_count(text->bytes, size_of(text)) + 1;
    uint8_t *out;
    MeshString *result =
        string_alloc(cx, checked_size(cx, "replace", count, size_of(to), size_of(text)), &out);
    for (size_t i = 0; i < size_of(text); i++) {
        if ((text->bytes[i] & 0xC0) != 0x80)
            out = put(out, to->bytes, size_of(to));
        *out++ = text->bytes[i];
    }
    put(out, to->bytes, size_of(to));
    return result;
}

static MeshString *replace_matches(MeshContext *cx, MeshString *text, MeshString *from,
                                   MeshString *to, size_t count)
{
    if (count == 0)
        return same(cx, text);
    size_t kept = size_of(text) - count * size_of(from);
    uint8_t *out;
    MeshString *result =
        string_alloc(cx, checked_size(cx, "replace", count, size_of(to), kept), &out);
    size_t at = 0;
    for (; count > 0; count--) {
        size_t match = (size_t)string_find(text, from, at);
        out = put(out, text->bytes + at, match - at);
        out = put(out, to->bytes, size_of(to));
        at = match + size_of(from);
    }
    put(out, text->bytes + at, size_of(text) - at);
    return result;
}

MeshString *mesh_string_replace(MeshContext *cx, MeshString *text, MeshString *from, MeshString *to)
{
    if (from->length == 0)
        return insert_everywhere(cx, text, to);
    return replace_matches(cx, text, from, to, count_matches(text, from));
}

MeshString *mesh_string_replace_first(MeshContext *cx, MeshString *text, MeshString *from,
                                      MeshString *to)
{
    return replace_matches(cx, text, from, to, string_find(text, from, 0) >= 0);
}

MeshString *mesh_string_repeat(MeshContext *cx, MeshString *text, int64_t count)
{
    if (count <= 0 || text->length == 0)
        return string_empty();
    size_t total = checked_size(cx, "repeat", (size_t)count, size_of(text), 0);
    uint8_t *out;
    MeshString *result = string_alloc(cx, total, &out);
    memcpy(out, text->bytes, size_of(text));
    for (size_t done = size_of(text); done < total; done *= 2)
        memcpy(out + done, out, done < total - done ? done : total - done);
    return result;
}

/* ---- Splitting and joining ---- */

static MeshList *split_points(MeshContext *cx, MeshString *text, int64_t limit)
{
    MeshList *list = push_string(cx, list_empty(), string_empty());
    size_t at = 0;
    while (at < size_of(text) && list->length < limit - 1) {
        uint32_t value;
        size_t next = at + code_point_read(text->bytes + at, size_of(text) - at, &value);
        list = push_string(cx, list, string_slice(cx, text, at, next));
        at = next;
    }
    return push_string(cx, list, string_slice(cx, text, at, size_of(text)));
}

static MeshList *split_limited(MeshContext *cx, MeshString *text, MeshString *separator,
                               int64_t limit)
{
    if (limit <= 1)
        return push_string(cx, list_empty(), same(cx, text));
    if (separator->length == 0)
        return split_points(cx, text, limit);
    MeshList *list = list_empty();
    size_t at = 0;
    while (list->length < limit - 1) {
        int64_t match = string_find(text, separator, at);
        if (match < 0)
            break;
        list = push_string(cx, list, string_slice(cx, text, at, (size_t)match));
        at = (size_t)match + size_of(separator);
    }
    return push_string(cx, list, string_slice(cx, text, at, size_of(text)));
}

MeshList *mesh_string_split(MeshContext *cx, MeshString *text, MeshString *separator)
{
    return split_limited(cx, text, separator, INT64_MAX);
}

/* At most `limit` pieces; the last one is the rest. */
MeshList *mesh_string_split_limit(MeshContext *cx, MeshString *text, MeshString *separator,
                                  int64_t limit)
{
    return split_limited(cx, text, separator, limit);
}

/* The runs between white space. */
MeshList *mesh_string_split_whitespace(MeshContext *cx, MeshString *text)
{
    MeshList *list = list_empty();
    size_t at = 0;
    for (;;) {
        at += code_point_skip_space(text->bytes + at, size_of(text) - at);
        if (at == size_of(text))
            return list;
        size_t end = at;
        while (end < size_of(text) &&
               code_point_skip_space(text->bytes + end, size_of(text) - end) == 0) {
            uint32_t value;
            end += code_point_read(text->bytes + end, size_of(text) - end, &value);
        }
        list = push_string(cx, list, string_slice(cx, text, at, end));
        at = end;
    }
}

/* Without their line ends, \n or \r\n; no empty line after the last one. */
MeshList *mesh_string_lines(MeshContext *cx, MeshString *text)
{
    MeshList *list = list_empty();
    const uint8_t *bytes = text->bytes;
    for (size_t at = 0; at < size_of(text);) {
        const uint8_t *mark = memchr(bytes + at, '\n', size_of(text) - at);
        size_t end = mark ? (size_t)(mark - bytes) : size_of(text);
        size_t next = end + 1;
        if (mark && end > at && bytes[end - 1] == '\r')
            end--;
        list = push_string(cx, list, string_slice(cx, text, at, end));
        at = next;
    }
    return list;
}

MeshString *mesh_string_join(MeshContext *cx, MeshList *parts, MeshString *separator)
{
    if (parts->length == 0)
        return string_empty();
    size_t total = checked_size(cx, "join", (size_t)parts->length - 1, size_of(separator), 0);
    for (int64_t i = 0; i < parts->length; i++)
        total = checked_size(cx, "join", 1, size_of((MeshString *)parts->items[i]), total);
    if (total == 0)
        return string_empty();
    uint8_t *out;
    MeshString *result = string_alloc(cx, total, &out);
    for (int64_t i = 0; i < parts->length; i++) {
        const MeshString *part = (const MeshString *)parts->items[i];
        if (i > 0)
            out = put(out, separator->bytes, size_of(separator));
        out = put(out, part->bytes, size_of(part));
    }
    return result;
}

/* ---- Pieces ---- */

/* One string per code point. */
MeshList *mesh_string_chars(MeshContext *cx, MeshString *text)
{
    MeshList *list = list_empty();
    for (size_t at = 0; at < size_of(text);) {
        uint32_t value;
        size_t next = at + code_point_read(text->bytes + at, size_of(text) - at, &value);
        list = push_string(cx, list, string_slice(cx, text, at, next));
        at = next;
    }
    return list;
}

MeshList *mesh_string_code_points(MeshContext *cx, MeshString *text)
{
    MeshList *list = list_empty();
    for (size_t at = 0; at < size_of(text);) {
        uint32_t value;
        at += code_point_read(text->bytes + at, size_of(text) - at, &value);
        list = list_push(cx, MESH_KIND_WORD, list, value);
    }
    return list;
}

/* What is no code point becomes U+FFFD. */
MeshString *mesh_string_from_code_points(MeshContext *cx, MeshList *list)
{
    Builder *builder = builder_new(cx, (size_t)list->length);
    for (int64_t i = 0; i < list->length; i++) {
        MeshWord value = list->items[i];
        bool good = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
        builder_wrote(builder,
                      utf8_encode(good ? (uint32_t)value : 0xFFFD, builder_room(cx, builder, 4)));
    }
    return builder_finish(cx, builder);
}

/* The byte behind the grapheme that begins at byte `offset`. */
static size_t grapheme_end(const MeshString *text, size_t offset)
{
    const uint8_t *end = text->bytes + size_of(text);
    const uint8_t *next = u8_grapheme_next(text->bytes + offset, end);
    return next ? (size_t)(next - text->bytes) : size_of(text);
}

MeshList *mesh_string_graphemes(MeshContext *cx, MeshString *text)
{
    MeshList *list = list_empty();
    for (size_t at = 0; at < size_of(text);) {
        size_t next = grapheme_end(text, at);
        list = push_string(cx, list, string_slice(cx, text, at, next));
        at = next;
    }
    return list;
}

/* By graphemes, so that accents stay on their letters. */
MeshString *mesh_string_reverse(MeshContext *cx, MeshString *text)
{
    if (text->length == 0)
        return string_empty();
    uint8_t *out;
    MeshString *result = string_alloc(cx, size_of(text), &out);
    out += size_of(text);
    for (size_t at = 0; at < size_of(text);) {
        size_t next = grapheme_end(text, at);
        out -= next - at;
        memcpy(out, text->bytes + at, next - at);
        at = next;
    }
    return result;
}

static bool needs_escape(uint8_t byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F;
}

static void add_escape(MeshContext *cx, Builder *builder, uint8_t byte)
{
    static const char letters[] = "\"\"\\\\\nn\tt\rr";
    if (byte == 0) {
        builder_add(cx, builder, "\\0", 2);
        return;
    }
    for (size_t i = 0; i + 1 < sizeof letters; i += 2) {
        if ((uint8_t)letters[i] != byte)
            continue;
        builder_add_byte(cx, builder, '\\');
        builder_add_byte(cx, builder, (uint8_t)letters[i + 1]);
        return;
    }
    static const char digits[] = "0123456789abcdef";
    char hex[] = {'\\', 'u', '{', digits[byte >> 4], digits[byte & 15], '}'};
    builder_add(cx, builder, hex, sizeof hex);
}

/* In quotes, as it would be written in a program: the Debug form. */
MeshString *mesh_string_inspect(MeshContext *cx, MeshString *text)
{
    Builder *builder = builder_new(cx, size_of(text) + 2);
    builder_add_byte(cx, builder, '"');
    size_t from = 0;
    for (size_t at = 0; at < size_of(text); at++) {
        if (!needs_escape(text->bytes[at]))
            continue;
        builder_add(cx, builder, text->bytes + from, at - from);
        add_escape(cx, builder, text->bytes[at]);
        from = at + 1;
    }
    builder_add(cx, builder, text->bytes + from, size_of(text) - from);
    builder_add_byte(cx, builder, '"');
    return builder_finish(cx, builder);
}
