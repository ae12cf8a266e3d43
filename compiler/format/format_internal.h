/* format_internal.h - what the files of the formatter share; only they include it.
 *
 * The builders walk the tree and take the tokens of the file from left to right, each with the
 * comments around it. As C leaves the order of arguments open, every token is taken in a statement
 * of its own. */
#ifndef FORMAT_FORMAT_INTERNAL_H
#define FORMAT_FORMAT_INTERNAL_H

#include "format/doc.h"
#include "syntax/ast.h"
#include "syntax/lexer.h"

typedef struct Formatter {
    Arena *arena;
    const Source *source;
    TokenVec tokens;
    size_t at;
    CommentVec comments;
    size_t comment;    /* the first that was not printed yet */
    uint32_t last_end; /* of the token or comment taken last */
    bool fresh;        /* nothing was taken since a block or bracket opened: no empty line here */
    int brackets;      /* open since the last block began: newlines mean nothing in them */
} Formatter;

/* ---- cursor.c: tokens and comments ---- */

const Token *fmt_peek(const Formatter *f, size_t ahead);
bool fmt_at(const Formatter *f, TokenKind kind);
/* and not on a new line, where that ends something */
bool fmt_at_here(const Formatter *f, TokenKind kind);
bool fmt_at_word(const Formatter *f, const char *word); /* an identifier with this spelling */
const Doc *fmt_take(Formatter *f);                      /* the token and its comments */
const Doc *fmt_expect(Formatter *f, TokenKind kind);
/* the comments of a token that is left out */
const Doc *fmt_skip(Formatter *f);
const Doc *fmt_string(Formatter *f);          /* a literal, exactly as written */
void fmt_split(Formatter *f, TokenKind rest); /* `>=` becomes `>` and `=` */
const Doc *fmt_key(Formatter *f);             /* word or string, `:` and a space */

/* Comments in front of the token that closes something, to be indented like what it closes. */
const Doc *fmt_comments(Formatter *f);
bool fmt_has_comments(const Formatter *f);   /* in front of the current token, not printed yet */
bool fmt_behind_comment(const Formatter *f); /* a line comment was taken last */
/* an empty line stands before the next token or its comments */
bool fmt_blank_before(const Formatter *f);
/* before a token of first..end */
bool fmt_newline_within(const Formatter *f, size_t first, uint32_t end);

void fmt_add(Formatter *f, DocVec *parts, const Doc *doc); /* NULL is not added */
const Doc *fmt_text(Formatter *f, const char *text);
void fmt_space_take(Formatter *f, DocVec *parts); /* a space and the current token */

/* ---- list.c: what stands in brackets ---- */

typedef struct List {
    const Doc *open, *head; /* head: between the bracket and the elements, on the bracket's line */
    DocVec items;
    bool padded; /* spaces inside the brackets when on one line */
    bool broken; /* one element a line in any case */
    bool hugs;   /* the last element may break when the others fit on the line */
    TokenKind close;
} List;

void fmt_list_open(Formatter *f, List *list, TokenKind close); /* takes the bracket */
bool fmt_list_more(const Formatter *f, const List *list);
void fmt_list_add(Formatter *f, List *list, const Doc *item); /* takes the comma behind it */
const Doc *fmt_list_close(Formatter *f, List *list);

/* ---- shape.c: types, patterns, parameters ---- */

const Doc *fmt_type(Formatter *f);
const Doc *fmt_path(Formatter *f);
const Doc *fmt_generics(Formatter *f); /* at <, or nothing */
const Doc *fmt_where(Formatter *f);    /* with a space in front, or nothing */
const Doc *fmt_pattern(Formatter *f);
const Doc *fmt_params(Formatter *f);      /* at ( */
const Doc *fmt_bare_params(Formatter *f); /* without parentheses */
const Doc *fmt_binding(Formatter *f);     /* pattern [:: type] */

/* ---- expr.c, control.c ---- */

const Doc *fmt_expr(Formatter *f, const Expr *expr);
/* `head` ends in `=` or `->`: the value stands behind it or on the next line. */
const Doc *fmt_assign(Formatter *f, const Doc *head, const Expr *value);
const Doc *fmt_control(Formatter *f, const Expr *expr); /* keyword forms */
const Doc *fmt_trailing_closure(Formatter *f, const Expr *closure);

/* ---- block.c ---- */

/* From `do` to `end`; `body` is an EX_BLOCK. |names| behind the `do` belong to it. */
const Doc *fmt_do_block(Formatter *f, const Expr *body);
/* Statements without the words around them; `broken`: each on a line of its own. */
const Doc *fmt_body(Formatter *f, const Expr *body, bool broken);
/* right behind its `do`: written on lines */
const Doc *fmt_stmt(Formatter *f, const Stmt *stmt);
const Doc *fmt_semicolons(Formatter *f);
const Doc *fmt_separator(const Formatter *f); /* a newline, with an empty line if one was written */

/* ---- item.c, actor.c ---- */

const Doc *fmt_item(Formatter *f, const Item *item);
const Doc *fmt_items(Formatter *f, const ItemVec *items);
const Doc *fmt_fn(Formatter *f, const FnDef *fn);
const Doc *fmt_actor(Formatter *f, const Item *item);
const Doc *fmt_service(Formatter *f, const Item *item);
const Doc *fmt_supervisor(Formatter *f, const Item *item);
/* do, the lines, end. */
const Doc *fmt_lines(Formatter *f, const Doc *head, DocVec lines);

#endif
