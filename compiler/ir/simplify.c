/* Makes functions smaller without changing what they do: chains of blocks become one block, jumps
 * through empty blocks go straight on, parameters that always get the same value and values nobody
 * uses vanish. Counts are not there yet, so an unused value is simply not computed. */
#include "ir/simplify.h"

#include "ir/simplify_internal.h"

static MirVar current_name(Simplifier *s, MirVar var)
{
    if (var == MIR_NO_VAR)
        return var;
    while (s->renamed[var] != var)
        var = s->renamed[var];
    return var;
}

static void rename_all(Simplifier *s, MirVarVec *vars)
{
    for (size_t i = 0; i < vars->count; i++)
        vars->items[i] = current_name(s, vars->items[i]);
}

static void rename_edge(void *context, MirEdge *edge)
{
    rename_all(context, &edge->args);
}

/* Applies the renamings everywhere. */
static void apply_names(Simplifier *s)
{
    for (size_t b = 0; b < s->fn->blocks.count; b++) {
        MirBlock *block = s->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++)
            rename_all(s, &block->instrs.items[i]->args);
        if (block->call)
            rename_all(s, &block->call->args);
        block->var = current_name(s, block->var);
        mir_each_edge(block, rename_edge, s);
    }
}

static void rename_to(Simplifier *s, MirVar from, MirVar to)
{
    to = current_name(s, to);
    MirVarInfo *info = &s->fn->vars.items[to];
    if (!info->name)
        info->name = s->fn->vars.items[from].name;
    s->renamed[from] = to;
    s->changed = true;
}

/* ---- Unreachable blocks ---- */

static void renumber_edge(void *context, MirEdge *edge)
{
    const Flow *flow = context;
    edge->block = flow->position[edge->block];
}

/* Leaves the reachable blocks in reverse postorder. */
static void drop_unreachable(Simplifier *s)
{
    MirFn *fn = s->fn;
    Flow *flow = flow_of(s->scratch, fn);
    MirBlock **kept = ARENA_ARRAY(s->p->arena, MirBlock *, flow->order.count);
    for (size_t i = 0; i < flow->order.count; i++) {
        kept[i] = fn->blocks.items[flow->order.items[i]];
        mir_each_edge(kept[i], renumber_edge, flow);
    }
    fn->blocks.items = kept;
    fn->blocks.count = fn->blocks.capacity = flow->order.count;
}

/* ---- Branches without a choice ---- */

static bool same_edges(const MirEdge *a, const MirEdge *b)
{
    return a->block == b->block &&
           (a->args.count == 0 ||
            memcmp(a->args.items, b->args.items, a->args.count * sizeof *a->args.items) == 0);
}

static void fold_branches(Simplifier *s)
{
    Map constants = {0};
    for (size_t b = 0; b < s->fn->blocks.count; b++) {
        const MirBlock *block = s->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (instr->op == MIR_CONST_BOOL)
                map_put(s->scratch, &constants, &s->fn->vars.items[instr->dst], instr);
        }
    }
    for (size_t b = 0; b < s->fn->blocks.count; b++) {
        MirBlock *block = s->fn->blocks.items[b];
        if (block->term != MIR_BRANCH)
            continue;
        const MirInstr *known = map_get(&constants, &s->fn->vars.items[block->var]);
        if (!known && !same_edges(&block->edges[0], &block->edges[1]))
            continue;
        block->term = MIR_JUMP;
        block->edges[0] = block->edges[!known || known->imm ? 0 : 1];
        block->edges[1] = (MirEdge){.block = MIR_NO_BLOCK};
        block->var = MIR_NO_VAR;
        s->changed = true;
    }
}

/* ---- Jumps through empty blocks ---- */

/* An empty block can be skipped when its parameters go no further than its jump. */
static bool only_passes_on(const MirBlock *block, const uint32_t *uses)
{
    if (block->term != MIR_JUMP || block->instrs.count > 0)
        return false;
    for (size_t i = 0; i < block->params.count; i++) {
        uint32_t here = 0;
        for (size_t k = 0; k < block->edges[0].args.count; k++)
            here += block->edges[0].args.items[k] == block->params.items[i];
        if (uses[block->params.items[i]] != here)
            return false;
    }
    return true;
}

