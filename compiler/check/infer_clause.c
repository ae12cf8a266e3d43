/* infer_clause.c - clauses and their parameters. */
#include "check/infer_agree.h"
#include "check/infer_body.h"
#include "check/infer_deps.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_node.h"
#include "check/infer_pattern.h"
#include "check/infer_type.h"

static bool is_plain(const Param *param)
{
    return param->pattern->kind == PA_BIND || param->pattern->kind == PA_WILDCARD;
}

static bool is_single(const ClauseVec *clauses)
{
    if (clauses->count != 1 || clauses->items[0].guard)
        return false;
    const ParamVec *params = &clauses->items[0].params;
    for (size_t i = 0; i < params->count; i++)
        if (!is_plain(&params->items[i]))
            return false;
    return true;
}

/* The annotation, which the parameter must agree with; `type` itself without one. */
static Type *honour_annotation(Infer *in, const Param *param, Type *type)
{
    if (!param->type)
        return type;
    Type *written = resolve_written(in, param->type);
    unify_or_report(in, type, written, param->type->span, NULL);
    return written;
}

void bind_params(Infer *in, const ParamVec *params, const TypeVec *types, LocalVec *locals)
{
    for (size_t i = 0; i < params->count; i++) {
        const Pattern *pattern = params->items[i].pattern;
        bool named = pattern->kind == PA_BIND;
        Name name = named ? pattern->name.name : intern_cstr(in->c->names, "_");
        Local *local = local_new(in, name, types->items[i], pattern->span);
        vec_push(in->arena, locals, local);
        if (named)
            env_bind(in, name, pattern->span, local);
    }
}

static void name_params(Infer *in, const ClauseVec *clauses, const TypeVec *params,
                        LocalVec *locals)
{
    for (size_t i = 0; i < params->count; i++) {
        const Pattern *pattern = clauses->items[0].params.items[i].pattern;
        Name name = pattern->kind == PA_BIND ? pattern->name.name : intern_cstr(in->c->names, "_");
        vec_push(in->arena, locals, local_new(in, name, params->items[i], pattern->span));
    }
}

static TExpr *infer_clause_match(Infer *in, const ClauseVec *clauses, const TypeVec *params,
                                 LocalVec *locals, Type *result, const Why *why, Span span)
{
    size_t first = locals->count; /* a local function has its captures before */
    name_params(in, clauses, params, locals);
    TExpr *x = tx_new(in, TX_MATCH, result, span);
    MatchCheck check = {.arms = &x->arms, .span = span, .clauses = true};
    for (size_t i = 0; i < params->count; i++) {
        vec_push(in->arena, &x->items, tx_local(in, locals->items[first + i], span));
        vec_push(in->arena, &check.scrutinees, params->items[i]);
    }
    bool any = false;
    for (size_t c = 0; c < clauses->count; c++) {
        const Clause *clause = &clauses->items[c];
        Env *saved = in->env;
        TArm arm = {.span = clause->span};
        for (size_t i = 0; i < clause->params.count && i < params->count; i++) {
            Type *written = honour_annotation(in, &clause->params.items[i], params->items[i]);
            Type *type = is_error(written) ? written : params->items[i];
            vec_push(in->arena, &arm.patterns,
                     infer_pattern(in, clause->params.items[i].pattern, type));
        }
        if (clause->guard) {
            Why guard = {.code = DIAG_GUARD_TYPE};
            arm.guard = check_expr(in, clause->guard, in->bool_, &guard);
        }
        in->tail = true;
        arm.body = check_expr(in, clause->body, result, why);
        any |= !is_never(arm.body->type);
        vec_push(in->arena, &x->arms, arm);
        in->env = saved;
    }
    if (!any)
        x->type = in->never;
    vec_push(in->arena, &in->matches, check);
    return x;
}

/* Twice in one pattern is found where patterns are bound. */
static void check_param_names(Infer *in, const ParamVec *params)
{
    NameVec earlier = {0};
    for (size_t i = 0; i < params->count; i++) {
        const Pattern *pattern = params->items[i].pattern;
        NameVec own = {0};
        pattern_names(in, pattern, &own);
        for (size_t k = 0; k < own.count; k++)
            for (size_t e = 0; e < earlier.count; e++)
                if (own.items[k] == earlier.items[e])
                    diag_add(in->c->diags, DIAG_BOUND_TWICE, pattern->span,
                             "`%s` is bound twice in one parameter list", own.items[k]);
        for (size_t k = 0; k < own.count; k++)
            vec_push(in->arena, &earlier, own.items[k]);
    }
}

TExpr *infer_clauses(Infer *in, const ClauseVec *clauses, const TypeVec *params, LocalVec *locals,
                     Type *result, const Why *why, Span span)
{
    if (clauses->count == 0)
        return tx_error(in, span);
    for (size_t i = 0; i < clauses->count; i++)
        check_param_names(in, &clauses->items[i].params);
    if (!is_single(clauses))
        return infer_clause_match(in, clauses, params, locals, result, why, span);
    const Clause *clause = &clauses->items[0];
    for (size_t i = 0; i < clause->params.count; i++)
        honour_annotation(in, &clause->params.items[i], params->items[i]);
    bind_params(in, &clause->params, params, locals);
    in->tail = true;
    return check_expr(in, clause->body, result, why);
}
