/* seen.h - which objects with several owners a walk has met, and what was made of them. */
#ifndef RT_VALUE_SEEN_H
#define RT_VALUE_SEEN_H

#include <stdbool.h>

#include "abi/mesh_abi.h"

#define SEEN_SMALL 16

typedef struct Seen {
    struct SeenObject {
        const MeshObject *object;
        size_t place;
    } small[SEEN_SMALL], *table;
    size_t count, capacity; /* a power of two; 0: nothing seen yet, and the rest is not initialised */
} Seen;

/* Empty, without memory. */
static inline void seen_init(Seen *seen)
{
    seen->count = seen->capacity = 0;
}

void seen_deinit(Seen *seen); /* usable again after seen_init */

/* False when the system has no memory. */
bool seen_add(Seen *seen, const MeshObject *object, size_t place);
bool seen_find(Seen *seen, const MeshObject *object, size_t *place);

#endif
