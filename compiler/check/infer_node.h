/* infer_node.h - makers of typed nodes, and how a node that waited becomes what it means. */
#ifndef CHECK_INFER_NODE_H
#define CHECK_INFER_NODE_H

#include "check/infer_internal.h"

TExpr *tx_new(Infer *in, TExprKind kind, Type *type, Span span); /* every other field is zero */
TExpr *tx_error(Infer *in, Span span); /* of the type about which nothing more is said */
TExpr *tx_unit(Infer *in, Span span);  /* () */
TExpr *tx_int(Infer *in, int64_t value, Span span); /* a literal */
TExpr *tx_bool(Infer *in, bool value, Span span);   /* a literal */
TExpr *tx_string(Infer *in, Text text, Span span);  /* a literal */

/* A use; inside a local function a capture is its own parameter. */
TExpr *tx_local(Infer *in, Local *local, Span span);
TExpr *tx_let(Infer *in, Local *local, TExpr *value, Span span); /* binds the local */

/* Of the last item's type; () when that is a let. */
TExpr *tx_block(Infer *in, TExprVec items, Span span);

/* A closure of these parameters. */
TExpr *tx_lambda(Infer *in, LocalVec params, TExpr *body, Type *result, Span span);
/* A tuple of two, whose type is `type`. */
TExpr *tx_pair(Infer *in, TExpr *key, TExpr *value, Type *type, Span span);
TExpr *tx_prim(Infer *in, TPrim prim, Type *type, Span span);
TExpr *tx_std_call(Infer *in, const char *module, const char *name, TExpr **args, size_t count,
                   Span span);

/* A node that was deferred becomes `value`, a call of a trait method, or one of a method of one
 * type. */
void tx_fill(Infer *in, TExpr *into, TExpr *value);
void tx_fill_method(TExpr *into, TraitMethod *method, const TypeVec *type_args, Type *type);
void tx_fill_unary(Infer *in, TExpr *into, TraitMethod *method, Type *self, Type *type);

#endif
