/* Which variables are live where: a backward data flow over sets of variables, one bit each. */
#include "ir/ownership_internal.h"

/* ---- Sets ---- */

BitSet set_new(Counting *c)
{
    return ARENA_ARRAY(c->scratch, uint64_t, c->words + 1);
}

BitSet set_copy(Counting *c, const uint64_t *from)
{
    return arena_copy(c->scratch, from, (c->words + 1) * sizeof *from);
}

bool tracked(const Counting *c, MirVar var)
{
    return var != MIR_NO_VAR && (c->owners[var] == OWNER_SELF || c->owners[var] == OWNER_PART);
}

bool in_set(const Counting *c, const uint64_t *set, MirVar var)
{
    return (set[c->bit[var] / 64] >> (c->bit[var] % 64) & 1) != 0;
}

static void set_add(const Counting *c, BitSet set, MirVar var)
{
    if (tracked(c, var))
        set[c->bit[var] / 64] |= (uint64_t)1 << (c->bit[var] % 64);
}

void set_remove(const Counting *c, BitSet set, MirVar var)
{
    if (tracked(c, var))
        set[c->bit[var] / 64] &= ~((uint64_t)1 << (c->bit[var] % 64));
}

void set_add_all(const Counting *c, BitSet set, const MirVarVec *vars)
{
    for (size_t i = 0; i < vars->count; i++)
        set_add(c, set, vars->items[i]);
}

/* ---- Liveness ---- */

/* What the target of an edge needs besides the arguments. */
static void add_live_through(const Counting *c, BitSet set, const MirEdge *edge)
{
    const MirVarVec *params = &c->fn->blocks.items[edge->block]->params;
    const uint64_t *live = c->live_in[edge->block];
    for (size_t i = 0; i < c->words; i++) {
        uint64_t bits = live[i];
        for (size_t k = 0; k < params->count; k++) {
            MirVar param = params->items[k];
            if (tracked(c, param) && c->bit[param] / 64 == i)
                bits &= ~((uint64_t)1 << (c->bit[param] % 64));
        }
        set[i] |= bits;
    }
}

BitSet live_through(Counting *c, const MirEdge *edge)
{
    BitSet live = set_new(c);
    add_live_through(c, live, edge);
    return live;
}

typedef struct EdgeSets {
    const Counting *c;
    BitSet set;
} EdgeSets;

static void add_edge_needs(void *context, MirEdge *edge)
{
    const EdgeSets *sets = context;
    add_live_through(sets->c, sets->set, edge);
    set_add_all(sets->c, sets->set, &edge->args);
}

/* Live just before the terminator. */
BitSet live_at_end(Counting *c, MirBlock *block)
{
    BitSet live = set_new(c);
    EdgeSets sets = {c, live};
    mir_each_edge(block, add_edge_needs, &sets);
    if (block->term == MIR_RETURN)
        set_add(c, live, block->var);
    if (block->term == MIR_TAIL_CALL)
        set_add_all(c, live, &block->call->args);
    return live;
}

static bool update_live_in(Counting *c, MirBlockId id)
{
    MirBlock *block = c->fn->blocks.items[id];
    BitSet live = live_at_end(c, block);
    for (size_t i = block->instrs.count; i > 0; i--) {
        const MirInstr *instr = block->instrs.items[i - 1];
        set_remove(c, live, instr->dst);
        set_add_all(c, live, &instr->args);
    }
    if (memcmp(live, c->live_in[id], c->words * sizeof *live) == 0)
        return false;
    memcpy(c->live_in[id], live, c->words * sizeof *live);
    return true;
}

void find_live(Counting *c)
{
    c->live_in = ARENA_ARRAY(c->scratch, BitSet, c->fn->blocks.count);
    for (size_t i = 0; i < c->fn->blocks.count; i++)
        c->live_in[i] = set_new(c);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = c->flow->order.count; i > 0; i--)
            changed |= update_live_in(c, c->flow->order.items[i - 1]);
    }
}
