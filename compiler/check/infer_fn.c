/* infer_fn.c - functions: strongly connected components of the program in order, their bodies, generalisation.
 *
 * Before: declarations are in scope and annotated signatures are resolved. After: every function, constant,
 * actor, service and supervisor has its type, its locals and its typed body. */
#include "check/infer_internal.h"

JobState *state_of(Infer *in, const void *symbol)
{
    return symbol ? map_get(&in->states, symbol) : NULL;
}

void defer(Infer *in, Obligation *obligation)
{
    obligation->state = in->state;
    vec_push(in->arena, &in->component->obligations, obligation);
}

/* ---- Constants ---- */

static Stmt *find_let(const ItemVec *items, Span span)
{
    for (size_t i = 0; i < items->count; i++) {
        Item *item = items->items[i];
        if (item->kind == IT_LET && item->span.start <= span.start && span.end <= item->span.end)
            return item->let;
        Stmt *found = find_let(&item->items, span);
        if (found)
            return found;
    }
    return NULL;
}

Stmt *constant_definition(JobState *state)
{
    return find_let(&state->module->tree->items, state->job->constant->span);
}

static void infer_constant(Infer *in, JobState *state)
{
    ConstSymbol *constant = state->job->constant;
    Stmt *stmt = constant_definition(state);
    FnCtx ctx = {0};
    if (!stmt) {
        constant->value = tx_error(in, constant->span);
        return;
    }
    Why why = {.text = "the annotation is here"};
    if (stmt->type)
        why.span = stmt->type->span;
    constant->value = infer_body(in, &ctx, stmt->expr, constant->type, stmt->type ? &why : NULL);
}

/* ---- Signatures ---- */

static Type *self_type(JobState *state)
{
    for (TypeScope *scope = state->type_scope; scope; scope = scope->outer)
        if (scope->self)
            return scope->self;
    return NULL;
}

Type *param_type(Infer *in, const Param *param)
{
    if (param->type)
        return resolve_written(in, param->type);
    Type *self = param->is_self ? self_type(in->state) : NULL;
    return self ? self : var_type(in);
}

static Type *written_signature(Infer *in, const ParamVec *params, const TypeExpr *result, Type *fixed)
{
    TypeVec types = {0};
    LocalFn *local = in->state->local_fn;
    for (size_t i = 0; local && i < local->captures.count; i++)
        vec_push(in->arena, &types, local->captures.items[i]->type);
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &types, param_type(in, &params->items[i]));
    if (!fixed)
        fixed = result ? resolve_written(in, result) : var_type(in);
    return type_fun(in->arena, types, fixed);
}

static void prepare_constant(Infer *in, JobState *state)
{
    ConstSymbol *constant = state->job->constant;
    if (constant->type)
        return;
    Stmt *stmt = constant_definition(state);
    if (stmt && stmt->type) {
        constant->type = resolve_written(in, stmt->type);
        return;
    }
    /* One value for the whole program: its type belongs to no component. */
    constant->type = var_type(in);
    constant->type->level = 0;
}

void prepare_signature(Infer *in, JobState *state)
{
    FnJob *job = state->job;
    JobState *saved = in->state;
    in->state = state;
    if (job->constant) {
        prepare_constant(in, state);
    } else if (job->service) {
        prepare_service(in, state);
    } else if (state->fn && !state->fn->type) {
        if (job->actor) {
            state->fn->message = var_type(in);
            state->fn->type = written_signature(in, &job->actor->params, NULL, pid_type(in, state->fn->message));
        } else if (job->supervisor) {
            state->fn->type = written_signature(in, &job->supervisor->params, NULL, pid_type(in, in->unit));
        } else if (job->clauses.count > 0) {
            FnDef *first = job->clauses.items[0];
            state->fn->type = written_signature(in, &first->params, first->result, NULL);
        }
    }
    if (state->fn && job->actor && !state->fn->message)
        state->fn->message = type_resolve(state->fn->type->result)->args.items[0];
    in->state = saved;
}

/* ---- Clauses ---- */

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

static void name_params(Infer *in, const ClauseVec *clauses, const TypeVec *params, LocalVec *locals)
{
    for (size_t i = 0; i < params->count; i++) {
        const Pattern *pattern = clauses->items[0].params.items[i].pattern;
        Name name = pattern->kind == PA_BIND ? pattern->name.name : intern_cstr(in->c->names, "_");
        vec_push(in->arena, locals, local_new(in, name, params->items[i], pattern->span));
    }
}

