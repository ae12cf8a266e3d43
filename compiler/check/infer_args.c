/* infer_args.c - arguments of calls: the order they are inferred in, how they meet the parameters,
 * and what type parameters stand for at a use. */
#include "check/infer_agree.h"
#include "check/infer_call.h"
#include "check/infer_call_internal.h"
#include "check/infer_component.h"
#include "check/infer_expr.h"
#include "check/infer_fn.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

/* ---- Arguments ---- */

Arg arg_value(TExpr *value)
{
    return (Arg){.value = value, .span = value->span};
}

Arg arg_ast(Expr *ast)
{
    return (Arg){.ast = ast, .span = ast->span};
}

void args_of_call(Infer *in, Expr *call, ArgVec *args)
{
    size_t count = call->items.count;
    /* Keyword arguments stand before a trailing closure. */
    bool trailing =
        call->fields.count > 0 && count > 0 && call->items.items[count - 1]->kind == EX_CLOSURE &&
        call->items.items[count - 1]->span.start > call->fields.items[0].name.span.start;
    for (size_t i = 0; i < count; i++) {
        if (trailing && i + 1 == count)
            vec_push(in->arena, args, ((Arg){.keywords = call, .span = call->span}));
        vec_push(in->arena, args, arg_ast(call->items.items[i]));
    }
    if (call->fields.count > 0 && !trailing)
        vec_push(in->arena, args, ((Arg){.keywords = call, .span = call->span}));
}

TExpr *infer_arg(Infer *in, Arg *arg, Type *hint)
{
    if (!arg->value)
        arg->value = arg->keywords ? infer_keywords(in, arg->keywords, hint)
                                   : infer_expr(in, arg->ast, hint);
    return arg->value;
}

void infer_args(Infer *in, ArgVec *args)
{
    for (size_t i = 0; i < args->count; i++)
        infer_arg(in, &args->items[i], NULL);
}

static bool is_closure(const Arg *arg)
{
    return !arg->value && arg->ast && arg->ast->kind == EX_CLOSURE;
}

/* Closures come last: by then the other arguments have said what their parameters are. False: one
 * does not fit. */
bool check_args(Infer *in, const TypeVec *params, ArgVec *args, FnSymbol *fn, size_t skip,
                TExprVec *items)
{
    TExpr **checked = ARENA_ARRAY(in->arena, TExpr *, args->count + 1);
    bool fit = true;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < args->count; i++) {
            if (checked[i] || (pass == 0 && is_closure(&args->items[i])))
                continue;
            Why why = {.fn = fn, .index = i};
            Type *param = params->items[skip + i];
            TExpr *value = infer_arg(in, &args->items[i], param);
            checked[i] = coerce(in, value, param, fn ? &why : NULL);
            fit &= checked[i] == value || checked[i]->kind != TX_UNIT;
        }
    }
    for (size_t i = 0; i < args->count; i++)
        vec_push(in->arena, items, checked[i]);
    return fit;
}

/* A generic call with an argument of the wrong type: what its parameters stand for is a guess, and
 * so is all that follows from them. */
static void poison_guesses(Infer *in, TypeVec *params, Type **result)
{
    for (size_t i = 0; i < params->count; i++)
        poison_type(in, params->items[i]);
    *result = in->error;
}

static bool mentions_params(Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_PARAM || type->kind == TY_VAR)
        return true;
    for (size_t i = 0; i < type->args.count; i++)
        if (mentions_params(type->args.items[i]))
            return true;
    return type->kind == TY_FUN && mentions_params(type->result);
}

TExpr *wrong_arity(Infer *in, size_t expected, ArgVec *args, Span span, FnSymbol *fn)
{
    Diag *diag = diag_add(in->c->diags, DIAG_ARITY, span, "expected %zu argument(s), found %zu",
                          expected, args->count);
    if (fn && fn->span.source)
        diag_label(in->c->diags, diag, fn->span, "`%s` is declared here", fn->name);
    infer_args(in, args);
    return tx_error(in, span);
}

TExpr *finish_call(Infer *in, TExpr *x, Type *type, ArgVec *args, FnSymbol *fn, size_t skip)
{
    type = type_resolve(type);
    if (type->kind != TY_FUN) {
        infer_args(in, args);
        x->type = in->error;
        return x;
    }
    if (type->args.count != skip + args->count)
        return wrong_arity(in, type->args.count - skip, args, x->span, fn);
    bool fit = check_args(in, &type->args, args, fn, skip, &x->items);
    x->type = type->result;
    if (!fit && fn && fn->type && mentions_params(fn->type->result))
        poison_guesses(in, &type->args, &x->type);
    return x;
}

/* ---- Type arguments ---- */

TypeVec fresh_args(Infer *in, const TypeParamVec *params, Span span)
{
    (void)span;
    TypeVec args = {0};
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &args, var_type(in));
    return args;
}

void require_bounds(Infer *in, const TypeParamVec *params, const TypeVec *args, Span span)
{
    for (size_t i = 0; i < params->count; i++) {
        const TraitBoundVec *bounds = &params->items[i]->bounds;
        for (size_t b = 0; b < bounds->count; b++) {
            const TraitBound *bound = &bounds->items[b];
            TypeVec trait_args = {0};
            for (size_t k = 0; k < bound->args.count; k++)
                vec_push(in->arena, &trait_args,
                         type_substitute(in->arena, bound->args.items[k], params, args));
            require_trait(in, args->items[i], bound->trait, &trait_args, span, false);
            if (!bound->trait || bound->trait->assoc.count != 1 || !bound->trait->module->is_std ||
                strcmp(bound->trait->assoc.items[0], "Output") != 0)
                continue;
            /* In the body a + b has the type of its operands, so it must be so for this type
             * too. */
            Obligation *ob = obligation_new(in, OB_ASSOC, args->items[i], span);
            ob->trait = bound->trait;
            ob->name.name = bound->trait->assoc.items[0];
            ob->result = args->items[i];
            try_or_defer(in, ob);
        }
    }
}

static Type *use_member(Infer *in, TExpr *expr, JobState *state)
{
    FnSymbol *fn = state->fn;
    /* Within its component a function has one type; only parameters it declares itself are
     * instantiated. */
    TypeVec args = {0};
    if (fn)
        args = fresh_args(in, &fn->params, expr->span);
    expr->type_args = args;
    vec_push(in->arena, &in->component->uses, ((FnUse){.expr = expr, .state = state}));
    return fn && fn->params.count > 0 ? type_substitute(in->arena, fn->type, &fn->params, &args)
                                      : expr->fn->type;
}

Type *use_fn(Infer *in, TExpr *expr, FnSymbol *fn)
{
    JobState *state = state_of(in, fn);
    expr->fn = fn;
    if (state && !fn->type) {
        ensure_inferred(in, state);
        if (!fn->type)
            prepare_signature(in, state);
    }
    if (!fn->type)
        return in->error;
    if (state && !state->done && !state->job->complete)
        return open_assoc(in, use_member(in, expr, state), expr->span);
    TypeVec args = fresh_args(in, &fn->params, expr->span);
    expr->type_args = args;
    if (state && state->local_fn)
        vec_push(in->arena, &in->component->uses, ((FnUse){.expr = expr, .state = state}));
    Type *type = type_substitute(in->arena, fn->type, &fn->params, &args);
    require_bounds(in, &fn->params, &args, expr->span);
    return open_assoc(in, type, expr->span);
}
