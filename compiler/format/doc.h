/* doc.h - text whose line breaks are not decided yet, and the printer that decides them.
 *
 * A document is built once and never changed. Newlines and spaces are requests: several in a row
 * become one (a blank line wins over a newline, a newline over a space), so builders need not know
 * what stands beside them, and no line ends in blanks.
 *
 * An island is a part that breaks in any case, such as a block on several lines: what is around it
 * is laid out as if it stood on one line. */
#ifndef FORMAT_DOC_H
#define FORMAT_DOC_H

#include "base/text.h"
#include "base/vec.h"

typedef struct Doc Doc;
typedef VEC(const Doc *) DocVec;

/* NULL is the empty document everywhere. The text is not copied; it may hold newlines, which
 * stay. */
const Doc *doc_text(Arena *arena, Text text);
const Doc *doc_concat(Arena *arena, DocVec parts);
const Doc *doc_pair(Arena *arena, const Doc *first, const Doc *second);
/* newlines inside are indented one step more */
const Doc *doc_nest(Arena *arena, const Doc *doc);
const Doc *doc_island(Arena *arena, const Doc *doc);

extern const Doc doc_space; /* a space, unless a line begins here */
extern const Doc doc_gap;   /* the same, but nothing behind an opening bracket */
extern const Doc doc_line;  /* a space, or a newline when what holds it is broken */
extern const Doc doc_hard;  /* a newline */
extern const Doc doc_blank; /* an empty line */
/* the newline between an island and what closes it, itself an island */
extern const Doc doc_close;

/* On one line if it fits, else with all its own lines broken. */
const Doc *doc_group(Arena *arena, const Doc *doc);
/* The first alternative that fits, else the last. `assumed` is the one that is expected by what
 * stands in front when it asks how much must fit behind it. Alternatives are flat(), broken() or
 * documents of them. */
const Doc *doc_choice(Arena *arena, DocVec alternatives, size_t assumed);
const Doc *doc_flat(Arena *arena, const Doc *doc);
const Doc *doc_broken(Arena *arena, const Doc *doc);
/* The document with its last group broken, or NULL when it does not end in a group. */
const Doc *doc_break_last(Arena *arena, const Doc *doc);

bool doc_has_newline(const Doc *doc); /* outside of islands */
bool doc_has_island(const Doc *doc);  /* text that must stay as it is, such as a heredoc */

/* Ends in one newline, or is empty. */
Text doc_print(Arena *arena, const Doc *doc, int width, int indent);

#endif
