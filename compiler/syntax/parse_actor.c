/* parse_actor.c - actors, services and supervisors. */
#include "syntax/parser_internal.h"

/* ---- Actors ---- */

static void actor_terminate(Parser *p, Item *item)
{
    Opener opener = parse_opener(p, "terminate");
    if (item->terminate)
        parse_error(p, "only one `terminate` clause is allowed per actor block");
    p->panic = false;
    parse_advance(p);
    parse_expect_do(p, "`terminate`");
    item->terminate = parse_block(p, 0);
    parse_expect_end(p, opener);
}

/* Statements, with at most one `terminate do ... end` among them. */
static Expr *actor_body(Parser *p, Item *item)
{
    Expr *body = parse_expr_new(p, EX_BLOCK, parse_start(p));
    uint32_t start = parse_start(p);
    while (!parse_at_stop(p, 0)) {
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        size_t began = p->at;
        if (parse_at(p, TK_TERMINATE)) {
            actor_terminate(p, item);
        } else {
            Stmt *stmt = parse_stmt(p);
            vec_push(p->arena, &body->block.stmts, stmt);
        }
        if (p->panic || p->at == began)
            parse_resync(p, began);
    }
    body->span = body->block.stmts.count > 0 ? parse_span_from(p, start) : parse_empty_span(p);
    body->block.span = body->span;
    return body;
}

Item *parse_actor(Parser *p, Item *item)
{
    item->kind = IT_ACTOR;
    Opener opener = parse_opener(p, "actor");
    parse_advance(p);
    item->name = parse_name(p, "the name of the actor");
    if (parse_at(p, TK_LPAREN))
        item->params = parse_params(p);
    if (!parse_expect_do(p, "the head of this actor")) {
        item->body = parse_expr_error(p);
        return item;
    }
    item->body = actor_body(p, item);
    parse_expect_end(p, opener);
    return item;
}

/* ---- Services ---- */

/* `|state|` behind a `do`; no name when it is absent. */
static Ident state_name(Parser *p)
{
    Ident none = {0};
    if (parse_accept(p, TK_BAR_BAR) || !parse_at(p, TK_BAR))
        return none;
    Span open = parse_token_span(p, parse_advance(p));
    Ident name = parse_name(p, "the name of the state");
    parse_close(p, TK_BAR, open, "`|` after the name of the state");
    return name;
}

static void handler(Parser *p, Item *item)
{
    Handler handler = {.is_cast = parse_at(p, TK_CAST)};
    Opener opener = parse_opener(p, handler.is_cast ? "cast" : "call");
    uint32_t start = parse_start(p);
    parse_advance(p);
    handler.name = parse_name(p, handler.is_cast ? "the name of the cast" : "the name of the call");
    if (parse_at(p, TK_LPAREN))
        handler.params = parse_params(p);
    if (parse_at(p, TK_ARROW) || (handler.is_cast && parse_at(p, TK_COLON_COLON))) {
        Diag *diag = parse_error(p, "expected `do` after the head of this `%s`, found %s",
                                 opener.what, parse_found(p));
        if (handler.is_cast)
            diag_hint(p->diags, diag, "a cast has no reply and so no type");
        else
            diag_hint(p->diags, diag, "the type of the reply is written `:: Type`");
    } else if (parse_accept(p, TK_COLON_COLON)) {
        handler.result = parse_type(p);
    }
    if (parse_expect_do(p, "the head of this handler")) {
        handler.state = state_name(p);
        handler.body = parse_block(p, 0);
        parse_expect_end(p, opener);
    } else {
        handler.body = parse_expr_error(p);
    }
    handler.span = parse_span_from(p, start);
    vec_push(p->arena, &item->handlers, handler);
}

static void service_terminate(Parser *p, Item *item)
{
    Opener opener = parse_opener(p, "terminate");
    if (item->terminate)
        parse_error(p, "only one `terminate` clause is allowed per service block");
    p->panic = false;
    parse_advance(p);
    parse_expect_do(p, "`terminate`");
    item->terminate_state = state_name(p);
    item->terminate = parse_block(p, 0);
    parse_expect_end(p, opener);
}

static void service_member(Parser *p, Item *item)
{
    if (parse_at(p, TK_CALL) || parse_at(p, TK_CAST)) {
        handler(p, item);
    } else if (parse_at(p, TK_TERMINATE)) {
        service_terminate(p, item);
    } else if (parse_at(p, TK_FN) || parse_at(p, TK_DEF)) {
        FnDef *fn = parse_fn(p);
        vec_push(p->arena, &item->methods, fn);
    } else {
        parse_error(p, "expected `fn`, `call`, `cast`, or `end` in service body, found %s",
                    parse_found(p));
    }
}

Item *parse_service(Parser *p, Item *item)
{
    item->kind = IT_SERVICE;
    Opener opener = parse_opener(p, "service");
    parse_advance(p);
    item->name = parse_name(p, "the name of the service");
    if (!parse_expect_do(p, "the name of this service"))
        return item;
    while (!parse_at(p, TK_END) && !parse_at(p, TK_EOF)) {
        size_t began = p->at;
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        service_member(p, item);
        if (p->panic || p->at == began)
            parse_resync(p, began);
    }
    parse_expect_end(p, opener);
    return item;
}

