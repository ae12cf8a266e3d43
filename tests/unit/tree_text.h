/* tree_text.h - a syntax tree as text, for the tests and the fuzzer of the formatter, which must
 * not change it. */
#ifndef TESTS_TREE_TEXT_H
#define TESTS_TREE_TEXT_H

#include "syntax/ast_dump.h"
#include "syntax/parser.h"

#include <stdio.h>

/* The caller frees it; NULL when the text does not parse. */
static inline char *tree_text(Arena *arena, const char *path, Text text, bool test_file)
{
    DiagList diags;
    diag_list_init(&diags, arena);
    ParseOptions options = {.allow_extern = true, .test_file = test_file};
    const Tree *tree =
        parse_file(arena, interner_new(arena), source_new(arena, path, text), options, &diags);
    if (diags.error_count > 0)
        return NULL;
    char *out = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&out, &length);
    ast_dump(tree, file, false);
    fclose(file);
    return out;
}

#endif
