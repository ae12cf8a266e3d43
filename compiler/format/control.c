/* control.c - if, case, receive, loops and closures. */
#include "format/format_internal.h"

#include "base/bug.h"

/* ---- Bodies behind an arrow ---- */

static bool is_row(const Expr *body)
{
    return body->kind == EX_BLOCK && !body->do_end;
}

/* Written below its arrow, or more than one expression. */
static bool stands_below(const Formatter *f, const Expr *body)
{
    return (is_row(body) && body->block.stmts.count > 0) ||
           (fmt_peek(f, 0)->newline_before && !is_row(body));
}

static const Doc *on_own_lines(Formatter *f, const Expr *body)
{
    if (is_row(body))
        return fmt_body(f, body, true);
    f->fresh = true;
    DocVec parts = {0};
    fmt_add(f, &parts, &doc_hard);
    fmt_add(f, &parts, fmt_expr(f, body));
    fmt_add(f, &parts, fmt_semicolons(f));
    return doc_island(f->arena, doc_nest(f->arena, doc_concat(f->arena, parts)));
}

/* ---- Arms ---- */

static const Doc *arm_body(Formatter *f, const Doc *head, const Expr *body)
{
    if (body->kind == EX_BLOCK && body->do_end) {
        head = doc_pair(f->arena, head, &doc_space);
        return doc_group(f->arena, doc_pair(f->arena, head, fmt_do_block(f, body)));
    }
    if (is_row(body) && body->block.stmts.count == 0)
        return head;
    if (stands_below(f, body))
        return doc_pair(f->arena, head, on_own_lines(f, body));
    return fmt_assign(f, head, body);
}

static const Doc *arm(Formatter *f, const Arm *arm)
{
    DocVec head = {0};
    fmt_add(f, &head, fmt_pattern(f));
    if (arm->guard) {
        fmt_space_take(f, &head);
        fmt_add(f, &head, &doc_space);
        fmt_add(f, &head, fmt_expr(f, arm->guard));
    }
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_expect(f, TK_ARROW));
    return arm_body(f, doc_concat(f->arena, head), arm->body);
}

static const Doc *after_arm(Formatter *f, const Expr *receive)
{
    DocVec head = {0};
    fmt_add(f, &head, fmt_expect(f, TK_AFTER));
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_expr(f, receive->target));
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_expect(f, TK_ARROW));
    return arm_body(f, doc_concat(f->arena, head), receive->items.items[0]);
}

/* From `do` to `end`. */
static const Doc *arms(Formatter *f, const Expr *expr)
{
    DocVec lines = {0};
    const Doc *head = fmt_expect(f, TK_DO);
    f->fresh = true;
    for (size_t i = 0; i < expr->arms.count; i++) {
        fmt_add(f, &lines, fmt_semicolons(f));
        fmt_add(f, &lines, fmt_separator(f));
        fmt_add(f, &lines, arm(f, &expr->arms.items[i]));
    }
    fmt_add(f, &lines, fmt_semicolons(f));
    if (fmt_at(f, TK_AFTER)) {
        fmt_add(f, &lines, fmt_separator(f));
        fmt_add(f, &lines, after_arm(f, expr));
    }
    fmt_add(f, &lines, fmt_semicolons(f));
    return fmt_lines(f, head, lines);
}

/* ---- if ---- */

static const Expr *else_of(const Expr *expr)
{
    return expr->items.count > 1 ? expr->items.items[1] : NULL;
}

/* One branch on several lines puts all on lines. */
static bool if_is_long(const Formatter *f, const Expr *expr)
{
    if (fmt_newline_within(f, f->at + 1, expr->span.end))
        return true;
    for (const Expr *at = expr; at; at = else_of(at)) {
        const Expr *body = at->kind == EX_IF ? at->items.items[0] : at;
        if (body->block.stmts.count > 1)
            return true;
        if (at->kind != EX_IF)
            break;
    }
    return false;
}

static void if_part(Formatter *f, DocVec *parts, const Expr *expr, bool broken)
{
    fmt_add(f, parts, fmt_expect(f, TK_IF));
    fmt_add(f, parts, &doc_space);
    fmt_add(f, parts, fmt_expr(f, expr->target));
    fmt_space_take(f, parts);
    fmt_add(f, parts, fmt_body(f, expr->items.items[0], broken));
    fmt_add(f, parts, broken ? &doc_close : &doc_line);
}

static const Doc *if_expr(Formatter *f, const Expr *expr)
{
    bool broken = if_is_long(f, expr);
    DocVec parts = {0};
    if_part(f, &parts, expr, broken);
    for (const Expr *next = else_of(expr); next;
         next = next->kind == EX_IF ? else_of(next) : NULL) {
        fmt_add(f, &parts, fmt_expect(f, TK_ELSE));
        if (next->kind == EX_IF) {
            fmt_add(f, &parts, &doc_space);
            if_part(f, &parts, next, broken);
            continue;
        }
        fmt_add(f, &parts, fmt_body(f, next, broken));
        fmt_add(f, &parts, broken ? &doc_close : &doc_line);
    }
    fmt_add(f, &parts, fmt_expect(f, TK_END));
    const Doc *doc = doc_concat(f->arena, parts);
    return broken ? doc : doc_group(f->arena, doc);
}

/* ---- case, receive, loops ---- */

static const Doc *case_expr(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_expr(f, expr->target));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, arms(f, expr));
    return doc_concat(f->arena, parts);
}

static const Doc *receive_expr(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, arms(f, expr));
    return doc_concat(f->arena, parts);
}

static const Doc *while_expr(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_expr(f, expr->target));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_do_block(f, expr->items.items[0]));
    return doc_group(f->arena, doc_concat(f->arena, parts));
}

