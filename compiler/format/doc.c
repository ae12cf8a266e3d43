#include "format/doc.h"

#include <assert.h>

typedef enum DocKind {
    DOC_TEXT,
    DOC_CONCAT,
    DOC_NEST,
    DOC_ISLAND,
    DOC_SPACE,
    DOC_GAP,
    DOC_LINE,
    DOC_HARD,
    DOC_BLANK,
    DOC_CHOICE,
    DOC_FLAT,
    DOC_BROKEN
} DocKind;

struct Doc {
    DocKind kind;
    bool newline, island;
    Text text;
    DocVec parts;     /* DOC_CONCAT, DOC_CHOICE */
    const Doc *child; /* DOC_NEST, DOC_ISLAND, DOC_FLAT, DOC_BROKEN */
    size_t assumed;   /* DOC_CHOICE */
};

const Doc doc_space = {.kind = DOC_SPACE};
const Doc doc_gap = {.kind = DOC_GAP};
const Doc doc_line = {.kind = DOC_LINE};
const Doc doc_hard = {.kind = DOC_HARD, .newline = true};
const Doc doc_blank = {.kind = DOC_BLANK, .newline = true};
const Doc doc_close = {.kind = DOC_ISLAND, .child = &doc_hard, .island = true};

/* ---- Building ---- */

static Doc *new_doc(Arena *arena, DocKind kind)
{
    Doc *doc = ARENA_NEW(arena, Doc);
    doc->kind = kind;
    return doc;
}

const Doc *doc_text(Arena *arena, Text text)
{
    Doc *doc = new_doc(arena, DOC_TEXT);
    doc->text = text;
    return doc;
}

const Doc *doc_concat(Arena *arena, DocVec parts)
{
    if (parts.count < 2)
        return parts.count == 0 ? NULL : parts.items[0];
    Doc *doc = new_doc(arena, DOC_CONCAT);
    doc->parts = parts;
    for (size_t i = 0; i < parts.count; i++) {
        doc->newline |= parts.items[i]->newline;
        doc->island |= parts.items[i]->island;
    }
    return doc;
}

const Doc *doc_pair(Arena *arena, const Doc *first, const Doc *second)
{
    if (!first || !second)
        return first ? first : second;
    DocVec parts = {0};
    vec_push(arena, &parts, first);
    vec_push(arena, &parts, second);
    return doc_concat(arena, parts);
}

static const Doc *around(Arena *arena, DocKind kind, const Doc *child)
{
    if (!child)
        return NULL;
    Doc *doc = new_doc(arena, kind);
    doc->child = child;
    doc->newline = child->newline && kind != DOC_ISLAND;
    doc->island = child->island || kind == DOC_ISLAND;
    return doc;
}

const Doc *doc_nest(Arena *arena, const Doc *doc)
{
    return around(arena, DOC_NEST, doc);
}

const Doc *doc_island(Arena *arena, const Doc *doc)
{
    return around(arena, DOC_ISLAND, doc);
}

const Doc *doc_flat(Arena *arena, const Doc *doc)
{
    return around(arena, DOC_FLAT, doc);
}

const Doc *doc_broken(Arena *arena, const Doc *doc)
{
    return around(arena, DOC_BROKEN, doc);
}

const Doc *doc_choice(Arena *arena, DocVec alternatives, size_t assumed)
{
    assert(assumed < alternatives.count);
    Doc *doc = new_doc(arena, DOC_CHOICE);
    doc->parts = alternatives;
    doc->assumed = assumed;
    doc->newline = alternatives.items[0]->newline;
    doc->island = alternatives.items[0]->island;
    return doc;
}

const Doc *doc_group(Arena *arena, const Doc *doc)
{
    if (!doc)
        return NULL;
    DocVec alternatives = {0};
    vec_push(arena, &alternatives, doc_flat(arena, doc));
    vec_push(arena, &alternatives, doc_broken(arena, doc));
    return doc_choice(arena, alternatives, 1);
}

