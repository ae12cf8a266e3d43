/* infer_convert.h - values turned into others as soon as their types are known: text, Json, joins,
 * converted errors. */
#ifndef CHECK_INFER_CONVERT_H
#define CHECK_INFER_CONVERT_H

#include "check/infer_internal.h"

TExpr *show_value(Infer *in, TExpr *value); /* by Display, or else Debug */

/* By ToJson; `field` is named in the message. */
TExpr *json_value(Infer *in, TExpr *value, Name field);
TExpr *concat_values(Infer *in, TExpr *left, TExpr *right, Span span);  /* left <> right */
TExpr *convert_value(Infer *in, TExpr *value, Type *target, Span span); /* by From */

/* Map.from_list of pairs. */
TExpr *map_of(Infer *in, TExprVec pairs, Type *key, Type *value, Span span);

#endif
