/* Before: nothing is counted. After: on every path each owned variable is consumed exactly once.
 *
 * A consuming use moves a variable that is dead behind it and needs a dup otherwise; a borrowing use of a variable
 * that is dead behind it is followed by a drop. What is live into one successor only is dropped on the edges to
 * the others. Nothing is dropped on the way into a panic: a crash releases the whole heap.
 *
 * Liveness is a backward data flow over sets of owned variables, one bit each. */
#include "ir/flow.h"
#include "ir/owner.h"

typedef uint64_t *BitSet;

typedef struct Counting {
    MirProgram *p;
    MirFn *fn;
    Arena *scratch;
    Owner *owners;
    uint32_t *bit;        /* by variable: its place in the sets; only of OWNER_SELF */
    MirVarVec owned;      /* by place: the variable */
    size_t words;         /* of a set */
    Flow *flow;
    BitSet *live_in;      /* by block: live at its first instruction, parameters included */
    MirInstrVec *prefix;  /* by block: drops to put before its instructions */
} Counting;

/* ---- Sets ---- */

static BitSet set_new(Counting *c)
{
    return ARENA_ARRAY(c->scratch, uint64_t, c->words + 1);
}

static bool owned(const Counting *c, MirVar var)
{
    return var != MIR_NO_VAR && c->owners[var] == OWNER_SELF;
}

static bool in_set(const Counting *c, const uint64_t *set, MirVar var)
{
    return (set[c->bit[var] / 64] >> (c->bit[var] % 64) & 1) != 0;
}

static void set_add(const Counting *c, BitSet set, MirVar var)
{
    if (owned(c, var))
        set[c->bit[var] / 64] |= (uint64_t)1 << (c->bit[var] % 64);
}

static void set_remove(const Counting *c, BitSet set, MirVar var)
{
    if (owned(c, var))
        set[c->bit[var] / 64] &= ~((uint64_t)1 << (c->bit[var] % 64));
}

static void set_add_all(const Counting *c, BitSet set, const MirVarVec *vars)
{
    for (size_t i = 0; i < vars->count; i++)
        set_add(c, set, vars->items[i]);
}

static void set_union(const Counting *c, BitSet into, const uint64_t *from)
{
    for (size_t i = 0; i < c->words; i++)
        into[i] |= from[i];
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
            if (owned(c, param) && c->bit[param] / 64 == i)
                bits &= ~((uint64_t)1 << (c->bit[param] % 64));
        }
        set[i] |= bits;
    }
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
static BitSet live_at_end(Counting *c, MirBlock *block)
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
    set_union(c, c->live_in[id], live);
    return true;
}

static void find_live(Counting *c)
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

/* ---- Instructions ---- */

static MirInstr *count_instr(Counting *c, MirOp op, MirVar var, Span span)
{
    MirInstr *instr = mir_new_instr(c->p, op, span);
    vec_push(c->p->arena, &instr->args, var);
    return instr;
}

/* How often the instruction uses the variable in the given way. */
static size_t uses_of(const MirInstr *instr, MirVar var, bool consuming)
{
    size_t count = 0;
    for (size_t i = 0; i < instr->args.count; i++)
        count += instr->args.items[i] == var && mir_consumes(instr, i) == consuming;
    return count;
}

static bool is_first_use(const MirInstr *instr, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (instr->args.items[i] == instr->args.items[index])
            return false;
    }
    return true;
}

/* dups before the instruction and drops behind it, for one of its variables. A variable that is borrowed and
 * consumed at once must outlive the instruction, so it is not moved. */
static void count_uses(Counting *c, const MirInstr *instr, MirVar var, const uint64_t *live_after,
                       MirInstrVec *dups, MirInstrVec *drops)
{
    size_t consuming = uses_of(instr, var, true);
    size_t borrowing = uses_of(instr, var, false);
    bool dies = c->owners[var] == OWNER_SELF && !in_set(c, live_after, var);
    bool moves = dies && borrowing == 0;
    for (size_t i = moves ? 1 : 0; i < consuming; i++)
        vec_push(c->scratch, dups, count_instr(c, MIR_DUP, var, instr->span));
    if (dies && !moves)
        vec_push(c->scratch, drops, count_instr(c, MIR_DROP, var, instr->span));
}

static void count_all_uses(Counting *c, const MirInstr *instr, const uint64_t *live_after,
                           MirInstrVec *dups, MirInstrVec *drops)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        MirVar var = instr->args.items[i];
        if (c->owners[var] != OWNER_NONE && is_first_use(instr, i))
            count_uses(c, instr, var, live_after, dups, drops);
    }
}

/* A block's instructions, built from the last to the first. */
typedef struct Rewriting {
    MirInstrVec reversed;
    BitSet live;
} Rewriting;

