/* parse_name.c - names, paths and keys, and the documentation in front of them. */
#include "syntax/parser_internal.h"

#include "base/unicode.h"

static Ident take_ident(Parser *p)
{
    const Token *token = parse_advance(p);
    return (Ident){token->name, parse_token_span(p, token)};
}

Ident parse_name(Parser *p, const char *what)
{
    if (parse_at(p, TK_IDENT))
        return take_ident(p);
    Diag *diag = parse_error(p, "expected %s, found %s", what, parse_found(p));
    if (token_is_keyword(parse_peek(p)->kind)) {
        diag_hint(p->diags, diag, "keywords cannot be names");
        /* Used as a name all the same: what follows is in order. */
        TokenKind next = parse_peek_at(p, 1)->kind;
        if (p->trial == 0 && (next == TK_LPAREN || next == TK_EQ || next == TK_COLON_COLON)) {
            p->panic = false;
            return take_ident(p);
        }
    }
    return (Ident){p->underscore, parse_span(p, parse_start(p), parse_start(p))};
}

bool parse_at_any_word(const Parser *p)
{
    return parse_at(p, TK_IDENT) || token_is_keyword(parse_peek(p)->kind);
}

Ident parse_word(Parser *p, const char *what)
{
    return parse_at_any_word(p) ? take_ident(p) : parse_name(p, what);
}

static bool is_colon(const Token *token)
{
    return token->kind == TK_COLON || token->kind == TK_ATOM || token->after_colon;
}

bool parse_at_key(const Parser *p)
{
    const Token *word = parse_peek(p), *next = parse_peek_at(p, 1);
    if (!parse_at_any_word(p) || !is_colon(next))
        return false;
    /* `if :ok == x do` begins an expression, `if:x` is a key. */
    bool expression = token_is_keyword(word->kind) && token_begins_expression(word->kind);
    return next->kind != TK_ATOM || !expression || next->start == word->end;
}

bool parse_accept_colon(Parser *p)
{
    if (parse_accept(p, TK_COLON))
        return true;
    Token *token = &p->tokens[p->at];
    if (token->after_colon)
        return true;
    if (token->kind != TK_ATOM)
        return false;
    /* `key:value`: the lexer saw the atom `:value`. The mark keeps a second reading of the same
     * tokens (after a trial) from looking for a colon that is gone. */
    token->after_colon = true;
    token->start++;
    token->kind =
        token_keyword((Text){p->source->text.bytes + token->start, token->end - token->start});
    return true;
}

bool parse_is_upper(Name name)
{
    uint32_t character = 0;
    utf8_decode(text_of(name), 0, &character);
    return unicode_is_upper(character);
}

Path parse_path(Parser *p, const char *what)
{
    Path path = {0};
    uint32_t start = parse_start(p);
    Ident first = parse_name(p, what);
    vec_push(p->arena, &path.parts, first);
    size_t count = 0;
    while (parse_at(p, TK_DOT) && parse_chain(p, &count, "path")) {
        parse_advance(p);
        Ident part = parse_word(p, "a name after `.`");
        vec_push(p->arena, &path.parts, part);
    }
    path.span = parse_span_from(p, start);
    return path;
}

/* The ## comments between the previous token and the current one. */
Text parse_doc(Parser *p)
{
    size_t first = p->at > 0 ? p->tokens[p->at - 1].comments : 0;
    size_t last = parse_peek(p)->comments;
    TextBuffer doc;
    text_buffer_init(&doc, p->arena);
    for (size_t i = first; i < last; i++) {
        if (p->comments.items[i].kind != COMMENT_DOC)
            continue;
        /* A comment on the line of the previous token belongs to that. */
        if (!p->comments.items[i].newline_before)
            continue;
        if (doc.length > 0)
            text_add_char(&doc, '\n');
        text_add(&doc, comment_text(p->source, p->comments.items[i]));
    }
    return text_done(&doc);
}
