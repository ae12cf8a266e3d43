/* infer_service.c - services: each handler is a function from the state and its parameters; the
 * generated functions send closures over it to the process that holds the state.
 *
 *     Counter.add(pid, n)  =  service_call(pid, fn s ->
 *                               let (s', r) = Add(s, n); reply(r); s'
 *                             end)
 */
#include "check/infer_body.h"
#include "check/infer_call.h"
#include "check/infer_component.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_fn.h"
#include "check/infer_item.h"
#include "check/infer_node.h"
#include "check/infer_pattern.h"
#include "check/infer_type.h"

/* ---- Signatures ---- */

static TypeVec handler_params(Infer *in, const ParamVec *params)
{
    TypeVec types = {0};
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &types, param_type(in, &params->items[i]));
    return types;
}

static Type *with_front(Infer *in, Type *first, Type *second, const TypeVec *rest, Type *result)
{
    TypeVec all = {0};
    if (first)
        vec_push(in->arena, &all, first);
    if (second)
        vec_push(in->arena, &all, second);
    for (size_t i = 0; i < rest->count; i++)
        vec_push(in->arena, &all, rest->items[i]);
    return type_fun(in->arena, all, result);
}

static void prepare_start(Infer *in, JobState *state)
{
    ServiceParts *parts = state->job->parts;
    TypeVec params = {0};
    state->service_state = in->unit;
    if (parts->init) {
        FnSymbol *init = parts->init->fn;
        JobState *init_state = state_of(in, init);
        if (!init->type && init_state)
            prepare_signature(in, init_state);
        state->init_args = fresh_args(in, &init->params, init->span);
        Type *type =
            type_resolve(type_substitute(in->arena, init->type, &init->params, &state->init_args));
        params = type->args;
        state->service_state = type->result;
    }
    parts->decl->state = state->service_state;
    Type *pid = pid_type(in, in->unit);
    Type *own = with_front(in, NULL, NULL, &params, pid);
    FnSymbol *starts[] = {parts->start, parts->start_link};
    for (size_t i = 0; i < 2; i++) {
        if (starts[i]->type)
            unify_types(starts[i]->type, own);
        else
            starts[i]->type = own;
    }
}

static FnSymbol *handler_symbol(Infer *in, JobState *state, Name name, Span span)
{
    FnSymbol *fn = ARENA_NEW(in->arena, FnSymbol);
    fn->name = name;
    fn->module = state->module;
    fn->span = span;
    fn->full_name = arena_printf(in->arena, "%s.%s", state->module->name, name);
    vec_push(in->arena, &state->module->functions, fn);
    return fn;
}

static void prepare_handler(Infer *in, JobState *state, const Handler *handler, HandlerFns *fns)
{
    TypeVec params = handler_params(in, &handler->params);
    Type *reply = in->unit;
    Type *result = state->service_state;
    if (!handler->is_cast) {
        reply = handler->result ? resolve_written(in, handler->result) : var_type(in);
        TypeVec parts = {0};
        vec_push(in->arena, &parts, state->service_state);
        vec_push(in->arena, &parts, reply);
        result = type_tuple(in->arena, parts);
    }
    FnSymbol *fn = handler_symbol(in, state, handler->name.name, handler->name.span);
    fn->arity = (uint32_t)handler->params.count + 1;
    fn->type = with_front(in, state->service_state, NULL, &params, result);
    vec_push(in->arena, &state->service_fns, fn);
    Type *pid = pid_type(in, in->unit);
    fns->op->type = with_front(in, pid, NULL, &params, reply);
    if (handler->is_cast)
        return;
    Type *outcome = con_type(in, in->c->program->types.result, reply, in->string);
    fns->try_op->type = with_front(in, pid, NULL, &params, outcome);
    fns->within->type = with_front(in, in->int_, pid, &params, outcome);
}

