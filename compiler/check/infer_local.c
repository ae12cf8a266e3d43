/* infer_local.c - functions defined in blocks, and closures a `let` gives a name: both are
 * generalised, so both become functions of their own, with what they capture as their first
 * parameters. */
#include "check/infer_local.h"
#include "check/infer_component.h"
#include "check/infer_deps.h"
#include "check/infer_env.h"

/* ---- Functions of a block ---- */

static LocalFn *find_local_fn(LocalFnVec *fns, Name name, size_t arity)
{
    for (size_t i = 0; i < fns->count; i++)
        if (fns->items[i]->name == name && fns->items[i]->arity == arity)
            return fns->items[i];
    return NULL;
}

static bool name_in(const NameVec *names, Name name)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->items[i] == name)
            return true;
    return false;
}

void collect_local_fns(Infer *in, const Block *block, LocalFnVec *fns)
{
    for (size_t i = 0; i < block->stmts.count; i++) {
        const Stmt *stmt = block->stmts.items[i];
        if (stmt->kind != ST_ITEM || stmt->item->kind != IT_FN)
            continue;
        FnDef *def = stmt->item->fn;
        if (def->inplace.is_given)
            diag_add(in->c->diags, DIAG_ITEM_PLACE, def->inplace.span,
                     "`@inplace` marks functions of a module");
        LocalFn *fn = find_local_fn(fns, def->name.name, def->params.count);
        if (!fn) {
            fn = ARENA_NEW(in->arena, LocalFn);
            fn->name = def->name.name;
            fn->arity = def->params.count;
            fn->position = i;
            vec_push(in->arena, fns, fn);
        }
        vec_push(in->arena, &fn->clauses, def);
    }
    for (size_t i = 0; i < fns->count; i++)
        free_names(in, &fns->items[i]->clauses, &fns->items[i]->free_names);
}

/* A local function can be inferred once the names it captures are bound: after the last let before
 * its definition that binds one of them, and not before the local functions it calls. */
void find_ready_points(Infer *in, const Block *block, LocalFnVec *fns)
{
    for (size_t i = 0; i < fns->count; i++) {
        LocalFn *fn = fns->items[i];
        for (size_t s = 0; s < fn->position; s++) {
            const Stmt *stmt = block->stmts.items[s];
            if (stmt->kind != ST_LET)
                continue;
            NameVec bound = {0};
            pattern_names(in, stmt->pattern, &bound);
            for (size_t n = 0; n < bound.count; n++)
                if (name_in(&fn->free_names, bound.items[n]))
                    fn->ready = s + 1;
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < fns->count; i++) {
            for (size_t k = 0; k < fns->count; k++) {
                LocalFn *user = fns->items[i], *used = fns->items[k];
                if (used->ready > user->ready && name_in(&user->free_names, used->name)) {
                    user->ready = used->ready;
                    changed = true;
                }
            }
        }
    }
}

static bool has_local(const LocalVec *locals, const Local *local)
{
    for (size_t i = 0; i < locals->count; i++)
        if (locals->items[i] == local)
            return true;
    return false;
}

static bool add_captures(Infer *in, LocalFn *into, const LocalVec *from)
{
    bool changed = false;
    for (size_t i = 0; i < from->count; i++) {
        if (!has_local(&into->captures, from->items[i])) {
            vec_push(in->arena, &into->captures, from->items[i]);
            changed = true;
        }
    }
    return changed;
}

static void find_captures(Infer *in, LocalFnVec *group)
{
    for (size_t i = 0; i < group->count; i++) {
        LocalFn *fn = group->items[i];
        for (size_t n = 0; n < fn->free_names.count; n++) {
            Env *env = env_find(in, fn->free_names.items[n]);
            if (!env)
                continue;
            if (env->local && !has_local(&fn->captures, env->local))
                vec_push(in->arena, &fn->captures, env->local);
            if (env->fn)
                add_captures(in, fn, &env->fn->captures);
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < group->count; i++)
            for (size_t k = 0; k < group->count; k++)
                if (i != k && name_in(&group->items[i]->free_names, group->items[k]->name))
                    changed |= add_captures(in, group->items[i], &group->items[k]->captures);
    }
}

