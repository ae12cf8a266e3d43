/* list.c - arguments, elements, fields, parameters: anything between brackets and commas.
 *
 * On one line when it fits and was not begun on a new line in the source; else one element a
 * line. */
#include "format/format_internal.h"

#include "base/bug.h"

void fmt_list_open(Formatter *f, List *list, TokenKind close)
{
    list->close = close;
    list->open = fmt_take(f);
    list->broken |= fmt_peek(f, 0)->newline_before && !fmt_at(f, close);
    f->fresh = true;
    f->brackets++;
}

bool fmt_list_more(const Formatter *f, const List *list)
{
    return !fmt_at(f, list->close) && !fmt_at(f, TK_EOF);
}

void fmt_list_add(Formatter *f, List *list, const Doc *item)
{
    DocVec parts = {0};
    fmt_add(f, &parts, item);
    if (fmt_at(f, TK_COMMA)) {
        bool last = fmt_peek(f, 1)->kind == list->close;
        fmt_add(f, &parts, last ? fmt_skip(f) : fmt_take(f));
    } else if (fmt_list_more(f, list)) {
        fmt_add(f, &parts, fmt_text(f, ","));
    }
    vec_push(f->arena, &list->items, doc_concat(f->arena, parts));
}

/* One line ends in a comment, or a closure on several lines stands in the middle. */
static bool must_break(const List *list)
{
    for (size_t i = 0; i < list->items.count; i++) {
        if (doc_has_newline(list->items.items[i]))
            return true;
        if (i + 1 < list->items.count && doc_has_island(list->items.items[i]))
            return true;
    }
    return list->broken || doc_has_newline(list->open);
}

/* The elements with their lines; on lines of their own they are indented. */
static const Doc *rows(Formatter *f, const List *list, const Doc *edge, const Doc *between)
{
    DocVec inner = {0};
    for (size_t i = 0; i < list->items.count; i++) {
        fmt_add(f, &inner, i == 0 ? edge : between);
        fmt_add(f, &inner, list->items.items[i]);
    }
    return doc_concat(f->arena, inner);
}

static const Doc *enclosed(Formatter *f, const List *list, const Doc *inner, const Doc *edge,
                           const Doc *close)
{
    DocVec parts = {0};
    fmt_add(f, &parts, list->open);
    fmt_add(f, &parts, list->head);
    fmt_add(f, &parts, inner);
    fmt_add(f, &parts, edge);
    fmt_add(f, &parts, close);
    return doc_concat(f->arena, parts);
}

static const Doc *on_one_line(Formatter *f, const List *list, const Doc *close)
{
    const Doc *edge = list->padded ? &doc_space : NULL;
    const Doc *inner = rows(f, list, edge, &doc_space);
    return doc_flat(f->arena, enclosed(f, list, inner, edge, close));
}

static const Doc *on_lines(Formatter *f, const List *list, const Doc *close)
{
    const Doc *inner = doc_nest(f->arena, rows(f, list, &doc_hard, &doc_hard));
    return enclosed(f, list, doc_island(f->arena, inner), &doc_close, close);
}

/* The last element broken behind the others, as in `map(xs, fn x ->`; NULL when that cannot be. */
static const Doc *hugging(Formatter *f, const List *list, const Doc *close)
{
    const Doc *last = doc_break_last(f->arena, list->items.items[list->items.count - 1]);
    if (!list->hugs || !last)
        return NULL;
    List front = *list;
    front.items.count--;
    DocVec parts = {0};
    fmt_add(
        f, &parts,
        doc_flat(f->arena, enclosed(f, &front, rows(f, &front, NULL, &doc_space), &doc_gap, NULL)));
    fmt_add(f, &parts, last);
    fmt_add(f, &parts, close);
    return doc_concat(f->arena, parts);
}

const Doc *fmt_list_close(Formatter *f, List *list)
{
    const Doc *comments = fmt_comments(f);
    if (comments) {
        vec_push(f->arena, &list->items, comments);
        list->broken = true;
    }
    f->brackets--;
    const Doc *close = fmt_expect(f, list->close);
    if (list->items.count == 0)
        return doc_pair(f->arena, doc_pair(f->arena, list->open, list->head), close);
    if (must_break(list))
        return on_lines(f, list, close);
    const Doc *hug = hugging(f, list, close);
    DocVec alternatives = {0};
    vec_push(f->arena, &alternatives, on_one_line(f, list, close));
    if (hug)
        vec_push(f->arena, &alternatives, hug);
    vec_push(f->arena, &alternatives, on_lines(f, list, close));
    return doc_choice(f->arena, alternatives, alternatives.count - 1);
}
