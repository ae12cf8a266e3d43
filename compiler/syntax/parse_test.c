/* parse_test.c - what is special in *.test.mpl files. */
#include "syntax/parser_internal.h"

bool parse_at_test(const Parser *p)
{
    if (!p->options.test_file)
        return false;
    if (parse_at_word(p, WORD_TEST) || parse_at_word(p, WORD_DESCRIBE))
        return parse_at_next(p, 1, TK_LPAREN) || parse_at_next(p, 1, TK_STRING_BEGIN);
    if (parse_at_word(p, WORD_SETUP) || parse_at_word(p, WORD_TEARDOWN))
        return parse_at_next(p, 1, TK_DO) || parse_at_next(p, 1, TK_LPAREN);
    return false;
}

static TestKind test_kind(const Parser *p)
{
    if (parse_at_word(p, WORD_TEST))
        return TEST_TEST;
    if (parse_at_word(p, WORD_DESCRIBE))
        return TEST_DESCRIBE;
    return parse_at_word(p, WORD_SETUP) ? TEST_SETUP : TEST_TEARDOWN;
}

static void test_label(Parser *p, Item *item)
{
    Span open = parse_token_span(p, parse_peek(p));
    bool parens = parse_accept(p, TK_LPAREN);
    if (item->test_kind == TEST_TEST || item->test_kind == TEST_DESCRIBE) {
        Context saved = p->context;
        p->context.flat = parens;
        item->label = parse_head(p);
        p->context = saved;
    }
    if (parens)
        parse_close(p, TK_RPAREN, open, "`)` after the label");
}

static void test_item(Parser *p, Item *item)
{
    static const char *const names[] = {[TEST_TEST] = "test",
                                        [TEST_DESCRIBE] = "describe",
                                        [TEST_SETUP] = "setup",
                                        [TEST_TEARDOWN] = "teardown"};
    item->test_kind = test_kind(p);
    Opener opener = parse_opener(p, names[item->test_kind]);
    parse_advance(p);
    test_label(p, item);
    if (!parse_expect_do(p, arena_printf(p->arena, "`%s`", opener.what))) {
        item->body = parse_expr_error(p);
        return;
    }
    if (item->test_kind == TEST_DESCRIBE)
        parse_items(p, &item->items, true);
    else
        item->body = parse_block(p, 0);
    parse_expect_end(p, opener);
}

Item *parse_test(Parser *p)
{
    Text doc = parse_doc(p);
    Item *item = parse_item_new(p, IT_TEST);
    uint32_t start = parse_start(p);
    item->doc = doc;
    if (parse_enter(p)) {
        test_item(p, item);
        parse_leave(p);
    } else {
        item->body = parse_expr_error(p);
    }
    item->span = parse_span_from(p, start);
    return item;
}

/* ---- Assertions ---- */

/* `assert x == 1`: without parentheses, arguments on the same line. */
bool parse_at_bare_assert(const Parser *p)
{
    if (!p->options.test_file)
        return false;
    if (!parse_at_word(p, WORD_ASSERT) && !parse_at_word(p, WORD_ASSERT_EQ) &&
        !parse_at_word(p, WORD_ASSERT_NE) && !parse_at_word(p, WORD_ASSERT_RAISES))
        return false;
    const Token *next = parse_peek_at(p, 1);
    if (next->kind == TK_LPAREN || (next->newline_before && !p->context.flat))
        return false;
    if (next->kind == TK_PERCENT)
        return parse_at_next(p, 2, TK_LBRACE);
    return token_begins_expression(next->kind);
}

Expr *parse_bare_assert(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_CALL, parse_start(p));
    Expr *name = parse_expr_new(p, EX_NAME, parse_start(p));
    name->name = parse_name(p, "an assertion");
    expr->target = parse_expr_done(p, name);
    do {
        Expr *arg = parse_expr(p);
        vec_push(p->arena, &expr->items, arg);
    } while (parse_accept(p, TK_COMMA));
    return parse_expr_done(p, expr);
}

bool parse_at_assert_receive(const Parser *p)
{
    return p->options.test_file && parse_at_word(p, WORD_ASSERT_RECEIVE);
}

Expr *parse_assert_receive(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_ASSERT_RECEIVE, parse_start(p));
    const Token *word = parse_advance(p);
    /* A parenthesis right behind the word holds all of it; behind a space it belongs to the
     * pattern. */
    Span open = parse_token_span(p, parse_peek(p));
    bool parens = parse_at(p, TK_LPAREN) && parse_peek(p)->start == word->end;
    Context saved = p->context;
    if (parens) {
        parse_advance(p);
        p->context.flat = true;
        p->brackets++;
    }
    expr->pattern = parse_pattern(p);
    if (parse_accept(p, TK_WHEN))
        expr->guard = parse_expr(p);
    if (parse_accept(p, TK_COMMA))
        expr->target = parse_expr(p);
    if (parens) {
        parse_close(p, TK_RPAREN, open, "`)` after the pattern");
        p->brackets--;
        p->context = saved;
    }
    return parse_expr_done(p, expr);
}
