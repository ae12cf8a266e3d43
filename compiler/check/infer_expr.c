/* infer_expr.c - expressions: the dispatcher, blocks, branches, closures, loops, and what builds typed nodes. */
#include "check/infer_internal.h"
#include "check/regex_syntax.h"

enum { MAX_DEPTH = 1500 };

/* ---- Building typed nodes ---- */

TExpr *tx_new(Infer *in, TExprKind kind, Type *type, Span span)
{
    TExpr *x = ARENA_NEW(in->arena, TExpr);
    x->kind = kind;
    x->type = type;
    x->span = span;
    return x;
}

TExpr *tx_error(Infer *in, Span span)
{
    return tx_new(in, TX_UNIT, in->error, span);
}

TExpr *tx_unit(Infer *in, Span span)
{
    return tx_new(in, TX_UNIT, in->unit, span);
}

TExpr *tx_int(Infer *in, int64_t value, Span span)
{
    TExpr *x = tx_new(in, TX_INT, in->int_, span);
    x->int_value = value;
    return x;
}

TExpr *tx_bool(Infer *in, bool value, Span span)
{
    TExpr *x = tx_new(in, TX_BOOL, in->bool_, span);
    x->bool_value = value;
    return x;
}

TExpr *tx_string(Infer *in, Text text, Span span)
{
    TExpr *x = tx_new(in, TX_STRING, in->string, span);
    x->text = text;
    return x;
}

/* Inside a local function the captures of the function around are its own parameters. */
static Local *translate_capture(Infer *in, Local *local)
{
    for (FnCtx *ctx = in->ctx; ctx; ctx = ctx->outer) {
        if (!ctx->is_lifted)
            continue;
        Local *own = map_get(&ctx->captured, local);
        return own ? own : local;
    }
    return local;
}

TExpr *tx_local(Infer *in, Local *local, Span span)
{
    TExpr *x = tx_new(in, TX_LOCAL, local->type, span);
    x->local = translate_capture(in, local);
    return x;
}

TExpr *tx_let(Infer *in, Local *local, TExpr *value, Span span)
{
    TExpr *x = tx_new(in, TX_LET, in->unit, span);
    x->pattern = tp_new(in, TP_BIND, local->type, span);
    x->pattern->local = local;
    x->target = value;
    return x;
}

TExpr *tx_block(Infer *in, TExprVec items, Span span)
{
    if (items.count == 0)
        return tx_unit(in, span);
    TExpr *last = items.items[items.count - 1];
    if (items.count == 1 && last->kind != TX_LET)
        return last;
    if (last->kind == TX_LET) {
        vec_push(in->arena, &items, tx_unit(in, span));
        last = items.items[items.count - 1];
    }
    TExpr *x = tx_new(in, TX_BLOCK, last->type, span);
    x->items = items;
    return x;
}

TExpr *tx_lambda(Infer *in, LocalVec params, TExpr *body, Type *result, Span span)
{
    TypeVec types = {0};
    for (size_t i = 0; i < params.count; i++)
        vec_push(in->arena, &types, params.items[i]->type);
    TExpr *x = tx_new(in, TX_LAMBDA, fun_type(in, &types, result), span);
    x->params = params;
    x->body = body;
    return x;
}

TExpr *tx_std_call(Infer *in, const char *module, const char *name, TExpr **args, size_t count, Span span)
{
    FnSymbol *fn = std_function(in->c, module, name, count);
    if (!fn) {
        diag_add(in->c->diags, DIAG_OTHER, span, "the library has no function %s.%s/%zu", module, name, count);
        return tx_error(in, span);
    }
    ArgVec list = {0};
    for (size_t i = 0; i < count; i++)
        vec_push(in->arena, &list, arg_value(args[i]));
    return call_fn(in, fn, &list, span, NULL);
}

/* ---- Types ---- */