void prepare_service(Infer *in, JobState *state)
{
    if (state->service_state)
        return;
    prepare_start(in, state);
    Item *item = state->job->service;
    for (size_t i = 0; i < item->handlers.count; i++)
        prepare_handler(in, state, &item->handlers.items[i], &state->job->parts->handlers.items[i]);
    if (!item->terminate)
        return;
    TypeVec none = {0};
    state->service_end =
        handler_symbol(in, state, intern_cstr(in->c->names, "terminate"), item->terminate->span);
    state->service_end->arity = 1;
    state->service_end->type = with_front(in, state->service_state, NULL, &none, in->unit);
}

/* ---- Handlers ---- */

static Param state_param(Infer *in, Ident name, Span span)
{
    Pattern *pattern = ARENA_NEW(in->arena, Pattern);
    pattern->kind = name.name ? PA_BIND : PA_WILDCARD;
    pattern->name = name;
    pattern->span = name.name ? name.span : span;
    return (Param){.pattern = pattern};
}

static void infer_handler(Infer *in, FnSymbol *fn, const Handler *handler, Type *message)
{
    Clause clause = {.body = handler->body, .span = handler->span};
    vec_push(in->arena, &clause.params, state_param(in, handler->state, handler->span));
    for (size_t i = 0; i < handler->params.count; i++)
        vec_push(in->arena, &clause.params, handler->params.items[i]);
    ClauseVec clauses = {0};
    vec_push(in->arena, &clauses, clause);
    Type *type = type_resolve(fn->type);
    FnCtx ctx = {.message = message, .result = type->result};
    Why why = {.span = handler->name.span,
               .text = handler->is_cast ? "a cast gives the new state"
                                        : "a call gives the new state and the reply"};
    ctx.result_why = why;
    in->env = NULL;
    in->ctx = &ctx;
    fn->body =
        infer_clauses(in, &clauses, &type->args, &fn->locals, type->result, &why, handler->span);
    finish_tries(in, &ctx);
    in->ctx = NULL;
}

static void infer_end(Infer *in, JobState *state)
{
    Item *item = state->job->service;
    FnSymbol *fn = state->service_end;
    FnCtx ctx = {.is_main = true, .result = in->unit};
    ParamVec params = {0};
    vec_push(in->arena, &params, state_param(in, item->terminate_state, item->span));
    in->env = NULL;
    in->ctx = &ctx;
    bind_params(in, &params, &type_resolve(fn->type)->args, &fn->locals);
    in->discard = true;
    TExprVec items = {0};
    vec_push(in->arena, &items, infer_expr(in, item->terminate, NULL));
    vec_push(in->arena, &items, tx_unit(in, item->span));
    fn->body = tx_block(in, items, item->span);
    finish_tries(in, &ctx);
    in->ctx = NULL;
}

/* ---- Generated functions ---- */

static Local *named_local(Infer *in, const char *name, Type *type, Span span)
{
    return local_new(in, intern_cstr(in->c->names, name), type, span);
}

static TExpr *plain_call(Infer *in, FnSymbol *fn, Type *result, Span span)
{
    TExpr *x = tx_new(in, TX_CALL, result, span);
    x->fn = fn;
    return x;
}

/* The state as the value of a request; a terminate block is told of it. */
static void finish_request(Infer *in, JobState *state, TExprVec *items, Local *next, Span span)
{
    if (state->service_end) {
        TExpr *end = plain_call(in, state->service_end, in->unit, span);
        vec_push(in->arena, &end->items, tx_local(in, next, span));
        LocalVec none = {0};
        TExpr *install = tx_prim(in, TPRIM_SET_TERMINATE, in->unit, span);
        vec_push(in->arena, &install->items, tx_lambda(in, none, end, in->unit, span));
        vec_push(in->arena, items, install);
    }
    vec_push(in->arena, items, tx_local(in, next, span));
}

