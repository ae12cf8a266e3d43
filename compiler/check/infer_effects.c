/* infer_effects.c - module constants are computed before main, where nothing may be sent, printed
 * or started. What acts is what the runtime does for its effect: operations on processes, and
 * functions of the library's C side that give nothing back or block. */
#include "check/infer_settle.h"

typedef enum Effect { EFFECT_UNKNOWN, EFFECT_NONE, EFFECT_ACTS } Effect;

typedef struct EffectWalk {
    Infer *in;
    Map known; /* FnSymbol* -> Effect as a pointer */
} EffectWalk;

static const TExpr *acting_part(EffectWalk *w, const TExpr *expr);

static Effect effect_of(EffectWalk *w, FnSymbol *fn)
{
    Effect known = (Effect)(uintptr_t)map_get(&w->known, fn);
    if (known != EFFECT_UNKNOWN)
        return known;
    Effect effect = EFFECT_NONE;
    map_put(w->in->arena, &w->known, fn, (void *)(uintptr_t)EFFECT_NONE); /* of a recursive call */
    Type *type = fn->type ? type_resolve(fn->type) : NULL;
    if (fn->is_extern && type && type->kind == TY_FUN) {
        bool gives_nothing = type_is_decl(type->result, w->in->c->program->types.unit);
        effect = gives_nothing || fn->extern_kind == EXTERN_BLOCKING ? EFFECT_ACTS : EFFECT_NONE;
    } else if (fn->body && acting_part(w, fn->body)) {
        effect = EFFECT_ACTS;
    }
    map_put(w->in->arena, &w->known, fn, (void *)(uintptr_t)effect);
    return effect;
}

static bool is_process_work(TPrim prim)
{
    return prim != TPRIM_PANIC;
}

/* The innermost call in `expr` that acts; NULL: none. */
static const TExpr *acting_part(EffectWalk *w, const TExpr *expr)
{
    if (!expr)
        return NULL;
    const TExpr *found = acting_part(w, expr->target);
    for (size_t i = 0; i < expr->items.count && !found; i++)
        found = acting_part(w, expr->items.items[i]);
    for (size_t i = 0; i < expr->arms.count && !found; i++) {
        found = acting_part(w, expr->arms.items[i].guard);
        if (!found)
            found = acting_part(w, expr->arms.items[i].body);
    }
    if (!found)
        found = acting_part(w, expr->guard);
    if (!found)
        found = acting_part(w, expr->body);
    if (found)
        return found;
    bool calls = (expr->kind == TX_CALL || expr->kind == TX_FN) && expr->fn;
    bool acts = (expr->kind == TX_PRIM && is_process_work(expr->prim)) ||
                expr->kind == TX_RECEIVE || (calls && effect_of(w, expr->fn) == EFFECT_ACTS);
    return acts ? expr : NULL;
}

/* Whether computing `expr` needs the value of the constant, through functions and other constants
 * too. */
static bool needs(EffectWalk *w, Map *seen, const TExpr *expr, const ConstSymbol *constant)
{
    if (!expr)
        return false;
    bool found = needs(w, seen, expr->target, constant) || needs(w, seen, expr->guard, constant) ||
                 needs(w, seen, expr->body, constant);
    for (size_t i = 0; i < expr->items.count && !found; i++)
        found = needs(w, seen, expr->items.items[i], constant);
    for (size_t i = 0; i < expr->arms.count && !found; i++)
        found = needs(w, seen, expr->arms.items[i].guard, constant) ||
                needs(w, seen, expr->arms.items[i].body, constant);
    if (found || (expr->kind == TX_CONST && expr->constant == constant))
        return true;
    const void *next = expr->kind == TX_CONST ? (const void *)expr->constant : expr->fn;
    if (!next || map_get(seen, next))
        return false;
    map_put(w->in->arena, seen, next, (void *)next);
    return needs(w, seen, expr->kind == TX_CONST ? expr->constant->value : expr->fn->body,
                 constant);
}

static void check_cycle(EffectWalk *w, const JobState *state)
{
    const ConstSymbol *constant = state->job->constant;
    Map seen = {0};
    if (!state->cyclic && needs(w, &seen, constant->value, constant))
        diag_add(w->in->c->diags, DIAG_OTHER, constant->span, "constant `%s` depends on itself",
                 constant->name);
}

void check_effects(Infer *in)
{
    EffectWalk walk = {.in = in};
    for (size_t i = 0; i < in->all.count; i++) {
        const ConstSymbol *constant = in->all.items[i]->job->constant;
        /* A constant that is itself a function acts only when it is called. */
        if (!constant || !constant->value || constant->module->is_std ||
            constant->value->kind == TX_LAMBDA || constant->value->kind == TX_FN)
            continue;
        check_cycle(&walk, in->all.items[i]);
        const TExpr *part = acting_part(&walk, constant->value);
        if (!part)
            continue;
        Diag *diag =
            diag_add(in->c->diags, DIAG_CONST_EFFECT, part->span,
                     "constant `%s` must not act: it is computed before `main`", constant->name);
        if (part->fn)
            diag_label(in->c->diags, diag, part->span, "`%s` does more than give a value",
                       part->fn->name);
        diag_hint(in->c->diags, diag, "make it a function, `fn %s() = ...`, and call it",
                  constant->name);
    }
}
