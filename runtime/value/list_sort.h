/* list_sort.h - lists of plain integers in ascending order.
 *
 * Other lists are sorted by compiled code, which knows how to compare their elements. */
#ifndef RT_VALUE_LIST_SORT_H
#define RT_VALUE_LIST_SORT_H

#include "value/list.h"

/* Takes the list. */
MeshList *list_sort_ints(MeshContext *cx, MeshList *list);

#endif
