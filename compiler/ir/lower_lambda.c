#include "ir/lower_internal.h"

/* A function of its own; the values of its free names are found by the function around it, which
 * may itself have to capture them. Its type parameters are those of the named function. */
MirVar lower_lambda(Lower *l, TExpr *expr)
{
    MirProgram *p = l->p;
    uint32_t number = ++*l->lambda_count;
    MirFn *host = l->fn;
    Lower inner = {.p = p,
                   .queue = l->queue,
                   .outer = l,
                   .symbol = l->symbol,
                   .lambda_count = l->lambda_count};
    const char *base = host->name;
    for (const Lower *at = l; at; at = at->outer)
        base = at->fn->name;
    inner.fn = lower_new_fn(p, arena_printf(p->arena, "%s.closure%u", base, number), host->shown,
                            expr->span);
    inner.fn->kind = MIR_FN_CLOSURE;
    inner.fn->type_params = host->type_params;
    inner.fn->result = type_resolve(expr->type)->result;
    for (size_t i = 0; i < expr->params.count; i++) {
        Local *local = expr->params.items[i];
        MirVar var = mir_var(p, inner.fn, local->type, local->name);
        vec_push(p->arena, &inner.fn->params, var);
        lower_bind(&inner, local, var);
    }
    MirVar value = lower_expr(&inner, expr->body);
    lower_return(&inner, value, expr->span);
    lower_finish_fn(&inner);

    MirVarVec captures = {0};
    for (size_t i = 0; i < inner.captures.count; i++)
        vec_push(p->arena, &captures, lower_local(l, inner.captures.items[i], expr->span));
    MirInstr *instr = lower_emit(l, MIR_LAMBDA, expr->span);
    instr->lambda = inner.fn;
    instr->args = captures;
    return lower_emit_value(l, instr, expr->type);
}
