/* mir.h - the Mesh IR: first-order functions over typed variables, explicit control flow.
 *
 * A function is a list of basic blocks; block 0 is the entry. Every variable is defined once: as a
 * function parameter, a block parameter, or the result of an instruction whose block dominates its
 * uses. Jumps pass arguments to the parameters of their target. Types may mention type parameters
 * until `mono` has run; afterwards all are concrete. dup and drop appear in `ownership`. */
#ifndef IR_MIR_H
#define IR_MIR_H

#include "check/typed.h"

typedef uint32_t MirVar;
typedef uint32_t MirBlockId;
typedef struct MirFn MirFn;

#define MIR_NO_VAR   UINT32_MAX
#define MIR_NO_BLOCK UINT32_MAX

typedef VEC(MirVar) MirVarVec;

typedef enum MirOp {
#define MIR(op, text, uses) MIR_##op,
#include "ir/mir.def"
#undef MIR
    MIR_OP_COUNT
} MirOp;

typedef struct MirInstr {
    MirOp op;
    MirVar dst; /* MIR_NO_VAR when there is no result */
    MirVarVec args;
    Span span;
    Type *type;
    /* CALL before mono, and of externs always; CLOSURE before mono: a function as value */
    FnSymbol *symbol;
    TraitMethod *method; /* CALL_METHOD */
    TypeVec type_args;   /* CALL, CALL_METHOD; of an extern: one MeshTypeInfo each */
    MirFn *callee;       /* CALL after mono (NULL for externs), CLOSURE */
    MirFn *lambda;       /* LAMBDA */
    ConstSymbol *constant;
    ServiceDecl *service; /* PRIM service_* */
    IndexVec indices;     /* UPDATE */
    Text text;            /* CONST_STRING bytes; names of INTRINSIC and PRIM */
    Text text2;           /* PRIM: static text operand (actor name, operation name, panic text) */
    int64_t imm;
    int32_t variant; /* FIELD: -1 for structs and tuples */
    bool borrowed;   /* FIELD, CAPTURE, list_get_unchecked: the result is not counted, what holds it
                        outlives every use */
    /* CALL_VALUE as a tail call: args[0] is consumed, the code called releases it */
    bool takes_closure;
    double number;
    /* UNPACK: a CONSTRUCT further down in the block takes the cell if it is free */
    bool keeps_cell;
    struct MirInstr *cell; /* CONSTRUCT: that UNPACK, of an object with as many fields; or NULL */
} MirInstr;

typedef VEC(MirInstr *) MirInstrVec;

typedef struct MirEdge {
    MirBlockId block;
    MirVarVec args;
} MirEdge;

typedef struct MirCase {
    int64_t value;
    MirEdge edge;
} MirCase;

typedef enum MirTerm {
    MIR_TERM_NONE, /* under construction */
    MIR_JUMP,      /* edges[0] */
    MIR_BRANCH,    /* var (Bool); edges[0] when true, edges[1] when false */
    /* var (a word: tag or Int); cases; edges[0] the default (block MIR_NO_BLOCK: none) */
    MIR_SWITCH,
    MIR_RETURN, /* var, consumed */
    /* call: a CALL or CALL_VALUE instruction without dst, guaranteed to be a tail call */
    MIR_TAIL_CALL,
    MIR_PANIC,      /* text: static message */
    MIR_UNREACHABLE /* behind a call that never returns */
} MirTerm;

typedef struct MirBlock {
    MirVarVec params;
    MirInstrVec instrs;
    MirTerm term;
    MirVar var;
    MirEdge edges[2];
    VEC(MirCase) cases;
    MirInstr *call;
    Text text;
    Span span;
    bool loop_header; /* a back edge leads here: codegen polls for preemption */
} MirBlock;

typedef struct MirVarInfo {
    Type *type;
    Name name; /* of the source variable, or NULL */
} MirVarInfo;