static TExpr *infer_clause_match(Infer *in, const ClauseVec *clauses, const TypeVec *params, LocalVec *locals,
                                 Type *result, const Why *why, Span span)
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
            vec_push(in->arena, &arm.patterns, infer_pattern(in, clause->params.items[i].pattern, type));
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
                    diag_add(in->c->diags, DIAG_BOUND_TWICE, pattern->span, "`%s` is bound twice in one parameter list",
                             own.items[k]);
        for (size_t k = 0; k < own.count; k++)
            vec_push(in->arena, &earlier, own.items[k]);
    }
}

TExpr *infer_clauses(Infer *in, const ClauseVec *clauses, const TypeVec *params, LocalVec *locals, Type *result,
                     const Why *why, Span span)
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

/* ---- Bodies ---- */

static ClauseVec clauses_of(Infer *in, const FnJob *job)
{
    ClauseVec clauses = {0};
    for (size_t i = 0; i < job->clauses.count; i++) {
        FnDef *def = job->clauses.items[i];
        Clause clause = {.params = def->params, .guard = def->guard, .body = def->body, .span = def->body->span};
        vec_push(in->arena, &clauses, clause);
    }
    return clauses;
}

/* The captures become the first parameters; inside, their names mean those. */
static void bind_captures(Infer *in, JobState *state, FnCtx *ctx)
{
    LocalFn *local_fn = state->local_fn;
    ctx->is_lifted = true;
    for (size_t i = 0; i < local_fn->captures.count; i++) {
        Local *outer = local_fn->captures.items[i];
        Local *own = local_new(in, outer->name, outer->type, outer->span);
        map_put(in->arena, &ctx->captured, outer, own);
        vec_push(in->arena, &state->fn->locals, own);
    }
    /* Every name in sight of the function keeps its meaning, so the binding list is rebuilt over the copies. */
    VEC(Env *) outer = {0};
    for (Env *env = in->env; env; env = env->next)
        vec_push(in->arena, &outer, env);
    for (size_t i = outer.count; i > 0; i--) {
        Env *env = outer.items[i - 1];
        Local *own = env->local ? map_get(&ctx->captured, env->local) : NULL;
        if (own)
            env_bind(in, env->name, env->span, own)->used = true;
        else if (env->fn)
            env_bind(in, env->name, env->span, NULL)->fn = env->fn;
        else if (env->literal)
            env_bind(in, env->name, env->span, NULL)->literal = env->literal;
    }
}

void infer_fn_body(Infer *in, JobState *state, FnCtx *ctx)
{
    FnSymbol *fn = state->fn;
    FnJob *job = state->job;
    if (job->clauses.count == 0 || !job->clauses.items[0]->body)
        return;
    ClauseVec clauses = clauses_of(in, job);
    if (state->local_fn)
        bind_captures(in, state, ctx);
    TypeVec params = {0};
    size_t skip = state->local_fn ? state->local_fn->captures.count : 0;
    Type *type = type_resolve(fn->type);
    for (size_t i = skip; i < type->args.count; i++)
        vec_push(in->arena, &params, type->args.items[i]);
    FnDef *first = job->clauses.items[0];
    if (first->result)
        ctx->result_why = (Why){.span = first->result->span, .text = "the result is declared here"};
    ctx->result = type->result;
    in->ctx = ctx;
    fn->body = infer_clauses(in, &clauses, &params, &fn->locals, type->result, &ctx->result_why,
                             clauses.count > 1 ? first->name.span : first->body->span);
    if (is_never(fn->body->type) && type_resolve(type->result)->kind == TY_VAR && !ctx->returns)
        unify_types(type->result, in->never);
    finish_tries(in, ctx);
}

static void infer_state(Infer *in, JobState *state)
{
    JobState *saved_state = in->state;
    FnCtx *saved_ctx = in->ctx;
    Env *saved_env = in->env;
    int depth = in->depth;
    bool tail = in->tail, discard = in->discard;
    bool local = state->local_fn != NULL;
    FnCtx ctx = {0};
    in->state = state;
    in->tail = in->discard = false;
    if (local) {
        ctx.message = saved_ctx ? saved_ctx->message : NULL;
        ctx.outer = saved_ctx;
    } else {
        in->env = NULL;
        in->depth = 0;
    }
    in->ctx = NULL;
    ctx.is_main = state->fn && state->fn == in->c->program->main;
    if (state->job->constant)
        infer_constant(in, state);
    else if (state->job->service)
        infer_service(in, state);
    else if (state->job->supervisor)
        infer_supervisor(in, state);
    else if (state->job->actor)
        infer_actor(in, state);
    else if (state->job->test)
        infer_test(in, state);
    else
        infer_fn_body(in, state, &ctx);
    in->state = saved_state;
    in->ctx = saved_ctx;
    in->env = saved_env;
    in->depth = depth;
    in->tail = tail;
    in->discard = discard;
}

