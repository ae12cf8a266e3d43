/* shape.c - types, patterns and parameters. Their sugar is not in the tree, so these follow the
 * tokens. */
#include "format/format_internal.h"

#include "base/unicode.h"

/* ---- Rows of things between brackets, on one line ---- */

typedef const Doc *(*Shape)(Formatter *f);

/* Elements up to `close`, without the brackets. */
static void row(Formatter *f, DocVec *parts, TokenKind close, Shape shape)
{
    while (!fmt_at(f, close) && !fmt_at(f, TK_EOF) &&
           !(close == TK_GREATER && fmt_at(f, TK_GREATER_EQ))) {
        fmt_add(f, parts, shape(f));
        if (!fmt_at(f, TK_COMMA))
            return;
        if (fmt_peek(f, 1)->kind == close) {
            fmt_add(f, parts, fmt_skip(f));
            return;
        }
        fmt_add(f, parts, fmt_take(f));
        fmt_add(f, parts, &doc_space);
    }
}

static void bracketed(Formatter *f, DocVec *parts, TokenKind close, Shape shape)
{
    fmt_add(f, parts, fmt_take(f));
    f->brackets += close != TK_GREATER;
    row(f, parts, close, shape);
    f->brackets -= close != TK_GREATER;
    if (close == TK_GREATER && fmt_at(f, TK_GREATER_EQ))
        fmt_split(f, TK_EQ);
    if (close == TK_GREATER)
        fmt_add(f, parts, fmt_take(f));
    else
        fmt_add(f, parts, fmt_expect(f, close));
}

/* ---- Types ---- */

static const Doc *path_of(Formatter *f, DocVec *parts)
{
    fmt_add(f, parts, fmt_take(f));
    while (fmt_at(f, TK_DOT)) {
        fmt_add(f, parts, fmt_take(f));
        fmt_add(f, parts, fmt_take(f));
    }
    return doc_concat(f->arena, *parts);
}

const Doc *fmt_path(Formatter *f)
{
    DocVec parts = {0};
    return path_of(f, &parts);
}

static void base_type(Formatter *f, DocVec *parts)
{
    if (fmt_at_word(f, "Fun") && fmt_peek(f, 1)->kind == TK_LPAREN) {
        fmt_add(f, parts, fmt_take(f));
        bracketed(f, parts, TK_RPAREN, fmt_type);
        fmt_add(f, parts, &doc_space);
        fmt_add(f, parts, fmt_expect(f, TK_ARROW));
        fmt_add(f, parts, &doc_space);
        fmt_add(f, parts, fmt_type(f));
    } else if (fmt_at(f, TK_LPAREN)) {
        bracketed(f, parts, TK_RPAREN, fmt_type);
    } else {
        path_of(f, parts);
        if (fmt_at_here(f, TK_DIAMOND))
            fmt_add(f, parts, fmt_take(f));
        else if (fmt_at_here(f, TK_LESS))
            bracketed(f, parts, TK_GREATER, fmt_type);
    }
}

const Doc *fmt_type(Formatter *f)
{
    DocVec parts = {0};
    base_type(f, &parts);
    while (fmt_at_here(f, TK_QUESTION))
        fmt_add(f, &parts, fmt_take(f));
    if (fmt_at_here(f, TK_BANG)) {
        fmt_add(f, &parts, fmt_take(f));
        fmt_add(f, &parts, fmt_type(f));
    }
    return doc_concat(f->arena, parts);
}

const Doc *fmt_generics(Formatter *f)
{
    DocVec parts = {0};
    if (fmt_at(f, TK_DIAMOND))
        fmt_add(f, &parts, fmt_take(f));
    else if (fmt_at(f, TK_LESS))
        bracketed(f, &parts, TK_GREATER, fmt_type);
    return doc_concat(f->arena, parts);
}

static void bound(Formatter *f, DocVec *parts)
{
    fmt_add(f, parts, fmt_key(f));
    fmt_add(f, parts, fmt_path(f));
    while (fmt_at(f, TK_PLUS)) {
        fmt_space_take(f, parts);
        fmt_add(f, parts, &doc_space);
        fmt_add(f, parts, fmt_path(f));
    }
}

const Doc *fmt_where(Formatter *f)
{
    if (!fmt_at(f, TK_WHERE))
        return NULL;
    DocVec parts = {0};
    fmt_space_take(f, &parts);
    fmt_add(f, &parts, &doc_space);
    bound(f, &parts);
    while (fmt_at(f, TK_COMMA)) {
        fmt_add(f, &parts, fmt_take(f));
        fmt_add(f, &parts, &doc_space);
        bound(f, &parts);
    }
    return doc_concat(f->arena, parts);
}

/* ---- Patterns ---- */

