/* parse_item.c - functions, types, traits, modules, imports. */
#include "syntax/parser_internal.h"

/* ---- What begins an item ---- */

static bool at_import_from(const Parser *p)
{
    if (!parse_at_word(p, WORD_FROM) || !parse_at_next(p, 1, TK_IDENT))
        return false;
    size_t ahead = 2;
    while (parse_at_next(p, ahead, TK_DOT))
        ahead += 2;
    /* `from Upper` on one line is nothing else, even when the `import` is missing. */
    const Token *path = parse_peek_at(p, 1);
    return parse_at_next(p, ahead, TK_IMPORT) || (!path->newline_before && parse_is_upper(path->name));
}

/* In a block `fn name` may also begin a closure with bare parameters. */
static bool at_named_fn(const Parser *p, bool in_block)
{
    if (parse_at(p, TK_DEF))
        return true;
    TokenKind kind = parse_peek_at(p, 2)->kind;
    /* A keyword in the place of the name is reported by parse_fn. */
    if (parse_at(p, TK_FN) && token_is_keyword(parse_peek_at(p, 1)->kind) && kind == TK_LPAREN && !in_block)
        return true;
    if (!parse_at(p, TK_FN) || !parse_at_next(p, 1, TK_IDENT))
        return false;
    return !in_block || kind == TK_LPAREN || kind == TK_LESS || kind == TK_DO || kind == TK_EQ;
}

bool parse_at_extern(const Parser *p)
{
    return parse_at_word(p, WORD_EXTERN) && parse_at_next(p, 1, TK_STRING_BEGIN);
}

static bool at_clustered(const Parser *p)
{
    return parse_at_word(p, WORD_CLUSTERED) &&
           (parse_at_next(p, 1, TK_FN) || parse_at_next(p, 1, TK_DEF) || parse_at_next(p, 1, TK_PUB));
}

bool parse_at_item(const Parser *p, bool in_block)
{
    static const bool begins[TK_COUNT] = {
        [TK_PUB] = true,    [TK_AT] = true,    [TK_STRUCT] = true,  [TK_TYPE] = true,
        [TK_INTERFACE] = true, [TK_IMPL] = true, [TK_ACTOR] = true, [TK_SERVICE] = true,
        [TK_SUPERVISOR] = true, [TK_MODULE] = true, [TK_IMPORT] = true,
    };
    return begins[parse_peek(p)->kind] || at_named_fn(p, in_block) || at_import_from(p) || parse_at_extern(p) ||
           at_clustered(p);
}

Item *parse_item_new(Parser *p, ItemKind kind)
{
    Item *item = ARENA_NEW(p->arena, Item);
    item->kind = kind;
    item->span = parse_token_span(p, parse_peek(p));
    item->max_restarts = item->max_seconds = item->cluster_nodes = -1;
    return item;
}

/* ---- Functions ---- */

/* An `end` on the line of a broken head belongs to it. */
static void skip_end_of_line(Parser *p)
{
    for (size_t at = p->at; at < p->token_count && (at == p->at || !p->tokens[at].newline_before); at++) {
        if (p->tokens[at].kind != TK_END)
            continue;
        p->at = at + 1;
        p->panic = false;
        return;
    }
}

static Opener fn_opener(Parser *p)
{
    Opener opener = parse_opener(p, parse_at(p, TK_DEF) ? "def" : "fn");
    parse_advance(p);
    return opener;
}

/* What stands behind the name. */
static FnDef *fn_rest(Parser *p, FnDef *fn, Opener opener)
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
        Diag *diag = parse_error(p, "expected `do` or `=` and the body of `%s`, found %s", fn->name.name,
                                 parse_found(p));
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
    Opener opener = fn_opener(p);
    fn->name = parse_name(p, "the name of the function");
    return fn_rest(p, fn, opener);
}

