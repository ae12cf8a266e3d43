/* The promise of ownership, checked along every path: a value is held when it is used, consumed as
 * often as it was gained, and nothing is left at the end. Blocks that are reached twice must be
 * reached with the same counts. */
#include "ir/verify_counts.h"

#include "ir/flow.h"

#include "base/bug.h"

typedef struct CountCheck {
    const MirProgram *p;
    const MirFn *fn;
    const char *after;
    const Flow *flow;
    bool *tracked;      /* by variable: counted, and not static */
    bool *outside;      /* by variable: held by somebody else as well */
    MirVar *holder;     /* by variable: what a part was read from, or MIR_NO_VAR */
    int32_t **at_entry; /* by block: counts on entry, NULL when not reached yet */
    int32_t *counts;    /* by variable, at the point being looked at */
    Arena *scratch;
} CountCheck;

static _Noreturn void broken(const CountCheck *c, const char *what, MirVar var, MirBlockId block)
{
    MirProgram one = *c->p;
    MirFn *fns[] = {(MirFn *)(uintptr_t)c->fn};
    one.fns.items = fns;
    one.fns.count = 1;
    TextBuffer out;
    text_buffer_init(&out, one.arena);
    mir_print(&one, &out);
    Text text = text_done(&out);
    bug("counts after %s: %s %%%u in b%u of %s\n%.*s", c->after, what, var, block, c->fn->name,
        (int)text.length, text.bytes);
}

static bool is_static(const MirInstr *instr)
{
    return instr->op == MIR_CONST_STRING || instr->op == MIR_CONST ||
           (instr->op == MIR_CLOSURE && instr->args.count == 0);
}

/* A part of an owned value is there as long as that value; a part of others always. */
static bool is_counted_holder(const CountCheck *c, const MirInstr *instr)
{
    return instr->args.count > 0 && c->tracked[instr->args.items[0]] &&
           !c->outside[instr->args.items[0]];
}

static void track(CountCheck *c, MirVar var)
{
    c->tracked[var] = mir_counted(c->fn->vars.items[var].type);
}

static void find_tracked(CountCheck *c)
{
    const MirFn *fn = c->fn;
    for (size_t i = 0; i < fn->params.count; i++) {
        track(c, fn->params.items[i]);
        c->outside[fn->params.items[i]] = i < fn->borrows.count && fn->borrows.items[i];
    }
    for (size_t i = 0; i < fn->vars.count; i++)
        c->holder[i] = MIR_NO_VAR;
    for (size_t b = 0; b < c->flow->order.count; b++) {
        const MirBlock *block = fn->blocks.items[c->flow->order.items[b]];
        for (size_t i = 0; i < block->params.count; i++)
            track(c, block->params.items[i]);
        for (size_t i = 0; i < block->instrs.count; i++) {
            const MirInstr *instr = block->instrs.items[i];
            if (instr->dst == MIR_NO_VAR)
                continue;
            track(c, instr->dst);
            c->tracked[instr->dst] &= !is_static(instr);
            c->outside[instr->dst] = instr->borrowed && !is_counted_holder(c, instr);
            if (instr->borrowed && instr->args.count > 0)
                c->holder[instr->dst] = instr->args.items[0];
        }
    }
}

/* Owned, or part of something that is. */
static void use(CountCheck *c, MirVar var, MirBlockId block)
{
    for (MirVar at = var; at != MIR_NO_VAR; at = c->holder[at]) {
        if (!c->tracked[at] || c->outside[at] || c->counts[at] > 0)
            return;
    }
    broken(c, "use of released", var, block);
}

static void consume(CountCheck *c, MirVar var, MirBlockId block)
{
    if (!c->tracked[var])
        return;
    if (c->counts[var] < 1)
        broken(c, "second consumption of", var, block);
    c->counts[var]--;
}

static void check_args(CountCheck *c, const MirInstr *instr, MirBlockId block)
{
    for (size_t i = 0; i < instr->args.count; i++)
        use(c, instr->args.items[i], block);
    for (size_t i = 0; i < instr->args.count; i++) {
        if (mir_consumes(instr, i))
            consume(c, instr->args.items[i], block);
    }
    for (size_t i = 0; i < instr->args.count; i++) {
        if (!mir_consumes(instr, i))
            use(c, instr->args.items[i], block);
    }
}

