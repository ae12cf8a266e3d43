/* parse_recovery.c - going on after a mistake: brackets and blocks that are not closed, the next
 * statement, and limits of depth. */
#include "syntax/parser_internal.h"

/* Keywords that begin a statement and nothing else: looking for a bracket stops there. */
static bool begins_statement(const Token *token)
{
    static const bool begins[TK_COUNT] = {
        [TK_LET] = true,    [TK_DEF] = true,     [TK_PUB] = true,        [TK_STRUCT] = true,
        [TK_TYPE] = true,   [TK_IMPL] = true,    [TK_INTERFACE] = true,  [TK_ACTOR] = true,
        [TK_IMPORT] = true, [TK_SERVICE] = true, [TK_SUPERVISOR] = true, [TK_MODULE] = true,
        [TK_RETURN] = true, [TK_WHILE] = true,   [TK_AT] = true,         [TK_FN] = true,
    };
    return token->newline_before && begins[token->kind];
}

static bool opens_bracket(TokenKind kind)
{
    return kind == TK_LPAREN || kind == TK_LBRACKET || kind == TK_LBRACE || kind == TK_INTERP_BEGIN;
}

static bool closes_bracket(TokenKind kind)
{
    return kind == TK_RPAREN || kind == TK_RBRACKET || kind == TK_RBRACE || kind == TK_INTERP_END;
}

/* Moves behind the next `kind` that closes the bracket we are in. False: not found, nothing
 * moved. */
static bool skip_behind(Parser *p, TokenKind kind)
{
    size_t blocks = 0, brackets = 0;
    for (size_t at = p->at; at < p->token_count; at++) {
        const Token *token = &p->tokens[at];
        if (token->kind == TK_EOF || (blocks == 0 && at > p->at && begins_statement(token)))
            return false;
        if (opens_bracket(token->kind)) {
            brackets++;
        } else if (closes_bracket(token->kind)) {
            if (brackets > 0) {
                brackets--;
                continue;
            }
            if (token->kind != kind)
                return false;
            p->at = at + 1;
            return true;
        } else if (token->kind == TK_DO) {
            blocks++;
        } else if (token->kind == TK_END) {
            if (blocks == 0)
                return false;
            blocks--;
        }
    }
    return false;
}

bool parse_close(Parser *p, TokenKind kind, Span open, const char *what)
{
    if (parse_at(p, kind)) {
        parse_advance(p);
        if (p->trial == 0)
            p->panic = false;
        return true;
    }
    Diag *diag = parse_error(p, "expected %s, found %s", what, parse_found(p));
    diag_label(p->diags, diag, open, "opened here");
    const char *hint = parse_hint(p, what);
    if (hint)
        diag_hint(p->diags, diag, "%s", hint);
    if (p->trial == 0 && skip_behind(p, kind))
        p->panic = false;
    return false;
}

Bracket parse_open(Parser *p)
{
    Bracket bracket = {parse_token_span(p, parse_peek(p)), p->context};
    p->context.flat = true;
    p->context.bare_params = false;
    p->brackets++;
    parse_advance(p);
    return bracket;
}

bool parse_shut(Parser *p, Bracket bracket, TokenKind kind, const char *what)
{
    bool closed = parse_close(p, kind, bracket.open, what);
    p->brackets--;
    p->context = bracket.outside;
    return closed;
}

bool parse_expect_do(Parser *p, const char *head)
{
    if (parse_at(p, TK_DO))
        return parse_expect(p, TK_DO, "");
    parse_expected(p, arena_printf(p->arena, "`do` after %s", head));
    if (parse_at(p, TK_LBRACE) && p->trial == 0) {
        /* A block in braces is one mistake, not two: its } is taken for the `end`. */
        parse_advance(p);
        p->brace_blocks++;
        p->brackets++;
        p->panic = false;
        return true;
    }
    /* What stands between is part of the mistake; the block behind it is not. */
    for (size_t at = p->at; at < p->token_count && p->trial == 0; at++) {
        const Token *token = &p->tokens[at];
        if (token->kind == TK_DO) {
            p->at = at + 1;
            p->panic = false;
            return true;
        }
        if (token->kind == TK_END || token->kind == TK_EOF || (token->newline_before && at > p->at))
            break;
    }
    return false;
}

Opener parse_opener(const Parser *p, const char *what)
{
    return (Opener){what, parse_token_span(p, parse_peek(p))};
}

