/* memory.h - memory of the runtime itself, outside every actor's heap.
 *
 * Any thread may call these. They never give NULL: when the system has no memory left the process ends with
 * `mesh: out of memory`. What belongs to one actor is allocated on its heap instead. */
#ifndef RT_BASE_MEMORY_H
#define RT_BASE_MEMORY_H

#include <stddef.h>

void *memory_new(size_t bytes);
void *memory_zeroed(size_t bytes);
void *memory_resize(void *memory, size_t bytes); /* keeps the contents; NULL allocates */
void memory_free(void *memory);                  /* NULL is fine */

#endif
