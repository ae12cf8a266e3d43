/* Loops as blocks: `head` decides, `next` steps. The list being collected is a parameter of head,
 * next and exit, so break and continue pass on what they have. */
#include "ir/lower_internal.h"

MirVar lower_while(Lower *l, TExpr *expr)
{
    MirBlockId head = mir_block(l->p, l->fn);
    MirBlockId body = mir_block(l->p, l->fn);
    Loop loop = {l->loop, head, mir_block(l->p, l->fn), MIR_NO_VAR};
    lower_jump(l, head, expr->span);
    l->block = head;
    lower_condition(l, expr->target, body, loop.exit);
    l->block = body;
    l->loop = &loop;
    lower_expr(l, expr->items.items[0]);
    l->loop = loop.outer;
    lower_jump(l, head, expr->span);
    l->block = loop.exit;
    return lower_unit(l, expr->span);
}

/* A for loop counts `index` up to `end`. */
typedef struct Counted {
    TExpr *expr;
    MirVar end;
    MirVar index; /* parameter of head */
    MirBlockId head;
    MirVar stepped; /* parameter of next: the list so far */
    MirVar result;  /* parameter of exit */
    Loop loop;
} Counted;

static MirVar empty_list(Lower *l, TExpr *expr)
{
    MirInstr *instr = lower_emit(l, MIR_LIST, expr->span);
    instr->type = type_resolve(expr->type)->args.items[0];
    return lower_emit_value(l, instr, expr->type);
}

/* Emits the head of the loop; the code behind it is the body. */
static void begin_counted(Lower *l, Counted *c, MirVar start, MirVar end)
{
    TExpr *expr = c->expr;
    c->end = end;
    c->head = mir_block(l->p, l->fn);
    c->loop = (Loop){l->loop, mir_block(l->p, l->fn), mir_block(l->p, l->fn), MIR_NO_VAR};
    MirBlock *before = l->fn->blocks.items[l->block];
    MirVarVec args = {0};
    vec_push(l->p->arena, &args, start);
    c->index = lower_block_param(l, c->head, lower_simple_type(l, l->p->program->types.int_), NULL);
    c->stepped = c->result = MIR_NO_VAR;
    if (expr->flag) {
        vec_push(l->p->arena, &args, empty_list(l, expr));
        c->loop.collected = lower_block_param(l, c->head, expr->type, NULL);
        c->stepped = lower_block_param(l, c->loop.next, expr->type, NULL);
        c->result = lower_block_param(l, c->loop.exit, expr->type, NULL);
    }
    lower_jump(l, c->head, expr->span);
    before->edges[0].args = args;

    l->block = c->head;
    MirBlock *head = l->fn->blocks.items[c->head];
    MirBlockId body = mir_block(l->p, l->fn);
    MirVar more = lower_intrinsic(l, "int_lt", lower_simple_type(l, l->p->program->types.bool_),
                                  expr->span, 2, c->index, c->end);
    lower_branch(l, more, body, c->loop.exit, expr->span);
    if (expr->flag)
        vec_push(l->p->arena, &head->edges[1].args, c->loop.collected);
    l->block = body;
    l->loop = &c->loop;
}

static void lower_guard(Lower *l, Counted *c)
{
    MirBlockId yes = mir_block(l->p, l->fn);
    MirBlockId no = mir_block(l->p, l->fn);
    lower_condition(l, c->expr->guard, yes, no);
    l->block = no;
    lower_jump_with(l, c->loop.next, c->loop.collected, c->expr->span);
    l->block = yes;
}

static MirVar push(Lower *l, Counted *c, MirVar value)
{
    MirInstr *instr = lower_prim_instr(l, "list_push", c->expr->span);
    instr->type = type_resolve(c->expr->type)->args.items[0];
    lower_arg(l, instr, c->loop.collected);
    lower_arg(l, instr, value);
    return lower_emit_value(l, instr, c->expr->type);
}

/* The step cannot overflow: the index is below the end. */
static void step(Lower *l, Counted *c)
{
    l->block = c->loop.next;
    MirBlock *next = l->fn->blocks.items[l->block];
    MirVar one = lower_int(l, 1, c->expr->span);
    MirVarVec args = {0};
    vec_push(l->p->arena, &args,
             lower_intrinsic(l, "int_wrapping_add", lower_type(l, c->index), c->expr->span, 2,
                             c->index, one));
    if (c->expr->flag)
        vec_push(l->p->arena, &args, c->stepped);
    lower_jump(l, c->head, c->expr->span);
    next->edges[0].args = args;
}

static MirVar finish_counted(Lower *l, Counted *c, MirVar element)
{
    TExpr *expr = c->expr;
    lower_irrefutable(l, expr->pattern, element);
    if (expr->guard)
        lower_guard(l, c);
    MirVar value = lower_expr(l, expr->items.items[0]);
    l->loop = c->loop.outer;
    lower_jump_with(l, c->loop.next, expr->flag ? push(l, c, value) : MIR_NO_VAR, expr->span);
    step(l, c);
    l->block = c->loop.exit;
    return expr->flag ? c->result : lower_unit(l, expr->span);
}

