/* cursor.c - taking tokens in order, with the comments that stand around them.
 *
 * A comment on the line of the token before it stays there. Any other goes in front of the token
 * behind it, on lines of its own if it was. */
#include "format/format_internal.h"

#include "base/bug.h"

/* ---- Looking ---- */

const Token *fmt_peek(const Formatter *f, size_t ahead)
{
    size_t at = f->at + ahead, last = f->tokens.count - 1;
    return &f->tokens.items[at < last ? at : last];
}

bool fmt_at(const Formatter *f, TokenKind kind)
{
    return fmt_peek(f, 0)->kind == kind;
}

bool fmt_at_here(const Formatter *f, TokenKind kind)
{
    return fmt_at(f, kind) && (f->brackets > 0 || !fmt_peek(f, 0)->newline_before);
}

bool fmt_at_word(const Formatter *f, const char *word)
{
    const Token *token = fmt_peek(f, 0);
    return token->kind == TK_IDENT && token->name && strcmp(token->name, word) == 0;
}

static size_t newlines_between(const Formatter *f, uint32_t start, uint32_t end)
{
    const char *bytes = f->source->text.bytes;
    size_t count = 0;
    for (uint32_t i = start; i < end; i++) {
        bool pair = bytes[i] == '\r' && i + 1 < end && bytes[i + 1] == '\n';
        count += (bytes[i] == '\n' || bytes[i] == '\r') && !pair;
    }
    return count;
}

bool fmt_has_comments(const Formatter *f)
{
    return f->comment < fmt_peek(f, 0)->comments;
}

bool fmt_behind_comment(const Formatter *f)
{
    if (f->comment == 0)
        return false;
    Comment last = f->comments.items[f->comment - 1];
    return last.end == f->last_end && last.kind != COMMENT_BLOCK;
}

static bool blank_before(const Formatter *f, uint32_t start)
{
    return !f->fresh && newlines_between(f, f->last_end, start) > 1;
}

bool fmt_blank_before(const Formatter *f)
{
    return blank_before(f, fmt_has_comments(f) ? f->comments.items[f->comment].start
                                               : fmt_peek(f, 0)->start);
}

bool fmt_newline_within(const Formatter *f, size_t first, uint32_t end)
{
    for (size_t i = first; i < f->tokens.count && f->tokens.items[i].start < end; i++) {
        if (f->tokens.items[i].newline_before)
            return true;
    }
    return false;
}

/* ---- Building ---- */

void fmt_add(Formatter *f, DocVec *parts, const Doc *doc)
{
    if (doc)
        vec_push(f->arena, parts, doc);
}

const Doc *fmt_text(Formatter *f, const char *text)
{
    return doc_text(f->arena, text_of(text));
}

void fmt_space_take(Formatter *f, DocVec *parts)
{
    fmt_add(f, parts, &doc_space);
    fmt_add(f, parts, fmt_take(f));
}

/* ---- Comments ---- */

static Text without_trailing_blanks(Text text)
{
    while (text.length > 0 && strchr(" \t\r", text.bytes[text.length - 1]))
        text.length--;
    return text;
}

/* Its lines as they are, less blanks at their ends. */
static const Doc *comment_doc(Formatter *f, Comment comment)
{
    TextBuffer out;
    text_buffer_init(&out, f->arena);
    const char *at = f->source->text.bytes + comment.start,
               *end = f->source->text.bytes + comment.end;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        const char *next = line_end ? line_end : end;
        text_add(&out, without_trailing_blanks((Text){at, (size_t)(next - at)}));
        if (line_end)
            text_add_char(&out, '\n');
        at = line_end ? line_end + 1 : end;
    }
    f->last_end = comment.end;
    f->fresh = false;
    f->comment++;
    return doc_text(f->arena, text_done(&out));
}

/* Where the line goes on behind a block comment. */
static bool is_inline(const Formatter *f, Comment comment, uint32_t next)
{
    return comment.kind == COMMENT_BLOCK && newlines_between(f, comment.end, next) == 0;
}

/* Comments on the line of the token taken last. */
static void add_trailing(Formatter *f, DocVec *parts)
{
    const Token *next = fmt_peek(f, 0);
    while (f->comment < next->comments) {
        Comment comment = f->comments.items[f->comment];
        if (comment.newline_before || is_inline(f, comment, next->start))
            return;
        fmt_add(f, parts, &doc_space);
        fmt_add(f, parts, comment_doc(f, comment));
        fmt_add(f, parts, comment.kind == COMMENT_BLOCK ? &doc_space : &doc_hard);
    }
}

