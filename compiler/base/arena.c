#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Chunk {
    struct Chunk *next;
    size_t used, size;
    _Alignas(16) unsigned char bytes[];
} Chunk;

struct Arena {
    Chunk *chunks; /* the newest first; only the first has room */
};

enum { CHUNK_BYTES = 256 * 1024 };

static void *must(void *memory)
{
    if (memory)
        return memory;
    fputs("error: out of memory\n", stderr);
    exit(1);
}

static Chunk *chunk_new(size_t bytes)
{
    Chunk *chunk = must(calloc(1, sizeof(Chunk) + bytes));
    chunk->size = bytes;
    return chunk;
}

Arena *arena_new(void)
{
    return must(calloc(1, sizeof(Arena)));
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    for (Chunk *chunk = arena->chunks; chunk;) {
        Chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    free(arena);
}

void *arena_alloc(Arena *arena, size_t bytes)
{
    bytes = (bytes + 15) & ~(size_t)15;
    Chunk *chunk = arena->chunks;
    if (!chunk || chunk->size - chunk->used < bytes) {
        Chunk *fresh = chunk_new(bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES);
        fresh->next = chunk;
        arena->chunks = chunk = fresh;
    }
    void *memory = chunk->bytes + chunk->used;
    chunk->used += bytes;
    return memory;
}

void *arena_copy(Arena *arena, const void *data, size_t bytes)
{
    void *memory = arena_alloc(arena, bytes);
    if (bytes > 0)
        memcpy(memory, data, bytes);
    return memory;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}
