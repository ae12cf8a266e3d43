/* parse_stmt.c - blocks and statements. */
#include "syntax/parser_internal.h"

#include <string.h>

Context parse_enter_block(Parser *p)
{
    Context saved = p->context;
    p->context = (Context){0};
    return saved;
}

bool parse_at_stop(Parser *p, unsigned stops)
{
    TokenKind kind = parse_peek(p)->kind;
    if (kind == TK_END || kind == TK_EOF)
        return true;
    if (p->brackets > 0 &&
        (kind == TK_RPAREN || kind == TK_RBRACKET || kind == TK_RBRACE || kind == TK_INTERP_END))
        return true;
    return (kind == TK_ELSE && (stops & STOP_ELSE)) || (kind == TK_AFTER && (stops & STOP_AFTER)) ||
           (kind == TK_BAR && (stops & STOP_BAR));
}

bool parse_at_arm(Parser *p)
{
    static const bool begins[TK_COUNT] = {
        [TK_INT] = true,          [TK_FLOAT] = true,    [TK_MINUS] = true, [TK_ATOM] = true,
        [TK_STRING_BEGIN] = true, [TK_NIL] = true,      [TK_TRUE] = true,  [TK_FALSE] = true,
        [TK_LPAREN] = true,       [TK_LBRACKET] = true, [TK_IDENT] = true,
    };
    if (!begins[parse_peek(p)->kind])
        return false;
    size_t at = p->at;
    bool failed = p->trial_failed;
    p->trial++;
    p->trial_failed = false;
    parse_pattern(p);
    bool found = !p->trial_failed && (parse_at(p, TK_ARROW) || parse_at(p, TK_WHEN));
    p->trial--;
    p->trial_failed = failed;
    p->at = at;
    return found;
}

/* ---- let ---- */

Stmt *parse_let(Parser *p)
{
    Stmt *stmt = ARENA_NEW(p->arena, Stmt);
    stmt->kind = ST_LET;
    uint32_t start = parse_start(p);
    parse_advance(p);
    if (token_is_keyword(parse_peek(p)->kind) && !parse_at(p, TK_NIL) && !parse_at(p, TK_TRUE) &&
        !parse_at(p, TK_FALSE)) {
        Diag *diag =
            parse_error(p, "expected a name or pattern after `let`, found %s", parse_found(p));
        diag_hint(p->diags, diag, "keywords cannot be names");
        if (parse_at_next(p, 1, TK_EQ))
            parse_advance(p);
    }
    stmt->pattern = parse_binding_pattern(p);
    if (parse_accept(p, TK_COLON_COLON)) {
        stmt->type = parse_type(p);
    } else if (parse_at(p, TK_COLON) || (parse_at(p, TK_ATOM) && !parse_on_new_line(p))) {
        Diag *diag =
            parse_error(p, "expected `=` or `::` after the name, found %s", parse_found(p));
        diag_hint(p->diags, diag, "a type annotation is written `let name :: Type = value`");
    }
    parse_expect(p, TK_EQ, "and a value for this `let`");
    if (p->panic) {
        stmt->expr = parse_expr_error(p);
    } else {
        stmt->expr = parse_expr(p);
    }
    stmt->span = parse_span_from(p, start);
    return stmt;
}

/* ---- Statements ---- */

/* `name :: Type` out of place, rather than a list put together as a pattern takes it apart. */
static bool type_follows(Parser *p)
{
    const Token *next = parse_peek_at(p, 1);
    return next->kind == TK_IDENT && parse_is_upper(next->name);
}

static bool line_begins_with(const Parser *p, const char *word)
{
    size_t first = p->at;
    while (first > 0 && !p->tokens[first].newline_before)
        first--;
    return p->tokens[first].kind == TK_IDENT && strcmp(p->tokens[first].name, word) == 0;
}

