/* item.c - functions, types, traits, modules, imports, tests. */
#include "format/format_internal.h"

#include "base/bug.h"

/* Between two members: an empty line, unless both are short lines written without one. */
static const Doc *fmt_between(const Formatter *f, bool both_short)
{
    return both_short && !fmt_blank_before(f) ? &doc_hard : &doc_blank;
}

const Doc *fmt_lines(Formatter *f, const Doc *head, DocVec lines)
{
    const Doc *comments = fmt_comments(f);
    if (comments) {
        fmt_add(f, &lines, &doc_hard);
        fmt_add(f, &lines, comments);
    }
    DocVec parts = {0};
    fmt_add(f, &parts, head);
    if (lines.count > 0)
        fmt_add(f, &parts, doc_island(f->arena, doc_nest(f->arena, doc_concat(f->arena, lines))));
    fmt_add(f, &parts, lines.count > 0 ? &doc_close : &doc_space);
    fmt_add(f, &parts, fmt_expect(f, TK_END));
    return doc_concat(f->arena, parts);
}

/* `do` behind a head; what follows begins fresh. */
static const Doc *opened(Formatter *f, DocVec *head)
{
    fmt_add(f, head, &doc_space);
    fmt_add(f, head, fmt_expect(f, TK_DO));
    f->fresh = true;
    return doc_concat(f->arena, *head);
}

/* ---- Functions ---- */

/* @cluster(3) @inplace(a, b) pub extern "symbol" pure: everything before `fn`. */
static void marks(Formatter *f, DocVec *head)
{
    while (!fmt_at(f, TK_FN) && !fmt_at(f, TK_DEF) && !fmt_at(f, TK_EOF)) {
        bool joined = fmt_at(f, TK_AT) || (fmt_peek(f, 1)->kind == TK_LPAREN) ||
                      fmt_at(f, TK_LPAREN) || fmt_peek(f, 1)->kind == TK_RPAREN ||
                      fmt_peek(f, 1)->kind == TK_COMMA;
        fmt_add(f, head, fmt_at(f, TK_STRING_BEGIN) ? fmt_string(f) : fmt_take(f));
        if (!joined)
            fmt_add(f, head, &doc_space);
    }
}

const Doc *fmt_fn(Formatter *f, const FnDef *fn)
{
    DocVec head = {0};
    marks(f, &head);
    fmt_add(f, &head, fmt_take(f));
    fmt_space_take(f, &head);
    fmt_add(f, &head, fmt_generics(f));
    if (fn->has_params)
        fmt_add(f, &head, fmt_params(f));
    if (fn->result) {
        fmt_space_take(f, &head);
        fmt_add(f, &head, &doc_space);
        fmt_add(f, &head, fmt_type(f));
    }
    fmt_add(f, &head, fmt_where(f));
    if (fn->guard) {
        fmt_space_take(f, &head);
        fmt_add(f, &head, &doc_space);
        fmt_add(f, &head, fmt_expr(f, fn->guard));
    }
    if (!fn->body)
        return doc_concat(f->arena, head);
    fmt_add(f, &head, &doc_space);
    if (fn->expression_body) {
        fmt_add(f, &head, fmt_expect(f, TK_EQ));
        return fmt_assign(f, doc_concat(f->arena, head), fn->body);
    }
    fmt_add(f, &head, fmt_do_block(f, fn->body));
    return doc_group(f->arena, doc_concat(f->arena, head));
}

static bool fn_is_short(const FnDef *fn)
{
    return !fn->body || fn->expression_body;
}

/* ---- Types ---- */

/* [pub] keyword Name<generics> */
static DocVec type_head(Formatter *f)
{
    DocVec head = {0};
    if (fmt_at(f, TK_PUB)) {
        fmt_add(f, &head, fmt_take(f));
        fmt_add(f, &head, &doc_space);
    }
    fmt_add(f, &head, fmt_take(f));
    fmt_space_take(f, &head);
    fmt_add(f, &head, fmt_generics(f));
    return head;
}

/* deriving(A, B) behind `end`. */
static const Doc *deriving(Formatter *f, const Item *item, const Doc *doc)
{
    if (!item->has_deriving)
        return doc;
    DocVec parts = {0};
    fmt_add(f, &parts, doc);
    fmt_space_take(f, &parts);
    List list = {0};
    fmt_list_open(f, &list, TK_RPAREN);
    while (fmt_list_more(f, &list)) {
        const Doc *name = fmt_take(f);
        fmt_list_add(f, &list, name);
    }
    fmt_add(f, &parts, fmt_list_close(f, &list));
    return doc_concat(f->arena, parts);
}

