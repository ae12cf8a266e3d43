/* parse_control.c - if, case, receive, loops and closures. */
#include "syntax/parser_internal.h"

/* The arrow of an arm or a closure. `=>` in its place is reported and taken for it. */
static bool expect_arrow(Parser *p, const char *after)
{
    if (parse_expect(p, TK_ARROW, after))
        return true;
    if (!parse_at(p, TK_FAT_ARROW) || p->trial > 0)
        return false;
    parse_advance(p);
    p->panic = false;
    return true;
}

/* ---- if ---- */

/* `if cond do block`, without what follows. Items: the condition and the first branch. */
static Expr *if_part(Parser *p)
{
    Expr *expr = parse_expr_new(p, EX_IF, parse_start(p));
    parse_advance(p);
    expr->target = parse_head(p);
    parse_expect_do(p, "the condition of this `if`");
    Expr *then = parse_block(p, STOP_ELSE);
    vec_push(p->arena, &expr->items, then);
    return expr;
}

/* `else if` on one line continues the chain; an `if` on the line below `else` has its own `end`. */
static bool at_else_if(const Parser *p)
{
    return parse_at(p, TK_IF) && !parse_peek(p)->newline_before;
}

/* `} else` of a block that was opened with a brace by mistake counts as well. */
static bool at_else(Parser *p)
{
    if (p->brace_blocks > 0 && parse_at(p, TK_RBRACE) && parse_at_next(p, 1, TK_ELSE)) {
        parse_advance(p);
        p->brace_blocks--;
        p->brackets--;
        return true;
    }
    return parse_at(p, TK_ELSE);
}

static void open_else_brace(Parser *p)
{
    if (!parse_at(p, TK_LBRACE) || parse_peek(p)->newline_before)
        return;
    Diag *diag = parse_error(p, "unexpected `{` after `else`");
    diag_hint(p->diags, diag,
              "blocks are written `do ... end`; nothing stands between `else` and its block");
    parse_advance(p);
    p->brace_blocks++;
    p->brackets++;
    p->panic = false;
}

Expr *parse_if(Parser *p)
{
    Opener opener = parse_opener(p, "if");
    ExprVec chain = {0};
    size_t count = 0;
    Expr *part = if_part(p);
    vec_push(p->arena, &chain, part);
    while (at_else(p)) {
        parse_expect(p, TK_ELSE, "");
        if (at_else_if(p) && parse_chain(p, &count, "`else if` chain")) {
            part = if_part(p);
            vec_push(p->arena, &chain, part);
            continue;
        }
        open_else_brace(p);
        Expr *other = parse_block(p, 0);
        vec_push(p->arena, &part->items, other);
        break;
    }
    parse_expect_end(p, opener);
    /* A loop and not recursion: chains may be long. */
    for (size_t i = chain.count; i-- > 0;) {
        if (i + 1 < chain.count)
            vec_push(p->arena, &chain.items[i]->items, chain.items[i + 1]);
        parse_expr_done(p, chain.items[i]);
    }
    return chain.items[0];
}

/* ---- case and receive ---- */

static void skip_semicolons(Parser *p)
{
    while (parse_accept(p, TK_SEMICOLON))
        continue;
}

static Arm arm(Parser *p, unsigned stops)
{
    Arm arm = {0};
    uint32_t start = parse_start(p);
    arm.pattern = parse_pattern(p);
    if (parse_accept(p, TK_WHEN))
        arm.guard = parse_expr(p);
    if (expect_arrow(p, "after the pattern"))
        arm.body = parse_arrow_body(p, stops);
    else
        arm.body = parse_expr_error(p);
    arm.span = parse_span_from(p, start);
    return arm;
}

static void arms(Parser *p, ArmVec *arms, unsigned stops)
{
    for (;;) {
        skip_semicolons(p);
        if (parse_at_stop(p, stops))
            return;
        size_t began = p->at;
        Arm next = arm(p, stops);
        vec_push(p->arena, arms, next);
        if (!p->panic && p->at != began)
            continue;
        parse_resync(p, began);
        /* The rest of a broken arm is not a row of arms without arrows. */
        while (!parse_at_stop(p, stops) && !parse_at_arm(p)) {
            size_t at = p->at;
            p->panic = true;
            parse_resync(p, at);
            if (p->at == at)
                parse_advance(p);
        }
    }
}

