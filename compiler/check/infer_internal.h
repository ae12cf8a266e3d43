/* infer_internal.h - what the files of inference share: the state of one run, the function being inferred,
 * obligations that wait for a type, and calls. Only infer*.c include this.
 *
 * A component is a strongly connected set of functions, inferred together. Its unsolved types carry its level;
 * what it cannot decide at once (operators, methods of an open receiver, interpolation) is an obligation that is
 * tried again when more is known and at last becomes a bound, a default or a diagnostic. */
#ifndef CHECK_INFER_INTERNAL_H
#define CHECK_INFER_INTERNAL_H

#include "check/checker.h"
#include "check/unify.h"

typedef struct Infer Infer;
typedef struct JobState JobState;
typedef struct Component Component;
typedef struct LocalFn LocalFn;

typedef VEC(JobState *) JobStateVec;
typedef VEC(LocalFn *) LocalFnVec;
typedef VEC(Name) NameVec;

/* Where an expectation came from. Parameters are described only when a message needs it. */
typedef struct Why {
    Span span;        /* source NULL: no place */
    const char *text; /* "the result is declared here" */
    FnSymbol *fn;     /* not NULL: parameter `index` of this function */
    size_t index;
    DiagCode code;    /* 0 or DIAG_MISMATCH: a plain mismatch; DIAG_GUARD_TYPE, DIAG_MESSAGE_TYPE otherwise */
    bool pattern;     /* it is a pattern that does not fit: no conversion helps */
    const char *hint; /* what helps here, instead of a conversion; or NULL */
} Why;

/* ---- Names of the function being inferred ---- */

/* One binding; the innermost comes first, so leaving a scope is putting the old pointer back. */
typedef struct Env {
    struct Env *next;
    Name name;
    Local *local;     /* one of the three is set */
    LocalFn *fn;
    Expr *literal;    /* an empty collection: every use is a fresh literal, which makes it polymorphic */
    Span span;
    bool warn_unused; /* a let of user code */
    bool used;
} Env;

/* A function defined in a block. It becomes a function of its own whose first parameters are the captures. */
struct LocalFn {
    Name name;
    FnSymbol *fn;
    FnDefVec clauses;
    size_t arity;
    LocalVec captures;  /* locals of the function around */
    NameVec free_names;
    JobState *state;
    size_t ready;       /* index of the statement before which it is inferred */
    size_t position;    /* of its first definition */
};

/* A place where `e?` must learn what the function around results in. */
typedef struct TryUse {
    TExpr *expr;      /* filled when the result is known */
    TExpr *operand;
    Type *error;      /* of the operand's Err; NULL for Option */
    Span span;
} TryUse;

typedef struct FnCtx {
    struct FnCtx *outer;  /* of a closure: what it stands in */
    Type *result;
    Why result_why;
    bool is_main;
    bool is_actor;        /* the body of the actor item itself, not a closure in it */
    bool returns;         /* some return gave a value */
    uint32_t loops;
    VEC(TryUse) tries;
    Type *message;        /* of the mailbox; NULL where self and receive are not allowed */
    bool is_lifted;       /* a local function: names its captures by `captured` */
    Map captured;         /* Local* of the function around -> Local* of the own parameter */
} FnCtx;

/* ---- Obligations ---- */

typedef enum ObligationKind {
    OB_TRAIT,    /* self: trait<args> */
    OB_ASSOC,    /* self.name of trait is result */
    OB_METHOD,   /* expr is the call self.name(args); result */
    OB_FIELD,    /* expr is self.name; result */
    OB_UPDATE,   /* expr is an update of self */
    OB_SHOW,     /* expr is items[0] as text */
    OB_CONCAT,   /* expr joins two of self */
    OB_INDEX,    /* expr is items[0][items[1]]; result */
    OB_JSON,     /* expr is items[0] as Json */
    OB_CONVERT,  /* expr is items[0] as result by From */
    OB_TUPLE,    /* expr is element int_value of self */
    OB_LOOP,     /* expr is a loop over self, whose elements are result */
    OB_MESSAGE   /* self is what a started actor receives: something must determine it */
} ObligationKind;

/* A value passed to a call: syntax still to be inferred, or a finished expression. */
typedef struct Arg {
    Expr *ast;
    TExpr *value;
    Expr *keywords;  /* the call whose keyword arguments this is */
    Span span;
} Arg;
typedef VEC(Arg) ArgVec;

