/* fragment.h - a value between two heaps: copied out of the sender's, not yet in the receiver's.
 *
 * A fragment belongs to no heap and to no thread. A small one is an image of the objects, which is copied again into
 * the receiver's cells; a large one is a segment, which the receiver's heap adopts as it is. What two words
 * shared stays shared. Long strings and handles are not copied but shared with the sender. Values without objects,
 * and static ones, take no memory at all. */
#ifndef RT_VALUE_FRAGMENT_H
#define RT_VALUE_FRAGMENT_H

#include "abi/mesh_abi.h"

typedef struct Fragment Fragment;

/* Copies the value, which is borrowed, for the actor of cx: that one crashes when the system has no memory, and
 * nothing is left behind. Walks lists and trees of any depth without a stack. */
Fragment *fragment_copy(MeshContext *cx, MeshWord value, MeshKind kind);

/* Takes the value, which is on the heap of cx. What came in a large message is handed on without a copy, and so is a
 * container that the sender keeps and sends again and again. */
Fragment *fragment_take(MeshContext *cx, MeshWord value, MeshKind kind);

/* Takes the fragment; the value is owned. Crashes the actor when its heap has no room. */
MeshWord fragment_open(MeshContext *cx, Fragment *fragment);

void fragment_free(Fragment *fragment); /* one that will not be opened */

/* What it weighs in a mailbox: the image and the strings it shares. */
size_t fragment_bytes(const Fragment *fragment);

#endif