/* ---- Generalisation ---- */

static bool is_member(const Component *component, const JobState *state)
{
    for (size_t i = 0; i < component->members.count; i++)
        if (component->members.items[i] == state)
            return true;
    return false;
}

/* The member a local function lies in; NULL when it is a member itself or lies elsewhere. */
static JobState *member_around(const Component *component, const JobState *state)
{
    for (state = state->around; state; state = state->around)
        if (is_member(component, state))
            return (JobState *)state;
    return NULL;
}

static void append_params(Infer *in, TypeVec *args, const TypeParamVec *params, size_t from)
{
    for (size_t i = from; i < params->count; i++)
        vec_push(in->arena, args, type_param(in->arena, params->items[i]));
}

static TypeParamVec make_params(Infer *in, const TypeVec *vars)
{
    TypeParamVec params = {0};
    for (size_t i = 0; i < vars->count; i++) {
        TypeParam *param = ARENA_NEW(in->arena, TypeParam);
        const char *name = i < 26 ? arena_printf(in->arena, "%c", (char)('A' + i))
                                  : arena_printf(in->arena, "A%zu", i);
        param->name = intern_cstr(in->c->names, name);
        vec_push(in->arena, &params, param);
    }
    return params;
}

static void take_bounds(Infer *in, Component *component, const TypeVec *vars, TypeParamVec *params)
{
    ObligationVec rest = {0};
    for (size_t i = 0; i < component->obligations.count; i++) {
        Obligation *ob = component->obligations.items[i];
        Type *self = type_resolve(ob->self);
        size_t k = 0;
        while (k < vars->count && vars->items[k] != self)
            k++;
        if (ob->kind != OB_TRAIT || k == vars->count) {
            vec_push(in->arena, &rest, ob);
            continue;
        }
        bool known = false;
        for (size_t b = 0; b < params->items[k]->bounds.count; b++)
            known |= params->items[k]->bounds.items[b].trait == ob->trait && ob->args.count == 0;
        TraitBound bound = {.trait = ob->trait, .args = ob->args, .span = ob->span};
        if (!known)
            vec_push(in->arena, &params->items[k]->bounds, bound);
    }
    component->obligations = rest;
}

static void check_service_starts(Infer *in, Component *component)
{
    for (size_t i = 0; i < component->members.count; i++)
        if (component->members.items[i]->job->service)
            check_service_start(in, component->members.items[i]);
}

static void generalise(Infer *in, Component *component)
{
    TypeVec vars = {0};
    settle_obligations(in, component, &vars);
    check_service_starts(in, component);
    TypeParamVec added = make_params(in, &vars);
    take_bounds(in, component, &vars, &added);
    for (size_t i = 0; i < vars.count; i++)
        vars.items[i]->link = type_param(in->arena, added.items[i]);
    for (size_t i = 0; i < component->members.count; i++) {
        FnSymbol *fn = component->members.items[i]->fn;
        for (size_t k = 0; fn && k < added.count; k++)
            vec_push(in->arena, &fn->params, added.items[k]);
    }
    for (size_t i = 0; i < component->lifted.count; i++) {
        JobState *lifted = component->lifted.items[i];
        JobState *around = member_around(component, lifted);
        if (!around || !around->fn)
            continue;
        for (size_t k = 0; k < around->fn->params.count; k++)
            vec_push(in->arena, &lifted->fn->params, around->fn->params.items[k]);
    }
    for (size_t i = 0; i < component->uses.count; i++) {
        FnUse *use = &component->uses.items[i];
        if (is_member(component, use->state)) {
            append_params(in, &use->expr->type_args, &added, 0);
            continue;
        }
        JobState *around = member_around(component, use->state);
        if (around && around->fn)
            append_params(in, &use->expr->type_args, &around->fn->params, 0);
    }
}

