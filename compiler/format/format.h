/* format.h - a source file in the one layout that Mesh code has.
 *
 * The tree says what belongs together, the tokens give the text: everything but blanks, newlines,
 * `;` and optional commas comes out as it was written, comments included. Formatting the result
 * again changes nothing. */
#ifndef FORMAT_FORMAT_H
#define FORMAT_FORMAT_H

#include "base/diag.h"
#include "base/source.h"

typedef struct FormatOptions {
    int width, indent; /* in characters */
} FormatOptions;

#define FORMAT_DEFAULTS ((FormatOptions){.width = 100, .indent = 2})

/* False when the file does not parse: the reports are then in `diags`, and there is no text. */
bool format_source(Arena *arena, Interner *names, const Source *source, FormatOptions options,
                   DiagList *diags, Text *formatted);

#endif
