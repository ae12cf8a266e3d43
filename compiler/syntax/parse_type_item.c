/* parse_type_item.c - type declarations: structs with their schema lines, sum types, aliases. */
#include "syntax/parser_internal.h"

/* ---- Structs ---- */

static void deriving(Parser *p, Item *item)
{
    if (!parse_at_word(p, WORD_DERIVING) || parse_peek(p)->newline_before)
        return;
    parse_advance(p);
    item->has_deriving = true;
    Span open = parse_token_span(p, parse_peek(p));
    if (!parse_expect(p, TK_LPAREN, "after `deriving`"))
        return;
    while (!parse_at(p, TK_RPAREN)) {
        Ident trait = parse_name(p, "the name of a trait to derive");
        vec_push(p->arena, &item->deriving, trait);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RPAREN, open, "`,` or `)` in the list of traits");
}

static bool at_schema_line(const Parser *p)
{
    if (parse_at_next(p, 1, TK_COLON_COLON))
        return false;
    for (Word word = WORD_TABLE; word <= WORD_HAS_ONE; word++) {
        if (parse_at_word(p, word))
            return true;
    }
    return false;
}

static Text atom_text(Parser *p, const char *what)
{
    if (parse_at(p, TK_ATOM))
        return text_of(parse_advance(p)->name);
    parse_expected(p, what);
    return TEXT("");
}

static void schema_line(Parser *p, Item *item)
{
    SchemaLine line = {0};
    bool table = parse_at_word(p, WORD_TABLE), key = parse_at_word(p, WORD_PRIMARY_KEY);
    bool timestamps = parse_at_word(p, WORD_TIMESTAMPS);
    line.keyword = parse_name(p, "a schema option");
    if (table) {
        line.text = parse_plain_string(p, "the name of the table, a string,");
    } else if (timestamps) {
        line.flag = parse_at(p, TK_TRUE);
        if (!parse_accept(p, TK_TRUE) && !parse_accept(p, TK_FALSE))
            parse_expected(p, "`true` or `false` after `timestamps`");
    } else {
        line.text = atom_text(p, key ? "an atom such as `:id`" : "an atom that names the relation");
    }
    if (!table && !timestamps && !key && parse_expect(p, TK_COMMA, "and the type of the relation"))
        line.target = parse_name(p, "the type of the relation");
    vec_push(p->arena, &item->schema, line);
}

/* The next item begins where a field should: the struct was not closed. */
static bool at_next_item(Parser *p)
{
    return !parse_at_next(p, 1, TK_COLON_COLON) && !parse_at_next(p, 1, TK_COLON) &&
           parse_peek_at(p, 1)->kind == TK_IDENT && parse_at_item(p, false);
}

static void struct_field(Parser *p, Item *item)
{
    StructField field = {.name = parse_word(p, "a field `name :: Type`")};
    if (!parse_accept(p, TK_COLON_COLON)) {
        Diag *diag = parse_error(p, "expected `::` and the type of the field `%s`, found %s",
                                 field.name.name, parse_found(p));
        diag_hint(p->diags, diag, "a field is written `%s :: Type`", field.name.name);
        field.type = ARENA_NEW(p->arena, TypeExpr);
        field.type->span = parse_span(p, parse_start(p), parse_start(p));
        /* A missing type is one mistake, not the end of the struct. */
        if (parse_at(p, TK_COLON) && parse_at_next(p, 1, TK_IDENT)) {
            parse_advance(p);
            bool panic = p->panic;
            field.type = parse_type(p);
            p->panic = panic;
        }
    } else {
        field.type = parse_type(p);
    }
    vec_push(p->arena, &item->fields, field);
}

/* After a mistake in a body made of lines: to the next line or `end`. */
static void next_line(Parser *p, size_t began)
{
    if (p->at == began && !parse_at(p, TK_END))
        parse_advance(p);
    while (!parse_at(p, TK_EOF) && !parse_at(p, TK_END) && !parse_at(p, TK_SEMICOLON) &&
           !parse_peek(p)->newline_before)
        parse_advance(p);
    p->panic = false;
}