/* What stays open in a local function belongs to the function around it. */
static void hand_over(Infer *in, Component *component)
{
    Component *outer = component->outer;
    for (size_t i = 0; i < component->obligations.count; i++)
        vec_push(in->arena, &outer->obligations, component->obligations.items[i]);
    for (size_t i = 0; i < component->uses.count; i++)
        vec_push(in->arena, &outer->uses, component->uses.items[i]);
    for (size_t i = 0; i < component->lifted.count; i++)
        vec_push(in->arena, &outer->lifted, component->lifted.items[i]);
    for (size_t i = 0; i < component->members.count; i++)
        vec_push(in->arena, &outer->lifted, component->members.items[i]);
}

/* A constant is computed once, before anything that needs it. */
static void check_constants(Infer *in, const JobStateVec *members)
{
    for (size_t i = 0; i < members->count; i++) {
        JobState *state = members->items[i];
        bool depends = members->count > 1;
        for (size_t k = 0; k < state->deps.count; k++)
            depends |= state->deps.items[k] == state;
        ConstSymbol *constant = state->job->constant;
        state->cyclic = constant && depends;
        if (state->cyclic)
            diag_add(in->c->diags, DIAG_OTHER, constant->span, "constant `%s` depends on itself", constant->name);
    }
}

static void infer_component(Infer *in, JobStateVec *members)
{
    check_constants(in, members);
    bool local = members->items[0]->local_fn != NULL;
    Component component = {.outer = local ? in->component : NULL, .members = *members};
    component.level = component.outer ? component.outer->level + 1 : 1;
    for (size_t i = 0; i < members->count; i++) {
        FnJob *job = members->items[i]->job;
        component.monomorphic |= job->constant || job->service || job->test;
    }
    Component *saved = in->component;
    in->component = &component;
    for (size_t i = 0; i < members->count; i++) {
        members->items[i]->component = &component;
        prepare_signature(in, members->items[i]);
    }
    for (size_t i = 0; i < members->count; i++)
        infer_state(in, members->items[i]);
    generalise(in, &component);
    if (local)
        hand_over(in, &component);
    for (size_t i = 0; i < members->count; i++) {
        members->items[i]->component = NULL;
        members->items[i]->done = true;
    }
    in->component = saved;
}

/* ---- Components, in order of dependency (Tarjan's algorithm) ---- */

static void visit(Infer *in, JobState *state)
{
    state->index = state->low = ++in->next_index;
    state->on_stack = true;
    vec_push(in->arena, &in->stack, state);
    if (!state->local_fn)
        find_dependencies(in, state);
    for (size_t i = 0; i < state->deps.count; i++) {
        JobState *dep = state->deps.items[i];
        if (dep->index == 0)
            visit(in, dep);
        if (dep->on_stack && dep->low < state->low)
            state->low = dep->low;
    }
    if (state->low != state->index)
        return;
    JobStateVec members = {0};
    JobState *last;
    do {
        last = in->stack.items[--in->stack.count];
        last->on_stack = false;
        vec_push(in->arena, &members, last);
    } while (last != state);
    /* Popped last first; the order of definition reads better in messages. */
    for (size_t i = 0; i < members.count / 2; i++) {
        JobState *other = members.items[i];
        members.items[i] = members.items[members.count - 1 - i];
        members.items[members.count - 1 - i] = other;
    }
    infer_component(in, &members);
}

void ensure_inferred(Infer *in, JobState *state)
{
    if (state->index != 0 || state->done)
        return;
    /* A search of its own: what waits on the outer stack cannot be part of this component. */
    JobStateVec saved = in->stack;
    for (size_t i = 0; i < saved.count; i++)
        saved.items[i]->on_stack = false;
    in->stack = (JobStateVec){0};
    visit(in, state);
    in->stack = saved;
    for (size_t i = 0; i < saved.count; i++)
        saved.items[i]->on_stack = true;
}

/* ---- The run ---- */

static void index_methods(Infer *in)
{
    Map *traits = &in->c->program->impls_by_trait;
    for (size_t i = 0; i < traits->count; i++) {
        TraitDecl *trait = (TraitDecl *)traits->order[i].key;
        for (size_t m = 0; m < trait->methods.count; m++) {
            TraitMethod *method = trait->methods.items[m];
            TraitMethodVec *same = map_get(&in->methods, method->name);
            if (!same) {
                same = ARENA_NEW(in->arena, TraitMethodVec);
                map_put(in->arena, &in->methods, method->name, same);
            }
            vec_push(in->arena, same, method);
        }
    }
    ImplDeclVec *impls = &in->c->program->impls;
    for (size_t i = 0; i < impls->count; i++) {
        ImplDecl *impl = impls->items[i];
        for (size_t m = 0; m < impl->extra.count; m++) {
            Name name = impl->extra.items[m]->name;
            ImplDeclVec *same = map_get(&in->extras, name);
            if (!same) {
                same = ARENA_NEW(in->arena, ImplDeclVec);
                map_put(in->arena, &in->extras, name, same);
            }
            vec_push(in->arena, same, impl);
        }
    }
}

