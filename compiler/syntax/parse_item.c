/* parse_item.c - items: what begins one, the marks in front of it, and the parser of its kind. */
#include "syntax/parser_internal.h"

/* ---- What begins an item ---- */

/* In a block `fn name` may also begin a closure with bare parameters. */
static bool at_named_fn(const Parser *p, bool in_block)
{
    if (parse_at(p, TK_DEF))
        return true;
    TokenKind kind = parse_peek_at(p, 2)->kind;
    /* A keyword in the place of the name is reported by parse_fn. */
    if (parse_at(p, TK_FN) && token_is_keyword(parse_peek_at(p, 1)->kind) && kind == TK_LPAREN &&
        !in_block)
        return true;
    if (!parse_at(p, TK_FN) || !parse_at_next(p, 1, TK_IDENT))
        return false;
    return !in_block || kind == TK_LPAREN || kind == TK_LESS || kind == TK_DO || kind == TK_EQ;
}

static bool at_clustered(const Parser *p)
{
    return parse_at_word(p, WORD_CLUSTERED) &&
           (parse_at_next(p, 1, TK_FN) || parse_at_next(p, 1, TK_DEF) ||
            parse_at_next(p, 1, TK_PUB));
}

bool parse_at_item(const Parser *p, bool in_block)
{
    static const bool begins[TK_COUNT] = {
        [TK_PUB] = true,        [TK_AT] = true,     [TK_STRUCT] = true, [TK_TYPE] = true,
        [TK_INTERFACE] = true,  [TK_IMPL] = true,   [TK_ACTOR] = true,  [TK_SERVICE] = true,
        [TK_SUPERVISOR] = true, [TK_MODULE] = true, [TK_IMPORT] = true,
    };
    return begins[parse_peek(p)->kind] || at_named_fn(p, in_block) || parse_at_from(p) ||
           parse_at_extern(p) || at_clustered(p);
}

Item *parse_item_new(Parser *p, ItemKind kind)
{
    Item *item = ARENA_NEW(p->arena, Item);
    item->kind = kind;
    item->span = parse_token_span(p, parse_peek(p));
    item->max_restarts = item->max_seconds = item->cluster_nodes = -1;
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
        vec_push(p->arena, &mark->names,
                 parse_at(p, TK_SELF) ? parse_word(p, "self")
                                      : parse_name(p, "the name of a parameter"));
        if (!parse_accept(p, TK_COMMA))
            break;
    }
    parse_close(p, TK_RPAREN, open, "`,` or `)` in the parameters of `@inplace`");
}

/* Behind `@`, at the word. */
static void inplace_mark(Parser *p, uint32_t start, InplaceMark *mark)
{
    parse_advance(p);
    mark->is_given = true;
    if (parse_at(p, TK_LPAREN))
        inplace_names(p, mark);
    mark->span = parse_span_from(p, start);
}

InplaceMark parse_method_mark(Parser *p)
{
    InplaceMark mark = {0};
    uint32_t start = parse_start(p);
    if (!parse_accept(p, TK_AT))
        return mark;
    if (parse_at_word(p, WORD_INPLACE))
        inplace_mark(p, start, &mark);
    else
        parse_expected(p, "`inplace` after `@`");
    return mark;
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
            inplace_mark(p, start, inplace);
        } else {
            parse_expected(p, item->is_cluster || inplace->is_given
                                  ? "another mark after `@`"
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
        [TK_FN] = parse_fn_item,
        [TK_DEF] = parse_fn_item,
        [TK_STRUCT] = parse_struct,
        [TK_TYPE] = parse_sum_or_alias,
        [TK_IMPL] = parse_impl,
        [TK_INTERFACE] = parse_interface,
        [TK_MODULE] = parse_module,
        [TK_IMPORT] = parse_import,
        [TK_ACTOR] = parse_actor,
        [TK_SERVICE] = parse_service,
        [TK_SUPERVISOR] = parse_supervisor,
        [TK_LET] = let_item,
    };
    ItemParser parser = parsers[parse_peek(p)->kind];
    if (parser)
        return parser(p, item);
    if (parse_at_extern(p))
        return parse_fn_item(p, item);
    if (parse_at_from(p))
        return parse_from(p, item);
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
    if (item->is_pub && (parse_at(p, TK_IMPL) || parse_at(p, TK_IMPORT) || parse_at_from(p))) {
        parse_error_at(p, pub, "`pub` is not allowed before `%s`",
                       parse_at(p, TK_IMPL) ? "impl" : "import");
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

/* A statement at module level: let is a constant; an expression is kept for the checker to
 * refuse. */
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
        Item *item = parse_at_test(p)          ? parse_test(p)
                     : parse_at_item(p, false) ? parse_item(p)
                                               : stmt_item(p);
        vec_push(p->arena, items, item);
        if (p->panic || p->at == began)
            parse_resync(p, began);
    }
}