/* A token that begins nothing stands where a statement should. */
static void unexpected(Parser *p)
{
    const char *found = parse_found(p);
    Diag *diag =
        parse_error(p, "unexpected %s", strncmp(found, "the ", 4) == 0 ? found + 4 : found);
    if (parse_at(p, TK_EQ))
        diag_hint(p->diags, diag,
                  "a name is bound with `let name = value`; values are never assigned");
    else if (parse_at(p, TK_ELSE))
        diag_hint(p->diags, diag, "no `if` is open here");
    else if (parse_at(p, TK_DO) && line_begins_with(p, "elif"))
        diag_hint(p->diags, diag, "write `else if`");
    else if (parse_at(p, TK_DO))
        diag_hint(p->diags, diag, "a block needs something it belongs to, such as `if` or a call");
    else if (parse_at(p, TK_SLASH))
        diag_hint(p->diags, diag, "a comment begins with `#`");
    else if (parse_at(p, TK_FAT_ARROW))
        diag_hint(p->diags, diag, "`=>` belongs to maps; a closure is written `fn x -> value end`");
    else if (parse_at(p, TK_ARROW))
        diag_hint(p->diags, diag,
                  "arms stand inside `case ... do`, and arrow closures begin with `fn`");
    else if (parse_at(p, TK_COLON_COLON) && !type_follows(p))
        diag_hint(p->diags, diag,
                  "`::` takes lists apart in patterns; put one together with `[x] ++ xs`");
    else if (parse_at(p, TK_TERMINATE))
        diag_hint(p->diags, diag, "`terminate` stands directly in an actor or service");
    else if (parse_at(p, TK_CALL) || parse_at(p, TK_CAST))
        diag_hint(p->diags, diag, "`call` and `cast` stand directly in a service");
    else if (token_is_keyword(parse_peek(p)->kind))
        diag_hint(p->diags, diag, "keywords cannot be names");
}

/* Words that begin a statement elsewhere. Two names side by side are never meant here. */
static const char *foreign_statement(const Parser *p)
{
    static const char *const words[][2] = {
        {"function", "functions are declared with `fn`"},
        {"func", "functions are declared with `fn`"},
        {"fun", "functions are declared with `fn`"},
        {"defp", "functions are declared with `fn`; without `pub` they are private"},
        {"class", "records are declared with `struct`, alternatives with `type`"},
        {"record", "records are declared with `struct`"},
        {"enum", "alternatives are declared with `type Name do ... end`"},
        {"unless", "write `if not`"},
        {"switch", "alternatives are told apart with `case`"},
        {"try", "errors are values: see Result, `?` and `case`"},
        {"catch", "errors are values: see Result, `?` and `case`"},
        {"throw", "errors are values: return `Err(...)`"},
        {"raise", "errors are values: return `Err(...)`"},
        {"var", "a name is bound with `let name = value`; values are never assigned"},
        {"const", "a name is bound with `let name = value`"},
        {"val", "a name is bound with `let name = value`"},
        {"use", "modules are used with `import Module` or `from Module import name`"},
        {"require", "modules are used with `import Module` or `from Module import name`"},
        {"include", "modules are used with `import Module` or `from Module import name`"},
    };
    const Token *next = parse_peek_at(p, 1);
    if (!parse_at(p, TK_IDENT) || next->newline_before ||
        (next->kind != TK_IDENT && next->kind != TK_DO && next->kind != TK_STRING_BEGIN))
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(parse_peek(p)->name, words[i][0]) == 0)
            return words[i][1];
    return NULL;
}

Stmt *parse_stmt(Parser *p)
{
    if (parse_at(p, TK_LET))
        return parse_let(p);
    const char *foreign = foreign_statement(p);
    if (foreign) {
        Diag *diag = parse_error(p, "unexpected %s", parse_found(p));
        diag_hint(p->diags, diag, "%s", foreign);
    }
    Stmt *stmt = ARENA_NEW(p->arena, Stmt);
    uint32_t start = parse_start(p);
    if (parse_at_item(p, true)) {
        stmt->kind = ST_ITEM;
        stmt->item = parse_item(p);
    } else {
        stmt->kind = ST_EXPR;
        if (!token_begins_expression(parse_peek(p)->kind))
            unexpected(p);
        stmt->expr = parse_expr(p);
    }
    stmt->span = parse_span_from(p, start);
    return stmt;
}

/* ---- Two statements on one line ---- */

/* `name` or `a.b`: as a statement it does nothing. */
static bool is_bare_path(const Expr *expr)
{
    while (expr->kind == EX_FIELD && !expr->parens)
        expr = expr->target;
    return expr->kind == EX_NAME && !expr->parens;
}

static const char *source_between(const Parser *p, uint32_t start, uint32_t end)
{
    return arena_printf(p->arena, "%.*s", (int)(end - start), p->source->text.bytes + start);
}

static bool is_literal(TokenKind kind)
{
    return kind == TK_STRING_BEGIN || kind == TK_INT || kind == TK_FLOAT;
}

