#include "check/program.h"

#include "check/declare_internal.h"

/* One answer of find_impl. Entries whose keys share a hash hang together. */
typedef struct FoundImpl {
    TraitDecl *trait;
    Type *self;
    TypeVec trait_args;
    ImplDecl *impl; /* NULL: there is none */
    TypeVec impl_args;
    struct FoundImpl *next;
} FoundImpl;

static const void *cache_key(TraitDecl *trait, const TypeVec *trait_args, Type *self)
{
    uint64_t hash = type_hash(self) ^ ((uint64_t)(uintptr_t)trait * 0x9E3779B97F4A7C15u);
    for (size_t i = 0; i < trait_args->count; i++)
        hash = (hash ^ type_hash(trait_args->items[i])) * 0x9E3779B97F4A7C15u;
    return (const void *)(uintptr_t)(hash | 1); /* never NULL */
}

static bool bounds_hold(Program *program, const ImplDecl *impl, const TypeVec *impl_args,
                        int depth);
static FoundImpl *find_impl(Program *program, TraitDecl *trait, const TypeVec *trait_args,
                            Type *self, int depth);

/* Only blanket impls need their bounds looked at: other heads do not overlap. */
static bool applies(Program *program, ImplDecl *impl, const TypeVec *impl_args, int depth)
{
    if (type_resolve(impl->target)->kind != TY_PARAM)
        return true;
    return bounds_hold(program, impl, impl_args, depth);
}

static bool bounds_hold(Program *program, const ImplDecl *impl, const TypeVec *impl_args, int depth)
{
    if (depth > 32)
        return true;
    for (size_t i = 0; i < impl->params.count; i++) {
        const TraitBoundVec *bounds = &impl->params.items[i]->bounds;
        for (size_t j = 0; j < bounds->count; j++) {
            TypeVec args = {0};
            for (size_t k = 0; k < bounds->items[j].args.count; k++) {
                Type *arg = type_substitute(program->arena, bounds->items[j].args.items[k],
                                            &impl->params, impl_args);
                vec_push(program->arena, &args, arg);
            }
            if (!find_impl(program, bounds->items[j].trait, &args, impl_args->items[i], depth + 1)
                     ->impl)
                return false;
        }
    }
    return true;
}

static FoundImpl *find_impl(Program *program, TraitDecl *trait, const TypeVec *trait_args,
                            Type *self, int depth)
{
    const void *key = cache_key(trait, trait_args, self);
    FoundImpl *first = map_get(&program->found_impls, key);
    for (FoundImpl *at = first; at; at = at->next) {
        if (at->trait == trait && type_equal(at->self, self) &&
            types_equal(&at->trait_args, trait_args))
            return at;
    }
    FoundImpl *found = ARENA_NEW(program->arena, FoundImpl);
    *found = (FoundImpl){.trait = trait, .self = self, .trait_args = *trait_args, .next = first};
    ImplChoice choice = impls_for(program, trait, self);
    for (size_t i = 0, count = impl_choice_count(&choice); i < count && !found->impl; i++) {
        ImplDecl *impl = impl_choice_at(&choice, i);
        TypeVec args = {0};
        if (impl_match_exact(program->arena, impl, trait_args, self, &args) &&
            applies(program, impl, &args, depth)) {
            found->impl = impl;
            found->impl_args = args;
        }
    }
    map_put(program->arena, &program->found_impls, key, found);
    return found;
}

static void append_types(Arena *arena, TypeVec *out, const TypeVec *from, size_t start)
{
    for (size_t i = start; i < from->count; i++)
        vec_push(arena, out, from->items[i]);
}

