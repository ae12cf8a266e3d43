/* expr.c - operators, calls, literals. Long chains lean to the left in the tree; they are walked in
 * loops. */
#include "format/format_internal.h"

#include "base/bug.h"

/* ---- Arguments and fields ---- */

static const Doc *field(Formatter *f, const FieldInit *field)
{
    const Doc *key = fmt_key(f);
    return doc_pair(f->arena, key, fmt_expr(f, field->value));
}

static void add_exprs(Formatter *f, List *list, const ExprVec *items)
{
    for (size_t i = 0; i < items->count; i++) {
        const Expr *item = items->items[i];
        if (item->kind == EX_CLOSURE && item->has_bars)
            continue;
        const Doc *doc = fmt_expr(f, item);
        fmt_list_add(f, list, doc);
    }
}

static void add_fields(Formatter *f, List *list, const FieldInitVec *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        const Doc *doc = field(f, &fields->items[i]);
        fmt_list_add(f, list, doc);
    }
}

/* What may go on over lines behind the parenthesis of a call: `f(x, fn y ->`, `Ok(Part {`. */
static bool hugs(const Expr *call)
{
    for (;;) {
        if (call->fields.count > 0 || call->items.count == 0)
            return false;
        const Expr *last = call->items.items[call->items.count - 1];
        if (last->parens)
            return false;
        if (last->kind != EX_CALL)
            return last->kind == EX_CLOSURE || last->kind == EX_STRUCT || last->kind == EX_LIST ||
                   last->kind == EX_MAP || last->kind == EX_UPDATE || last->kind == EX_JSON;
        if (last->items.count != 1)
            return false;
        call = last;
    }
}

/* At the parenthesis; the trailing closure follows it. */
static const Doc *arguments(Formatter *f, const Expr *call)
{
    List list = {.hugs = hugs(call)};
    fmt_list_open(f, &list, TK_RPAREN);
    add_exprs(f, &list, &call->items);
    add_fields(f, &list, &call->fields);
    const Doc *doc = fmt_list_close(f, &list);
    const Expr *last = call->items.count > 0 ? call->items.items[call->items.count - 1] : NULL;
    if (!last || last->kind != EX_CLOSURE || !last->has_bars)
        return doc;
    doc = doc_pair(f->arena, doc, &doc_space);
    return doc_pair(f->arena, doc, fmt_trailing_closure(f, last));
}

/* `assert x` of test files. */
static const Doc *bare_arguments(Formatter *f, const Expr *call)
{
    DocVec parts = {0};
    fmt_add(f, &parts, &doc_space);
    for (size_t i = 0; i < call->items.count; i++) {
        fmt_add(f, &parts, fmt_expr(f, call->items.items[i]));
        if (i + 1 == call->items.count)
            break;
        fmt_add(f, &parts, fmt_expect(f, TK_COMMA));
        fmt_add(f, &parts, &doc_space);
    }
    return doc_concat(f->arena, parts);
}

/* At the brace. Two fields or more stand on lines of their own unless all were on one line. */
static const Doc *fields(Formatter *f, const FieldInitVec *fields, uint32_t end)
{
    List list = {.padded = true};
    list.broken = fields->count > 1 && fmt_newline_within(f, f->at + 1, end);
    fmt_list_open(f, &list, TK_RBRACE);
    add_fields(f, &list, fields);
    return fmt_list_close(f, &list);
}

/* ---- Postfix ---- */

static const Doc *member(Formatter *f)
{
    DocVec parts = {0};
    bool below = fmt_peek(f, 0)->newline_before;
    if (below)
        fmt_add(f, &parts, &doc_hard);
    fmt_add(f, &parts, fmt_expect(f, TK_DOT));
    fmt_add(f, &parts, fmt_take(f));
    const Doc *doc = doc_concat(f->arena, parts);
    return below ? doc_island(f->arena, doc_nest(f->arena, doc)) : doc;
}

