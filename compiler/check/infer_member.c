/* infer_member.c - members of a receiver whose type was open when they were written. */
#include "check/infer_agree.h"
#include "check/infer_call.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_solve.h"
#include "check/infer_type.h"

bool solve_method(Infer *in, Obligation *ob)
{
    if (type_resolve(ob->self)->kind == TY_VAR)
        return false;
    TExpr *call = method_call(in, ob->expr->items.items[0], ob->name, &ob->call_args, ob->span);
    call = coerce(in, call, ob->result, NULL);
    tx_fill(in, ob->expr, call);
    return true;
}

bool solve_field(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    uint32_t index;
    Type *type;
    if (!field_of(in, self, ob->name.name, &index, &type)) {
        if (!type_has_error(self))
            diag_add(in->c->diags, DIAG_FIELD, ob->name.span, "type %s has no field %s",
                     text_of_type(in, self), ob->name.name);
        unify_types(ob->result, in->error);
        return true;
    }
    ob->expr->kind = TX_FIELD;
    ob->expr->field_index = index;
    unify_or_report(in, type, ob->result, ob->span, NULL);
    return true;
}

bool solve_update(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    for (size_t i = 0; i < ob->call_args.count; i++) {
        Ident name = ob->ast->fields.items[i].name;
        uint32_t index;
        Type *type;
        if (!field_of(in, self, name.name, &index, &type)) {
            if (!type_has_error(self))
                report_unknown_field(in, self, name);
            ob->expr->type = in->error;
            continue;
        }
        vec_push(in->arena, &ob->expr->field_indices, index);
        vec_push(in->arena, &ob->expr->items, coerce(in, ob->call_args.items[i].value, type, NULL));
    }
    return true;
}

bool solve_tuple(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    if (self->kind != TY_TUPLE || (size_t)ob->expr->int_value >= self->args.count) {
        if (!type_has_error(self))
            diag_add(in->c->diags, DIAG_MISMATCH, ob->span,
                     "expected a tuple with an element %lld, found %s",
                     (long long)ob->expr->int_value, text_of_type(in, self));
        unify_types(ob->result, in->error);
        return true;
    }
    ob->expr->field_index = (uint32_t)ob->expr->int_value;
    unify_or_report(in, self->args.items[ob->expr->int_value], ob->result, ob->span, NULL);
    return true;
}
