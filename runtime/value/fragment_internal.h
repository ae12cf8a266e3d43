/* fragment_internal.h - what a fragment consists of, for those that make and open it. Only
 * fragment*.c include this.
 *
 * A value of up to MOST_IMAGE_WORDS is an image that is copied again into the receiver's cells:
 * what remains of it keeps nothing else alive. A larger one is frozen in a segment. What is in a
 * segment already is not copied: the fragment becomes one more owner.
 *
 * The image is a row of records, one per object, in the order a breadth-first walk meets them:
 *
 *   | head | words of the record | body ... |
 *
 * The head is the object's; while the fragment is opened it gives way to the address of the new
 * object. Bodies by tag:
 *
 *   plain, closure   the words behind the head
 *   string           length, bytes
 *   shared string    length, bytes, the SharedBytes (one reference)
 *   list             tag of the buffer, length, elements
 *   map              flags, live entries, the entries without holes
 *   builder          length, bytes
 *   handle           kind, body (one reference), charge
 *
 * A reference word is an immediate, a pointer to a static object or into a segment the fragment
 * holds, or a link: the place of a record in words, times 8, plus 2, which is no pointer because
 * objects are aligned to 8.
 *
 * A value without objects needs no image: it stands in the pointer itself, marked by its lowest
 * bit. */
#ifndef RT_VALUE_FRAGMENT_INTERNAL_H
#define RT_VALUE_FRAGMENT_INTERNAL_H

#include "heap/heap.h"
#include "value/fragment.h"

enum { RECORD_HEAD_WORDS = 2, LINK_MARK = 2, MOST_HELD = 4 };

struct Fragment {
    size_t used;       /* words of the image; 0: image[0] is the value itself */
    size_t open_bytes; /* about what the receiver's heap needs */
    size_t shared_bytes;
    size_t held_count;
    /* segments it owns, and the references to them from the image, or from image[0] */
    HeapHold held[MOST_HELD];
    bool shares; /* holds references that must be released */
    MeshWord image[];
};

static inline bool fragment_is_inline(const Fragment *fragment)
{
    return (uintptr_t)fragment & 1;
}

/* The object a record was opened as. */
static inline MeshObject *fragment_object_at(const Fragment *fragment, size_t place)
{
    return (MeshObject *)fragment->image[place];
}

/* Copies the value, which is borrowed, and what is frozen in it too: nothing in the fragment is
 * shared. */
Fragment *fragment_copy_all(MeshContext *cx, MeshWord value);

/* Makes all objects, then turns links into pointers; each link is one owner. The fragment remains,
 * and its records are the objects' addresses. */
MeshObject *fragment_open_records(MeshContext *cx, Fragment *fragment);

void fragment_let_go(const HeapHold *held, size_t count); /* of segments */

#endif