static const Doc *suffix(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    if (expr->kind == EX_FIELD)
        return member(f);
    if (expr->kind == EX_TRY)
        return fmt_expect(f, TK_QUESTION);
    if (expr->kind == EX_CALL)
        return fmt_at(f, TK_LPAREN) ? arguments(f, expr) : bare_arguments(f, expr);
    if (expr->kind == EX_STRUCT) {
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fields(f, &expr->fields, expr->span.end));
        return doc_concat(f->arena, parts);
    }
    fmt_add(f, &parts, fmt_expect(f, TK_LBRACKET));
    f->brackets++;
    fmt_add(f, &parts, fmt_expr(f, expr->items.items[0]));
    f->brackets--;
    fmt_add(f, &parts, fmt_expect(f, TK_RBRACKET));
    return doc_concat(f->arena, parts);
}

/* ---- Operators ---- */

typedef enum Tightness {
    TIGHT_OR,
    TIGHT_AND,
    TIGHT_EQUAL,
    TIGHT_ORDER,
    TIGHT_RANGE,
    TIGHT_CONCAT,
    TIGHT_SUM,
    TIGHT_PRODUCT
} Tightness;

static Tightness tightness(BinaryOp op)
{
    switch (op) {
    case BIN_OR:
        return TIGHT_OR;
    case BIN_AND:
        return TIGHT_AND;
    case BIN_EQ:
    case BIN_NE:
        return TIGHT_EQUAL;
    case BIN_LT:
    case BIN_GT:
    case BIN_LE:
    case BIN_GE:
        return TIGHT_ORDER;
    case BIN_RANGE:
        return TIGHT_RANGE;
    case BIN_CONCAT:
        return TIGHT_CONCAT;
    case BIN_ADD:
    case BIN_SUB:
        return TIGHT_SUM;
    case BIN_MUL:
    case BIN_DIV:
    case BIN_MOD:
        return TIGHT_PRODUCT;
    }
    bug("format: operator %d", op);
}

/* What leans to the left: from the outermost expression to the one that begins the text. */
typedef VEC(const Expr *) Spine;

static bool leans(const Expr *expr)
{
    switch (expr->kind) {
    case EX_CALL:
    case EX_FIELD:
    case EX_INDEX:
    case EX_TRY:
    case EX_STRUCT:
    case EX_BINARY:
    case EX_PIPE:
        return true;
    case EX_ERROR:
    case EX_INT:
    case EX_FLOAT:
    case EX_BOOL:
    case EX_UNIT:
    case EX_ATOM:
    case EX_STRING:
    case EX_REGEX:
    case EX_NAME:
    case EX_TUPLE:
    case EX_LIST:
    case EX_MAP:
    case EX_UPDATE:
    case EX_JSON:
    case EX_UNARY:
    case EX_IF:
    case EX_CASE:
    case EX_CLOSURE:
    case EX_WHILE:
    case EX_FOR:
    case EX_BREAK:
    case EX_CONTINUE:
    case EX_RETURN:
    case EX_SPAWN:
    case EX_SEND:
    case EX_LINK:
    case EX_SELF:
    case EX_SELF_VALUE:
    case EX_RECEIVE:
    case EX_BLOCK:
    case EX_ASSERT_RECEIVE:
        return false;
    }
    bug("format: expression %d", expr->kind);
}

/* a + b - c: operators of one level break together, behind the operator. */
static const Doc *operator_run(Formatter *f, const Doc *left, const Spine *spine, size_t *at)
{
    Tightness level = tightness(spine->items[*at - 1]->binary);
    const Doc *between = level == TIGHT_RANGE ? NULL : &doc_line;
    DocVec rest = {0};
    while (*at > 0 && spine->items[*at - 1]->kind == EX_BINARY &&
           tightness(spine->items[*at - 1]->binary) == level) {
        const Expr *expr = spine->items[--*at];
        if (between)
            fmt_add(f, &rest, &doc_space);
        fmt_add(f, &rest, fmt_take(f));
        fmt_add(f, &rest, between);
        fmt_add(f, &rest, fmt_expr(f, expr->items.items[0]));
    }
    const Doc *nested = doc_nest(f->arena, doc_concat(f->arena, rest));
    return doc_group(f->arena, doc_pair(f->arena, left, nested));
}

