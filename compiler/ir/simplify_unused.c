/* Values nobody uses vanish, together with the block parameters that only hand them on. */
#include "ir/simplify_internal.h"

/* True when leaving the instruction out changes nothing but its result. */
static bool is_pure(const MirInstr *instr)
{
    switch (instr->op) {
    case MIR_CONST_INT:
    case MIR_CONST_FLOAT:
    case MIR_CONST_BOOL:
    case MIR_CONST_UNIT:
    case MIR_CONST_STRING:
    case MIR_CONST:
    case MIR_TYPEINFO:
    case MIR_COPY:
    case MIR_CONSTRUCT:
    case MIR_FIELD:
    case MIR_TAG:
    case MIR_UPDATE:
    case MIR_LIST:
    case MIR_CLOSURE:
    case MIR_CAPTURE:
        return true;
    case MIR_CALL:
        return instr->symbol && instr->symbol->is_extern &&
               instr->symbol->extern_kind == EXTERN_PURE;
    case MIR_PRIM:
        return text_equal(instr->text, TEXT("list_tail")) ||
               text_equal(instr->text, TEXT("list_push")) ||
               text_equal(instr->text, TEXT("list_append_all")) ||
               text_equal(instr->text, TEXT("string_concat")) ||
               text_equal(instr->text, TEXT("string_equal")) ||
               text_equal(instr->text, TEXT("string_compare")) ||
               text_equal(instr->text, TEXT("string_index")) ||
               text_equal(instr->text, TEXT("self"));
    case MIR_INTRINSIC:
        return strncmp(instr->text.bytes, "list_", 5) == 0 ||
               strncmp(instr->text.bytes, "float_", 6) == 0 ||
               strncmp(instr->text.bytes, "bool_", 5) == 0 ||
               strncmp(instr->text.bytes, "string_", 7) == 0 ||
               text_equal(instr->text, TEXT("int_eq")) || text_equal(instr->text, TEXT("int_lt")) ||
               text_equal(instr->text, TEXT("int_le")) || text_equal(instr->text, TEXT("word_eq"));
    case MIR_CALL_METHOD:
    case MIR_CALL_VALUE:
    case MIR_LAMBDA:
    case MIR_DUP:
    case MIR_TAKE:
    case MIR_DROP:
    case MIR_UNPACK:
    case MIR_OP_COUNT:
        return false;
    }
    return false;
}

typedef struct Marking {
    Simplifier *s;
    bool *used;
    MirInstr **made_by;      /* by variable */
    MirBlockId *param_of;    /* by variable: whose block parameter, or MIR_NO_BLOCK */
    uint32_t *param_index;
    VEC(MirVar) work;
    const Flow *flow;
} Marking;

static void mark(Marking *m, MirVar var)
{
    if (var == MIR_NO_VAR || m->used[var])
        return;
    m->used[var] = true;
    vec_push(m->s->scratch, &m->work, var);
}

static void mark_all(Marking *m, const MirVarVec *vars)
{
    for (size_t i = 0; i < vars->count; i++)
        mark(m, vars->items[i]);
}

typedef struct MarkEdge {
    Marking *m;
    MirBlockId block;
    size_t param;
} MarkEdge;

static void mark_argument(void *context, MirEdge *edge)
{
    const MarkEdge *mark_edge = context;
    if (edge->block == mark_edge->block)
        mark(mark_edge->m, edge->args.items[mark_edge->param]);
}

static void mark_needed_by(Marking *m, MirVar var)
{
    if (m->made_by[var]) {
        mark_all(m, &m->made_by[var]->args);
        return;
    }
    MirBlockId block = m->param_of[var];
    if (block == MIR_NO_BLOCK)
        return;
    MarkEdge mark_edge = {m, block, m->param_index[var]};
    for (size_t i = 0; i < m->flow->preds[block].count; i++)
        mir_each_edge(m->s->fn->blocks.items[m->flow->preds[block].items[i]], mark_argument,
                      &mark_edge);
}

static Marking marking_of(Simplifier *s)
{
    size_t count = s->fn->vars.count;
    Marking m = {.s = s, .flow = flow_of(s->scratch, s->fn)};
    m.used = ARENA_ARRAY(s->scratch, bool, count);
    m.made_by = ARENA_ARRAY(s->scratch, MirInstr *, count);
    m.param_of = ARENA_ARRAY(s->scratch, MirBlockId, count);
    m.param_index = ARENA_ARRAY(s->scratch, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        m.param_of[i] = MIR_NO_BLOCK;
    return m;
}

static void mark_effects(Marking *m)
{
    MirFn *fn = m->s->fn;
    for (size_t b = 0; b < fn->blocks.count; b++) {
        MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->params.count; i++) {
            m->param_of[block->params.items[i]] = (MirBlockId)b;
            m->param_index[block->params.items[i]] = (uint32_t)i;
        }
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (instr->dst != MIR_NO_VAR)
                m->made_by[instr->dst] = instr;
            if (!is_pure(instr))
                mark_all(m, &instr->args);
        }
        mark(m, block->var);
        if (block->call)
            mark_all(m, &block->call->args);
    }
}

static void sweep(Marking *m)
{
    MirFn *fn = m->s->fn;
    for (size_t b = 0; b < fn->blocks.count; b++) {
        MirBlock *block = fn->blocks.items[b];
        size_t kept = 0;
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (!is_pure(instr) || m->used[instr->dst])
                block->instrs.items[kept++] = instr;
        }
        m->s->changed |= kept != block->instrs.count;
        block->instrs.count = kept;
        for (size_t i = block->params.count; i > 0; i--) {
            if (!m->used[block->params.items[i - 1]])
                remove_param(m->s, m->flow, (MirBlockId)b, i - 1);
        }
    }
}

void drop_unused(Simplifier *s)
{
    Marking m = marking_of(s);
    mark_effects(&m);
    while (m.work.count > 0)
        mark_needed_by(&m, m.work.items[--m.work.count]);
    sweep(&m);
}