Type *var_type(Infer *in)
{
    Type *type = ARENA_NEW(in->arena, Type);
    type->kind = TY_VAR;
    type->id = ++in->next_var;
    type->level = in->component ? in->component->level : 0;
    return type;
}

Type *fresh_type(void *infer)
{
    return var_type(infer);
}

Type *con_type(Infer *in, TypeDecl *decl, Type *a, Type *b)
{
    TypeVec args = {0};
    if (a)
        vec_push(in->arena, &args, a);
    if (b)
        vec_push(in->arena, &args, b);
    return type_con(in->arena, decl, args);
}

Type *fun_type(Infer *in, const TypeVec *params, Type *result)
{
    TypeVec copy = {0};
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &copy, params->items[i]);
    return type_fun(in->arena, copy, result);
}

Type *pid_type(Infer *in, Type *message)
{
    return con_type(in, in->c->program->types.pid, message ? message : in->never, NULL);
}

Type *resolve_written(Infer *in, const TypeExpr *written)
{
    Type *type = resolve_type(in->c, in->state->module, in->state->type_scope, written, fresh_type, in);
    return open_assoc(in, type, written->span);
}

void poison_type(Infer *in, Type *type)
{
    TypeVec open = {0};
    type_free_vars(in->arena, type, in->component ? in->component->level - 1 : 0, &open);
    for (size_t i = 0; i < open.count; i++)
        open.items[i]->link = in->error;
}

bool is_never(Type *type)
{
    return type_resolve(type)->kind == TY_NEVER;
}

bool is_error(Type *type)
{
    return type_resolve(type)->kind == TY_ERROR;
}

const char *text_of_type(Infer *in, Type *type)
{
    return type_text_for(in->arena, type, in->state ? in->state->module : NULL);
}

/* ---- Names ---- */

Local *local_new(Infer *in, Name name, Type *type, Span span)
{
    Local *local = ARENA_NEW(in->arena, Local);
    local->name = name;
    local->type = type;
    local->span = span;
    local->id = (*in->state->locals)++;
    return local;
}

Env *env_bind(Infer *in, Name name, Span span, Local *local)
{
    Env *env = ARENA_NEW(in->arena, Env);
    env->next = in->env;
    env->name = name;
    env->span = span;
    env->local = local;
    in->env = env;
    return env;
}

Env *env_peek(Infer *in, Name name)
{
    for (Env *env = in->env; env; env = env->next)
        if (env->name == name)
            return env;
    return NULL;
}

Env *env_find(Infer *in, Name name)
{
    Env *env = env_peek(in, name);
    if (env)
        env->used = true;
    return env;
}

/* ---- Agreement with the context ---- */

static void label_why(Infer *in, Diag *diag, const Why *why)
{
    if (!why)
        return;
    if (!why->fn) {
        if (why->span.source)
            diag_label(in->c->diags, diag, why->span, "%s", why->text);
        return;
    }
    JobState *state = state_of(in, why->fn);
    if (state && state->job && state->job->clauses.count > 0) {
        FnDef *def = state->job->clauses.items[0];
        if (why->index < def->params.count) {
            Param *param = &def->params.items[why->index];
            Span span = param->type ? span_join(param->pattern->span, param->type->span) : param->pattern->span;
            diag_label(in->c->diags, diag, span, "the parameter is declared here");
            return;
        }
    }
    if (why->fn->span.source && !why->fn->module->is_std)
        diag_label(in->c->diags, diag, why->fn->span, "`%s` is declared here", why->fn->name);
}

/* A literal is written differently rather than converted. True: nothing more is to be said. */
static bool hint_literal(Infer *in, Diag *diag, Type *expected, Span span)
{
    BuiltinTypes *types = &in->c->program->types;
    char first = span.source->text.bytes[span.start];
    if (first == '"')
        return true;
    if (first < '0' || first > '9')
        return false;
    for (uint32_t i = span.start; i < span.end; i++)
        if (span.source->text.bytes[i] < '0' || span.source->text.bytes[i] > '9')
            return false;
    if (!type_is_decl(expected, types->float_))
        return false;
    diag_hint(in->c->diags, diag, "write `%.*s.0`", (int)(span.end - span.start), span.source->text.bytes + span.start);
    return true;
}

