#include "ir/lower_internal.h"

#include "base/bug.h"

static MirVar lower_literal(Lower *l, TExpr *expr, MirOp op)
{
    MirInstr *instr = lower_emit(l, op, expr->span);
    instr->imm = op == MIR_CONST_BOOL ? expr->bool_value : expr->int_value;
    instr->number = expr->float_value;
    instr->text = expr->text;
    return lower_emit_value(l, instr, expr->type);
}

static MirVar lower_const(Lower *l, TExpr *expr)
{
    lower_uses_const(l, expr->constant);
    MirInstr *instr = lower_emit(l, MIR_CONST, expr->span);
    instr->constant = expr->constant;
    return lower_emit_value(l, instr, expr->type);
}

/* mono makes the closure that calls the function. */
static MirVar lower_fn_value(Lower *l, TExpr *expr)
{
    lower_uses_fn(l, expr->fn);
    MirInstr *instr = lower_emit(l, MIR_CLOSURE, expr->span);
    instr->symbol = expr->fn;
    instr->type_args = expr->type_args;
    return lower_emit_value(l, instr, expr->type);
}

/* ---- Calls ---- */

static MirVarVec lower_all(Lower *l, const TExprVec *items)
{
    MirVarVec vars = {0};
    for (size_t i = 0; i < items->count; i++)
        vec_push(l->p->arena, &vars, lower_expr(l, items->items[i]));
    return vars;
}

/* The type after a call that never returns is only known from the callee; no value is needed
 * then. */
static MirVar finish_call(Lower *l, MirInstr *instr, TExpr *expr)
{
    MirVar result = lower_emit_value(l, instr, expr->type);
    if (type_resolve(expr->type)->kind == TY_NEVER)
        lower_end(l, MIR_UNREACHABLE, expr->span);
    return result;
}

/* The loop of an actor: its call of itself stands in tail position, whatever its static type. */
static MirVar lower_actor_loop(Lower *l, TExpr *expr, MirInstr *instr)
{
    lower_return(l, lower_emit_value(l, instr, l->fn->result), expr->span);
    return lower_emit_value(l, lower_emit(l, MIR_CONST_UNIT, expr->span), expr->type);
}

static bool is_intrinsic(const FnSymbol *fn)
{
    return fn->is_extern && fn->symbol.length > 0 && fn->symbol.bytes[0] == '@';
}

static MirVar lower_call(Lower *l, TExpr *expr)
{
    FnSymbol *fn = expr->fn;
    MirVarVec args = lower_all(l, &expr->items);
    MirInstr *instr = lower_emit(l, is_intrinsic(fn) ? MIR_INTRINSIC : MIR_CALL, expr->span);
    instr->args = args;
    instr->type_args = expr->type_args;
    if (instr->op == MIR_INTRINSIC) {
        instr->text = (Text){fn->symbol.bytes + 1, fn->symbol.length - 1};
        instr->type = expr->type_args.count > 0 ? expr->type_args.items[0] : NULL;
        return finish_call(l, instr, expr);
    }
    instr->symbol = fn;
    lower_uses_fn(l, fn);
    if (fn->is_actor && fn == l->symbol && !l->outer)
        return lower_actor_loop(l, expr, instr);
    return finish_call(l, instr, expr);
}

static MirVar lower_call_value(Lower *l, TExpr *expr)
{
    MirVar closure = lower_expr(l, expr->target);
    MirVarVec args = lower_all(l, &expr->items);
    MirInstr *instr = lower_emit(l, MIR_CALL_VALUE, expr->span);
    lower_arg(l, instr, closure);
    for (size_t i = 0; i < args.count; i++)
        lower_arg(l, instr, args.items[i]);
    return finish_call(l, instr, expr);
}

static MirVar lower_method(Lower *l, TExpr *expr)
{
    lower_uses_method(l, expr->method);
    MirVarVec args = lower_all(l, &expr->items);
    MirInstr *instr = lower_emit(l, MIR_CALL_METHOD, expr->span);
    instr->method = expr->method;
    instr->type_args = expr->type_args;
    instr->args = args;
    return finish_call(l, instr, expr);
}

