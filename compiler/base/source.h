/* source.h - the text of source files and places in it. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/text.h"
#include "base/vec.h"

typedef struct Source {
    const char *path;      /* as shown to people: relative to the project root, or std/x.mpl */
    Text text;             /* NUL-terminated behind its length; a leading BOM is already skipped */
    uint32_t *line_starts; /* byte offsets */
    uint32_t line_count;
} Source;

/* Bytes start..end of a file. */
typedef struct Span {
    const Source *source; /* NULL: no place */
    uint32_t start, end;
} Span;

Source *source_new(Arena *arena, const char *path, Text text); /* text is not copied */
uint32_t source_line(const Source *source, uint32_t offset);   /* from 1 */
uint32_t source_column(const Source *source, uint32_t offset); /* from 1, in characters */
Text source_line_text(const Source *source, uint32_t line);    /* without its newline */
Span span_join(Span a, Span b); /* from where one begins to where the other ends */

#endif
