/* infer_fn.h - functions: their types as far as they are written, then their bodies. */
#ifndef CHECK_INFER_FN_H
#define CHECK_INFER_FN_H

#include "check/infer_internal.h"

/* Gives a function its type as far as it is written; variables for the rest. */
void prepare_signature(Infer *in, JobState *state);
Type *param_type(Infer *in, const Param *param);
/* The `let` a module constant was declared by. */
Stmt *constant_definition(JobState *state);
/* The body of whatever has one: a function, constant, actor, service, supervisor or test. */
void infer_state(Infer *in, JobState *state);
void infer_fn_body(Infer *in, JobState *state, FnCtx *ctx);

#endif
