/* From the typed tree to the IR: functions and constants, and the helpers all files of lowering
 * share.
 *
 * Before: a checked program without errors. After: one MirFn for each function that can be reached
 * from main (of traits: every impl of each method that is used), still generic; lambdas hang on
 * their LAMBDA instructions. A library without main is lowered whole. */
#include "ir/lower_internal.h"

#include "base/bug.h"

#include <stdarg.h>

/* ---- Building ---- */

MirInstr *lower_emit(Lower *l, MirOp op, Span span)
{
    return mir_instr(l->p, l->fn, l->block, op, span);
}

MirVar lower_emit_value(Lower *l, MirInstr *instr, Type *type)
{
    instr->dst = mir_var(l->p, l->fn, type, NULL);
    return instr->dst;
}

Type *lower_simple_type(Lower *l, TypeDecl *decl)
{
    return type_con(l->p->arena, decl, (TypeVec){0});
}

MirVar lower_unit(Lower *l, Span span)
{
    return lower_emit_value(l, lower_emit(l, MIR_CONST_UNIT, span),
                            lower_simple_type(l, l->p->program->types.unit));
}

MirVar lower_int(Lower *l, int64_t value, Span span)
{
    MirInstr *instr = lower_emit(l, MIR_CONST_INT, span);
    instr->imm = value;
    return lower_emit_value(l, instr, lower_simple_type(l, l->p->program->types.int_));
}

void lower_arg(Lower *l, MirInstr *instr, MirVar arg)
{
    vec_push(l->p->arena, &instr->args, arg);
}

MirVar lower_intrinsic(Lower *l, const char *name, Type *type, Span span, size_t count, ...)
{
    MirInstr *instr = lower_emit(l, MIR_INTRINSIC, span);
    instr->text = text_of(name);
    va_list args;
    va_start(args, count);
    for (size_t i = 0; i < count; i++)
        lower_arg(l, instr, va_arg(args, MirVar));
    va_end(args);
    return lower_emit_value(l, instr, type);
}

MirInstr *lower_prim_instr(Lower *l, const char *name, Span span)
{
    MirInstr *instr = lower_emit(l, MIR_PRIM, span);
    instr->text = text_of(name);
    return instr;
}

static MirBlock *current(Lower *l)
{
    return l->fn->blocks.items[l->block];
}

void lower_end(Lower *l, MirTerm term, Span span)
{
    current(l)->term = term;
    current(l)->span = span;
    l->block = mir_block(l->p, l->fn);
}

void lower_jump_with(Lower *l, MirBlockId target, MirVar arg, Span span)
{
    MirEdge *edge = &current(l)->edges[0];
    edge->block = target;
    if (arg != MIR_NO_VAR)
        vec_push(l->p->arena, &edge->args, arg);
    lower_end(l, MIR_JUMP, span);
}

void lower_jump(Lower *l, MirBlockId target, Span span)
{
    lower_jump_with(l, target, MIR_NO_VAR, span);
}

void lower_branch(Lower *l, MirVar condition, MirBlockId yes, MirBlockId no, Span span)
{
    current(l)->var = condition;
    current(l)->edges[0].block = yes;
    current(l)->edges[1].block = no;
    lower_end(l, MIR_BRANCH, span);
}

void lower_return(Lower *l, MirVar value, Span span)
{
    current(l)->var = value;
    lower_end(l, MIR_RETURN, span);
}

MirVar lower_block_param(Lower *l, MirBlockId block, Type *type, Name name)
{
    MirVar var = mir_var(l->p, l->fn, type, name);
    vec_push(l->p->arena, &l->fn->blocks.items[block]->params, var);
    return var;
}

Type *lower_type(Lower *l, MirVar var)
{
    return l->fn->vars.items[var].type;
}

/* ---- Names ---- */

void lower_bind(Lower *l, Local *local, MirVar var)
{
    map_put(l->p->arena, &l->locals, local, (void *)((uintptr_t)var + 1));
    if (!l->fn->vars.items[var].name)
        l->fn->vars.items[var].name = local->name;
}

static int64_t capture_index(Lower *l, Local *local)
{
    for (size_t i = 0; i < l->captures.count; i++) {
        if (l->captures.items[i] == local)
            return (int64_t)i;
    }
    vec_push(l->p->arena, &l->captures, local);
    vec_push(l->p->arena, &l->fn->capture_types, local->type);
    return (int64_t)l->captures.count - 1;
}

/* A name of a function around this one is read from the closure at each use, so that paths without
 * a use do not count it. */
