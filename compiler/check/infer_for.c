/* infer_for.c - `for` loops: over ranges and lists as they are, maps and sets by their lists, and
 * what is Iterable one step of an Iter after the other, so that endless ones need not end. */
#include "check/infer_agree.h"
#include "check/infer_call.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_pattern.h"
#include "check/infer_solve.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

/* Sets what the loop goes over: kind, target and, for an Iter, the state and its steps. */
static void over_list(Infer *in, TExpr *loop, TExpr *list, Type **element)
{
    Type *type = type_resolve(list->type);
    loop->kind = TX_FOR_LIST;
    loop->target = list;
    *element = type_is_decl(type, in->c->program->types.list) ? type->args.items[0] : in->error;
}

static VariantDecl *step_variant(TypeDecl *step, const char *name)
{
    for (size_t i = 0; i < step->variants.count; i++)
        if (strcmp(step->variants.items[i]->name, name) == 0)
            return step->variants.items[i];
    return NULL;
}

static void add_case(Infer *in, TExpr *match, TPattern *pattern, bool value)
{
    TArm arm = {.body = tx_bool(in, value, match->span), .span = match->span};
    vec_push(in->arena, &arm.patterns, pattern);
    vec_push(in->arena, &match->arms, arm);
}

/* The state is a local; items get the call of its step and whether that gave an element. */
static void over_iter(Infer *in, TExpr *loop, TExpr *iter, Type **element)
{
    Span span = iter->span;
    Type *type = type_resolve(iter->type);
    TypeDecl *decl = type->decl;
    Local *state = local_new(in, intern_cstr(in->c->names, "_iter"), type, span);
    TExpr *function =
        tx_new(in, TX_FIELD, field_type(in, decl, &type->args, decl->fields.items[0].type), span);
    function->target = tx_local(in, state, span);
    ArgVec none = {0};
    TExpr *call = call_value(in, function, &none, span);
    Type *step = type_resolve(call->type);
    Local *result = local_new(in, intern_cstr(in->c->names, "_step"), step, span);
    TExpr *more = tx_new(in, TX_MATCH, in->bool_, span);
    vec_push(in->arena, &more->items, tx_local(in, result, span));
    TPattern *done = tp_new(in, TP_VARIANT, step, span);
    done->variant = step_variant(step->decl, "IterDone");
    add_case(in, more, done, false);
    add_case(in, more, tp_new(in, TP_WILDCARD, step, span), true);
    loop->kind = TX_FOR_ITER;
    loop->target = iter;
    loop->local = state;
    loop->variant = step_variant(step->decl, "IterNext");
    vec_push(in->arena, &loop->params, result);
    vec_push(in->arena, &loop->items, call);
    vec_push(in->arena, &loop->items, more);
    *element = type->args.items[0];
}

static void over_nothing(Infer *in, TExpr *loop, TExpr *value, const char *hint, Type **element)
{
    Type *type = type_resolve(value->type);
    if (type->kind != TY_ERROR) {
        Diag *diag = diag_add(in->c->diags, DIAG_NO_TRAIT, value->span,
                              "%s does not implement Iterable", text_of_type(in, type));
        diag_hint(in->c->diags, diag, "%s", hint);
    }
    loop->kind = TX_FOR_LIST;
    loop->target = value;
    *element = in->error;
}

static void over_iterable(Infer *in, TExpr *loop, TExpr *value, Type **element)
{
    BuiltinTypes *types = &in->c->program->types;
    if (types->iter && type_is_decl(value->type, types->iter)) {
        over_iter(in, loop, value, element);
        return;
    }
    TraitDecl *iterable = std_trait(in, "Iterable"), *iterator = std_trait(in, "Iterator");
    TraitMethod *iter = trait_method(in, iterable, "iter");
    Type *self = type_resolve(value->type);
    if (self->kind == TY_ERROR || self->kind == TY_NEVER || !iter ||
        !has_impl(in, self, iterable)) {
        bool only_iterator = iterator && self->kind == TY_CON && has_impl(in, self, iterator);
        bool option = type_is_decl(self, types->option) || type_is_decl(self, types->result);
        over_nothing(
            in, loop, value,
            only_iterator ? "values cannot advance: implement `Iterable` instead of `Iterator`"
            : option      ? "take the value out first, with `case` or `?`"
            : type_is_decl(self, types->int_) ? "to count, go over a range: `0..n`"
            : type_is_decl(self, types->string)
                ? "go over its characters, `String.chars(text)`, or its lines, `String.lines(text)`"
                : "`for` goes over lists, ranges, maps, sets and `Iterable` types",
            element);
        return;
    }
    ArgVec args = {0};
    vec_push(in->arena, &args, arg_value(value));
    TExpr *handle = call_method(in, iter, self, &args, value->span);
    solve_obligations(in);
    if (type_is_decl(handle->type, types->list))
        over_list(in, loop, handle, element);
    else if (types->iter && type_is_decl(handle->type, types->iter))
        over_iter(in, loop, handle, element);
    else
        over_nothing(in, loop, handle, "`iter` must give an `Iter`", element);
}

