/* The namespace of a service: start, start_link, and for each handler the functions that ask for
 * it. */
#include "check/declare_internal.h"

#include <ctype.h>

/* GetCount is called as get_count, GetURL as get_u_r_l. */
static Name snake_name(Checker *c, Name name)
{
    TextBuffer out;
    text_buffer_init(&out, c->arena);
    for (const char *at = name; *at; at++) {
        if (isupper((unsigned char)*at) && at != name)
            text_add_char(&out, '_');
        text_add_char(&out, (char)tolower((unsigned char)*at));
    }
    return intern(c->names, text_done(&out));
}

static FnSymbol *add_function(Declarer *d, ModuleInfo *space, Name name, size_t arity, Span span)
{
    Checker *c = d->c;
    Map *values = &scope_of(space)->values;
    Binding *binding = map_get(values, name);
    if (binding && binding->kind != BINDING_FN)
        binding = NULL;
    if (!binding) {
        binding = binding_new(c, BINDING_FN, true);
        map_put(c->arena, values, name, binding);
    }
    const char *full_name = arena_printf(c->arena, "%s.%s/%zu", space->name, name, arity);
    FnSymbol *fn = fn_symbol_new(d, space, name, full_name, arity, span);
    fn->is_pub = true;
    binding->is_pub = true;
    vec_push(c->arena, &binding->fns, fn);
    return fn;
}

static Name joined(Checker *c, const char *before, Name name, const char *after)
{
    return intern_cstr(c->names, arena_printf(c->arena, "%s%s%s", before, name, after));
}

static void report_clash(Declarer *d, const Item *item, size_t index, Name op)
{
    Checker *c = d->c;
    const Handler *handler = &item->handlers.items[index];
    if (strcmp(op, "start") == 0 || strcmp(op, "start_link") == 0) {
        diag_add(c->diags, DIAG_HANDLER_CLASH, handler->name.span,
                 "handler `%s` of service `%s` would be called as `%s`, which starts the service",
                 handler->name.name, item->name.name, op);
        return;
    }
    for (size_t i = 0; i < index; i++) {
        if (snake_name(c, item->handlers.items[i].name.name) != op)
            continue;
        Diag *diag =
            diag_add(c->diags, DIAG_HANDLER_CLASH, handler->name.span,
                     "handlers `%s` and `%s` of service `%s` would both be called as `%s`",
                     item->handlers.items[i].name.name, handler->name.name, item->name.name, op);
        diag_label(c->diags, diag, item->handlers.items[i].name.span, "the other one");
        return;
    }
}

static void add_handler(Declarer *d, ServiceParts *parts, const Item *item, size_t index)
{
    Checker *c = d->c;
    const Handler *handler = &item->handlers.items[index];
    Name op = snake_name(c, handler->name.name);
    size_t arity = handler->params.count;
    HandlerFns fns = {0};
    report_clash(d, item, index, op);
    fns.op = add_function(d, parts->space, op, arity + 1, handler->name.span);
    if (!handler->is_cast) {
        fns.within = add_function(d, parts->space, joined(c, "", op, "_within"), arity + 2,
                                  handler->name.span);
        fns.try_op =
            add_function(d, parts->space, joined(c, "try_", op, ""), arity + 1, handler->name.span);
    }
    vec_push(c->arena, &parts->handlers, fns);
}

static FnJob *find_init(Declarer *d, ModuleInfo *space)
{
    Binding *binding = map_get(&scope_of(space)->values, intern_cstr(d->c->names, "init"));
    if (!binding || binding->kind != BINDING_FN)
        return NULL;
    return map_get(&d->fn_jobs, binding->fns.items[0]);
}

