/* owner.h - who holds the counted values of a function. */
#ifndef IR_OWNER_H
#define IR_OWNER_H

#include "ir/mir.h"

typedef enum Owner {
    OWNER_NONE, /* not counted, or static: never dup, never drop */
    OWNER_SELF, /* this function: consumed exactly once on each path */
    /* a part read out of a value this function owns: counted only when it outlives that */
    OWNER_PART,
    OWNER_OUTSIDE, /* a caller, for as long as the function runs: dup before consuming */
    OWNER_CAPTURED /* the closure that runs: as OUTSIDE, but a tail call may release it before the
                      jump */
} Owner;

/* By variable. A parameter is OUTSIDE when fn->borrows says so; a part of an OUTSIDE value is
 * OUTSIDE too. The first argument of the instruction that reads a PART is what holds it. */
Owner *owners_of(Arena *arena, const MirFn *fn);

/* What does not outlive a tail call unless it is consumed by it. */
bool owner_ends_with_function(Owner owner);

/* Sets MirFn.borrows of all functions: a parameter that is only looked at need not be counted by
 * callers (borrow.c). Calls of C and of closures are not affected. */
void infer_borrows(MirProgram *p);

#endif
