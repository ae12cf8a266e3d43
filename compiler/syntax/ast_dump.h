/* ast_dump.h - a tree as indented text, for tests and `--dump-after=parse`.
 *
 * One node a line: its role and kind, its data, and with `spans` its byte offsets as
 * [start-end]. */
#ifndef SYNTAX_AST_DUMP_H
#define SYNTAX_AST_DUMP_H

#include "syntax/ast.h"

#include <stdio.h>

/* One node a line; with their places in the file if asked. */
void ast_dump(const Tree *tree, FILE *out, bool spans);

#endif
