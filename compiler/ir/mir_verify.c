#include "ir/flow.h"
#include "ir/verify_counts.h"

#include "base/bug.h"

/* Where each variable of a function is defined. */
typedef struct Definition {
    MirBlockId block; /* MIR_NO_BLOCK: nowhere */
    uint32_t index;   /* 0: parameter; n: instruction n - 1 */
} Definition;

typedef struct Verifier {
    const MirProgram *p;
    const MirFn *fn;
    const char *after;
    Flow *flow;
    Definition *definitions;
} Verifier;

#define EXPECT(v, condition, ...)                                                                  \
    do {                                                                                           \
        if (!(condition))                                                                          \
            broken((v), __VA_ARGS__);                                                              \
    } while (0)

static _Noreturn void broken(Verifier *v, const char *what, unsigned long long number)
{
    MirProgram one = *v->p;
    one.fns.items = (MirFn **)&v->fn;
    one.fns.count = one.fns.capacity = 1;
    TextBuffer out;
    text_buffer_init(&out, one.arena);
    mir_print(&one, &out);
    Text text = text_done(&out);
    bug("mir after %s: %s %llu in %s\n%.*s", v->after, what, number, v->fn->name, (int)text.length,
        text.bytes);
}

static void define(Verifier *v, MirVar var, MirBlockId block, size_t index)
{
    EXPECT(v, var < v->fn->vars.count, "no such variable", var);
    EXPECT(v, v->definitions[var].block == MIR_NO_BLOCK, "second definition of variable", var);
    v->definitions[var] = (Definition){block, (uint32_t)index};
}

static void define_all(Verifier *v)
{
    const MirFn *fn = v->fn;
    for (size_t i = 0; i < fn->vars.count; i++)
        v->definitions[i].block = MIR_NO_BLOCK;
    for (size_t i = 0; i < fn->params.count; i++)
        define(v, fn->params.items[i], 0, 0);
    for (size_t b = 0; b < fn->blocks.count; b++) {
        const MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->params.count; i++)
            define(v, block->params.items[i], (MirBlockId)b, 0);
        for (size_t i = 0; i < block->instrs.count; i++) {
            if (block->instrs.items[i]->dst != MIR_NO_VAR)
                define(v, block->instrs.items[i]->dst, (MirBlockId)b, i + 1);
        }
    }
}

static void check_use(Verifier *v, MirVar var, MirBlockId block, size_t index)
{
    EXPECT(v, var < v->fn->vars.count, "no such variable", var);
    Definition at = v->definitions[var];
    EXPECT(v, at.block != MIR_NO_BLOCK, "use of undefined variable", var);
    if (at.block == block)
        EXPECT(v, at.index <= index, "use before the definition of variable", var);
    else
        EXPECT(v, flow_dominates(v->flow, at.block, block), "use not dominated by variable", var);
}

static void check_uses(Verifier *v, const MirVarVec *vars, MirBlockId block, size_t index)
{
    for (size_t i = 0; i < vars->count; i++)
        check_use(v, vars->items[i], block, index);
}

/* Types can be compared once they are concrete; then representations must agree. */
static bool same_kind(Verifier *v, MirVar a, MirVar b)
{
    if (!v->p->concrete)
        return true;
    return type_value_kind(v->fn->vars.items[a].type) == type_value_kind(v->fn->vars.items[b].type);
}

static void check_edge(Verifier *v, const MirEdge *edge, MirBlockId from, size_t index)
{
    EXPECT(v, edge->block < v->fn->blocks.count, "edge to missing block from", from);
    EXPECT(v, edge->block != 0, "edge to the entry from", from);
    const MirBlock *target = v->fn->blocks.items[edge->block];
    EXPECT(v, edge->args.count == target->params.count, "edge arguments do not match block",
           edge->block);
    check_uses(v, &edge->args, from, index);
    for (size_t i = 0; i < edge->args.count; i++)
        EXPECT(v, same_kind(v, edge->args.items[i], target->params.items[i]),
               "kinds differ at an edge to block", edge->block);
}

typedef struct EdgeCheck {
    Verifier *v;
    MirBlockId from;
    size_t index;
} EdgeCheck;

static void visit_edge(void *context, MirEdge *edge)
{
    EdgeCheck *check = context;
    check_edge(check->v, edge, check->from, check->index);
}

static void check_term(Verifier *v, MirBlockId id)
{
    MirBlock *block = v->fn->blocks.items[id];
    size_t index = block->instrs.count + 1;
    EXPECT(v, block->term != MIR_TERM_NONE, "no terminator in block", id);
    if (block->term == MIR_BRANCH || block->term == MIR_SWITCH || block->term == MIR_RETURN)
        check_use(v, block->var, id, index);
    if (block->term == MIR_TAIL_CALL)
        check_uses(v, &block->call->args, id, index);
    EdgeCheck check = {v, id, index};
    mir_each_edge(block, visit_edge, &check);
}

static void check_call(Verifier *v, const MirInstr *instr)
{
    if (instr->op == MIR_CALL && instr->callee)
        EXPECT(v, instr->args.count == instr->callee->params.count,
               "arguments of a call:", instr->args.count);
}

static void verify_fn(const MirProgram *p, const MirFn *fn, const char *after, Arena *scratch)
{
    Verifier v = {p, fn, after, NULL, NULL};
    EXPECT(&v, fn->blocks.count > 0, "no entry block,", 0);
    v.flow = flow_of(scratch, fn);
    v.definitions = ARENA_ARRAY(scratch, Definition, fn->vars.count);
    EXPECT(&v, v.flow->preds[0].count == 0, "predecessors of the entry:", v.flow->preds[0].count);
    define_all(&v);
    for (size_t i = 0; i < v.flow->order.count; i++) {
        MirBlockId id = v.flow->order.items[i];
        const MirBlock *block = fn->blocks.items[id];
        for (size_t k = 0; k < block->instrs.count; k++) {
            check_uses(&v, &block->instrs.items[k]->args, id, k);
            check_call(&v, block->instrs.items[k]);
        }
        check_term(&v, id);
    }
}

void mir_verify(const MirProgram *p, const char *after)
{
    Arena *scratch = arena_new();
    for (size_t i = 0; i < p->fns.count; i++) {
        verify_fn(p, p->fns.items[i], after, scratch);
        if (p->counted)
            verify_counts(p, p->fns.items[i], after);
    }
    arena_free(scratch);
}
