/* parse_expr.c - operators, postfix forms, argument lists. */
#include "syntax/parser_internal.h"

Expr *parse_expr_new(Parser *p, ExprKind kind, uint32_t start)
{
    Expr *expr = ARENA_NEW(p->arena, Expr);
    expr->kind = kind;
    expr->span = parse_span_from(p, start);
    return expr;
}

Expr *parse_expr_done(Parser *p, Expr *expr)
{
    expr->span = parse_span_from(p, expr->span.start);
    return expr;
}

Expr *parse_expr_error(Parser *p)
{
    uint32_t start = parse_start(p);
    Expr *expr = parse_expr_new(p, EX_ERROR, start);
    expr->span = parse_span(p, start, start);
    return expr;
}

/* ---- Arguments and fields ---- */

static FieldInit keyword_field(Parser *p, bool json)
{
    FieldInit field = {0};
    if (json && parse_at(p, TK_STRING_BEGIN)) {
        uint32_t start = parse_start(p);
        Text key = parse_plain_string(p, "a key");
        field.name.span = parse_span_from(p, start);
        if (memchr(key.bytes, 0, key.length)) {
            parse_error_at(p, field.name.span, "a key cannot contain a NUL character");
            p->panic = false;
            key.length = 0;
        }
        field.name.name = intern(p->names, key);
    } else {
        field.name = parse_word(p, json ? "a key" : "a field name");
    }
    if (!parse_accept_colon(p))
        parse_expected(p, arena_printf(p->arena, "`:` after the %s `%s`", json ? "key" : "field",
                                       field.name.name));
    field.value = parse_expr(p);
    return field;
}

static bool at_field(const Parser *p, bool json)
{
    return parse_at_any_word(p) || (json && parse_at(p, TK_STRING_BEGIN));
}

void parse_fields(Parser *p, FieldInitVec *fields, bool json)
{
    while (at_field(p, json) && !p->panic) {
        FieldInit field = keyword_field(p, json);
        vec_push(p->arena, fields, field);
        parse_accept(p, TK_COMMA);
    }
}

