/* parse_string.c - the values of literals: strings with interpolation, heredocs, numbers,
 * regexes. */
#include "syntax/parser_internal.h"

#include "base/unicode.h"

#include <math.h>
#include <stdlib.h>

Text parse_token_text(const Parser *p, const Token *token)
{
    return (Text){p->source->text.bytes + token->start, token->end - token->start};
}

/* ---- Text of a string ---- */

/* Raw text between two interpolations, as offsets in the file. */
typedef struct Segment {
    uint32_t start, end;
    size_t part; /* its place among the parts */
} Segment;
typedef VEC(Segment) SegmentVec;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_newline(char c)
{
    return c == '\n' || c == '\r';
}

static uint32_t newline_length(const char *bytes, uint32_t at, uint32_t end)
{
    if (at >= end || !is_newline(bytes[at]))
        return 0;
    return bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n' ? 2 : 1;
}

/* \u{HEX} with `at` on the u. Returns the offset behind it. */
static uint32_t add_unicode(Parser *p, TextBuffer *out, uint32_t at, uint32_t end)
{
    const char *bytes = p->source->text.bytes;
    uint32_t start = at - 1, value = 0, digits = 0;
    at += 2;
    for (; at < end && bytes[at] != '}' && digits < 9; at++, digits++) {
        char c = bytes[at];
        bool digit = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
        if (!digit && !letter)
            break;
        value = value * 16 + (uint32_t)(digit ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    bool closed = at < end && bytes[at] == '}';
    if (closed)
        at++;
    if (!closed || digits == 0 || digits > 6 || value > 0x10FFFF ||
        (value >= 0xD800 && value <= 0xDFFF)) {
        parse_report(p, DIAG_BAD_LITERAL, parse_span(p, start, at),
                     "invalid escape `%.*s`: `\\u{...}` takes the number of a "
                     "Unicode character in hexadecimal",
                     (int)(at - start), bytes + start);
        value = 0xFFFD;
    }
    utf8_add(out, value);
    return at;
}

/* `at` is behind the backslash. Returns the offset behind the escape. */
static uint32_t add_escape(Parser *p, TextBuffer *out, uint32_t at, uint32_t end)
{
    const char *bytes = p->source->text.bytes;
    if (bytes[at] == 'u' && at + 1 < end && bytes[at + 1] == '{')
        return add_unicode(p, out, at, end);
    char c = bytes[at];
    text_add_char(out, c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? '\0' : c);
    return at + 1;
}

/* Resolves escapes and removes up to `margin` blanks from every line start. */
static Text cook(Parser *p, Segment segment, uint32_t margin, bool line_start)
{
    const char *bytes = p->source->text.bytes;
    TextBuffer out;
    text_buffer_init(&out, p->arena);
    uint32_t at = segment.start, end = segment.end;
    while (at < end) {
        if (line_start) {
            for (uint32_t i = 0; i < margin && at < end && is_blank(bytes[at]); i++)
                at++;
            line_start = false;
            continue;
        }
        bool newline = is_newline(bytes[at]);
        if (bytes[at] == '\\' && at + 1 < end) {
            newline = is_newline(bytes[at + 1]);
            at = add_escape(p, &out, at + 1, end);
        } else {
            text_add_char(&out, bytes[at++]);
        }
        line_start = newline && !(at < end && bytes[at] == '\n' && bytes[at - 1] == '\r');
    }
    return text_done(&out);
}

/* The margin of a heredoc; cuts off its first newline and its last, blank line. */
static uint32_t heredoc_margin(Parser *p, SegmentVec *segments, uint32_t begin, uint32_t close)
{
    const char *bytes = p->source->text.bytes;
    if (segments->count == 0)
        return 0;
    Segment *first = &segments->items[0];
    uint32_t dropped = first->start == begin ? newline_length(bytes, begin, first->end) : 0;
    bool found = dropped > 0;
    size_t last_index = 0;
    uint32_t last_line = begin + dropped, before_newline = begin + dropped;
    for (size_t i = segments->count; i-- > 0;) {
        const Segment *segment = &segments->items[i];
        uint32_t at = segment->end, from = i == 0 ? segment->start + dropped : segment->start;
        while (at > from && !is_newline(bytes[at - 1]))
            at--;
        if (at == from)
            continue;
        found = true;
        last_index = i;
        last_line = at;
        before_newline = at - 1;
        if (before_newline > from && bytes[at - 1] == '\n' && bytes[at - 2] == '\r')
            before_newline--;
        break;
    }
    first->start += dropped;
    if (!found)
        return 0;
    uint32_t margin = 0, line_end = segments->items[last_index].end;
    if (last_line > line_end)
        return 0;
    while (last_line + margin < line_end && is_blank(bytes[last_line + margin]))
        margin++;
    if (last_line + margin == close)
        segments->items[last_index].end = before_newline;
    return margin;
}

/* ---- Literals with interpolation ---- */

static Expr *interpolation(Parser *p)
{
    Bracket bracket = parse_open(p);
    Expr *expr = NULL;
    if (parse_at(p, TK_INTERP_END)) {
        parse_error_at(p, parse_span(p, bracket.open.start, parse_peek(p)->end),
                       "empty interpolation");
        expr = parse_expr_error(p);
    } else {
        expr = parse_expr(p);
    }
    if (!parse_shut(p, bracket, TK_INTERP_END, "`}` after the interpolated expression")) {
        /* The rest of the string is still a string: go on where its text does. */
        while (!parse_at(p, TK_EOF) && !parse_at(p, TK_STRING_TEXT) &&
               !parse_at(p, TK_STRING_END) && p->trial == 0 && p->panic)
            parse_advance(p);
    }
    return expr;
}

static void cook_parts(Parser *p, StringPartVec *parts, SegmentVec *segments, uint32_t begin,
                       uint32_t close, bool heredoc)
{
    uint32_t margin = heredoc ? heredoc_margin(p, segments, begin, close) : 0;
    for (size_t i = 0; i < segments->count; i++) {
        Segment segment = segments->items[i];
        parts->items[segment.part].text = cook(p, segment, margin, heredoc && segment.part == 0);
    }
    /* A segment that the margin emptied is no part. */
    size_t kept = 0;
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->items[i].expr || parts->items[i].text.length > 0)
            parts->items[kept++] = parts->items[i];
    }
    parts->count = kept;
}