static MirVar range_bound(Lower *l, MirVar range, uint32_t field, Span span)
{
    MirInstr *instr = lower_emit(l, MIR_FIELD, span);
    lower_arg(l, instr, range);
    instr->imm = field;
    return lower_emit_value(l, instr, lower_simple_type(l, l->p->program->types.int_));
}

/* A range written in place is never built. */
MirVar lower_for_range(Lower *l, TExpr *expr)
{
    Counted c = {.expr = expr};
    TExpr *range = expr->target;
    MirVar start, end;
    if (range->kind == TX_STRUCT && range->items.count == 2) {
        start = lower_expr(l, range->items.items[0]);
        end = lower_expr(l, range->items.items[1]);
    } else {
        MirVar value = lower_expr(l, range);
        start = range_bound(l, value, 0, range->span);
        end = range_bound(l, value, 1, range->span);
    }
    begin_counted(l, &c, start, end);
    return finish_counted(l, &c, c.index);
}

MirVar lower_for_list(Lower *l, TExpr *expr)
{
    Counted c = {.expr = expr};
    MirVar list = lower_expr(l, expr->target);
    Type *int_type = lower_simple_type(l, l->p->program->types.int_);
    MirVar length = lower_intrinsic(l, "list_length", int_type, expr->span, 1, list);
    begin_counted(l, &c, lower_int(l, 0, expr->span), length);
    MirInstr *get = lower_emit(l, MIR_INTRINSIC, expr->span);
    get->text = TEXT("list_get_unchecked");
    get->type = type_resolve(expr->target->type)->args.items[0];
    lower_arg(l, get, list);
    lower_arg(l, get, c.index);
    return finish_counted(l, &c, lower_emit_value(l, get, get->type));
}

/* A part of the step that was made: its element or the next state. */
static MirVar step_part(Lower *l, TExpr *expr, MirVar step, uint32_t index, Type *type)
{
    MirInstr *instr = lower_emit(l, MIR_FIELD, expr->span);
    lower_arg(l, instr, step);
    instr->imm = index;
    instr->variant = (int32_t)expr->variant->index;
    return lower_emit_value(l, instr, type);
}

/* The state goes round as a parameter of the head; the list so far as in counted loops. */
MirVar lower_for_iter(Lower *l, TExpr *expr)
{
    Counted c = {.expr = expr, .stepped = MIR_NO_VAR, .result = MIR_NO_VAR};
    Type *state_type = type_resolve(expr->target->type);
    MirVarVec args = {0};
    vec_push(l->p->arena, &args, lower_expr(l, expr->target));
    c.head = mir_block(l->p, l->fn);
    c.loop = (Loop){l->loop, mir_block(l->p, l->fn), mir_block(l->p, l->fn), MIR_NO_VAR};
    MirVar state = lower_block_param(l, c.head, state_type, NULL);
    if (expr->flag) {
        vec_push(l->p->arena, &args, empty_list(l, expr));
        c.loop.collected = lower_block_param(l, c.head, expr->type, NULL);
        c.stepped = lower_block_param(l, c.loop.next, expr->type, NULL);
        c.result = lower_block_param(l, c.loop.exit, expr->type, NULL);
    }
    MirBlock *before = l->fn->blocks.items[l->block];
    lower_jump(l, c.head, expr->span);
    before->edges[0].args = args;

    l->block = c.head;
    lower_bind(l, expr->local, state);
    MirVar step_value = lower_expr(l, expr->items.items[1]);
    lower_bind(l, expr->params.items[0], step_value);
    MirBlockId body = mir_block(l->p, l->fn), end = mir_block(l->p, l->fn);
    lower_condition(l, expr->items.items[2], body, end);
    l->block = end;
    lower_jump_with(l, c.loop.exit, c.loop.collected, expr->span);

    l->block = body;
    l->loop = &c.loop;
    Type *element = state_type->args.items[0];
    MirVar item = step_part(l, expr, step_value, 0, element);
    MirVar rest = step_part(l, expr, step_value, 1, state_type);
    lower_irrefutable(l, expr->pattern, item);
    if (expr->guard)
        lower_guard(l, &c);
    MirVar value = lower_expr(l, expr->items.items[0]);
    l->loop = c.loop.outer;
    lower_jump_with(l, c.loop.next, expr->flag ? push(l, &c, value) : MIR_NO_VAR, expr->span);

    l->block = c.loop.next;
    MirBlock *next = l->fn->blocks.items[l->block];
    MirVarVec round = {0};
    vec_push(l->p->arena, &round, rest);
    if (expr->flag)
        vec_push(l->p->arena, &round, c.stepped);
    lower_jump(l, c.head, expr->span);
    next->edges[0].args = round;
    l->block = c.loop.exit;
    return expr->flag ? c.result : lower_unit(l, expr->span);
}

/* Leaves for a block of the loop; the value of the expression does not exist. */
static MirVar leave(Lower *l, TExpr *expr, MirBlockId target)
{
    lower_jump_with(l, target, l->loop->collected, expr->span);
    return lower_emit_value(l, lower_emit(l, MIR_CONST_UNIT, expr->span), expr->type);
}

MirVar lower_break(Lower *l, TExpr *expr)
{
    return leave(l, expr, l->loop->exit);
}

MirVar lower_continue(Lower *l, TExpr *expr)
{
    return leave(l, expr, l->loop->next);
}
