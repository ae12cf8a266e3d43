/* infer_node.c - typed nodes: one maker a kind, and how a node that waited becomes what it
 * means. */
#include "check/infer_node.h"
#include "check/infer_call.h"
#include "check/infer_pattern.h"
#include "check/infer_type.h"

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

TExpr *tx_std_call(Infer *in, const char *module, const char *name, TExpr **args, size_t count,
                   Span span)
{
    FnSymbol *fn = std_function(in->c, module, name, count);
    if (!fn) {
        diag_add(in->c->diags, DIAG_OTHER, span, "the library has no function %s.%s/%zu", module,
                 name, count);
        return tx_error(in, span);
    }
    ArgVec list = {0};
    for (size_t i = 0; i < count; i++)
        vec_push(in->arena, &list, arg_value(args[i]));
    return call_fn(in, fn, &list, span, NULL);
}

TExpr *tx_pair(Infer *in, TExpr *key, TExpr *value, Type *type, Span span)
{
    TExpr *x = tx_new(in, TX_TUPLE, type, span);
    vec_push(in->arena, &x->items, key);
    vec_push(in->arena, &x->items, value);
    return x;
}

TExpr *tx_prim(Infer *in, TPrim prim, Type *type, Span span)
{
    TExpr *x = tx_new(in, TX_PRIM, type, span);
    x->prim = prim;
    return x;
}

/* The finished expression goes inside, so that what points at it stays valid. */
void tx_fill(Infer *in, TExpr *into, TExpr *value)
{
    TExprVec items = {0};
    vec_push(in->arena, &items, value);
    into->kind = TX_BLOCK;
    into->items = items;
    into->type = value->type;
}

void tx_fill_method(TExpr *into, TraitMethod *method, const TypeVec *type_args, Type *type)
{
    into->kind = TX_METHOD;
    into->method = method;
    into->type_args = *type_args;
    into->type = type;
}

void tx_fill_unary(Infer *in, TExpr *into, TraitMethod *method, Type *self, Type *type)
{
    TypeVec args = {0};
    vec_push(in->arena, &args, self);
    tx_fill_method(into, method, &args, type);
}
