/* Instances: one for each use of a generic function at other types, and the constants,
 * MeshTypeInfos and functions of types that instances need. */
#include "ir/mono_internal.h"

#include "base/bug.h"

enum { MAX_INSTANCES = 100000 };

static const void *instance_key(const void *what, MirFnKind kind, const TypeVec *args)
{
    uint64_t hash = (uint64_t)(uintptr_t)what + (uint64_t)kind;
    for (size_t i = 0; i < args->count; i++)
        hash = (hash ^ (uint64_t)(uintptr_t)args->items[i]) * 0x9E3779B97F4A7C15u ^ (hash >> 31);
    return (const void *)(uintptr_t)(hash | 1);
}

static bool same_types(const TypeVec *a, const TypeVec *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (a->items[i] != b->items[i])
            return false;
    }
    return true;
}

/* `base<Int, List<String>>`; long or repeated names get a number. */
static const char *instance_name(Mono *m, const char *base, const TypeVec *args)
{
    enum { MAX_NAME = 200 };
    Arena *arena = m->p->arena;
    TextBuffer buffer;
    text_buffer_init(&buffer, arena);
    text_addf(&buffer, "%s", base);
    for (size_t i = 0; i < args->count && buffer.length <= MAX_NAME; i++)
        text_addf(&buffer, i == 0 ? "<%s" : ", %s", type_text(arena, args->items[i]));
    if (args->count > 0)
        text_add_char(&buffer, '>');
    Text text = text_done(&buffer);
    if (text.length > MAX_NAME)
        text.length = MAX_NAME;
    Name name = intern(m->p->program->names, text);
    for (int i = 2; map_get(&m->names, name); i++)
        name = intern_cstr(m->p->program->names,
                           arena_printf(arena, "%.*s#%d", (int)text.length, text.bytes, i));
    map_put(m->scratch, &m->names, name, (void *)(uintptr_t)name);
    return name;
}

static Instance *find_instance(Mono *m, const Instance *wanted, const void *key)
{
    for (Instance *at = map_get(&m->instances, key); at; at = at->next) {
        if (at->source == wanted->source && at->symbol == wanted->symbol &&
            at->kind == wanted->kind && same_types(&at->by.args, &wanted->by.args))
            return at;
    }
    return NULL;
}

static const char *wrapper_name(Mono *m, const Instance *wrapper)
{
    return arena_printf(m->scratch, "%s.%s", wrapper->symbol->full_name,
                        wrapper->kind == MIR_FN_CLOSURE ? "value" : "function");
}

/* Functions that exist once live with their module. Instances of generic functions, and what
 * belongs to one function, such as its lambdas, live with the first module that asks: another
 * module's needs then change that module alone. */
static const ModuleInfo *home_of(const Mono *m, const Instance *instance)
{
    const FnSymbol *symbol = instance->source ? instance->source->symbol : NULL;
    return symbol && symbol->module && instance->by.args.count == 0 ? symbol->module : m->home;
}

static MirFn *instance_of(Mono *m, Instance wanted)
{
    const void *what = wanted.source ? (const void *)wanted.source : (const void *)wanted.symbol;
    const void *key = instance_key(what, wanted.kind, &wanted.by.args);
    Instance *instance = find_instance(m, &wanted, key);
    if (instance)
        return instance->fn;
    instance = arena_copy(m->scratch, &wanted, sizeof wanted);
    instance->next = map_get(&m->instances, key);
    map_put(m->scratch, &m->instances, key, instance);
    const char *base = wanted.source ? wanted.source->name : wrapper_name(m, instance);
    instance->fn = ARENA_NEW(m->p->arena, MirFn);
    instance->fn->name = instance_name(m, base, &wanted.by.args);
    instance->fn->kind = wanted.kind;
    instance->fn->home = home_of(m, instance);
    vec_push(m->scratch, &m->queue, instance);
    vec_push(m->p->arena, &m->p->fns, instance->fn);
    if (m->queue.count > MAX_INSTANCES)
        m->types.overflow = true;
    return instance->fn;
}

MirFn *source_of(Mono *m, const FnSymbol *symbol)
{
    MirFn *source = map_get(&m->sources, symbol);
    if (!source)
        bug("mono: %s was not lowered", symbol->full_name);
    return source;
}

MirFn *instance_of_source(Mono *m, MirFn *source, TypeVec args)
{
    Instance wanted = {.source = source, .kind = source->kind};
    wanted.by = (Substitution){.params = &source->type_params, .args = args};
    return instance_of(m, wanted);
}

MirFn *wrapper_of(Mono *m, FnSymbol *symbol, TypeVec args, MirFnKind kind)
{
    Instance wanted = {.symbol = symbol, .kind = kind};
    wanted.by = (Substitution){.params = &symbol->params, .args = args};
    return instance_of(m, wanted);
}

/* ---- Types and constants in use ---- */

static MirFn *type_function(Mono *m, const char *trait, Type *type)
{
    FnSymbol *fn = NULL;
    TypeVec args = {0};
    if (!program_find_trait_fn(m->p->program, trait, type, &fn, &args))
        return NULL;
    args = mono_concrete_all(m, NULL, &args);
    if (fn->is_extern)
        return wrapper_of(m, fn, args, MIR_FN_PLAIN);
    return instance_of_source(m, source_of(m, fn), args);
}

MirTypeInfo *use_type(Mono *m, Type *type)
{
    MirTypeInfo *info = map_get(&m->typeinfos, type);
    if (info)
        return info;
    info = ARENA_NEW(m->p->arena, MirTypeInfo);
    info->type = type;
    map_put(m->scratch, &m->typeinfos, type, info);
    vec_push(m->p->arena, &m->p->typeinfos, info);
    return info;
}

static void use_bounds(Mono *m, MirTypeInfo *info, const TypeParam *param)
{
    for (size_t i = 0; i < param->bounds.count; i++) {
        const char *trait = param->bounds.items[i].trait->name;
        if (strcmp(trait, "Eq") == 0 && !info->eq)
            info->eq = type_function(m, trait, info->type);
        if (strcmp(trait, "Hash") == 0 && !info->hash)
            info->hash = type_function(m, trait, info->type);
    }
}

void use_extern_types(Mono *m, const FnSymbol *symbol, const TypeVec *args)
{
    for (size_t i = 0; i < args->count; i++) {
        MirTypeInfo *info = use_type(m, args->items[i]);
        if (i < symbol->params.count)
            use_bounds(m, info, symbol->params.items[i]);
    }
}

void use_constant(Mono *m, ConstSymbol *constant)
{
    if (map_get(&m->consts, constant))
        return;
    const MirConst *lowered = map_get(&m->const_sources, constant);
    if (!lowered)
        bug("mono: constant %s was not lowered", constant->full_name);
    MirConst *made = ARENA_NEW(m->p->arena, MirConst);
    made->constant = constant;
    map_put(m->scratch, &m->consts, constant, made);
    const ModuleInfo *asking = m->home;
    m->home = constant->module;
    made->init = instance_of_source(m, lowered->init, (TypeVec){0});
    m->home = asking;
}