static void make_start(Infer *in, JobState *state, FnSymbol *fn, bool linked)
{
    Span span = fn->span;
    ServiceParts *parts = state->job->parts;
    Type *type = type_resolve(fn->type);
    TExpr *first = tx_unit(in, span);
    for (size_t i = 0; i < type->args.count; i++) {
        const Pattern *pattern = parts->init->clauses.items[0]->params.items[i].pattern;
        Name name = pattern->kind == PA_BIND ? pattern->name.name : "_";
        vec_push(in->arena, &fn->locals, named_local(in, name, type->args.items[i], pattern->span));
    }
    if (parts->init) {
        first = plain_call(in, parts->init->fn, state->service_state, span);
        first->type_args = state->init_args;
        for (size_t i = 0; i < fn->locals.count; i++)
            vec_push(in->arena, &first->items, tx_local(in, fn->locals.items[i], span));
    }
    TExprVec items = {0};
    Local *next = named_local(in, "state", state->service_state, span);
    vec_push(in->arena, &items, tx_let(in, next, first, span));
    finish_request(in, state, &items, next, span);
    LocalVec none = {0};
    TExpr *x = tx_prim(in, TPRIM_SERVICE_START, type->result, span);
    vec_push(in->arena, &x->items,
             tx_lambda(in, none, tx_block(in, items, span), state->service_state, span));
    x->service = parts->decl;
    x->flag = linked;
    fn->body = x;
}

/* fn state -> let (next, reply) = handler(state, params); reply; next end */
static TExpr *request_closure(Infer *in, JobState *state, FnSymbol *handler, const LocalVec *params,
                              bool is_cast, Span span)
{
    Type *result = type_resolve(handler->type)->result;
    Local *now = named_local(in, "state", state->service_state, span);
    Local *next = named_local(in, "next", state->service_state, span);
    TExpr *call = plain_call(in, handler, result, span);
    vec_push(in->arena, &call->items, tx_local(in, now, span));
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &call->items, tx_local(in, params->items[i], span));
    TExprVec items = {0};
    TExpr *let = tx_let(in, next, call, span);
    vec_push(in->arena, &items, let);
    if (!is_cast) {
        Type *reply_type = type_resolve(result)->args.items[1];
        Local *reply = named_local(in, "reply", reply_type, span);
        TPattern *both = tp_new(in, TP_TUPLE, result, span);
        TPattern *second = tp_new(in, TP_BIND, reply_type, span);
        second->local = reply;
        vec_push(in->arena, &both->items, let->pattern);
        vec_push(in->arena, &both->items, second);
        let->pattern = both;
        TExpr *answer = tx_prim(in, TPRIM_SERVICE_REPLY, in->unit, span);
        vec_push(in->arena, &answer->items, tx_local(in, reply, span));
        vec_push(in->arena, &items, answer);
    }
    finish_request(in, state, &items, next, span);
    LocalVec own = {0};
    vec_push(in->arena, &own, now);
    return tx_lambda(in, own, tx_block(in, items, span), state->service_state, span);
}

/* The parameters of a generated function: [ms,] pid, those of the handler. */
typedef struct OpParams {
    Local *ms, *pid;
    LocalVec own;
} OpParams;

static OpParams op_params(Infer *in, FnSymbol *fn, const Handler *handler, bool has_ms)
{
    OpParams params = {0};
    Type *type = type_resolve(fn->type);
    size_t at = 0;
    if (has_ms) {
        params.ms = named_local(in, "ms", type->args.items[at++], handler->name.span);
        vec_push(in->arena, &fn->locals, params.ms);
    }
    params.pid = named_local(in, "pid", type->args.items[at++], handler->name.span);
    vec_push(in->arena, &fn->locals, params.pid);
    for (size_t i = 0; i < handler->params.count; i++) {
        const Pattern *pattern = handler->params.items[i].pattern;
        Name name = pattern->kind == PA_BIND ? pattern->name.name : "_";
        Local *local = named_local(in, name, type->args.items[at + i], pattern->span);
        vec_push(in->arena, &params.own, local);
        vec_push(in->arena, &fn->locals, local);
    }
    return params;
}

static TExpr *request(Infer *in, JobState *state, TPrim prim, Type *type, const OpParams *params,
                      TExpr *closure, FnSymbol *op)
{
    Span span = closure->span;
    TExpr *x = tx_prim(in, prim, type, span);
    vec_push(in->arena, &x->items, tx_local(in, params->pid, span));
    vec_push(in->arena, &x->items, closure);
    if (prim != TPRIM_SERVICE_CAST)
        vec_push(in->arena, &x->items,
                 params->ms ? tx_local(in, params->ms, span) : tx_int(in, -1, span));
    x->service = state->job->parts->decl;
    x->text = text_of(op->name);
    return x;
}

