/* The body of an instance: a copy with concrete types, in which calls have callees and small
 * functions of the library stand in place of their calls. */
#include "ir/flow.h"
#include "ir/mono_internal.h"

#include "base/bug.h"

enum { MAX_INLINE_INSTRS = 4, MAX_INLINE_DEPTH = 8 };

/* A body being copied into an instance: the body of the instance itself, or of a callee that is
 * inlined. */
typedef struct Copy {
    Mono *m;
    MirFn *from, *to;
    MirBlockId block; /* of `to` */
    Substitution *by;
    MirVar *vars;     /* by variable of `from` */
    const Span *site; /* the call that is replaced, or NULL */
    int depth;
} Copy;

static MirVar copied_var(const Copy *c, MirVar var)
{
    return var == MIR_NO_VAR ? MIR_NO_VAR : c->vars[var];
}

static MirVarVec copied_vars(Copy *c, const MirVarVec *vars)
{
    MirVarVec out = {0};
    for (size_t i = 0; i < vars->count; i++)
        vec_push(c->m->p->arena, &out, copied_var(c, vars->items[i]));
    return out;
}

static MirVar new_var(Copy *c, MirVar var)
{
    const MirVarInfo *info = &c->from->vars.items[var];
    c->vars[var] = mir_var(c->m->p, c->to, mono_concrete(c->m, c->by, info->type),
                           c->site ? NULL : info->name);
    return c->vars[var];
}

static void copy_instr(Copy *c, const MirInstr *instr);

static bool may_inline_op(const MirInstr *instr)
{
    switch (instr->op) {
    case MIR_CONST_INT:
    case MIR_CONST_FLOAT:
    case MIR_CONST_BOOL:
    case MIR_CONST_UNIT:
    case MIR_CONST_STRING:
    case MIR_CONST:
    case MIR_COPY:
    case MIR_CALL:
    case MIR_CALL_METHOD:
    case MIR_INTRINSIC:
    case MIR_CONSTRUCT:
    case MIR_FIELD:
    case MIR_TAG:
    case MIR_PRIM:
        return true;
    case MIR_TYPEINFO:
    case MIR_CALL_VALUE:
    case MIR_UPDATE:
    case MIR_LIST:
    case MIR_LAMBDA:
    case MIR_CLOSURE:
    case MIR_CAPTURE:
    case MIR_DUP:
    case MIR_TAKE:
    case MIR_DROP:
    case MIR_UNPACK:
    case MIR_OP_COUNT:
        return false;
    }
    return false;
}

static bool may_inline(const MirFn *source)
{
    if (!source->symbol || !source->symbol->module || !source->symbol->module->is_std)
        return false;
    const MirBlock *body = source->blocks.items[0];
    if (source->blocks.count != 1 || body->term != MIR_RETURN ||
        body->instrs.count > MAX_INLINE_INSTRS)
        return false;
    for (size_t i = 0; i < body->instrs.count; i++) {
        const MirInstr *instr = body->instrs.items[i];
        if (!may_inline_op(instr) || (instr->op == MIR_CALL && instr->symbol == source->symbol))
            return false;
    }
    return true;
}

/* The result of the call is then whatever the callee's body returns. */
static void inline_call(Copy *c, const MirInstr *call, const MirVarVec *args, MirFn *source,
                        TypeVec type_args)
{
    Substitution by = {.params = &source->type_params, .args = type_args};
    const Span *site = c->site ? c->site : &call->span;
    Copy inner = {.m = c->m,
                  .from = source,
                  .to = c->to,
                  .block = c->block,
                  .by = &by,
                  .site = site,
                  .depth = c->depth + 1};
    inner.vars = ARENA_ARRAY(c->m->scratch, MirVar, source->vars.count);
    for (size_t i = 0; i < source->params.count; i++)
        inner.vars[source->params.items[i]] = args->items[i];
    const MirBlock *body = source->blocks.items[0];
    for (size_t i = 0; i < body->instrs.count; i++)
        copy_instr(&inner, body->instrs.items[i]);
    if (call->dst == MIR_NO_VAR)
        return;
    MirVar result = copied_var(&inner, body->var);
    c->vars[call->dst] = result;
    if (!c->to->vars.items[result].name)
        c->to->vars.items[result].name = c->from->vars.items[call->dst].name;
}

