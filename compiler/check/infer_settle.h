/* infer_settle.h - finished trees: every type resolved, then the checks that need all types. */
#ifndef CHECK_INFER_SETTLE_H
#define CHECK_INFER_SETTLE_H

#include "check/infer_internal.h"

/* Types of finished trees hold no variables. */
void settle_tree(Infer *in, TExpr *expr);
void settle_symbol(Infer *in, FnSymbol *fn);
void check_finished(Infer *in); /* matches, dropped Results, unused names */
void check_effects(Infer *in);  /* of module constants */

#endif
