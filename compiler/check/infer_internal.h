/* infer_internal.h - what the files of inference share: the state of one run, of a component and of
 * the function being inferred. Only infer*.c include this; what each file offers the others is in
 * the header of its noun.
 *
 * A component is a strongly connected set of functions, inferred together. Its unsolved types carry
 * its level; what it cannot decide at once (operators, methods of an open receiver, interpolation)
 * is an obligation that is tried again when more is known and at last becomes a bound, a default or
 * a diagnostic. */
#ifndef CHECK_INFER_INTERNAL_H
#define CHECK_INFER_INTERNAL_H

#include "check/checker.h"
#include "check/unify.h"

typedef struct Infer Infer;
typedef struct JobState JobState;
typedef struct Component Component;
typedef struct LocalFn LocalFn;
typedef struct Obligation Obligation;

typedef VEC(JobState *) JobStateVec;
typedef VEC(LocalFn *) LocalFnVec;
typedef VEC(Name) NameVec;
typedef VEC(Obligation *) ObligationVec;

/* Where an expectation came from. Parameters are described only when a message needs it. */
typedef struct Why {
    Span span;        /* source NULL: no place */
    const char *text; /* "the result is declared here" */
    FnSymbol *fn;     /* not NULL: parameter `index` of this function */
    size_t index;
    /* 0 or DIAG_MISMATCH: a plain mismatch; DIAG_GUARD_TYPE, DIAG_MESSAGE_TYPE otherwise */
    DiagCode code;
    bool pattern;     /* it is a pattern that does not fit: no conversion helps */
    const char *hint; /* what helps here, instead of a conversion; or NULL */
} Why;

/* ---- Names of the function being inferred ---- */

/* One binding; the innermost comes first, so leaving a scope is putting the old pointer back. */
typedef struct Env {
    struct Env *next;
    Name name;
    Local *local; /* one of the three is set */
    LocalFn *fn;
    /* an empty collection: every use is a fresh literal, which makes it polymorphic */
    Expr *literal;
    Span span;
    bool warn_unused; /* a let of user code */
    bool used;
} Env;

/* A function defined in a block. It becomes a function of its own whose first parameters are the
 * captures. */
struct LocalFn {
    Name name;
    FnSymbol *fn;
    FnDefVec clauses;
    size_t arity;
    LocalVec captures; /* locals of the function around */
    NameVec free_names;
    JobState *state;
    size_t ready;    /* index of the statement before which it is inferred */
    size_t position; /* of its first definition */
};

/* A place where `e?` must learn what the function around results in. */
typedef struct TryUse {
    TExpr *expr; /* filled when the result is known */
    TExpr *operand;
    Type *error; /* of the operand's Err; NULL for Option */
    Span span;
} TryUse;

typedef struct FnCtx {
    struct FnCtx *outer; /* of a closure: what it stands in */
    Type *result;
    Why result_why;
    bool is_main;
    bool is_actor; /* the body of the actor item itself, not a closure in it */
    bool returns;  /* some return gave a value */
    uint32_t loops;
    VEC(TryUse) tries;
    Type *message;  /* of the mailbox; NULL where self and receive are not allowed */
    bool is_lifted; /* a local function: names its captures by `captured` */
    Map captured;   /* Local* of the function around -> Local* of the own parameter */
} FnCtx;

/* ---- Functions and components ---- */

/* A use of a function of the running component: its type arguments are known when it is
 * generalised. */
typedef struct FnUse {
    TExpr *expr;
    JobState *state;
} FnUse;

typedef struct MatchCheck {
    TArmVec *arms;
    TypeVec scrutinees;
    Span span;
    bool clauses;
} MatchCheck;

struct JobState {
    FnJob *job;
    FnSymbol *fn; /* NULL for constants, services and tests */
    ModuleInfo *module;
    TypeScope *type_scope;
    LocalFn *local_fn;
    JobState *around; /* of a local function: what it is defined in */
    JobStateVec deps;
    uint32_t index, low; /* of the search for components; 0: not visited */
    bool on_stack;
    bool done;
    bool cyclic;          /* a constant that needs itself, which was reported */
    Component *component; /* while running */
    uint32_t next_local;
    uint32_t *locals;        /* the counter in use */
    Type *service_state;     /* of a service */
    FnSymbolVec service_fns; /* its handlers as functions from state and parameters */
    FnSymbol *service_end;   /* its terminate block, or NULL */
    TypeVec init_args;       /* type arguments of its init */
};

struct Component {
    Component *outer;
    JobStateVec members;
    int32_t level;
    bool monomorphic; /* main, constants, services, tests: variables are not generalised */
    ObligationVec obligations;
    VEC(FnUse) uses;
    /* local functions inside, which take the type parameters of the members too */
    JobStateVec lifted;
};

struct Infer {
    Checker *c;
    Arena *arena;
    FnJobVec *jobs;
    uint32_t next_var;
    uint32_t next_index;
    uint32_t next_lifted;
    Map states;     /* FnSymbol* or ConstSymbol* -> JobState* */
    Map methods;    /* Name -> TraitMethodVec* of all traits */
    Map extras;     /* Name -> ImplDeclVec* with a method of that name beside the trait's */
    Map incomplete; /* Name -> JobStateVec*: methods and std functions awaiting inference */
    JobStateVec stack;
    JobStateVec all;
    Component *component;
    JobState *state;
    FnCtx *ctx;
    Env *env;
    VEC(MatchCheck) matches;
    VEC(TExpr *) dropped; /* values of statements, for the warning about Results */
    VEC(Env *) lets;      /* for the warning about unused names */
    VEC(TExpr *) roots;   /* bodies made outside of FnSymbols */
    int depth;
    bool tail;    /* the next expression is in tail position */
    bool discard; /* the value of the next expression is dropped */
    Type *error, *never, *unit, *int_, *float_, *bool_, *string, *atom;
    Name name_self;
};

#endif