typedef struct Obligation {
    ObligationKind kind;
    Span span;
    Type *self;
    Type *result;
    TraitDecl *trait;
    TypeVec args;
    Ident name;
    TExpr *expr;       /* patched in place when solved */
    ArgVec call_args;
    Expr *ast;
    JobState *state;   /* the function it stands in */
    bool is_static;    /* OB_TRAIT: only the context can choose self */
} Obligation;
typedef VEC(Obligation *) ObligationVec;

/* ---- Functions and components ---- */

/* A use of a function of the running component: its type arguments are known when it is generalised. */
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
    FnSymbol *fn;         /* NULL for constants, services and tests */
    ModuleInfo *module;
    TypeScope *type_scope;
    LocalFn *local_fn;
    JobState *around;     /* of a local function: what it is defined in */
    JobStateVec deps;
    uint32_t index, low;  /* of the search for components; 0: not visited */
    bool on_stack;
    bool done;
    bool cyclic;          /* a constant that needs itself, which was reported */
    Component *component; /* while running */
    uint32_t next_local;
    uint32_t *locals;     /* the counter in use */
    Type *service_state;  /* of a service */
    FnSymbolVec service_fns;   /* its handlers as functions from state and parameters */
    FnSymbol *service_end;     /* its terminate block, or NULL */
    TypeVec init_args;         /* type arguments of its init */
};

struct Component {
    Component *outer;
    JobStateVec members;
    int32_t level;
    bool monomorphic;      /* constants, services, tests: variables are not generalised */
    ObligationVec obligations;
    VEC(FnUse) uses;
    JobStateVec lifted;    /* local functions inside, which take the type parameters of the members too */
};

struct Infer {
    Checker *c;
    Arena *arena;
    FnJobVec *jobs;
    uint32_t next_var;
    uint32_t next_index;
    uint32_t next_lifted;
    Map states;            /* FnSymbol* or ConstSymbol* -> JobState* */
    Map methods;           /* Name -> TraitMethodVec* of all traits */
    Map extras;            /* Name -> ImplDeclVec* with a method of that name beside the trait's */
    Map incomplete;        /* Name -> JobStateVec*: methods and std functions awaiting inference */
    JobStateVec stack;
    JobStateVec all;
    Component *component;
    JobState *state;
    FnCtx *ctx;
    Env *env;
    VEC(MatchCheck) matches;
    VEC(TExpr *) dropped;  /* values of statements, for the warning about Results */
    VEC(Env *) lets;       /* for the warning about unused names */
    VEC(TExpr *) roots;    /* bodies made outside of FnSymbols */
    int depth;
    bool tail;             /* the next expression is in tail position */
    bool discard;          /* the value of the next expression is dropped */
    Type *error, *never, *unit, *int_, *float_, *bool_, *string, *atom;
    Name name_self;
};

/* ---- infer_fn.c ---- */

JobState *state_of(Infer *in, const void *symbol);
void ensure_inferred(Infer *in, JobState *state);
/* Gives a function its type as far as it is written; variables for the rest. */
void prepare_signature(Infer *in, JobState *state);
/* The `let` a module constant was declared by. */
Stmt *constant_definition(JobState *state);
void defer(Infer *in, Obligation *obligation);
/* Joins clauses into the body of a function: one clause of plain names as it is, else a match. */
TExpr *infer_clauses(Infer *in, const ClauseVec *clauses, const TypeVec *params, LocalVec *locals, Type *result,
                     const Why *why, Span span);
void infer_fn_body(Infer *in, JobState *state, FnCtx *ctx);
void bind_params(Infer *in, const ParamVec *params, const TypeVec *types, LocalVec *locals);
Type *param_type(Infer *in, const Param *param);
/* Runs a function's body: a fresh context around `expr`, whose value must be `result`. */
TExpr *infer_body(Infer *in, FnCtx *ctx, Expr *body, Type *result, const Why *why);

/* ---- infer_deps.c ---- */

void find_dependencies(Infer *in, JobState *state);
void free_names(Infer *in, const FnDefVec *clauses, NameVec *names);
void pattern_names(Infer *in, const Pattern *pattern, NameVec *names);

/* ---- infer_solve.c ---- */

