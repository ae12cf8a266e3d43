/* arena.h - memory with one lifetime: allocate piece by piece, free all at once.
 *
 * Lifetimes in the compiler are arenas; nothing outside base/ calls malloc. Memory comes zeroed.
 * When the system has none left the process ends with `error: out of memory`. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Arena Arena;

Arena *arena_new(void);                                         /* empty; the caller frees it */
void arena_free(Arena *arena);                                  /* and everything in it */
void *arena_alloc(Arena *arena, size_t bytes);                  /* zeroed, aligned to 16 */
void *arena_copy(Arena *arena, const void *data, size_t bytes); /* of `bytes` bytes */

/* The text it makes, which ends in NUL. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count)                                                            \
    ((Type *)arena_alloc((arena), sizeof(Type) * (size_t)(count)))

#endif
