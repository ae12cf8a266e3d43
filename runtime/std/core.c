/* Bodies of std/core.mpl: the stable hashes of the Hash trait, and the name of an atom. */
#include "std_externs.h"

#include <string.h>

#include "base/hash.h"
#include "value/object.h"
#include "value/string.h"

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

/* An atom is its name. */
MeshString *mesh_atom_text(MeshContext *cx, MeshString *atom)
{
    (void)cx;
    object_dup(cx, atom);
    return atom;
}
