/* Before: lambdas hang on LAMBDA instructions, their bodies already read captured values with
 * CAPTURE. After: they are functions of the program and LAMBDA is CLOSURE. */
#include "ir/mir.h"

static void lift_from(MirProgram *p, MirFn *fn)
{
    for (size_t b = 0; b < fn->blocks.count; b++) {
        const MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (instr->op != MIR_LAMBDA)
                continue;
            instr->op = MIR_CLOSURE;
            instr->callee = instr->lambda;
            instr->lambda = NULL;
            vec_push(p->arena, &p->fns, instr->callee);
        }
    }
}

void lift_closures(MirProgram *p)
{
    /* The list grows by the lambdas found, which are searched in turn. */
    for (size_t i = 0; i < p->fns.count; i++)
        lift_from(p, p->fns.items[i]);
}
