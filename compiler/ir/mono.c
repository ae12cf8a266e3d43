/* Before: generic functions, calls of trait methods. After: one function for each instance that main and the
 * constants reach, with concrete types; calls have a callee, or are of externs; MeshTypeInfo demands are
 * listed; constants stand in the order of their evaluation. Small functions of std/ vanish into their callers,
 * so that `a + b` is an instruction and its panic names the caller's line. */
#include "ir/concrete.h"
#include "ir/flow.h"

#include "base/bug.h"

enum { MAX_INSTANCES = 100000, MAX_INLINE_INSTRS = 4, MAX_INLINE_DEPTH = 8 };

typedef struct Instance {
    MirFn *source;         /* the generic function, or NULL: a wrapper around symbol */
    FnSymbol *symbol;
    MirFnKind kind;
    Substitution by;
    MirFn *fn;
    struct Instance *next; /* with the same hash */
} Instance;

typedef struct Mono {
    MirProgram *p;
    Arena *scratch;
    ConcreteTypes types;
    Map sources;           /* FnSymbol * -> MirFn * */
    Map instances;         /* hash -> Instance * */
    VEC(Instance *) queue;
    Map names;             /* link names in use */
    Map typeinfos;         /* Type * -> MirTypeInfo * */
    Map consts;            /* ConstSymbol * -> MirConst * with the instance as init */
    Map const_sources;     /* ConstSymbol * -> MirConst * as lowered */
    Span span;             /* of what is being resolved, for the error */
    const ModuleInfo *home; /* of the function whose body is being copied */
} Mono;

/* A body being copied into an instance: the body of the instance itself, or of a callee that is inlined. */
typedef struct Copy {
    Mono *m;
    MirFn *from, *to;
    MirBlockId block;      /* of `to` */
    Substitution *by;
    MirVar *vars;          /* by variable of `from` */
    const Span *site;      /* the call that is replaced, or NULL */
    int depth;
} Copy;

static Type *concrete(Mono *m, Substitution *by, Type *type)
{
    return type ? concrete_type(&m->types, by, type) : NULL;
}

static TypeVec concrete_all(Mono *m, Substitution *by, const TypeVec *types)
{
    TypeVec out = {0};
    for (size_t i = 0; i < types->count; i++)
        vec_push(m->p->arena, &out, concrete(m, by, types->items[i]));
    return out;
}

/* ---- Instances ---- */

static const void *instance_key(const void *what, MirFnKind kind, const TypeVec *args)
{
    uint64_t hash = (uint64_t)(uintptr_t)what + (uint64_t)kind;
    for (size_t i = 0; i < args->count; i++)
        hash = (hash ^ (uint64_t)(uintptr_t)args->items[i]) * 0x9E3779B97F4A7C15u ^ (hash >> 31);
    return (const void *)(uintptr_t)(hash | 1);
}

static bool same_types(const TypeVec *a, const TypeVec *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (a->items[i] != b->items[i])
            return false;
    }
    return true;
}

/* `base<Int, List<String>>`; long or repeated names get a number. */
static const char *instance_name(Mono *m, const char *base, const TypeVec *args)
{
    enum { MAX_NAME = 200 };
    Arena *arena = m->p->arena;
    TextBuffer buffer;
    text_buffer_init(&buffer, arena);
    text_addf(&buffer, "%s", base);
    for (size_t i = 0; i < args->count && buffer.length <= MAX_NAME; i++)
        text_addf(&buffer, i == 0 ? "<%s" : ", %s", type_text(arena, args->items[i]));
    if (args->count > 0)
        text_add_char(&buffer, '>');
    Text text = text_done(&buffer);
    if (text.length > MAX_NAME)
        text.length = MAX_NAME;
    Name name = intern(m->p->program->names, text);
    for (int i = 2; map_get(&m->names, name); i++)
        name = intern_cstr(m->p->program->names,
                           arena_printf(arena, "%.*s#%d", (int)text.length, text.bytes, i));
    map_put(m->scratch, &m->names, name, (void *)(uintptr_t)name);
    return name;
}