Expr *parse_case(Parser *p)
{
    const char *what = parse_at(p, TK_MATCH) ? "match" : "case";
    Opener opener = parse_opener(p, what);
    Expr *expr = parse_expr_new(p, EX_CASE, parse_start(p));
    parse_advance(p);
    expr->target = parse_head(p);
    parse_expect_do(p, arena_printf(p->arena, "the value of this `%s`", what));
    Context saved = parse_enter_block(p);
    arms(p, &expr->arms, STOP_ARM);
    p->context = saved;
    parse_expect_end(p, opener);
    return parse_expr_done(p, expr);
}

static void after_arm(Parser *p, Expr *receive)
{
    parse_advance(p);
    receive->target = parse_expr(p);
    Expr *body = NULL;
    if (expect_arrow(p, "after the time of `after`"))
        body = parse_arrow_body(p, STOP_ARM);
    else
        body = parse_expr_error(p);
    vec_push(p->arena, &receive->items, body);
    skip_semicolons(p);
    if (p->panic)
        parse_resync(p, p->at);
    if (!parse_at_stop(p, 0)) {
        parse_error(p, "expected `end` after the body of `after`, found %s", parse_found(p));
        while (!parse_at_stop(p, 0))
            parse_resync(p, p->at);
    }
}

Expr *parse_receive(Parser *p)
{
    Opener opener = parse_opener(p, "receive");
    Expr *expr = parse_expr_new(p, EX_RECEIVE, parse_start(p));
    parse_advance(p);
    parse_expect_do(p, "`receive`");
    Context saved = parse_enter_block(p);
    arms(p, &expr->arms, STOP_ARM | STOP_AFTER);
    if (parse_at(p, TK_AFTER))
        after_arm(p, expr);
    p->context = saved;
    parse_expect_end(p, opener);
    return parse_expr_done(p, expr);
}

/* ---- Loops ---- */

Expr *parse_while(Parser *p)
{
    Opener opener = parse_opener(p, "while");
    Expr *expr = parse_expr_new(p, EX_WHILE, parse_start(p));
    parse_advance(p);
    expr->target = parse_head(p);
    parse_expect_do(p, "the condition of this `while`");
    Expr *body = parse_block(p, 0);
    vec_push(p->arena, &expr->items, body);
    parse_expect_end(p, opener);
    return parse_expr_done(p, expr);
}

/* {k, v} of a loop over a map. */
static Pattern *braced_pair(Parser *p)
{
    Pattern *pattern = ARENA_NEW(p->arena, Pattern);
    pattern->kind = PA_TUPLE;
    uint32_t start = parse_start(p);
    Span open = parse_token_span(p, parse_advance(p));
    Pattern *key = parse_pattern(p);
    vec_push(p->arena, &pattern->items, key);
    parse_expect(p, TK_COMMA, "between the key and the value");
    if (!p->panic) {
        Pattern *value = parse_pattern(p);
        vec_push(p->arena, &pattern->items, value);
    }
    parse_close(p, TK_RBRACE, open, "`}` after the key and the value");
    pattern->span = parse_span_from(p, start);
    while (pattern->items.count < 2) {
        Pattern *missing = ARENA_NEW(p->arena, Pattern);
        missing->span = parse_span(p, pattern->span.end, pattern->span.end);
        vec_push(p->arena, &pattern->items, missing);
    }
    return pattern;
}

Expr *parse_for(Parser *p)
{
    Opener opener = parse_opener(p, "for");
    Expr *expr = parse_expr_new(p, EX_FOR, parse_start(p));
    parse_advance(p);
    expr->braces = parse_at(p, TK_LBRACE);
    expr->pattern = expr->braces ? braced_pair(p) : parse_pattern(p);
    if (parse_expect(p, TK_IN, "after the variable of this `for`")) {
        expr->target = parse_head(p);
        if (parse_accept(p, TK_WHEN))
            expr->guard = parse_head(p);
    } else {
        expr->target = parse_expr_error(p);
    }
    parse_expect_do(p, "the head of this `for`");
    Expr *body = parse_block(p, 0);
    vec_push(p->arena, &expr->items, body);
    parse_expect_end(p, opener);
    return parse_expr_done(p, expr);
}