/* ---- Data ---- */

static MirVar lower_construct(Lower *l, TExpr *expr, MirVarVec fields, int64_t index)
{
    MirInstr *instr = lower_emit(l, MIR_CONSTRUCT, expr->span);
    instr->args = fields;
    instr->imm = index;
    return lower_emit_value(l, instr, expr->type);
}

/* Fields are evaluated as written and stored as declared. */
static MirVar lower_struct(Lower *l, TExpr *expr)
{
    size_t count = expr->items.count;
    if (expr->field_indices.count != count)
        return lower_construct(l, expr, lower_all(l, &expr->items), 0);
    MirVarVec fields = {0};
    for (size_t i = 0; i < count; i++)
        vec_push(l->p->arena, &fields, MIR_NO_VAR);
    for (size_t i = 0; i < count; i++) {
        uint32_t field = expr->field_indices.items[i];
        fields.items[field] = lower_expr(l, expr->items.items[field]);
    }
    return lower_construct(l, expr, fields, 0);
}

static MirVar lower_field(Lower *l, TExpr *expr)
{
    MirVar target = lower_expr(l, expr->target);
    MirInstr *instr = lower_emit(l, MIR_FIELD, expr->span);
    lower_arg(l, instr, target);
    instr->imm = expr->field_index;
    return lower_emit_value(l, instr, expr->type);
}

static MirVar lower_update(Lower *l, TExpr *expr)
{
    MirVar target = lower_expr(l, expr->target);
    MirVarVec values = lower_all(l, &expr->items);
    MirInstr *instr = lower_emit(l, MIR_UPDATE, expr->span);
    lower_arg(l, instr, target);
    for (size_t i = 0; i < values.count; i++)
        lower_arg(l, instr, values.items[i]);
    instr->indices = expr->field_indices;
    return lower_emit_value(l, instr, expr->type);
}

static MirVar lower_list(Lower *l, TExpr *expr)
{
    MirVarVec items = lower_all(l, &expr->items);
    MirInstr *instr = lower_emit(l, MIR_LIST, expr->span);
    instr->args = items;
    instr->type = type_resolve(expr->type)->args.items[0];
    return lower_emit_value(l, instr, expr->type);
}

static MirVar lower_concat(Lower *l, TExpr *expr)
{
    if (expr->items.count == 0)
        return lower_literal(l, expr, MIR_CONST_STRING);
    if (expr->items.count == 1)
        return lower_expr(l, expr->items.items[0]);
    MirVarVec items = lower_all(l, &expr->items);
    MirInstr *instr = lower_prim_instr(l, "string_concat", expr->span);
    instr->args = items;
    return lower_emit_value(l, instr, expr->type);
}

/* ---- Control ---- */

void lower_condition(Lower *l, TExpr *expr, MirBlockId yes, MirBlockId no)
{
    if (expr->kind != TX_AND && expr->kind != TX_OR) {
        MirVar value = lower_expr(l, expr);
        lower_branch(l, value, yes, no, expr->span);
        return;
    }
    MirBlockId second = mir_block(l->p, l->fn);
    if (expr->kind == TX_AND)
        lower_condition(l, expr->items.items[0], second, no);
    else
        lower_condition(l, expr->items.items[0], yes, second);
    l->block = second;
    lower_condition(l, expr->items.items[1], yes, no);
}

/* `a and b` as a value: whatever decides early is the value. */
static MirVar lower_and_or(Lower *l, TExpr *expr)
{
    MirBlockId second = mir_block(l->p, l->fn);
    MirBlockId early = mir_block(l->p, l->fn);
    MirBlockId join = mir_block(l->p, l->fn);
    MirVar result = lower_block_param(l, join, expr->type, NULL);
    bool is_and = expr->kind == TX_AND;
    lower_condition(l, expr->items.items[0], is_and ? second : early, is_and ? early : second);
    l->block = early;
    MirInstr *decided = lower_emit(l, MIR_CONST_BOOL, expr->span);
    decided->imm = !is_and;
    lower_jump_with(l, join, lower_emit_value(l, decided, expr->type), expr->span);
    l->block = second;
    lower_jump_with(l, join, lower_expr(l, expr->items.items[1]), expr->span);
    l->block = join;
    return result;
}