/* name :: Type, or a line about the table. */
static const Doc *struct_line(Formatter *f)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    if (fmt_at(f, TK_COLON_COLON)) {
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_type(f));
        return doc_concat(f->arena, parts);
    }
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_at(f, TK_STRING_BEGIN) ? fmt_string(f) : fmt_take(f));
    if (fmt_at(f, TK_COMMA)) {
        fmt_add(f, &parts, fmt_take(f));
        fmt_space_take(f, &parts);
    }
    return doc_concat(f->arena, parts);
}

static const Doc *variant_field(Formatter *f)
{
    if (fmt_peek(f, 1)->kind != TK_COLON_COLON)
        return fmt_type(f);
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_space_take(f, &parts);
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_type(f));
    return doc_concat(f->arena, parts);
}

static const Doc *variant_line(Formatter *f)
{
    const Doc *name = fmt_take(f);
    if (!fmt_at_here(f, TK_LPAREN))
        return name;
    List list = {0};
    fmt_list_open(f, &list, TK_RPAREN);
    while (fmt_list_more(f, &list)) {
        const Doc *field = variant_field(f);
        fmt_list_add(f, &list, field);
    }
    return doc_pair(f->arena, name, fmt_list_close(f, &list));
}

static const Doc *struct_or_sum(Formatter *f, const Item *item)
{
    DocVec head = type_head(f), lines = {0};
    const Doc *open = opened(f, &head);
    for (;;) {
        fmt_add(f, &lines, fmt_semicolons(f));
        bool field = fmt_peek(f, 1)->kind == TK_COLON_COLON; /* it may be called `end` */
        if ((fmt_at(f, TK_END) && !field) || fmt_at(f, TK_EOF))
            break;
        fmt_add(f, &lines, fmt_separator(f));
        fmt_add(f, &lines, item->kind == IT_STRUCT ? struct_line(f) : variant_line(f));
    }
    return deriving(f, item, fmt_lines(f, open, lines));
}

static const Doc *alias(Formatter *f)
{
    DocVec parts = type_head(f);
    fmt_space_take(f, &parts);
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_type(f));
    return doc_concat(f->arena, parts);
}

/* ---- Interfaces and impls ---- */

/* type Name [= Type] */
static const Doc *associated_type(Formatter *f)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_space_take(f, &parts);
    if (fmt_at(f, TK_EQ)) {
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_type(f));
    }
    return doc_concat(f->arena, parts);
}

static const Doc *members(Formatter *f, const Item *item, DocVec *head)
{
    DocVec lines = {0};
    const Doc *open = opened(f, head);
    bool was_short = true, was_type = false;
    for (size_t next = 0, count = 0;; count++) {
        fmt_add(f, &lines, fmt_semicolons(f));
        if (fmt_at(f, TK_END) || fmt_at(f, TK_EOF))
            break;
        bool is_type = fmt_at(f, TK_TYPE);
        bool is_short = is_type || fn_is_short(item->methods.items[next]);
        fmt_add(f, &lines,
                count == 0 ? &doc_hard : fmt_between(f, was_type || (was_short && is_short)));
        fmt_add(f, &lines, is_type ? associated_type(f) : fmt_fn(f, item->methods.items[next++]));
        was_short = is_short;
        was_type = is_type;
    }
    return fmt_lines(f, open, lines);
}

static const Doc *impl(Formatter *f, const Item *item)
{
    DocVec head = {0};
    fmt_add(f, &head, fmt_take(f));
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_path(f));
    fmt_add(f, &head, fmt_generics(f));
    fmt_space_take(f, &head);
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_type(f));
    fmt_add(f, &head, fmt_where(f));
    return members(f, item, &head);
}

static const Doc *interface(Formatter *f, const Item *item)
{
    DocVec head = type_head(f);
    return members(f, item, &head);
}

/* ---- Modules and imports ---- */

static const Doc *nested_items(Formatter *f, const Doc *open, const ItemVec *items)
{
    DocVec lines = {0};
    if (items->count > 0) {
        fmt_add(f, &lines, &doc_hard);
        fmt_add(f, &lines, fmt_items(f, items));
    }
    fmt_add(f, &lines, fmt_semicolons(f));
    return fmt_lines(f, open, lines);
}

static const Doc *module(Formatter *f, const Item *item)
{
    DocVec head = type_head(f);
    const Doc *open = opened(f, &head);
    return nested_items(f, open, &item->items);
}

static const Doc *import(Formatter *f)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_path(f));
    if (fmt_at_word(f, "as") && !fmt_peek(f, 0)->newline_before) {
        fmt_space_take(f, &parts);
        fmt_space_take(f, &parts);
    }
    return doc_concat(f->arena, parts);
}

