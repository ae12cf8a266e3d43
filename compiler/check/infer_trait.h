/* infer_trait.h - traits: what a type must have, and the types associated with it. */
#ifndef CHECK_INFER_TRAIT_H
#define CHECK_INFER_TRAIT_H

#include "check/infer_internal.h"

/* An obligation that `self` implements trait<args>; `is_static`: only the context can choose
 * self. */
void require_trait(Infer *in, Type *self, TraitDecl *trait, const TypeVec *args, Span span,
                   bool is_static);

/* With the hint that helps: a bound, a deriving clause, an impl, another operator. */
void report_no_trait(Infer *in, Type *self, TraitDecl *trait, const TypeVec *args, Span span);

/* Also true while `self` is open or mistaken. */
bool has_impl(Infer *in, Type *self, TraitDecl *trait);
/* Associated types in `type` become what they stand for, or variables to be solved. */
Type *open_assoc(Infer *in, Type *type, Span span);
TraitDecl *std_trait(Infer *in, const char *name);
TraitMethod *trait_method(Infer *in, TraitDecl *trait, const char *name);
/* Add, Sub, Mul, Div, Mod and Neg: for a type parameter their Output is the parameter itself, which
 * callers must keep to. */
bool is_arithmetic(const TraitDecl *trait);
/* A struct or sum type of the program, not of the library. */
bool is_own_type(const Type *type);

#endif