static void put_all(Counting *c, Rewriting *r, const MirInstrVec *instrs)
{
    for (size_t i = 0; i < instrs->count; i++)
        vec_push(c->scratch, &r->reversed, instrs->items[i]);
}

static void rewrite_instr(Counting *c, Rewriting *r, MirInstr *instr)
{
    MirInstrVec dups = {0}, drops = {0};
    if (owned(c, instr->dst) && !in_set(c, r->live, instr->dst))
        vec_push(c->scratch, &drops, count_instr(c, MIR_DROP, instr->dst, instr->span));
    set_remove(c, r->live, instr->dst);
    count_all_uses(c, instr, r->live, &dups, &drops);
    put_all(c, r, &drops);
    vec_push(c->scratch, &r->reversed, instr);
    put_all(c, r, &dups);
    set_add_all(c, r->live, &instr->args);
    instr->borrowed = instr->dst != MIR_NO_VAR && c->owners[instr->dst] == OWNER_OUTSIDE;
}

/* ---- Terminators ---- */

/* Consumes `vars` in front of a terminator behind which `live` is needed. */
static void dup_for_terminator(Counting *c, const MirVarVec *vars, const uint64_t *live, Span span,
                               MirInstrVec *dups)
{
    BitSet taken = set_new(c);
    for (size_t i = 0; i < vars->count; i++) {
        MirVar var = vars->items[i];
        if (c->owners[var] == OWNER_NONE)
            continue;
        bool moves = owned(c, var) && !in_set(c, live, var) && !in_set(c, taken, var);
        set_add(c, taken, var);
        if (!moves)
            vec_push(c->scratch, dups, count_instr(c, MIR_DUP, var, span));
    }
}

static void rewrite_jump(Counting *c, Rewriting *r, const MirBlock *block)
{
    MirInstrVec dups = {0};
    BitSet through = set_new(c);
    add_live_through(c, through, &block->edges[0]);
    dup_for_terminator(c, &block->edges[0].args, through, block->span, &dups);
    put_all(c, r, &dups);
}

static void rewrite_return(Counting *c, Rewriting *r, const MirBlock *block)
{
    if (c->owners[block->var] == OWNER_OUTSIDE)
        vec_push(c->scratch, &r->reversed, count_instr(c, MIR_DUP, block->var, block->span));
}

static void rewrite_tail_call(Counting *c, Rewriting *r, const MirBlock *block)
{
    MirInstrVec dups = {0}, drops = {0};
    count_all_uses(c, block->call, set_new(c), &dups, &drops);
    put_all(c, r, &dups);
}

static void rewrite_terminator(Counting *c, Rewriting *r, const MirBlock *block)
{
    switch (block->term) {
    case MIR_JUMP:
        rewrite_jump(c, r, block);
        return;
    case MIR_RETURN:
        rewrite_return(c, r, block);
        return;
    case MIR_TAIL_CALL:
        rewrite_tail_call(c, r, block);
        return;
    case MIR_BRANCH:
    case MIR_SWITCH:
    case MIR_TERM_NONE:
    case MIR_PANIC:
    case MIR_UNREACHABLE:
        return;
    }
}

/* ---- Edges out of branches ---- */

static bool never_returns(const MirBlock *block)
{
    return block->term == MIR_PANIC && block->instrs.count == 0;
}

/* What the branch keeps alive for its other edges and this edge has no use for. */
static void drop_on_edge(Counting *c, const uint64_t *live, const MirEdge *edge, Span span,
                         MirInstrVec *out)
{
    BitSet needed = set_new(c);
    add_live_through(c, needed, edge);
    set_add_all(c, needed, &edge->args);
    for (size_t i = 0; i < c->owned.count; i++) {
        MirVar var = c->owned.items[i];
        if (in_set(c, live, var) && !in_set(c, needed, var))
            vec_push(c->scratch, out, count_instr(c, MIR_DROP, var, span));
    }
}

typedef struct BranchEdges {
    Counting *c;
    const MirBlock *block;
    BitSet live;
} BranchEdges;

static void append(Counting *c, MirInstrVec *to, const MirInstrVec *from)
{
    for (size_t i = 0; i < from->count; i++)
        vec_push(c->p->arena, to, from->items[i]);
}

/* Instructions that belong to one edge go into the target when nobody else jumps there, else into a block of
 * their own. */
