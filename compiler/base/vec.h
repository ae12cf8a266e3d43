/* vec.h - a growing array in an arena, typed by macro.
 *
 *     typedef VEC(Expr *) ExprVec;
 *     vec_push(arena, &exprs, expr);
 *     for (size_t i = 0; i < exprs.count; i++) use(exprs.items[i]);
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#include <string.h>

#define VEC(Type)                                                                                  \
    struct {                                                                                       \
        Type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }

#define vec_push(arena, vec, value)                                                                \
    do {                                                                                           \
        if ((vec)->count == (vec)->capacity)                                                       \
            (vec)->items = vec_grow((arena), (vec)->items, sizeof *(vec)->items, (vec)->count,     \
                                    &(vec)->capacity);                                             \
        (vec)->items[(vec)->count++] = (value);                                                    \
    } while (0)

/* What vec_push does when there is no room: items with room for one more, or the same ones. */
static inline void *vec_grow(Arena *arena, void *items, size_t item_bytes, size_t count,
                             size_t *capacity)
{
    *capacity = *capacity ? *capacity * 2 : 8;
    void *grown = arena_alloc(arena, *capacity * item_bytes);
    if (count > 0)
        memcpy(grown, items, count * item_bytes);
    return grown;
}

#endif
