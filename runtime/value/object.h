/* object.h - counting references and walking objects, for C code.
 *
 * `mesh_dup` makes one more owner of a word, `mesh_drop` one less; both know immediates and objects that are
 * never written (static ones, frozen ones, and those whose count once overflowed). Words of a known kind that cannot be
 * references must not be passed: an Int may look like a pointer. */
#ifndef RT_VALUE_OBJECT_H
#define RT_VALUE_OBJECT_H

#include "base/prim.h"
#include "heap/heap.h"
#include "heap/segment.h"

/* The reference words of an object: `count` of them, `stride` words apart. Some may be immediates. */
typedef struct RefSpan {
    MeshWord *at;
    size_t count;
    size_t stride;
} RefSpan;

RefSpan object_refs(MeshObject *object); /* the counted words in it */

/* One owner: it may be changed in place. */
static inline bool object_unique(const void *object)
{
    return ((const MeshObject *)object)->count == 1;
}

/* One more owner. */
static inline void object_dup(MeshContext *cx, void *object)
{
    MeshObject *head = object;
    /* Beyond the largest count it turns negative: the object then lives as long as its heap. */
    if (head->count > 0)
        head->count = (int32_t)((uint32_t)head->count + 1);
    else if (head->count != MESH_STATIC_COUNT)
        mesh_dup_frozen(cx, head);
}

/* One owner less; the last one frees it and what it owned. */
static inline void object_drop(MeshContext *cx, void *object)
{
    MeshObject *head = object;
    if (head->count > 1)
        head->count--;
    else if (head->count != MESH_STATIC_COUNT)
        mesh_drop_slow(cx, head);
}

/* As object_dup, of a word that may be an immediate. */
static inline MeshWord mesh_dup(MeshContext *cx, MeshWord word)
{
    if (MESH_IS_POINTER(word))
        object_dup(cx, (void *)word);
    return word;
}

/* Likewise. */
static inline void mesh_drop(MeshContext *cx, MeshWord word)
{
    if (MESH_IS_POINTER(word))
        object_drop(cx, (void *)word);
}

/* Likewise, for a word of this kind. */
static inline MeshWord mesh_dup_kind(MeshContext *cx, MeshWord word, int64_t kind)
{
    return kind == MESH_KIND_REF ? mesh_dup(cx, word) : word;
}

/* Likewise. */
static inline void mesh_drop_kind(MeshContext *cx, MeshWord word, int64_t kind)
{
    if (kind == MESH_KIND_REF)
        mesh_drop(cx, word);
}

#endif
