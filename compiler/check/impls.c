#include "check/declare_internal.h"

/* ---- The set of impls ---- */

ImplDeclVec *impls_of_trait(Program *program, TraitDecl *trait)
{
    ImplDeclVec *impls = map_get(&program->impls_by_trait, trait);
    if (!impls) {
        impls = ARENA_NEW(program->arena, ImplDeclVec);
        map_put(program->arena, &program->impls_by_trait, trait, impls);
    }
    return impls;
}

/* What stands for the outermost form of a type that is no TY_CON; only the addresses matter. */
static const char tuple_head = 't', fun_head = 'f', other_head = 'o', blanket_head = 'b';

static const void *head_of(Type *type)
{
    type = type_resolve(type);
    switch (type->kind) {
    case TY_CON:
        return type->decl;
    case TY_TUPLE:
        return &tuple_head;
    case TY_FUN:
        return &fun_head;
    case TY_PARAM:
        return &blanket_head;
    case TY_ERROR:
    case TY_VAR:
    case TY_NEVER:
    case TY_ASSOC:
        break;
    }
    return &other_head;
}

static ImplDeclVec *impls_at_head(Program *program, ImplDecl *impl)
{
    Map *heads = map_get(&program->impls_by_head, impl->trait);
    if (!heads) {
        heads = ARENA_NEW(program->arena, Map);
        map_put(program->arena, &program->impls_by_head, impl->trait, heads);
    }
    const void *head = head_of(impl->target);
    ImplDeclVec *impls = map_get(heads, head);
    if (!impls) {
        impls = ARENA_NEW(program->arena, ImplDeclVec);
        map_put(program->arena, heads, head, impls);
    }
    return impls;
}

ImplChoice impls_for(Program *program, TraitDecl *trait, Type *self)
{
    const Map *heads = map_get(&program->impls_by_head, trait);
    if (!heads)
        return (ImplChoice){0};
    const void *head = head_of(self);
    ImplChoice choice = {.blanket = map_get(heads, &blanket_head)};
    if (head != &blanket_head)
        choice.same_head = map_get(heads, head);
    return choice;
}

size_t impl_choice_count(const ImplChoice *choice)
{
    return (choice->same_head ? choice->same_head->count : 0) +
           (choice->blanket ? choice->blanket->count : 0);
}

ImplDecl *impl_choice_at(const ImplChoice *choice, size_t index)
{
    size_t first = choice->same_head ? choice->same_head->count : 0;
    return index < first ? choice->same_head->items[index] : choice->blanket->items[index - first];
}

void impl_register(Checker *c, ImplDecl *impl)
{
    vec_push(c->arena, &c->program->impls, impl);
    vec_push(c->arena, impls_of_trait(c->program, impl->trait), impl);
    vec_push(c->arena, impls_at_head(c->program, impl), impl);
}

static void remove_impl(ImplDeclVec *impls, ImplDecl *impl)
{
    for (size_t i = 0; i < impls->count; i++) {
        if (impls->items[i] != impl)
            continue;
        memmove(&impls->items[i], &impls->items[i + 1],
                (impls->count - i - 1) * sizeof impls->items[0]);
        impls->count--;
        return;
    }
}

void impl_unregister(Checker *c, ImplDecl *impl)
{
    remove_impl(&c->program->impls, impl);
    remove_impl(impls_of_trait(c->program, impl->trait), impl);
    remove_impl(impls_at_head(c->program, impl), impl);
}

/* ---- Matching an impl's head ---- */

typedef enum Match { MATCH_NO, MATCH_MAYBE, MATCH_YES } Match;

static Match worse(Match a, Match b)
{
    return a < b ? a : b;
}

/* Could `a` and `b` be the same type, once their variables are solved? */
static Match same_type(Type *a, Type *b);

static Match same_types(const TypeVec *a, const TypeVec *b)
{
    if (a->count != b->count)
        return MATCH_NO;
    Match match = MATCH_YES;
    for (size_t i = 0; i < a->count && match != MATCH_NO; i++)
        match = worse(match, same_type(a->items[i], b->items[i]));
    return match;
}

static bool is_open(Type *type)
{
    return type->kind == TY_VAR ||
           (type->kind == TY_ASSOC && is_open(type_resolve(type->args.items[0])));
}

static Match same_type(Type *a, Type *b)
{
    a = type_resolve(a);
    b = type_resolve(b);
    if (a == b || a->kind == TY_ERROR || b->kind == TY_ERROR)
        return MATCH_YES;
    if (is_open(a) || is_open(b))
        return MATCH_MAYBE;
    if (a->kind != b->kind)
        return MATCH_NO;
    switch (a->kind) {
    case TY_ERROR:
    case TY_VAR:
    case TY_NEVER:
        return MATCH_YES;
    case TY_PARAM:
        return a->param == b->param ? MATCH_YES : MATCH_NO;
    case TY_CON:
        return a->decl == b->decl ? same_types(&a->args, &b->args) : MATCH_NO;
    case TY_FUN:
        return worse(same_types(&a->args, &b->args), same_type(a->result, b->result));
    case TY_TUPLE:
        return same_types(&a->args, &b->args);
    case TY_ASSOC:
        return a->trait == b->trait && a->name == b->name ? same_types(&a->args, &b->args)
                                                          : MATCH_NO;
    }
    return MATCH_NO;
}

