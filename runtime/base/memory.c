#include "base/memory.h"

#include <stdlib.h>
#include <unistd.h>

static void *must(void *memory)
{
    static const char text[] = "mesh: out of memory\n";
    if (memory)
        return memory;
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
        _exit(1);
    abort();
}

void *memory_new(size_t bytes)
{
    return must(malloc(bytes ? bytes : 1));
}

void *memory_zeroed(size_t bytes)
{
    return must(calloc(1, bytes ? bytes : 1));
}

void *memory_resize(void *memory, size_t bytes)
{
    return must(realloc(memory, bytes ? bytes : 1));
}

void memory_free(void *memory)
{
    free(memory);
}
