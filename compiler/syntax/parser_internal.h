/* parser_internal.h - what the files of the parser share. Only parse*.c includes it.
 *
 * Errors: the first mistake puts the parser into `panic`; until it has found its feet again (a
 * token it was waiting for, the next statement) nothing more is reported, so that one mistake gives
 * one message.
 *
 * Newlines: tokens say newline_before. `flat` is true inside brackets, where that means nothing. A
 * block switches it off again, also inside brackets. */
#ifndef SYNTAX_PARSER_INTERNAL_H
#define SYNTAX_PARSER_INTERNAL_H

#include "syntax/lexer.h"
#include "syntax/parser.h"

typedef enum Word {
#define WORD(id, text) WORD_##id,
#include "syntax/word.def"
#undef WORD
    WORD_COUNT
} Word;

/* What changes the meaning of tokens further in; saved and restored around constructs. */
typedef struct Context {
    bool flat;        /* newlines mean nothing */
    bool head;        /* in the head of if, while, case, for: `do` opens the construct's block */
    bool bare_params; /* parameters of a closure without parentheses: | separates clauses */
} Context;

/* Something that wants an `end`. */
typedef struct Opener {
    const char *what; /* "if", "fn" */
    Span span;
} Opener;

/* An open bracket. Inside it newlines mean nothing. */
typedef struct Bracket {
    Span open;
    Context outside;
} Bracket;

typedef struct Parser {
    Arena *arena;
    Interner *names;
    const Source *source;
    ParseOptions options;
    Token *tokens;
    size_t token_count, at;
    CommentVec comments;
    DiagList *diags;
    bool cut; /* the tokens end before the file does: say nothing about the end */
    bool panic;
    int reports;
    int trial; /* > 0: only looking whether something parses; nothing is reported */
    bool trial_failed;
    int depth;
    uint32_t brackets;     /* open ( [ { around the current token */
    uint32_t brace_blocks; /* of these, blocks that were opened with { by mistake */
    Context context;
    bool has_misfit; /* an `end` indented less than the line of its opener: probably not its own */
    Opener misfit;
    Name words[WORD_COUNT];
    Name underscore;
} Parser;

/* A chain is the operands of one loop: a + b + ..., a.b.c, else if ... */
enum { CHAIN_LIMIT = 10000 };

/* ---- parse_token.c ---- */

const Token *parse_peek(const Parser *p);
const Token *parse_peek_at(const Parser *p, size_t ahead);
bool parse_at(const Parser *p, TokenKind kind);
bool parse_at_next(const Parser *p, size_t ahead, TokenKind kind);
bool parse_at_word(const Parser *p, Word word);
bool parse_on_new_line(const Parser *p); /* a newline that counts stands before the token */
const Token *parse_advance(Parser *p);
bool parse_accept(Parser *p, TokenKind kind);

Span parse_span(const Parser *p, uint32_t start, uint32_t end);
Span parse_token_span(const Parser *p, const Token *token);
uint32_t parse_start(const Parser *p);
Span parse_empty_span(const Parser *p);                /* right behind the last token taken */
Span parse_span_from(const Parser *p, uint32_t start); /* up to the end of the last token taken */

/* ---- parse_report.c ---- */

/* Reports at the current token, or at a span. The result takes labels and a hint; it is never
 * NULL. */
