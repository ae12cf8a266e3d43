/* parse_type.c - types, generics and bounds. */
#include "syntax/parser_internal.h"

static TypeExpr *type_new(Parser *p, TypeExprKind kind, uint32_t start)
{
    TypeExpr *type = ARENA_NEW(p->arena, TypeExpr);
    type->kind = kind;
    type->span = parse_span_from(p, start);
    return type;
}

/* Option<T> and Result<T, E> written as T? and T!E: the path stands where the sign is. */
static TypeExpr *sugar(Parser *p, Word word, Span sign, uint32_t start)
{
    TypeExpr *type = type_new(p, TE_NAME, start);
    Ident part = {p->words[word], sign};
    vec_push(p->arena, &type->path.parts, part);
    type->path.span = sign;
    type->has_args = true;
    return type;
}

/* The > that closes arguments; it may be the first half of >=. */
static bool close_angle(Parser *p, Span open)
{
    if (parse_at(p, TK_GREATER_EQ)) {
        Token *token = &p->tokens[p->at];
        token->kind = TK_EQ;
        token->start++;
        return true;
    }
    return parse_close(p, TK_GREATER, open, "`,` or `>` in the type arguments");
}

void parse_type_args(Parser *p, TypeExprVec *args)
{
    Span open = parse_token_span(p, parse_peek(p));
    if (parse_accept(p, TK_DIAMOND))
        return;
    parse_advance(p);
    while (!parse_at(p, TK_GREATER) && !parse_at(p, TK_GREATER_EQ)) {
        TypeExpr *arg = parse_type(p);
        vec_push(p->arena, args, arg);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    close_angle(p, open);
}

/* `( types )` into args. */
static void paren_types(Parser *p, TypeExprVec *args)
{
    Bracket bracket = parse_open(p);
    while (!parse_at(p, TK_RPAREN)) {
        TypeExpr *arg = parse_type(p);
        vec_push(p->arena, args, arg);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_shut(p, bracket, TK_RPAREN, "`,` or `)` in the types");
}

static TypeExpr *fun_type(Parser *p)
{
    uint32_t start = parse_start(p);
    parse_advance(p);
    TypeExpr *type = type_new(p, TE_FUN, start);
    paren_types(p, &type->args);
    if (parse_expect(p, TK_ARROW, "and the result type of `Fun`"))
        type->result = parse_type(p);
    else
        type->result = type_new(p, TE_ERROR, parse_start(p));
    type->span = parse_span_from(p, start);
    return type;
}

static TypeExpr *tuple_type(Parser *p)
{
    uint32_t start = parse_start(p);
    TypeExpr *type = type_new(p, TE_TUPLE, start);
    paren_types(p, &type->args);
    /* (T) is T. */
    if (type->args.count == 1)
        type = type->args.items[0];
    type->span = parse_span_from(p, start);
    return type;
}

TypeExpr *parse_type_base(Parser *p)
{
    uint32_t start = parse_start(p);
    if (parse_at_word(p, WORD_FUN) && parse_at_next(p, 1, TK_LPAREN))
        return fun_type(p);
    if (parse_at(p, TK_LPAREN))
        return tuple_type(p);
    if (!parse_at(p, TK_IDENT)) {
        Diag *diag = parse_error(p, "expected a type, found %s", parse_found(p));
        if (parse_at(p, TK_LBRACKET))
            diag_hint(p->diags, diag, "a list type is written `List<T>`");
        if (parse_at(p, TK_FN))
            diag_hint(p->diags, diag, "a function type is written `Fun(A, B) -> R`");
        if (parse_at(p, TK_NIL))
            diag_hint(p->diags, diag, "the type of `nil` is written `()`");
        return type_new(p, TE_ERROR, start);
    }
    TypeExpr *type = type_new(p, TE_NAME, start);
    type->path = parse_path(p, "a type");
    if ((parse_at(p, TK_LESS) || parse_at(p, TK_DIAMOND)) && !parse_on_new_line(p)) {
        type->has_args = true;
        parse_type_args(p, &type->args);
    }
    type->span = parse_span_from(p, start);
    return type;
}

static TypeExpr *suffixed_type(Parser *p)
{
    uint32_t start = parse_start(p);
    TypeExpr *type = parse_type_base(p);
    int levels = 0;
    while (parse_at(p, TK_QUESTION) && !parse_on_new_line(p) && parse_enter(p)) {
        levels++;
        Span sign = parse_token_span(p, parse_advance(p));
        TypeExpr *option = sugar(p, WORD_OPTION, sign, start);
        vec_push(p->arena, &option->args, type);
        type = option;
    }
    p->depth -= levels;
    if (!parse_at(p, TK_BANG) || parse_on_new_line(p))
        return type;
    Span sign = parse_token_span(p, parse_advance(p));
    TypeExpr *error = parse_type(p);
    TypeExpr *result = sugar(p, WORD_RESULT, sign, start);
    vec_push(p->arena, &result->args, type);
    vec_push(p->arena, &result->args, error);
    return result;
}

TypeExpr *parse_type(Parser *p)
{
    if (!parse_enter(p))
        return type_new(p, TE_ERROR, parse_start(p));
    TypeExpr *type = suffixed_type(p);
    parse_leave(p);
    return type;
}

IdentVec parse_generics(Parser *p)
{
    IdentVec generics = {0};
    if (!parse_at(p, TK_LESS))
        return generics;
    Span open = parse_token_span(p, parse_advance(p));
    while (!parse_at(p, TK_GREATER)) {
        Ident name = parse_name(p, "the name of a type parameter");
        vec_push(p->arena, &generics, name);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_GREATER, open, "`,` or `>` in the type parameters");
    return generics;
}

void parse_where(Parser *p, BoundVec *bounds)
{
    if (!parse_accept(p, TK_WHERE))
        return;
    do {
        Bound bound = {.param = parse_name(p, "a type parameter after `where`")};
        if (!parse_accept_colon(p)) {
            parse_expected(p, "`:` and a trait after the type parameter");
            return;
        }
        do {
            Path trait = parse_path(p, "the name of a trait");
            vec_push(p->arena, &bound.traits, trait);
        } while (parse_accept(p, TK_PLUS));
        vec_push(p->arena, bounds, bound);
    } while (parse_accept(p, TK_COMMA));
}
