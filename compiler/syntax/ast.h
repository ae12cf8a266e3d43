/* ast.h - the syntax tree of one module, as the parser builds it and the formatter prints it.
 *
 * Nodes live in the module's arena and are never changed after parsing. Every node has its span. A
 * place where parsing failed holds an EX_ERROR, PA_ERROR or TE_ERROR node; a diagnostic was
 * reported for it. */
#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include "base/diag.h"
#include "base/source.h"
#include "base/text.h"
#include "base/vec.h"

typedef struct Expr Expr;
typedef struct Pattern Pattern;
typedef struct TypeExpr TypeExpr;
typedef struct Stmt Stmt;
typedef struct Item Item;
typedef struct FnDef FnDef;

typedef VEC(Expr *) ExprVec;
typedef VEC(Pattern *) PatternVec;
typedef VEC(TypeExpr *) TypeExprVec;
typedef VEC(Stmt *) StmtVec;
typedef VEC(Item *) ItemVec;

/* A name with its place. */
typedef struct Ident {
    Name name;
    Span span;
} Ident;
typedef VEC(Ident) IdentVec;

/* `A.B.c`: one or more parts. */
typedef struct Path {
    IdentVec parts;
    Span span;
} Path;

/* ---- Types ---- */

typedef enum TypeExprKind {
    TE_ERROR,
    /* path<args>; T? is written as Option<T>, T!E as Result<T, E>, Self.X as path Self.X */
    TE_NAME,
    TE_FUN,  /* Fun(params) -> result */
    TE_TUPLE /* (A, B); () is an empty tuple: Unit */
} TypeExprKind;

struct TypeExpr {
    TypeExprKind kind;
    Span span;
    Path path;        /* TE_NAME */
    TypeExprVec args; /* TE_NAME arguments, TE_FUN parameters, TE_TUPLE elements */
    TypeExpr *result; /* TE_FUN */
    bool has_args;    /* TE_NAME: a list <...> was written, even an empty one */
};

/* ---- Patterns ---- */

typedef enum PatternKind {
    PA_ERROR,
    PA_WILDCARD,
    PA_BIND, /* name */
    PA_INT,  /* the sign is applied */
    PA_FLOAT,
    PA_BOOL,
    PA_UNIT, /* () and nil */
    PA_STRING,
    PA_ATOM,
    PA_TUPLE,  /* items */
    PA_CTOR,   /* path, items; has_items tells Circle from Circle() */
    PA_STRUCT, /* path, fields, items (one a field), open */
    PA_LIST,   /* [a, b] */
    PA_CONS,   /* items[0] :: items[1] */
    PA_OR,     /* items */
    PA_AS      /* items[0] as name */
} PatternKind;

struct Pattern {
    PatternKind kind;
    Span span;
    Ident name; /* PA_BIND, PA_AS */
    Path path;  /* PA_CTOR, PA_STRUCT */
    PatternVec items;
    IdentVec fields; /* PA_STRUCT, parallel to items */
    bool has_items;  /* PA_CTOR */
    bool open;       /* PA_STRUCT: ends in .. */
    int64_t int_value;
    double float_value;
    bool bool_value;
    Text text; /* PA_STRING, PA_ATOM: escapes resolved */
};

/* ---- Expressions ---- */

typedef struct Param {
    Pattern *pattern; /* plain parameters are PA_BIND */
    TypeExpr *type;   /* NULL: inferred */
    bool is_self;     /* the receiver `self`; pattern is then PA_BIND self */
    bool takes;       /* extern only: `take name` */
} Param;
typedef VEC(Param) ParamVec;

/* A sequence of statements; a block's value is that of its last statement if that is an
 * expression. */
typedef struct Block {
    StmtVec stmts;
    Span span;
} Block;

/* pattern [when guard] -> body */
typedef struct Arm {
    Pattern *pattern;
    Expr *guard; /* NULL: none */
    Expr *body;  /* EX_BLOCK when it has several statements */
    Span span;
} Arm;
typedef VEC(Arm) ArmVec;

typedef struct Clause {
    ParamVec params;
    Expr *guard; /* NULL: none */
    Expr *body;
    Span span;
} Clause;
typedef VEC(Clause) ClauseVec;

/* A piece of a string literal: text when expr is NULL. */
typedef struct StringPart {
    Text text; /* escapes resolved, heredoc margin removed */
    Expr *expr;
} StringPart;
typedef VEC(StringPart) StringPartVec;

typedef struct FieldInit {
    Ident name; /* EX_JSON: a key; may come from a string literal */
    Expr *value;
} FieldInit;
typedef VEC(FieldInit) FieldInitVec;

typedef struct MapPair {
    Expr *key, *value;
} MapPair;
typedef VEC(MapPair) MapPairVec;

