/* infer_env.c - the names in sight and the locals behind them. */
#include "check/infer_env.h"

Local *local_new(Infer *in, Name name, Type *type, Span span)
{
    Local *local = ARENA_NEW(in->arena, Local);
    local->name = name;
    local->type = type;
    local->span = span;
    local->id = (*in->state->locals)++;
    return local;
}

Env *env_bind(Infer *in, Name name, Span span, Local *local)
{
    Env *env = ARENA_NEW(in->arena, Env);
    env->next = in->env;
    env->name = name;
    env->span = span;
    env->local = local;
    in->env = env;
    return env;
}

Env *env_peek(Infer *in, Name name)
{
    for (Env *env = in->env; env; env = env->next)
        if (env->name == name)
            return env;
    return NULL;
}

Env *env_find(Infer *in, Name name)
{
    Env *env = env_peek(in, name);
    if (env)
        env->used = true;
    return env;
}
