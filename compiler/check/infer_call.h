/* infer_call.h - calls: what is passed, what a name or a member means, and what becomes of both. */
#ifndef CHECK_INFER_CALL_H
#define CHECK_INFER_CALL_H

#include "check/infer_internal.h"

/* A value passed to a call: syntax still to be inferred, or a finished expression. */
typedef struct Arg {
    Expr *ast;
    TExpr *value;
    Expr *keywords; /* the call whose keyword arguments this is */
    Span span;
} Arg;
typedef VEC(Arg) ArgVec;

/* A written call: whatever `target` names or gives, applied to the arguments. */
TExpr *infer_apply(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint);

/* A function of the program or the library; an actor's is started. */
TExpr *call_fn(Infer *in, FnSymbol *fn, ArgVec *args, Span span, Type *hint);
/* of an actor too: runs its body in place */
TExpr *call_plain(Infer *in, FnSymbol *fn, ArgVec *args, Span span);
TExpr *call_method(Infer *in, TraitMethod *method, Type *self, ArgVec *args, Span span);
TExpr *call_value(Infer *in, TExpr *callee, ArgVec *args, Span span);
TExpr *method_call(Infer *in, TExpr *receiver, Ident name, ArgVec *args, Span span);
bool field_of(Infer *in, Type *self, Name name, uint32_t *index, Type **type);
/* Links `expr` (a call or a function value) to fn and gives the type of this use of fn. */
Type *use_fn(Infer *in, TExpr *expr, FnSymbol *fn);
TypeVec fresh_args(Infer *in, const TypeParamVec *params, Span span);
void require_bounds(Infer *in, const TypeParamVec *params, const TypeVec *args, Span span);
Arg arg_value(TExpr *value);
Arg arg_ast(Expr *ast);
void args_of_call(Infer *in, Expr *call, ArgVec *args);
VariantDecl *find_variant(Infer *in, const Path *path, Type *hint, bool pattern);
void report_no_struct(Infer *in, const Path *path);
void report_unknown_field(Infer *in, Type *self, Ident name);
/* The struct a path names, with fresh arguments; NULL when it names none. */
Type *find_struct(Infer *in, const Path *path);
TExpr *call_variant(Infer *in, VariantDecl *variant, ArgVec *args, Span span, Type *hint);
void infer_args(Infer *in, ArgVec *args); /* without expectations; the values are kept in args */
FnSymbol *pick_arity(const FnSymbolVec *fns, size_t arity);
JobState *actor_state(Infer *in, FnSymbol *fn); /* NULL: no actor */
TypeVec decl_args(Infer *in, TypeDecl *decl);
/* The place of a variant in its type; 0 when it has none of that name. */
size_t variant_index(TypeDecl *decl, const char *name);
Type *field_type(Infer *in, TypeDecl *decl, const TypeVec *args, Type *declared);
/* The namespace or type an expression names, when it names one. */
typedef struct Space {
    ModuleInfo *module;
    Binding *type;
    Type *param; /* Self or a type parameter */
} Space;

/* False: it is a value. */
bool expr_space(Infer *in, Expr *expr, Space *space);

/* What a module offers under a name, or NULL, which `report` reports. */
Binding *space_member(Infer *in, ModuleInfo *space, Ident name, bool report);

/* The function a name or a member of a namespace means; NULL when it is something else. */
TExpr *spawn_actor(Infer *in, FnSymbol *fn, ArgVec *args, Span span, bool linked);

#endif