typedef enum BinaryOp {
    BIN_ADD,
    BIN_SUB,
    BIN_MUL,
    BIN_DIV,
    BIN_MOD,
    BIN_EQ,
    BIN_NE,
    BIN_LT,
    BIN_GT,
    BIN_LE,
    BIN_GE,
    BIN_AND,
    BIN_OR,
    BIN_CONCAT,
    BIN_RANGE
} BinaryOp;

typedef enum UnaryOp { UN_NEG, UN_NOT } UnaryOp;

typedef enum ExprKind {
    EX_ERROR,
    EX_INT,    /* int_value */
    EX_FLOAT,  /* float_value */
    EX_BOOL,   /* bool_value */
    EX_UNIT,   /* () and nil; is_nil tells them apart */
    EX_ATOM,   /* text */
    EX_STRING, /* parts: none for "", one text part for a plain literal */
    EX_REGEX,  /* text, flags */
    EX_NAME,   /* name */
    EX_TUPLE,  /* items, at least two */
    EX_LIST,   /* items */
    EX_MAP,    /* pairs */
    EX_STRUCT, /* target (EX_NAME or EX_FIELD chain), fields */
    EX_UPDATE, /* %{target | fields} */
    EX_JSON,   /* fields */
    /* target(items, keyword fields as one trailing map); trailing closure is the last item */
    EX_CALL,
    EX_FIELD,   /* target.name */
    EX_INDEX,   /* target[items[0]] */
    EX_TRY,     /* target? */
    EX_UNARY,   /* unary, target */
    EX_BINARY,  /* binary, target, items[0] */
    EX_PIPE,    /* target |> items[0]; slot is N of |N>, 0 for |> ; trailing ? belong to the pipe:
                   x |> f()? is EX_TRY of the EX_PIPE */
    EX_IF,      /* target, items[0] then, items[1] else (absent when items.count is 1) */
    EX_CASE,    /* target, arms */
    EX_CLOSURE, /* clauses */
    EX_WHILE,   /* target, items[0] body */
    EX_FOR, /* pattern (a tuple of two for {k, v}; braces is set), target, guard, items[0] body */
    EX_BREAK,
    EX_CONTINUE,
    EX_RETURN,        /* target, NULL for bare */
    EX_SPAWN,         /* items, keyword fields; bool_value: spawn_link */
    EX_SEND,          /* items */
    EX_LINK,          /* items */
    EX_SELF,          /* self() */
    EX_SELF_VALUE,    /* self, the receiver */
    EX_RECEIVE,       /* arms, target = after ms or NULL, items[0] = after body */
    EX_BLOCK,         /* block: arm and branch bodies */
    EX_ASSERT_RECEIVE /* pattern, guard, target = timeout or NULL */
} ExprKind;

struct Expr {
    ExprKind kind;
    Span span;
    Expr *target;
    ExprVec items;
    Expr *guard;
    Pattern *pattern;
    Ident name;
    Text text;  /* EX_ATOM, EX_REGEX; also the literal text of EX_INT and EX_FLOAT as written */
    Text flags; /* EX_REGEX */
    StringPartVec parts;
    FieldInitVec fields; /* EX_CALL: keyword arguments */
    MapPairVec pairs;
    ArmVec arms;
    ClauseVec clauses;
    Block block;
    int64_t int_value;
    double float_value;
    BinaryOp binary;
    UnaryOp unary;
    int32_t slot;
    bool bool_value;
    bool is_nil;
    bool braces;
    bool has_bars; /* EX_CLOSURE written as a trailing do |x| block */
    bool parens;   /* written in parentheses; the span includes them */
    bool do_end;   /* EX_BLOCK of an arm written do ... end */
};

/* ---- Statements ---- */

typedef enum StmtKind { ST_EXPR, ST_LET, ST_ITEM } StmtKind;

struct Stmt {
    StmtKind kind;
    Span span;
    Expr *expr;       /* ST_EXPR; the value of ST_LET */
    Pattern *pattern; /* ST_LET */
    TypeExpr *type;   /* ST_LET, may be NULL */
    Item *item;       /* ST_ITEM: local functions; other items are reported by the checker */
};

/* ---- Items ---- */

typedef struct Bound {
    Ident param;
    VEC(Path) traits;
} Bound;
typedef VEC(Bound) BoundVec;

typedef enum ExternKind { EXTERN_PLAIN, EXTERN_PURE, EXTERN_BLOCKING } ExternKind;

/* One written definition. Clauses of one function are several FnDefs; the checker joins them. */
/* `@inplace` or `@inplace(names)` before a function. */
typedef struct InplaceMark {
    bool is_given;
    Span span;      /* of the whole mark */
    IdentVec names; /* empty: whatever the function updates */
} InplaceMark;

