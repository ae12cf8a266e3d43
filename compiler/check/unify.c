#include "check/unify.h"

enum { MAX_TYPE_DEPTH = 400, MAX_TYPE_NODES = 10000 };

/* ---- Bare pids ---- */

static bool is_pid_decl(const TypeDecl *decl)
{
    return decl->kind == DECL_PRIMITIVE && decl->module == NULL && strcmp(decl->name, "Pid") == 0;
}

bool type_is_bare_pid(Type *type)
{
    type = type_resolve(type);
    if (type->kind != TY_CON || !is_pid_decl(type->decl))
        return false;
    return type->args.count == 0 || type_resolve(type->args.items[0])->kind == TY_NEVER;
}

bool type_is_decl(Type *type, const TypeDecl *decl)
{
    type = type_resolve(type);
    return type->kind == TY_CON && decl && type->decl == decl;
}

bool type_has_error(Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_ERROR)
        return true;
    for (size_t i = 0; i < type->args.count; i++)
        if (type_has_error(type->args.items[i]))
            return true;
    return type->kind == TY_FUN && type_has_error(type->result);
}

/* ---- Size ---- */

static bool count_nodes(Type *type, size_t *left, int depth)
{
    type = type_resolve(type);
    if (*left == 0 || depth > MAX_TYPE_DEPTH)
        return false;
    --*left;
    for (size_t i = 0; i < type->args.count; i++)
        if (!count_nodes(type->args.items[i], left, depth + 1))
            return false;
    return type->kind != TY_FUN || count_nodes(type->result, left, depth + 1);
}

bool type_is_too_big(Type *type)
{
    size_t left = MAX_TYPE_NODES;
    return !count_nodes(type, &left, 0);
}

/* ---- Occurs check ---- */

typedef struct Walk {
    Type *var;
    size_t nodes;
    bool too_big;
    bool found;
} Walk;

static void sink_levels(Walk *walk, Type *type, int depth)
{
    type = type_resolve(type);
    if (depth > MAX_TYPE_DEPTH || ++walk->nodes > MAX_TYPE_NODES) {
        walk->too_big = true;
        return;
    }
    if (type == walk->var) {
        walk->found = true;
        return;
    }
    if (type->kind == TY_VAR && type->level > walk->var->level)
        type->level = walk->var->level;
    for (size_t i = 0; i < type->args.count && !walk->too_big && !walk->found; i++)
        sink_levels(walk, type->args.items[i], depth + 1);
    if (type->kind == TY_FUN && !walk->too_big && !walk->found)
        sink_levels(walk, type->result, depth + 1);
}

static UnifyResult solve(Type *var, Type *type)
{
    Walk walk = {.var = var};
    sink_levels(&walk, type, 0);
    if (walk.too_big)
        return UNIFY_TOO_BIG;
    if (walk.found)
        return UNIFY_INFINITE;
    if (type_resolve(type)->kind == TY_VAR)
        type_resolve(type)->is_untyped |= var->is_untyped;
    var->link = type;
    return UNIFY_OK;
}

/* ---- Unification ---- */

static UnifyResult unify_at(Type *a, Type *b, int depth);

static UnifyResult unify_vec(const TypeVec *a, const TypeVec *b, int depth)
{
    if (a->count != b->count)
        return UNIFY_MISMATCH;
    for (size_t i = 0; i < a->count; i++) {
        UnifyResult result = unify_at(a->items[i], b->items[i], depth + 1);
        if (result != UNIFY_OK)
            return result;
    }
    return UNIFY_OK;
}

static UnifyResult unify_at(Type *a, Type *b, int depth)
{
    a = type_resolve(a);
    b = type_resolve(b);
    if (a == b || a->kind == TY_ERROR || b->kind == TY_ERROR)
        return UNIFY_OK;
    if (depth > MAX_TYPE_DEPTH)
        return UNIFY_TOO_BIG;
    if (a->kind == TY_VAR && b->kind == TY_VAR && a->level < b->level)
        return solve(b, a);
    if (a->kind == TY_VAR)
        return solve(a, b);
    if (b->kind == TY_VAR)
        return solve(b, a);
    if (a->kind != b->kind)
        return UNIFY_MISMATCH;
    switch (a->kind) {
    case TY_ERROR:
    case TY_VAR:
    case TY_NEVER:
        return UNIFY_OK;
    case TY_PARAM:
        return a->param == b->param ? UNIFY_OK : UNIFY_MISMATCH;
    case TY_CON:
        if (a->decl != b->decl)
            return UNIFY_MISMATCH;
        if (type_is_bare_pid(a) || type_is_bare_pid(b))
            return UNIFY_OK;
        return unify_vec(&a->args, &b->args, depth);
    case TY_FUN:
        if (a->args.count != b->args.count)
            return UNIFY_ARITY;
        {
            UnifyResult result = unify_vec(&a->args, &b->args, depth);
            return result != UNIFY_OK ? result : unify_at(a->result, b->result, depth + 1);
        }
    case TY_TUPLE:
        return unify_vec(&a->args, &b->args, depth);
    case TY_ASSOC:
        if (a->trait != b->trait || a->name != b->name)
            return UNIFY_MISMATCH;
        return unify_vec(&a->args, &b->args, depth);
    }
    return UNIFY_MISMATCH;
}

UnifyResult unify_types(Type *a, Type *b)
{
    return unify_at(a, b, 0);
}

/* ---- Variables ---- */

void type_free_vars(Arena *arena, Type *type, int32_t level, TypeVec *vars)
{
    type = type_resolve(type);
    if (type->kind == TY_VAR && type->level > level) {
        for (size_t i = 0; i < vars->count; i++)
            if (vars->items[i] == type)
                return;
        vec_push(arena, vars, type);
        return;
    }
    for (size_t i = 0; i < type->args.count; i++)
        type_free_vars(arena, type->args.items[i], level, vars);
    if (type->kind == TY_FUN)
        type_free_vars(arena, type->result, level, vars);
}

Type *type_settle(Type *type, int32_t level, Type *unit)
{
    type = type_resolve(type);
    if (type->kind == TY_VAR) {
        if (type->level <= level)
            return type;
        type->link = unit;
        return unit;
    }
    for (size_t i = 0; i < type->args.count; i++)
        type->args.items[i] = type_settle(type->args.items[i], level, unit);
    if (type->kind == TY_FUN)
        type->result = type_settle(type->result, level, unit);
    return type;
}