static MirInstr *emit_copy(Copy *c, const MirInstr *instr, MirVarVec args)
{
    MirInstr *copy = mir_instr(c->m->p, c->to, c->block, instr->op, instr->span);
    *copy = *instr;
    copy->args = args;
    if (c->site)
        copy->span = *c->site;
    if (instr->dst != MIR_NO_VAR)
        copy->dst = new_var(c, instr->dst);
    copy->type = mono_concrete(c->m, c->by, instr->type);
    copy->type_args = (TypeVec){0};
    copy->method = NULL;
    return copy;
}

static bool is_intrinsic(const FnSymbol *fn)
{
    return fn->is_extern && fn->symbol.length > 0 && fn->symbol.bytes[0] == '@';
}

/* A call of `symbol` with concrete type arguments in place of `instr`. */
static void resolve_call(Copy *c, const MirInstr *instr, FnSymbol *symbol, TypeVec type_args)
{
    Mono *m = c->m;
    MirVarVec args = copied_vars(c, &instr->args);
    if (!symbol->is_extern) {
        MirFn *source = source_of(m, symbol);
        if (c->depth < MAX_INLINE_DEPTH && may_inline(source)) {
            inline_call(c, instr, &args, source, type_args);
            return;
        }
        MirInstr *call = emit_copy(c, instr, args);
        call->op = MIR_CALL;
        call->symbol = NULL;
        call->callee = instance_of_source(m, source, type_args);
        return;
    }
    MirInstr *call = emit_copy(c, instr, args);
    if (is_intrinsic(symbol)) {
        call->op = MIR_INTRINSIC;
        call->symbol = NULL;
        call->text = (Text){symbol->symbol.bytes + 1, symbol->symbol.length - 1};
        call->type = type_args.count > 0 ? type_args.items[0] : NULL;
        return;
    }
    call->op = MIR_CALL;
    call->symbol = symbol;
    call->type_args = type_args;
    use_extern_types(m, symbol, &type_args);
}

static void resolve_method(Copy *c, const MirInstr *instr)
{
    TypeVec type_args = mono_concrete_all(c->m, c->by, &instr->type_args);
    FnSymbol *fn = NULL;
    TypeVec fn_args = {0};
    if (c->m->types.overflow)
        return;
    if (!program_find_method(c->m->p->program, instr->method, &type_args, &fn, &fn_args))
        bug("mono: no impl of %s.%s for %s", instr->method->trait->name, instr->method->name,
            type_text(c->m->scratch, type_args.items[0]));
    resolve_call(c, instr, fn, mono_concrete_all(c->m, NULL, &fn_args));
}

static void copy_closure(Copy *c, const MirInstr *instr)
{
    MirInstr *copy = emit_copy(c, instr, copied_vars(c, &instr->args));
    if (instr->callee) {
        copy->callee = instance_of_source(c->m, instr->callee, c->by->args);
        return;
    }
    TypeVec type_args = mono_concrete_all(c->m, c->by, &instr->type_args);
    copy->callee = wrapper_of(c->m, instr->symbol, type_args, MIR_FN_CLOSURE);
    copy->symbol = NULL;
}

static void copy_instr(Copy *c, const MirInstr *instr)
{
    Mono *m = c->m;
    m->span = c->site ? *c->site : instr->span;
    if (instr->op == MIR_CALL) {
        resolve_call(c, instr, instr->symbol, mono_concrete_all(m, c->by, &instr->type_args));
        return;
    }
    if (instr->op == MIR_CALL_METHOD) {
        resolve_method(c, instr);
        return;
    }
    if (instr->op == MIR_CLOSURE) {
        copy_closure(c, instr);
        return;
    }
    MirInstr *copy = emit_copy(c, instr, copied_vars(c, &instr->args));
    if (instr->op == MIR_CONST)
        use_constant(m, instr->constant);
    bool typed = instr->op == MIR_PRIM || instr->op == MIR_LIST || instr->op == MIR_TYPEINFO;
    if (typed && copy->type)
        use_type(m, copy->type);
}