static void hint_mismatch(Infer *in, Diag *diag, Type *expected, Type *found, Span span)
{
    if (hint_literal(in, diag, expected, span))
        return;
    BuiltinTypes *types = &in->c->program->types;
    DiagList *list = in->c->diags;
    expected = type_resolve(expected);
    found = type_resolve(found);
    bool from_string = type_is_decl(found, types->string);
    if (type_is_decl(expected, types->int_) && from_string)
        diag_hint(list, diag, "convert with `Int.parse(...)`");
    else if (type_is_decl(expected, types->float_) && from_string)
        diag_hint(list, diag, "convert with `Float.parse(...)`");
    else if (type_is_decl(expected, types->float_) && type_is_decl(found, types->int_))
        diag_hint(list, diag, "convert with `Float.from(...)`");
    else if (type_is_decl(expected, types->int_) && type_is_decl(found, types->float_))
        diag_hint(list, diag, "convert with `Math.round(...)` or `Float.to_int(...)`");
    else if (found->kind == TY_FUN && found->args.count == 0 && expected->kind != TY_FUN &&
             type_equal(expected, found->result))
        diag_hint(list, diag, "call the function: `%.*s()`", (int)(span.end - span.start),
                  span.source->text.bytes + span.start);
    else if ((type_is_decl(found, types->option) || type_is_decl(found, types->result)) &&
             type_equal(expected, found->args.items[0]))
        diag_hint(list, diag, "take the value out with `case` or `?`");
    else if (type_is_decl(expected, types->string) && found->kind != TY_FUN)
        diag_hint(list, diag, "interpolate: `\"#{...}\"`");
    else if (type_is_decl(expected, types->option) && type_equal(expected->args.items[0], found))
        diag_hint(list, diag, "wrap the value: `Some(...)`");
    else if (type_is_decl(expected, types->result) && type_equal(expected->args.items[0], found))
        diag_hint(list, diag, "wrap the value: `Ok(...)`");
    else if (type_is_decl(found, types->option) || type_is_decl(found, types->result))
        diag_hint(list, diag, "take the value out with `case` or `?`");
}

static void report_mismatch(Infer *in, UnifyResult result, Type *expected, Type *found, Span span, const Why *why)
{
    DiagList *list = in->c->diags;
    const char *want = text_of_type(in, expected), *have = text_of_type(in, found);
    if (result == UNIFY_INFINITE) {
        diag_add(list, DIAG_INFINITE_TYPE, span, "infinite type: %s = %s", want, have);
        return;
    }
    if (result == UNIFY_TOO_BIG) {
        diag_add(list, DIAG_OTHER, span, "type too large: it is nested too deeply");
        return;
    }
    if (result == UNIFY_ARITY) {
        Type *e = type_resolve(expected), *f = type_resolve(found);
        if (e->kind == TY_FUN && f->kind == TY_FUN) {
            Diag *diag = diag_add(list, DIAG_ARITY, span, "expected %zu argument(s), found %zu", e->args.count,
                                  f->args.count);
            diag_label(list, diag, span, "expected %s, found %s", want, have);
            label_why(in, diag, why);
            return;
        }
    }
    DiagCode code = why && why->code ? why->code : DIAG_MISMATCH;
    Diag *diag;
    if (code == DIAG_GUARD_TYPE)
        diag = diag_add(list, code, span, "guard expression must return `Bool`, found `%s`", have);
    else if (code == DIAG_MESSAGE_TYPE)
        diag = diag_add(list, code, span, "message type mismatch: expected `%s`, found `%s`", want, have);
    else
        diag = diag_add(list, code, span, "expected %s, found %s", want, have);
    bool pattern = why && why->pattern;
    diag_label(list, diag, span, pattern ? "this matches %s" : "this is %s", have);
    label_why(in, diag, why);
    if (why && why->hint)
        diag_hint(list, diag, "%s", why->hint);
    else if (code == DIAG_MISMATCH && !pattern)
        hint_mismatch(in, diag, expected, found, span);
}

