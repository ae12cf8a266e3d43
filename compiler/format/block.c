/* block.c - statements, and what stands between `do` and `end`. */
#include "format/format_internal.h"

const Doc *fmt_semicolons(Formatter *f)
{
    DocVec parts = {0};
    while (fmt_at(f, TK_SEMICOLON))
        fmt_add(f, &parts, fmt_skip(f));
    return doc_concat(f->arena, parts);
}

const Doc *fmt_separator(const Formatter *f)
{
    return fmt_blank_before(f) ? &doc_blank : &doc_hard;
}

const Doc *fmt_stmt(Formatter *f, const Stmt *stmt)
{
    if (stmt->kind == ST_ITEM)
        return fmt_item(f, stmt->item);
    if (stmt->kind == ST_EXPR)
        return fmt_expr(f, stmt->expr);
    DocVec head = {0};
    fmt_add(f, &head, fmt_expect(f, TK_LET));
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_binding(f));
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_expect(f, TK_EQ));
    return fmt_assign(f, doc_concat(f->arena, head), stmt->expr);
}

const Doc *fmt_body(Formatter *f, const Expr *body, bool broken)
{
    DocVec parts = {0};
    fmt_add(f, &parts, broken ? &doc_hard : &doc_line);
    f->fresh = true;
    int brackets = f->brackets;
    f->brackets = 0;
    for (size_t i = 0; i < body->block.stmts.count; i++) {
        fmt_add(f, &parts, fmt_semicolons(f));
        if (i > 0)
            fmt_add(f, &parts, fmt_separator(f));
        fmt_add(f, &parts, fmt_stmt(f, body->block.stmts.items[i]));
    }
    fmt_add(f, &parts, fmt_semicolons(f));
    if (broken)
        fmt_add(f, &parts, fmt_comments(f));
    f->brackets = brackets;
    const Doc *nested = doc_nest(f->arena, doc_concat(f->arena, parts));
    return broken ? doc_island(f->arena, nested) : nested;
}

static bool fmt_body_is_long(const Formatter *f, const Expr *body)
{
    if (body->block.stmts.count > 1 || fmt_newline_within(f, f->at, body->span.end))
        return true;
    size_t at = f->at;
    while (f->tokens.items[at].start < body->span.end)
        at++;
    return f->tokens.items[at].newline_before;
}

/* `|a, b|` or `||` behind a `do`. */
static void bars(Formatter *f, DocVec *parts)
{
    if (fmt_at(f, TK_BAR_BAR)) {
        fmt_space_take(f, parts);
    } else if (fmt_at(f, TK_BAR)) {
        fmt_space_take(f, parts);
        fmt_add(f, parts, fmt_bare_params(f));
        fmt_add(f, parts, fmt_expect(f, TK_BAR));
    }
}

const Doc *fmt_do_block(Formatter *f, const Expr *body)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_expect(f, TK_DO));
    bars(f, &parts);
    bool broken = fmt_body_is_long(f, body);
    fmt_add(f, &parts, fmt_body(f, body, broken));
    fmt_add(f, &parts, broken ? &doc_close : &doc_line);
    fmt_add(f, &parts, fmt_expect(f, TK_END));
    return doc_concat(f->arena, parts);
}
