/* parse_trait.c - interfaces and impls. */
#include "syntax/parser_internal.h"

/* Methods are called behind a dot, where a keyword is a name: `flag.not()`. */
static FnDef *interface_method(Parser *p)
{
    FnDef *fn = ARENA_NEW(p->arena, FnDef);
    Opener opener = parse_fn_opener(p);
    fn->name = parse_word(p, "the name of the method");
    fn->generics = parse_generics(p);
    fn->has_params = parse_at(p, TK_LPAREN);
    if (fn->has_params)
        fn->params = parse_params(p);
    if (parse_accept(p, TK_ARROW))
        fn->result = parse_type(p);
    parse_where(p, &fn->bounds);
    if (parse_accept(p, TK_EQ)) {
        fn->expression_body = true;
        fn->body = parse_expr(p);
    } else if (parse_accept(p, TK_DO)) {
        fn->body = parse_block(p, 0);
        parse_expect_end(p, opener);
    }
    return fn;
}

static void interface_member(Parser *p, Item *item)
{
    if (parse_accept(p, TK_TYPE)) {
        AssocType assoc = {.name = parse_name(p, "the name of the associated type")};
        vec_push(p->arena, &item->assoc, assoc);
    } else if (parse_at(p, TK_FN) || parse_at(p, TK_DEF)) {
        FnDef *fn = interface_method(p);
        vec_push(p->arena, &item->methods, fn);
    } else {
        parse_expected(p, "`fn`, `type` or `end` in the interface");
    }
}

Item *parse_interface(Parser *p, Item *item)
{
    item->kind = IT_INTERFACE;
    Opener opener = parse_opener(p, "interface");
    parse_advance(p);
    item->name = parse_name(p, "the name of the interface");
    item->generics = parse_generics(p);
    if (!parse_expect_do(p, "the name of this interface"))
        return item;
    while (!parse_at(p, TK_END) && !parse_at(p, TK_EOF)) {
        size_t began = p->at;
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        interface_member(p, item);
        if (p->panic || p->at == began)
            parse_resync(p, began);
    }
    parse_expect_end(p, opener);
    return item;
}

static FnDef *impl_method(Parser *p)
{
    FnDef *fn = ARENA_NEW(p->arena, FnDef);
    Opener opener = parse_fn_opener(p);
    fn->name = parse_word(p, "the name of the method");
    return parse_fn_rest(p, fn, opener);
}

static void impl_member(Parser *p, Item *item)
{
    if (parse_accept(p, TK_TYPE)) {
        AssocType assoc = {.name = parse_name(p, "the name of the associated type")};
        if (parse_expect(p, TK_EQ, "and the associated type"))
            assoc.type = parse_type(p);
        vec_push(p->arena, &item->assoc, assoc);
        return;
    }
    InplaceMark inplace = parse_method_mark(p);
    if (parse_at(p, TK_PUB) && (parse_at_next(p, 1, TK_FN) || parse_at_next(p, 1, TK_DEF)))
        parse_advance(p);
    if (parse_at(p, TK_FN) || parse_at(p, TK_DEF) || parse_at_extern(p)) {
        FnDef *fn = parse_at_extern(p) ? parse_extern(p) : impl_method(p);
        fn->inplace = inplace;
        vec_push(p->arena, &item->methods, fn);
    } else {
        parse_expected(p, "`fn`, `type` or `end` in the impl");
    }
}

Item *parse_impl(Parser *p, Item *item)
{
    item->kind = IT_IMPL;
    Opener opener = parse_opener(p, "impl");
    parse_advance(p);
    item->trait = parse_path(p, "the name of an interface after `impl`");
    item->name = item->trait.parts.items[item->trait.parts.count - 1];
    if (parse_at(p, TK_LESS) || parse_at(p, TK_DIAMOND))
        parse_type_args(p, &item->trait_args);
    if (!parse_at(p, TK_FOR)) {
        Diag *diag = parse_error(p, "expected `for` and a type after `impl %s`, found %s",
                                 item->name.name, parse_found(p));
        diag_hint(p->diags, diag, "an impl is written `impl Interface for Type do`");
    } else {
        parse_advance(p);
    }
    item->target = p->panic ? ARENA_NEW(p->arena, TypeExpr) : parse_type_base(p);
    if (p->panic)
        item->target->span = parse_span(p, parse_start(p), parse_start(p));
    parse_where(p, &item->bounds);
    if (!parse_expect_do(p, "the head of this impl"))
        return item;
    while (!parse_at(p, TK_END) && !parse_at(p, TK_EOF)) {
        size_t began = p->at;
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        impl_member(p, item);
        if (p->panic || p->at == began)
            parse_resync(p, began);
    }
    parse_expect_end(p, opener);
    return item;
}