typedef struct Threading {
    Simplifier *s;
    const uint32_t *uses;
} Threading;

static MirVar argument_for(const MirBlock *block, const MirEdge *edge, MirVar var)
{
    for (size_t i = 0; i < block->params.count; i++) {
        if (block->params.items[i] == var)
            return edge->args.items[i];
    }
    return var;
}

static void thread_edge(void *context, MirEdge *edge)
{
    Threading *t = context;
    Simplifier *s = t->s;
    for (int steps = 0; steps < 16; steps++) {
        const MirBlock *through = s->fn->blocks.items[edge->block];
        const MirEdge *onward = &through->edges[0];
        if (!only_passes_on(through, t->uses) || onward->block == edge->block)
            return;
        MirVarVec args = {0};
        for (size_t i = 0; i < onward->args.count; i++)
            vec_push(s->p->arena, &args, argument_for(through, edge, onward->args.items[i]));
        *edge = (MirEdge){onward->block, args};
        s->changed = true;
    }
}

/* Edges of a branch are threaded too; a branch whose two edges now pass different arguments to one
 * block is fine, because edges carry their own arguments. */
static void thread_jumps(Simplifier *s)
{
    Threading t = {s, mir_use_counts(s->scratch, s->fn)};
    for (size_t b = 0; b < s->fn->blocks.count; b++)
        mir_each_edge(s->fn->blocks.items[b], thread_edge, &t);
}

/* ---- Chains ---- */

static void append_block(Simplifier *s, MirBlock *block, const MirBlock *next)
{
    MirEdge edge = block->edges[0];
    for (size_t i = 0; i < next->params.count; i++)
        rename_to(s, next->params.items[i], edge.args.items[i]);
    for (size_t i = 0; i < next->instrs.count; i++)
        vec_push(s->p->arena, &block->instrs, next->instrs.items[i]);
    block->term = next->term;
    block->var = next->var;
    block->edges[0] = next->edges[0];
    block->edges[1] = next->edges[1];
    block->cases.items = next->cases.items;
    block->cases.count = next->cases.count;
    block->cases.capacity = next->cases.capacity;
    block->call = next->call;
    block->text = next->text;
    block->span = next->span;
    s->changed = true;
}

static void merge_chains(Simplifier *s)
{
    const Flow *flow = flow_of(s->scratch, s->fn);
    bool *gone = ARENA_ARRAY(s->scratch, bool, s->fn->blocks.count);
    for (size_t b = 0; b < s->fn->blocks.count; b++) {
        MirBlock *block = s->fn->blocks.items[b];
        while (!gone[b] && block->term == MIR_JUMP) {
            MirBlockId next = block->edges[0].block;
            if (next == b || flow->preds[next].count != 1)
                break;
            append_block(s, block, s->fn->blocks.items[next]);
            gone[next] = true;
        }
    }
    apply_names(s);
}

/* ---- Parameters that always get one value ---- */

typedef struct Incoming {
    Simplifier *s;
    MirBlockId block;
    size_t param;
    MirVar value; /* MIR_NO_VAR: none seen */
    bool several;
} Incoming;

static void see_argument(Incoming *in, MirVar var)
{
    MirVar self = in->s->fn->blocks.items[in->block]->params.items[in->param];
    var = current_name(in->s, var);
    if (var == self || var == in->value)
        return;
    in->several |= in->value != MIR_NO_VAR;
    in->value = var;
}

static void see_edge(void *context, MirEdge *edge)
{
    Incoming *in = context;
    if (edge->block == in->block)
        see_argument(in, edge->args.items[in->param]);
}

typedef struct Removal {
    MirBlockId block;
    size_t param;
} Removal;