static void rewrite_edge(void *context, MirEdge *edge)
{
    BranchEdges *edges = context;
    Counting *c = edges->c;
    if (never_returns(c->fn->blocks.items[edge->block]))
        return;
    MirInstrVec drops = {0}, dups = {0};
    BitSet through = set_new(c);
    add_live_through(c, through, edge);
    dup_for_terminator(c, &edge->args, through, edges->block->span, &dups);
    drop_on_edge(c, edges->live, edge, edges->block->span, &drops);
    if (drops.count + dups.count == 0)
        return;
    if (dups.count == 0 && c->flow->preds[edge->block].count == 1) {
        append(c, &c->prefix[edge->block], &drops);
        return;
    }
    MirBlockId id = mir_block(c->p, c->fn);
    MirBlock *between = c->fn->blocks.items[id];
    append(c, &between->instrs, &dups);
    append(c, &between->instrs, &drops);
    between->term = MIR_JUMP;
    between->span = edges->block->span;
    between->edges[0] = *edge;
    *edge = (MirEdge){.block = id};
}

static void rewrite_branch(Counting *c, MirBlock *block)
{
    if (block->term != MIR_BRANCH && block->term != MIR_SWITCH)
        return;
    BranchEdges edges = {c, block, live_at_end(c, block)};
    mir_each_edge(block, rewrite_edge, &edges);
}

/* ---- Blocks ---- */

static void rewrite_block(Counting *c, MirBlockId id)
{
    MirBlock *block = c->fn->blocks.items[id];
    Rewriting r = {.live = live_at_end(c, block)};
    rewrite_terminator(c, &r, block);
    for (size_t i = block->instrs.count; i > 0; i--)
        rewrite_instr(c, &r, block->instrs.items[i - 1]);
    const MirVarVec *params = id == 0 ? &c->fn->params : &block->params;
    for (size_t i = 0; i < params->count; i++) {
        MirVar var = params->items[i];
        if (owned(c, var) && !in_set(c, r.live, var))
            vec_push(c->scratch, &r.reversed, count_instr(c, MIR_DROP, var, block->span));
    }
    block->instrs = (MirInstrVec){0};
    for (size_t i = r.reversed.count; i > 0; i--)
        vec_push(c->p->arena, &block->instrs, r.reversed.items[i - 1]);
}

static void prepend(Counting *c, MirBlock *block, const MirInstrVec *first)
{
    if (first->count == 0)
        return;
    MirInstrVec all = {0};
    append(c, &all, first);
    append(c, &all, &block->instrs);
    block->instrs = all;
}

/* ---- Functions ---- */

static bool must_drop_after(const Counting *c, const MirInstr *call)
{
    for (size_t i = 0; i < call->args.count; i++) {
        if (!mir_consumes(call, i) && owned(c, call->args.items[i]))
            return true;
    }
    return false;
}

/* What a tail call borrows from this function would have to be dropped after the jump: then it is an ordinary
 * call. */
static void unmark_borrowing_tail_calls(Counting *c)
{
    for (size_t b = 0; b < c->fn->blocks.count; b++) {
        MirBlock *block = c->fn->blocks.items[b];
        if (block->term != MIR_TAIL_CALL || !must_drop_after(c, block->call))
            continue;
        block->call->dst = mir_var(c->p, c->fn, c->fn->result, NULL);
        vec_push(c->p->arena, &block->instrs, block->call);
        block->term = MIR_RETURN;
        block->var = block->call->dst;
        block->call = NULL;
    }
}

static void number_owned(Counting *c)
{
    c->bit = ARENA_ARRAY(c->scratch, uint32_t, c->fn->vars.count + 1);
    for (size_t i = 0; i < c->fn->vars.count; i++) {
        if (c->owners[i] != OWNER_SELF)
            continue;
        c->bit[i] = (uint32_t)c->owned.count;
        vec_push(c->scratch, &c->owned, (MirVar)i);
    }
    c->words = (c->owned.count + 63) / 64;
}

static void count_fn(MirProgram *p, MirFn *fn, Arena *scratch)
{
    Counting c = {.p = p, .fn = fn, .scratch = scratch};
    c.owners = owners_of(scratch, fn);
    unmark_borrowing_tail_calls(&c);
    c.owners = owners_of(scratch, fn);
    c.flow = flow_of(scratch, fn);
    number_owned(&c);
    find_live(&c);
    size_t count = fn->blocks.count;
    c.prefix = ARENA_ARRAY(scratch, MirInstrVec, count);
    for (size_t i = 0; i < c.flow->order.count; i++)
        rewrite_block(&c, c.flow->order.items[i]);
    for (size_t i = 0; i < c.flow->order.count; i++)
        rewrite_branch(&c, fn->blocks.items[c.flow->order.items[i]]);
    for (size_t i = 0; i < count; i++)
        prepend(&c, fn->blocks.items[i], &c.prefix[i]);
}

void insert_counts(MirProgram *p)
{
    infer_borrows(p);
    p->counted = true;
    for (size_t i = 0; i < p->fns.count; i++) {
        Arena *scratch = arena_new();
        count_fn(p, p->fns.items[i], scratch);
        arena_free(scratch);
    }
}