/* The parameters of an impl while its head is compared with types. */
typedef struct Matcher {
    const TypeParamVec *params;
    Type **solved; /* NULL: not yet */
} Matcher;

static Match match_type(Matcher *m, Type *pattern, Type *actual);

static Match match_types(Matcher *m, const TypeVec *patterns, const TypeVec *actuals)
{
    if (patterns->count != actuals->count)
        return MATCH_NO;
    Match match = MATCH_YES;
    for (size_t i = 0; i < patterns->count && match != MATCH_NO; i++)
        match = worse(match, match_type(m, patterns->items[i], actuals->items[i]));
    return match;
}

static Match match_param(Matcher *m, Type *pattern, Type *actual)
{
    for (size_t i = 0; i < m->params->count; i++) {
        if (m->params->items[i] != pattern->param)
            continue;
        if (m->solved[i])
            return same_type(m->solved[i], actual);
        m->solved[i] = actual;
        return MATCH_YES;
    }
    return same_type(pattern, actual);
}

static Match match_type(Matcher *m, Type *pattern, Type *actual)
{
    pattern = type_resolve(pattern);
    actual = type_resolve(actual);
    if (pattern->kind == TY_PARAM)
        return match_param(m, pattern, actual);
    if (actual->kind == TY_ERROR || pattern->kind == TY_ERROR)
        return MATCH_YES;
    if (is_open(actual))
        return MATCH_MAYBE;
    if (pattern->kind != actual->kind)
        return MATCH_NO;
    switch (pattern->kind) {
    case TY_ERROR:
    case TY_NEVER:
        return MATCH_YES;
    case TY_VAR:
    case TY_PARAM:
    case TY_ASSOC:
        return same_type(pattern, actual);
    case TY_CON:
        return pattern->decl == actual->decl ? match_types(m, &pattern->args, &actual->args)
                                             : MATCH_NO;
    case TY_FUN: {
        Match match = match_types(m, &pattern->args, &actual->args);
        return match == MATCH_NO ? match
                                 : worse(match, match_type(m, pattern->result, actual->result));
    }
    case TY_TUPLE:
        return match_types(m, &pattern->args, &actual->args);
    }
    return MATCH_NO;
}

/* trait_args may be shorter than the trait's: the rest is unknown. */
static Match match_impl(Matcher *m, const ImplDecl *impl, const TypeVec *trait_args, Type *self)
{
    Match match = match_type(m, impl->target, self);
    size_t known = trait_args ? trait_args->count : 0;
    for (size_t i = 0; i < known && i < impl->trait_args.count && match != MATCH_NO; i++)
        match = worse(match, match_type(m, impl->trait_args.items[i], trait_args->items[i]));
    if (match != MATCH_NO && known < impl->trait_args.count)
        match = MATCH_MAYBE;
    return match;
}

bool impl_match_exact(Arena *arena, ImplDecl *impl, const TypeVec *trait_args, Type *self,
                      TypeVec *impl_args)
{
    Type *space[8] = {0};
    size_t count = impl->params.count;
    Matcher matcher = {&impl->params, count <= 8 ? space : ARENA_ARRAY(arena, Type *, count)};
    /* Without trait arguments the first impl of the type serves, as TY_ASSOC does not say more. */
    if (match_type(&matcher, impl->target, self) != MATCH_YES)
        return false;
    for (size_t i = 0; trait_args && i < trait_args->count && i < impl->trait_args.count; i++) {
        if (match_type(&matcher, impl->trait_args.items[i], trait_args->items[i]) != MATCH_YES)
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        Type *arg = matcher.solved[i];
        if (!arg)
            return false;
        vec_push(arena, impl_args, arg);
    }
    return true;
}

/* ---- Lookup during inference ---- */

static ImplAnswer lookup_bound(TypeParam *param, TraitDecl *trait, const TypeVec *trait_args)
{
    size_t possible = 0;
    for (size_t i = 0; i < param->bounds.count; i++) {
        TraitBound *bound = &param->bounds.items[i];
        if (bound->trait != trait)
            continue;
        Match match = MATCH_YES;
        for (size_t j = 0; trait_args && j < trait_args->count && j < bound->args.count; j++)
            match = worse(match, same_type(bound->args.items[j], trait_args->items[j]));
        possible += match != MATCH_NO;
    }
    return possible == 0 ? IMPL_NONE : possible == 1 ? IMPL_FOUND : IMPL_UNKNOWN;
}

