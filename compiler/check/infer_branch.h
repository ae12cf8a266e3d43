/* infer_branch.h - branches of one expression, which agree on its type. */
#ifndef CHECK_INFER_BRANCH_H
#define CHECK_INFER_BRANCH_H

#include "check/infer_internal.h"

/* Those that never end do not count. */
typedef struct Join {
    Type *type;
    bool any;
} Join;

Join join_new(Infer *in, Type *hint); /* of the hinted type, or of any */

/* The branch as a value of the type. */
TExpr *join_branch(Infer *in, Join *join, Expr *branch, const Why *why);
Type *join_type(Infer *in, const Join *join); /* never, when no branch ends */

#endif
