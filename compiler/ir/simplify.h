/* simplify.h - making functions smaller, for the passes. */
#ifndef IR_SIMPLIFY_H
#define IR_SIMPLIFY_H

#include "ir/mir.h"

/* Everything: blocks, parameters, unused values. Before ownership is explicit. */
void simplify_fn(MirProgram *p, MirFn *fn);

/* Only chains, empty blocks and unreachable ones; counts stay as they are. */
void simplify_flow(MirProgram *p, MirFn *fn);

#endif
