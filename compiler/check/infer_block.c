/* infer_block.c - blocks: statements in order, the names they bind, and values nobody uses. */
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_local.h"
#include "check/infer_node.h"
#include "check/infer_pattern.h"
#include "check/infer_type.h"

static Name let_name(const Pattern *pattern)
{
    return pattern->kind == PA_BIND ? pattern->name.name : NULL;
}

static bool is_empty_collection(const Expr *value)
{
    if (value->kind == EX_LIST)
        return value->items.count == 0;
    if (value->kind == EX_MAP)
        return value->pairs.count == 0;
    return value->kind == EX_NAME && strcmp(value->name.name, "None") == 0;
}

/* A binding of a set-up stands in every test of its group, whether that one uses it or not. */
static bool is_set_up(const JobState *state, Span span)
{
    const Item *test = state->job ? state->job->test : NULL;
    return test && (span.start < test->span.start || span.end > test->span.end);
}

static void warn_if_unused(Infer *in, Env *env)
{
    env->warn_unused = !in->state->module->is_std && env->name[0] != '_' && env->name[0] != '$' &&
                       !is_set_up(in->state, env->span);
    if (env->warn_unused)
        vec_push(in->arena, &in->lets, env);
}

static TExpr *infer_let(Infer *in, const Stmt *stmt)
{
    Name name = let_name(stmt->pattern);
    if (name && !stmt->type && is_empty_collection(stmt->expr)) {
        Env *env = env_bind(in, name, stmt->pattern->span, NULL);
        env->literal = stmt->expr;
        warn_if_unused(in, env);
        return NULL;
    }
    if (name && !stmt->type && stmt->expr->kind == EX_CLOSURE && stmt->expr->clauses.count > 0) {
        warn_if_unused(in, bind_closure(in, stmt->pattern->name, stmt->expr));
        return NULL;
    }
    TExpr *value;
    Type *type;
    if (stmt->type) {
        type = resolve_written(in, stmt->type);
        Why why = {.span = stmt->type->span, .text = "the annotation is here"};
        value = check_expr(in, stmt->expr, type, &why);
    } else {
        value = infer_expr(in, stmt->expr, NULL);
        type = value->type;
    }
    TExpr *x = tx_new(in, TX_LET, in->unit, stmt->span);
    x->target = value;
    Env *before = in->env;
    x->pattern = infer_pattern(in, stmt->pattern, type);
    for (Env *env = in->env; env != before; env = env->next)
        warn_if_unused(in, env);
    require_irrefutable(in, x->pattern);
    return x;
}

static void note_misplaced(Infer *in, Name name)
{
    if (name)
        map_put(in->arena, &in->c->misplaced, name, (void *)name);
}

static void report_misplaced(Infer *in, const Stmt *stmt)
{
    diag_add(in->c->diags, DIAG_ITEM_PLACE, stmt->span,
             "this may only be declared at module level");
    const Item *item = stmt->item;
    note_misplaced(in, item->name.name);
    for (size_t i = 0; item->kind == IT_SUM && i < item->variants.count; i++)
        note_misplaced(in, item->variants.items[i].name.name);
}

static TExpr *infer_stmt(Infer *in, const Stmt *stmt, bool last, Type *hint, bool tail,
                         bool discard)
{
    switch (stmt->kind) {
    case ST_LET:
        return infer_let(in, stmt);
    case ST_ITEM:
        if (stmt->item->kind != IT_FN)
            report_misplaced(in, stmt);
        return NULL;
    case ST_EXPR: {
        in->tail = last && tail;
        in->discard = !last || discard;
        TExpr *x = infer_expr(in, stmt->expr, last ? hint : NULL);
        in->discard = false;
        if (!last || discard)
            vec_push(in->arena, &in->dropped, x);
        return x;
    }
    }
    return NULL;
}

/* `f x` is read as two statements. When f is a function, a call was meant. */
static void check_bare_call(Infer *in, const TExpr *callee, const Stmt *stmt, const Stmt *next)
{
    const Expr *written = stmt->expr;
    while (written->kind == EX_FIELD)
        written = written->target;
    if (written->kind != EX_NAME || next->kind != ST_EXPR ||
        type_resolve(callee->type)->kind != TY_FUN)
        return;
    const char *text = stmt->span.source->text.bytes;
    for (uint32_t i = stmt->span.end; i < next->span.start; i++)
        if (text[i] == '\n' || text[i] == ';')
            return;
    Diag *diag = diag_add(in->c->diags, DIAG_PARSE, next->span, "a call needs parentheses");
    const char *name = arena_printf(in->arena, "%.*s", (int)(stmt->span.end - stmt->span.start),
                                    text + stmt->span.start);
    diag_label(in->c->diags, diag, stmt->span, "this only names `%s`", name);
    diag_hint(in->c->diags, diag, "write `%s(%.*s)`", name,
              (int)(next->span.end - next->span.start), text + next->span.start);
}

TExpr *infer_block(Infer *in, const Block *block, Type *hint, Span span)
{
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    Env *saved = in->env;
    TExprVec items = {0};
    LocalFnVec fns = {0};
    collect_local_fns(in, block, &fns);
    if (fns.count > 0)
        find_ready_points(in, block, &fns);
    bool value = false;
    for (size_t i = 0; i < block->stmts.count; i++) {
        infer_local_fns(in, &fns, i);
        const Stmt *stmt = block->stmts.items[i];
        bool last = i + 1 == block->stmts.count;
        TExpr *x = infer_stmt(in, stmt, last, hint, tail, discard);
        if (x)
            vec_push(in->arena, &items, x);
        if (x && !last && stmt->kind == ST_EXPR)
            check_bare_call(in, x, stmt, block->stmts.items[i + 1]);
        value = last && stmt->kind == ST_EXPR;
    }
    if (!value)
        vec_push(in->arena, &items, tx_unit(in, span));
    in->env = saved;
    return tx_block(in, items, span);
}

/* A body whose value nobody uses: it becomes (). */
TExpr *infer_dropped(Infer *in, Expr *body)
{
    in->discard = true;
    TExpr *x = infer_expr(in, body, NULL);
    in->discard = false;
    if (is_never(x->type) || type_is_decl(x->type, in->c->program->types.unit))
        return x;
    if (body->kind != EX_BLOCK)
        vec_push(in->arena, &in->dropped, x);
    TExprVec items = {0};
    vec_push(in->arena, &items, x);
    vec_push(in->arena, &items, tx_unit(in, body->span));
    return tx_block(in, items, body->span);
}