static void register_symbol(Infer *in, FnSymbol *fn, JobState *state)
{
    if (fn)
        map_put(in->arena, &in->states, fn, state);
}

static void register_job(Infer *in, FnJob *job)
{
    JobState *state = ARENA_NEW(in->arena, JobState);
    state->job = job;
    state->fn = job->service ? NULL : job->fn;
    state->module = job->service && job->parts ? job->parts->space : job->module;
    state->type_scope = job->type_scope;
    state->locals = &state->next_local;
    vec_push(in->arena, &in->all, state);
    register_symbol(in, state->fn, state);
    if (job->constant)
        map_put(in->arena, &in->states, job->constant, state);
    if (job->service && job->parts) {
        register_symbol(in, job->parts->start, state);
        register_symbol(in, job->parts->start_link, state);
        for (size_t i = 0; i < job->parts->handlers.count; i++) {
            register_symbol(in, job->parts->handlers.items[i].op, state);
            register_symbol(in, job->parts->handlers.items[i].within, state);
            register_symbol(in, job->parts->handlers.items[i].try_op, state);
        }
    }
    if (!state->fn || job->complete || !(job->impl || job->trait || state->module->is_std))
        return;
    JobStateVec *same = map_get(&in->incomplete, state->fn->name);
    if (!same) {
        same = ARENA_NEW(in->arena, JobStateVec);
        map_put(in->arena, &in->incomplete, state->fn->name, same);
    }
    vec_push(in->arena, same, state);
}

static Type *simple_type(Infer *in, TypeKind kind)
{
    Type *type = ARENA_NEW(in->arena, Type);
    type->kind = kind;
    return type;
}

static void init_types(Infer *in)
{
    BuiltinTypes *types = &in->c->program->types;
    in->error = simple_type(in, TY_ERROR);
    in->never = simple_type(in, TY_NEVER);
    in->unit = con_type(in, types->unit, NULL, NULL);
    in->int_ = con_type(in, types->int_, NULL, NULL);
    in->float_ = con_type(in, types->float_, NULL, NULL);
    in->bool_ = con_type(in, types->bool_, NULL, NULL);
    in->string = con_type(in, types->string, NULL, NULL);
    in->atom = con_type(in, types->atom, NULL, NULL);
    in->name_self = intern_cstr(in->c->names, "self");
}

static void settle_state(Infer *in, JobState *state)
{
    if (state->fn)
        settle_symbol(in, state->fn);
    if (state->job->constant) {
        state->job->constant->type = type_settle(state->job->constant->type, -1, in->unit);
        settle_tree(in, state->job->constant->value);
    }
    ServiceParts *parts = state->job->service ? state->job->parts : NULL;
    if (!parts)
        return;
    if (parts->decl->state)
        parts->decl->state = type_settle(parts->decl->state, -1, in->unit);
    for (size_t i = 0; i < state->service_fns.count; i++)
        settle_symbol(in, state->service_fns.items[i]);
    settle_symbol(in, state->service_end);
    settle_symbol(in, parts->start);
    settle_symbol(in, parts->start_link);
    for (size_t i = 0; i < parts->handlers.count; i++) {
        settle_symbol(in, parts->handlers.items[i].op);
        settle_symbol(in, parts->handlers.items[i].within);
        settle_symbol(in, parts->handlers.items[i].try_op);
    }
}

void infer_all(Checker *c, FnJobVec *jobs)
{
    Infer state = {.c = c, .arena = c->arena, .jobs = jobs};
    Infer *in = &state;
    init_types(in);
    index_methods(in);
    for (size_t i = 0; i < jobs->count; i++)
        register_job(in, jobs->items[i]);
    for (size_t i = 0; i < jobs->count; i++)
        if (in->all.items[i]->index == 0)
            visit(in, in->all.items[i]);
    for (size_t i = 0; i < in->all.count; i++)
        settle_state(in, in->all.items[i]);
    check_finished(in);
}