MirVar lower_local(Lower *l, Local *local, Span span)
{
    void *found = map_get(&l->locals, local);
    if (found)
        return (MirVar)((uintptr_t)found - 1);
    if (!l->outer)
        bug("lower: no variable for %s in %s", local->name ? local->name : "_", l->fn->name);
    MirInstr *instr = lower_emit(l, MIR_CAPTURE, span);
    instr->imm = capture_index(l, local);
    MirVar var = lower_emit_value(l, instr, local->type);
    l->fn->vars.items[var].name = local->name;
    return var;
}

/* ---- References ---- */

static void uses_extern(Lower *l, const FnSymbol *fn);

void lower_uses_fn(Lower *l, FnSymbol *fn)
{
    if (map_get(&l->queue->seen_fns, fn))
        return;
    map_put(l->p->arena, &l->queue->seen_fns, fn, fn);
    if (fn->is_extern)
        uses_extern(l, fn);
    if (fn->is_extern || !fn->body)
        return;
    vec_push(l->p->arena, &l->queue->fns, fn);
}

/* Type arguments go to externs as MeshTypeInfo, whose functions their bounds demand. */
static void uses_extern(Lower *l, const FnSymbol *fn)
{
    for (size_t i = 0; i < fn->params.count; i++) {
        const TraitBoundVec *bounds = &fn->params.items[i]->bounds;
        for (size_t k = 0; k < bounds->count; k++) {
            if (bounds->items[k].trait->methods.count > 0)
                lower_uses_method(l, bounds->items[k].trait->methods.items[0]);
        }
    }
}

void lower_uses_const(Lower *l, ConstSymbol *constant)
{
    if (map_get(&l->queue->seen_consts, constant))
        return;
    map_put(l->p->arena, &l->queue->seen_consts, constant, constant);
    vec_push(l->p->arena, &l->queue->consts, constant);
}

void lower_uses_method(Lower *l, TraitMethod *method)
{
    if (map_get(&l->queue->seen_traits, method))
        return;
    map_put(l->p->arena, &l->queue->seen_traits, method, method);
    lower_uses_fn(l, method->fn);
    const ImplDeclVec *impls = map_get(&l->p->program->impls_by_trait, method->trait);
    for (size_t i = 0; impls && i < impls->count; i++) {
        const ImplDecl *impl = impls->items[i];
        if (method->index < impl->methods.count && impl->methods.items[method->index])
            lower_uses_fn(l, impl->methods.items[method->index]);
    }
}

/* ---- Functions ---- */

MirFn *lower_new_fn(MirProgram *p, const char *name, const char *shown, Span span)
{
    MirFn *fn = ARENA_NEW(p->arena, MirFn);
    fn->name = name;
    fn->shown = shown;
    fn->span = span;
    mir_block(p, fn);
    return fn;
}

static void reach(const MirFn *fn, bool *reached, MirBlockId *stack)
{
    size_t depth = 0;
    stack[depth++] = 0;
    reached[0] = true;
    while (depth > 0) {
        MirBlock *block = fn->blocks.items[stack[--depth]];
        size_t edges = block->cases.count + 2;
        for (size_t i = 0; i < edges; i++) {
            MirBlockId target =
                i < 2 ? block->edges[i].block : block->cases.items[i - 2].edge.block;
            if (target == MIR_NO_BLOCK || reached[target])
                continue;
            reached[target] = true;
            stack[depth++] = target;
        }
    }
}

static void renumber_edge(void *context, MirEdge *edge)
{
    const MirBlockId *numbers = context;
    edge->block = numbers[edge->block];
}

/* Removes the blocks nobody jumps to. */
void lower_finish_fn(Lower *l)
{
    MirFn *fn = l->fn;
    size_t count = fn->blocks.count;
    Arena *arena = l->p->arena;
    bool *reached = ARENA_ARRAY(arena, bool, count);
    MirBlockId *numbers = ARENA_ARRAY(arena, MirBlockId, count);
    reach(fn, reached, ARENA_ARRAY(arena, MirBlockId, count));
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = (MirBlockId)kept;
        if (reached[i])
            fn->blocks.items[kept++] = fn->blocks.items[i];
    }
    fn->blocks.count = kept;
    for (size_t i = 0; i < kept; i++)
        mir_each_edge(fn->blocks.items[i], renumber_edge, numbers);
}

/* `Module.function` for people, without the arity. */
static const char *shown_name(Arena *arena, const char *full_name)
{
    const char *slash = strrchr(full_name, '/');
    if (!slash || slash == full_name || strspn(slash + 1, "0123456789") != strlen(slash + 1) ||
        slash[1] == '\0')
        return full_name;
    return arena_printf(arena, "%.*s", (int)(slash - full_name), full_name);
}