bool unify_or_report(Infer *in, Type *expected, Type *found, Span span, const Why *why)
{
    UnifyResult result = unify_types(expected, found);
    if (result == UNIFY_OK)
        return true;
    if (!type_has_error(expected) && !type_has_error(found))
        report_mismatch(in, result, expected, found, span, why);
    return false;
}

/* A Json where text is wanted becomes its text. */
static TExpr *json_text(Infer *in, TExpr *value)
{
    return tx_std_call(in, "Json", "encode_value", &value, 1, value->span);
}

/* A pid whose messages are still open is given away as one that takes any. What the library asks of a pid, such as
 * whether its process is alive, sends nothing. */
static void note_untyped(Infer *in, Type *found, Type *expected, const Why *why)
{
    found = type_resolve(found);
    if (!type_is_decl(found, in->c->program->types.pid) || !type_is_bare_pid(expected) || found->args.count == 0)
        return;
    Type *message = type_resolve(found->args.items[0]);
    if (message->kind == TY_VAR && !(why && why->fn && why->fn->module->is_std))
        message->is_untyped = true;
}

TExpr *coerce(Infer *in, TExpr *value, Type *expected, const Why *why)
{
    note_untyped(in, value->type, expected, why);
    if (is_never(value->type) && !is_never(expected))
        return value;
    BuiltinTypes *types = &in->c->program->types;
    if (types->json && type_is_decl(expected, types->string) && type_is_decl(value->type, types->json))
        return json_text(in, value);
    if (unify_or_report(in, expected, value->type, value->span, why))
        return value;
    TExpr *poison = tx_error(in, value->span);
    poison->type = expected;
    return poison;
}

TExpr *check_expr(Infer *in, Expr *expr, Type *expected, const Why *why)
{
    return coerce(in, infer_expr(in, expr, expected), expected, why);
}

/* ---- Branches that agree ---- */

Join join_new(Infer *in, Type *hint)
{
    return (Join){.type = hint ? hint : var_type(in)};
}

TExpr *join_branch(Infer *in, Join *join, Expr *branch, const Why *why)
{
    TExpr *x = infer_expr(in, branch, join->type);
    if (!is_never(x->type))
        join->any = true;
    return coerce(in, x, join->type, why);
}

Type *join_type(Infer *in, const Join *join)
{
    return join->any ? join->type : in->never;
}

/* ---- Blocks ---- */

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
    diag_add(in->c->diags, DIAG_ITEM_PLACE, stmt->span, "this may only be declared at module level");
    const Item *item = stmt->item;
    note_misplaced(in, item->name.name);
    for (size_t i = 0; item->kind == IT_SUM && i < item->variants.count; i++)
        note_misplaced(in, item->variants.items[i].name.name);
}

static TExpr *infer_stmt(Infer *in, const Stmt *stmt, bool last, Type *hint, bool tail, bool discard)
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
    if (written->kind != EX_NAME || next->kind != ST_EXPR || type_resolve(callee->type)->kind != TY_FUN)
        return;
    const char *text = stmt->span.source->text.bytes;
    for (uint32_t i = stmt->span.end; i < next->span.start; i++)
        if (text[i] == '\n' || text[i] == ';')
            return;
    Diag *diag = diag_add(in->c->diags, DIAG_PARSE, next->span, "a call needs parentheses");
    const char *name = arena_printf(in->arena, "%.*s", (int)(stmt->span.end - stmt->span.start),
                                    text + stmt->span.start);
    diag_label(in->c->diags, diag, stmt->span, "this only names `%s`", name);
    diag_hint(in->c->diags, diag, "write `%s(%.*s)`", name, (int)(next->span.end - next->span.start),
              text + next->span.start);
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
static TExpr *infer_dropped(Infer *in, Expr *body)
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

