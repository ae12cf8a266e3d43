/* infer_agree.h - agreement of a value with what its context expects. */
#ifndef CHECK_INFER_AGREE_H
#define CHECK_INFER_AGREE_H

#include "check/infer_internal.h"

/* The value as one of the expected type: itself, its text where a Json stands for one, or after a
 * report a node that says nothing more. */
TExpr *coerce(Infer *in, TExpr *value, Type *expected, const Why *why);

/* True: the types are one now. False: they cannot be, which was reported. */
bool unify_or_report(Infer *in, Type *expected, Type *found, Span span, const Why *why);

#endif
