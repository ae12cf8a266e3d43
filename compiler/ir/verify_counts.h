/* verify_counts.h - the part of the verifier for programs whose counts are explicit. */
#ifndef IR_VERIFY_COUNTS_H
#define IR_VERIFY_COUNTS_H

#include "ir/mir.h"

/* Stops with bug() when a value leaks, is released twice or used after its release on some path. */
void verify_counts(const MirProgram *p, const MirFn *fn, const char *after);

#endif
