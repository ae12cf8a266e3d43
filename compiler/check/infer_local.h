/* infer_local.h - functions of a block: each becomes a function of its own. */
#ifndef CHECK_INFER_LOCAL_H
#define CHECK_INFER_LOCAL_H

#include "check/infer_internal.h"

/* Those the block defines, each with all its clauses. */
void collect_local_fns(Infer *in, const Block *block, LocalFnVec *fns);
/* Sets before which statement each can be inferred. */
void find_ready_points(Infer *in, const Block *block, LocalFnVec *fns);
/* Binds and infers those that become possible before statement `at`. */
void infer_local_fns(Infer *in, LocalFnVec *fns, size_t at);
/* `let name = fn ...`: a function of its own, so that it can be used at several types. */
Env *bind_closure(Infer *in, Ident name, const Expr *closure);

#endif