/* {k, v} */
static void braced_pair(Formatter *f, DocVec *parts)
{
    fmt_add(f, parts, fmt_take(f));
    fmt_add(f, parts, fmt_pattern(f));
    fmt_add(f, parts, fmt_expect(f, TK_COMMA));
    fmt_add(f, parts, &doc_space);
    fmt_add(f, parts, fmt_pattern(f));
    fmt_add(f, parts, fmt_expect(f, TK_RBRACE));
}

static const Doc *for_expr(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    if (expr->braces)
        braced_pair(f, &parts);
    else
        fmt_add(f, &parts, fmt_pattern(f));
    fmt_space_take(f, &parts);
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_expr(f, expr->target));
    if (expr->guard) {
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_expr(f, expr->guard));
    }
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_do_block(f, expr->items.items[0]));
    return doc_group(f->arena, doc_concat(f->arena, parts));
}

/* ---- Closures ---- */

/* What stands before the arrow or the `do`. */
static const Doc *clause_head(Formatter *f, const Clause *clause, const Doc *word)
{
    DocVec parts = {0};
    fmt_add(f, &parts, word);
    if (fmt_at(f, TK_LPAREN)) {
        if (f->tokens.items[f->at - 1].kind == TK_BAR)
            fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_params(f));
    } else if (clause->params.count > 0) {
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_bare_params(f));
    }
    if (clause->guard) {
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_expr(f, clause->guard));
    }
    fmt_add(f, &parts, &doc_space);
    return doc_concat(f->arena, parts);
}

/* `params -> body`, one of several. */
static const Doc *clause_line(Formatter *f, const Clause *clause, const Doc *word)
{
    const Doc *head = clause_head(f, clause, word);
    head = doc_pair(f->arena, head, fmt_expect(f, TK_ARROW));
    if (is_row(clause->body) && clause->body->block.stmts.count == 0)
        return head;
    if (stands_below(f, clause->body))
        return doc_pair(f->arena, head, on_own_lines(f, clause->body));
    head = doc_pair(f->arena, head, &doc_space);
    head = doc_pair(f->arena, head, fmt_expr(f, clause->body));
    return doc_pair(f->arena, head, fmt_semicolons(f));
}

/* Clauses behind each other if they were and fit; else each on its line, begun by its bar. */
static const Doc *many_clauses(Formatter *f, const Expr *expr, const Doc *word)
{
    DocVec rest = {0};
    size_t first = f->at;
    const Doc *head = clause_line(f, &expr->clauses.items[0], word);
    for (size_t i = 1; i < expr->clauses.count; i++) {
        fmt_add(f, &rest, &doc_line);
        const Doc *bar = fmt_expect(f, TK_BAR);
        fmt_add(f, &rest, clause_line(f, &expr->clauses.items[i], bar));
    }
    bool broken = fmt_newline_within(f, first, fmt_peek(f, 0)->end);
    const Doc *comments = fmt_comments(f);
    if (comments)
        fmt_add(f, &rest, doc_pair(f->arena, &doc_hard, comments));
    DocVec parts = {0};
    fmt_add(f, &parts, head);
    fmt_add(f, &parts, doc_nest(f->arena, doc_concat(f->arena, rest)));
    fmt_add(f, &parts, &doc_line);
    fmt_add(f, &parts, fmt_expect(f, TK_END));
    const Doc *doc = doc_concat(f->arena, parts);
    if (broken)
        return doc_island(f->arena, doc_broken(f->arena, doc));
    return doc_group(f->arena, doc);
}

static const Doc *arrow_closure(Formatter *f, const Clause *clause, const Doc *head)
{
    DocVec parts = {0};
    fmt_add(f, &parts, head);
    fmt_add(f, &parts, fmt_expect(f, TK_ARROW));
    bool below = stands_below(f, clause->body) || fmt_has_comments(f);
    if (below) {
        fmt_add(f, &parts, on_own_lines(f, clause->body));
        fmt_add(f, &parts, doc_nest(f->arena, fmt_comments(f)));
    } else if (!is_row(clause->body)) {
        const Doc *body = doc_pair(f->arena, &doc_line, fmt_expr(f, clause->body));
        fmt_add(f, &parts, doc_nest(f->arena, doc_pair(f->arena, body, fmt_semicolons(f))));
    }
    fmt_add(f, &parts, below ? &doc_close : &doc_line);
    fmt_add(f, &parts, fmt_expect(f, TK_END));
    const Doc *doc = doc_concat(f->arena, parts);
    return below ? doc : doc_group(f->arena, doc);
}

static const Doc *closure(Formatter *f, const Expr *expr)
{
    const Doc *word = fmt_expect(f, TK_FN);
    const Clause *clause = &expr->clauses.items[0];
    if (expr->clauses.count > 1)
        return many_clauses(f, expr, word);
    const Doc *head = clause_head(f, clause, word);
    if (fmt_at(f, TK_ARROW))
        return arrow_closure(f, clause, head);
    return doc_group(f->arena, doc_pair(f->arena, head, fmt_do_block(f, clause->body)));
}

const Doc *fmt_trailing_closure(Formatter *f, const Expr *expr)
{
    return doc_group(f->arena, fmt_do_block(f, expr->clauses.items[0].body));
}

const Doc *fmt_control(Formatter *f, const Expr *expr)
{
    if (expr->kind == EX_IF)
        return if_expr(f, expr);
    if (expr->kind == EX_CASE)
        return case_expr(f, expr);
    if (expr->kind == EX_RECEIVE)
        return receive_expr(f, expr);
    if (expr->kind == EX_WHILE)
        return while_expr(f, expr);
    return expr->kind == EX_FOR ? for_expr(f, expr) : closure(f, expr);
}