/* ---- if, case, while ---- */

static TExpr *infer_condition(Infer *in, Expr *condition, const char *text)
{
    Why why = {.span = condition->span, .text = text};
    return check_expr(in, condition, in->bool_, &why);
}

static TExpr *infer_if(Infer *in, Expr *expr, Type *hint)
{
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    TExpr *x = tx_new(in, TX_IF, NULL, expr->span);
    x->target = infer_condition(in, expr->target, "a condition must be a Bool");
    in->tail = tail;
    if (expr->items.count == 1) {
        vec_push(in->arena, &x->items, infer_dropped(in, expr->items.items[0]));
        in->tail = false;
        vec_push(in->arena, &x->items, tx_unit(in, expr->span));
        x->type = in->unit;
        return x;
    }
    Join join = join_new(in, hint);
    Why why = {.span = expr->items.items[0]->span, .text = "the first branch is here"};
    in->discard = discard;
    vec_push(in->arena, &x->items, join_branch(in, &join, expr->items.items[0], NULL));
    in->tail = tail;
    in->discard = discard;
    vec_push(in->arena, &x->items, join_branch(in, &join, expr->items.items[1], hint ? NULL : &why));
    in->tail = in->discard = false;
    x->type = join_type(in, &join);
    return x;
}

static TExpr *infer_guard(Infer *in, Expr *guard)
{
    if (!guard)
        return NULL;
    Why why = {.code = DIAG_GUARD_TYPE};
    return check_expr(in, guard, in->bool_, &why);
}

static TExpr *infer_case(Infer *in, Expr *expr, Type *hint)
{
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    TExpr *x = tx_new(in, TX_MATCH, NULL, expr->span);
    TExpr *scrutinee = infer_expr(in, expr->target, NULL);
    vec_push(in->arena, &x->items, scrutinee);
    Type *type = is_never(scrutinee->type) ? var_type(in) : scrutinee->type;
    Join join = join_new(in, hint);
    Why why = {.text = "the first arm is here"};
    for (size_t i = 0; i < expr->arms.count; i++) {
        const Arm *arm = &expr->arms.items[i];
        Env *saved = in->env;
        TArm typed = {.span = arm->span};
        vec_push(in->arena, &typed.patterns, infer_pattern(in, arm->pattern, type));
        typed.guard = infer_guard(in, arm->guard);
        in->tail = tail;
        in->discard = discard;
        typed.body = join_branch(in, &join, arm->body, hint || i == 0 ? NULL : &why);
        in->tail = in->discard = false;
        if (i == 0)
            why.span = arm->body->span;
        vec_push(in->arena, &x->arms, typed);
        in->env = saved;
    }
    x->type = join_type(in, &join);
    MatchCheck check = {.arms = &x->arms, .span = expr->target->span};
    vec_push(in->arena, &check.scrutinees, type);
    vec_push(in->arena, &in->matches, check);
    return x;
}

static TExpr *infer_while(Infer *in, Expr *expr)
{
    TExpr *x = tx_new(in, TX_WHILE, in->unit, expr->span);
    x->target = infer_condition(in, expr->target, "a condition must be a Bool");
    in->ctx->loops++;
    vec_push(in->arena, &x->items, infer_dropped(in, expr->items.items[0]));
    in->ctx->loops--;
    return x;
}

static TExpr *infer_jump(Infer *in, Expr *expr)
{
    bool is_break = expr->kind == EX_BREAK;
    if (in->ctx->loops == 0)
        diag_add(in->c->diags, is_break ? DIAG_BREAK_OUTSIDE : DIAG_CONTINUE_OUTSIDE, expr->span,
                 "`%s` outside of loop", is_break ? "break" : "continue");
    return tx_new(in, is_break ? TX_BREAK : TX_CONTINUE, in->never, expr->span);
}

