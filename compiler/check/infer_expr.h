/* infer_expr.h - expressions: infer_expr finds the type, check_expr has one to meet. */
#ifndef CHECK_INFER_EXPR_H
#define CHECK_INFER_EXPR_H

#include "check/infer_internal.h"

/* `hint` is the type the context would like, or NULL. */
TExpr *infer_expr(Infer *in, Expr *expr, Type *hint);

/* Its value has type `expected`, or it was reported that it has not. */
TExpr *check_expr(Infer *in, Expr *expr, Type *expected, const Why *why);
/* The expression, or a diagnostic when its type has grown out of bounds. */
TExpr *bounded(Infer *in, TExpr *x);

#endif