static void report_bare_call(Parser *p, const Expr *callee, Span argument)
{
    bool more = parse_at(p, TK_COMMA);
    if (!more && !parse_peek(p)->newline_before && !parse_at(p, TK_SEMICOLON) &&
        !parse_at_stop(p, STOP_ELSE))
        return;
    Diag *diag = parse_report(p, DIAG_PARSE, argument, "Parse error: a call needs parentheses");
    const char *name = source_between(p, callee->span.start, callee->span.end);
    diag_label(p->diags, diag, callee->span, "this only names `%s`", name);
    diag_hint(p->diags, diag, "write `%s(%s%s)`", name,
              source_between(p, argument.start, argument.end), more ? ", ..." : "");
    /* The other arguments are no statements. */
    p->panic = more;
}

/* Statements on one line need nothing between them, so what looks like a call without parentheses,
 * or a value given to `break`, would be read as two. Called when the statement behind `first` on
 * its line was read. */
static void check_neighbours(Parser *p, const Stmt *first, const Stmt *second, TokenKind begins)
{
    if (second->kind != ST_EXPR || p->panic)
        return;
    ExprKind kind = first->expr->kind;
    if (first->kind == ST_EXPR && (kind == EX_BREAK || kind == EX_CONTINUE)) {
        const char *word = kind == EX_BREAK ? "break" : "continue";
        Diag *diag =
            parse_report(p, DIAG_PARSE, second->span, "Parse error: `%s` takes no value", word);
        diag_hint(p->diags, diag,
                  "a `for` gives the list of its body's values, a `while` gives `()`");
        return;
    }
    /* `let a = b "c"` may end a block with "c", so it counts only when more follows. Of two names,
     * `do a b end`, the checker knows whether the first is a function. */
    bool bound = first->kind == ST_LET && is_literal(begins) &&
                 !parse_at_stop(p, STOP_ELSE | STOP_AFTER | STOP_BAR);
    bool alone = first->kind == ST_EXPR && begins != TK_IDENT;
    if ((alone || bound) && is_bare_path(first->expr))
        report_bare_call(p, first->expr, second->span);
}

static void stmt_into(Parser *p, StmtVec *stmts, bool same_line)
{
    size_t began = p->at;
    TokenKind begins = parse_peek(p)->kind;
    const Stmt *before = same_line && stmts->count > 0 ? stmts->items[stmts->count - 1] : NULL;
    Stmt *stmt = parse_stmt(p);
    vec_push(p->arena, stmts, stmt);
    if (before && before->kind != ST_ITEM && before->expr)
        check_neighbours(p, before, stmt, begins);
    if (p->panic || p->at == began)
        parse_resync(p, began);
}

Expr *parse_block(Parser *p, unsigned stops)
{
    Expr *expr = parse_expr_new(p, EX_BLOCK, parse_start(p));
    Context saved = parse_enter_block(p);
    uint32_t start = parse_start(p);
    bool apart = true;
    while (!parse_at_stop(p, stops)) {
        apart |= parse_peek(p)->newline_before;
        if (parse_accept(p, TK_SEMICOLON)) {
            apart = true;
            continue;
        }
        if ((stops & STOP_ARM) && expr->block.stmts.count > 0 && parse_at_arm(p))
            break;
        stmt_into(p, &expr->block.stmts, !apart);
        apart = false;
    }
    p->context = saved;
    expr->span = expr->block.stmts.count > 0 ? parse_span_from(p, start) : parse_empty_span(p);
    expr->block.span = expr->span;
    return expr;
}

/* ---- Bodies behind an arrow ---- */

static Expr *do_body(Parser *p)
{
    Opener opener = parse_opener(p, "do");
    parse_advance(p);
    Expr *body = parse_block(p, 0);
    body->do_end = true;
    parse_expect_end(p, opener);
    return body;
}

Expr *parse_arrow_body(Parser *p, unsigned stops)
{
    if (parse_at(p, TK_DO) && (stops & STOP_ARM))
        return do_body(p);
    /* The next arm right behind the arrow: this one has no body. */
    if ((stops & STOP_ARM) && parse_peek(p)->newline_before && parse_at_arm(p)) {
        Diag *diag = parse_error(p, "expected a body for the arm above, found %s", parse_found(p));
        diag_hint(p->diags, diag, "write `()` for an arm that does nothing");
        p->panic = false;
        return parse_expr_error(p);
    }
    Expr *block = parse_block(p, stops);
    if (block->block.stmts.count == 1 && block->block.stmts.items[0]->kind == ST_EXPR)
        return block->block.stmts.items[0]->expr;
    return block;
}
