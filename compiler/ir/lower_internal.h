/* lower_internal.h - what the files of lowering share: the function being built, its names and
 * loops.
 *
 * Code behind an expression that never returns goes to a block nobody jumps to, so no caller has to
 * ask whether control came back; such blocks are removed when the function is done. */
#ifndef IR_LOWER_INTERNAL_H
#define IR_LOWER_INTERNAL_H

#include "ir/mir.h"

/* What is to be lowered still: names are found while bodies are walked. */
typedef struct LowerQueue {
    FnSymbolVec fns;
    Map seen_fns; /* FnSymbol * */
    ConstSymbolVec consts;
    Map seen_consts; /* ConstSymbol * */
    Map seen_traits; /* TraitMethod *: all impls of it are queued */
} LowerQueue;

typedef struct Loop {
    struct Loop *outer;
    MirBlockId next;  /* continue */
    MirBlockId exit;  /* break */
    MirVar collected; /* the list so far, argument of both; MIR_NO_VAR when nothing is collected */
} Loop;

typedef struct Lower {
    MirProgram *p;
    LowerQueue *queue;
    struct Lower *outer; /* of a lambda: the function around it */
    MirFn *fn;
    MirBlockId block;  /* where instructions go */
    Map locals;        /* Local * -> its variable + 1 */
    LocalVec captures; /* of a lambda: in the order of CAPTURE imm */
    Loop *loop;
    FnSymbol *symbol;       /* the named function this is (part of) */
    uint32_t *lambda_count; /* of the named function, for names */
} Lower;

/* ---- Building (lower.c) ---- */

MirInstr *lower_emit(Lower *l, MirOp op, Span span);
/* With a result of this type, which is returned. */
MirVar lower_emit_value(Lower *l, MirInstr *instr, Type *type);
MirVar lower_unit(Lower *l, Span span);
MirVar lower_int(Lower *l, int64_t value, Span span);
/* MirVar args */
MirVar lower_intrinsic(Lower *l, const char *name, Type *type, Span span, size_t count, ...);
MirInstr *lower_prim_instr(Lower *l, const char *name, Span span);
void lower_arg(Lower *l, MirInstr *instr, MirVar arg);

void lower_jump(Lower *l, MirBlockId target, Span span);
/* MIR_NO_VAR: no argument */
void lower_jump_with(Lower *l, MirBlockId target, MirVar arg, Span span);
void lower_branch(Lower *l, MirVar condition, MirBlockId yes, MirBlockId no, Span span);
void lower_return(Lower *l, MirVar value, Span span);
/* Ends the block without a successor and goes on in one nobody reaches. */
void lower_end(Lower *l, MirTerm term, Span span);
MirVar lower_block_param(Lower *l, MirBlockId block, Type *type, Name name);

void lower_bind(Lower *l, Local *local, MirVar var);
MirVar lower_local(Lower *l, Local *local, Span span);
Type *lower_type(Lower *l, MirVar var);

Type *lower_simple_type(Lower *l, TypeDecl *decl); /* Int, Bool, ... */

/* ---- References: what is used will be lowered ---- */

void lower_uses_fn(Lower *l, FnSymbol *fn);
void lower_uses_const(Lower *l, ConstSymbol *constant);
void lower_uses_method(Lower *l, TraitMethod *method);

/* ---- Expressions ---- */

MirVar lower_expr(Lower *l, TExpr *expr);
void lower_condition(Lower *l, TExpr *expr, MirBlockId yes, MirBlockId no);
MirVar lower_lambda(Lower *l, TExpr *expr); /* lower_lambda.c */
MirVar lower_match(Lower *l, TExpr *expr);  /* lower_match.c */
void lower_irrefutable(Lower *l, TPattern *pattern, MirVar value);
MirVar lower_receive(Lower *l, TExpr *expr); /* lower_receive.c */
MirVar lower_while(Lower *l, TExpr *expr);   /* lower_loop.c */
MirVar lower_for_range(Lower *l, TExpr *expr);
MirVar lower_for_list(Lower *l, TExpr *expr);
MirVar lower_for_iter(Lower *l, TExpr *expr);
MirVar lower_break(Lower *l, TExpr *expr);
MirVar lower_continue(Lower *l, TExpr *expr);
MirVar lower_prim(Lower *l, TExpr *expr); /* lower_prim.c */

/* ---- Rows of a match (lower_match.c) ---- */

typedef struct MatchJob {
    const TArmVec *arms;
    const IndexVec *rows; /* the arms that take part */
    const MirVarVec *scrutinees;
    MirBlockId fail; /* where to go when no row matches */
    bool accept;     /* the body of an arm begins by taking the message */
    MirBlockId join; /* bodies jump here with their value */
} MatchJob;

/* Lowers tests and bodies; control has ended everywhere on return. */
void lower_rows(Lower *l, const MatchJob *job, Span span);

/* A function of the program under construction: body and result come from the caller. */
MirFn *lower_new_fn(MirProgram *p, const char *name, const char *shown, Span span);
void lower_finish_fn(Lower *l);

#endif