static TExpr *infer_return(Infer *in, Expr *expr)
{
    TExpr *x = tx_new(in, TX_RETURN, in->never, expr->span);
    FnCtx *ctx = in->ctx;
    Type *result = ctx->result ? ctx->result : var_type(in);
    in->tail = expr->target != NULL;
    x->target = expr->target ? check_expr(in, expr->target, result, &ctx->result_why)
                             : coerce(in, tx_unit(in, expr->span), result, &ctx->result_why);
    in->tail = false;
    if (!is_never(x->target->type))
        ctx->returns = true;
    return x;
}

/* ---- Closures ---- */

TExpr *infer_body(Infer *in, FnCtx *ctx, Expr *body, Type *result, const Why *why)
{
    FnCtx *saved_ctx = in->ctx;
    bool tail = in->tail, discard = in->discard;
    in->ctx = ctx;
    ctx->result = result;
    if (why)
        ctx->result_why = *why;
    in->tail = true;
    in->discard = false;
    TExpr *x = check_expr(in, body, result, why);
    finish_tries(in, ctx);
    in->ctx = saved_ctx;
    in->tail = tail;
    in->discard = discard;
    return x;
}

/* Closures see the process they are written in. */
static void inherit_ctx(Infer *in, FnCtx *ctx)
{
    ctx->outer = in->ctx;
    ctx->message = in->ctx ? in->ctx->message : NULL;
}

static TExpr *infer_closure(Infer *in, Expr *expr, Type *hint)
{
    FnCtx ctx = {0};
    inherit_ctx(in, &ctx);
    return infer_lambda_clauses(in, &expr->clauses, hint, expr->span, &ctx);
}

TExpr *infer_lambda_clauses(Infer *in, const ClauseVec *clauses, Type *hint, Span span, FnCtx *ctx)
{
    size_t arity = clauses->count ? clauses->items[0].params.count : 0;
    for (size_t i = 1; i < clauses->count; i++) {
        if (clauses->items[i].params.count == arity)
            continue;
        diag_add(in->c->diags, DIAG_CLAUSE_ARITY, clauses->items[i].span,
                 "all clauses of a closure must have the same number of parameters: expected %zu, found %zu",
                 arity, clauses->items[i].params.count);
        return tx_error(in, span);
    }
    Type *wanted = hint ? type_resolve(hint) : NULL;
    bool fits = wanted && wanted->kind == TY_FUN && wanted->args.count == arity;
    TypeVec params = {0};
    for (size_t i = 0; i < arity; i++)
        vec_push(in->arena, &params, fits ? wanted->args.items[i] : var_type(in));
    Type *result = fits ? wanted->result : var_type(in);
    if (is_never(result))
        result = var_type(in);
    Env *saved_env = in->env;
    FnCtx *saved = in->ctx;
    bool tail = in->tail, discard = in->discard;
    in->tail = in->discard = false;
    in->ctx = ctx;
    ctx->result = result;
    TExpr *x = tx_new(in, TX_LAMBDA, fun_type(in, &params, result), span);
    x->body = infer_clauses(in, clauses, &params, &x->params, result, NULL, span);
    finish_tries(in, ctx);
    in->ctx = saved;
    in->env = saved_env;
    in->tail = tail;
    in->discard = discard;
    return x;
}

/* ---- Literals ---- */

