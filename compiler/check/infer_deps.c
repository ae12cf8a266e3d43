/* infer_deps.c - which names a function uses, read off the syntax: the order of inference and the
 * captures of local functions follow from it. Names bound inside are left out; arities are not told
 * apart. */
#include "check/infer_deps.h"
#include "check/infer_component.h"
#include "check/infer_fn.h"

typedef struct BoundName {
    struct BoundName *next;
    Name name;
} BoundName;

typedef struct DepWalk DepWalk;
struct DepWalk {
    Infer *in;
    BoundName *bound;
    void (*free_name)(DepWalk *walk, Name name);
    void (*member)(DepWalk *walk, Expr *field);
    JobState *state; /* for dependencies */
    NameVec *names;  /* for captures */
    int depth;
};

static void walk_expr(DepWalk *walk, Expr *expr);
static void walk_block(DepWalk *walk, const Block *block);

static void bind_name(DepWalk *walk, Name name)
{
    BoundName *bound = ARENA_NEW(walk->in->arena, BoundName);
    bound->next = walk->bound;
    bound->name = name;
    walk->bound = bound;
}

static bool is_bound(const DepWalk *walk, Name name)
{
    for (const BoundName *bound = walk->bound; bound; bound = bound->next)
        if (bound->name == name)
            return true;
    return false;
}

static void use_name(DepWalk *walk, Name name)
{
    if (!is_bound(walk, name))
        walk->free_name(walk, name);
}

/* ---- Patterns ---- */

void pattern_names(Infer *in, const Pattern *pattern, NameVec *names)
{
    if (pattern->kind == PA_BIND || pattern->kind == PA_AS)
        vec_push(in->arena, names, pattern->name.name);
    if (pattern->kind == PA_OR) {
        pattern_names(in, pattern->items.items[0], names);
        return;
    }
    for (size_t i = 0; i < pattern->items.count; i++)
        pattern_names(in, pattern->items.items[i], names);
}

static void bind_pattern(DepWalk *walk, const Pattern *pattern)
{
    NameVec names = {0};
    pattern_names(walk->in, pattern, &names);
    for (size_t i = 0; i < names.count; i++)
        bind_name(walk, names.items[i]);
}

/* ---- Functions ---- */

static void walk_clause(DepWalk *walk, const ParamVec *params, Expr *guard, Expr *body)
{
    BoundName *saved = walk->bound;
    for (size_t i = 0; i < params->count; i++)
        bind_pattern(walk, params->items[i].pattern);
    walk_expr(walk, guard);
    walk_expr(walk, body);
    walk->bound = saved;
}

static void walk_arms(DepWalk *walk, const ArmVec *arms)
{
    for (size_t i = 0; i < arms->count; i++) {
        BoundName *saved = walk->bound;
        bind_pattern(walk, arms->items[i].pattern);
        walk_expr(walk, arms->items[i].guard);
        walk_expr(walk, arms->items[i].body);
        walk->bound = saved;
    }
}

static void walk_block(DepWalk *walk, const Block *block)
{
    BoundName *saved = walk->bound;
    for (size_t i = 0; i < block->stmts.count; i++) {
        const Stmt *stmt = block->stmts.items[i];
        if (stmt->kind == ST_ITEM && stmt->item->kind == IT_FN)
            bind_name(walk, stmt->item->fn->name.name);
    }
    for (size_t i = 0; i < block->stmts.count; i++) {
        const Stmt *stmt = block->stmts.items[i];
        switch (stmt->kind) {
        case ST_EXPR:
            walk_expr(walk, stmt->expr);
            break;
        case ST_LET:
            walk_expr(walk, stmt->expr);
            bind_pattern(walk, stmt->pattern);
            break;
        case ST_ITEM:
            if (stmt->item->kind == IT_FN)
                walk_clause(walk, &stmt->item->fn->params, stmt->item->fn->guard,
                            stmt->item->fn->body);
            break;
        }
    }
    walk->bound = saved;
}

/* ---- Expressions ---- */

static void walk_parts(DepWalk *walk, Expr *expr)
{
    for (size_t i = 0; i < expr->items.count; i++) {
        if (expr->kind == EX_FOR && i == 0)
            continue;
        walk_expr(walk, expr->items.items[i]);
    }
    for (size_t i = 0; i < expr->parts.count; i++)
        walk_expr(walk, expr->parts.items[i].expr);
    for (size_t i = 0; i < expr->fields.count; i++)
        walk_expr(walk, expr->fields.items[i].value);
    for (size_t i = 0; i < expr->pairs.count; i++) {
        walk_expr(walk, expr->pairs.items[i].key);
        walk_expr(walk, expr->pairs.items[i].value);
    }
    walk_arms(walk, &expr->arms);
    for (size_t i = 0; i < expr->clauses.count; i++)
        walk_clause(walk, &expr->clauses.items[i].params, expr->clauses.items[i].guard,
                    expr->clauses.items[i].body);
    walk_block(walk, &expr->block);
}

