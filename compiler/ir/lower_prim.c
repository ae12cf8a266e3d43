#include "ir/lower_internal.h"

#include "base/bug.h"

enum { SPAWN_LINKED = 1, SPAWN_TERMINATES = 2 };

/* The operation with all items as arguments, in order. */
static MirInstr *prim_of_items(Lower *l, TExpr *expr, const char *name)
{
    MirVarVec args = {0};
    for (size_t i = 0; i < expr->items.count; i++)
        vec_push(l->p->arena, &args, lower_expr(l, expr->items.items[i]));
    MirInstr *instr = lower_prim_instr(l, name, expr->span);
    instr->args = args;
    instr->service = expr->service;
    instr->text2 = expr->text;
    return instr;
}

static MirVar value_prim(Lower *l, TExpr *expr, const char *name)
{
    return lower_emit_value(l, prim_of_items(l, expr, name), expr->type);
}

static MirVar unit_prim(Lower *l, TExpr *expr, const char *name)
{
    prim_of_items(l, expr, name);
    return lower_emit_value(l, lower_emit(l, MIR_CONST_UNIT, expr->span), expr->type);
}

/* Whether the process begins with installing a terminate block, or may do so: an actor in a variable. */
static bool installs_terminate(const TExpr *closure)
{
    const TExpr *call = closure->kind == TX_LAMBDA ? closure->body : closure;
    while (call->kind == TX_BLOCK)
        call = call->items.items[0];
    if (call->kind != TX_CALL)
        return false;
    if (!call->fn)
        return type_resolve(call->type)->kind == TY_CON && type_resolve(call->type)->args.count > 0;
    if (!call->fn->is_actor || call->fn->body->kind != TX_BLOCK)
        return false;
    const TExpr *first = call->fn->body->items.items[0];
    return first->kind == TX_PRIM && first->prim == TPRIM_SET_TERMINATE;
}

static MirVar lower_spawn(Lower *l, TExpr *expr)
{
    MirInstr *instr = prim_of_items(l, expr, "spawn");
    instr->type = expr->message;
    if (expr->flag)
        instr->imm |= SPAWN_LINKED;
    if (installs_terminate(expr->items.items[0]))
        instr->imm |= SPAWN_TERMINATES;
    return lower_emit_value(l, instr, expr->type);
}

/* With the message's type as the sender sees it. */
static MirVar lower_typed(Lower *l, TExpr *expr, const char *name, Type *type)
{
    prim_of_items(l, expr, name)->type = type;
    return lower_emit_value(l, lower_emit(l, MIR_CONST_UNIT, expr->span), expr->type);
}

static MirVar lower_service_start(Lower *l, TExpr *expr)
{
    MirInstr *instr = prim_of_items(l, expr, "service_start");
    instr->imm = expr->flag;
    return lower_emit_value(l, instr, expr->type);
}

static MirVar lower_panic(Lower *l, TExpr *expr)
{
    prim_of_items(l, expr, "panic");
    lower_end(l, MIR_UNREACHABLE, expr->span);
    return lower_emit_value(l, lower_emit(l, MIR_CONST_UNIT, expr->span), expr->type);
}

MirVar lower_prim(Lower *l, TExpr *expr)
{
    const TExprVec *items = &expr->items;
    switch (expr->prim) {
    case TPRIM_SPAWN:
        return lower_spawn(l, expr);
    case TPRIM_SEND:
        return lower_typed(l, expr, "send", expr->message ? expr->message : items->items[1]->type);
    case TPRIM_SELF:
        return value_prim(l, expr, "self");
    case TPRIM_LINK:
        return unit_prim(l, expr, "link");
    case TPRIM_SET_TERMINATE:
        return unit_prim(l, expr, "set_terminate");
    case TPRIM_SERVICE_START:
        return lower_service_start(l, expr);
    case TPRIM_SERVICE_CALL:
        return value_prim(l, expr, "service_call");
    case TPRIM_SERVICE_TRY:
        return value_prim(l, expr, "service_try_call");
    case TPRIM_SERVICE_RESULT:
        return value_prim(l, expr, "service_call_result");
    case TPRIM_SERVICE_ERROR:
        return value_prim(l, expr, "service_call_error");
    case TPRIM_SERVICE_CAST:
        return unit_prim(l, expr, "service_cast");
    case TPRIM_SERVICE_REPLY:
        return lower_typed(l, expr, "service_reply", items->items[0]->type);
    case TPRIM_PANIC:
        return lower_panic(l, expr);
    }
    bug("lower: primitive %d", (int)expr->prim);
}
