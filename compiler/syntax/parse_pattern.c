/* parse_pattern.c - patterns and parameters. */
#include "syntax/parser_internal.h"

static Pattern *pattern_new(Parser *p, PatternKind kind, uint32_t start)
{
    Pattern *pattern = ARENA_NEW(p->arena, Pattern);
    pattern->kind = kind;
    pattern->span = parse_span_from(p, start);
    return pattern;
}

static Pattern *done(Parser *p, Pattern *pattern)
{
    pattern->span = parse_span_from(p, pattern->span.start);
    return pattern;
}

static Pattern *parse_bind(Parser *p, Ident name)
{
    Pattern *pattern =
        pattern_new(p, name.name == p->underscore ? PA_WILDCARD : PA_BIND, name.span.start);
    pattern->name = name;
    pattern->span = name.span;
    return pattern;
}

/* ---- Literals ---- */

static Pattern *number_pattern(Parser *p)
{
    uint32_t start = parse_start(p);
    bool negative = parse_accept(p, TK_MINUS);
    if (parse_at(p, TK_FLOAT)) {
        Pattern *pattern = pattern_new(p, PA_FLOAT, start);
        pattern->float_value = parse_float(p);
        if (negative)
            pattern->float_value = -pattern->float_value;
        return done(p, pattern);
    }
    if (!parse_at(p, TK_INT)) {
        parse_expected(p, "a number after `-` in the pattern");
        return pattern_new(p, PA_ERROR, start);
    }
    Pattern *pattern = pattern_new(p, PA_INT, start);
    bool is_minimum = false;
    Span span = parse_token_span(p, parse_peek(p));
    pattern->int_value = parse_int(p, &is_minimum);
    if (is_minimum && !negative)
        parse_report(p, DIAG_BAD_LITERAL, span,
                     "integer literal out of range: the largest Int is 9223372036854775807");
    if (negative && !is_minimum)
        pattern->int_value = -pattern->int_value;
    return done(p, pattern);
}

static Pattern *literal_pattern(Parser *p)
{
    uint32_t start = parse_start(p);
    Pattern *pattern = NULL;
    if (parse_at(p, TK_STRING_BEGIN)) {
        pattern = pattern_new(p, PA_STRING, start);
        pattern->text = parse_plain_string(p, "a string pattern");
    } else if (parse_at(p, TK_ATOM)) {
        pattern = pattern_new(p, PA_ATOM, start);
        pattern->text = text_of(parse_advance(p)->name);
    } else if (parse_accept(p, TK_NIL)) {
        pattern = pattern_new(p, PA_UNIT, start);
    } else {
        pattern = pattern_new(p, PA_BOOL, start);
        pattern->bool_value = parse_advance(p)->kind == TK_TRUE;
    }
    return done(p, pattern);
}

/* ---- Compounds ---- */