static void check_instr(CountCheck *c, const MirInstr *instr, MirBlockId block)
{
    bool unpacks = instr->op == MIR_UNPACK;
    for (size_t i = 1; unpacks && i < instr->args.count; i++) {
        use(c, instr->args.items[i], block);
        c->counts[instr->args.items[i]]++;
    }
    check_args(c, instr, block);
    if ((instr->op == MIR_DUP || instr->op == MIR_TAKE) && c->tracked[instr->args.items[0]])
        c->counts[instr->args.items[0]]++;
    if (instr->dst != MIR_NO_VAR && c->tracked[instr->dst] && !instr->borrowed)
        c->counts[instr->dst] = 1;
}

static void check_all_gone(CountCheck *c, MirBlockId block)
{
    for (size_t i = 0; i < c->fn->vars.count; i++) {
        if (c->tracked[i] && c->counts[i] != 0)
            broken(c, "nobody releases", (MirVar)i, block);
    }
}

/* A crash releases the heap, so nothing is promised on the way into one. */
static bool only_panics(const MirBlock *block)
{
    return block->term == MIR_PANIC && block->instrs.count == 0;
}

typedef struct Leaving {
    CountCheck *c;
    MirBlockId from;
} Leaving;

static void check_join(CountCheck *c, MirBlockId block, const int32_t *counts)
{
    for (size_t i = 0; i < c->fn->vars.count; i++) {
        if (c->tracked[i] && c->at_entry[block][i] != counts[i])
            broken(c, "paths disagree about", (MirVar)i, block);
    }
}

static void check_edge(void *context, MirEdge *edge)
{
    const Leaving *leaving = context;
    CountCheck *c = leaving->c;
    const MirBlock *target = c->fn->blocks.items[edge->block];
    if (only_panics(target))
        return;
    int32_t *before = c->counts;
    c->counts = arena_copy(c->scratch, before, c->fn->vars.count * sizeof *before);
    for (size_t i = 0; i < edge->args.count; i++)
        consume(c, edge->args.items[i], leaving->from);
    for (size_t i = 0; i < target->params.count; i++) {
        if (c->tracked[target->params.items[i]])
            c->counts[target->params.items[i]]++;
    }
    if (c->at_entry[edge->block])
        check_join(c, edge->block, c->counts);
    else
        c->at_entry[edge->block] = c->counts;
    c->counts = before;
}

static void check_block(CountCheck *c, MirBlockId id)
{
    MirBlock *block = c->fn->blocks.items[id];
    if (!c->at_entry[id])
        return;
    c->counts = arena_copy(c->scratch, c->at_entry[id], c->fn->vars.count * sizeof(int32_t));
    for (size_t i = 0; i < block->instrs.count; i++)
        check_instr(c, block->instrs.items[i], id);
    if (block->term == MIR_RETURN)
        consume(c, block->var, id);
    if (block->term == MIR_TAIL_CALL)
        check_args(c, block->call, id);
    if (block->term == MIR_RETURN || block->term == MIR_TAIL_CALL)
        check_all_gone(c, id);
    Leaving leaving = {c, id};
    mir_each_edge(block, check_edge, &leaving);
}

/* What is checked is the sum of variables over all blocks: too much for matches with tens of
 * thousands of arms, which are no different from those with hundreds. */
enum { MAX_COUNTED = 20000000 };

void verify_counts(const MirProgram *p, const MirFn *fn, const char *after)
{
    if (fn->vars.count * fn->blocks.count > MAX_COUNTED)
        return;
    Arena *scratch = arena_new();
    CountCheck c = {.p = p, .fn = fn, .after = after, .scratch = scratch};
    c.flow = flow_of(scratch, fn);
    c.tracked = ARENA_ARRAY(scratch, bool, fn->vars.count + 1);
    c.outside = ARENA_ARRAY(scratch, bool, fn->vars.count + 1);
    c.at_entry = ARENA_ARRAY(scratch, int32_t *, fn->blocks.count);
    c.holder = ARENA_ARRAY(scratch, MirVar, fn->vars.count + 1);
    find_tracked(&c);
    c.at_entry[0] = ARENA_ARRAY(scratch, int32_t, fn->vars.count + 1);
    for (size_t i = 0; i < fn->params.count; i++) {
        MirVar var = fn->params.items[i];
        c.at_entry[0][var] = c.tracked[var] && !c.outside[var];
    }
    for (size_t i = 0; i < c.flow->order.count; i++)
        check_block(&c, c.flow->order.items[i]);
    arena_free(scratch);
}
