/* parse_base.c - tokens, reports and recovery. */
#include "syntax/parser_internal.h"

#include "base/unicode.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- Tokens ---- */

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

bool parse_is_word(const Parser *p, const Token *token, Word word)
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

/* ---- Places ---- */

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

/* ---- Reports ---- */

/* Over a limit: what follows would only repeat the message. */
static void stop(Parser *p)
{
    p->cut = true;
    p->panic = true;
    p->at = p->token_count - 1;
}

/* A report nobody will see, for callers that add labels. */
static Diag *scratch_diag(Parser *p, Span span)
{
    Diag *diag = ARENA_NEW(p->arena, Diag);
    DiagLabel label = {span, ""};
    diag->message = "";
    vec_push(p->arena, &diag->labels, label);
    return diag;
}

/* False: stay silent. */
static bool may_report(Parser *p, Span span)
{
    if (p->trial > 0) {
        p->trial_failed = true;
        return false;
    }
    bool silent = p->panic || (p->cut && span.start >= p->tokens[p->token_count - 1].start);
    p->panic = true;
    if (silent)
        return false;
    if (++p->reports <= LEXER_ERROR_LIMIT + 1)
        return true;
    /* More is not shown anyway. */
    stop(p);
    return false;
}

static Diag *report(Parser *p, Span span, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *message = arena_alloc(p->arena, (size_t)length + 1);
    vsnprintf(message, (size_t)length + 1, format, args);
    return diag_add(p->diags, DIAG_PARSE, span, "Parse error: %s", message);
}

Diag *parse_error_at(Parser *p, Span span, const char *format, ...)
{
    if (!may_report(p, span))
        return scratch_diag(p, span);
    va_list args;
    va_start(args, format);
    Diag *diag = report(p, span, format, args);
    va_end(args);
    return diag;
}

Diag *parse_error(Parser *p, const char *format, ...)
{
    const Token *token = parse_peek(p);
    Span span = parse_token_span(p, token);
    if (token->malformed || token->kind == TK_ERROR) {
        /* The lexer has said what is wrong here. */
        p->trial_failed |= p->trial > 0;
        p->panic |= p->trial == 0;
        return scratch_diag(p, span);
    }
    if (!may_report(p, span))
        return scratch_diag(p, span);
    va_list args;
    va_start(args, format);
    Diag *diag = report(p, span, format, args);
    va_end(args);
    return diag;
}

