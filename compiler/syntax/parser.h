/* parser.h - from the text of a file to its tree.
 *
 * Always returns a tree. Mistakes are reported to `diags` (at most 20 a file, then "too many") and
 * parsing goes on at the next statement, item or `end`. `allow_extern` is set for files of std/
 * only. */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "syntax/ast.h"

typedef struct ParseOptions {
    bool allow_extern;
    bool test_file; /* *.test.mpl: test, describe, assert_receive are special */
} ParseOptions;

Tree *parse_file(Arena *arena, Interner *names, const Source *source, ParseOptions options,
                 DiagList *diags);

#endif