static void imported_names(Formatter *f, const Item *item, DocVec *parts)
{
    for (size_t i = 0; i < item->names.count; i++) {
        fmt_space_take(f, parts);
        if (i + 1 < item->names.count)
            fmt_add(f, parts, fmt_expect(f, TK_COMMA));
        else if (fmt_at(f, TK_COMMA))
            fmt_add(f, parts, fmt_skip(f));
    }
}

static const Doc *import_from(Formatter *f, const Item *item)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fmt_path(f));
    fmt_space_take(f, &parts);
    if (!fmt_at(f, TK_LPAREN)) {
        imported_names(f, item, &parts);
        return doc_concat(f->arena, parts);
    }
    List list = {.broken = true};
    fmt_add(f, &parts, &doc_space);
    fmt_list_open(f, &list, TK_RPAREN);
    while (fmt_list_more(f, &list)) {
        const Doc *name = fmt_take(f);
        fmt_list_add(f, &list, name);
    }
    fmt_add(f, &parts, fmt_list_close(f, &list));
    return doc_concat(f->arena, parts);
}

/* ---- Tests ---- */

static const Doc *test(Formatter *f, const Item *item)
{
    DocVec head = {0};
    fmt_add(f, &head, fmt_take(f));
    bool parens = fmt_at(f, TK_LPAREN);
    if (parens)
        fmt_add(f, &head, fmt_take(f));
    else if (item->label)
        fmt_add(f, &head, &doc_space);
    if (item->label)
        fmt_add(f, &head, fmt_expr(f, item->label));
    if (parens)
        fmt_add(f, &head, fmt_expect(f, TK_RPAREN));
    if (item->test_kind == TEST_DESCRIBE) {
        const Doc *open = opened(f, &head);
        return nested_items(f, open, &item->items);
    }
    fmt_add(f, &head, &doc_space);
    fmt_add(f, &head, fmt_do_block(f, item->body));
    return doc_group(f->arena, doc_concat(f->arena, head));
}

/* ---- Items ---- */

/* A constant, with or without `pub`. */
static const Doc *constant(Formatter *f, const Item *item)
{
    if (!fmt_at(f, TK_PUB))
        return fmt_stmt(f, item->let);
    const Doc *mark = fmt_take(f);
    mark = doc_pair(f->arena, mark, &doc_space);
    return doc_pair(f->arena, mark, fmt_stmt(f, item->let));
}

const Doc *fmt_item(Formatter *f, const Item *item)
{
    switch (item->kind) {
    case IT_FN:
        return fmt_fn(f, item->fn);
    case IT_STRUCT:
    case IT_SUM:
        return struct_or_sum(f, item);
    case IT_ALIAS:
        return alias(f);
    case IT_INTERFACE:
        return interface(f, item);
    case IT_IMPL:
        return impl(f, item);
    case IT_ACTOR:
        return fmt_actor(f, item);
    case IT_SERVICE:
        return fmt_service(f, item);
    case IT_SUPERVISOR:
        return fmt_supervisor(f, item);
    case IT_MODULE:
        return module(f, item);
    case IT_IMPORT:
        return import(f);
    case IT_FROM:
        return import_from(f, item);
    case IT_LET:
        return constant(f, item);
    case IT_EXPR:
        return fmt_expr(f, item->body);
    case IT_TEST:
        return test(f, item);
    }
    bug("format: item %d", item->kind);
}

static bool is_import(const Item *item)
{
    return item->kind == IT_IMPORT || item->kind == IT_FROM;
}

static bool is_short(const Item *item)
{
    return item->kind == IT_LET || item->kind == IT_ALIAS || item->kind == IT_EXPR ||
           (item->kind == IT_FN && fn_is_short(item->fn));
}

/* Imports stand together; clauses of one function and short items may. */
static const Doc *between_items(const Formatter *f, const Item *before, const Item *after)
{
    if (is_import(before) && is_import(after))
        return fmt_has_comments(f) ? fmt_between(f, true) : &doc_hard;
    bool clauses =
        before->kind == IT_FN && after->kind == IT_FN && before->name.name == after->name.name;
    return fmt_between(f, clauses || (is_short(before) && is_short(after)));
}

const Doc *fmt_items(Formatter *f, const ItemVec *items)
{
    DocVec parts = {0};
    for (size_t i = 0; i < items->count; i++) {
        fmt_add(f, &parts, fmt_semicolons(f));
        if (i > 0)
            fmt_add(f, &parts, between_items(f, items->items[i - 1], items->items[i]));
        fmt_add(f, &parts, fmt_item(f, items->items[i]));
    }
    return doc_concat(f->arena, parts);
}