const Doc *doc_break_last(Arena *arena, const Doc *doc)
{
    if (doc && doc->kind == DOC_CHOICE) {
        DocVec rest = {doc->parts.items + 1, doc->parts.count - 1, doc->parts.count - 1};
        return rest.count == 1 ? rest.items[0] : doc_choice(arena, rest, rest.count - 1);
    }
    if (!doc || doc->kind != DOC_CONCAT)
        return NULL;
    const Doc *last = doc_break_last(arena, doc->parts.items[doc->parts.count - 1]);
    if (!last)
        return NULL;
    DocVec parts = {0};
    for (size_t i = 0; i + 1 < doc->parts.count; i++)
        vec_push(arena, &parts, doc->parts.items[i]);
    vec_push(arena, &parts, last);
    return doc_concat(arena, parts);
}

bool doc_has_newline(const Doc *doc)
{
    return doc && doc->newline;
}

bool doc_has_island(const Doc *doc)
{
    return doc && doc->island;
}

/* ---- Printing ---- */

/* Something still to be printed: its indentation, and whether its lines are spaces. */
typedef struct Command {
    const Doc *doc;
    int indent;
    bool flat;
} Command;
typedef VEC(Command) CommandVec;

typedef struct Printer {
    Arena *arena;
    TextBuffer out;
    CommandVec todo;     /* the last one is next */
    CommandVec measured; /* scratch of fits() */
    int width, step;
    int column;
    int newlines; /* requested, not written */
    int indent;   /* of the line they begin */
    bool space;   /* requested */
} Printer;

static void push(Arena *arena, CommandVec *stack, const Doc *doc, int indent, bool flat)
{
    Command command = {doc, indent, flat};
    vec_push(arena, stack, command);
}

static void push_parts(Arena *arena, CommandVec *stack, const Doc *doc, int indent, bool flat)
{
    for (size_t i = doc->parts.count; i-- > 0;)
        push(arena, stack, doc->parts.items[i], indent, flat);
}