/* The body of an actor is run for its effects; elsewhere the checker has made the types agree. */
static void lower_body(Lower *l, TExpr *body)
{
    MirVar value = lower_expr(l, body);
    if (l->symbol && l->symbol->is_actor && !l->outer) {
        MirInstr *unit = lower_emit(l, MIR_CONST_UNIT, body->span);
        value = lower_emit_value(l, unit, l->fn->result);
    }
    lower_return(l, value, body->span);
}

static void lower_function(MirProgram *p, LowerQueue *queue, FnSymbol *symbol)
{
    uint32_t lambda_count = 0;
    Lower l = {.p = p, .queue = queue, .symbol = symbol, .lambda_count = &lambda_count};
    l.fn =
        lower_new_fn(p, symbol->full_name, shown_name(p->arena, symbol->full_name), symbol->span);
    l.fn->symbol = symbol;
    l.fn->type_params = symbol->params;
    l.fn->result = type_resolve(symbol->type)->result;
    for (size_t i = 0; i < symbol->locals.count; i++) {
        Local *local = symbol->locals.items[i];
        MirVar var = mir_var(p, l.fn, local->type, local->name);
        vec_push(p->arena, &l.fn->params, var);
        lower_bind(&l, local, var);
    }
    lower_body(&l, symbol->body);
    lower_finish_fn(&l);
    vec_push(p->arena, &p->fns, l.fn);
}

static void lower_constant(MirProgram *p, LowerQueue *queue, ConstSymbol *constant)
{
    uint32_t lambda_count = 0;
    Lower l = {.p = p, .queue = queue, .lambda_count = &lambda_count};
    l.fn = lower_new_fn(p, arena_printf(p->arena, "%s.init", constant->full_name),
                        constant->full_name, constant->span);
    l.fn->result = constant->type;
    lower_return(&l, lower_expr(&l, constant->value), constant->span);
    lower_finish_fn(&l);
    MirConst *made = ARENA_NEW(p->arena, MirConst);
    *made = (MirConst){.constant = constant, .init = l.fn};
    vec_push(p->arena, &p->consts, made);
    vec_push(p->arena, &p->fns, l.fn);
}

static void lower_queued(MirProgram *p, LowerQueue *queue)
{
    size_t fns = 0, consts = 0;
    while (fns < queue->fns.count || consts < queue->consts.count) {
        if (fns < queue->fns.count)
            lower_function(p, queue, queue->fns.items[fns++]);
        else
            lower_constant(p, queue, queue->consts.items[consts++]);
    }
}

static void queue_marked(Lower *roots)
{
    const ModuleInfoVec *modules = &roots->p->program->modules;
    for (size_t i = 0; i < modules->count; i++) {
        const ModuleInfo *module = modules->items[i];
        for (size_t k = 0; k < module->functions.count && !module->is_std; k++) {
            if (module->functions.items[k]->is_inplace)
                lower_uses_fn(roots, module->functions.items[k]);
        }
    }
}

static void queue_library(Lower *roots)
{
    const ModuleInfoVec *modules = &roots->p->program->modules;
    for (size_t i = 0; i < modules->count; i++) {
        const ModuleInfo *module = modules->items[i];
        for (size_t k = 0; k < module->functions.count; k++)
            lower_uses_fn(roots, module->functions.items[k]);
    }
}

/* The program's main has no result: the value of the user's is dropped. */
static MirFn *main_of(MirProgram *p, MirFn *users)
{
    Type *unit = type_con(p->arena, p->program->types.unit, (TypeVec){0});
    if (type_equal(users->result, unit))
        return users;
    Lower l = {.p = p};
    l.fn =
        lower_new_fn(p, arena_printf(p->arena, "%s.entry", users->name), users->shown, users->span);
    l.fn->result = unit;
    MirInstr *call = lower_emit(&l, MIR_CALL, users->span);
    call->symbol = users->symbol;
    lower_emit_value(&l, call, users->result);
    lower_return(&l, lower_unit(&l, users->span), users->span);
    lower_finish_fn(&l);
    vec_push(p->arena, &p->fns, l.fn);
    return l.fn;
}

MirProgram *lower_program(Arena *arena, Program *program)
{
    MirProgram *p = ARENA_NEW(arena, MirProgram);
    p->arena = arena;
    p->program = program;
    LowerQueue queue = {0};
    Lower roots = {.p = p, .queue = &queue};
    if (program->main)
        lower_uses_fn(&roots, program->main);
    else
        queue_library(&roots);
    queue_marked(&roots);
    lower_queued(p, &queue);
    for (size_t i = 0; program->main && !p->main; i++) {
        if (p->fns.items[i]->symbol == program->main)
            p->main = main_of(p, p->fns.items[i]);
    }
    return p;
}
