#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct Interner {
    Arena *arena;
    Name *slots; /* open addressing, capacity a power of two, at most half full */
    size_t capacity, count;
};

Text text_of(const char *nul_terminated)
{
    return (Text){nul_terminated, strlen(nul_terminated)};
}

bool text_equal(Text a, Text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

void text_buffer_init(TextBuffer *buffer, Arena *arena)
{
    *buffer = (TextBuffer){.arena = arena};
}

static void reserve(TextBuffer *buffer, size_t extra)
{
    size_t needed = buffer->length + extra + 1;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
    if (capacity < needed)
        capacity = needed;
    char *bytes = arena_alloc(buffer->arena, capacity);
    if (buffer->length > 0)
        memcpy(bytes, buffer->bytes, buffer->length);
    buffer->bytes = bytes;
    buffer->capacity = capacity;
}

void text_add(TextBuffer *buffer, Text text)
{
    reserve(buffer, text.length);
    if (text.length > 0)
        memcpy(buffer->bytes + buffer->length, text.bytes, text.length);
    buffer->length += text.length;
}

void text_add_char(TextBuffer *buffer, char c)
{
    text_add(buffer, (Text){&c, 1});
}

void text_addf(TextBuffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    reserve(buffer, (size_t)length);
    va_start(args, format);
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, args);
    va_end(args);
    buffer->length += (size_t)length;
}

Text text_done(TextBuffer *buffer)
{
    reserve(buffer, 0);
    buffer->bytes[buffer->length] = '\0';
    return (Text){buffer->bytes, buffer->length};
}

Interner *interner_new(Arena *arena)
{
    Interner *names = ARENA_NEW(arena, Interner);
    names->arena = arena;
    names->capacity = 1024;
    names->slots = ARENA_ARRAY(arena, Name, names->capacity);
    return names;
}

static uint64_t hash_bytes(const char *bytes, size_t length)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash ^ (hash >> 29);
}

static Name *find_slot(Interner *names, Text text)
{
    size_t mask = names->capacity - 1;
    size_t i = hash_bytes(text.bytes, text.length) & mask;
    while (names->slots[i]) {
        Name name = names->slots[i];
        if (strncmp(name, text.bytes, text.length) == 0 && name[text.length] == '\0')
            break;
        i = (i + 1) & mask;
    }
    return &names->slots[i];
}

static void grow(Interner *names)
{
    Name *old = names->slots;
    size_t old_capacity = names->capacity;
    names->capacity *= 2;
    names->slots = ARENA_ARRAY(names->arena, Name, names->capacity);
    for (size_t i = 0; i < old_capacity; i++) {
        if (old[i])
            *find_slot(names, text_of(old[i])) = old[i];
    }
}

Name intern(Interner *names, Text text)
{
    Name *slot = find_slot(names, text);
    if (*slot)
        return *slot;
    char *copy = arena_alloc(names->arena, text.length + 1);
    memcpy(copy, text.bytes, text.length);
    *slot = copy;
    if (++names->count * 2 > names->capacity)
        grow(names);
    return copy;
}

Name intern_cstr(Interner *names, const char *text)
{
    return intern(names, text_of(text));
}

int edit_distance(const char *a, const char *b, int limit)
{
    enum { MAX = 64 };
    size_t m = strlen(a), n = strlen(b);
    if (m >= MAX || n >= MAX)
        return limit + 1;
    int row[MAX + 1];
    for (size_t j = 0; j <= n; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= m; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= n; j++) {
            int above = row[j];
            int best = diagonal + (a[i - 1] != b[j - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = above;
            row[j] = best;
        }
    }
    return row[n] > limit ? limit + 1 : row[n];
}