static MirEdge copied_edge(Copy *c, const MirEdge *edge)
{
    return (MirEdge){edge->block, copied_vars(c, &edge->args)};
}

static void copy_block(Copy *c, MirBlockId id)
{
    const MirBlock *from = c->from->blocks.items[id];
    MirBlock *to = c->to->blocks.items[id];
    c->block = id;
    for (size_t i = 0; i < from->instrs.count && !c->m->types.overflow; i++)
        copy_instr(c, from->instrs.items[i]);
    to->term = from->term;
    to->var = copied_var(c, from->var);
    to->text = from->text;
    to->span = from->span;
    for (int i = 0; i < 2; i++)
        to->edges[i] = copied_edge(c, &from->edges[i]);
    for (size_t i = 0; i < from->cases.count; i++) {
        MirCase copy = {from->cases.items[i].value, copied_edge(c, &from->cases.items[i].edge)};
        vec_push(c->m->p->arena, &to->cases, copy);
    }
}

/* In an order in which definitions come before uses. */
static void copy_body(Copy *c)
{
    MirProgram *p = c->m->p;
    const MirFn *from = c->from;
    for (size_t i = 0; i < from->params.count; i++)
        vec_push(p->arena, &c->to->params, new_var(c, from->params.items[i]));
    for (size_t i = 0; i < from->blocks.count; i++)
        mir_block(p, c->to);
    const Flow *flow = flow_of(c->m->scratch, from);
    for (size_t i = 0; i < flow->order.count && !c->m->types.overflow; i++) {
        MirBlockId id = flow->order.items[i];
        const MirVarVec *params = &from->blocks.items[id]->params;
        for (size_t k = 0; k < params->count; k++)
            vec_push(p->arena, &c->to->blocks.items[id]->params, new_var(c, params->items[k]));
        copy_block(c, id);
    }
}

void make_instance(Mono *m, Instance *instance)
{
    MirFn *from = instance->source, *to = instance->fn;
    to->shown = from->shown;
    to->symbol = from->symbol;
    to->span = from->span;
    to->result = mono_concrete(m, &instance->by, from->result);
    to->capture_types = mono_concrete_all(m, &instance->by, &from->capture_types);
    Copy copy = {.m = m, .from = from, .to = to, .by = &instance->by};
    copy.vars = ARENA_ARRAY(m->scratch, MirVar, from->vars.count + 1);
    copy_body(&copy);
}

/* A function that passes its parameters on to `symbol`. */
void make_wrapper(Mono *m, Instance *instance)
{
    MirProgram *p = m->p;
    FnSymbol *symbol = instance->symbol;
    MirFn *to = instance->fn;
    Type *type = type_resolve(symbol->type);
    MirFn body = {.name = to->name, .kind = to->kind};
    mir_block(p, &body);
    MirInstr *call = mir_instr(p, &body, 0, MIR_CALL, symbol->span);
    for (size_t i = 0; i < type->args.count; i++) {
        MirVar var = mir_var(p, &body, type->args.items[i], NULL);
        vec_push(p->arena, &body.params, var);
        vec_push(p->arena, &call->args, var);
    }
    call->symbol = symbol;
    for (size_t i = 0; i < symbol->params.count; i++)
        vec_push(p->arena, &call->type_args, type_param(p->arena, symbol->params.items[i]));
    call->dst = mir_var(p, &body, type->result, NULL);
    body.blocks.items[0]->term = MIR_RETURN;
    body.blocks.items[0]->var = call->dst;
    body.blocks.items[0]->span = symbol->span;
    body.result = type->result;
    body.shown = symbol->full_name;
    body.span = symbol->span;
    instance->source = &body;
    make_instance(m, instance);
    instance->source = NULL;
}
