/* simplify_internal.h - what the files of simplification share. Only simplify*.c include this. */
#ifndef IR_SIMPLIFY_INTERNAL_H
#define IR_SIMPLIFY_INTERNAL_H

#include "ir/flow.h"

typedef struct Simplifier {
    MirProgram *p;
    MirFn *fn;
    Arena *scratch;
    MirVar *renamed; /* by variable: what stands for it now */
    bool changed;
} Simplifier;

/* The parameter goes, and with it the argument of every edge to the block. */
void remove_param(Simplifier *s, const Flow *flow, MirBlockId block, size_t param);

/* Instructions and block parameters whose values nobody uses go (simplify_unused.c). */
void drop_unused(Simplifier *s);

#endif
