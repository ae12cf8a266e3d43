/* list.h - lists: views of a run of words in a growable buffer.
 *
 *   buffer   | spare | a b c d e f g | spare |        first = where a is, used = behind g
 *   view             |     c d e |
 *
 * A view that ends at `used` grows in place into the spare room, even when the buffer has other views: they
 * do not reach beyond their own end. The same holds in front. A list with one owner is changed in place, and
 * if it is its buffer's only view, elements outside it are let go at once, so that the uniqueness of what
 * lists hold survives taking them apart.
 *
 * Elements are references or raw words by the tag of the buffer; `kind` is a MeshKind. Functions that take a
 * list give one that may be the same. */
#ifndef RT_VALUE_LIST_H
#define RT_VALUE_LIST_H

#include "value/object.h"

MeshList *list_empty(void); /* static, never counted */

/* No elements yet, and room for `capacity`. */
MeshList *list_new(MeshContext *cx, int64_t kind, size_t capacity);

/* Takes list and element. */
MeshList *list_push(MeshContext *cx, int64_t kind, MeshList *list, MeshWord word);
MeshList *list_push_front(MeshContext *cx, int64_t kind, MeshList *list, MeshWord word);

/* Takes the list; `index` is inside. */
MeshList *list_set(MeshContext *cx, MeshList *list, size_t index, MeshWord word);

/* Takes the list: elements start..end of it, which lie inside. */
MeshList *list_slice(MeshContext *cx, MeshList *list, size_t start, size_t end);

/* Takes both. */
MeshList *list_concat(MeshContext *cx, MeshList *a, MeshList *b);

/* Takes the list. */
MeshList *list_reverse(MeshContext *cx, MeshList *list);

/* Takes the list: itself or a copy, in either case the only view of a buffer of its own. The empty list stays
 * the static one. */
MeshList *list_own(MeshContext *cx, MeshList *list);

/* Its elements are counted. */
static inline bool list_has_refs(const MeshList *list)
{
    return list->buffer && list->buffer->head.tag == MESH_TAG_LIST_REFS;
}

/* Owned; `index` is inside. */
static inline MeshWord list_get(MeshContext *cx, const MeshList *list, size_t index)
{
    MeshWord word = list->items[index];
    return list_has_refs(list) ? mesh_dup(cx, word) : word;
}

#endif
