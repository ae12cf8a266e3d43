/* Before: generic functions, calls of trait methods. After: one function for each instance that
 * main and the constants reach, with concrete types; calls have a callee, or are of externs;
 * MeshTypeInfo demands are listed; constants stand in the order of their evaluation. Small
 * functions of std/ vanish into their callers, so that `a + b` is an instruction and its panic
 * names the caller's line. */
#include "ir/mono_internal.h"

Type *mono_concrete(Mono *m, Substitution *by, Type *type)
{
    return type ? concrete_type(&m->types, by, type) : NULL;
}

TypeVec mono_concrete_all(Mono *m, Substitution *by, const TypeVec *types)
{
    TypeVec out = {0};
    for (size_t i = 0; i < types->count; i++)
        vec_push(m->p->arena, &out, mono_concrete(m, by, types->items[i]));
    return out;
}

/* ---- Order of constants ---- */

typedef struct ConstOrder {
    Mono *m;
    Map visited; /* MirFn * and ConstSymbol * */
} ConstOrder;

static void order_fn(ConstOrder *order, const MirFn *fn);

static void order_const(ConstOrder *order, MirConst *constant)
{
    if (map_get(&order->visited, constant->constant))
        return;
    map_put(order->m->scratch, &order->visited, constant->constant, constant);
    order_fn(order, constant->init);
    MirProgram *p = order->m->p;
    vec_push(p->arena, &p->consts, constant);
}

static void order_instr(ConstOrder *order, const MirInstr *instr)
{
    if (instr->callee)
        order_fn(order, instr->callee);
    if (instr->op == MIR_CONST)
        order_const(order, map_get(&order->m->consts, instr->constant));
    for (size_t i = 0; i < instr->type_args.count; i++) {
        const MirTypeInfo *info = map_get(&order->m->typeinfos, instr->type_args.items[i]);
        if (info && info->eq)
            order_fn(order, info->eq);
        if (info && info->hash)
            order_fn(order, info->hash);
    }
}

/* Depth first through everything an initialiser may run: a constant comes behind those it needs. */
static void order_fn(ConstOrder *order, const MirFn *fn)
{
    if (map_get(&order->visited, fn))
        return;
    map_put(order->m->scratch, &order->visited, fn, (void *)(uintptr_t)fn);
    for (size_t b = 0; b < fn->blocks.count; b++) {
        const MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++)
            order_instr(order, block->instrs.items[i]);
    }
}

static void order_constants(Mono *m)
{
    ConstOrder order = {.m = m};
    m->p->consts.count = 0;
    for (size_t i = 0; i < m->consts.count; i++)
        order_const(&order, map_get(&m->consts, m->consts.order[i].key));
}

/* ---- The pass ---- */

static void index_sources(Mono *m)
{
    MirProgram *p = m->p;
    for (size_t i = 0; i < p->fns.count; i++) {
        MirFn *fn = p->fns.items[i];
        if (fn->symbol)
            map_put(m->scratch, &m->sources, fn->symbol, fn);
    }
    for (size_t i = 0; i < p->consts.count; i++)
        map_put(m->scratch, &m->const_sources, p->consts.items[i]->constant, p->consts.items[i]);
}

static void give_up(Mono *m)
{
    MirProgram *p = m->p;
    p->error = "the instances of this generic function never end: each one needs a larger type "
               "(nesting limit 64)";
    p->error_span = m->span;
    p->fns.count = 0;
    p->typeinfos.count = 0;
    p->consts.count = 0;
    p->main = NULL;
}

/* What a function promises is checked even when nobody calls it; a library has no other
 * beginning. */
static void keep_marked(Mono *m)
{
    for (size_t i = 0; i < m->p->program->modules.count; i++) {
        const ModuleInfo *module = m->p->program->modules.items[i];
        for (size_t k = 0; k < module->functions.count && !module->is_std; k++) {
            FnSymbol *fn = module->functions.items[k];
            if ((fn->is_inplace || !m->p->program->main) && fn->params.count == 0 && fn->body)
                instance_of_source(m, source_of(m, fn), (TypeVec){0});
        }
    }
}

void monomorphise(MirProgram *p)
{
    Mono m = {.p = p, .scratch = arena_new()};
    m.types = (ConcreteTypes){.arena = p->arena, .scratch = m.scratch, .program = p->program};
    index_sources(&m);
    MirFn *main = p->main;
    p->fns.items = NULL;
    p->fns.count = p->fns.capacity = 0;
    p->concrete = true;
    if (main)
        p->main = instance_of_source(&m, main, (TypeVec){0});
    keep_marked(&m);
    for (size_t i = 0; i < m.queue.count && !m.types.overflow; i++) {
        Instance *instance = m.queue.items[i];
        m.home = instance->fn->home;
        if (instance->source)
            make_instance(&m, instance);
        else
            make_wrapper(&m, instance);
    }
    if (m.types.overflow)
        give_up(&m);
    else
        order_constants(&m);
    arena_free(m.scratch);
}
