/* infer_call_internal.h - what the files about calls share: arguments, names, values, variants,
 * methods, structs. What the rest of inference uses of them is in infer_call.h. */
#ifndef CHECK_INFER_CALL_INTERNAL_H
#define CHECK_INFER_CALL_INTERNAL_H

#include "check/infer_call.h"

/* ---- infer_args.c ---- */

/* Once: the value stays in the argument. */
TExpr *infer_arg(Infer *in, Arg *arg, Type *hint);
/* False: one does not fit, which was reported. `skip`: parameters before the first argument. */
bool check_args(Infer *in, const TypeVec *params, ArgVec *args, FnSymbol *fn, size_t skip,
                TExprVec *items);
TExpr *wrong_arity(Infer *in, size_t expected, ArgVec *args, Span span, FnSymbol *fn);
/* The arguments of `x`, whose callee has this type. */
TExpr *finish_call(Infer *in, TExpr *x, Type *type, ArgVec *args, FnSymbol *fn, size_t skip);

/* ---- infer_value.c ---- */

/* fn(args) -> the call, for what is no function by itself: variants, captures, trait methods. */
typedef struct Wrapper {
    LocalVec params;
    ArgVec args;
} Wrapper;

Wrapper wrap_params(Infer *in, const TypeVec *types, size_t skip, Span span);
TExpr *variant_value(Infer *in, VariantDecl *variant, Span span, Type *hint);
TExpr *local_fn_value(Infer *in, LocalFn *local, Span span);
TExpr *named_fn_value(Infer *in, const FnSymbolVec *fns, Span span, Type *hint);
TExpr *const_value(Infer *in, ConstSymbol *constant, Span span);

/* ---- infer_variant.c ---- */

/* As it is written: without fields it is no call. */
TExpr *apply_variant(Infer *in, VariantDecl *variant, ArgVec *args, Span span, Type *hint);
VariantDecl *variant_of(TypeDecl *decl, Name name);
TypeDecl *decl_of_binding(Binding *binding);
bool is_upper(Name name);
/* Reports it; gives NULL. */
VariantDecl *unknown_variant(Infer *in, Ident name);
/* Of those with one name, by the type the context wants; NULL: reported. */
VariantDecl *choose_variant(Infer *in, const VariantDeclVec *variants, Type *hint, Ident name);

/* ---- infer_method.c ---- */

typedef struct Candidates {
    TraitMethodVec methods;
    FnSymbolVec extras; /* methods of impls that their traits do not have */
} Candidates;

void find_candidates(Infer *in, Type *self, Name name, Candidates *found);
void report_ambiguous(Infer *in, Type *self, Ident name, const Candidates *found);
/* A public function of the type's library module that takes it first; NULL for none. */
FnSymbol *library_function(Infer *in, Type *self, Name name, size_t arity);
TExpr *call_bare_method(Infer *in, Binding *binding, Ident name, ArgVec *args, Span span);
TExpr *method_value(Infer *in, Binding *binding, Ident name);

/* ---- infer_name.c ---- */

TExpr *undefined_name(Infer *in, Ident name);
/* Says that the name is an old one, when it is. */
void warn_old_name(Infer *in, const Binding *binding, Ident name);
TExpr *env_value(Infer *in, Env *env, Span span, Type *hint);
TExpr *binding_value(Infer *in, Binding *binding, Ident name, Type *hint);
TExpr *call_binding(Infer *in, Binding *binding, Ident name, ArgVec *args, Span span, Type *hint);
Type *type_param_named(Infer *in, Name name);
/* What stands before a dot and is no module or type. */
TExpr *infer_owner(Infer *in, Expr *expr);
/* The type it names, its parameters open; NULL for none. */
Type *space_type(Infer *in, const Space *space);
const char *space_name(Infer *in, const Space *space);
TExpr *call_in_space(Infer *in, const Space *space, Ident name, ArgVec *args, Span span, Type *hint,
                     bool tail);
/* What all but the last part of a path name. */
bool path_space(Infer *in, const Path *path, Space *space);

/* ---- infer_call.c ---- */

TExpr *report_arities(Infer *in, const FnSymbolVec *fns, ArgVec *args, Span span);

#endif
