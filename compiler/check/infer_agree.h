/* infer_agree.h - agreement of a value with what its context expects. */
#ifndef CHECK_INFER_AGREE_H
#define CHECK_INFER_AGREE_H

#include "check/infer_internal.h"

TExpr *coerce(Infer *in, TExpr *value, Type *expected, const Why *why);
bool unify_or_report(Infer *in, Type *expected, Type *found, Span span, const Why *why);

#endif
