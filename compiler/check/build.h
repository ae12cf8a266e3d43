/* build.h - small pieces of syntax tree, for derived impls and generated functions. Every node gets
 * the span of the item it was made for. Only check/ includes this. */
#ifndef CHECK_BUILD_H
#define CHECK_BUILD_H

#include "check/checker.h"

typedef struct Build {
    Arena *arena;
    Interner *names;
    Span span;
} Build;

Ident build_ident(Build *b, const char *name); /* an interned name */

Expr *build_name(Build *b, const char *name);                /* a use of a variable or function */
Expr *build_self(Build *b);                                  /* the receiver of a method */
Expr *build_unit(Build *b);                                  /* () */
Expr *build_int(Build *b, int64_t value);                    /* a literal */
Expr *build_bool(Build *b, bool value);                      /* true or false */
Expr *build_string(Build *b, const char *text);              /* a literal without interpolation */
Expr *build_text(Build *b, StringPartVec parts);             /* an interpolated string */
Expr *build_field(Build *b, Expr *target, const char *name); /* target.name */
Expr *build_call(Build *b, Expr *target, size_t count, ...); /* Expr * arguments */
Expr *build_call_vec(Build *b, Expr *target, ExprVec args);  /* target(args) */
Expr *build_binary(Build *b, BinaryOp op, Expr *left, Expr *right);  /* left op right */
Expr *build_try(Build *b, Expr *operand);                            /* operand? */
Expr *build_list(Build *b, ExprVec items);                           /* [items] */
Expr *build_map(Build *b, MapPairVec pairs);                         /* %{pairs} */
Expr *build_struct(Build *b, const char *type, FieldInitVec fields); /* type { fields } */
Expr *build_closure(Build *b, Expr *body);                           /* without parameters */
Expr *build_case(Build *b, Expr *target, ArmVec arms);               /* case target do arms end */
Expr *build_block(Build *b, StmtVec stmts); /* the last statement is its value */

Arm build_arm(Build *b, Pattern *pattern, Expr *body);    /* pattern -> body */
Stmt *build_let(Build *b, Pattern *pattern, Expr *value); /* let pattern = value */
Stmt *build_stmt(Build *b, Expr *expr);                   /* an expression as a statement */

Pattern *build_wildcard(Build *b);                         /* _ */
Pattern *build_bind(Build *b, const char *name);           /* a name that is bound */
Pattern *build_string_pattern(Build *b, const char *text); /* a literal to compare with */
Pattern *build_tuple_pattern(Build *b, Pattern *first, Pattern *second); /* (first, second) */
/* type NULL: bare */
Pattern *build_ctor(Build *b, const char *type, const char *variant, PatternVec items);

TypeExpr *build_type(Build *b, const char *name, TypeExprVec args); /* name<args> */

/* `fn name() = body`; build_param adds parameters. */
FnDef *build_fn(Build *b, const char *name, Expr *body);
/* "self" is the receiver */
void build_param(Build *b, FnDef *def, const char *name, TypeExpr *type);

#endif
