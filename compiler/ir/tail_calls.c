/* Before: calls are instructions. After: a call whose result the function returns is the terminator
 * MIR_TAIL_CALL, a call of the function itself in that place is a jump back to its start, and the
 * targets of back edges are marked as loop headers. Calls of C functions stay: they have another
 * calling convention. */
#include "ir/flow.h"
#include "ir/simplify.h"

typedef struct TailCalls {
    MirProgram *p;
    MirFn *fn;
} TailCalls;

/* ---- Returns behind jumps ---- */

static bool only_returns(const MirBlock *block)
{
    if (block->term != MIR_RETURN)
        return false;
    for (size_t i = 0; i < block->instrs.count; i++) {
        if (block->instrs.items[i]->op != MIR_CONST_UNIT)
            return false;
    }
    return true;
}

static MirVar returned_through(const MirBlock *target, const MirEdge *edge)
{
    for (size_t i = 0; i < target->params.count; i++) {
        if (target->params.items[i] == target->var)
            return edge->args.items[i];
    }
    return target->var;
}

/* Copies the units a return block makes, so that the returned variable stays defined. */
static MirVar copy_units(TailCalls *t, MirBlockId into, const MirBlock *target, MirVar returned)
{
    for (size_t i = 0; i < target->instrs.count; i++) {
        const MirInstr *unit = target->instrs.items[i];
        if (unit->dst != returned)
            continue;
        MirInstr *copy = mir_instr(t->p, t->fn, into, MIR_CONST_UNIT, unit->span);
        copy->dst = mir_var(t->p, t->fn, t->fn->vars.items[unit->dst].type, NULL);
        return copy->dst;
    }
    return returned;
}

static bool pull_return(TailCalls *t, MirBlockId id)
{
    MirBlock *block = t->fn->blocks.items[id];
    if (block->term != MIR_JUMP)
        return false;
    const MirBlock *target = t->fn->blocks.items[block->edges[0].block];
    if (target == block || !only_returns(target))
        return false;
    MirVar returned = returned_through(target, &block->edges[0]);
    block->var = copy_units(t, id, target, returned);
    block->term = MIR_RETURN;
    block->edges[0] = (MirEdge){.block = MIR_NO_BLOCK};
    return true;
}

static void pull_returns(TailCalls *t)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t b = 0; b < t->fn->blocks.count; b++)
            changed |= pull_return(t, (MirBlockId)b);
    }
}

/* ---- Calls before returns ---- */

static bool same_representation(const TailCalls *t, const MirInstr *call)
{
    Type *given = call->callee ? call->callee->result : t->fn->vars.items[call->dst].type;
    return type_value_kind(given) == type_value_kind(t->fn->result);
}

static bool is_unit(const TailCalls *t, MirVar var)
{
    Type *type = type_resolve(t->fn->vars.items[var].type);
    return type->kind == TY_CON && type->decl == t->p->program->types.unit;
}

/* The type of an actor says what it is spawned as; its body gives a unit. */
static bool gives_unit(const TailCalls *t, const MirInstr *call)
{
    const FnSymbol *symbol = call->callee ? call->callee->symbol : NULL;
    return is_unit(t, call->dst) || (symbol && symbol->is_actor);
}

/* Every unit is the same value, whoever made it. */
static bool returns_result_of(const TailCalls *t, const MirBlock *block, const MirInstr *call)
{
    if (block->term == MIR_UNREACHABLE)
        return call->callee == t->fn;
    if (block->term != MIR_RETURN)
        return false;
    if (block->var == call->dst)
        return true;
    return gives_unit(t, call) && is_unit(t, block->var);
}

static size_t last_real_instr(const MirBlock *block)
{
    size_t count = block->instrs.count;
    while (count > 0 && block->instrs.items[count - 1]->op == MIR_CONST_UNIT)
        count--;
    return count;
}

static bool mark_call(TailCalls *t, MirBlock *block)
{
    size_t count = last_real_instr(block);
    if (count == 0)
        return false;
    MirInstr *call = block->instrs.items[count - 1];
    bool candidate = call->op == MIR_CALL_VALUE || (call->op == MIR_CALL && call->callee);
    if (!candidate || call->dst == MIR_NO_VAR || !same_representation(t, call) ||
        !returns_result_of(t, block, call))
        return false;
    block->instrs.count = count - 1;
    call->dst = MIR_NO_VAR;
    block->call = call;
    block->term = MIR_TAIL_CALL;
    block->var = MIR_NO_VAR;
    return true;
}