void parse_string_parts(Parser *p, StringPartVec *parts)
{
    const Token *begin = parse_advance(p);
    bool heredoc = begin->end - begin->start == 3;
    SegmentVec segments = {0};
    uint32_t close = begin->end;
    for (;;) {
        const Token *token = parse_peek(p);
        StringPart part = {0};
        if (token->kind == TK_STRING_TEXT) {
            Segment segment = {token->start, token->end, parts->count};
            vec_push(p->arena, &segments, segment);
            parse_advance(p);
        } else if (token->kind == TK_INTERP_BEGIN) {
            part.expr = interpolation(p);
        } else {
            break;
        }
        close = parse_span_from(p, close).end;
        vec_push(p->arena, parts, part);
    }
    if (parse_at(p, TK_STRING_END))
        close = parse_advance(p)->start;
    cook_parts(p, parts, &segments, begin->end, close, heredoc);
}

Text parse_plain_string(Parser *p, const char *what)
{
    if (!parse_at(p, TK_STRING_BEGIN)) {
        parse_expected(p, what);
        return TEXT("");
    }
    uint32_t start = parse_start(p);
    StringPartVec parts = {0};
    parse_string_parts(p, &parts);
    for (size_t i = 0; i < parts.count; i++) {
        if (parts.items[i].expr) {
            parse_error_at(p, parse_span_from(p, start), "%s cannot contain an interpolation",
                           what);
            p->panic = false;
            return TEXT("");
        }
    }
    return parts.count == 1 ? parts.items[0].text : TEXT("");
}

/* ---- Numbers ---- */

static int digit_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

int64_t parse_int(Parser *p, bool *is_minimum)
{
    const Token *token = parse_advance(p);
    if (token->malformed)
        return 0;
    Text text = parse_token_text(p, token);
    size_t at = 0;
    uint64_t base = 10, value = 0;
    if (text.length > 1 && text.bytes[0] == '0' && (text.bytes[1] | 0x20) >= 'a') {
        base = (text.bytes[1] | 0x20) == 'x' ? 16 : (text.bytes[1] | 0x20) == 'b' ? 2 : 8;
        at = 2;
    }
    const uint64_t limit = (uint64_t)1 << 63;
    for (; at < text.length; at++) {
        if (text.bytes[at] == '_')
            continue;
        uint64_t digit = (uint64_t)digit_value(text.bytes[at]);
        if (value > (limit - digit) / base) {
            parse_report(p, DIAG_BAD_LITERAL, parse_token_span(p, token),
                         "integer literal out of range: the largest Int is 9223372036854775807");
            return 0;
        }
        value = value * base + digit;
    }
    if (value == limit)
        *is_minimum = true;
    return (int64_t)value;
}

double parse_float(Parser *p)
{
    const Token *token = parse_advance(p);
    if (token->malformed)
        return 0.0;
    Text text = parse_token_text(p, token);
    char *digits = arena_alloc(p->arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '_')
            digits[length++] = text.bytes[i];
    }
    double value = strtod(digits, NULL);
    if (isinf(value)) {
        parse_report(p, DIAG_BAD_LITERAL, parse_token_span(p, token), "float literal out of range");
        return 0.0;
    }
    return value;
}

void parse_regex(Parser *p, Text *pattern, Text *flags)
{
    Text text = parse_token_text(p, parse_advance(p));
    size_t close = text.length;
    while (close > 3 && text.bytes[close - 1] != '/')
        close--;
    *pattern = (Text){text.bytes + 3, close - 1 - 3};
    *flags = (Text){text.bytes + close, text.length - close};
}
