/* string.h - strings on an actor's heap: text in UTF-8, or any bytes.
 *
 * Short strings carry their bytes behind the struct. Strings of STRING_SHARED_BYTES or more keep them in
 * SharedBytes outside the heap, so that slices and other actors share them. Arguments are borrowed, results
 * owned. Positions are in bytes here; runtime/std/string.c counts in code points where the language does. */
#ifndef RT_VALUE_STRING_H
#define RT_VALUE_STRING_H

#include "base/prim.h"
#include "value/shared_bytes.h"

#define STRING_SHARED_BYTES 256

/* A string whose bytes lie in shared bytes. */
typedef struct StringProxy {
    MeshString string;
    HeapProxy proxy;
} StringProxy;

/* Initialises a static MeshString. */
#define STRING_STATIC(text)                                                                            \
    {                                                                                                  \
        {MESH_STATIC_COUNT, 0, 0, MESH_TAG_STRING}, sizeof(text) - 1, (const uint8_t *)(text)           \
    }

MeshString *string_empty(void); /* static, never counted */

/* A copy of valid UTF-8; returns owned. */
MeshString *string_new(MeshContext *cx, const void *bytes, size_t length);
MeshString *string_from_text(MeshContext *cx, const char *text); /* NUL-terminated */

/* Returns owned. */
MeshString *string_printf(MeshContext *cx, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A string whose bytes the caller writes to *out before anyone else sees it. */
MeshString *string_alloc(MeshContext *cx, size_t length, uint8_t **out);

/* Takes a reference to `shared`; `bytes` points into it. */
MeshString *string_share(MeshContext *cx, SharedBytes *shared, const uint8_t *bytes, size_t length);

/* NULL when the bytes are not shared. */
SharedBytes *string_shared(const MeshString *string);

/* Bytes start..end, which must lie inside. */
MeshString *string_slice(MeshContext *cx, MeshString *string, size_t start, size_t end);

int string_compare(const MeshString *a, const MeshString *b); /* by bytes: negative, 0, positive */

/* Byte position of the first match at or after `from`, of the last match ending at or before `end`; -1. */
int64_t string_find(const MeshString *string, const MeshString *part, size_t from);
int64_t string_find_last(const MeshString *string, const MeshString *part, size_t end);

/* Eight bytes from anywhere. */
static inline uint64_t string_word_at(const uint8_t *at)
{
    uint64_t word;
    __builtin_memcpy(&word, at, sizeof word);
    return word;
}

/* Fewer than eight bytes as a word. Every load lies inside the bytes. */
static inline uint64_t string_tail_at(const uint8_t *at, size_t length)
{
    if (length >= 4) {
        uint32_t first, last;
        __builtin_memcpy(&first, at, 4);
        __builtin_memcpy(&last, at + length - 4, 4);
        return first | (uint64_t)last << (8 * (length - 4));
    }
    if (length == 0)
        return 0;
    size_t middle = length / 2;
    return at[0] | (uint64_t)at[middle] << (8 * middle) | (uint64_t)at[length - 1] << (8 * (length - 1));
}

/* Most keys and words have up to 16 bytes: a few loads cost less than a call. None of them is of bytes on both sides
 * of a word's end, since short strings are written by words: what was just written can be read before it has
 * arrived in the cache. */
static inline bool string_bytes_equal(const uint8_t *a, const uint8_t *b, size_t length)
{
    if (length < 8)
        return string_tail_at(a, length) == string_tail_at(b, length);
    if (length < 16)
        return ((string_word_at(a) ^ string_word_at(b)) |
                (string_tail_at(a + 8, length - 8) ^ string_tail_at(b + 8, length - 8))) == 0;
    if (length == 16)
        return ((string_word_at(a) ^ string_word_at(b)) | (string_word_at(a + 8) ^ string_word_at(b + 8))) == 0;
    return __builtin_memcmp(a, b, length) == 0;
}

/* Byte by byte. */
static inline bool string_equal(const MeshString *a, const MeshString *b)
{
    return a == b || (a->length == b->length &&
                      string_bytes_equal(a->bytes, b->bytes, (size_t)a->length));
}

/* Byte by byte. */
static inline bool string_starts(const MeshString *string, const MeshString *prefix)
{
    return prefix->length <= string->length &&
           __builtin_memcmp(string->bytes, prefix->bytes, (size_t)prefix->length) == 0;
}

#endif