/* The blanks at the start of the line that `offset` is on; tabs count as they stand. */
static uint32_t indentation(const Parser *p, uint32_t offset)
{
    Text line = source_line_text(p->source, source_line(p->source, offset));
    uint32_t width = 0;
    while (width < line.length && (line.bytes[width] == ' ' || line.bytes[width] == '\t'))
        width++;
    return width;
}

bool parse_is_deeper(const Parser *p, Opener opener)
{
    const Token *token = parse_peek(p);
    return token->newline_before && token->kind != TK_EOF &&
           indentation(p, token->start) > indentation(p, opener.span.start);
}

static void note_misfit(Parser *p, Opener opener, const Token *end)
{
    if (p->has_misfit || !end->newline_before)
        return;
    if (indentation(p, end->start) >= indentation(p, opener.span.start))
        return;
    p->has_misfit = true;
    p->misfit = opener;
}

void parse_expect_end(Parser *p, Opener opener)
{
    if (parse_at(p, TK_END)) {
        note_misfit(p, opener, parse_peek(p));
        parse_advance(p);
        p->panic = false;
        return;
    }
    if (parse_at(p, TK_RBRACE) && p->brace_blocks > 0) {
        parse_advance(p);
        p->brace_blocks--;
        p->brackets--;
        p->panic = false;
        return;
    }
    /* At the end of the file some block lacks its `end`. An earlier `end` that stood too far left
     * for its opener tells which one better than the outermost does. */
    if (parse_at(p, TK_EOF) && p->has_misfit)
        opener = p->misfit;
    Diag *diag =
        parse_error(p, "expected `end` to close the `%s` opened at line %u, found %s", opener.what,
                    source_line(p->source, opener.span.start), parse_found(p));
    diag_label(p->diags, diag, opener.span, "opened here");
}

static void skip_to_statement(Parser *p)
{
    for (;;) {
        const Token *token = parse_peek(p);
        TokenKind kind = token->kind;
        if (kind == TK_EOF || kind == TK_END || kind == TK_SEMICOLON)
            break;
        if (token->newline_before && (token_begins_expression(kind) || begins_statement(token)))
            break;
        if (token->newline_before && (kind == TK_ELSE || kind == TK_AFTER || kind == TK_CALL ||
                                      kind == TK_CAST || kind == TK_TERMINATE))
            break;
        if (p->brackets > 0 && closes_bracket(kind))
            break;
        if (kind == TK_DO) {
            /* A block that belongs to what was wrong: its inside is read as usual, so that its
             * `end` is not taken for somebody else's. */
            Opener opener = parse_opener(p, "do");
            parse_advance(p);
            p->panic = false;
            parse_block(p, STOP_ELSE);
            while (parse_accept(p, TK_ELSE))
                parse_block(p, STOP_ELSE);
            parse_expect_end(p, opener);
            break;
        }
        if (kind == TK_FN || kind == TK_IF || kind == TK_CASE || kind == TK_MATCH ||
            kind == TK_RECEIVE || kind == TK_WHILE || kind == TK_FOR) {
            p->panic = false;
            parse_primary(p);
            if (!p->panic)
                break;
            continue;
        }
        parse_advance(p);
    }
}

void parse_resync(Parser *p, size_t began)
{
    if (p->at == began)
        parse_advance(p);
    /* Counted as a level: what is skipped may hold blocks with mistakes of their own. */
    if (parse_enter(p)) {
        skip_to_statement(p);
        parse_leave(p);
    }
    p->panic = false;
}

bool parse_enter(Parser *p)
{
    if (p->depth < NESTING_LIMIT) {
        p->depth++;
        return true;
    }
    if (p->trial == 0 && !p->cut) {
        p->panic = false;
        parse_error(p, "nesting too deep (limit %d)", NESTING_LIMIT);
        parse_stop(p);
    }
    p->trial_failed = true;
    p->panic |= p->trial == 0;
    return false;
}

void parse_leave(Parser *p)
{
    p->depth--;
}

bool parse_chain(Parser *p, size_t *count, const char *what)
{
    if (++*count <= CHAIN_LIMIT)
        return true;
    parse_error(p, "%s too long (limit %d)", what, CHAIN_LIMIT);
    if (p->trial == 0)
        parse_stop(p);
    return false;
}