/* ---- Closures ---- */

/* Parameters of a closure, with or without parentheses. fn(a, b) has two parameters, it is no
 * tuple. */
static ParamVec closure_params(Parser *p)
{
    ParamVec params = {0};
    if (parse_at(p, TK_LPAREN))
        return parse_params(p);
    bool saved = p->context.bare_params;
    p->context.bare_params = true;
    do {
        if (parse_at(p, TK_ARROW) || parse_at(p, TK_DO) || parse_at(p, TK_WHEN))
            break;
        Param param = parse_param(p);
        vec_push(p->arena, &params, param);
    } while (parse_accept(p, TK_COMMA));
    p->context.bare_params = saved;
    return params;
}

/* After broken parameters: to the arrow, `do` or `end` on the same line. */
static void skip_to_body(Parser *p)
{
    for (size_t at = p->at; at < p->token_count && p->trial == 0; at++) {
        const Token *token = &p->tokens[at];
        TokenKind kind = token->kind;
        if (kind == TK_ARROW || kind == TK_FAT_ARROW || kind == TK_DO || kind == TK_END) {
            p->at = at;
            return;
        }
        if (kind == TK_EOF || (at > p->at && token->newline_before))
            return;
    }
}

/* One clause; true when it was an arrow clause, behind which another may follow. */
static bool closure_clause(Parser *p, ClauseVec *clauses)
{
    Clause clause = {0};
    uint32_t start = parse_start(p);
    if (!parse_at(p, TK_ARROW) && !parse_at(p, TK_DO))
        clause.params = closure_params(p);
    if (parse_accept(p, TK_WHEN))
        clause.guard = parse_head(p);
    if (!parse_at(p, TK_ARROW) && !parse_at(p, TK_DO)) {
        parse_expected(p, "`->` or `do` after the parameters of this closure");
        skip_to_body(p);
    }
    bool arrow = parse_at(p, TK_ARROW) || parse_at(p, TK_FAT_ARROW);
    if (arrow) {
        parse_advance(p);
        p->panic = false;
        clause.body = parse_arrow_body(p, STOP_BAR);
    } else if (parse_at(p, TK_DO)) {
        parse_expect(p, TK_DO, "");
        clause.body = parse_block(p, 0);
    } else {
        clause.body = parse_expr_error(p);
    }
    clause.span = parse_span_from(p, start);
    vec_push(p->arena, clauses, clause);
    return arrow;
}

Expr *parse_closure(Parser *p)
{
    Opener opener = parse_opener(p, "fn");
    Expr *expr = parse_expr_new(p, EX_CLOSURE, parse_start(p));
    parse_advance(p);
    while (closure_clause(p, &expr->clauses) && parse_accept(p, TK_BAR))
        continue;
    if (!p->panic || parse_at(p, TK_END))
        parse_expect_end(p, opener);
    return parse_expr_done(p, expr);
}

static ParamVec bar_params(Parser *p)
{
    ParamVec params = {0};
    if (parse_accept(p, TK_BAR_BAR))
        return params;
    if (!parse_at(p, TK_BAR))
        return params;
    Span open = parse_token_span(p, parse_advance(p));
    Context saved = p->context;
    p->context = (Context){.bare_params = true};
    parse_param_list(p, &params, TK_BAR);
    parse_close(p, TK_BAR, open, "`,` or `|` after the parameters");
    p->context = saved;
    return params;
}

Expr *parse_trailing_closure(Parser *p)
{
    Opener opener = parse_opener(p, "do");
    Expr *expr = parse_expr_new(p, EX_CLOSURE, parse_start(p));
    expr->has_bars = true;
    parse_expect(p, TK_DO, "");
    Clause clause = {0};
    uint32_t start = parse_start(p);
    clause.params = bar_params(p);
    clause.body = parse_block(p, 0);
    clause.span = parse_span_from(p, start);
    vec_push(p->arena, &expr->clauses, clause);
    parse_expect_end(p, opener);
    return parse_expr_done(p, expr);
}
