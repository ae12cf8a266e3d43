/* Bodies of std/list.mpl; what the language itself uses of lists is in value/list.c. */
#include "std_externs.h"

#include <string.h>

#include "base/panic.h"
#include "value/list.h"
#include "value/list_sort.h"

static size_t clamp(int64_t value, size_t low, size_t high)
{
    if (value < (int64_t)low)
        return low;
    return value > (int64_t)high ? high : (size_t)value;
}

static size_t check_index(MeshContext *cx, const char *function, const MeshList *list,
                          int64_t index)
{
    if (index < 0 || index >= list->length)
        mesh_panic_c(cx, "List.%s: index %lld out of bounds (length %lld)", function,
                     (long long)index, (long long)list->length);
    return (size_t)index;
}

/* Takes list and element. */
MeshList *mesh_list_set(MeshContext *cx, const MeshTypeInfo *T, MeshList *list, int64_t index,
                        MeshWord word)
{
    (void)T;
    return list_set(cx, list, check_index(cx, "set", list, index), word);
}

/* Takes list and element. */
MeshList *mesh_list_prepend(MeshContext *cx, const MeshTypeInfo *T, MeshList *list, MeshWord word)
{
    return list_push_front(cx, T->kind, list, word);
}

/* Takes the list. Both ends are clamped. */
MeshList *mesh_list_slice(MeshContext *cx, const MeshTypeInfo *T, MeshList *list, int64_t start,
                          int64_t end)
{
    (void)T;
    size_t length = (size_t)list->length;
    size_t from = clamp(start, 0, length);
    return list_slice(cx, list, from, clamp(end, from, length));
}

/* Takes the list. */
MeshList *mesh_list_reverse(MeshContext *cx, const MeshTypeInfo *T, MeshList *list)
{
    (void)T;
    return list_reverse(cx, list);
}

/* Whether the elements are plain integers, in the order of numbers. */
bool mesh_list_of_ints(MeshContext *cx, const MeshTypeInfo *T, MeshList *list)
{
    (void)cx, (void)list;
    return T->known == MESH_TYPE_INT;
}

/* Takes the list, which is one of integers. */
MeshList *mesh_list_sort_ints(MeshContext *cx, const MeshTypeInfo *T, MeshList *list)
{
    (void)T;
    return list_sort_ints(cx, list);
}
