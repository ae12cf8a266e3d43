/* parse_primary.c - literals, names, brackets and the forms that begin with a keyword. */
#include "syntax/parser_internal.h"

typedef Expr *(*ExprParser)(Parser *);

/* ---- Literals ---- */

static Expr *int_literal(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_INT, parse_start(p));
    bool is_minimum = false;
    expr->text = parse_token_text(p, parse_peek(p));
    if (parse_peek(p)->malformed)
        expr->kind = EX_ERROR;
    expr->int_value = parse_int(p, &is_minimum);
    return parse_expr_done(p, expr);
}

static Expr *float_literal(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_FLOAT, parse_start(p));
    expr->text = parse_token_text(p, parse_peek(p));
    if (parse_peek(p)->malformed)
        expr->kind = EX_ERROR;
    expr->float_value = parse_float(p);
    return parse_expr_done(p, expr);
}

static Expr *bool_literal(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_BOOL, parse_start(p));
    expr->bool_value = parse_advance(p)->kind == TK_TRUE;
    return parse_expr_done(p, expr);
}

static Expr *nil_literal(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_UNIT, parse_start(p));
    expr->is_nil = true;
    parse_advance(p);
    return parse_expr_done(p, expr);
}

static Expr *atom_literal(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_ATOM, parse_start(p));
    expr->text = text_of(parse_advance(p)->name);
    return parse_expr_done(p, expr);
}

static Expr *regex_literal(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_REGEX, parse_start(p));
    if (parse_peek(p)->malformed)
        expr->kind = EX_ERROR;
    parse_regex(p, &expr->text, &expr->flags);
    return parse_expr_done(p, expr);
}

Expr *parse_string(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_STRING, parse_start(p));
    parse_string_parts(p, &expr->parts);
    return parse_expr_done(p, expr);
}

/* ---- Names ---- */

/* The operand list of spawn, send, link: like the arguments of a call. */
static Expr *operation(Parser *p, ExprKind kind, const char *name)
{
    Expr *expr = parse_expr_new(p, kind, parse_start(p));
    parse_advance(p);
    if (!parse_at(p, TK_LPAREN) || parse_on_new_line(p)) {
        parse_expected(p, arena_printf(p->arena, "`(` after `%s`", name));
        return parse_expr_done(p, expr);
    }
    parse_args(p, expr);
    return parse_expr_done(p, expr);
}

static Expr *spawn_expr(Parser *p)
{
    return operation(p, EX_SPAWN, "spawn");
}

static Expr *send_expr(Parser *p)
{
    return operation(p, EX_SEND, "send");
}

static Expr *link_expr(Parser *p)
{
    return operation(p, EX_LINK, "link");
}

static Expr *json_literal(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_JSON, parse_start(p));
    parse_advance(p);
    Bracket bracket = parse_open(p);
    parse_fields(p, &expr->fields, true);
    parse_shut(p, bracket, TK_RBRACE, "a key or `}` in the json literal");
    return parse_expr_done(p, expr);
}

static bool paren_follows(const Parser *p)
{
    const Token *next = parse_peek_at(p, 1);
    return next->kind == TK_LPAREN && (p->context.flat || !next->newline_before);
}

static Expr *name_expr(Parser *p)
{
    const Token *next = parse_peek_at(p, 1);
    if (parse_at_word(p, WORD_JSON) && next->kind == TK_LBRACE &&
        (p->context.flat || !next->newline_before))
        return json_literal(p);
    if (parse_at_word(p, WORD_SPAWN_LINK) && paren_follows(p)) {
        Expr *expr = operation(p, EX_SPAWN, "spawn_link");
        expr->bool_value = true;
        return expr;
    }
    if (parse_at_assert_receive(p))
        return parse_assert_receive(p);
    if (parse_at_bare_assert(p))
        return parse_bare_assert(p);
    Expr *expr = parse_expr_new(p, EX_NAME, parse_start(p));
    expr->name = parse_name(p, "a name");
    return parse_expr_done(p, expr);
}

