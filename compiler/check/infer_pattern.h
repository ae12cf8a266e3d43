/* infer_pattern.h - patterns: their types, the names they bind, and whether they can fail. */
#ifndef CHECK_INFER_PATTERN_H
#define CHECK_INFER_PATTERN_H

#include "check/infer_internal.h"

/* Binds the pattern's names in the environment. */
TPattern *infer_pattern(Infer *in, const Pattern *pattern, Type *type);
void require_irrefutable(Infer *in, const TPattern *pattern);
TPattern *tp_new(Infer *in, TPatternKind kind, Type *type, Span span);

#endif