/* ---- Self calls ---- */

static bool is_self_call(const TailCalls *t, const MirBlock *block)
{
    return block->term == MIR_TAIL_CALL && block->call->callee == t->fn;
}

static bool any_self_call(const TailCalls *t)
{
    for (size_t b = 0; b < t->fn->blocks.count; b++) {
        if (is_self_call(t, t->fn->blocks.items[b]))
            return true;
    }
    return false;
}

/* A parameter that every self call passes on unchanged stays a parameter: it needs no place in the
 * loop. */
static bool varies(const TailCalls *t, size_t param)
{
    for (size_t b = 0; b < t->fn->blocks.count; b++) {
        const MirBlock *block = t->fn->blocks.items[b];
        if (is_self_call(t, block) && block->call->args.items[param] != t->fn->params.items[param])
            return true;
    }
    return false;
}

/* The old entry becomes block `head`; block 0 only jumps there. */
static MirBlockId split_entry(TailCalls *t)
{
    MirBlockId head = mir_block(t->p, t->fn);
    MirBlock *entry = t->fn->blocks.items[0];
    t->fn->blocks.items[0] = t->fn->blocks.items[head];
    t->fn->blocks.items[head] = entry;
    t->fn->blocks.items[0]->term = MIR_JUMP;
    t->fn->blocks.items[0]->edges[0].block = head;
    t->fn->blocks.items[0]->span = t->fn->span;
    return head;
}

static void jump_back(TailCalls *t, MirBlock *block, MirBlockId head, const bool *varying)
{
    MirEdge edge = {.block = head};
    for (size_t i = 0; i < t->fn->params.count; i++) {
        if (varying[i])
            vec_push(t->p->arena, &edge.args, block->call->args.items[i]);
    }
    block->term = MIR_JUMP;
    block->edges[0] = edge;
    block->call = NULL;
}

typedef struct Renaming {
    MirVar from, to;
} Renaming;

static void rename_vars(MirVarVec *vars, Renaming by)
{
    for (size_t i = 0; i < vars->count; i++) {
        if (vars->items[i] == by.from)
            vars->items[i] = by.to;
    }
}

static void rename_edge(void *context, MirEdge *edge)
{
    rename_vars(&edge->args, *(const Renaming *)context);
}

static void rename_everywhere(TailCalls *t, Renaming by)
{
    for (size_t b = 0; b < t->fn->blocks.count; b++) {
        MirBlock *block = t->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++)
            rename_vars(&block->instrs.items[i]->args, by);
        if (block->call)
            rename_vars(&block->call->args, by);
        if (block->var == by.from)
            block->var = by.to;
        mir_each_edge(block, rename_edge, &by);
    }
}

static void self_calls_to_loop(TailCalls *t)
{
    MirFn *fn = t->fn;
    bool *varying = ARENA_ARRAY(t->p->arena, bool, fn->params.count + 1);
    for (size_t i = 0; i < fn->params.count; i++)
        varying[i] = varies(t, i);
    MirBlockId head = split_entry(t);
    for (size_t b = 0; b < fn->blocks.count; b++) {
        if (is_self_call(t, fn->blocks.items[b]))
            jump_back(t, fn->blocks.items[b], head, varying);
    }
    for (size_t i = 0; i < fn->params.count; i++) {
        if (!varying[i])
            continue;
        MirVarInfo info = fn->vars.items[fn->params.items[i]];
        MirVar inside = mir_var(t->p, fn, info.type, info.name);
        vec_push(t->p->arena, &fn->blocks.items[head]->params, inside);
        rename_everywhere(t, (Renaming){fn->params.items[i], inside});
        vec_push(t->p->arena, &fn->blocks.items[0]->edges[0].args, fn->params.items[i]);
    }
}

/* ---- The pass ---- */

static void tail_calls_of(MirProgram *p, MirFn *fn)
{
    TailCalls t = {p, fn};
    pull_returns(&t);
    bool marked = false;
    for (size_t b = 0; b < fn->blocks.count; b++)
        marked |= mark_call(&t, fn->blocks.items[b]);
    if (marked && fn->kind == MIR_FN_PLAIN && any_self_call(&t))
        self_calls_to_loop(&t);
    simplify_flow(p, fn);
}

void make_tail_calls(MirProgram *p)
{
    for (size_t i = 0; i < p->fns.count; i++) {
        tail_calls_of(p, p->fns.items[i]);
        Arena *scratch = arena_new();
        flow_mark_loops(scratch, p->fns.items[i]);
        arena_free(scratch);
    }
}
