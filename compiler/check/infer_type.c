/* infer_type.c - the types inference makes and asks about. */
#include "check/infer_type.h"
#include "check/infer_trait.h"

Type *var_type(Infer *in)
{
    Type *type = ARENA_NEW(in->arena, Type);
    type->kind = TY_VAR;
    type->id = ++in->next_var;
    type->level = in->component ? in->component->level : 0;
    return type;
}

Type *fresh_type(void *infer)
{
    return var_type(infer);
}

Type *con_type(Infer *in, TypeDecl *decl, Type *a, Type *b)
{
    TypeVec args = {0};
    if (a)
        vec_push(in->arena, &args, a);
    if (b)
        vec_push(in->arena, &args, b);
    return type_con(in->arena, decl, args);
}

Type *fun_type(Infer *in, const TypeVec *params, Type *result)
{
    TypeVec copy = {0};
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &copy, params->items[i]);
    return type_fun(in->arena, copy, result);
}

Type *pid_type(Infer *in, Type *message)
{
    return con_type(in, in->c->program->types.pid, message ? message : in->never, NULL);
}

Type *resolve_written(Infer *in, const TypeExpr *written)
{
    Type *type =
        resolve_type(in->c, in->state->module, in->state->type_scope, written, fresh_type, in);
    return open_assoc(in, type, written->span);
}

void poison_type(Infer *in, Type *type)
{
    TypeVec open = {0};
    type_free_vars(in->arena, type, in->component ? in->component->level - 1 : 0, &open);
    for (size_t i = 0; i < open.count; i++)
        open.items[i]->link = in->error;
}

bool is_never(Type *type)
{
    return type_resolve(type)->kind == TY_NEVER;
}

bool is_error(Type *type)
{
    return type_resolve(type)->kind == TY_ERROR;
}

const char *text_of_type(Infer *in, Type *type)
{
    return type_text_for(in->arena, type, in->state ? in->state->module : NULL);
}

Type *pair_type(Infer *in, Type *key, Type *value)
{
    TypeVec parts = {0};
    vec_push(in->arena, &parts, key);
    vec_push(in->arena, &parts, value);
    return type_tuple(in->arena, parts);
}