/* x |> f()? |> g(): on one line as written if it fits, else a line for each. */
static const Doc *pipe_run(Formatter *f, const Doc *left, const Spine *spine, size_t *at)
{
    VEC(const Doc *) stages = {0};
    bool broken = false;
    while (*at > 0 && spine->items[*at - 1]->kind == EX_PIPE) {
        const Expr *expr = spine->items[--*at];
        DocVec stage = {0};
        broken |= fmt_peek(f, 0)->newline_before || fmt_peek(f, 1)->newline_before;
        fmt_add(f, &stage, fmt_take(f));
        fmt_add(f, &stage, &doc_space);
        fmt_add(f, &stage, fmt_expr(f, expr->items.items[0]));
        for (; *at > 0 && spine->items[*at - 1]->kind == EX_TRY; --*at)
            fmt_add(f, &stage, fmt_expect(f, TK_QUESTION));
        vec_push(f->arena, &stages, doc_concat(f->arena, stage));
    }
    DocVec rest = {0};
    for (size_t i = 0; i < stages.count; i++) {
        fmt_add(f, &rest, broken ? &doc_hard : &doc_line);
        fmt_add(f, &rest, stages.items[i]);
    }
    const Doc *nested = doc_nest(f->arena, doc_concat(f->arena, rest));
    if (broken)
        return doc_pair(f->arena, left, doc_island(f->arena, nested));
    return doc_group(f->arena, doc_pair(f->arena, left, nested));
}

/* ---- Brackets ---- */

/* The index of the parenthesis that closes the one at `open`. */
static size_t closing(const Formatter *f, size_t open)
{
    int depth = 0;
    for (size_t i = open; i < f->tokens.count; i++) {
        depth += f->tokens.items[i].kind == TK_LPAREN;
        depth -= f->tokens.items[i].kind == TK_RPAREN;
        if (depth == 0)
            return i;
    }
    return f->tokens.count - 1;
}

/* How many pairs of parentheses stand around an expression, at its first token. Those of a tuple
 * are its own. */
static size_t parentheses(const Formatter *f, const Expr *expr)
{
    if (!expr->parens)
        return 0;
    size_t count = 0, close = 0;
    for (size_t open = f->at; f->tokens.items[open].kind == TK_LPAREN; open++) {
        size_t match = closing(f, open);
        size_t inner_end =
            close > 0 && f->tokens.items[close - 1].kind == TK_COMMA ? close - 1 : close;
        if (count > 0 && match + 1 != inner_end)
            break;
        count++;
        close = match;
    }
    bool own = expr->kind == EX_TUPLE || (expr->kind == EX_UNIT && !expr->is_nil);
    return own && count > 0 ? count - 1 : count;
}

static const Doc *elements(Formatter *f, const Expr *expr, TokenKind close)
{
    List list = {0};
    fmt_list_open(f, &list, close);
    add_exprs(f, &list, &expr->items);
    return fmt_list_close(f, &list);
}

static const Doc *map(Formatter *f, const Expr *expr)
{
    const Doc *sign = fmt_expect(f, TK_PERCENT);
    List list = {0};
    fmt_list_open(f, &list, TK_RBRACE);
    for (size_t i = 0; i < expr->pairs.count; i++) {
        DocVec parts = {0};
        fmt_add(f, &parts, fmt_expr(f, expr->pairs.items[i].key));
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_expr(f, expr->pairs.items[i].value));
        fmt_list_add(f, &list, doc_concat(f->arena, parts));
    }
    return doc_pair(f->arena, sign, fmt_list_close(f, &list));
}

static const Doc *update(Formatter *f, const Expr *expr)
{
    const Doc *sign = fmt_expect(f, TK_PERCENT);
    List list = {0};
    list.broken = expr->fields.count > 1 && fmt_newline_within(f, f->at + 1, expr->span.end);
    fmt_list_open(f, &list, TK_RBRACE);
    DocVec head = {0};
    fmt_add(f, &head, fmt_expr(f, expr->target));
    fmt_space_take(f, &head);
    fmt_add(f, &head, &doc_space);
    list.head = doc_concat(f->arena, head);
    list.broken |= doc_has_newline(list.head);
    add_fields(f, &list, &expr->fields);
    return doc_pair(f->arena, sign, fmt_list_close(f, &list));
}