Diag *parse_error(Parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
Diag *parse_error_at(Parser *p, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A mistake that leaves no doubt about how to go on: no panic. */
Diag *parse_report(Parser *p, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void parse_expected(Parser *p, const char *what); /* "expected WHAT, found `x`" */
/* What was likely meant by the current token in the place of `what`; NULL when there is nothing to
 * say. */
const char *parse_hint(const Parser *p, const char *what);
void parse_stop(Parser *p);         /* over a limit: what follows would only repeat the message */
const char *parse_found(Parser *p); /* the current token as messages call it */

/* Takes the token or reports that it was expected. */
bool parse_expect(Parser *p, TokenKind kind, const char *after);
/* ---- parse_recovery.c ---- */

/* Closes a bracket; when something else stands there, looks for the bracket further on. */
bool parse_close(Parser *p, TokenKind kind, Span open, const char *what);
/* Takes the opening bracket, whatever its kind; parse_shut closes it as parse_close does and goes
 * back to what newlines meant outside. */
Bracket parse_open(Parser *p);
bool parse_shut(Parser *p, Bracket bracket, TokenKind kind, const char *what);
bool parse_expect_do(Parser *p, const char *head);
void parse_expect_end(Parser *p, Opener opener);
/* on a line of its own, indented more than the opener's */
bool parse_is_deeper(const Parser *p, Opener opener);
Opener parse_opener(const Parser *p, const char *what); /* at the current token */
void parse_resync(Parser *p, size_t began);             /* to the next statement */
bool parse_enter(Parser *p); /* one level deeper; false: too deep, reported */
void parse_leave(Parser *p);
/* one more in a chain; false: too many */
bool parse_chain(Parser *p, size_t *count, const char *what);

/* ---- parse_name.c ---- */

/* A name: an IDENT, or in parse_word also a keyword. Without one it is reported and the name is
 * "_". */
Ident parse_name(Parser *p, const char *what);
bool parse_at_any_word(const Parser *p);
Ident parse_word(Parser *p, const char *what);
/* `word :`, where the colon may have been lexed as the beginning of an atom. */
bool parse_at_key(const Parser *p);
bool parse_accept_colon(Parser *p);
bool parse_is_upper(Name name);
Path parse_path(Parser *p, const char *what);
Text parse_doc(Parser *p);

/* ---- parse_type.c ---- */

TypeExpr *parse_type(Parser *p);
TypeExpr *parse_type_base(Parser *p);               /* without ? and ! */
void parse_type_args(Parser *p, TypeExprVec *args); /* at < */
IdentVec parse_generics(Parser *p);
void parse_where(Parser *p, BoundVec *bounds);

/* ---- parse_pattern.c ---- */

Pattern *parse_pattern(Parser *p);
/* Without `::` at the top: what stands before a type annotation. */
Pattern *parse_binding_pattern(Parser *p);
ParamVec parse_params(Parser *p); /* at ( */
Param parse_param(Parser *p);
void parse_param_list(Parser *p, ParamVec *params, TokenKind close);

/* ---- parse_string.c ---- */

void parse_string_parts(Parser *p, StringPartVec *parts); /* at STRING_BEGIN */
Text parse_plain_string(Parser *p, const char *what);     /* a literal without interpolation */
/* Value of an INT or FLOAT token. parse_int leaves 2^63 as INT64_MIN and sets *is_minimum. */
int64_t parse_int(Parser *p, bool *is_minimum);
double parse_float(Parser *p);
void parse_regex(Parser *p, Text *pattern, Text *flags);
Text parse_token_text(const Parser *p, const Token *token);

/* ---- parse_expr.c, parse_primary.c ---- */

Expr *parse_expr(Parser *p);
Expr *parse_head(Parser *p); /* an expression in front of `do` */
Expr *parse_primary(Parser *p);
Expr *parse_expr_new(Parser *p, ExprKind kind, uint32_t start);
Expr *parse_expr_done(Parser *p, Expr *expr); /* sets the end of its span */
Expr *parse_expr_error(Parser *p);
void parse_args(Parser *p, Expr *call); /* at (; fills items and fields */
Expr *parse_string(Parser *p);
void parse_fields(Parser *p, FieldInitVec *fields, bool json);

/* ---- parse_control.c: if, case, receive, loops, closures ---- */

Expr *parse_if(Parser *p);
Expr *parse_case(Parser *p);
Expr *parse_receive(Parser *p);
Expr *parse_while(Parser *p);
Expr *parse_for(Parser *p);
Expr *parse_closure(Parser *p);
Expr *parse_trailing_closure(Parser *p); /* at do */

/* ---- parse_stmt.c ---- */

/* What ends a block besides `end`. */
enum { STOP_ELSE = 1, STOP_AFTER = 2, STOP_BAR = 4, STOP_ARM = 8 };

Context parse_enter_block(Parser *p);         /* restore the result with p->context = ... */
Expr *parse_block(Parser *p, unsigned stops); /* EX_BLOCK, up to but without the stop */
bool parse_at_stop(Parser *p, unsigned stops);
Stmt *parse_stmt(Parser *p);
bool parse_at_arm(Parser *p); /* pattern, then `->` or `when` */
/* The body behind an arrow: one expression as it is, several statements as EX_BLOCK. */
Expr *parse_arrow_body(Parser *p, unsigned stops);
Stmt *parse_let(Parser *p);

/* ---- parse_item.c ---- */

bool parse_at_item(const Parser *p, bool in_block);
Item *parse_item(Parser *p);
void parse_items(Parser *p, ItemVec *items, bool to_end); /* to `end` or the end of the file */
Item *parse_item_new(Parser *p, ItemKind kind);

/* ---- Kinds of items: each fills the one it is given and returns it ---- */

FnDef *parse_fn(Parser *p); /* at fn or def */
Opener parse_fn_opener(Parser *p);
FnDef *parse_fn_rest(Parser *p, FnDef *fn, Opener opener); /* behind the name */
bool parse_at_extern(const Parser *p);
FnDef *parse_extern(Parser *p);
InplaceMark parse_method_mark(Parser *p); /* what stands before a method of an impl, if anything */
Item *parse_fn_item(Parser *p, Item *item);
Item *parse_struct(Parser *p, Item *item);
Item *parse_sum_or_alias(Parser *p, Item *item);
Item *parse_interface(Parser *p, Item *item);
Item *parse_impl(Parser *p, Item *item);
Item *parse_module(Parser *p, Item *item);
Item *parse_import(Parser *p, Item *item);
bool parse_at_from(const Parser *p); /* from A.B import */
Item *parse_from(Parser *p, Item *item);
Item *parse_actor(Parser *p, Item *item);
Item *parse_service(Parser *p, Item *item);
Item *parse_supervisor(Parser *p, Item *item);
bool parse_at_test(const Parser *p);
Item *parse_test(Parser *p);
bool parse_at_bare_assert(const Parser *p);
Expr *parse_bare_assert(Parser *p);
bool parse_at_assert_receive(const Parser *p);
Expr *parse_assert_receive(Parser *p);

#endif
