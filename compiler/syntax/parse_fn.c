/* parse_fn.c - functions: their heads and bodies, clauses, externs. */
#include "syntax/parser_internal.h"

bool parse_at_extern(const Parser *p)
{
    return parse_at_word(p, WORD_EXTERN) && parse_at_next(p, 1, TK_STRING_BEGIN);
}

/* An `end` on the line of a broken head belongs to it. */
static void skip_end_of_line(Parser *p)
{
    for (size_t at = p->at; at < p->token_count && (at == p->at || !p->tokens[at].newline_before);
         at++) {
        if (p->tokens[at].kind != TK_END)
            continue;
        p->at = at + 1;
        p->panic = false;
        return;
    }
}

Opener parse_fn_opener(Parser *p)
{
    Opener opener = parse_opener(p, parse_at(p, TK_DEF) ? "def" : "fn");
    parse_advance(p);
    return opener;
}

/* What stands behind the name. */
FnDef *parse_fn_rest(Parser *p, FnDef *fn, Opener opener)
{
    fn->generics = parse_generics(p);
    fn->has_params = parse_at(p, TK_LPAREN);
    if (fn->has_params)
        fn->params = parse_params(p);
    if (parse_accept(p, TK_ARROW))
        fn->result = parse_type(p);
    parse_where(p, &fn->bounds);
    if (parse_accept(p, TK_WHEN))
        fn->guard = parse_head(p);
    if (parse_accept(p, TK_EQ)) {
        fn->expression_body = true;
        fn->body = parse_expr(p);
        return fn;
    }
    if (!parse_at(p, TK_DO)) {
        Diag *diag = parse_error(p, "expected `do` or `=` and the body of `%s`, found %s",
                                 fn->name.name, parse_found(p));
        if (parse_at(p, TK_LBRACE))
            diag_hint(p->diags, diag, "blocks are written `do ... end`");
        else if (parse_at(p, TK_COLON))
            diag_hint(p->diags, diag, "the result type is written `-> Type`");
        else if (parse_at(p, TK_COLON_COLON))
            diag_hint(p->diags, diag, "the result type of a function is written `-> Type`");
    }
    bool deeper = parse_is_deeper(p, opener);
    if (!parse_expect_do(p, "the head of this function")) {
        if (deeper && p->trial == 0) {
            /* Only the `do` was forgotten. */
            p->panic = false;
            fn->body = parse_block(p, 0);
            parse_expect_end(p, opener);
            return fn;
        }
        fn->body = parse_expr_error(p);
        skip_end_of_line(p);
        return fn;
    }
    fn->body = parse_block(p, 0);
    parse_expect_end(p, opener);
    return fn;
}

FnDef *parse_fn(Parser *p)
{
    FnDef *fn = ARENA_NEW(p->arena, FnDef);
    Opener opener = parse_fn_opener(p);
    fn->name = parse_name(p, "the name of the function");
    return parse_fn_rest(p, fn, opener);
}

static ParamVec extern_params(Parser *p)
{
    ParamVec params = {0};
    Bracket bracket = parse_open(p);
    while (!parse_at(p, TK_RPAREN)) {
        bool takes = parse_at_word(p, WORD_TAKE) &&
                     (parse_at_next(p, 1, TK_IDENT) || parse_at_next(p, 1, TK_SELF));
        if (takes)
            parse_advance(p);
        Param param = parse_param(p);
        param.takes = takes;
        vec_push(p->arena, &params, param);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_shut(p, bracket, TK_RPAREN, "`,` or `)` in the parameters");
    return params;
}

FnDef *parse_extern(Parser *p)
{
    FnDef *fn = ARENA_NEW(p->arena, FnDef);
    Span word = parse_token_span(p, parse_advance(p));
    fn->is_extern = true;
    fn->symbol = parse_plain_string(p, "the symbol of an extern");
    if (!p->options.allow_extern) {
        Diag *diag = parse_report(p, DIAG_EXTERN_PLACE, word,
                                  "`extern` may only be used in the standard library");
        diag_hint(p->diags, diag, "C functions are reached through the modules of std");
    }
    if (parse_at_word(p, WORD_PURE))
        fn->extern_kind = EXTERN_PURE;
    else if (parse_at_word(p, WORD_BLOCKING))
        fn->extern_kind = EXTERN_BLOCKING;
    if (fn->extern_kind != EXTERN_PLAIN)
        parse_advance(p);
    if (!parse_accept(p, TK_DEF))
        parse_expect(p, TK_FN, "after the symbol of the extern");
    /* Externs are called behind a module name, where a keyword is a name: `Ws.send`. */
    fn->name = parse_word(p, "the name of the function");
    fn->generics = parse_generics(p);
    fn->has_params = parse_at(p, TK_LPAREN);
    if (fn->has_params)
        fn->params = extern_params(p);
    if (parse_accept(p, TK_ARROW))
        fn->result = parse_type(p);
    parse_where(p, &fn->bounds);
    return fn;
}

Item *parse_fn_item(Parser *p, Item *item)
{
    item->kind = IT_FN;
    item->fn = parse_at_extern(p) ? parse_extern(p) : parse_fn(p);
    item->name = item->fn->name;
    return item;
}
