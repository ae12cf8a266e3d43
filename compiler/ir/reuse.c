/* Before: counts are explicit. After: an object that is built further down in the block where one
 * of its size was taken apart goes into that cell, if nobody else owned it. Only within blocks: a
 * cell is then used or freed on every path. */
#include "ir/mir.h"

static size_t field_count(MirProgram *p, const MirFn *fn, const MirInstr *unpack)
{
    return mir_fields(p->arena, fn->vars.items[unpack->args.items[0]].type, unpack->variant).count;
}

static bool gives_cell(MirProgram *p, const MirFn *fn, const MirInstr *instr, size_t fields)
{
    return instr->op == MIR_UNPACK && !instr->keeps_cell && field_count(p, fn, instr) == fields;
}

static MirInstr *find_cell(MirProgram *p, const MirFn *fn, const MirBlock *block, size_t before,
                           size_t fields)
{
    for (size_t i = before; i > 0; i--) {
        if (gives_cell(p, fn, block->instrs.items[i - 1], fields))
            return block->instrs.items[i - 1];
    }
    return NULL;
}

static void reuse_in_block(MirProgram *p, const MirFn *fn, const MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirInstr *instr = block->instrs.items[i];
        if (instr->op != MIR_CONSTRUCT || instr->args.count == 0)
            continue;
        instr->cell = find_cell(p, fn, block, i, instr->args.count);
        if (instr->cell)
            instr->cell->keeps_cell = true;
    }
}

void reuse_cells(MirProgram *p)
{
    for (size_t i = 0; i < p->fns.count; i++) {
        const MirFn *fn = p->fns.items[i];
        for (size_t b = 0; b < fn->blocks.count; b++)
            reuse_in_block(p, fn, fn->blocks.items[b]);
    }
}
