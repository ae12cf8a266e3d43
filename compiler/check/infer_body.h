/* infer_body.h - bodies: of functions and closures, by their clauses or as one expression. */
#ifndef CHECK_INFER_BODY_H
#define CHECK_INFER_BODY_H

#include "check/infer_internal.h"

/* Runs a function's body: a fresh context around `expr`, whose value must be `result`. */
TExpr *infer_body(Infer *in, FnCtx *ctx, Expr *body, Type *result, const Why *why);
/* Joins clauses into the body of a function: one clause of plain names as it is, else a match. */
TExpr *infer_clauses(Infer *in, const ClauseVec *clauses, const TypeVec *params, LocalVec *locals,
                     Type *result, const Why *why, Span span);
void bind_params(Infer *in, const ParamVec *params, const TypeVec *types, LocalVec *locals);
/* At the end of a body: what its result has become decides what each `?` in it returns early. */
void finish_tries(Infer *in, FnCtx *ctx);

#endif