static Instance *find_instance(Mono *m, const Instance *wanted, const void *key)
{
    for (Instance *at = map_get(&m->instances, key); at; at = at->next) {
        if (at->source == wanted->source && at->symbol == wanted->symbol &&
            at->kind == wanted->kind && same_types(&at->by.args, &wanted->by.args))
            return at;
    }
    return NULL;
}

static const char *wrapper_name(Mono *m, const Instance *wrapper)
{
    return arena_printf(m->scratch, "%s.%s", wrapper->symbol->full_name,
                        wrapper->kind == MIR_FN_CLOSURE ? "value" : "function");
}

/* Functions that exist once live with their module. Instances of generic functions, and what belongs to one
 * function, such as its lambdas, live with the first module that asks: another module's needs then change that module
 * alone. */
static const ModuleInfo *home_of(const Mono *m, const Instance *instance)
{
    const FnSymbol *symbol = instance->source ? instance->source->symbol : NULL;
    return symbol && symbol->module && instance->by.args.count == 0 ? symbol->module : m->home;
}

static MirFn *instance_of(Mono *m, Instance wanted)
{
    const void *what = wanted.source ? (const void *)wanted.source : (const void *)wanted.symbol;
    const void *key = instance_key(what, wanted.kind, &wanted.by.args);
    Instance *instance = find_instance(m, &wanted, key);
    if (instance)
        return instance->fn;
    instance = arena_copy(m->scratch, &wanted, sizeof wanted);
    instance->next = map_get(&m->instances, key);
    map_put(m->scratch, &m->instances, key, instance);
    const char *base = wanted.source ? wanted.source->name : wrapper_name(m, instance);
    instance->fn = ARENA_NEW(m->p->arena, MirFn);
    instance->fn->name = instance_name(m, base, &wanted.by.args);
    instance->fn->kind = wanted.kind;
    instance->fn->home = home_of(m, instance);
    vec_push(m->scratch, &m->queue, instance);
    vec_push(m->p->arena, &m->p->fns, instance->fn);
    if (m->queue.count > MAX_INSTANCES)
        m->types.overflow = true;
    return instance->fn;
}

static MirFn *source_of(Mono *m, const FnSymbol *symbol)
{
    MirFn *source = map_get(&m->sources, symbol);
    if (!source)
        bug("mono: %s was not lowered", symbol->full_name);
    return source;
}

static MirFn *instance_of_source(Mono *m, MirFn *source, TypeVec args)
{
    Instance wanted = {.source = source, .kind = source->kind};
    wanted.by = (Substitution){.params = &source->type_params, .args = args};
    return instance_of(m, wanted);
}

static MirFn *wrapper_of(Mono *m, FnSymbol *symbol, TypeVec args, MirFnKind kind)
{
    Instance wanted = {.symbol = symbol, .kind = kind};
    wanted.by = (Substitution){.params = &symbol->params, .args = args};
    return instance_of(m, wanted);
}

/* ---- Types and constants in use ---- */

static MirFn *type_function(Mono *m, const char *trait, Type *type)
{
    FnSymbol *fn = NULL;
    TypeVec args = {0};
    if (!program_find_trait_fn(m->p->program, trait, type, &fn, &args))
        return NULL;
    args = concrete_all(m, NULL, &args);
    if (fn->is_extern)
        return wrapper_of(m, fn, args, MIR_FN_PLAIN);
    return instance_of_source(m, source_of(m, fn), args);
}

static MirTypeInfo *use_type(Mono *m, Type *type)
{
    MirTypeInfo *info = map_get(&m->typeinfos, type);
    if (info)
        return info;
    info = ARENA_NEW(m->p->arena, MirTypeInfo);
    info->type = type;
    map_put(m->scratch, &m->typeinfos, type, info);
    vec_push(m->p->arena, &m->p->typeinfos, info);
    return info;
}

