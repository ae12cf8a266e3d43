/* infer_value.c - function values: calling them, and functions, variants and constants as
 * values. */
#include "check/infer_agree.h"
#include "check/infer_call.h"
#include "check/infer_call_internal.h"
#include "check/infer_component.h"
#include "check/infer_env.h"
#include "check/infer_fn.h"
#include "check/infer_node.h"
#include "check/infer_type.h"

TExpr *call_value(Infer *in, TExpr *callee, ArgVec *args, Span span)
{
    in->tail = false;
    Type *type = type_resolve(callee->type);
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    x->target = callee;
    if (type->kind == TY_FUN)
        return finish_call(in, x, type, args, NULL, 0);
    infer_args(in, args);
    if (type->kind == TY_NEVER)
        return callee;
    if (type->kind != TY_VAR) {
        if (type->kind != TY_ERROR)
            diag_add(in->c->diags, DIAG_NOT_CALLABLE, callee->span, "type %s is not callable",
                     text_of_type(in, type));
        return tx_error(in, span);
    }
    TypeVec params = {0};
    for (size_t i = 0; i < args->count; i++) {
        vec_push(in->arena, &params, args->items[i].value->type);
        vec_push(in->arena, &x->items, args->items[i].value);
    }
    x->type = var_type(in);
    unify_or_report(in, type, fun_type(in, &params, x->type), span, NULL);
    return x;
}

Wrapper wrap_params(Infer *in, const TypeVec *types, size_t skip, Span span)
{
    Wrapper wrapper = {0};
    for (size_t i = skip; i < types->count; i++) {
        Name name = intern_cstr(in->c->names, arena_printf(in->arena, "_%zu", i));
        Local *local = local_new(in, name, types->items[i], span);
        vec_push(in->arena, &wrapper.params, local);
        vec_push(in->arena, &wrapper.args, arg_value(tx_local(in, local, span)));
    }
    return wrapper;
}

TExpr *variant_value(Infer *in, VariantDecl *variant, Span span, Type *hint)
{
    ArgVec none = {0};
    if (variant->fields.count == 0)
        return call_variant(in, variant, &none, span, hint);
    TypeVec fields = {0};
    for (size_t i = 0; i < variant->fields.count; i++)
        vec_push(in->arena, &fields, var_type(in));
    Wrapper wrapper = wrap_params(in, &fields, 0, span);
    TExpr *body = call_variant(in, variant, &wrapper.args, span, NULL);
    return tx_lambda(in, wrapper.params, body, body->type, span);
}

TExpr *local_fn_value(Infer *in, LocalFn *local, Span span)
{
    TExpr *x = tx_new(in, TX_FN, NULL, span);
    x->type = use_fn(in, x, local->fn);
    if (local->captures.count == 0)
        return x;
    Type *type = type_resolve(x->type);
    Wrapper wrapper = wrap_params(in, &type->args, local->captures.count, span);
    x->kind = TX_CALL;
    for (size_t i = 0; i < local->captures.count; i++)
        vec_push(in->arena, &x->items, tx_local(in, local->captures.items[i], span));
    for (size_t i = 0; i < wrapper.args.count; i++)
        vec_push(in->arena, &x->items, wrapper.args.items[i].value);
    x->type = type->result;
    return tx_lambda(in, wrapper.params, x, x->type, span);
}

TExpr *named_fn_value(Infer *in, const FnSymbolVec *fns, Span span, Type *hint)
{
    Type *wanted = hint ? type_resolve(hint) : NULL;
    FnSymbol *fn = fns->count == 1 ? fns->items[0] : NULL;
    if (!fn && wanted && wanted->kind == TY_FUN)
        fn = pick_arity(fns, wanted->args.count);
    if (!fn) {
        Diag *diag = diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, span,
                              "annotation needed: `%s` has several arities", fns->items[0]->name);
        diag_hint(in->c->diags, diag, "write a closure: `fn x -> %s(x) end`", fns->items[0]->name);
        return tx_error(in, span);
    }
    TExpr *x = tx_new(in, TX_FN, NULL, span);
    x->type = use_fn(in, x, fn);
    return x;
}

TExpr *const_value(Infer *in, ConstSymbol *constant, Span span)
{
    JobState *state = state_of(in, constant);
    if (state && !constant->type) {
        ensure_inferred(in, state);
        if (!constant->type)
            prepare_signature(in, state);
    }
    TExpr *x = tx_new(in, TX_CONST, constant->type ? constant->type : in->error, span);
    x->constant = constant;
    return x;
}