static void remove_var(MirVarVec *vars, size_t index)
{
    for (size_t i = index + 1; i < vars->count; i++)
        vars->items[i - 1] = vars->items[i];
    vars->count--;
}

static void remove_argument(void *context, MirEdge *edge)
{
    const Removal *removal = context;
    if (edge->block == removal->block)
        remove_var(&edge->args, removal->param);
}

void remove_param(Simplifier *s, const Flow *flow, MirBlockId block, size_t param)
{
    Removal removal = {block, param};
    const BlockIdVec *preds = &flow->preds[block];
    for (size_t i = 0; i < preds->count; i++) {
        bool again = false; /* a predecessor with two edges here is listed twice */
        for (size_t k = 0; k < i; k++)
            again |= preds->items[k] == preds->items[i];
        if (!again)
            mir_each_edge(s->fn->blocks.items[preds->items[i]], remove_argument, &removal);
    }
    remove_var(&s->fn->blocks.items[block]->params, param);
    s->changed = true;
}

static void join_equal_arguments(Simplifier *s)
{
    const Flow *flow = flow_of(s->scratch, s->fn);
    for (size_t b = 1; b < s->fn->blocks.count; b++) {
        MirBlock *block = s->fn->blocks.items[b];
        for (size_t i = block->params.count; i > 0; i--) {
            Incoming in = {s, (MirBlockId)b, i - 1, MIR_NO_VAR, false};
            for (size_t k = 0; k < flow->preds[b].count && !in.several; k++)
                mir_each_edge(s->fn->blocks.items[flow->preds[b].items[k]], see_edge, &in);
            if (in.several || in.value == MIR_NO_VAR)
                continue;
            rename_to(s, block->params.items[i - 1], in.value);
            remove_param(s, flow, (MirBlockId)b, i - 1);
        }
    }
    apply_names(s);
}

/* ---- The pass ---- */

static void forward_copies(Simplifier *s)
{
    for (size_t b = 0; b < s->fn->blocks.count; b++) {
        MirBlock *block = s->fn->blocks.items[b];
        size_t kept = 0;
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (instr->op == MIR_COPY)
                rename_to(s, instr->dst, instr->args.items[0]);
            else
                block->instrs.items[kept++] = instr;
        }
        block->instrs.count = kept;
    }
    apply_names(s);
}

static Simplifier simplifier_of(MirProgram *p, MirFn *fn, Arena *scratch)
{
    Simplifier s = {.p = p, .fn = fn, .scratch = scratch};
    s.renamed = ARENA_ARRAY(scratch, MirVar, fn->vars.count + 1);
    for (size_t i = 0; i < fn->vars.count; i++)
        s.renamed[i] = (MirVar)i;
    return s;
}

void simplify_flow(MirProgram *p, MirFn *fn)
{
    enum { MAX_ROUNDS = 4 };
    Arena *scratch = arena_new();
    Simplifier s = simplifier_of(p, fn, scratch);
    for (int round = 0; round < MAX_ROUNDS; round++) {
        s.changed = false;
        thread_jumps(&s);
        drop_unreachable(&s);
        merge_chains(&s);
        drop_unreachable(&s);
        if (!s.changed)
            break;
    }
    arena_free(scratch);
}

void simplify_fn(MirProgram *p, MirFn *fn)
{
    enum { MAX_ROUNDS = 8 };
    Arena *scratch = arena_new();
    Simplifier s = simplifier_of(p, fn, scratch);
    drop_unreachable(&s);
    forward_copies(&s);
    for (int round = 0; round < MAX_ROUNDS; round++) {
        s.changed = false;
        fold_branches(&s);
        thread_jumps(&s);
        drop_unreachable(&s);
        merge_chains(&s);
        drop_unreachable(&s);
        join_equal_arguments(&s);
        drop_unused(&s);
        if (!s.changed)
            break;
    }
    arena_free(scratch);
}

void simplify(MirProgram *p)
{
    for (size_t i = 0; i < p->fns.count; i++)
        simplify_fn(p, p->fns.items[i]);
}