static const Doc *json(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    fmt_add(f, &parts, &doc_space);
    fmt_add(f, &parts, fields(f, &expr->fields, expr->span.end));
    return doc_concat(f->arena, parts);
}

/* ---- Everything else ---- */

static const Doc *unary(Formatter *f, const Expr *expr)
{
    bool word = fmt_at(f, TK_NOT);
    const Doc *sign = fmt_take(f);
    if (word)
        sign = doc_pair(f->arena, sign, &doc_space);
    return doc_pair(f->arena, sign, fmt_expr(f, expr->target));
}

static const Doc *pair_of_tokens(Formatter *f)
{
    const Doc *first = fmt_take(f);
    return doc_pair(f->arena, first, fmt_take(f));
}

static const Doc *operation(Formatter *f, const Expr *expr)
{
    const Doc *word = fmt_take(f);
    return doc_pair(f->arena, word, arguments(f, expr));
}

static const Doc *jump(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    fmt_add(f, &parts, fmt_take(f));
    if (expr->target) {
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_expr(f, expr->target));
    }
    return doc_concat(f->arena, parts);
}

/* `assert_receive(pattern, ms)` with the parenthesis right behind the word, or without one. */
static const Doc *assert_receive(Formatter *f, const Expr *expr)
{
    DocVec parts = {0};
    uint32_t word_end = fmt_peek(f, 0)->end;
    fmt_add(f, &parts, fmt_take(f));
    bool parens = fmt_at(f, TK_LPAREN) && fmt_peek(f, 0)->start == word_end;
    fmt_add(f, &parts, parens ? fmt_take(f) : &doc_space);
    f->brackets += parens;
    fmt_add(f, &parts, fmt_pattern(f));
    if (expr->guard) {
        fmt_space_take(f, &parts);
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_expr(f, expr->guard));
    }
    if (expr->target) {
        fmt_add(f, &parts, fmt_expect(f, TK_COMMA));
        fmt_add(f, &parts, &doc_space);
        fmt_add(f, &parts, fmt_expr(f, expr->target));
    }
    f->brackets -= parens;
    if (parens)
        fmt_add(f, &parts, fmt_expect(f, TK_RPAREN));
    return doc_concat(f->arena, parts);
}

static const Doc *primary(Formatter *f, const Expr *expr)
{
    switch (expr->kind) {
    case EX_INT:
        return fmt_at(f, TK_MINUS) ? pair_of_tokens(f) : fmt_take(f);
    case EX_UNIT:
        return expr->is_nil ? fmt_take(f) : pair_of_tokens(f);
    case EX_FLOAT:
    case EX_BOOL:
    case EX_ATOM:
    case EX_REGEX:
    case EX_NAME:
    case EX_SELF_VALUE:
    case EX_BREAK:
    case EX_CONTINUE:
        return fmt_take(f);
    case EX_STRING:
        return fmt_string(f);
    case EX_TUPLE:
        return elements(f, expr, TK_RPAREN);
    case EX_LIST:
        return elements(f, expr, TK_RBRACKET);
    case EX_MAP:
        return map(f, expr);
    case EX_UPDATE:
        return update(f, expr);
    case EX_JSON:
        return json(f, expr);
    case EX_UNARY:
        return unary(f, expr);
    case EX_RETURN:
        return jump(f, expr);
    case EX_SPAWN:
    case EX_SEND:
    case EX_LINK:
        return operation(f, expr);
    case EX_SELF:
        return operation(f, expr);
    case EX_ASSERT_RECEIVE:
        return assert_receive(f, expr);
    case EX_IF:
    case EX_CASE:
    case EX_CLOSURE:
    case EX_WHILE:
    case EX_FOR:
    case EX_RECEIVE:
        return fmt_control(f, expr);
    case EX_ERROR:
    case EX_STRUCT:
    case EX_CALL:
    case EX_FIELD:
    case EX_INDEX:
    case EX_TRY:
    case EX_BINARY:
    case EX_PIPE:
    case EX_BLOCK:
        break;
    }
    bug("format: expression %d is no primary", expr->kind);
}