static void use_bounds(Mono *m, MirTypeInfo *info, const TypeParam *param)
{
    for (size_t i = 0; i < param->bounds.count; i++) {
        const char *trait = param->bounds.items[i].trait->name;
        if (strcmp(trait, "Eq") == 0 && !info->eq)
            info->eq = type_function(m, trait, info->type);
        if (strcmp(trait, "Hash") == 0 && !info->hash)
            info->hash = type_function(m, trait, info->type);
    }
}

static void use_extern_types(Mono *m, const FnSymbol *symbol, const TypeVec *args)
{
    for (size_t i = 0; i < args->count; i++) {
        MirTypeInfo *info = use_type(m, args->items[i]);
        if (i < symbol->params.count)
            use_bounds(m, info, symbol->params.items[i]);
    }
}

static void use_constant(Mono *m, ConstSymbol *constant)
{
    if (map_get(&m->consts, constant))
        return;
    const MirConst *lowered = map_get(&m->const_sources, constant);
    if (!lowered)
        bug("mono: constant %s was not lowered", constant->full_name);
    MirConst *made = ARENA_NEW(m->p->arena, MirConst);
    made->constant = constant;
    map_put(m->scratch, &m->consts, constant, made);
    const ModuleInfo *asking = m->home;
    m->home = constant->module;
    made->init = instance_of_source(m, lowered->init, (TypeVec){0});
    m->home = asking;
}

/* ---- Copying bodies ---- */

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
    c->vars[var] = mir_var(c->m->p, c->to, concrete(c->m, c->by, info->type),
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
    Copy inner = {.m = c->m, .from = source, .to = c->to, .block = c->block, .by = &by,
                  .site = site, .depth = c->depth + 1};
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
    copy->type = concrete(c->m, c->by, instr->type);
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
    TypeVec type_args = concrete_all(c->m, c->by, &instr->type_args);
    FnSymbol *fn = NULL;
    TypeVec fn_args = {0};
    if (c->m->types.overflow)
        return;
    if (!program_find_method(c->m->p->program, instr->method, &type_args, &fn, &fn_args))
        bug("mono: no impl of %s.%s for %s", instr->method->trait->name, instr->method->name,
            type_text(c->m->scratch, type_args.items[0]));
    resolve_call(c, instr, fn, concrete_all(c->m, NULL, &fn_args));
}

static void copy_closure(Copy *c, const MirInstr *instr)
{
    MirInstr *copy = emit_copy(c, instr, copied_vars(c, &instr->args));
    if (instr->callee) {
        copy->callee = instance_of_source(c->m, instr->callee, c->by->args);
        return;
    }
    TypeVec type_args = concrete_all(c->m, c->by, &instr->type_args);
    copy->callee = wrapper_of(c->m, instr->symbol, type_args, MIR_FN_CLOSURE);
    copy->symbol = NULL;
}