static int characters(Text text)
{
    int count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

static Text first_line(Text text)
{
    const char *end = memchr(text.bytes, '\n', text.length);
    return end ? (Text){text.bytes, (size_t)(end - text.bytes)} : text;
}

static Text last_line(Text text)
{
    size_t start = text.length;
    while (start > 0 && text.bytes[start - 1] != '\n')
        start--;
    return (Text){text.bytes + start, text.length - start};
}

/* Whether `first`, and what follows it up to the next place where the line may end, fits. Islands
 * are passed over: their lines are their own matter. */
static bool fits(Printer *p, Command first)
{
    int column = p->newlines > 0 ? p->indent : p->column;
    bool space = p->newlines == 0 && p->space;
    size_t rest = p->todo.count;
    bool behind = false; /* past the end of `first` */
    CommandVec *stack = &p->measured;
    stack->count = 0;
    push(p->arena, stack, first.doc, first.indent, first.flat);
    for (;;) {
        if (stack->count == 0) {
            if (rest == 0)
                return true;
            behind = true;
            Command next = p->todo.items[--rest];
            push(p->arena, stack, next.doc, next.indent, next.flat);
        }
        Command at = stack->items[--stack->count];
        const Doc *doc = at.doc;
        switch (doc->kind) {
        case DOC_TEXT: {
            Text line = first_line(doc->text);
            column += space + characters(line);
            space = false;
            if (column > p->width)
                return false;
            if (line.length < doc->text.length) {
                if (behind)
                    return true;
                column = characters(last_line(doc->text));
            }
            break;
        }
        case DOC_CONCAT:
            push_parts(p->arena, stack, doc, at.indent, at.flat);
            break;
        case DOC_NEST:
            push(p->arena, stack, doc->child, at.indent + p->step, at.flat);
            break;
        case DOC_ISLAND:
        case DOC_HARD:
        case DOC_BLANK:
            if (behind)
                return true;
            column = at.indent;
            space = false;
            break;
        case DOC_SPACE:
        case DOC_GAP:
            space = true;
            break;
        case DOC_LINE:
            if (!at.flat)
                return true;
            space = true;
            break;
        case DOC_CHOICE:
            push(p->arena, stack, doc->parts.items[at.flat ? 0 : doc->assumed], at.indent, at.flat);
            break;
        case DOC_FLAT:
            push(p->arena, stack, doc->child, at.indent, true);
            break;
        case DOC_BROKEN:
            push(p->arena, stack, doc->child, at.indent, at.flat);
            break;
        }
    }
}

static void write_text(Printer *p, Text text)
{
    if (text.length == 0)
        return;
    bool first = p->out.length == 0;
    if (p->newlines > 0) {
        for (int i = 0; i < p->newlines && !first; i++)
            text_add_char(&p->out, '\n');
        for (int i = 0; i < p->indent; i++)
            text_add_char(&p->out, ' ');
        p->column = p->indent;
    } else if (p->space && !first) {
        text_add_char(&p->out, ' ');
        p->column++;
    }
    p->newlines = 0;
    p->space = false;
    text_add(&p->out, text);
    Text last = last_line(text);
    p->column = last.length < text.length ? characters(last) : p->column + characters(text);
}

static void request_newline(Printer *p, int count, int indent)
{
    p->newlines = p->newlines > count ? p->newlines : count;
    p->indent = indent;
}

static bool behind_opening(const Printer *p)
{
    char last = p->out.length > 0 ? p->out.bytes[p->out.length - 1] : '(';
    return last == '(' || last == '[' || last == '{' || last == '.';
}

static void choose(Printer *p, Command at)
{
    const DocVec *parts = &at.doc->parts;
    size_t chosen = 0;
    while (!at.flat && chosen + 1 < parts->count &&
           !fits(p, (Command){parts->items[chosen], at.indent, false}))
        chosen++;
    push(p->arena, &p->todo, parts->items[chosen], at.indent, at.flat);
}

static void print_one(Printer *p, Command at)
{
    const Doc *doc = at.doc;
    switch (doc->kind) {
    case DOC_TEXT:
        write_text(p, doc->text);
        break;
    case DOC_CONCAT:
        push_parts(p->arena, &p->todo, doc, at.indent, at.flat);
        break;
    case DOC_NEST:
        push(p->arena, &p->todo, doc->child, at.indent + p->step, at.flat);
        break;
    case DOC_ISLAND:
        push(p->arena, &p->todo, doc->child, at.indent, false);
        break;
    case DOC_SPACE:
        p->space = true;
        break;
    case DOC_GAP:
        p->space |= !behind_opening(p);
        break;
    case DOC_LINE:
        if (at.flat)
            p->space = true;
        else
            request_newline(p, 1, at.indent);
        break;
    case DOC_HARD:
        request_newline(p, 1, at.indent);
        break;
    case DOC_BLANK:
        request_newline(p, 2, at.indent);
        break;
    case DOC_CHOICE:
        choose(p, at);
        break;
    case DOC_FLAT:
        push(p->arena, &p->todo, doc->child, at.indent, true);
        break;
    case DOC_BROKEN:
        push(p->arena, &p->todo, doc->child, at.indent, at.flat);
        break;
    }
}

Text doc_print(Arena *arena, const Doc *doc, int width, int indent)
{
    Printer p = {.arena = arena, .width = width, .step = indent};
    text_buffer_init(&p.out, arena);
    if (doc)
        push(arena, &p.todo, doc, 0, false);
    while (p.todo.count > 0)
        print_one(&p, p.todo.items[--p.todo.count]);
    if (p.out.length > 0)
        text_add_char(&p.out, '\n');
    return text_done(&p.out);
}
