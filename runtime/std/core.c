/* Bodies of std/core.mpl: the stable hashes of the Hash trait. */
#include "std_externs.h"

#include <string.h>

#include "base/hash.h"
#include "value/string.h"

int64_t mesh_hash_int(MeshContext *cx, int64_t value)
{
    (void)cx;
    return (int64_t)hash_fnv_word(HASH_FNV_BASIS, (uint64_t)value);
}

int64_t mesh_hash_float(MeshContext *cx, double value)
{
    (void)cx;
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (int64_t)hash_fnv_word(HASH_FNV_BASIS, bits);
}

int64_t mesh_hash_bool(MeshContext *cx, bool value)
{
    (void)cx;
    uint8_t byte = value;
    return (int64_t)hash_fnv(HASH_FNV_BASIS, &byte, 1);
}

int64_t mesh_hash_string(MeshContext *cx, MeshString *text)
{
    (void)cx;
    return (int64_t)hash_fnv(HASH_FNV_BASIS, text->bytes, (size_t)text->length);
}

/* Goes on from the hash `a` over the bytes of the hash `b`. */
int64_t mesh_hash_combine(MeshContext *cx, int64_t a, int64_t b)
{
    (void)cx;
    return (int64_t)hash_fnv_word((uint64_t)a, (uint64_t)b);
}

/* The hash of a struct without fields; with fields, they are combined from the first one on. */
int64_t mesh_hash_start(MeshContext *cx)
{
    (void)cx;
    return (int64_t)HASH_FNV_BASIS;
}