Diag *parse_report(Parser *p, DiagCode code, Span span, const char *format, ...)
{
    if (p->trial > 0 || p->panic || p->reports > LEXER_ERROR_LIMIT)
        return scratch_diag(p, span);
    p->reports++;
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *message = arena_alloc(p->arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(message, (size_t)length + 1, format, args);
    va_end(args);
    return diag_add(p->diags, code, span, "%s", message);
}

const char *parse_found(Parser *p)
{
    const Token *token = parse_peek(p);
    if (token->kind == TK_EOF || token->kind == TK_ERROR)
        return token_text(token->kind);
    if (token->kind == TK_STRING_BEGIN || token->kind == TK_STRING_TEXT || token->kind == TK_STRING_END)
        return token_text(token->kind);
    Text text = parse_token_text(p, token);
    int shown = text.length < 40 ? (int)text.length : 40;
    const char *more = text.length > 40 ? "..." : "";
    if (token_is_keyword(token->kind))
        return arena_printf(p->arena, "the keyword `%.*s`", shown, text.bytes);
    return arena_printf(p->arena, "`%.*s%s`", shown, text.bytes, more);
}

/* What people coming from other languages are likely to have meant. */
static const char *hint_for(const Parser *p, const char *what)
{
    if (parse_at(p, TK_EQ) && strstr(what, "`do`"))
        return "`==` compares two values";
    if (parse_at(p, TK_LBRACE) && strstr(what, "`do`"))
        return "blocks are written `do ... end`";
    if (parse_at(p, TK_FAT_ARROW) && strstr(what, "`->`"))
        return "an arm is written `pattern -> value`; `=>` belongs to maps";
    if (parse_at(p, TK_COMMA) && strstr(what, "variable of this `for`"))
        return "the keys and values of a map are written `for {key, value} in`";
    if (parse_at(p, TK_COLON) && strstr(what, "`::`"))
        return "a type annotation is written `name :: Type`";
    if (parse_at(p, TK_COLON_COLON) && (strstr(what, "`]`") || strstr(what, "`)`")))
        return "`::` takes lists apart in patterns; put one together with `[x] ++ xs`";
    return NULL;
}

void parse_expected(Parser *p, const char *what)
{
    Diag *diag = parse_error(p, "expected %s, found %s", what, parse_found(p));
    const char *hint = hint_for(p, what);
    if (hint)
        diag_hint(p->diags, diag, "%s", hint);
}

bool parse_expect(Parser *p, TokenKind kind, const char *after)
{
    if (parse_accept(p, kind)) {
        if (p->trial == 0)
            p->panic = false;
        return true;
    }
    parse_expected(p, arena_printf(p->arena, "`%s` %s", token_text(kind), after));
    return false;
}

/* ---- Recovery ---- */

/* Keywords that begin a statement and nothing else: looking for a bracket stops there. */
static bool begins_statement(const Token *token)
{
    static const bool begins[TK_COUNT] = {
        [TK_LET] = true,    [TK_DEF] = true,     [TK_PUB] = true,       [TK_STRUCT] = true,
        [TK_TYPE] = true,   [TK_IMPL] = true,    [TK_INTERFACE] = true, [TK_ACTOR] = true,
        [TK_IMPORT] = true, [TK_SERVICE] = true, [TK_SUPERVISOR] = true, [TK_MODULE] = true,
        [TK_RETURN] = true, [TK_WHILE] = true,   [TK_AT] = true,        [TK_FN] = true,
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

/* Moves behind the next `kind` that closes the bracket we are in. False: not found, nothing moved. */
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
    const char *hint = hint_for(p, what);
    if (hint)
        diag_hint(p->diags, diag, "%s", hint);
    if (p->trial == 0 && skip_behind(p, kind))
        p->panic = false;
    return false;
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
    /* At the end of the file some block lacks its `end`. An earlier `end` that stood too far left for its
     * opener tells which one better than the outermost does. */
    if (parse_at(p, TK_EOF) && p->has_misfit)
        opener = p->misfit;
    Diag *diag = parse_error(p, "expected `end` to close the `%s` opened at line %u, found %s", opener.what,
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
        if (token->newline_before && (kind == TK_ELSE || kind == TK_AFTER || kind == TK_CALL || kind == TK_CAST ||
                                      kind == TK_TERMINATE))
            break;
        if (p->brackets > 0 && closes_bracket(kind))
            break;
        if (kind == TK_DO) {
            /* A block that belongs to what was wrong: its inside is read as usual, so that its `end` is not
             * taken for somebody else's. */
            Opener opener = parse_opener(p, "do");
            parse_advance(p);
            p->panic = false;
            parse_block(p, STOP_ELSE);
            while (parse_accept(p, TK_ELSE))
                parse_block(p, STOP_ELSE);
            parse_expect_end(p, opener);
            break;
        }
        if (kind == TK_FN || kind == TK_IF || kind == TK_CASE || kind == TK_MATCH || kind == TK_RECEIVE ||
            kind == TK_WHILE || kind == TK_FOR) {
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
        stop(p);
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
        stop(p);
    return false;
}

/* ---- Names ---- */

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
    /* `key:value`: the lexer saw the atom `:value`. The mark keeps a second reading of the same tokens
     * (after a trial) from looking for a colon that is gone. */
    token->after_colon = true;
    token->start++;
    token->kind = token_keyword((Text){p->source->text.bytes + token->start, token->end - token->start});
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