static MirVar lower_if(Lower *l, TExpr *expr)
{
    MirBlockId yes = mir_block(l->p, l->fn);
    MirBlockId no = mir_block(l->p, l->fn);
    MirBlockId join = mir_block(l->p, l->fn);
    MirVar result = lower_block_param(l, join, expr->type, NULL);
    lower_condition(l, expr->target, yes, no);
    l->block = yes;
    MirVar value = lower_expr(l, expr->items.items[0]);
    lower_jump_with(l, join, value, expr->span);
    l->block = no;
    value = lower_expr(l, expr->items.items[1]);
    lower_jump_with(l, join, value, expr->span);
    l->block = join;
    return result;
}

static MirVar lower_block(Lower *l, TExpr *expr)
{
    MirVar value = MIR_NO_VAR;
    for (size_t i = 0; i < expr->items.count; i++)
        value = lower_expr(l, expr->items.items[i]);
    return value;
}

static MirVar lower_let(Lower *l, TExpr *expr)
{
    lower_irrefutable(l, expr->pattern, lower_expr(l, expr->target));
    return lower_unit(l, expr->span);
}

static MirVar lower_return_expr(Lower *l, TExpr *expr)
{
    MirVar value = expr->target ? lower_expr(l, expr->target) : lower_unit(l, expr->span);
    lower_return(l, value, expr->span);
    return lower_emit_value(l, lower_emit(l, MIR_CONST_UNIT, expr->span), expr->type);
}

MirVar lower_expr(Lower *l, TExpr *expr)
{
    switch (expr->kind) {
    case TX_INT:
        return lower_literal(l, expr, MIR_CONST_INT);
    case TX_FLOAT:
        return lower_literal(l, expr, MIR_CONST_FLOAT);
    case TX_BOOL:
        return lower_literal(l, expr, MIR_CONST_BOOL);
    case TX_UNIT:
        return lower_unit(l, expr->span);
    case TX_STRING:
        return lower_literal(l, expr, MIR_CONST_STRING);
    case TX_LOCAL:
        return lower_local(l, expr->local, expr->span);
    case TX_FN:
        return lower_fn_value(l, expr);
    case TX_CONST:
        return lower_const(l, expr);
    case TX_CALL:
        return expr->fn ? lower_call(l, expr) : lower_call_value(l, expr);
    case TX_METHOD:
        return lower_method(l, expr);
    case TX_TUPLE:
        return lower_construct(l, expr, lower_all(l, &expr->items), 0);
    case TX_STRUCT:
        return lower_struct(l, expr);
    case TX_VARIANT:
        return lower_construct(l, expr, lower_all(l, &expr->items), expr->variant->index);
    case TX_FIELD:
        return lower_field(l, expr);
    case TX_UPDATE:
        return lower_update(l, expr);
    case TX_LIST:
        return lower_list(l, expr);
    case TX_CONCAT:
        return lower_concat(l, expr);
    case TX_AND:
    case TX_OR:
        return lower_and_or(l, expr);
    case TX_IF:
        return lower_if(l, expr);
    case TX_MATCH:
        return lower_match(l, expr);
    case TX_BLOCK:
        return lower_block(l, expr);
    case TX_LET:
        return lower_let(l, expr);
    case TX_LAMBDA:
        return lower_lambda(l, expr);
    case TX_WHILE:
        return lower_while(l, expr);
    case TX_FOR_RANGE:
        return lower_for_range(l, expr);
    case TX_FOR_LIST:
        return lower_for_list(l, expr);
    case TX_FOR_ITER:
        return lower_for_iter(l, expr);
    case TX_BREAK:
        return lower_break(l, expr);
    case TX_CONTINUE:
        return lower_continue(l, expr);
    case TX_RETURN:
        return lower_return_expr(l, expr);
    case TX_RECEIVE:
        return lower_receive(l, expr);
    case TX_PRIM:
        return lower_prim(l, expr);
    }
    bug("lower: expression %d", (int)expr->kind);
}