static ImplAnswer lookup_impls(Checker *c, TraitDecl *trait, const TypeVec *trait_args, Type *self,
                               ImplDecl **impl, TypeVec *impl_args, FreshType fresh,
                               void *fresh_context)
{
    ImplChoice choice = impls_for(c->program, trait, self);
    size_t possible = 0;
    Type **best = NULL;
    for (size_t i = 0, count_all = impl_choice_count(&choice); i < count_all; i++) {
        ImplDecl *candidate = impl_choice_at(&choice, i);
        Type *space[8] = {0};
        size_t count = candidate->params.count;
        Matcher matcher = {&candidate->params,
                           count <= 8 ? space : ARENA_ARRAY(c->arena, Type *, count)};
        Match match = match_impl(&matcher, candidate, trait_args, self);
        if (match == MATCH_NO)
            continue;
        possible++;
        *impl = candidate;
        best = arena_copy(c->arena, matcher.solved, sizeof(Type *) * count);
        if (match == MATCH_YES) {
            possible = 1;
            break;
        }
    }
    if (possible != 1) {
        *impl = NULL;
        return possible == 0 ? IMPL_NONE : IMPL_UNKNOWN;
    }
    for (size_t i = 0; i < (*impl)->params.count; i++) {
        Type *arg = best[i] ? best[i] : fresh ? fresh(fresh_context) : self;
        vec_push(c->arena, impl_args, arg);
    }
    return IMPL_FOUND;
}

ImplAnswer impl_lookup(Checker *c, TraitDecl *trait, const TypeVec *trait_args, Type *self,
                       ImplDecl **impl, TypeVec *impl_args, FreshType fresh, void *fresh_context)
{
    *impl = NULL;
    self = type_resolve(self);
    switch (self->kind) {
    case TY_VAR:
        return IMPL_UNKNOWN;
    case TY_ERROR:
    case TY_NEVER:
        return IMPL_FOUND;
    case TY_ASSOC:
        if (is_open(self))
            return IMPL_UNKNOWN;
        break;
    case TY_PARAM: {
        ImplAnswer answer = lookup_bound(self->param, trait, trait_args);
        if (answer != IMPL_NONE)
            return answer;
        break;
    }
    case TY_CON:
    case TY_FUN:
    case TY_TUPLE:
        break;
    }
    return lookup_impls(c, trait, trait_args, self, impl, impl_args, fresh, fresh_context);
}

/* ---- Overlap ---- */

/* Unification of two heads whose parameters are all variables; `solved` maps TypeParam to Type. */
static Type *follow(const Map *solved, Type *type)
{
    type = type_resolve(type);
    while (type->kind == TY_PARAM) {
        Type *next = map_get(solved, type->param);
        if (!next)
            return type;
        type = type_resolve(next);
    }
    return type;
}

static bool occurs(const Map *solved, TypeParam *param, Type *type)
{
    type = follow(solved, type);
    if (type->kind == TY_PARAM)
        return type->param == param;
    for (size_t i = 0; i < type->args.count; i++) {
        if (occurs(solved, param, type->args.items[i]))
            return true;
    }
    return type->result && occurs(solved, param, type->result);
}

static bool unify_heads(Arena *arena, Map *solved, Type *a, Type *b);

static bool unify_all(Arena *arena, Map *solved, const TypeVec *a, const TypeVec *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!unify_heads(arena, solved, a->items[i], b->items[i]))
            return false;
    }
    return true;
}

static bool bind_head(Arena *arena, Map *solved, TypeParam *param, Type *type)
{
    if (occurs(solved, param, type))
        return type->kind == TY_PARAM;
    map_put(arena, solved, param, type);
    return true;
}

static bool unify_heads(Arena *arena, Map *solved, Type *a, Type *b)
{
    a = follow(solved, a);
    b = follow(solved, b);
    if (a->kind == TY_PARAM)
        return bind_head(arena, solved, a->param, b);
    if (b->kind == TY_PARAM)
        return bind_head(arena, solved, b->param, a);
    if (a->kind != b->kind || a->decl != b->decl || a->kind == TY_ERROR)
        return false;
    if (a->result && !unify_heads(arena, solved, a->result, b->result))
        return false;
    return unify_all(arena, solved, &a->args, &b->args);
}

/* Bounds can tell two heads apart only through a blanket target, which std/ uses for Into and
 * TryInto. */
bool impl_overlap(ImplDecl *a, ImplDecl *b)
{
    if (a->trait != b->trait || type_resolve(a->target)->kind == TY_PARAM ||
        type_resolve(b->target)->kind == TY_PARAM)
        return false;
    Arena *arena = arena_new();
    Map solved = {0};
    bool overlap = unify_heads(arena, &solved, a->target, b->target) &&
                   unify_all(arena, &solved, &a->trait_args, &b->trait_args);
    arena_free(arena);
    return overlap;
}