bool solve_loop(Infer *in, Obligation *ob)
{
    TExpr *loop = ob->expr, *value = loop->target;
    BuiltinTypes *types = &in->c->program->types;
    Type *self = type_resolve(ob->self), *element;
    if (self->kind == TY_VAR)
        return false;
    if (type_is_decl(self, types->list)) {
        over_list(in, loop, value, &element);
    } else if (types->range && type_is_decl(self, types->range)) {
        loop->kind = TX_FOR_RANGE;
        element = in->int_;
    } else if (type_is_decl(self, types->map)) {
        bool both = ob->ast->braces || ob->ast->pattern->kind == PA_TUPLE;
        over_list(in, loop,
                  tx_std_call(in, "Map", both ? "to_list" : "keys", &value, 1, value->span),
                  &element);
    } else if (types->set && type_is_decl(self, types->set)) {
        over_list(in, loop, tx_std_call(in, "Set", "to_list", &value, 1, value->span), &element);
    } else {
        over_iterable(in, loop, value, &element);
    }
    unify_or_report(in, element, ob->result, ob->ast->pattern->span, NULL);
    return true;
}

/* What nothing else determines is a map when two names in braces are bound, else a list. */
void default_loop(Infer *in, Obligation *ob)
{
    BuiltinTypes *types = &in->c->program->types;
    Type *type = ob->ast->braces ? con_type(in, types->map, var_type(in), var_type(in))
                                 : con_type(in, types->list, ob->result, NULL);
    unify_types(ob->self, type);
    solve_loop(in, ob);
}

static Type *loop_source(Infer *in, TExpr *loop, Expr *expr)
{
    loop->target = infer_expr(in, expr->target, NULL);
    if (type_resolve(loop->target->type)->kind == TY_VAR)
        solve_obligations(in);
    Obligation *ob = obligation_new(in, OB_LOOP, loop->target->type, loop->target->span);
    ob->expr = loop;
    ob->ast = expr;
    ob->result = var_type(in);
    try_or_defer(in, ob);
    Type *element = type_resolve(ob->result);
    if (element->kind != TY_VAR || !expr->braces)
        return element;
    TypeVec both = {0};
    vec_push(in->arena, &both, var_type(in));
    vec_push(in->arena, &both, var_type(in));
    unify_types(element, type_tuple(in->arena, both));
    return type_resolve(element);
}

TExpr *infer_for(Infer *in, Expr *expr, Type *hint, bool discard)
{
    in->discard = false;
    Env *saved = in->env;
    TExpr *x = tx_new(in, TX_FOR_LIST, in->unit, expr->span);
    x->flag = !discard;
    vec_push(in->arena, &x->items, NULL); /* the body, which comes before the steps of an Iter */
    Type *source = loop_source(in, x, expr);
    x->pattern = infer_pattern(in, expr->pattern, source);
    require_irrefutable(in, x->pattern);
    if (expr->guard) {
        Why why = {.code = DIAG_GUARD_TYPE};
        x->guard = check_expr(in, expr->guard, in->bool_, &why);
    }
    in->ctx->loops++;
    TypeDecl *list = in->c->program->types.list;
    Type *element = hint && type_is_decl(hint, list) ? type_resolve(hint)->args.items[0] : NULL;
    in->discard = discard;
    TExpr *body = infer_expr(in, expr->items.items[0], discard ? NULL : element);
    in->ctx->loops--;
    in->env = saved;
    if (!discard) {
        if (!element)
            element = is_never(body->type) ? var_type(in) : body->type;
        body = coerce(in, body, element, NULL);
        x->type = con_type(in, list, element, NULL);
    } else if (expr->items.items[0]->kind != EX_BLOCK) {
        vec_push(in->arena, &in->dropped, body);
    }
    x->items.items[0] = body;
    return x;
}
