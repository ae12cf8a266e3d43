/* lexer.h - from the text of a file to tokens and comments.
 *
 * Comments are kept aside for the formatter and for documentation. Mistakes (bad bytes, strings
 * without end, malformed numbers) are reported once, where they begin, and leave a TK_ERROR or a
 * malformed token. */
#ifndef SYNTAX_LEXER_H
#define SYNTAX_LEXER_H

#include "base/diag.h"
#include "syntax/token.h"

typedef enum CommentKind {
    COMMENT_LINE,       /* # text */
    COMMENT_DOC,        /* ## text */
    COMMENT_MODULE_DOC, /* ##! text */
    COMMENT_BLOCK       /* #= text =# */
} CommentKind;

typedef struct Comment {
    CommentKind kind;
    uint32_t start, end; /* with its marks, without the newline */
    bool newline_before; /* first on its line */
} Comment;
typedef VEC(Comment) CommentVec;

typedef struct TokenList {
    TokenVec tokens; /* the last one is TK_EOF */
    CommentVec comments;
    bool cut; /* reading stopped before the end of the file; what follows is unknown */
} TokenList;

enum { LEXER_ERROR_LIMIT = 20, NAME_LIMIT_BYTES = 1024, NESTING_LIMIT = 256 };

/* All tokens up to TK_EOF and the comments; mistakes are reported and leave TK_ERROR. */
TokenList *lex_source(Arena *arena, Interner *names, const Source *source, DiagList *diags);

/* The text of a comment without its marks and the one space behind them. */
Text comment_text(const Source *source, Comment comment);

#endif