static void walk_binder(DepWalk *walk, Expr *expr)
{
    BoundName *saved = walk->bound;
    bind_pattern(walk, expr->pattern);
    walk_expr(walk, expr->guard);
    if (expr->kind == EX_FOR)
        walk_expr(walk, expr->items.items[0]);
    walk->bound = saved;
}

/* Chains lean to the left: the loop follows `target`, recursion takes the rest. */
static void walk_expr(DepWalk *walk, Expr *expr)
{
    if (walk->depth > 4000)
        return;
    walk->depth++;
    for (; expr; expr = expr->target) {
        if (expr->kind == EX_NAME)
            use_name(walk, expr->name.name);
        if (expr->kind == EX_SELF_VALUE)
            use_name(walk, walk->in->name_self);
        if (expr->kind == EX_FIELD && walk->member)
            walk->member(walk, expr);
        walk_parts(walk, expr);
        if (expr->kind == EX_FOR || expr->kind == EX_ASSERT_RECEIVE)
            walk_binder(walk, expr);
    }
    walk->depth--;
}

/* ---- Captures ---- */

static void note_name(DepWalk *walk, Name name)
{
    for (size_t i = 0; i < walk->names->count; i++)
        if (walk->names->items[i] == name)
            return;
    vec_push(walk->in->arena, walk->names, name);
}

void free_names(Infer *in, const FnDefVec *clauses, NameVec *names)
{
    DepWalk walk = {.in = in, .free_name = note_name, .names = names};
    for (size_t i = 0; i < clauses->count; i++)
        walk_clause(&walk, &clauses->items[i]->params, clauses->items[i]->guard,
                    clauses->items[i]->body);
}

/* ---- Dependencies ---- */

static void depend_on(DepWalk *walk, JobState *state)
{
    if (!state || (state == walk->state && !state->job->constant) || state->done ||
        (state->job->complete && !state->job->constant))
        return;
    for (size_t i = 0; i < walk->state->deps.count; i++)
        if (walk->state->deps.items[i] == state)
            return;
    vec_push(walk->in->arena, &walk->state->deps, state);
}

static void depend_on_binding(DepWalk *walk, Binding *binding)
{
    if (!binding)
        return;
    if (binding->kind == BINDING_CONST)
        depend_on(walk, state_of(walk->in, binding->constant));
    for (size_t i = 0; binding->kind == BINDING_FN && i < binding->fns.count; i++)
        depend_on(walk, state_of(walk->in, binding->fns.items[i]));
}

static void name_dependency(DepWalk *walk, Name name)
{
    depend_on_binding(walk, scope_value(walk->in->c, walk->state->module, name));
}

static ModuleInfo *space_of(DepWalk *walk, Expr *expr)
{
    if (expr->kind == EX_NAME) {
        if (is_bound(walk, expr->name.name))
            return NULL;
        Binding *binding = scope_namespace(walk->in->c, walk->state->module, expr->name.name);
        return binding ? binding->module : NULL;
    }
    if (expr->kind != EX_FIELD)
        return NULL;
    ModuleInfo *outer = space_of(walk, expr->target);
    Binding *binding = outer ? scope_member_namespace(walk->in->c, outer, expr->name.name) : NULL;
    return binding ? binding->module : NULL;
}

static void member_dependency(DepWalk *walk, Expr *field)
{
    ModuleInfo *space = space_of(walk, field->target);
    if (space)
        depend_on_binding(walk, scope_member_value(walk->in->c, space, field->name.name));
    JobStateVec *methods = map_get(&walk->in->incomplete, field->name.name);
    for (size_t i = 0; methods && i < methods->count; i++)
        depend_on(walk, methods->items[i]);
}

void find_dependencies(Infer *in, JobState *state)
{
    DepWalk walk = {
        .in = in, .free_name = name_dependency, .member = member_dependency, .state = state};
    FnJob *job = state->job;
    for (size_t i = 0; i < job->clauses.count; i++)
        walk_clause(&walk, &job->clauses.items[i]->params, job->clauses.items[i]->guard,
                    job->clauses.items[i]->body);
    Stmt *definition = job->constant ? constant_definition(state) : NULL;
    if (definition)
        walk_expr(&walk, definition->expr);
    Item *items[] = {job->actor, job->service, job->supervisor};
    for (size_t k = 0; k < 3; k++) {
        Item *item = items[k];
        if (!item)
            continue;
        BoundName *saved = walk.bound;
        for (size_t i = 0; i < item->params.count; i++)
            bind_pattern(&walk, item->params.items[i].pattern);
        walk_expr(&walk, item->body);
        if (item->terminate_state.name)
            bind_name(&walk, item->terminate_state.name);
        walk_expr(&walk, item->terminate);
        for (size_t i = 0; i < item->children.count; i++)
            walk_expr(&walk, item->children.items[i].start);
        walk.bound = saved;
        for (size_t i = 0; i < item->handlers.count; i++) {
            const Handler *handler = &item->handlers.items[i];
            if (handler->state.name)
                bind_name(&walk, handler->state.name);
            walk_clause(&walk, &handler->params, NULL, handler->body);
            walk.bound = saved;
        }
    }
    if (job->parts && job->parts->init && job->service)
        depend_on(&walk, state_of(in, job->parts->init->fn));
}
