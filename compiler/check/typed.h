/* typed.h - the typed tree: expressions with every name resolved and every type known.
 *
 * What the checker has already removed: operators and method calls (calls of trait methods), pipes,
 * keyword arguments, `?`, json literals, interpolation of non-strings (Display or Debug calls),
 * indexing, multi-clause functions (one TX_MATCH over the parameters), aliases, regex literals,
 * asserts, actors, services, supervisors and tests. */
#ifndef CHECK_TYPED_H
#define CHECK_TYPED_H

#include "check/program.h"

typedef struct TPattern TPattern;
typedef VEC(TExpr *) TExprVec;
typedef VEC(TPattern *) TPatternVec;

typedef enum TPatternKind {
    TP_WILDCARD,
    TP_BIND, /* local */
    TP_INT,
    TP_FLOAT,
    TP_BOOL,
    TP_STRING,  /* also atoms */
    TP_TUPLE,   /* items; also structs, with one item a field (TP_WILDCARD for those not named) */
    TP_VARIANT, /* variant, items (one a payload field) */
    TP_NIL,     /* [] */
    TP_CONS,    /* items[0] :: items[1] */
    TP_OR,      /* items; all bind the same locals */
    TP_AS       /* items[0], local */
} TPatternKind;

struct TPattern {
    TPatternKind kind;
    Type *type;
    Span span;
    Local *local;
    VariantDecl *variant;
    TPatternVec items;
    int64_t int_value;
    double float_value;
    bool bool_value;
    Text text;
};

/* One row of a match: a pattern for each scrutinee. */
typedef struct TArm {
    TPatternVec patterns;
    TExpr *guard; /* NULL: none */
    TExpr *body;
    Span span;
} TArm;
typedef VEC(TArm) TArmVec;

/* Operations of the runtime; the operands are items, in this order. */
typedef enum TPrim {
    TPRIM_SPAWN, /* closure; `text` the name, `message` the type, flag: linked -> Pid */
    TPRIM_SEND,  /* pid, message */
    TPRIM_SELF,
    TPRIM_LINK,          /* pid */
    TPRIM_SET_TERMINATE, /* closure of no parameters */
    TPRIM_SERVICE_START, /* closure giving the state; service, flag: linked -> Pid */
    /* pid, closure from state to state, milliseconds (-1: none); service, text -> reply */
    TPRIM_SERVICE_CALL,
    TPRIM_SERVICE_CAST, /* pid, closure from state to state; service */
    /* as TPRIM_SERVICE_CALL -> Int: 0 when there is a reply, which the next gives */
    TPRIM_SERVICE_TRY,
    TPRIM_SERVICE_RESULT, /* -> the reply; once, right after a TPRIM_SERVICE_TRY that gave 0 */
    TPRIM_SERVICE_ERROR,  /* -> String: why there is none */
    TPRIM_SERVICE_REPLY,  /* the reply; only inside the closure of a call */
    TPRIM_PANIC           /* the message -> Never */
} TPrim;

typedef enum TExprKind {
    TX_INT,   /* int_value */
    TX_FLOAT, /* float_value */
    TX_BOOL,  /* bool_value */
    TX_UNIT,
    TX_STRING, /* text; also atoms */
    TX_LOCAL,  /* local */
    TX_FN,     /* fn, type_args: a function as a value */
    TX_CONST,  /* constant */
    TX_CALL,   /* fn(items) with type_args; or, when fn is NULL, target(items): a function value */
    TX_METHOD, /* method(items), type_args over method->fn->params: found when types are concrete */
    TX_TUPLE,  /* items */
    TX_STRUCT, /* items, one a field in declaration order; `order` gives the order of evaluation */
    TX_VARIANT, /* variant, items */
    TX_FIELD,   /* target.field_index: of a struct or tuple */
    TX_UPDATE,  /* target with field_indices[i] := items[i] */
    TX_LIST,    /* items */
    TX_CONCAT,  /* items: strings joined */
    TX_AND,     /* items[0], items[1]; lazy */
    TX_OR,
    TX_IF,    /* target, items[0], items[1]: always two branches of the same type or Never */
    TX_MATCH, /* items: scrutinees, arms; no arm: panics `non-exhaustive match` */
    TX_BLOCK, /* items: all but the last for effect; never empty */
    TX_LET, /* pattern (irrefutable) := target; type Unit; bindings last to the end of the block */
    TX_LAMBDA, /* params, body; captures are the free locals; own parameters carry their types */
    TX_WHILE,  /* target, items[0] */
    /* pattern in target (a Range: struct of two Ints) [guard] items[0]; collects if flag */
    TX_FOR_RANGE,
    TX_FOR_LIST, /* pattern in target (a List) [guard] items[0]; collects if flag */
    TX_FOR_ITER, /* pattern in target (an Iter) [guard] items[0]; collects if flag. `local` is the
                    state, items[1] its step, bound to params[0], items[2] whether that is
                    `variant`: element and next state */
    TX_BREAK,
    TX_CONTINUE,
    TX_RETURN,  /* target: from the nearest function or lambda */
    TX_RECEIVE, /* arms over one message; target: after ms or NULL, items[0]: after body. Arms whose
                   `received` differs from RECEIVED_MESSAGE match signals: patterns are pid, reason
                   or ref, pid, reason */
    TX_PRIM     /* prim, items */
} TExprKind;

typedef enum Received { RECEIVED_MESSAGE, RECEIVED_EXIT, RECEIVED_DOWN } Received;
typedef VEC(Received) ReceivedVec;
typedef VEC(uint32_t) IndexVec;

struct TExpr {
    TExprKind kind;
    Type *type;
    Span span;
    TExpr *target;
    TExprVec items;
    TPattern *pattern;
    TExpr *guard;
    TArmVec arms;
    ReceivedVec received; /* TX_RECEIVE: parallel to arms */
    Local *local;
    FnSymbol *fn;
    ConstSymbol *constant;
    TraitMethod *method;
    TypeVec type_args;
    VariantDecl *variant;
    IndexVec field_indices; /* TX_UPDATE; TX_STRUCT: items in order of evaluation, as written */
    uint32_t field_index;
    LocalVec params; /* TX_LAMBDA */
    TExpr *body;     /* TX_LAMBDA */
    TPrim prim;
    ServiceDecl *service;
    Type *message;
    Text text;
    int64_t int_value;
    double float_value;
    bool bool_value;
    bool flag;
};

#endif