static const Doc *without_parentheses(Formatter *f, const Expr *expr)
{
    Spine spine = {0};
    const Expr *first = expr;
    while (leans(first) && (first == expr || !first->parens)) {
        vec_push(f->arena, &spine, first);
        first = first->target;
    }
    const Doc *doc = first == expr ? primary(f, first) : fmt_expr(f, first);
    for (size_t at = spine.count; at > 0;) {
        ExprKind kind = spine.items[at - 1]->kind;
        if (kind == EX_BINARY)
            doc = operator_run(f, doc, &spine, &at);
        else if (kind == EX_PIPE)
            doc = pipe_run(f, doc, &spine, &at);
        else
            doc = doc_pair(f->arena, doc, suffix(f, spine.items[--at]));
    }
    return doc;
}

const Doc *fmt_expr(Formatter *f, const Expr *expr)
{
    size_t count = parentheses(f, expr);
    if (count == 0)
        return without_parentheses(f, expr);
    DocVec parts = {0};
    for (size_t i = 0; i < count; i++)
        fmt_add(f, &parts, fmt_expect(f, TK_LPAREN));
    f->brackets++;
    fmt_add(f, &parts, without_parentheses(f, expr));
    f->brackets--;
    for (size_t i = 0; i < count; i++) {
        if (fmt_at(f, TK_COMMA))
            fmt_add(f, &parts, fmt_skip(f));
        fmt_add(f, &parts, fmt_expect(f, TK_RPAREN));
    }
    return doc_concat(f->arena, parts);
}

/* ---- Values behind `=` and `->` ---- */

typedef enum ValueShape { VALUE_OPERATORS, VALUE_BRACKETS, VALUE_OTHER } ValueShape;

static ValueShape value_shape(const Expr *value)
{
    switch (value->kind) {
    case EX_BINARY:
    case EX_PIPE:
        return value->parens ? VALUE_OTHER : VALUE_OPERATORS;
    case EX_LIST:
    case EX_MAP:
    case EX_UPDATE:
    case EX_JSON:
    case EX_STRUCT:
        return VALUE_BRACKETS;
    case EX_ERROR:
    case EX_INT:
    case EX_FLOAT:
    case EX_BOOL:
    case EX_UNIT:
    case EX_ATOM:
    case EX_STRING:
    case EX_REGEX:
    case EX_NAME:
    case EX_TUPLE:
    case EX_CALL:
    case EX_FIELD:
    case EX_INDEX:
    case EX_TRY:
    case EX_UNARY:
    case EX_BREAK:
    case EX_CONTINUE:
    case EX_RETURN:
    case EX_SPAWN:
    case EX_SEND:
    case EX_LINK:
    case EX_SELF:
    case EX_SELF_VALUE:
    case EX_BLOCK:
    case EX_ASSERT_RECEIVE:
    case EX_IF:
    case EX_CASE:
    case EX_CLOSURE:
    case EX_WHILE:
    case EX_FOR:
    case EX_RECEIVE:
        return VALUE_OTHER;
    }
    bug("format: value %d", value->kind);
}

static const Doc *below(Formatter *f, const Doc *doc)
{
    return doc_nest(f->arena, doc_pair(f->arena, &doc_hard, doc));
}

const Doc *fmt_assign(Formatter *f, const Doc *head, const Expr *value)
{
    ValueShape shape = value_shape(value);
    bool commented = fmt_behind_comment(f);
    const Doc *doc = fmt_expr(f, value);
    if (commented)
        return doc_pair(f->arena, head, below(f, doc));
    const Doc *beside = doc_pair(f->arena, &doc_space, doc);
    if (doc_has_island(doc) || doc_has_newline(doc) || shape == VALUE_BRACKETS)
        return doc_pair(f->arena, head, beside);
    const Doc *flat = doc_flat(f->arena, doc);
    DocVec alternatives = {0};
    vec_push(f->arena, &alternatives, doc_pair(f->arena, &doc_space, flat));
    if (shape == VALUE_OTHER)
        vec_push(f->arena, &alternatives, below(f, flat));
    vec_push(f->arena, &alternatives, shape == VALUE_OTHER ? beside : below(f, doc));
    return doc_pair(f->arena, head, doc_choice(f->arena, alternatives, 1));
}