static Expr *self_expr(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_SELF_VALUE, parse_start(p));
    bool call = paren_follows(p);
    parse_advance(p);
    if (!call)
        return parse_expr_done(p, expr);
    expr->kind = EX_SELF;
    Span open = parse_token_span(p, parse_advance(p));
    if (!parse_at(p, TK_RPAREN) && !parse_at(p, TK_EOF))
        parse_error(p, "`self()` takes no arguments");
    parse_close(p, TK_RPAREN, open, "`)`");
    return parse_expr_done(p, expr);
}

/* ---- Brackets ---- */

/* Expressions up to `close`, which is taken. At the opening bracket. Returns whether there was a
 * comma. */
static bool expr_list(Parser *p, ExprVec *items, TokenKind close, const char *what)
{
    Bracket bracket = parse_open(p);
    bool comma = false;
    while (!parse_at(p, close)) {
        Expr *item = parse_expr(p);
        vec_push(p->arena, items, item);
        if (!parse_accept(p, TK_COMMA))
            break;
        comma = true;
    }
    parse_shut(p, bracket, close, what);
    return comma;
}

static Expr *paren_expr(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_TUPLE, parse_start(p));
    expr_list(p, &expr->items, TK_RPAREN, "`,` or `)`");
    parse_expr_done(p, expr);
    if (expr->items.count == 0)
        expr->kind = EX_UNIT;
    if (expr->items.count != 1)
        return expr;
    Expr *inner = expr->items.items[0];
    inner->span = expr->span;
    inner->parens = true;
    return inner;
}

static Expr *list_expr(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_LIST, parse_start(p));
    expr_list(p, &expr->items, TK_RBRACKET, "`,` or `]` in the list");
    return parse_expr_done(p, expr);
}

static void map_pairs(Parser *p, Expr *map, Expr *first_key)
{
    for (Expr *key = first_key;; key = parse_expr(p)) {
        MapPair pair = {key, NULL};
        if (parse_at(p, TK_COLON) || parse_at(p, TK_ATOM)) {
            Diag *diag =
                parse_error(p, "expected `=>` after the key of the map, found %s", parse_found(p));
            diag_hint(p->diags, diag,
                      "a map is written %%{key => value}; for JSON write json { key: value }");
        } else {
            parse_expect(p, TK_FAT_ARROW, "after the key of the map");
        }
        pair.value = parse_expr(p);
        vec_push(p->arena, &map->pairs, pair);
        if (!parse_accept(p, TK_COMMA) || parse_at(p, TK_RBRACE))
            return;
    }
}

/* %{ }, %{k => v} or %{base | field: v}. */
static Expr *map_expr(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_MAP, parse_start(p));
    if (!parse_at_next(p, 1, TK_LBRACE)) {
        parse_expected(p, "an expression");
        return expr;
    }
    parse_advance(p);
    Bracket bracket = parse_open(p);
    if (!parse_at(p, TK_RBRACE)) {
        Expr *first = parse_expr(p);
        if (parse_accept(p, TK_BAR)) {
            expr->kind = EX_UPDATE;
            expr->target = first;
            parse_fields(p, &expr->fields, false);
        } else {
            map_pairs(p, expr, first);
        }
    }
    parse_shut(p, bracket, TK_RBRACE,
               expr->kind == EX_UPDATE ? "a field or `}` in the update" : "`,` or `}` in the map");
    return parse_expr_done(p, expr);
}

/* ---- Jumps ---- */

static Expr *break_expr(Parser *p)
{
    uint32_t start = parse_start(p);
    return parse_expr_new(p, parse_advance(p)->kind == TK_BREAK ? EX_BREAK : EX_CONTINUE, start);
}

static Expr *return_expr(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_RETURN, parse_start(p));
    parse_advance(p);
    bool percent = parse_at(p, TK_PERCENT) && !parse_at_next(p, 1, TK_LBRACE);
    if (!parse_on_new_line(p) && !percent && token_begins_expression(parse_peek(p)->kind))
        expr->target = parse_expr(p);
    return parse_expr_done(p, expr);
}

