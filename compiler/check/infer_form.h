/* infer_form.h - one function for each form of expression, which the dispatcher in infer_expr.c
 * calls. A hint is the type the context would like, or NULL; the result need not have it. */
#ifndef CHECK_INFER_FORM_H
#define CHECK_INFER_FORM_H

#include "check/infer_call.h"

/* ---- infer_literal.c, infer_text.c, infer_json.c, infer_map.c ---- */

TExpr *infer_float(Infer *in, const Expr *expr);
TExpr *infer_atom(Infer *in, const Expr *expr);
TExpr *infer_regex(Infer *in, const Expr *expr);
TExpr *infer_tuple(Infer *in, Expr *expr, Type *hint);
TExpr *infer_list(Infer *in, Expr *expr, Type *hint);
TExpr *infer_string(Infer *in, Expr *expr);
TExpr *infer_json(Infer *in, Expr *expr);
TExpr *infer_map(Infer *in, Expr *expr, Type *hint);
/* The keyword arguments of a call, as one map. */
TExpr *infer_keywords(Infer *in, Expr *call, Type *hint);

/* ---- infer_name.c, infer_struct.c, infer_call.c ---- */

TExpr *infer_name(Infer *in, Expr *expr, Type *hint);
TExpr *infer_field(Infer *in, Expr *expr, Type *hint);
TExpr *infer_struct(Infer *in, Expr *expr, Type *hint);
TExpr *infer_update(Infer *in, Expr *expr, Type *hint);
TExpr *infer_call(Infer *in, Expr *expr, Type *hint);

/* ---- infer_operator.c, infer_index.c, infer_pipe.c, infer_try.c ---- */

TExpr *infer_binary(Infer *in, Expr *expr, Type *hint);
TExpr *infer_unary(Infer *in, Expr *expr, Type *hint);
TExpr *infer_index(Infer *in, Expr *expr);
TExpr *infer_pipe(Infer *in, Expr *expr, Type *hint);
TExpr *infer_try(Infer *in, Expr *expr, Type *hint);

/* ---- infer_block.c, infer_branch.c, infer_for.c, infer_closure.c ---- */

TExpr *infer_block(Infer *in, const Block *block, Type *hint, Span span);
/* A body whose value nobody uses: it becomes (). */
TExpr *infer_dropped(Infer *in, Expr *body);
TExpr *infer_if(Infer *in, Expr *expr, Type *hint);
TExpr *infer_case(Infer *in, Expr *expr, Type *hint);
TExpr *infer_while(Infer *in, Expr *expr);
TExpr *infer_jump(Infer *in, Expr *expr);
TExpr *infer_return(Infer *in, Expr *expr);
TExpr *infer_for(Infer *in, Expr *expr, Type *hint, bool discard);
TExpr *infer_closure(Infer *in, Expr *expr, Type *hint);

/* ---- infer_actor.c, infer_test.c ---- */

TExpr *infer_spawn(Infer *in, Expr *expr, ArgVec *args, bool linked);
TExpr *infer_send(Infer *in, Expr *expr);
TExpr *infer_link(Infer *in, Expr *expr);
TExpr *infer_self(Infer *in, Expr *expr);
TExpr *infer_receive(Infer *in, Expr *expr, Type *hint);
/* An assertion of a test file; NULL when the call is none. */
TExpr *infer_assertion(Infer *in, Expr *expr, ArgVec *args, Name name);
TExpr *infer_assert_receive(Infer *in, Expr *expr);

#endif