/* Patterns up to `close`, which is taken. At the opening bracket. */
static void pattern_list(Parser *p, PatternVec *items, TokenKind close, const char *what)
{
    Bracket bracket = parse_open(p);
    while (!parse_at(p, close)) {
        Pattern *item = parse_pattern(p);
        vec_push(p->arena, items, item);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_shut(p, bracket, close, what);
}

static Pattern *tuple_pattern(Parser *p)
{
    Pattern *pattern = pattern_new(p, PA_TUPLE, parse_start(p));
    pattern_list(p, &pattern->items, TK_RPAREN, "`,` or `)` in the pattern");
    done(p, pattern);
    if (pattern->items.count == 0)
        pattern->kind = PA_UNIT;
    if (pattern->items.count != 1)
        return pattern;
    /* (p) is p. */
    Pattern *inner = pattern->items.items[0];
    inner->span = pattern->span;
    return inner;
}

static void struct_field(Parser *p, Pattern *pattern)
{
    Ident field = parse_word(p, "a field name in the struct pattern");
    Pattern *item = NULL;
    if (parse_accept_colon(p))
        item = parse_pattern(p);
    else
        item = parse_bind(p, field);
    vec_push(p->arena, &pattern->fields, field);
    vec_push(p->arena, &pattern->items, item);
}

/* At the { behind the path. */
static void struct_fields(Parser *p, Pattern *pattern)
{
    Bracket bracket = parse_open(p);
    while (!parse_at(p, TK_RBRACE)) {
        if (parse_accept(p, TK_DOT_DOT)) {
            pattern->open = true;
            break;
        }
        struct_field(p, pattern);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_shut(p, bracket, TK_RBRACE, "`,` or `}` in the struct pattern");
}

/* A name: a binding, or a constructor when it begins with a capital or is qualified. */
static Pattern *name_pattern(Parser *p)
{
    uint32_t start = parse_start(p);
    bool qualified = parse_at_next(p, 1, TK_DOT);
    if (!qualified && !parse_is_upper(parse_peek(p)->name))
        return parse_bind(p, parse_name(p, "a pattern"));
    Pattern *pattern = pattern_new(p, PA_CTOR, start);
    pattern->path = parse_path(p, "a pattern");
    if (parse_at(p, TK_LPAREN) && !parse_on_new_line(p)) {
        pattern->has_items = true;
        pattern_list(p, &pattern->items, TK_RPAREN, "`,` or `)` in the pattern");
    } else if (parse_at(p, TK_LBRACE) && !parse_on_new_line(p)) {
        pattern->kind = PA_STRUCT;
        struct_fields(p, pattern);
    }
    return done(p, pattern);
}

static Pattern *list_pattern(Parser *p)
{
    Pattern *pattern = pattern_new(p, PA_LIST, parse_start(p));
    pattern_list(p, &pattern->items, TK_RBRACKET, "`,` or `]` in the pattern");
    return done(p, pattern);
}

static Pattern *no_pattern(Parser *p)
{
    uint32_t start = parse_start(p);
    Diag *diag = parse_error(p, "expected a pattern, found %s", parse_found(p));
    if (token_is_keyword(parse_peek(p)->kind) && !parse_at(p, TK_END) && !parse_at(p, TK_DO))
        diag_hint(p->diags, diag, "keywords cannot be names");
    if (parse_at(p, TK_PERCENT))
        diag_hint(p->diags, diag, "maps cannot be matched; use Map.get or a struct pattern");
    return pattern_new(p, PA_ERROR, start);
}

typedef Pattern *(*PatternParser)(Parser *);

static Pattern *primary_pattern(Parser *p)
{
    static const PatternParser parsers[TK_COUNT] = {
        [TK_INT] = number_pattern,           [TK_FLOAT] = number_pattern,
        [TK_MINUS] = number_pattern,         [TK_ATOM] = literal_pattern,
        [TK_STRING_BEGIN] = literal_pattern, [TK_NIL] = literal_pattern,
        [TK_TRUE] = literal_pattern,         [TK_FALSE] = literal_pattern,
        [TK_LPAREN] = tuple_pattern,         [TK_LBRACKET] = list_pattern,
        [TK_IDENT] = name_pattern,
    };
    PatternParser parser = parsers[parse_peek(p)->kind];
    return parser ? parser(p) : no_pattern(p);
}

static Pattern *or_pattern(Parser *p)
{
    Pattern *first = primary_pattern(p);
    if (p->context.bare_params || !parse_at(p, TK_BAR))
        return first;
    Pattern *pattern = pattern_new(p, PA_OR, first->span.start);
    vec_push(p->arena, &pattern->items, first);
    while (parse_accept(p, TK_BAR)) {
        Pattern *item = primary_pattern(p);
        vec_push(p->arena, &pattern->items, item);
    }
    return done(p, pattern);
}

/* a :: b :: c, right associative; read as a list, so that long ones need no deep stack. */
static Pattern *cons_pattern(Parser *p)
{
    Pattern *first = or_pattern(p);
    if (!parse_at(p, TK_COLON_COLON))
        return first;
    PatternVec items = {0};
    size_t count = 1;
    vec_push(p->arena, &items, first);
    while (parse_at(p, TK_COLON_COLON) && parse_chain(p, &count, "pattern with `::`")) {
        parse_advance(p);
        Pattern *item = or_pattern(p);
        vec_push(p->arena, &items, item);
    }
    Pattern *tail = items.items[items.count - 1];
    for (size_t i = items.count - 1; i-- > 0;) {
        Pattern *cons = pattern_new(p, PA_CONS, items.items[i]->span.start);
        cons->span = span_join(items.items[i]->span, tail->span);
        vec_push(p->arena, &cons->items, items.items[i]);
        vec_push(p->arena, &cons->items, tail);
        tail = cons;
    }
    return tail;
}

static Pattern *maybe_as(Parser *p, Pattern *inner)
{
    if (!parse_at_word(p, WORD_AS) || !parse_at_next(p, 1, TK_IDENT))
        return inner;
    parse_advance(p);
    Pattern *pattern = pattern_new(p, PA_AS, inner->span.start);
    vec_push(p->arena, &pattern->items, inner);
    pattern->name = parse_name(p, "a name after `as`");
    return done(p, pattern);
}

Pattern *parse_pattern(Parser *p)
{
    if (!parse_enter(p))
        return pattern_new(p, PA_ERROR, parse_start(p));
    Pattern *pattern = maybe_as(p, cons_pattern(p));
    parse_leave(p);
    return pattern;
}

Pattern *parse_binding_pattern(Parser *p)
{
    if (!parse_enter(p))
        return pattern_new(p, PA_ERROR, parse_start(p));
    Pattern *pattern = maybe_as(p, or_pattern(p));
    parse_leave(p);
    return pattern;
}

/* ---- Parameters ---- */

Param parse_param(Parser *p)
{
    Param param = {0};
    if (parse_at(p, TK_SELF)) {
        Ident self = parse_word(p, "self");
        param.pattern = parse_bind(p, self);
        param.is_self = true;
    } else {
        param.pattern = parse_binding_pattern(p);
    }
    if (parse_accept(p, TK_COLON_COLON)) {
        param.type = parse_type(p);
    } else if (parse_at(p, TK_COLON) || parse_peek(p)->after_colon) {
        parse_expected(p, "`::` and a type, or `,`");
    }
    return param;
}

void parse_param_list(Parser *p, ParamVec *params, TokenKind close)
{
    while (!parse_at(p, close)) {
        Param param = parse_param(p);
        vec_push(p->arena, params, param);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
}

ParamVec parse_params(Parser *p)
{
    ParamVec params = {0};
    Bracket bracket = parse_open(p);
    parse_param_list(p, &params, TK_RPAREN);
    parse_shut(p, bracket, TK_RPAREN, "`,` or `)` in the parameters");
    return params;
}