/* The same token stands before this one, as in `**`. */
static bool doubled(const Parser *p)
{
    const Token *before = p->at > 0 ? &p->tokens[p->at - 1] : NULL;
    return before && before->kind == parse_peek(p)->kind && before->end == parse_start(p);
}

/* As in `+=`. */
static bool behind_arithmetic(const Parser *p)
{
    const Token *before = p->at > 0 ? &p->tokens[p->at - 1] : NULL;
    return before && before->end == parse_start(p) &&
           (before->kind == TK_PLUS || before->kind == TK_MINUS || before->kind == TK_STAR ||
            before->kind == TK_SLASH);
}

static Expr *no_expr(Parser *p)
{
    if (parse_at(p, TK_ERROR)) {
        parse_error(p, "invalid token");
        Expr *expr = parse_expr_new(p, EX_ERROR, parse_start(p));
        parse_advance(p);
        return parse_expr_done(p, expr);
    }
    Diag *diag = parse_error(p, "expected an expression, found %s", parse_found(p));
    if (parse_at(p, TK_DO))
        diag_hint(p->diags, diag, "`do ... end` is no expression by itself");
    else if (parse_at(p, TK_LBRACE))
        diag_hint(p->diags, diag, "a map is written %%{key => value}, a block do ... end");
    else if (parse_at(p, TK_LET))
        diag_hint(p->diags, diag, "`let` is a statement; it stands on a line of its own");
    else if (parse_at(p, TK_STAR) && doubled(p))
        diag_hint(p->diags, diag, "powers are written `Int.pow(a, b)` and `Math.pow(a, b)`");
    else if (parse_at(p, TK_SLASH) && doubled(p))
        diag_hint(p->diags, diag, "a comment begins with `#`");
    else if ((parse_at(p, TK_LESS) || parse_at(p, TK_GREATER)) && doubled(p))
        diag_hint(p->diags, diag, "for powers and bits see the modules Math and Int");
    else if (parse_at(p, TK_EQ) && behind_arithmetic(p))
        diag_hint(p->diags, diag,
                  "values are never assigned; bind a new one with `let name = value`");
    else if (parse_at(p, TK_DOT) && parse_at_next(p, 1, TK_INT))
        diag_hint(p->diags, diag, "a number begins with a digit, as in `0.5`");
    else if (parse_at(p, TK_BAR))
        diag_hint(p->diags, diag, "a closure is written `fn x -> value end`");
    return parse_expr_error(p);
}

Expr *parse_primary(Parser *p)
{
    static const ExprParser parsers[TK_COUNT] = {
        [TK_IDENT] = name_expr,   [TK_INT] = int_literal,       [TK_FLOAT] = float_literal,
        [TK_ATOM] = atom_literal, [TK_REGEX] = regex_literal,   [TK_STRING_BEGIN] = parse_string,
        [TK_TRUE] = bool_literal, [TK_FALSE] = bool_literal,    [TK_NIL] = nil_literal,
        [TK_LPAREN] = paren_expr, [TK_LBRACKET] = list_expr,    [TK_PERCENT] = map_expr,
        [TK_IF] = parse_if,       [TK_CASE] = parse_case,       [TK_MATCH] = parse_case,
        [TK_FN] = parse_closure,  [TK_WHILE] = parse_while,     [TK_FOR] = parse_for,
        [TK_BREAK] = break_expr,  [TK_CONTINUE] = break_expr,   [TK_RETURN] = return_expr,
        [TK_SPAWN] = spawn_expr,  [TK_SEND] = send_expr,        [TK_LINK] = link_expr,
        [TK_SELF] = self_expr,    [TK_RECEIVE] = parse_receive,
    };
    ExprParser parser = parsers[parse_peek(p)->kind];
    return parser ? parser(p) : no_expr(p);
}