static const Doc *field_pattern(Formatter *f)
{
    TokenKind next = fmt_peek(f, 1)->kind;
    if (fmt_at(f, TK_DOT_DOT) || (next != TK_COLON && next != TK_ATOM))
        return fmt_take(f);
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_key(f));
    fmt_add(f, &parts, fmt_pattern(f));
    return doc_concat(f->arena, parts);
}

static void struct_pattern(Formatter *f, DocVec *parts)
{
    bool empty = fmt_peek(f, 1)->kind == TK_RBRACE;
    fmt_space_take(f, parts);
    if (!empty)
        fmt_add(f, parts, &doc_space);
    row(f, parts, TK_RBRACE, field_pattern);
    if (!empty)
        fmt_add(f, parts, &doc_space);
    fmt_add(f, parts, fmt_expect(f, TK_RBRACE));
}

/* Constructors begin with a capital or are qualified; only they take arguments. */
static bool at_constructor(const Formatter *f)
{
    uint32_t character = 0;
    utf8_decode(text_of(fmt_peek(f, 0)->name), 0, &character);
    return fmt_peek(f, 1)->kind == TK_DOT || unicode_is_upper(character);
}

static void primary_pattern(Formatter *f, DocVec *parts)
{
    if (fmt_at(f, TK_STRING_BEGIN)) {
        fmt_add(f, parts, fmt_string(f));
    } else if (fmt_at(f, TK_LPAREN)) {
        bracketed(f, parts, TK_RPAREN, fmt_pattern);
    } else if (fmt_at(f, TK_LBRACKET)) {
        bracketed(f, parts, TK_RBRACKET, fmt_pattern);
    } else if (fmt_at(f, TK_MINUS)) {
        fmt_add(f, parts, fmt_take(f));
        fmt_add(f, parts, fmt_take(f));
    } else if (fmt_at(f, TK_IDENT) && at_constructor(f)) {
        path_of(f, parts);
        if (fmt_at_here(f, TK_LPAREN))
            bracketed(f, parts, TK_RPAREN, fmt_pattern);
        else if (fmt_at_here(f, TK_LBRACE))
            struct_pattern(f, parts);
    } else {
        fmt_add(f, parts, fmt_take(f));
    }
}

/* `bars`: | joins alternatives; `cons`: :: joins head and tail. */
static const Doc *pattern(Formatter *f, bool bars, bool cons)
{
    DocVec parts = {0};
    primary_pattern(f, &parts);
    while ((bars && fmt_at(f, TK_BAR)) || (cons && fmt_at(f, TK_COLON_COLON))) {
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        primary_pattern(f, &parts);
    }
    if (fmt_at_word(f, "as") && fmt_peek(f, 1)->kind == TK_IDENT) {
        fmt_space_take(f, &parts);
        fmt_space_take(f, &parts);
    }
    return doc_concat(f->arena, parts);
}

const Doc *fmt_pattern(Formatter *f)
{
    return pattern(f, true, true);
}

/* ---- Bindings and parameters ---- */

static const Doc *typed(Formatter *f, const Doc *name)
{
    if (!fmt_at(f, TK_COLON_COLON))
        return name;
    DocVec parts = {0};
    fmt_add(f, &parts, name);
    fmt_space_take(f, &parts);
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_type(f));
    return doc_concat(f->arena, parts);
}

const Doc *fmt_binding(Formatter *f)
{
    const Doc *name = pattern(f, true, false);
    return typed(f, name);
}

static const Doc *bare_param(Formatter *f)
{
    const Doc *name = pattern(f, false, false);
    return typed(f, name);
}

/* `take name` of an extern. */
static const Doc *param(Formatter *f)
{
    TokenKind next = fmt_peek(f, 1)->kind;
    if (!fmt_at_word(f, "take") || (next != TK_IDENT && next != TK_SELF))
        return fmt_binding(f);
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_binding(f));
    return doc_concat(f->arena, parts);
}

const Doc *fmt_params(Formatter *f)
{
    List list = {0};
    fmt_list_open(f, &list, TK_RPAREN);
    while (fmt_list_more(f, &list)) {
        const Doc *item = param(f);
        fmt_list_add(f, &list, item);
    }
    return fmt_list_close(f, &list);
}

const Doc *fmt_bare_params(Formatter *f)
{
    DocVec parts = {0};
    while (!fmt_at(f, TK_ARROW) && !fmt_at(f, TK_DO) && !fmt_at(f, TK_WHEN) && !fmt_at(f, TK_BAR)) {
        fmt_add(f, &parts, bare_param(f));
        if (!fmt_at(f, TK_COMMA))
            break;
        TokenKind next = fmt_peek(f, 1)->kind;
        bool last = next == TK_ARROW || next == TK_DO || next == TK_WHEN || next == TK_BAR;
        fmt_add(f, &parts, last ? fmt_skip(f) : fmt_take(f));
        if (!last)
            fmt_add(f, &parts, &doc_space);
    }
    return doc_concat(f->arena, parts);
}