void solve_obligations(Infer *in);
void solve_recent(Infer *in, size_t mark); /* only those made since obligation number `mark` */
bool try_or_defer(Infer *in, Obligation *ob);
Obligation *obligation_new(Infer *in, ObligationKind kind, Type *self, Span span);
/* An actor that looks at its messages is started: they must become of some type. */
void require_message_type(Infer *in, Type *message, Name actor, Span span);
/* Ends a component: what is stuck becomes a bound, a default or a diagnostic. */
void settle_obligations(Infer *in, Component *component, TypeVec *generalised);
/* Types of finished trees hold no variables. */
void settle_tree(Infer *in, TExpr *expr);
void settle_symbol(Infer *in, FnSymbol *fn);
void check_finished(Infer *in); /* matches, dropped Results, unused names */
void require_trait(Infer *in, Type *self, TraitDecl *trait, const TypeVec *args, Span span, bool is_static);
/* Associated types in `type` become what they stand for, or variables to be solved. */
Type *open_assoc(Infer *in, Type *type, Span span);
TraitDecl *std_trait(Infer *in, const char *name);
TraitMethod *trait_method(Infer *in, TraitDecl *trait, const char *name);
bool has_impl(Infer *in, Type *self, TraitDecl *trait);
Type *fresh_type(void *infer);
TExpr *show_value(Infer *in, TExpr *value);
TExpr *json_value(Infer *in, TExpr *value, Name field);
TExpr *concat_values(Infer *in, TExpr *left, TExpr *right, Span span);
TExpr *convert_value(Infer *in, TExpr *value, Type *target, Span span);

/* ---- infer_expr.c ---- */

TExpr *tx_new(Infer *in, TExprKind kind, Type *type, Span span);
TExpr *tx_error(Infer *in, Span span);
TExpr *tx_unit(Infer *in, Span span);
TExpr *tx_int(Infer *in, int64_t value, Span span);
TExpr *tx_bool(Infer *in, bool value, Span span);
TExpr *tx_string(Infer *in, Text text, Span span);
TExpr *tx_local(Infer *in, Local *local, Span span);
TExpr *tx_let(Infer *in, Local *local, TExpr *value, Span span);
TExpr *tx_block(Infer *in, TExprVec items, Span span);
TExpr *tx_lambda(Infer *in, LocalVec params, TExpr *body, Type *result, Span span);
TExpr *tx_std_call(Infer *in, const char *module, const char *name, TExpr **args, size_t count, Span span);
Type *var_type(Infer *in);
Type *con_type(Infer *in, TypeDecl *decl, Type *a, Type *b);
Type *fun_type(Infer *in, const TypeVec *params, Type *result);
Type *pid_type(Infer *in, Type *message); /* NULL: a bare pid */
Type *resolve_written(Infer *in, const TypeExpr *written);
Local *local_new(Infer *in, Name name, Type *type, Span span);
Env *env_bind(Infer *in, Name name, Span span, Local *local);
Env *env_find(Infer *in, Name name);
Env *env_peek(Infer *in, Name name); /* does not count as a use */

TExpr *infer_expr(Infer *in, Expr *expr, Type *hint);
TExpr *check_expr(Infer *in, Expr *expr, Type *expected, const Why *why);
TExpr *coerce(Infer *in, TExpr *value, Type *expected, const Why *why);
bool unify_or_report(Infer *in, Type *expected, Type *found, Span span, const Why *why);
TExpr *infer_block(Infer *in, const Block *block, Type *hint, Span span);
TExpr *infer_lambda_clauses(Infer *in, const ClauseVec *clauses, Type *hint, Span span, FnCtx *ctx);
/* Every branch of one expression agrees on `type`; those that never end do not count. */
typedef struct Join {
    Type *type;
    bool any;
} Join;
Join join_new(Infer *in, Type *hint);
TExpr *join_branch(Infer *in, Join *join, Expr *branch, const Why *why);
Type *join_type(Infer *in, const Join *join);
/* The expression, or a diagnostic when its type has grown out of bounds. */
TExpr *bounded(Infer *in, TExpr *x);
/* Makes the open parts of a type that was misused errors, about which nothing more is said. */
void poison_type(Infer *in, Type *type);
bool is_never(Type *type);
bool is_error(Type *type);
const char *text_of_type(Infer *in, Type *type);

/* ---- infer_effects.c ---- */

void check_effects(Infer *in); /* of module constants */

/* ---- infer_local.c ---- */

void collect_local_fns(Infer *in, const Block *block, LocalFnVec *fns);
/* Sets before which statement each can be inferred. */
void find_ready_points(Infer *in, const Block *block, LocalFnVec *fns);
/* Binds and infers those that become possible before statement `at`. */
void infer_local_fns(Infer *in, LocalFnVec *fns, size_t at);
/* `let name = fn ...`: a function of its own, so that it can be used at several types. */
Env *bind_closure(Infer *in, Ident name, const Expr *closure);

/* ---- infer_call.c, infer_args.c, infer_value.c, infer_variant.c, infer_method.c, infer_name.c, infer_struct.c ---- */