typedef enum MirFnKind {
    MIR_FN_PLAIN,
    MIR_FN_CLOSURE /* the code of closures: takes the closure itself (borrowed) besides its
                      parameters */
} MirFnKind;

struct MirFn {
    const char *name;  /* link name: unique in the program */
    const char *shown; /* for stack traces: Module.function */
    FnSymbol *symbol;  /* NULL for lambdas and wrappers */
    /* after mono: the module whose object holds the code; NULL: that of the entries */
    const ModuleInfo *home;
    MirFnKind kind;
    TypeParamVec type_params;
    TypeVec capture_types; /* MIR_FN_CLOSURE: in the order of CAPTURE imm */
    MirVarVec params;
    VEC(bool) borrows; /* parallel to params: borrowed instead of owned; empty: all owned */
    Type *result;
    VEC(MirVarInfo) vars;
    VEC(MirBlock *) blocks;
    Span span;
    bool own_frame; /* never inlined: it asks whose frame is below its own */
};

/* A type whose MeshTypeInfo is needed; eq and hash are set when an extern demands them. They are
 * ordinary functions: where they own a parameter (see borrows) the C-callable wrapper dups the
 * argument first. */
typedef struct MirTypeInfo {
    Type *type;
    MirFn *eq, *hash;
} MirTypeInfo;

typedef struct MirConst {
    ConstSymbol *constant;
    MirFn *init; /* no parameters; its result is the value, which becomes static */
} MirConst;

typedef struct MirProgram {
    Arena *arena;
    Program *program;
    VEC(MirFn *) fns;
    VEC(MirTypeInfo *) typeinfos; /* after mono */
    VEC(MirConst *) consts;       /* in order of evaluation */
    MirFn *main;                  /* no parameters, result Unit; NULL for a library */
    bool concrete;                /* mono has run: no type mentions a parameter */
    bool counted;                 /* ownership has run: dup and drop are explicit */
    const char *error; /* the user's program has no finite set of instances: a diagnostic at ... */
    Span error_span;   /* ... this place. The driver stops; passes find nothing to do */
} MirProgram;

/* Helpers of every pass (mir.c). */
MirVar mir_var(MirProgram *p, MirFn *fn, Type *type, Name name);
MirBlockId mir_block(MirProgram *p, MirFn *fn);
MirInstr *mir_new_instr(MirProgram *p, MirOp op, Span span); /* in no block yet */
MirInstr *mir_instr(MirProgram *p, MirFn *fn, MirBlockId block, MirOp op, Span span);

/* True when `arg` of the instruction is consumed rather than borrowed. */
bool mir_consumes(const MirInstr *instr, size_t arg);

/* Whether values of the type are counted references. Only for concrete types. */
bool mir_counted(Type *type);

/* The fields of a struct, tuple or variant (-1 for the others), as types of this concrete type. */
TypeVec mir_fields(Arena *arena, Type *type, int32_t variant);

/* Calls visit for each outgoing edge; the terminators without edges have none. */
typedef void (*MirEdgeVisitor)(void *context, MirEdge *edge);
void mir_each_edge(MirBlock *block, MirEdgeVisitor visit, void *context);

/* How often each variable is used: by instructions, terminators and edges. By variable, in `arena`.
 */
uint32_t *mir_use_counts(Arena *arena, const MirFn *fn);

/* Whether it is the operation of abi/prim.def with this name. */
bool mir_is_prim(const MirInstr *instr, const char *name);

/* The instructions behind it move up. */
void mir_remove_instr(MirBlock *block, size_t index);

/* A readable form, for --dump-after and tests (mir_print.c). */
void mir_print(const MirProgram *p, TextBuffer *out);

/* Stops with bug() when a rule above is broken (mir_verify.c). `after` names the pass. */
void mir_verify(const MirProgram *p, const char *after);

/* From the typed tree to the IR (lower*.c). Only valid programs without errors. */
MirProgram *lower_program(Arena *arena, Program *program);

#define PASS(name, function, line) void function(MirProgram *p);
#include "ir/pass.def"
#undef PASS

#endif
