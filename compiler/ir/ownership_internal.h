/* ownership_internal.h - what the files of the ownership pass share: the function being counted,
 * and which of its variables are live where. Only ownership*.c include this. */
#ifndef IR_OWNERSHIP_INTERNAL_H
#define IR_OWNERSHIP_INTERNAL_H

#include "ir/flow.h"
#include "ir/owner.h"

/* One bit for each tracked variable. */
typedef uint64_t *BitSet;

typedef struct Counting {
    MirProgram *p;
    MirFn *fn;
    Arena *scratch;
    Owner *owners;
    uint32_t *bit;     /* by variable: its place in the sets; of OWNER_SELF and OWNER_PART */
    MirVarVec tracked; /* by place: the variable */
    size_t words;      /* of a set */
    MirVar *holder;    /* by variable: what an OWNER_PART was read from, else MIR_NO_VAR */
    MirInstr **reader; /* by variable: the instruction that read an OWNER_PART */
    MirVarVec *parts;  /* by variable: what was read from it */
    Flow *flow;
    BitSet *live_in;     /* by block: live at its first instruction, parameters included */
    MirInstrVec *prefix; /* by block: counting to put before its instructions */
} Counting;

/* ---- Sets (ownership_live.c) ---- */

BitSet set_new(Counting *c);
BitSet set_copy(Counting *c, const uint64_t *from);
bool tracked(const Counting *c, MirVar var); /* has a place in the sets */
bool in_set(const Counting *c, const uint64_t *set, MirVar var);
/* Variables that are not tracked are passed over. */
void set_remove(const Counting *c, BitSet set, MirVar var);
void set_add_all(const Counting *c, BitSet set, const MirVarVec *vars);

/* ---- Liveness (ownership_live.c) ---- */

void find_live(Counting *c);                      /* fills live_in */
BitSet live_at_end(Counting *c, MirBlock *block); /* just before the terminator */
/* what the target needs besides the arguments */
BitSet live_through(Counting *c, const MirEdge *edge);

#endif