static TExpr *infer_tuple(Infer *in, Expr *expr, Type *hint)
{
    Type *wanted = hint ? type_resolve(hint) : NULL;
    bool fits = wanted && wanted->kind == TY_TUPLE && wanted->args.count == expr->items.count;
    TExpr *x = tx_new(in, TX_TUPLE, NULL, expr->span);
    TypeVec types = {0};
    for (size_t i = 0; i < expr->items.count; i++) {
        Expr *item = expr->items.items[i];
        TExpr *part = fits ? check_expr(in, item, wanted->args.items[i], NULL) : infer_expr(in, item, NULL);
        vec_push(in->arena, &x->items, part);
        /* A part that never ends still needs a place of the expected type in the tuple. */
        Type *type = fits ? wanted->args.items[i] : is_never(part->type) ? var_type(in) : part->type;
        vec_push(in->arena, &types, type);
    }
    x->type = type_tuple(in->arena, types);
    return x;
}

static TExpr *infer_list(Infer *in, Expr *expr, Type *hint)
{
    TypeDecl *list = in->c->program->types.list;
    Type *element = var_type(in);
    bool fits = hint && type_is_decl(hint, list);
    if (fits)
        element = type_resolve(hint)->args.items[0];
    TExpr *x = tx_new(in, TX_LIST, con_type(in, list, element, NULL), expr->span);
    Why why = {.text = "the first element is here"};
    for (size_t i = 0; i < expr->items.count; i++) {
        Expr *item = expr->items.items[i];
        vec_push(in->arena, &x->items, check_expr(in, item, element, i > 0 && !fits ? &why : NULL));
        if (i == 0)
            why.span = item->span;
    }
    return x;
}

static TExpr *infer_float(Infer *in, const Expr *expr)
{
    TExpr *x = tx_new(in, TX_FLOAT, in->float_, expr->span);
    x->float_value = expr->float_value;
    return x;
}

static TExpr *infer_atom(Infer *in, const Expr *expr)
{
    TExpr *x = tx_new(in, TX_STRING, in->atom, expr->span);
    x->text = expr->text;
    return x;
}

/* A literal is compiled once: it is a constant of its module. */
static TExpr *infer_regex(Infer *in, const Expr *expr)
{
    size_t at;
    const char *fault = regex_fault(expr->text, &at);
    if (fault) {
        uint32_t start = expr->span.start + 3 + (uint32_t)at; /* behind ~r/ */
        Span span = {expr->span.source, start, start + 1 < expr->span.end ? start + 1 : expr->span.end};
        Diag *diag = diag_add(in->c->diags, DIAG_BAD_LITERAL, span, "invalid regex: %s", fault);
        diag_label(in->c->diags, diag, span, "here");
        return tx_error(in, expr->span);
    }
    TExpr *args[2] = {tx_string(in, expr->text, expr->span), tx_string(in, expr->flags, expr->span)};
    TExpr *made = tx_std_call(in, "Regex", "literal", args, 2, expr->span);
    if (is_error(made->type))
        return made;
    ModuleInfo *module = in->state->module;
    ConstSymbol *constant = ARENA_NEW(in->arena, ConstSymbol);
    constant->name = intern_cstr(in->c->names, "regex");
    constant->full_name = arena_printf(in->arena, "%s.regex$%u", module->name, ++in->next_lifted);
    constant->module = module;
    constant->type = made->type;
    constant->value = made;
    constant->span = expr->span;
    vec_push(in->arena, &module->constants, constant);
    TExpr *x = tx_new(in, TX_CONST, made->type, expr->span);
    x->constant = constant;
    return x;
}

static TExpr *infer_receiver(Infer *in, const Expr *expr)
{
    Env *env = env_find(in, in->name_self);
    if (env && env->local)
        return tx_local(in, env->local, expr->span);
    Diag *diag = diag_add(in->c->diags, DIAG_UNDEFINED, expr->span, "undefined variable: self");
    diag_hint(in->c->diags, diag, "`self` is the receiver of a method; the pid of an actor is `self()`");
    return tx_error(in, expr->span);
}

/* ---- The dispatcher ---- */