static ParamVec extern_params(Parser *p)
{
    ParamVec params = {0};
    Span open = parse_token_span(p, parse_peek(p));
    Context saved = p->context;
    p->context = (Context){.flat = true};
    p->brackets++;
    parse_advance(p);
    while (!parse_at(p, TK_RPAREN)) {
        bool takes = parse_at_word(p, WORD_TAKE) && (parse_at_next(p, 1, TK_IDENT) || parse_at_next(p, 1, TK_SELF));
        if (takes)
            parse_advance(p);
        Param param = parse_param(p);
        param.takes = takes;
        vec_push(p->arena, &params, param);
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RPAREN, open, "`,` or `)` in the parameters");
    p->brackets--;
    p->context = saved;
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

static Item *fn_item(Parser *p, Item *item)
{
    item->kind = IT_FN;
    item->fn = parse_at_extern(p) ? parse_extern(p) : parse_fn(p);
    item->name = item->fn->name;
    return item;
}

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
        Diag *diag = parse_error(p, "expected `::` and the type of the field `%s`, found %s", field.name.name,
                                 parse_found(p));
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

static Item *struct_item(Parser *p, Item *item)
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
            Diag *diag = parse_error(p, "expected a field `name :: Type`, found %s", parse_found(p));
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
    Span open = parse_token_span(p, parse_advance(p));
    Context saved = p->context;
    p->context.flat = true;
    p->brackets++;
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
    parse_close(p, TK_RPAREN, open, "`,` or `)` in the fields of the variant");
    p->brackets--;
    p->context = saved;
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
        parse_report(p, DIAG_PARSE, variant.name.span, "Parse error: the name of a variant begins with an uppercase letter");
    if (parse_at(p, TK_LPAREN) && !parse_peek(p)->newline_before)
        variant_fields(p, &variant);
    vec_push(p->arena, &item->variants, variant);
}