static void declare_local_fn(Infer *in, LocalFn *fn)
{
    FnDef *first = fn->clauses.items[0];
    FnSymbol *symbol = ARENA_NEW(in->arena, FnSymbol);
    symbol->name = fn->name;
    symbol->module = in->state->module;
    symbol->span = first->name.span;
    symbol->arity = (uint32_t)(fn->captures.count + fn->arity);
    const char *around = in->state->fn ? in->state->fn->full_name : in->state->module->name;
    symbol->full_name =
        arena_printf(in->arena, "%s.%s/%zu$%u", around, fn->name, fn->arity, ++in->next_lifted);
    for (size_t i = 0; i < first->generics.count; i++) {
        TypeParam *param = ARENA_NEW(in->arena, TypeParam);
        param->name = first->generics.items[i].name;
        for (size_t b = 0; b < first->bounds.count; b++) {
            const Bound *bound = &first->bounds.items[b];
            for (size_t t = 0; bound->param.name == param->name && t < bound->traits.count; t++) {
                const Path *path = &bound->traits.items[t];
                Binding *trait = scope_type(in->c, in->state->module,
                                            path->parts.items[path->parts.count - 1].name);
                TraitBound traitbound = {
                    .trait = trait && trait->kind == BINDING_TRAIT ? trait->trait : NULL,
                    .span = path->span};
                if (traitbound.trait)
                    vec_push(in->arena, &param->bounds, traitbound);
            }
        }
        vec_push(in->arena, &symbol->params, param);
    }
    fn->fn = symbol;
    FnJob *job = ARENA_NEW(in->arena, FnJob);
    job->fn = symbol;
    job->module = in->state->module;
    for (size_t i = 0; i < fn->clauses.count; i++)
        vec_push(in->arena, &job->clauses, fn->clauses.items[i]);
    TypeScope *scope = ARENA_NEW(in->arena, TypeScope);
    /* A copy: generalisation adds parameters that have no written name. */
    TypeParamVec *written = ARENA_NEW(in->arena, TypeParamVec);
    for (size_t i = 0; i < symbol->params.count; i++)
        vec_push(in->arena, written, symbol->params.items[i]);
    scope->params = written;
    scope->outer = in->state->type_scope;
    job->type_scope = scope;
    JobState *state = ARENA_NEW(in->arena, JobState);
    state->job = job;
    state->fn = symbol;
    state->module = job->module;
    state->type_scope = scope;
    state->local_fn = fn;
    state->locals = &state->next_local;
    state->around = in->state;
    fn->state = state;
    vec_push(in->arena, &in->all, state);
    map_put(in->arena, &in->states, symbol, state);
    vec_push(in->arena, &in->state->module->functions, symbol);
}

/* Binds and infers the local functions that become possible before statement `at`. */
void infer_local_fns(Infer *in, LocalFnVec *fns, size_t at)
{
    LocalFnVec group = {0};
    for (size_t i = 0; i < fns->count; i++)
        if (fns->items[i]->ready == at)
            vec_push(in->arena, &group, fns->items[i]);
    if (group.count == 0)
        return;
    find_captures(in, &group);
    for (size_t i = 0; i < group.count; i++) {
        declare_local_fn(in, group.items[i]);
        env_bind(in, group.items[i]->name, group.items[i]->fn->span, NULL)->fn = group.items[i];
    }
    for (size_t i = 0; i < group.count; i++)
        for (size_t k = 0; k < group.count; k++)
            if (name_in(&group.items[i]->free_names, group.items[k]->name))
                vec_push(in->arena, &group.items[i]->state->deps, group.items[k]->state);
    for (size_t i = 0; i < group.count; i++)
        ensure_inferred(in, group.items[i]->state);
}

/* ---- Closures with a name ---- */

/* The clauses of a closure as definitions of a function. */
static LocalFn *closure_fn(Infer *in, Ident name, const Expr *closure)
{
    LocalFn *fn = ARENA_NEW(in->arena, LocalFn);
    fn->name = name.name;
    fn->arity = closure->clauses.items[0].params.count;
    for (size_t i = 0; i < closure->clauses.count; i++) {
        const Clause *clause = &closure->clauses.items[i];
        FnDef *def = ARENA_NEW(in->arena, FnDef);
        def->name = name;
        def->params = clause->params;
        def->guard = clause->guard;
        def->body = clause->body;
        vec_push(in->arena, &fn->clauses, def);
    }
    free_names(in, &fn->clauses, &fn->free_names);
    return fn;
}

static bool same_arities(Infer *in, const Expr *closure)
{
    size_t arity = closure->clauses.items[0].params.count;
    for (size_t i = 1; i < closure->clauses.count; i++) {
        const Clause *clause = &closure->clauses.items[i];
        if (clause->params.count == arity)
            continue;
        diag_add(in->c->diags, DIAG_CLAUSE_ARITY, clause->span,
                 "all clauses of a closure must have the same number of parameters: expected %zu, "
                 "found %zu",
                 arity, clause->params.count);
        return false;
    }
    return true;
}

Env *bind_closure(Infer *in, Ident name, const Expr *closure)
{
    if (!same_arities(in, closure))
        return env_bind(in, name.name, name.span, local_new(in, name.name, in->error, name.span));
    LocalFn *fn = closure_fn(in, name, closure);
    LocalFnVec group = {0};
    vec_push(in->arena, &group, fn);
    find_captures(in, &group);
    declare_local_fn(in, fn);
    ensure_inferred(in, fn->state);
    /* only now: a closure does not see its own name */
    Env *env = env_bind(in, name.name, name.span, NULL);
    env->fn = fn;
    return env;
}