/* ---- Supervisors ---- */

static void expect_colon(Parser *p, Name key)
{
    if (!parse_accept_colon(p))
        parse_expected(p, arena_printf(p->arena, "`:` after `%s`", key));
}

static int64_t number(Parser *p, const char *key)
{
    bool negative = parse_accept(p, TK_MINUS);
    bool is_minimum = false;
    if (!parse_at(p, TK_INT)) {
        parse_error(p, "expected a whole number for `%s`, found %s", key, parse_found(p));
        return 0;
    }
    int64_t value = parse_int(p, &is_minimum);
    return negative && !is_minimum ? -value : value;
}

static void shutdown_value(Parser *p, ChildSpec *child)
{
    uint32_t start = parse_start(p);
    child->has_shutdown = true;
    if (parse_at(p, TK_IDENT))
        child->shutdown_word = parse_name(p, "a time");
    else
        child->shutdown_ms = number(p, "shutdown");
    child->shutdown_span = parse_span_from(p, start);
}

static void child_line(Parser *p, ChildSpec *child)
{
    bool start = parse_at_word(p, WORD_START), restart = parse_at_word(p, WORD_RESTART);
    bool shutdown = parse_at_word(p, WORD_SHUTDOWN), reg = parse_at_word(p, WORD_REGISTER);
    if (!start && !restart && !shutdown && !reg) {
        Diag *diag = parse_error(p, "unexpected `%.*s` in child spec body",
                                 (int)parse_token_text(p, parse_peek(p)).length,
                                 parse_token_text(p, parse_peek(p)).bytes);
        diag_hint(p->diags, diag, "a child has the keys start, restart, shutdown and register");
        return;
    }
    Ident key = parse_name(p, "a key");
    expect_colon(p, key.name);
    if (p->panic)
        return;
    if (start)
        child->start = parse_expr(p);
    else if (restart)
        child->restart = parse_name(p, "permanent, transient or temporary");
    else if (shutdown)
        shutdown_value(p, child);
    else if (parse_at(p, TK_STRING_BEGIN))
        child->register_name = parse_string(p);
    else
        parse_expected(p, "a string, the name to register");
}

static void child_spec(Parser *p, Item *item)
{
    ChildSpec child = {0};
    Opener opener = parse_opener(p, "child");
    uint32_t start = parse_start(p);
    parse_advance(p);
    child.name = parse_name(p, "the name of the child");
    if (parse_expect_do(p, "the name of this child")) {
        while (!parse_at(p, TK_END) && !parse_at(p, TK_EOF)) {
            size_t began = p->at;
            if (parse_accept(p, TK_SEMICOLON) || parse_accept(p, TK_COMMA))
                continue;
            child_line(p, &child);
            if (p->panic || p->at == began)
                parse_resync(p, began);
        }
        parse_expect_end(p, opener);
    }
    child.span = parse_span_from(p, start);
    vec_push(p->arena, &item->children, child);
}

static void supervisor_line(Parser *p, Item *item)
{
    if (parse_at_word(p, WORD_CHILD)) {
        child_spec(p, item);
        return;
    }
    bool strategy = parse_at_word(p, WORD_STRATEGY), restarts = parse_at_word(p, WORD_MAX_RESTARTS);
    if (!strategy && !restarts && !parse_at_word(p, WORD_MAX_SECONDS)) {
        Diag *diag = parse_error(p, "unexpected `%.*s` in supervisor body",
                                 (int)parse_token_text(p, parse_peek(p)).length,
                                 parse_token_text(p, parse_peek(p)).bytes);
        diag_hint(p->diags, diag,
                  "a supervisor has strategy, max_restarts, max_seconds and child blocks");
        return;
    }
    Ident key = parse_name(p, "a key");
    expect_colon(p, key.name);
    if (p->panic)
        return;
    if (strategy)
        item->strategy = parse_name(p, "the name of a strategy");
    else if (restarts)
        item->max_restarts = number(p, "max_restarts");
    else
        item->max_seconds = number(p, "max_seconds");
}

Item *parse_supervisor(Parser *p, Item *item)
{
    item->kind = IT_SUPERVISOR;
    Opener opener = parse_opener(p, "supervisor");
    parse_advance(p);
    item->name = parse_name(p, "the name of the supervisor");
    if (parse_at(p, TK_LPAREN))
        item->params = parse_params(p);
    if (!parse_expect_do(p, "the head of this supervisor"))
        return item;
    while (!parse_at(p, TK_END) && !parse_at(p, TK_EOF)) {
        size_t began = p->at;
        if (parse_accept(p, TK_SEMICOLON))
            continue;
        supervisor_line(p, item);
        if (p->panic || p->at == began)
            parse_resync(p, began);
    }
    parse_expect_end(p, opener);
    return item;
}