bool program_find_method(Program *program, TraitMethod *method, const TypeVec *type_args,
                         FnSymbol **fn, TypeVec *fn_args)
{
    Arena *arena = program->arena;
    TraitDecl *trait = method->trait;
    size_t trait_count = trait->params.count;
    TypeVec trait_args = {0};
    for (size_t i = 0; i < trait_count && i + 1 < type_args->count; i++)
        vec_push(arena, &trait_args, program_normalise(program, type_args->items[i + 1]));
    Type *self = program_normalise(program, type_args->items[0]);
    FoundImpl *found = find_impl(program, trait, &trait_args, self, 0);
    if (!found->impl)
        return false;
    FnSymbol *own = method->index < found->impl->methods.count
                        ? found->impl->methods.items[method->index]
                        : NULL;
    if (own) {
        *fn = own;
        append_types(arena, fn_args, &found->impl_args, 0);
        append_types(arena, fn_args, type_args, 1 + trait_count);
        return true;
    }
    *fn = method->fn;
    append_types(arena, fn_args, type_args, 0);
    return method->fn->body != NULL || method->fn->is_extern;
}

static TraitDecl *trait_named(Program *program, const char *name)
{
    for (size_t i = 0; i < program->impls_by_trait.count; i++) {
        TraitDecl *trait = (TraitDecl *)(uintptr_t)program->impls_by_trait.order[i].key;
        if (trait->module->is_std && strcmp(trait->name, name) == 0)
            return trait;
    }
    return NULL;
}

/* Do the bounds of the impls behind it hold too? A list has a hash only if its elements have
 * one. */
static bool serves(Program *program, TraitDecl *trait, const TypeVec *trait_args, Type *self,
                   int depth)
{
    FoundImpl *found = find_impl(program, trait, trait_args, self, 0);
    if (!found->impl)
        return false;
    if (depth > 32)
        return true;
    for (size_t i = 0; i < found->impl->params.count; i++) {
        const TraitBoundVec *bounds = &found->impl->params.items[i]->bounds;
        for (size_t j = 0; j < bounds->count; j++) {
            TypeVec args = {0};
            for (size_t k = 0; k < bounds->items[j].args.count; k++) {
                Type *arg = type_substitute(program->arena, bounds->items[j].args.items[k],
                                            &found->impl->params, &found->impl_args);
                vec_push(program->arena, &args, arg);
            }
            if (!serves(program, bounds->items[j].trait, &args, found->impl_args.items[i],
                        depth + 1))
                return false;
        }
    }
    return true;
}

bool program_find_trait_fn(Program *program, const char *trait_name, Type *self, FnSymbol **fn,
                           TypeVec *fn_args)
{
    TraitDecl *trait = trait_named(program, trait_name);
    if (!trait || trait->methods.count == 0)
        return false;
    TypeVec none = {0};
    self = program_normalise(program, self);
    if (!serves(program, trait, &none, self, 0))
        return false;
    TypeVec type_args = {0};
    vec_push(program->arena, &type_args, self);
    return program_find_method(program, trait->methods.items[0], &type_args, fn, fn_args);
}

static Type *normalise_assoc(Program *program, Type *type)
{
    Type *self = program_normalise(program, type->args.items[0]);
    TypeVec none = {0};
    FoundImpl *found = find_impl(program, type->trait, &none, self, 0);
    for (size_t i = 0; found->impl && i < found->impl->assoc_names.count; i++) {
        if (found->impl->assoc_names.items[i] != type->name)
            continue;
        Type *bound = type_substitute(program->arena, found->impl->assoc_types.items[i],
                                      &found->impl->params, &found->impl_args);
        return program_normalise(program, bound);
    }
    return type;
}

Type *program_normalise(Program *program, Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_ASSOC)
        return normalise_assoc(program, type);
    if (type->args.count == 0 && !type->result)
        return type;
    bool changed = false;
    TypeVec args = {0};
    for (size_t i = 0; i < type->args.count; i++) {
        Type *old = type_resolve(type->args.items[i]);
        Type *arg = program_normalise(program, old);
        changed |= arg != old;
        vec_push(program->arena, &args, arg);
    }
    Type *result = type->result;
    if (result) {
        result = program_normalise(program, result);
        changed |= result != type_resolve(type->result);
    }
    if (!changed)
        return type;
    Type *copy = ARENA_NEW(program->arena, Type);
    *copy = *type;
    copy->args = args;
    copy->result = result;
    return copy;
}