static TExpr *dispatch(Infer *in, Expr *expr, Type *hint)
{
    switch (expr->kind) {
    case EX_ERROR:
        return tx_error(in, expr->span);
    case EX_INT:
        return tx_int(in, expr->int_value, expr->span);
    case EX_FLOAT:
        return infer_float(in, expr);
    case EX_BOOL:
        return tx_bool(in, expr->bool_value, expr->span);
    case EX_UNIT:
        return tx_unit(in, expr->span);
    case EX_ATOM:
        return infer_atom(in, expr);
    case EX_STRING:
        return infer_string(in, expr);
    case EX_REGEX:
        return infer_regex(in, expr);
    case EX_NAME:
        return infer_name(in, expr, hint);
    case EX_TUPLE:
        return infer_tuple(in, expr, hint);
    case EX_LIST:
        return infer_list(in, expr, hint);
    case EX_MAP:
        return infer_map(in, expr, hint);
    case EX_STRUCT:
        return infer_struct(in, expr, hint);
    case EX_UPDATE:
        return infer_update(in, expr, hint);
    case EX_JSON:
        return infer_json(in, expr);
    case EX_CALL:
        return infer_call(in, expr, hint);
    case EX_FIELD:
        return infer_field(in, expr, hint);
    case EX_INDEX:
        return infer_index(in, expr);
    case EX_TRY:
        return infer_try(in, expr, hint);
    case EX_UNARY:
        return infer_unary(in, expr, hint);
    case EX_BINARY:
        return infer_binary(in, expr, hint);
    case EX_PIPE:
        return infer_pipe(in, expr, hint);
    case EX_IF:
        return infer_if(in, expr, hint);
    case EX_CASE:
        return infer_case(in, expr, hint);
    case EX_CLOSURE:
        return infer_closure(in, expr, hint);
    case EX_WHILE:
        return infer_while(in, expr);
    case EX_FOR:
        return infer_for(in, expr, hint, in->discard);
    case EX_BREAK:
    case EX_CONTINUE:
        return infer_jump(in, expr);
    case EX_RETURN:
        return infer_return(in, expr);
    case EX_SPAWN: {
        ArgVec args = {0};
        args_of_call(in, expr, &args);
        return infer_spawn(in, expr, &args, expr->bool_value);
    }
    case EX_SEND:
        return infer_send(in, expr);
    case EX_LINK:
        return infer_link(in, expr);
    case EX_SELF:
        return infer_self(in, expr);
    case EX_SELF_VALUE:
        return infer_receiver(in, expr);
    case EX_RECEIVE:
        return infer_receive(in, expr, hint);
    case EX_BLOCK:
        return infer_block(in, &expr->block, hint, expr->span);
    case EX_ASSERT_RECEIVE:
        return infer_assert_receive(in, expr);
    }
    return tx_error(in, expr->span);
}

/* Tail position and a dropped value pass through these to their branches. */
static bool has_branches(ExprKind kind)
{
    return kind == EX_IF || kind == EX_CASE || kind == EX_BLOCK || kind == EX_RECEIVE;
}

TExpr *bounded(Infer *in, TExpr *x)
{
    if (!type_is_too_big(x->type))
        return x;
    diag_add(in->c->diags, DIAG_OTHER, x->span, "type too large: the type of this expression is nested too deeply");
    return tx_error(in, x->span);
}

TExpr *infer_expr(Infer *in, Expr *expr, Type *hint)
{
    if (in->depth >= MAX_DEPTH) {
        diag_add(in->c->diags, DIAG_OTHER, expr->span, "this expression is nested too deeply");
        return tx_error(in, expr->span);
    }
    bool tail = in->tail && (has_branches(expr->kind) || expr->kind == EX_CALL || expr->kind == EX_PIPE);
    bool discard = in->discard && (has_branches(expr->kind) || expr->kind == EX_FOR);
    in->tail = tail;
    in->discard = discard;
    in->depth++;
    TExpr *x = bounded(in, dispatch(in, expr, hint));
    in->depth--;
    in->tail = in->discard = false;
    return x;
}
