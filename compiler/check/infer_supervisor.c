/* infer_supervisor.c - a supervisor is a call of Supervisor.start_tree with its children as a
 * list. */
#include "check/infer_agree.h"
#include "check/infer_body.h"
#include "check/infer_call.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_item.h"
#include "check/infer_node.h"
#include "check/infer_type.h"

enum { DEFAULT_SHUTDOWN_MS = 5000, DEFAULT_RESTARTS = 3, DEFAULT_SECONDS = 5, KILL = -1 };

static bool is_one_of(Name name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

static void check_strategy(Infer *in, const Item *item)
{
    static const char *const words[] = {"one_for_one", "one_for_all", "rest_for_one",
                                        "simple_one_for_one"};
    if (item->strategy.name && !is_one_of(item->strategy.name, words, 4))
        diag_add(in->c->diags, DIAG_SUP_STRATEGY, item->strategy.span,
                 "unknown supervision strategy `%s`, expected one_for_one, one_for_all, "
                 "rest_for_one, or "
                 "simple_one_for_one",
                 item->strategy.name);
    for (size_t i = 0; i < item->children.count; i++)
        for (size_t k = 0; k < i; k++)
            if (item->children.items[i].name.name == item->children.items[k].name.name)
                diag_add(in->c->diags, DIAG_SUP_STRATEGY, item->children.items[i].name.span,
                         "duplicate child name `%s`", item->children.items[i].name.name);
}

static const char *restart_of(Infer *in, const ChildSpec *child)
{
    static const char *const words[] = {"permanent", "transient", "temporary"};
    if (!child->restart.name)
        return "permanent";
    if (!is_one_of(child->restart.name, words, 3))
        diag_add(
            in->c->diags, DIAG_SUP_RESTART, child->restart.span,
            "invalid restart type `%s` for child `%s`, expected permanent, transient, or temporary",
            child->restart.name, child->name.name);
    return child->restart.name;
}

static int64_t shutdown_of(Infer *in, const ChildSpec *child)
{
    if (!child->has_shutdown)
        return DEFAULT_SHUTDOWN_MS;
    if (child->shutdown_word.name) {
        if (strcmp(child->shutdown_word.name, "brutal_kill") != 0)
            diag_add(in->c->diags, DIAG_SUP_SHUTDOWN, child->shutdown_span,
                     "invalid shutdown value `%s` for child `%s`, expected a positive integer or "
                     "brutal_kill",
                     child->shutdown_word.name, child->name.name);
        return KILL;
    }
    if (child->shutdown_ms <= 0)
        diag_add(in->c->diags, DIAG_SUP_SHUTDOWN, child->shutdown_span,
                 "invalid shutdown value `%lld` for child `%s`, expected a positive integer or "
                 "brutal_kill",
                 (long long)child->shutdown_ms, child->name.name);
    return child->shutdown_ms;
}

static TExpr *start_of(Infer *in, const ChildSpec *child, bool simple)
{
    if (!child->start) {
        diag_add(in->c->diags, DIAG_CHILD_WITHOUT_START, child->name.span,
                 "child `%s` has no start", child->name.name);
        return tx_error(in, child->span);
    }
    TypeVec none = {0};
    bool closure = child->start->kind == EX_CLOSURE && !simple;
    TExpr *start = infer_expr(in, child->start, closure ? fun_type(in, &none, var_type(in)) : NULL);
    Type *type = type_resolve(start->type);
    if (type->kind == TY_ERROR)
        return start;
    Type *result = type->kind == TY_FUN ? type_resolve(type->result) : type;
    if (type->kind == TY_FUN && result->kind == TY_ERROR)
        return tx_error(in, child->span);
    bool fits = type->kind == TY_FUN && (type->args.count == 0 || simple) &&
                (type_is_decl(result, in->c->program->types.pid) || result->kind == TY_VAR ||
                 result->kind == TY_NEVER);
    if (fits)
        return start;
    Span span = child->start->span;
    if (type_is_decl(type, in->c->program->types.pid)) {
        Diag *diag =
            diag_add(in->c->diags, DIAG_SUP_START, span,
                     "child `%s` start function must return Pid: this is no function but one `%s`",
                     child->name.name, text_of_type(in, type));
        diag_hint(in->c->diags, diag, "each start makes a process: `fn -> %.*s end`",
                  (int)(span.end - span.start), span.source->text.bytes + span.start);
        return tx_error(in, child->span);
    }
    Diag *diag = diag_add(in->c->diags, DIAG_SUP_START, span,
                          "child `%s` start function must return Pid, found `%s`", child->name.name,
                          text_of_type(in, result));
    diag_hint(in->c->diags, diag, "write `start: fn -> spawn(...) end`");
    return tx_error(in, child->span);
}

static TExpr *text_expr(Infer *in, const char *text, Span span)
{
    return tx_string(in, text_of(text), span);
}

/* The arguments of a dynamic child are one value: () or the only one or a tuple. */
static TExpr *start_of_one(Infer *in, TExpr *start, Span span)
{
    Type *type = type_resolve(start->type);
    if (type->kind != TY_FUN || type->args.count == 1)
        return start;
    bool none = type->args.count == 0;
    TypeVec parts = {0};
    for (size_t i = 0; i < type->args.count; i++)
        vec_push(in->arena, &parts, type->args.items[i]);
    Local *packed = local_new(in, intern_cstr(in->c->names, "_args"),
                              none ? in->unit : type_tuple(in->arena, parts), span);
    ArgVec args = {0};
    for (size_t i = 0; i < type->args.count; i++) {
        TExpr *part = tx_new(in, TX_FIELD, type->args.items[i], span);
        part->target = tx_local(in, packed, span);
        part->field_index = (uint32_t)i;
        vec_push(in->arena, &args, arg_value(part));
    }
    LocalVec params = {0};
    vec_push(in->arena, &params, packed);
    TExpr *call = call_value(in, start, &args, span);
    return tx_lambda(in, params, call, call->type, span);
}

static TExpr *simple_supervisor(Infer *in, const Item *item)
{
    Span span = item->name.span;
    if (item->children.count != 1) {
        diag_add(in->c->diags, DIAG_SUP_STRATEGY, item->strategy.span,
                 "a simple_one_for_one supervisor has exactly one child, found %zu",
                 item->children.count);
        return tx_error(in, span);
    }
    const ChildSpec *child = &item->children.items[0];
    TExpr *args[7];
    args[0] = text_expr(in, item->name.name, span);
    args[1] = tx_int(in, item->max_restarts >= 0 ? item->max_restarts : DEFAULT_RESTARTS, span);
    args[2] = tx_int(in, item->max_seconds >= 0 ? item->max_seconds : DEFAULT_SECONDS, span);
    args[3] = text_expr(in, child->name.name, child->name.span);
    args[4] = start_of_one(in, start_of(in, child, true), child->span);
    args[5] = text_expr(in, restart_of(in, child), child->span);
    args[6] = tx_int(in, shutdown_of(in, child), child->span);
    return tx_std_call(in, "Supervisor", "start_simple", args, 7, span);
}

static TExpr *child_expr(Infer *in, const ChildSpec *child)
{
    TExpr *args[5];
    args[0] = text_expr(in, child->name.name, child->name.span);
    args[1] = start_of(in, child, false);
    args[2] = text_expr(in, restart_of(in, child), child->span);
    args[3] = tx_int(in, shutdown_of(in, child), child->span);
    args[4] = child->register_name ? check_expr(in, child->register_name, in->string, NULL)
                                   : text_expr(in, "", child->span);
    return tx_std_call(in, "Supervisor", "child", args, 5, child->span);
}

void infer_supervisor(Infer *in, JobState *state)
{
    Item *item = state->job->supervisor;
    FnSymbol *fn = state->fn;
    Span span = item->name.span;
    FnCtx ctx = {.is_main = true, .result = type_resolve(fn->type)->result};
    in->ctx = &ctx;
    TypeVec params = type_resolve(fn->type)->args;
    bind_params(in, &item->params, &params, &fn->locals);
    check_strategy(in, item);
    if (item->strategy.name && strcmp(item->strategy.name, "simple_one_for_one") == 0) {
        fn->body = coerce(in, simple_supervisor(in, item), ctx.result, NULL);
        return;
    }
    Type *element = var_type(in);
    TExpr *children =
        tx_new(in, TX_LIST, con_type(in, in->c->program->types.list, element, NULL), span);
    for (size_t i = 0; i < item->children.count; i++) {
        TExpr *child = child_expr(in, &item->children.items[i]);
        unify_types(element, child->type);
        vec_push(in->arena, &children->items, child);
    }
    TExpr *args[5];
    args[0] = text_expr(in, item->name.name, span);
    args[1] = text_expr(in, item->strategy.name ? item->strategy.name : "one_for_one", span);
    args[2] = tx_int(in, item->max_restarts >= 0 ? item->max_restarts : DEFAULT_RESTARTS, span);
    args[3] = tx_int(in, item->max_seconds >= 0 ? item->max_seconds : DEFAULT_SECONDS, span);
    args[4] = children;
    fn->body =
        coerce(in, tx_std_call(in, "Supervisor", "start_tree", args, 5, span), ctx.result, NULL);
}
