/* parse_module.c - nested modules and imports. */
#include "syntax/parser_internal.h"

bool parse_at_from(const Parser *p)
{
    if (!parse_at_word(p, WORD_FROM) || !parse_at_next(p, 1, TK_IDENT))
        return false;
    size_t ahead = 2;
    while (parse_at_next(p, ahead, TK_DOT))
        ahead += 2;
    /* `from Upper` on one line is nothing else, even when the `import` is missing. */
    const Token *path = parse_peek_at(p, 1);
    return parse_at_next(p, ahead, TK_IMPORT) ||
           (!path->newline_before && parse_is_upper(path->name));
}

Item *parse_module(Parser *p, Item *item)
{
    item->kind = IT_MODULE;
    Opener opener = parse_opener(p, "module");
    parse_advance(p);
    item->name = parse_name(p, "the name of the module");
    if (!parse_expect_do(p, "the name of this module"))
        return item;
    parse_items(p, &item->items, true);
    parse_expect_end(p, opener);
    return item;
}

Item *parse_import(Parser *p, Item *item)
{
    item->kind = IT_IMPORT;
    parse_advance(p);
    if (parse_peek(p)->newline_before)
        parse_error(p, "expected the name of a module after `import`, found the end of the line");
    if (p->panic)
        return item;
    item->path = parse_path(p, "the name of a module after `import`");
    if (parse_at_word(p, WORD_AS) && !parse_peek(p)->newline_before) {
        parse_advance(p);
        item->name = parse_name(p, "a name after `as`");
    }
    return item;
}

static void import_name(Parser *p, Item *item)
{
    if (parse_at(p, TK_STAR)) {
        Diag *diag = parse_error(p, "everything at once (`*`) cannot be imported");
        diag_hint(p->diags, diag, "list the names, or `import` the module and write `Module.name`");
        return;
    }
    Ident name = parse_name(p, "a name to import");
    vec_push(p->arena, &item->names, name);
}

Item *parse_from(Parser *p, Item *item)
{
    item->kind = IT_FROM;
    parse_advance(p);
    item->path = parse_path(p, "the name of a module after `from`");
    if (!parse_expect(p, TK_IMPORT, "after the module"))
        return item;
    if (parse_at(p, TK_LPAREN)) {
        Span open = parse_token_span(p, parse_advance(p));
        while (!parse_at(p, TK_RPAREN) && !p->panic) {
            import_name(p, item);
            if (!parse_accept(p, TK_COMMA))
                break;
        }
        parse_close(p, TK_RPAREN, open, "`,` or `)` in the list of names");
        return item;
    }
    do {
        import_name(p, item);
    } while (parse_accept(p, TK_COMMA) && !parse_peek(p)->newline_before && !parse_at(p, TK_EOF));
    return item;
}