/* A comma behind a line is what people used to other languages write. */
static void line_done(Parser *p, size_t began, const char *what)
{
    if (!p->panic && parse_at(p, TK_COMMA)) {
        Diag *diag = parse_error(p, "unexpected `,` after a %s", what);
        diag_hint(p->diags, diag, "they are separated by newlines");
    }
    if (p->panic || p->at == began)
        next_line(p, began);
}

Item *parse_struct(Parser *p, Item *item)
{
    item->kind = IT_STRUCT;
    Opener opener = parse_opener(p, "struct");
    parse_advance(p);
    item->name = parse_name(p, "the name of the struct");
    item->generics = parse_generics(p);
    if (!parse_expect_do(p, "the name of this struct"))
        return item;
    /* A field may be called `end`. */
    while ((!parse_at(p, TK_END) || parse_at_next(p, 1, TK_COLON_COLON)) && !parse_at(p, TK_EOF)) {
        size_t began = p->at;
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        bool item_follows = at_next_item(p);
        if (item_follows && !parse_is_deeper(p, opener))
            break;
        if (item_follows) {
            Diag *diag =
                parse_error(p, "expected a field `name :: Type`, found %s", parse_found(p));
            diag_hint(p->diags, diag, "a struct holds fields; methods stand in an `impl`");
            p->panic = false;
            parse_item(p);
            continue;
        }
        if (at_schema_line(p))
            schema_line(p, item);
        else
            struct_field(p, item);
        line_done(p, began, "field");
    }
    parse_expect_end(p, opener);
    deriving(p, item);
    return item;
}

/* ---- Sum types and aliases ---- */

static void variant_fields(Parser *p, Variant *variant)
{
    Bracket bracket = parse_open(p);
    variant->has_parens = true;
    while (!parse_at(p, TK_RPAREN)) {
        VariantField field = {0};
        if (parse_at_any_word(p) && parse_at_next(p, 1, TK_COLON_COLON)) {
            field.name = parse_word(p, "a field name");
            parse_advance(p);
        }
        field.type = parse_type(p);
        vec_push(p->arena, &variant->fields, field);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_shut(p, bracket, TK_RPAREN, "`,` or `)` in the fields of the variant");
}

static void variant_line(Parser *p, Item *item)
{
    if (parse_at(p, TK_BAR)) {
        Diag *diag = parse_error(p, "unexpected `|`");
        diag_hint(p->diags, diag, "each variant stands on a line of its own");
        return;
    }
    Variant variant = {.name = parse_name(p, "the name of a variant")};
    if (variant.name.name && !parse_is_upper(variant.name.name))
        parse_report(p, DIAG_PARSE, variant.name.span,
                     "Parse error: the name of a variant begins with an uppercase letter");
    if (parse_at(p, TK_LPAREN) && !parse_peek(p)->newline_before)
        variant_fields(p, &variant);
    vec_push(p->arena, &item->variants, variant);
}

Item *parse_sum_or_alias(Parser *p, Item *item)
{
    Opener opener = parse_opener(p, "type");
    parse_advance(p);
    item->kind = IT_ALIAS;
    item->name = parse_name(p, "the name of the type");
    item->generics = parse_generics(p);
    if (parse_accept(p, TK_EQ)) {
        item->alias = parse_type(p);
        if (parse_at(p, TK_BAR)) {
            Diag *diag = parse_error(p, "unexpected `|`: this is a type alias");
            diag_hint(p->diags, diag,
                      "a sum type is written `type %s do`, one variant a line, `end`",
                      item->name.name);
        }
        return item;
    }
    item->kind = IT_SUM;
    if (!parse_at(p, TK_DO))
        parse_expected(p, "`do` and variants or `=` and a type");
    if (!parse_expect_do(p, "the name of this type"))
        return item;
    while (!parse_at(p, TK_END) && !parse_at(p, TK_EOF)) {
        size_t began = p->at;
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        variant_line(p, item);
        line_done(p, began, "variant");
    }
    parse_expect_end(p, opener);
    deriving(p, item);
    return item;
}
