/* flow.h - the control flow graph of one function: order, predecessors, dominators. A snapshot:
 * build it again after changing blocks or edges. */
#ifndef IR_FLOW_H
#define IR_FLOW_H

#include "ir/mir.h"

typedef VEC(MirBlockId) BlockIdVec;

typedef struct Flow {
    size_t count;       /* blocks of the function */
    BlockIdVec order;   /* the reachable blocks in reverse postorder; the entry comes first */
    uint32_t *position; /* by block: its place in order, UINT32_MAX when unreachable */
    BlockIdVec *preds;  /* by block: reachable predecessors, one entry an edge */
    MirBlockId *idom;   /* by block: immediate dominator; of the entry itself */
} Flow;

/* Everything lives in `arena`. */
Flow *flow_of(Arena *arena, const MirFn *fn);

/* Every way to b goes through a. */
bool flow_dominates(const Flow *flow, MirBlockId a, MirBlockId b);

/* The edges of a block as pointers, in a fixed order. */
typedef VEC(MirEdge *) EdgeVec;

/* Sets loop_header on the targets of back edges and clears it elsewhere. */
void flow_mark_loops(Arena *scratch, MirFn *fn);

#endif