static TExpr *outcome(Infer *in, Type *type, const char *name, TExpr *value)
{
    TypeDecl *result = in->c->program->types.result;
    TExpr *x = tx_new(in, TX_VARIANT, type, value->span);
    for (size_t i = 0; i < result->variants.count; i++)
        if (strcmp(result->variants.items[i]->name, name) == 0)
            x->variant = result->variants.items[i];
    vec_push(in->arena, &x->items, value);
    return x;
}

/* case service_try(...) do 0 -> Ok(result) ; _ -> Err(error) end */
static void make_try(Infer *in, JobState *state, FnSymbol *fn, FnSymbol *op, FnSymbol *handler,
                     const Handler *written, bool has_ms)
{
    Span span = written->name.span;
    OpParams params = op_params(in, fn, written, has_ms);
    Type *type = type_resolve(fn->type)->result;
    Type *reply = type_resolve(type)->args.items[0];
    TExpr *closure = request_closure(in, state, handler, &params.own, false, span);
    TExpr *x = tx_new(in, TX_MATCH, type, span);
    vec_push(in->arena, &x->items,
             request(in, state, TPRIM_SERVICE_TRY, in->int_, &params, closure, op));
    TArm good = {.span = span}, bad = {.span = span};
    vec_push(in->arena, &good.patterns, tp_new(in, TP_INT, in->int_, span));
    vec_push(in->arena, &bad.patterns, tp_new(in, TP_WILDCARD, in->int_, span));
    good.body = outcome(in, type, "Ok", tx_prim(in, TPRIM_SERVICE_RESULT, reply, span));
    bad.body = outcome(in, type, "Err", tx_prim(in, TPRIM_SERVICE_ERROR, in->string, span));
    vec_push(in->arena, &x->arms, good);
    vec_push(in->arena, &x->arms, bad);
    fn->body = x;
}

static void make_op(Infer *in, JobState *state, HandlerFns *fns, FnSymbol *handler,
                    const Handler *written)
{
    OpParams params = op_params(in, fns->op, written, false);
    TExpr *closure =
        request_closure(in, state, handler, &params.own, written->is_cast, written->name.span);
    TPrim prim = written->is_cast ? TPRIM_SERVICE_CAST : TPRIM_SERVICE_CALL;
    fns->op->body =
        request(in, state, prim, type_resolve(fns->op->type)->result, &params, closure, fns->op);
    if (written->is_cast)
        return;
    make_try(in, state, fns->try_op, fns->op, handler, written, false);
    make_try(in, state, fns->within, fns->op, handler, written, true);
}

void infer_service(Infer *in, JobState *state)
{
    Item *item = state->job->service;
    ServiceParts *parts = state->job->parts;
    Type *message = var_type(in);
    for (size_t i = 0; i < item->handlers.count; i++)
        infer_handler(in, state->service_fns.items[i], &item->handlers.items[i], message);
    if (state->service_end)
        infer_end(in, state);
    make_start(in, state, parts->start, false);
    make_start(in, state, parts->start_link, true);
    for (size_t i = 0; i < item->handlers.count; i++)
        make_op(in, state, &parts->handlers.items[i], state->service_fns.items[i],
                &item->handlers.items[i]);
}

void check_service_start(Infer *in, JobState *state)
{
    ServiceParts *parts = state->job->parts;
    if (!parts->init)
        return;
    TypeVec *params = &type_resolve(parts->start->type)->args;
    const ParamVec *written = &parts->init->clauses.items[0]->params;
    for (size_t i = 0; i < params->count && i < written->count; i++) {
        TypeVec open = {0};
        type_free_vars(in->arena, params->items[i], 0, &open);
        if (open.count == 0)
            continue;
        Diag *diag = diag_add(
            in->c->diags, DIAG_ANNOTATION_NEEDED, written->items[i].pattern->span,
            "annotation needed: nothing in the service determines the type of this parameter");
        diag_hint(in->c->diags, diag, "say its type: `name :: Type`");
        poison_type(in, params->items[i]);
    }
}
