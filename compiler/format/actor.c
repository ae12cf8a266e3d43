/* actor.c - actors, services and supervisors. */
#include "format/format_internal.h"

/* [pub] keyword Name(params) */
static void head_of(Formatter *f, DocVec *head)
{
    if (fmt_at(f, TK_PUB)) {
        fmt_add(f, head, fmt_take(f));
        fmt_add(f, head, &doc_space);
    }
    fmt_add(f, head, fmt_take(f));
    fmt_space_take(f, head);
    if (fmt_at(f, TK_LPAREN))
        fmt_add(f, head, fmt_params(f));
}

static const Doc *opened(Formatter *f, DocVec *head)
{
    fmt_add(f, head, &doc_space);
    fmt_add(f, head, fmt_expect(f, TK_DO));
    f->fresh = true;
    return doc_concat(f->arena, *head);
}

static const Doc *terminate(Formatter *f, const Expr *body)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_do_block(f, body));
    return doc_group(f->arena, doc_concat(f->arena, parts));
}

/* ---- Actors ---- */

const Doc *fmt_actor(Formatter *f, const Item *item)
{
    DocVec head = {0}, lines = {0};
    head_of(f, &head);
    const Doc *open = opened(f, &head);
    bool apart = false;
    for (size_t next = 0, count = 0;; count++) {
        fmt_add(f, &lines, fmt_semicolons(f));
        if (fmt_at(f, TK_END) || fmt_at(f, TK_EOF))
            break;
        bool is_terminate = fmt_at(f, TK_TERMINATE);
        bool blank = count > 0 && (apart || is_terminate);
        fmt_add(f, &lines, blank ? &doc_blank : fmt_separator(f));
        fmt_add(f, &lines,
                is_terminate ? terminate(f, item->terminate)
                             : fmt_stmt(f, item->body->block.stmts.items[next++]));
        apart = is_terminate;
    }
    return fmt_lines(f, open, lines);
}

/* ---- Services ---- */

/* call Name(params) :: Type do |state| ... end */
static const Doc *handler(Formatter *f, const Handler *handler)
{
    DocVec parts = {0};
    head_of(f, &parts);
    if (handler->result) {
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_type(f));
    }
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_do_block(f, handler->body));
    return doc_group(f->arena, doc_concat(f->arena, parts));
}

const Doc *fmt_service(Formatter *f, const Item *item)
{
    DocVec head = {0}, lines = {0};
    head_of(f, &head);
    const Doc *open = opened(f, &head);
    for (size_t handlers = 0, methods = 0;;) {
        fmt_add(f, &lines, fmt_semicolons(f));
        if (fmt_at(f, TK_END) || fmt_at(f, TK_EOF))
            break;
        fmt_add(f, &lines, handlers + methods == 0 ? &doc_hard : &doc_blank);
        if (fmt_at(f, TK_TERMINATE))
            fmt_add(f, &lines, terminate(f, item->terminate));
        else if (fmt_at(f, TK_CALL) || fmt_at(f, TK_CAST))
            fmt_add(f, &lines, handler(f, &item->handlers.items[handlers++]));
        else
            fmt_add(f, &lines, fmt_fn(f, item->methods.items[methods++]));
    }
    return fmt_lines(f, open, lines);
}

/* ---- Supervisors ---- */

/* A name or a number behind `key:`. */
static const Doc *plain_value(Formatter *f)
{
    if (!fmt_at(f, TK_MINUS))
        return fmt_take(f);
    const Doc *sign = fmt_take(f);
    return doc_pair(f->arena, sign, fmt_take(f));
}

static const Doc *child_line(Formatter *f, const ChildSpec *child)
{
    bool start = fmt_at_word(f, "start"), registers = fmt_at_word(f, "register");
    const Doc *key = fmt_key(f);
    if (start)
        return doc_pair(f->arena, key, fmt_expr(f, child->start));
    return doc_pair(f->arena, key, registers ? fmt_string(f) : plain_value(f));
}

static const Doc *child_spec(Formatter *f, const ChildSpec *child)
{
    DocVec head = {0}, lines = {0};
    head_of(f, &head);
    const Doc *open = opened(f, &head);
    for (;;) {
        while (fmt_at(f, TK_SEMICOLON) || fmt_at(f, TK_COMMA))
            fmt_add(f, &lines, fmt_skip(f));
        if (fmt_at(f, TK_END) || fmt_at(f, TK_EOF))
            break;
        fmt_add(f, &lines, fmt_separator(f));
        fmt_add(f, &lines, child_line(f, child));
    }
    return fmt_lines(f, open, lines);
}

const Doc *fmt_supervisor(Formatter *f, const Item *item)
{
    DocVec head = {0}, lines = {0};
    head_of(f, &head);
    const Doc *open = opened(f, &head);
    bool was_child = false;
    for (size_t next = 0, count = 0;; count++) {
        fmt_add(f, &lines, fmt_semicolons(f));
        if (fmt_at(f, TK_END) || fmt_at(f, TK_EOF))
            break;
        bool is_child = fmt_at_word(f, "child");
        fmt_add(f, &lines, count > 0 && (is_child || was_child) ? &doc_blank : &doc_hard);
        if (is_child) {
            fmt_add(f, &lines, child_spec(f, &item->children.items[next++]));
        } else {
            fmt_add(f, &lines, fmt_key(f));
            fmt_add(f, &lines, plain_value(f));
        }
        was_child = is_child;
    }
    return fmt_lines(f, open, lines);
}