void declare_service(Declarer *d, ModuleInfo *module, Item *item)
{
    Checker *c = d->c;
    Name name = joined(c, arena_printf(c->arena, "%s.", module->name), item->name.name, "");
    ModuleInfo *space = declare_module(d, scope_of(module)->loaded, module, name, NULL);
    scope_of(space)->items = ARENA_NEW(c->arena, ItemVec);
    vec_push(c->arena, &c->program->modules, space);
    Binding *taken = map_get(&scope_of(module)->spaces, item->name.name);
    if (taken)
        report_duplicate(c, item->name.name, item->name.span, (Span){0});
    Binding *binding = binding_new(c, BINDING_MODULE, true);
    binding->module = space;
    map_put(c->arena, &scope_of(module)->spaces, item->name.name, binding);

    for (size_t i = 0; i < item->methods.count; i++)
        declare_fn_def(d, space, item->methods.items[i], NULL,
                       i > 0 ? item->methods.items[i - 1] : NULL);
    ServiceParts *parts = ARENA_NEW(c->arena, ServiceParts);
    parts->space = space;
    parts->decl = ARENA_NEW(c->arena, ServiceDecl);
    parts->decl->name = item->name.name;
    parts->decl->full_name = name;
    parts->init = find_init(d, space);
    size_t init_arity = parts->init ? parts->init->fn->arity : 0;
    parts->start =
        add_function(d, space, intern_cstr(c->names, "start"), init_arity, item->name.span);
    parts->start_link =
        add_function(d, space, intern_cstr(c->names, "start_link"), init_arity, item->name.span);
    for (size_t i = 0; i < item->handlers.count; i++)
        add_handler(d, parts, item, i);

    FnJob *job = fn_job_new(d, parts->start, space, type_scope_new(c, &parts->start->params, NULL));
    job->service = item;
    job->parts = parts;
    Pending pending = {job, item, space};
    vec_push(c->arena, &d->pending, pending);
}

/* ---- Types, as far as they are written ---- */

static Type *service_pid(Checker *c)
{
    TypeVec message = {0};
    vec_push(c->arena, &message, type_con(c->arena, c->program->types.unit, (TypeVec){0}));
    return type_con(c->arena, c->program->types.pid, message);
}

static bool param_types(Declarer *d, FnJob *job, const ParamVec *params, TypeVec *types)
{
    for (size_t i = 0; i < params->count; i++) {
        const TypeExpr *written = params->items[i].type;
        Type *type = written ? declare_type(d, job->module, job->type_scope, written) : NULL;
        if (!type)
            return false;
        vec_push(d->c->arena, types, type);
    }
    return true;
}

static void declare_start_types(Declarer *d, FnJob *job)
{
    TypeVec params = {0};
    const FnJob *init = job->parts->init;
    if (init && !param_types(d, job, &init->clauses.items[0]->params, &params))
        return;
    Type *type = type_fun(d->c->arena, params, service_pid(d->c));
    job->parts->start->type = type;
    job->parts->start_link->type = type;
}

static TypeVec with_front(Checker *c, Type *first, Type *second, const TypeVec *rest)
{
    TypeVec all = {0};
    if (first)
        vec_push(c->arena, &all, first);
    vec_push(c->arena, &all, second);
    for (size_t i = 0; i < rest->count; i++)
        vec_push(c->arena, &all, rest->items[i]);
    return all;
}

static void declare_handler_types(Declarer *d, FnJob *job, const Handler *handler, HandlerFns *fns)
{
    Checker *c = d->c;
    TypeVec params = {0};
    if (!param_types(d, job, &handler->params, &params))
        return;
    Type *result;
    if (handler->is_cast)
        result = type_con(c->arena, c->program->types.unit, (TypeVec){0});
    else
        result =
            handler->result ? declare_type(d, job->module, job->type_scope, handler->result) : NULL;
    if (!result)
        return;
    Type *pid = service_pid(c);
    fns->op->type = type_fun(c->arena, with_front(c, NULL, pid, &params), result);
    if (handler->is_cast || !c->program->types.result)
        return;
    TypeVec outcome = {0};
    vec_push(c->arena, &outcome, result);
    vec_push(c->arena, &outcome, type_con(c->arena, c->program->types.string, (TypeVec){0}));
    Type *maybe = type_con(c->arena, c->program->types.result, outcome);
    Type *ms = type_con(c->arena, c->program->types.int_, (TypeVec){0});
    fns->try_op->type = type_fun(c->arena, with_front(c, NULL, pid, &params), maybe);
    fns->within->type = type_fun(c->arena, with_front(c, ms, pid, &params), maybe);
}

void declare_service_types(Declarer *d, FnJob *job)
{
    declare_start_types(d, job);
    for (size_t i = 0; i < job->service->handlers.count; i++)
        declare_handler_types(d, job, &job->service->handlers.items[i],
                              &job->parts->handlers.items[i]);
}