static void copy_instr(Copy *c, const MirInstr *instr)
{
    Mono *m = c->m;
    m->span = c->site ? *c->site : instr->span;
    if (instr->op == MIR_CALL) {
        resolve_call(c, instr, instr->symbol, concrete_all(m, c->by, &instr->type_args));
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

static void make_instance(Mono *m, Instance *instance)
{
    MirFn *from = instance->source, *to = instance->fn;
    to->shown = from->shown;
    to->symbol = from->symbol;
    to->span = from->span;
    to->result = concrete(m, &instance->by, from->result);
    to->capture_types = concrete_all(m, &instance->by, &from->capture_types);
    Copy copy = {.m = m, .from = from, .to = to, .by = &instance->by};
    copy.vars = ARENA_ARRAY(m->scratch, MirVar, from->vars.count + 1);
    copy_body(&copy);
}

/* A function that passes its parameters on to `symbol`. */
static void make_wrapper(Mono *m, Instance *instance)
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

/* ---- Order of constants ---- */

typedef struct ConstOrder {
    Mono *m;
    Map visited; /* MirFn * and ConstSymbol * */
} ConstOrder;

static void order_fn(ConstOrder *order, const MirFn *fn);

static void order_const(ConstOrder *order, MirConst *constant)
{
    if (map_get(&order->visited, constant->constant))
        return;
    map_put(order->m->scratch, &order->visited, constant->constant, constant);
    order_fn(order, constant->init);
    MirProgram *p = order->m->p;
    vec_push(p->arena, &p->consts, constant);
}

static void order_instr(ConstOrder *order, const MirInstr *instr)
{
    if (instr->callee)
        order_fn(order, instr->callee);
    if (instr->op == MIR_CONST)
        order_const(order, map_get(&order->m->consts, instr->constant));
    for (size_t i = 0; i < instr->type_args.count; i++) {
        const MirTypeInfo *info = map_get(&order->m->typeinfos, instr->type_args.items[i]);
        if (info && info->eq)
            order_fn(order, info->eq);
        if (info && info->hash)
            order_fn(order, info->hash);
    }
}

/* Depth first through everything an initialiser may run: a constant comes behind those it needs. */
static void order_fn(ConstOrder *order, const MirFn *fn)
{
    if (map_get(&order->visited, fn))
        return;
    map_put(order->m->scratch, &order->visited, fn, (void *)(uintptr_t)fn);
    for (size_t b = 0; b < fn->blocks.count; b++) {
        const MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++)
            order_instr(order, block->instrs.items[i]);
    }
}

static void order_constants(Mono *m)
{
    ConstOrder order = {.m = m};
    m->p->consts.count = 0;
    for (size_t i = 0; i < m->consts.count; i++)
        order_const(&order, map_get(&m->consts, m->consts.order[i].key));
}

/* ---- The pass ---- */

static void index_sources(Mono *m)
{
    MirProgram *p = m->p;
    for (size_t i = 0; i < p->fns.count; i++) {
        MirFn *fn = p->fns.items[i];
        if (fn->symbol)
            map_put(m->scratch, &m->sources, fn->symbol, fn);
    }
    for (size_t i = 0; i < p->consts.count; i++)
        map_put(m->scratch, &m->const_sources, p->consts.items[i]->constant, p->consts.items[i]);
}

static void give_up(Mono *m)
{
    MirProgram *p = m->p;
    p->error = "the instances of this generic function never end: each one needs a larger type "
               "(nesting limit 64)";
    p->error_span = m->span;
    p->fns.count = 0;
    p->typeinfos.count = 0;
    p->consts.count = 0;
    p->main = NULL;
}

/* What a function promises is checked even when nobody calls it; a library has no other beginning. */
static void keep_marked(Mono *m)
{
    for (size_t i = 0; i < m->p->program->modules.count; i++) {
        const ModuleInfo *module = m->p->program->modules.items[i];
        for (size_t k = 0; k < module->functions.count && !module->is_std; k++) {
            FnSymbol *fn = module->functions.items[k];
            if ((fn->is_inplace || !m->p->program->main) && fn->params.count == 0 && fn->body)
                instance_of_source(m, source_of(m, fn), (TypeVec){0});
        }
    }
}

void monomorphise(MirProgram *p)
{
    Mono m = {.p = p, .scratch = arena_new()};
    m.types = (ConcreteTypes){.arena = p->arena, .scratch = m.scratch, .program = p->program};
    index_sources(&m);
    MirFn *main = p->main;
    p->fns.items = NULL;
    p->fns.count = p->fns.capacity = 0;
    p->concrete = true;
    if (main)
        p->main = instance_of_source(&m, main, (TypeVec){0});
    keep_marked(&m);
    for (size_t i = 0; i < m.queue.count && !m.types.overflow; i++) {
        Instance *instance = m.queue.items[i];
        m.home = instance->fn->home;
        if (instance->source)
            make_instance(&m, instance);
        else
            make_wrapper(&m, instance);
    }
    if (m.types.overflow)
        give_up(&m);
    else
        order_constants(&m);
    arena_free(m.scratch);
}
