/* token.h - the words of the language. The table is token.def. */
#ifndef SYNTAX_TOKEN_H
#define SYNTAX_TOKEN_H

#include "base/source.h"
#include "base/text.h"
#include "base/vec.h"

typedef enum TokenKind {
#define TOKEN(kind, text, begins)   TK_##kind,
#define KEYWORD(kind, text, begins) TK_##kind,
#include "syntax/token.def"
#undef TOKEN
#undef KEYWORD
    TK_COUNT
} TokenKind;

/* A string literal is several tokens: STRING_BEGIN (the quotes, one or three), then STRING_TEXT
 * (raw) and INTERP_BEGIN ... INTERP_END in any order, then STRING_END. There is no token for a
 * newline: the token behind it says newline_before, and the parser knows where that counts. */
typedef struct Token {
    TokenKind kind;
    uint32_t start, end; /* byte offsets */
    uint32_t comments;   /* how many comments of the file stand before it */
    bool newline_before;
    bool malformed;   /* reported already: its value means nothing */
    bool after_colon; /* set by the parser: was `:name`, read again as `:` and `name` */
    Name name;        /* IDENT, ATOM (without the colon) and keywords */
} Token;
typedef VEC(Token) TokenVec;

const char *token_text(TokenKind kind);       /* as messages call it */
bool token_is_keyword(TokenKind kind);        /* has the form of a name */
bool token_begins_expression(TokenKind kind); /* as token.def says */
TokenKind token_keyword(Text word);           /* TK_IDENT when it is none */

#endif