TExpr *infer_call(Infer *in, Expr *expr, Type *hint);
TExpr *infer_apply(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint);
TExpr *infer_name(Infer *in, Expr *expr, Type *hint);
TExpr *infer_field(Infer *in, Expr *expr, Type *hint);
TExpr *call_fn(Infer *in, FnSymbol *fn, ArgVec *args, Span span, Type *hint);
TExpr *call_plain(Infer *in, FnSymbol *fn, ArgVec *args, Span span); /* of an actor too: runs its body in place */
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
/* The struct a path names, with fresh arguments; NULL when it names none. */
void report_no_struct(Infer *in, const Path *path);
void report_unknown_field(Infer *in, Type *self, Ident name);
Type *find_struct(Infer *in, const Path *path);
TExpr *call_variant(Infer *in, VariantDecl *variant, ArgVec *args, Span span, Type *hint);
void infer_args(Infer *in, ArgVec *args); /* without expectations; the values are kept in args */
FnSymbol *pick_arity(const FnSymbolVec *fns, size_t arity);
JobState *actor_state(Infer *in, FnSymbol *fn); /* NULL: no actor */
TypeVec decl_args(Infer *in, TypeDecl *decl);
Type *field_type(Infer *in, TypeDecl *decl, const TypeVec *args, Type *declared);
/* The namespace or type an expression names, when it names one. */
typedef struct Space {
    ModuleInfo *module;
    Binding *type;
    Type *param;   /* Self or a type parameter */
} Space;
bool expr_space(Infer *in, Expr *expr, Space *space);
Binding *space_member(Infer *in, ModuleInfo *space, Ident name, bool report);
TExpr *infer_struct(Infer *in, Expr *expr, Type *hint);
TExpr *infer_update(Infer *in, Expr *expr, Type *hint);

/* ---- infer_pattern.c ---- */

/* Binds the pattern's names in the environment. */
TPattern *infer_pattern(Infer *in, const Pattern *pattern, Type *type);
bool pattern_is_refutable(const TPattern *pattern);
void require_irrefutable(Infer *in, const TPattern *pattern);
TPattern *tp_new(Infer *in, TPatternKind kind, Type *type, Span span);

/* ---- infer_sugar.c ---- */

TExpr *infer_pipe(Infer *in, Expr *expr, Type *hint);
TExpr *infer_try(Infer *in, Expr *expr, Type *hint);
void finish_tries(Infer *in, FnCtx *ctx);
TExpr *infer_string(Infer *in, Expr *expr);
TExpr *infer_json(Infer *in, Expr *expr);
TExpr *infer_map(Infer *in, Expr *expr, Type *hint);
TExpr *infer_keywords(Infer *in, Expr *call, Type *hint);
TExpr *infer_index(Infer *in, Expr *expr);
TExpr *infer_binary(Infer *in, Expr *expr, Type *hint);
TExpr *infer_unary(Infer *in, Expr *expr, Type *hint);
bool solve_index(Infer *in, Obligation *obligation);

/* ---- infer_for.c ---- */

TExpr *infer_for(Infer *in, Expr *expr, Type *hint, bool discard);
bool solve_loop(Infer *in, Obligation *obligation);
void default_loop(Infer *in, Obligation *obligation);

/* ---- infer_actor.c ---- */

TExpr *tx_prim(Infer *in, TPrim prim, Type *type, Span span);
/* The function a name or a member of a namespace means; NULL when it is something else. */
FnSymbol *named_fn(Infer *in, Expr *expr, size_t arity);

TExpr *infer_spawn(Infer *in, Expr *expr, ArgVec *args, bool linked);
TExpr *spawn_actor(Infer *in, FnSymbol *fn, ArgVec *args, Span span, bool linked);
TExpr *infer_send(Infer *in, Expr *expr);
TExpr *infer_link(Infer *in, Expr *expr);
TExpr *infer_self(Infer *in, Expr *expr);
TExpr *infer_receive(Infer *in, Expr *expr, Type *hint);
void infer_actor(Infer *in, JobState *state);

/* ---- infer_service.c, infer_supervisor.c, infer_test.c ---- */

void prepare_service(Infer *in, JobState *state);
void infer_service(Infer *in, JobState *state);
/* What a service is started with must be known from the service alone. */
void check_service_start(Infer *in, JobState *state);
void infer_supervisor(Infer *in, JobState *state);
void infer_test(Infer *in, JobState *state);
/* An assertion of a test file; NULL when the call is none. */
TExpr *infer_assertion(Infer *in, Expr *expr, ArgVec *args, Name name);
TExpr *infer_assert_receive(Infer *in, Expr *expr);

#endif