struct FnDef {
    Ident name;
    IdentVec generics;
    ParamVec params;
    bool has_params;  /* parentheses were written */
    TypeExpr *result; /* NULL: inferred */
    BoundVec bounds;
    Expr *guard;
    Expr *body; /* EX_BLOCK for do ... end; NULL for interface methods without default, externs */
    bool expression_body; /* = expr */
    bool is_extern;
    Text symbol; /* extern */
    ExternKind extern_kind;
    InplaceMark inplace;
};
typedef VEC(FnDef *) FnDefVec;

typedef struct StructField {
    Ident name;
    TypeExpr *type;
} StructField;

/* A schema line of a struct: `table "x"`, `belongs_to :user, User`, ... */
typedef struct SchemaLine {
    Ident keyword;
    Text text;    /* the string or atom */
    Ident target; /* name.name NULL when absent */
    bool flag;    /* timestamps */
} SchemaLine;

typedef struct VariantField {
    Ident name; /* name.name NULL when unnamed */
    TypeExpr *type;
} VariantField;

typedef struct Variant {
    Ident name;
    VEC(VariantField) fields;
    bool has_parens;
} Variant;

typedef struct AssocType {
    Ident name;
    TypeExpr *type; /* NULL in an interface */
} AssocType;

typedef struct Handler {
    bool is_cast;
    Ident name;
    ParamVec params;
    TypeExpr *result; /* call only; NULL: inferred */
    Ident state;      /* name.name NULL when |state| is absent */
    Expr *body;
    Span span;
} Handler;

typedef struct ChildSpec {
    Ident name;
    Expr *start;   /* NULL: missing */
    Ident restart; /* name.name NULL: default */
    bool has_shutdown;
    int64_t shutdown_ms; /* when shutdown_word.name is NULL */
    Ident shutdown_word;
    Span shutdown_span;
    Expr *register_name; /* NULL: none; a string literal */
    Span span;
} ChildSpec;

typedef enum ItemKind {
    IT_FN, /* fn */
    IT_STRUCT,
    IT_SUM,
    IT_ALIAS,
    IT_INTERFACE,
    IT_IMPL,
    IT_ACTOR,
    IT_SERVICE,
    IT_SUPERVISOR,
    IT_MODULE, /* items */
    IT_IMPORT, /* import path [as name] */
    IT_FROM,   /* from path import names */
    IT_LET,    /* let: a module constant */
    IT_EXPR,   /* an expression at module level: an error but in tests; expr */
    IT_TEST    /* test_kind, label, block, items */
} ItemKind;

typedef enum TestKind { TEST_TEST, TEST_DESCRIBE, TEST_SETUP, TEST_TEARDOWN } TestKind;

struct Item {
    ItemKind kind;
    Span span;
    bool is_pub;
    bool is_cluster;       /* IT_FN: @cluster */
    int64_t cluster_nodes; /* @cluster(N); -1: not given */
    Text doc;              /* the ## lines above, joined by newlines */
    Ident name;            /* every named item; import alias (name NULL: none) */
    IdentVec generics;
    bool has_deriving;
    IdentVec deriving;

    FnDef *fn;               /* IT_FN */
    VEC(StructField) fields; /* IT_STRUCT */
    VEC(SchemaLine) schema;  /* IT_STRUCT */
    VEC(Variant) variants;   /* IT_SUM */
    TypeExpr *alias;         /* IT_ALIAS */
    VEC(AssocType) assoc;    /* IT_INTERFACE, IT_IMPL */
    FnDefVec methods;        /* IT_INTERFACE, IT_IMPL, service helpers and init of IT_SERVICE */
    Path trait;              /* IT_IMPL */
    TypeExprVec trait_args;  /* IT_IMPL */
    TypeExpr *target;        /* IT_IMPL */
    BoundVec bounds;         /* IT_IMPL */
    ParamVec params;         /* IT_ACTOR, IT_SUPERVISOR */
    Expr *body;              /* IT_ACTOR: EX_BLOCK; IT_TEST; IT_EXPR: the expression */
    Expr *terminate;         /* IT_ACTOR, IT_SERVICE: EX_BLOCK or NULL */
    Ident terminate_state;   /* IT_SERVICE */
    VEC(Handler) handlers;   /* IT_SERVICE */
    Ident strategy;          /* IT_SUPERVISOR; name NULL: default */
    int64_t max_restarts, max_seconds; /* IT_SUPERVISOR; -1: default */
    VEC(ChildSpec) children;           /* IT_SUPERVISOR */
    Path path;                         /* IT_IMPORT, IT_FROM */
    IdentVec names;                    /* IT_FROM */
    ItemVec items;                     /* IT_MODULE, IT_TEST describe */
    Stmt *let;                         /* IT_LET */
    TestKind test_kind;                /* IT_TEST */
    Expr *label;                       /* IT_TEST */
};

/* A parsed file. */
typedef struct Tree {
    const Source *source;
    Text doc; /* the ##! lines */
    ItemVec items;
} Tree;

#endif
