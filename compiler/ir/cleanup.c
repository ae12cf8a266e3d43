/* Before: counts are explicit. After: the blocks that ownership put on edges are merged where they
 * can be, and a dup that is undone by the next drop of the same variable is gone, texts that end in
 * a longer one are its beginning. Loop headers are marked anew. */
#include "ir/flow.h"
#include "ir/simplify.h"

static bool mentions(const MirInstr *instr, MirVar var)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        if (instr->args.items[i] == var)
            return true;
    }
    return instr->dst == var;
}

/* The drop that undoes the dup at `index`: only counting of other variables may lie between,
 * because anything else could look at the count or release what holds the value. */
static size_t matching_drop(const MirBlock *block, size_t index)
{
    MirVar var = block->instrs.items[index]->args.items[0];
    for (size_t i = index + 1; i < block->instrs.count; i++) {
        const MirInstr *instr = block->instrs.items[i];
        if (instr->op == MIR_DROP && instr->args.items[0] == var)
            return i;
        if (instr->op != MIR_DUP && !(instr->op == MIR_FIELD && !mentions(instr, var)))
            break;
    }
    return SIZE_MAX;
}

static void cancel_pairs(MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        if (block->instrs.items[i]->op != MIR_DUP)
            continue;
        size_t drop = matching_drop(block, i);
        if (drop == SIZE_MAX)
            continue;
        size_t kept = i;
        for (size_t k = i + 1; k < block->instrs.count; k++) {
            if (k != drop)
                block->instrs.items[kept++] = block->instrs.items[k];
        }
        block->instrs.count = kept;
        i--;
    }
}

static size_t drop_of(const MirBlock *block, size_t after, MirVar var)
{
    for (size_t i = after + 1; i < block->instrs.count && block->instrs.items[i]->op == MIR_DROP;
         i++) {
        if (block->instrs.items[i]->args.items[0] == var)
            return i;
    }
    return SIZE_MAX;
}

static bool appears_once(const MirVarVec *vars, MirVar var)
{
    size_t count = 0;
    for (size_t i = 0; i < vars->count; i++)
        count += vars->items[i] == var;
    return count == 1;
}

/* A text that is dropped once others were put behind it is handed over instead: it may grow where
 * it lies. */
static void extend_texts(MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirInstr *instr = block->instrs.items[i];
        if (!mir_is_prim(instr, "string_concat") ||
            !appears_once(&instr->args, instr->args.items[0]))
            continue;
        size_t drop = drop_of(block, i, instr->args.items[0]);
        if (drop == SIZE_MAX)
            continue;
        instr->text = TEXT("string_extend");
        mir_remove_instr(block, drop);
    }
}

void clean_up(MirProgram *p)
{
    for (size_t i = 0; i < p->fns.count; i++) {
        MirFn *fn = p->fns.items[i];
        simplify_flow(p, fn);
        for (size_t b = 0; b < fn->blocks.count; b++)
            cancel_pairs(fn->blocks.items[b]);
        for (size_t b = 0; b < fn->blocks.count; b++)
            extend_texts(fn->blocks.items[b]);
        Arena *scratch = arena_new();
        flow_mark_loops(scratch, fn);
        arena_free(scratch);
    }
}
