/* derive_internal.h - what the files of derived methods share: the type that derives, and pieces of
 * syntax about it. Names of the library carry a `$`, so nothing a program declares can change their
 * meaning; a type is named as its own module names it. Only derive_*.c include this. */
#ifndef CHECK_DERIVE_INTERNAL_H
#define CHECK_DERIVE_INTERNAL_H

#include "check/build.h"
#include "check/declare_internal.h"

typedef struct Deriver {
    Declarer *d;
    Build *b;
    TypeDecl *decl;
    FnDefVec methods;
} Deriver;

/* ---- Pieces (derive_body.c) ---- */

FnDef *derive_method(Deriver *v, const char *name, Expr *body);
void derive_unary(Deriver *v, const char *method, Expr *body);         /* of self alone */
const char *derive_numbered(Deriver *v, const char *prefix, size_t i); /* "a0" */
/* A call of a library function or of a core trait's method. */
Expr *derive_call1(Deriver *v, const char *name, Expr *a);
Expr *derive_call2(Deriver *v, const char *name, Expr *a, Expr *b);
Expr *derive_self_field(Deriver *v, size_t i);
Expr *derive_other_field(Deriver *v, size_t i);
/* Binds the payload of a variant to names with this prefix and a number. */
Pattern *derive_variant_pattern(Deriver *v, const VariantDecl *variant, const char *prefix);
void derive_arm(Deriver *v, ArmVec *arms, Pattern *pattern, Expr *body);
bool is_enumeration(const TypeDecl *decl); /* a sum whose variants hold nothing */

typedef Expr *(*FieldValue)(Deriver *v, const FieldDecl *field);
Expr *derive_struct(Deriver *v, FieldValue value); /* Name { f: value(f), ... } */

/* ---- One function a trait (derive_compare.c, derive_text.c, derive_json.c, derive_schema.c)
 * ---- */

void derive_eq(Deriver *v);
void derive_ord(Deriver *v);
void derive_hash(Deriver *v);
void derive_text(Deriver *v, const char *method, bool debug);
void derive_to_json(Deriver *v);
void derive_from_json(Deriver *v);
void derive_row(Deriver *v);
void derive_schema(Deriver *v);

#endif
