/* parse_report.c - messages of the parser: one for one mistake. */
#include "syntax/parser_internal.h"

#include <stdarg.h>
#include <stdio.h>

/* Over a limit: what follows would only repeat the message. */
void parse_stop(Parser *p)
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
    parse_stop(p);
    return false;
}

static Diag *report(Parser *p, Span span, const char *format, va_list args)
{
    if (!may_report(p, span))
        return scratch_diag(p, span);
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
    if (token->kind == TK_STRING_BEGIN || token->kind == TK_STRING_TEXT ||
        token->kind == TK_STRING_END)
        return token_text(token->kind);
    Text text = parse_token_text(p, token);
    int shown = text.length < 40 ? (int)text.length : 40;
    const char *more = text.length > 40 ? "..." : "";
    if (token_is_keyword(token->kind))
        return arena_printf(p->arena, "the keyword `%.*s`", shown, text.bytes);
    return arena_printf(p->arena, "`%.*s%s`", shown, text.bytes, more);
}

/* What people coming from other languages are likely to have meant. */
const char *parse_hint(const Parser *p, const char *what)
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
    const char *hint = parse_hint(p, what);
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
