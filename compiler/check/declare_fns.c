/* Signatures of functions, actors, supervisors and constants, as far as they are written. */
#include "check/declare_internal.h"

static void declare_fn(Declarer *d, FnJob *job)
{
    const FnDef *def = job->clauses.items[0];
    declare_bounds(d, job->module, &job->fn->params, &def->bounds);
    job->complete = declare_signature(d, job->fn, job->module, job->type_scope, &def->params,
                                      def->result, NULL);
    if (job->complete || !job->fn->is_extern)
        return;
    Diag *diag =
        diag_add(d->c->diags, DIAG_ANNOTATION_NEEDED, def->name.span,
                 "annotation needed: extern `%s` must declare all its types", def->name.name);
    if (!def->result)
        diag_hint(d->c->diags, diag, "write `-> ()` when there is no result");
}

static void declare_supervisor(Declarer *d, FnJob *job)
{
    Checker *c = d->c;
    TypeVec params = {0}, message = {0};
    for (size_t i = 0; i < job->supervisor->params.count; i++) {
        const TypeExpr *written = job->supervisor->params.items[i].type;
        Type *type = written ? declare_type(d, job->module, job->type_scope, written) : NULL;
        if (!type)
            return;
        vec_push(c->arena, &params, type);
    }
    vec_push(c->arena, &message, type_con(c->arena, c->program->types.unit, (TypeVec){0}));
    job->fn->type = type_fun(c->arena, params, type_con(c->arena, c->program->types.pid, message));
    job->complete = true;
}

static void declare_constant(Declarer *d, FnJob *job, Item *item)
{
    if (!item->let->type)
        return;
    job->constant->type = declare_type(d, job->module, NULL, item->let->type);
    job->complete = job->constant->type != NULL;
}

void declare_functions(Declarer *d)
{
    for (size_t i = 0; i < d->pending.count; i++) {
        Pending *pending = &d->pending.items[i];
        FnJob *job = pending->job;
        if (job->constant)
            declare_constant(d, job, pending->item);
        else if (job->service)
            declare_service_types(d, job);
        else if (job->supervisor)
            declare_supervisor(d, job);
        else if (!job->actor)
            declare_fn(d, job);
    }
}