void parse_args(Parser *p, Expr *call)
{
    Bracket bracket = parse_open(p);
    while (!parse_at(p, TK_RPAREN)) {
        if (parse_at_key(p)) {
            FieldInit field = keyword_field(p, false);
            vec_push(p->arena, &call->fields, field);
        } else {
            Expr *arg = parse_expr(p);
            vec_push(p->arena, &call->items, arg);
            if (call->fields.count > 0)
                parse_error_at(p, arg->span, "keyword arguments come last");
        }
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_shut(p, bracket, TK_RPAREN, "`,` or `)` in the arguments");
}

/* ---- Postfix ---- */

static Expr *call(Parser *p, Expr *target)
{
    Expr *expr = parse_expr_new(p, EX_CALL, target->span.start);
    expr->target = target;
    parse_args(p, expr);
    if (parse_at(p, TK_DO) && !p->context.head && !parse_on_new_line(p)) {
        Expr *closure = parse_trailing_closure(p);
        vec_push(p->arena, &expr->items, closure);
    }
    return parse_expr_done(p, expr);
}

static Expr *field(Parser *p, Expr *target)
{
    parse_advance(p);
    Expr *expr = parse_expr_new(p, EX_FIELD, target->span.start);
    expr->target = target;
    if (parse_at(p, TK_INT)) {
        Diag *diag = parse_error(p, "expected a name after `.`, found %s", parse_found(p));
        diag_hint(p->diags, diag,
                  "the elements of a tuple are reached with a pattern or Tuple.nth");
    }
    expr->name = parse_word(p, "a name after `.`");
    return parse_expr_done(p, expr);
}

static Expr *index_expr(Parser *p, Expr *target)
{
    Expr *expr = parse_expr_new(p, EX_INDEX, target->span.start);
    Bracket bracket = parse_open(p);
    expr->target = target;
    Expr *item = parse_expr(p);
    vec_push(p->arena, &expr->items, item);
    parse_shut(p, bracket, TK_RBRACKET, "`]` after the index");
    return parse_expr_done(p, expr);
}

static bool names_a_type(const Expr *expr)
{
    while (expr->kind == EX_FIELD && !expr->parens)
        expr = expr->target;
    return expr->kind == EX_NAME && !expr->parens;
}

/* `{` behind a name begins a struct literal if fields follow; else it is somebody's attempt at a
 * block. */
static bool at_struct_literal(const Parser *p, const Expr *target)
{
    if (!names_a_type(target))
        return false;
    const Token *first = parse_peek_at(p, 1), *second = parse_peek_at(p, 2);
    if (first->kind == TK_RBRACE)
        return true;
    if (first->kind != TK_IDENT && !token_is_keyword(first->kind))
        return false;
    return second->kind == TK_COLON || second->kind == TK_ATOM || second->after_colon ||
           parse_is_upper(target->name.name);
}

static Expr *struct_literal(Parser *p, Expr *target)
{
    Expr *expr = parse_expr_new(p, EX_STRUCT, target->span.start);
    Bracket bracket = parse_open(p);
    expr->target = target;
    parse_fields(p, &expr->fields, false);
    parse_shut(p, bracket, TK_RBRACE, "a field or `}` in the struct");
    return parse_expr_done(p, expr);
}

static Expr *try_expr(Parser *p, Expr *target)
{
    parse_advance(p);
    Expr *expr = parse_expr_new(p, EX_TRY, target->span.start);
    expr->target = target;
    return expr;
}

static Expr *postfix(Parser *p)
{
    Expr *expr = parse_primary(p);
    size_t count = 0;
    while (!p->panic) {
        bool here = !parse_on_new_line(p);
        bool more = parse_at(p, TK_DOT) ||
                    (here && (parse_at(p, TK_LPAREN) || parse_at(p, TK_LBRACKET) ||
                              parse_at(p, TK_QUESTION) ||
                              (parse_at(p, TK_LBRACE) && at_struct_literal(p, expr))));
        if (!more || !parse_chain(p, &count, "expression"))
            break;
        if (parse_at(p, TK_DOT))
            expr = field(p, expr);
        else if (parse_at(p, TK_LPAREN))
            expr = call(p, expr);
        else if (parse_at(p, TK_LBRACKET))
            expr = index_expr(p, expr);
        else if (parse_at(p, TK_QUESTION))
            expr = try_expr(p, expr);
        else
            expr = struct_literal(p, expr);
    }
    return expr;
}

/* ---- Operators ---- */

/* -9223372036854775808 is a literal; 9223372036854775808 alone is out of range. */
static Expr *negate(Parser *p, Expr *unary)
{
    Expr *target = unary->target;
    if (target->kind != EX_INT || target->int_value != INT64_MIN || target->parens)
        return unary;
    Expr *literal = parse_expr_new(p, EX_INT, unary->span.start);
    literal->int_value = INT64_MIN;
    literal->span = unary->span;
    literal->text =
        (Text){p->source->text.bytes + unary->span.start, unary->span.end - unary->span.start};
    return literal;
}

static void check_minimum(Parser *p, const Expr *expr)
{
    while (expr->kind == EX_FIELD || expr->kind == EX_CALL || expr->kind == EX_TRY ||
           expr->kind == EX_INDEX)
        expr = expr->target;
    if (expr->kind == EX_INT && expr->int_value == INT64_MIN && expr->text.bytes[0] != '-')
        parse_report(p, DIAG_BAD_LITERAL, expr->span,
                     "integer literal out of range: the largest Int is 9223372036854775807");
}

static Expr *unary(Parser *p)
{
    bool minus = parse_at(p, TK_MINUS);
    if (!minus && !parse_at(p, TK_BANG) && !parse_at(p, TK_NOT)) {
        Expr *expr = postfix(p);
        check_minimum(p, expr);
        return expr;
    }
    if (!parse_enter(p))
        return parse_expr_error(p);
    Expr *expr = parse_expr_new(p, EX_UNARY, parse_start(p));
    expr->unary = minus ? UN_NEG : UN_NOT;
    parse_advance(p);
    expr->target = minus && parse_at(p, TK_INT) ? postfix(p) : unary(p);
    parse_expr_done(p, expr);
    parse_leave(p);
    Expr *result = minus ? negate(p, expr) : expr;
    if (result == expr)
        check_minimum(p, expr->target);
    return result;
}

typedef enum Level {
    LEVEL_NONE,
    LEVEL_PIPE,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_EQUAL,
    LEVEL_ORDER,
    LEVEL_RANGE,
    LEVEL_CONCAT,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_UNARY
} Level;

static const struct {
    Level level;
    BinaryOp op;
} infix[TK_COUNT] = {
    [TK_PIPE] = {LEVEL_PIPE, BIN_ADD},
    [TK_SLOT_PIPE] = {LEVEL_PIPE, BIN_ADD},
    [TK_OR] = {LEVEL_OR, BIN_OR},
    [TK_BAR_BAR] = {LEVEL_OR, BIN_OR},
    [TK_AND] = {LEVEL_AND, BIN_AND},
    [TK_AND_AND] = {LEVEL_AND, BIN_AND},
    [TK_EQ_EQ] = {LEVEL_EQUAL, BIN_EQ},
    [TK_BANG_EQ] = {LEVEL_EQUAL, BIN_NE},
    [TK_LESS] = {LEVEL_ORDER, BIN_LT},
    [TK_GREATER] = {LEVEL_ORDER, BIN_GT},
    [TK_LESS_EQ] = {LEVEL_ORDER, BIN_LE},
    [TK_GREATER_EQ] = {LEVEL_ORDER, BIN_GE},
    [TK_DOT_DOT] = {LEVEL_RANGE, BIN_RANGE},
    [TK_DIAMOND] = {LEVEL_CONCAT, BIN_CONCAT},
    [TK_PLUS_PLUS] = {LEVEL_CONCAT, BIN_CONCAT},
    [TK_PLUS] = {LEVEL_SUM, BIN_ADD},
    [TK_MINUS] = {LEVEL_SUM, BIN_SUB},
    [TK_STAR] = {LEVEL_PRODUCT, BIN_MUL},
    [TK_SLASH] = {LEVEL_PRODUCT, BIN_DIV},
    [TK_PERCENT] = {LEVEL_PRODUCT, BIN_MOD},
};

/* The level of the operator at the current token; LEVEL_NONE when the expression ends here. */
static Level infix_level(const Parser *p)
{
    const Token *token = parse_peek(p);
    if (parse_on_new_line(p) && (token->kind == TK_MINUS || token->kind == TK_PERCENT))
        return LEVEL_NONE;
    /* `and: 1` and `or: 1` in a list of fields. */
    if ((token->kind == TK_AND || token->kind == TK_OR) && parse_at_key(p) && p->context.flat &&
        parse_at_next(p, 1, TK_COLON))
        return LEVEL_NONE;
    return infix[token->kind].level;
}

static Expr *binary(Parser *p, Level level);

static int32_t slot_of(Parser *p, const Token *token)
{
    int64_t slot = 0;
    Text text = parse_token_text(p, token);
    for (size_t i = 1; i + 1 < text.length && slot < 1000000; i++)
        slot = slot * 10 + (text.bytes[i] - '0');
    if (slot >= 2)
        return (int32_t)slot;
    Span span = parse_token_span(p, token);
    if (slot == 1) {
        Diag *diag = parse_report(p, DIAG_PIPE_SLOT_ONE, span,
                                  "slot pipe `|1>`: the first position is that of `|>`");
        diag_hint(p->diags, diag, "write `|>`");
    } else {
        Diag *diag = parse_report(p, DIAG_SLOT, span,
                                  "slot position 0 out of range: arguments are counted from 1");
        diag_hint(p->diags, diag, "`|>` pipes into the first position, `|2>` into the second");
    }
    return 0;
}

/* Trailing ?s of the right side belong to the pipe: x |> f()? is (x |> f())?. */
static Expr *pipe_expr(Parser *p, Expr *left, const Token *sign)
{
    Expr *pipe = parse_expr_new(p, EX_PIPE, left->span.start);
    pipe->target = left;
    pipe->slot = sign->kind == TK_SLOT_PIPE ? slot_of(p, sign) : 0;
    Expr *right = binary(p, LEVEL_OR);
    VEC(Span) tries = {0};
    while (right->kind == EX_TRY && !right->parens) {
        vec_push(p->arena, &tries, right->span);
        right = right->target;
    }
    vec_push(p->arena, &pipe->items, right);
    pipe->span = span_join(left->span, right->span);
    while (tries.count > 0) {
        Expr *outer = parse_expr_new(p, EX_TRY, left->span.start);
        outer->target = pipe;
        outer->span = span_join(left->span, tries.items[--tries.count]);
        pipe = outer;
    }
    return pipe;
}

static Expr *binary(Parser *p, Level level)
{
    Expr *left = unary(p);
    size_t count = 1;
    while (!p->panic) {
        Level found = infix_level(p);
        if (found < level || found == LEVEL_NONE)
            break;
        if (!parse_chain(p, &count, "expression"))
            break;
        const Token *sign = parse_advance(p);
        if (found == LEVEL_PIPE) {
            left = pipe_expr(p, left, sign);
            continue;
        }
        Expr *expr = parse_expr_new(p, EX_BINARY, left->span.start);
        expr->binary = infix[sign->kind].op;
        expr->target = left;
        Expr *right = binary(p, found + 1);
        vec_push(p->arena, &expr->items, right);
        expr->span = span_join(left->span, right->span);
        left = expr;
    }
    return left;
}

Expr *parse_expr(Parser *p)
{
    if (!parse_enter(p))
        return parse_expr_error(p);
    Expr *expr = binary(p, LEVEL_PIPE);
    parse_leave(p);
    return expr;
}

Expr *parse_head(Parser *p)
{
    bool saved = p->context.head;
    p->context.head = true;
    Expr *expr = parse_expr(p);
    p->context.head = saved;
    return expr;
}
