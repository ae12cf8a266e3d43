/* infer_type.h - the types inference makes and asks about. */
#ifndef CHECK_INFER_TYPE_H
#define CHECK_INFER_TYPE_H

#include "check/infer_internal.h"

Type *var_type(Infer *in);     /* a fresh variable of the running component's level */
Type *fresh_type(void *infer); /* var_type, for those who know no Infer */
Type *con_type(Infer *in, TypeDecl *decl, Type *a, Type *b); /* decl<a, b>; NULL: fewer arguments */
Type *fun_type(Infer *in, const TypeVec *params, Type *result); /* the parameters are copied */
Type *pair_type(Infer *in, Type *key, Type *value);             /* (key, value) */
Type *pid_type(Infer *in, Type *message);                       /* NULL: a bare pid */
Type *resolve_written(Infer *in, const TypeExpr *written);      /* what is left out is fresh */
/* Makes the open parts of a type that was misused errors, about which nothing more is said. */
void poison_type(Infer *in, Type *type);
bool is_never(Type *type);
bool is_error(Type *type);
const char *text_of_type(Infer *in, Type *type);

#endif
