/* parse_token.c - looking at tokens, taking them, and their places in the file. */
#include "syntax/parser_internal.h"

const Token *parse_peek_at(const Parser *p, size_t ahead)
{
    size_t at = p->at + ahead;
    return &p->tokens[at < p->token_count ? at : p->token_count - 1];
}

const Token *parse_peek(const Parser *p)
{
    return &p->tokens[p->at];
}

bool parse_at(const Parser *p, TokenKind kind)
{
    return p->tokens[p->at].kind == kind;
}

bool parse_at_next(const Parser *p, size_t ahead, TokenKind kind)
{
    return parse_peek_at(p, ahead)->kind == kind;
}

static bool parse_is_word(const Parser *p, const Token *token, Word word)
{
    return token->kind == TK_IDENT && token->name == p->words[word];
}

bool parse_at_word(const Parser *p, Word word)
{
    return parse_is_word(p, parse_peek(p), word);
}

bool parse_on_new_line(const Parser *p)
{
    return !p->context.flat && parse_peek(p)->newline_before;
}

const Token *parse_advance(Parser *p)
{
    const Token *token = &p->tokens[p->at];
    if (p->at + 1 < p->token_count)
        p->at++;
    return token;
}

bool parse_accept(Parser *p, TokenKind kind)
{
    if (!parse_at(p, kind))
        return false;
    parse_advance(p);
    return true;
}

Span parse_span(const Parser *p, uint32_t start, uint32_t end)
{
    return (Span){p->source, start, end};
}

Span parse_token_span(const Parser *p, const Token *token)
{
    return parse_span(p, token->start, token->end);
}

uint32_t parse_start(const Parser *p)
{
    return parse_peek(p)->start;
}

Span parse_span_from(const Parser *p, uint32_t start)
{
    uint32_t end = p->at > 0 ? p->tokens[p->at - 1].end : start;
    return parse_span(p, start, end > start ? end : start);
}

Span parse_empty_span(const Parser *p)
{
    uint32_t at = p->at > 0 ? p->tokens[p->at - 1].end : 0;
    return parse_span(p, at, at);
}
