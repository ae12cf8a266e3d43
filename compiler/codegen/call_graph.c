/* What the calls of the whole program decide about its functions: which must use the convention of
 * guaranteed tail calls, and which stay out of their only caller. */
#include "codegen/codegen_internal.h"

enum {
    /* instructions that a function takes in from functions only it calls ... */
    INLINED_TOTAL = 1200,
    ALWAYS_TAKEN = 40 /* ... not counting those that LLVM would inline anyhow */
};

typedef struct Caller {
    size_t size; /* instructions, with those of the functions it takes in */
    size_t uses; /* calls and closures of the function anywhere */
    VEC(MirFn *) callees;
    bool entered, done;
    size_t next;
} Caller;

typedef struct ProgramCalls {
    Arena *arena;
    Plan *plan;
    Map index_of; /* MirFn -> its place plus one */
    Caller *callers;
} ProgramCalls;

static Caller *caller_of(ProgramCalls *graph, MirFn *fn)
{
    size_t place = (size_t)(uintptr_t)map_get(&graph->index_of, fn);
    return place > 0 ? &graph->callers[place - 1] : NULL;
}

static void note_call(ProgramCalls *graph, Caller *caller, const MirInstr *instr)
{
    if (!instr->callee)
        return;
    Caller *callee = caller_of(graph, instr->callee);
    if (!callee)
        return;
    callee->uses += instr->op == MIR_CALL ? 1 : 2;
    if (instr->op == MIR_CALL)
        vec_push(graph->arena, &caller->callees, instr->callee);
}

static void note_fn(ProgramCalls *graph, MirFn *fn)
{
    Plan *plan = graph->plan;
    Caller *caller = caller_of(graph, fn);
    for (size_t b = 0; b < fn->blocks.count; b++) {
        MirBlock *block = fn->blocks.items[b];
        caller->size += block->instrs.count + 1;
        for (size_t i = 0; i < block->instrs.count; i++)
            note_call(graph, caller, block->instrs.items[i]);
        if (block->term != MIR_TAIL_CALL)
            continue;
        note_call(graph, caller, block->call);
        map_put(graph->arena, &plan->tailing, fn, fn);
        if (block->call->callee)
            map_put(graph->arena, &plan->tailing, block->call->callee, block->call->callee);
    }
}

/* LLVM inlines whatever is called only once, so a long chain of such functions would end as one
 * huge function, and much of its work grows faster than the size. */
static void take_in(ProgramCalls *graph, Caller *caller)
{
    for (size_t i = 0; i < caller->callees.count; i++) {
        MirFn *fn = caller->callees.items[i];
        Caller *callee = caller_of(graph, fn);
        if (callee->uses > 1 || !callee->done)
            continue;
        if (caller->size + callee->size <= INLINED_TOTAL)
            caller->size += callee->size;
        else if (callee->size > ALWAYS_TAKEN)
            map_put(graph->arena, &graph->plan->apart, fn, fn);
    }
    caller->done = true;
}

/* Callees before callers, with a stack of its own. */
static void visit(ProgramCalls *graph, MirFn *root)
{
    VEC(Caller *) stack = {0};
    Arena *arena = graph->arena;
    vec_push(arena, &stack, caller_of(graph, root));
    while (stack.count > 0) {
        Caller *caller = stack.items[stack.count - 1];
        caller->entered = true;
        if (caller->next == caller->callees.count) {
            if (!caller->done)
                take_in(graph, caller);
            stack.count--;
            continue;
        }
        Caller *callee = caller_of(graph, caller->callees.items[caller->next++]);
        if (!callee->entered)
            vec_push(arena, &stack, callee);
    }
}

void plan_calls(Arena *arena, Plan *plan)
{
    MirProgram *program = plan->program;
    ProgramCalls graph = {.arena = arena, .plan = plan};
    graph.callers = ARENA_ARRAY(arena, Caller, program->fns.count + 1);
    for (size_t i = 0; i < program->fns.count; i++)
        map_put(arena, &graph.index_of, program->fns.items[i], (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < program->fns.count; i++)
        note_fn(&graph, program->fns.items[i]);
    if (!plan->options->release)
        return;
    for (size_t i = 0; i < program->fns.count; i++)
        visit(&graph, program->fns.items[i]);
}

/* Only LLVM's slow instruction selector knows tailcc, so quick builds use it where it is needed:
 * closures, since any function may end in a call of one, and functions that end in a call or are
 * called so. */
unsigned fn_convention(Codegen *g, MirFn *fn)
{
    bool tail = g->options->release || fn->kind == MIR_FN_CLOSURE || map_get(&g->plan->tailing, fn);
    return tail ? TAILCC : LLVMCCallConv;
}
