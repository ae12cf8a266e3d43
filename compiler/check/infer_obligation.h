/* infer_obligation.h - obligations: what waits until a type is known. Each is tried when it is made
 * and again whenever more is known; at the end of its component it becomes a default, a bound or a
 * diagnostic. */
#ifndef CHECK_INFER_OBLIGATION_H
#define CHECK_INFER_OBLIGATION_H

#include "check/infer_call.h"

typedef enum ObligationKind {
    OB_TRAIT,   /* self: trait<args> */
    OB_ASSOC,   /* self.name of trait is result */
    OB_METHOD,  /* expr is the call self.name(args); result */
    OB_FIELD,   /* expr is self.name; result */
    OB_UPDATE,  /* expr is an update of self */
    OB_SHOW,    /* expr is items[0] as text */
    OB_CONCAT,  /* expr joins two of self */
    OB_INDEX,   /* expr is items[0][items[1]]; result */
    OB_JSON,    /* expr is items[0] as Json */
    OB_CONVERT, /* expr is items[0] as result by From */
    OB_TUPLE,   /* expr is element int_value of self */
    OB_LOOP,    /* expr is a loop over self, whose elements are result */
    OB_MESSAGE  /* self is what a started actor receives: something must determine it */
} ObligationKind;

struct Obligation {
    ObligationKind kind;
    Span span;
    Type *self;
    Type *result;
    TraitDecl *trait;
    TypeVec args;
    Ident name;
    TExpr *expr; /* patched in place when solved */
    ArgVec call_args;
    Expr *ast;
    JobState *state; /* the function it stands in */
    bool is_static;  /* OB_TRAIT: only the context can choose self */
};

/* Not tried yet. */
Obligation *obligation_new(Infer *in, ObligationKind kind, Type *self, Span span);
/* True: it is solved. */
bool try_solve(Infer *in, Obligation *ob);
bool try_or_defer(Infer *in, Obligation *ob);
void defer(Infer *in, Obligation *obligation);
void solve_obligations(Infer *in);
void solve_recent(Infer *in, size_t mark); /* only those made since obligation number `mark` */
/* An actor that looks at its messages is started: they must become of some type. */
void require_message_type(Infer *in, Type *message, Name actor, Span span);
/* Ends a component: what is stuck becomes a bound, a default or a diagnostic. */
void settle_obligations(Infer *in, Component *component, TypeVec *generalised);

#endif