static const Doc *newline_before(const Formatter *f, uint32_t start)
{
    return blank_before(f, start) ? &doc_blank : &doc_hard;
}

static void add_comment(Formatter *f, DocVec *parts, Comment comment, uint32_t next)
{
    bool inlined = is_inline(f, comment, next);
    bool more = f->comment + 1 < f->comments.count &&
                f->comments.items[f->comment + 1].kind == COMMENT_MODULE_DOC;
    if (comment.newline_before)
        fmt_add(f, parts, newline_before(f, comment.start));
    else if (inlined)
        fmt_add(f, parts, &doc_gap);
    fmt_add(f, parts, comment_doc(f, comment));
    fmt_add(f, parts,
            inlined                                       ? &doc_space
            : comment.kind == COMMENT_MODULE_DOC && !more ? &doc_blank
                                                          : &doc_hard);
}

static void add_leading(Formatter *f, DocVec *parts)
{
    const Token *token = fmt_peek(f, 0);
    bool found = false;
    while (f->comment < token->comments) {
        found = true;
        add_comment(f, parts, f->comments.items[f->comment], token->start);
    }
    if (found && blank_before(f, token->start))
        fmt_add(f, parts, &doc_blank);
}

const Doc *fmt_comments(Formatter *f)
{
    DocVec parts = {0};
    while (fmt_has_comments(f))
        add_comment(f, &parts, f->comments.items[f->comment], fmt_peek(f, 0)->start);
    return doc_concat(f->arena, parts);
}

/* ---- Taking ---- */

static void advance(Formatter *f)
{
    const Token *token = fmt_peek(f, 0);
    f->last_end = token->end;
    f->fresh = false;
    if (token->kind != TK_EOF)
        f->at++;
}

const Doc *fmt_take(Formatter *f)
{
    const Token *token = fmt_peek(f, 0);
    DocVec parts = {0};
    add_leading(f, &parts);
    Text text = {f->source->text.bytes + token->start, token->end - token->start};
    fmt_add(f, &parts, doc_text(f->arena, text));
    advance(f);
    add_trailing(f, &parts);
    return doc_concat(f->arena, parts);
}

const Doc *fmt_expect(Formatter *f, TokenKind kind)
{
    if (!fmt_at(f, kind))
        bug("format: %s wanted at byte %u of %s", token_text(kind), fmt_peek(f, 0)->start,
            f->source->path);
    return fmt_take(f);
}

const Doc *fmt_skip(Formatter *f)
{
    DocVec parts = {0};
    add_leading(f, &parts);
    advance(f);
    add_trailing(f, &parts);
    return doc_concat(f->arena, parts);
}

const Doc *fmt_string(Formatter *f)
{
    DocVec parts = {0};
    add_leading(f, &parts);
    uint32_t start = fmt_peek(f, 0)->start;
    int depth = 0;
    do {
        const Token *token = fmt_peek(f, 0);
        depth += token->kind == TK_STRING_BEGIN;
        depth -= token->kind == TK_STRING_END;
        if (token->kind == TK_EOF)
            bug("format: a string without end in %s", f->source->path);
        advance(f);
    } while (depth > 0);
    /* Comments inside of interpolations are part of the text. */
    f->comment = f->tokens.items[f->at - 1].comments;
    Text text = {f->source->text.bytes + start, f->last_end - start};
    fmt_add(f, &parts, doc_text(f->arena, text));
    add_trailing(f, &parts);
    return doc_concat(f->arena, parts);
}

void fmt_split(Formatter *f, TokenKind rest)
{
    Token *token = &f->tokens.items[f->at];
    Token second = *token;
    second.kind = rest;
    second.start++;
    second.newline_before = false;
    token->end = second.start;
    vec_push(f->arena, &f->tokens, second);
    for (size_t i = f->tokens.count - 1; i > f->at + 1; i--)
        f->tokens.items[i] = f->tokens.items[i - 1];
    f->tokens.items[f->at + 1] = second;
}

/* `key:value` was read as `key` and the atom `:value`. */
static void split_atom(Formatter *f)
{
    fmt_split(f, TK_IDENT);
    Token *token = &f->tokens.items[f->at], *name = token + 1;
    token->kind = TK_COLON;
    name->kind =
        token_keyword((Text){f->source->text.bytes + name->start, name->end - name->start});
}

const Doc *fmt_key(Formatter *f)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_at(f, TK_STRING_BEGIN) ? fmt_string(f) : fmt_take(f));
    if (fmt_at(f, TK_ATOM))
        split_atom(f);
    fmt_add(f, &parts, fmt_expect(f, TK_COLON));
    fmt_add(f, &parts, &doc_space);
    return doc_concat(f->arena, parts);
}
