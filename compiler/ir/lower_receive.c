/* receive: a loop over what lies in the mailbox. Each round asks for the next thing and tries the
 * arms of its class; the body of the arm that matches first takes the thing out. */
#include "ir/lower_internal.h"

enum { NEXT_TIMEOUT, NEXT_MESSAGE, NEXT_EXIT, NEXT_DOWN };

static const int64_t next_of[] = {
    [RECEIVED_MESSAGE] = NEXT_MESSAGE,
    [RECEIVED_EXIT] = NEXT_EXIT,
    [RECEIVED_DOWN] = NEXT_DOWN,
};

static IndexVec rows_of(Lower *l, const TExpr *expr, Received received)
{
    IndexVec rows = {0};
    for (size_t i = 0; i < expr->arms.count; i++) {
        if (expr->received.items[i] == received)
            vec_push(l->p->arena, &rows, (uint32_t)i);
    }
    return rows;
}

/* What the arms of a class match: the types are those of their patterns. */
static MirVarVec received_values(Lower *l, const TArm *arm, Received received, Span span)
{
    static const char *const message[] = {"receive_value"};
    static const char *const exited[] = {"received_pid", "received_reason"};
    static const char *const down[] = {"received_ref", "received_pid", "received_reason"};
    static const char *const *const names[] = {
        [RECEIVED_MESSAGE] = message, [RECEIVED_EXIT] = exited, [RECEIVED_DOWN] = down};
    MirVarVec values = {0};
    for (size_t i = 0; i < arm->patterns.count; i++) {
        MirInstr *instr = lower_prim_instr(l, names[received][i], span);
        vec_push(l->p->arena, &values, lower_emit_value(l, instr, arm->patterns.items[i]->type));
    }
    return values;
}

/* The switch over what came; a class without arms goes on to the next thing. */
static MirBlock *lower_round(Lower *l, const TExpr *expr, MirBlockId round)
{
    l->block = round;
    MirInstr *next = lower_prim_instr(l, "receive_next", expr->span);
    MirBlock *block = l->fn->blocks.items[round];
    block->var = lower_emit_value(l, next, lower_simple_type(l, l->p->program->types.int_));
    block->edges[0].block = round;
    return block;
}

static MirBlockId add_case(Lower *l, MirBlock *block, int64_t value)
{
    MirCase branch = {value, {mir_block(l->p, l->fn), {0}}};
    vec_push(l->p->arena, &block->cases, branch);
    return branch.edge.block;
}

static void lower_class(Lower *l, TExpr *expr, MirBlock *round, MatchJob job, Received received)
{
    IndexVec rows = rows_of(l, expr, received);
    if (rows.count == 0)
        return;
    l->block = add_case(l, round, next_of[received]);
    MirVarVec values = received_values(l, &expr->arms.items[rows.items[0]], received, expr->span);
    job.rows = &rows;
    job.scrutinees = &values;
    lower_rows(l, &job, expr->span);
}

MirVar lower_receive(Lower *l, TExpr *expr)
{
    MirVar timeout = expr->target ? lower_expr(l, expr->target) : lower_int(l, -1, expr->span);
    lower_arg(l, lower_prim_instr(l, "receive_begin", expr->span), timeout);
    MirBlockId round = mir_block(l->p, l->fn);
    lower_jump(l, round, expr->span);
    MatchJob job = {.arms = &expr->arms, .fail = round, .accept = true};
    job.join = mir_block(l->p, l->fn);
    MirVar result = lower_block_param(l, job.join, expr->type, NULL);

    MirBlock *block = lower_round(l, expr, round);
    lower_end(l, MIR_SWITCH, expr->span);
    lower_class(l, expr, block, job, RECEIVED_MESSAGE);
    lower_class(l, expr, block, job, RECEIVED_EXIT);
    lower_class(l, expr, block, job, RECEIVED_DOWN);
    if (expr->target) {
        l->block = add_case(l, block, NEXT_TIMEOUT);
        MirVar value = lower_expr(l, expr->items.items[0]);
        lower_jump_with(l, job.join, value, expr->span);
    }
    l->block = job.join;
    return result;
}
