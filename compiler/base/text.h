/* text.h - byte strings with a length, and interned names.
 *
 * A Text may hold any bytes. A Name is a NUL-terminated interned string: equal names are equal
 * pointers. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

typedef struct Text {
    const char *bytes;
    size_t length;
} Text;

typedef const char *Name;
typedef struct Interner Interner;

#define TEXT(literal) ((Text){(literal), sizeof(literal) - 1})

Text text_of(const char *nul_terminated); /* not copied */
bool text_equal(Text a, Text b);          /* byte by byte */

/* Growing text, owned by an arena. */
typedef struct TextBuffer {
    Arena *arena;
    char *bytes;
    size_t length, capacity;
} TextBuffer;

void text_buffer_init(TextBuffer *buffer, Arena *arena); /* empty; grows in the arena */
void text_add(TextBuffer *buffer, Text text);            /* appends */
void text_add_char(TextBuffer *buffer, char c);          /* appends one byte */

/* Appends what printf would print. */
void text_addf(TextBuffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
Text text_done(TextBuffer *buffer); /* also NUL-terminated behind its length */

/* An interner lives in its arena. */
Interner *interner_new(Arena *arena);
Name intern(Interner *names, Text text); /* text holds no NUL */
Name intern_cstr(Interner *names, const char *text);

/* How many single-character edits lead from a to b; stops counting above `limit`. For "did you
 * mean". */
int edit_distance(const char *a, const char *b, int limit);

#endif