static Item *type_item(Parser *p, Item *item)
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
            diag_hint(p->diags, diag, "a sum type is written `type %s do`, one variant a line, `end`",
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

/* ---- Interfaces and impls ---- */

/* Methods are called behind a dot, where a keyword is a name: `flag.not()`. */
static FnDef *interface_method(Parser *p)
{
    FnDef *fn = ARENA_NEW(p->arena, FnDef);
    Opener opener = fn_opener(p);
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

static Item *interface_item(Parser *p, Item *item)
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
    Opener opener = fn_opener(p);
    fn->name = parse_word(p, "the name of the method");
    return fn_rest(p, fn, opener);
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
    if (parse_at(p, TK_PUB) && (parse_at_next(p, 1, TK_FN) || parse_at_next(p, 1, TK_DEF)))
        parse_advance(p);
    if (parse_at(p, TK_FN) || parse_at(p, TK_DEF) || parse_at_extern(p)) {
        FnDef *fn = parse_at_extern(p) ? parse_extern(p) : impl_method(p);
        vec_push(p->arena, &item->methods, fn);
    } else {
        parse_expected(p, "`fn`, `type` or `end` in the impl");
    }
}

static Item *impl_item(Parser *p, Item *item)
{
    item->kind = IT_IMPL;
    Opener opener = parse_opener(p, "impl");
    parse_advance(p);
    item->trait = parse_path(p, "the name of an interface after `impl`");
    item->name = item->trait.parts.items[item->trait.parts.count - 1];
    if (parse_at(p, TK_LESS) || parse_at(p, TK_DIAMOND))
        parse_type_args(p, &item->trait_args);
    if (!parse_at(p, TK_FOR)) {
        Diag *diag = parse_error(p, "expected `for` and a type after `impl %s`, found %s", item->name.name,
                                 parse_found(p));
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

/* ---- Modules and imports ---- */

static Item *module_item(Parser *p, Item *item)
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

static Item *import_item(Parser *p, Item *item)
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

static Item *from_item(Parser *p, Item *item)
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

/* ---- Items ---- */

static Item *let_item(Parser *p, Item *item)
{
    item->kind = IT_LET;
    item->let = parse_let(p);
    if (item->let->pattern->kind == PA_BIND)
        item->name = item->let->pattern->name;
    return item;
}

static void cluster_mark(Parser *p, Item *item)
{
    parse_advance(p);
    item->is_cluster = true;
    if (!parse_at(p, TK_LPAREN))
        return;
    Span open = parse_token_span(p, parse_advance(p));
    bool is_minimum = false;
    if (parse_at(p, TK_INT))
        item->cluster_nodes = parse_int(p, &is_minimum);
    else
        parse_expected(p, "a number of nodes");
    parse_close(p, TK_RPAREN, open, "`)` after the number of nodes");
}

static void inplace_names(Parser *p, InplaceMark *mark)
{
    Span open = parse_token_span(p, parse_advance(p));
    while (!parse_at(p, TK_RPAREN) && !parse_at(p, TK_EOF) && !p->panic) {
        vec_push(p->arena, &mark->names, parse_name(p, "the name of a parameter"));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RPAREN, open, "`,` or `)` in the parameters of `@inplace`");
}

/* What `@` begins: each mark once, in any order. */
static void marks(Parser *p, Item *item, InplaceMark *inplace)
{
    while (parse_at(p, TK_AT)) {
        uint32_t start = parse_start(p);
        parse_advance(p);
        if (parse_at_word(p, WORD_CLUSTER) && !item->is_cluster) {
            cluster_mark(p, item);
        } else if (parse_at_word(p, WORD_INPLACE) && !inplace->is_given) {
            parse_advance(p);
            inplace->is_given = true;
            if (parse_at(p, TK_LPAREN))
                inplace_names(p, inplace);
            inplace->span = parse_span_from(p, start);
        } else {
            parse_expected(p, item->is_cluster || inplace->is_given ? "another mark after `@`"
                                                                    : "`inplace` or `cluster` after `@`");
            p->panic = false;
            if (!parse_at_item(p, false))
                parse_advance(p);
        }
    }
}

typedef Item *(*ItemParser)(Parser *, Item *);

static Item *item_body(Parser *p, Item *item)
{
    static const ItemParser parsers[TK_COUNT] = {
        [TK_FN] = fn_item,         [TK_DEF] = fn_item,       [TK_STRUCT] = struct_item,
        [TK_TYPE] = type_item,     [TK_IMPL] = impl_item,    [TK_INTERFACE] = interface_item,
        [TK_MODULE] = module_item, [TK_IMPORT] = import_item, [TK_ACTOR] = parse_actor,
        [TK_SERVICE] = parse_service, [TK_SUPERVISOR] = parse_supervisor, [TK_LET] = let_item,
    };
    ItemParser parser = parsers[parse_peek(p)->kind];
    if (parser)
        return parser(p, item);
    if (parse_at_extern(p))
        return fn_item(p, item);
    if (at_import_from(p))
        return from_item(p, item);
    item->kind = IT_EXPR;
    parse_expected(p, item->is_pub ? "a declaration after `pub`" : "a declaration");
    item->body = parse_expr_error(p);
    return item;
}

static Item *marked_item(Parser *p, Item *item)
{
    if (at_clustered(p)) {
        Diag *diag = parse_error(p, "`clustered` is not a modifier of functions");
        diag_hint(p->diags, diag, "mark the function with `@cluster` in front");
        p->panic = false;
        parse_advance(p);
    }
    InplaceMark inplace = {0};
    marks(p, item, &inplace);
    Span pub = parse_token_span(p, parse_peek(p));
    item->is_pub = parse_accept(p, TK_PUB);
    if (item->is_pub && (parse_at(p, TK_IMPL) || parse_at(p, TK_IMPORT) || at_import_from(p))) {
        parse_error_at(p, pub, "`pub` is not allowed before `%s`", parse_at(p, TK_IMPL) ? "impl" : "import");
        p->panic = false;
    }
    item = item_body(p, item);
    if (inplace.is_given && item->kind == IT_FN) {
        item->fn->inplace = inplace;
    } else if (inplace.is_given && !p->panic) {
        parse_error_at(p, inplace.span, "`@inplace` stands before a function");
        p->panic = false;
    }
    return item;
}

Item *parse_item(Parser *p)
{
    Text doc = parse_doc(p);
    Item *item = parse_item_new(p, IT_EXPR);
    uint32_t start = parse_start(p);
    item->doc = doc;
    if (!parse_enter(p)) {
        item->body = parse_expr_error(p);
        return item;
    }
    Context saved = parse_enter_block(p);
    uint32_t brackets = p->brackets, brace_blocks = p->brace_blocks;
    p->brace_blocks = 0;
    item = marked_item(p, item);
    p->brackets = brackets;
    p->brace_blocks = brace_blocks;
    p->context = saved;
    parse_leave(p);
    item->span = parse_span_from(p, start);
    return item;
}

/* A statement at module level: let is a constant; an expression is kept for the checker to refuse. */
static Item *stmt_item(Parser *p)
{
    Item *item = parse_item_new(p, IT_EXPR);
    uint32_t start = parse_start(p);
    item->doc = parse_doc(p);
    if (parse_at(p, TK_LET))
        item = let_item(p, item);
    else
        item->body = parse_stmt(p)->expr;
    item->span = parse_span_from(p, start);
    return item;
}

void parse_items(Parser *p, ItemVec *items, bool to_end)
{
    while (!parse_at(p, TK_EOF) && !(to_end && parse_at(p, TK_END))) {
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        size_t began = p->at;
        p->has_misfit &= to_end;
        if (parse_at(p, TK_END)) {
            parse_error(p, "unexpected `end`: no block is open here");
            parse_advance(p);
            p->panic = false;
            continue;
        }
        Item *item = parse_at_test(p) ? parse_test(p) : parse_at_item(p, false) ? parse_item(p) : stmt_item(p);
        vec_push(p->arena, items, item);
        if (p->panic || p->at == began)
            parse_resync(p, began);
    }
}
