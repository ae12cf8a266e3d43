/* Preemption and stack overflow: where compiled code looks at MeshContext.stack_limit.
 *
 * Polls are inserted after optimisation, so that they stand in the way of none: one before the first call in
 * every function that calls others, one in every loop. Until then an empty piece of assembly keeps the context
 * alive in functions that may need it; without that, unused parameters are removed. The same marker keeps the arms of a
 * large match apart. */
#include "codegen/codegen_internal.h"

static bool may_poll(MirFn *fn)
{
    for (size_t b = 0; b < fn->blocks.count; b++) {
        MirBlock *block = fn->blocks.items[b];
        if (block->loop_header || block->term == MIR_TAIL_CALL)
            return true;
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirOp op = block->instrs.items[i]->op;
            if (op == MIR_CALL || op == MIR_CALL_VALUE || op == MIR_PRIM)
                return true;
        }
    }
    return false;
}

/* Of LLVM's `memory` attribute: two bits, reads and writes, for memory that the module cannot see. The marker thus
 * stays where it is and is in the way of no other access. */
#define INACCESSIBLE_MEMORY (3u << 2)

static void emit_marker(FnGen *f)
{
    Codegen *g = f->g;
    LLVMTypeRef type = LLVMFunctionType(g->none, &g->ptr, 1, false);
    char empty[] = "", constraint[] = "r";
    LLVMValueRef code = LLVMGetInlineAsm(type, empty, 0, constraint, 1, true, false,
                                         LLVMInlineAsmDialectATT, false);
    LLVMValueRef marker = LLVMBuildCall2(g->builder, type, code, &f->cx, 1, "");
    LLVMAddCallSiteAttribute(marker, LLVMAttributeFunctionIndex, enum_attribute(g, "memory", INACCESSIBLE_MEMORY));
    LLVMAddCallSiteAttribute(marker, LLVMAttributeFunctionIndex, enum_attribute(g, "willreturn", 0));
    LLVMAddCallSiteAttribute(marker, LLVMAttributeFunctionIndex, enum_attribute(g, "nounwind", 0));
}

void mark_context(FnGen *f)
{
    if (may_poll(f->fn))
        emit_marker(f);
}

static bool only_constants(const MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirOp op = block->instrs.items[i]->op;
        if (op != MIR_CONST_INT && op != MIR_CONST_FLOAT && op != MIR_CONST_BOOL && op != MIR_CONST_UNIT &&
            op != MIR_CONST_STRING)
            return false;
    }
    return block->instrs.count > 0;
}

/* LLVM tries to fold each empty block into the one behind it and looks at all predecessors of that one, over and over:
 * thousands of arms that give constants would take it seconds. A marker keeps them apart until it has finished. */
void mark_arm(FnGen *f, const MirBlock *block)
{
    if (f->many_arms && only_constants(block))
        emit_marker(f);
}

/* ---- What a function holds ---- */

static bool is_marker(LLVMValueRef instr)
{
    return LLVMIsACallInst(instr) && LLVMIsAInlineAsm(LLVMGetCalledValue(instr));
}

/* Operations that run at the limit as well as anywhere; they do not count as calls. */
static bool is_leaf_call(LLVMValueRef callee)
{
    static const char *const names[] = {"mesh_alloc_slow", "mesh_drop_slow", "mesh_dup_frozen", "mesh_panic_text"};
    if (!LLVMIsAFunction(callee))
        return false;
    if (LLVMGetIntrinsicID(callee) != 0)
        return true;
    size_t length;
    const char *name = LLVMGetValueName2(callee, &length);
    if (strncmp(name, "mesh.", 5) == 0)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

static bool calls_others(LLVMValueRef instr)
{
    return LLVMIsACallInst(instr) && !is_leaf_call(LLVMGetCalledValue(instr));
}

/* Removes the markers; gives the context they kept, or NULL. */
static LLVMValueRef take_markers(LLVMValueRef fn)
{
    LLVMValueRef cx = NULL;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(fn); b; b = LLVMGetNextBasicBlock(b)) {
        LLVMValueRef next;
        for (LLVMValueRef instr = LLVMGetFirstInstruction(b); instr; instr = next) {
            next = LLVMGetNextInstruction(instr);
            if (!is_marker(instr))
                continue;
            cx = LLVMGetOperand(instr, 0);
            LLVMInstructionEraseFromParent(instr);
        }
    }
    return cx;
}

/* ---- Loops ---- */

typedef enum VisitState { UNSEEN, OPEN, HEADER, CLOSED, CLOSED_HEADER } VisitState;

typedef struct LoopVisit {
    LLVMBasicBlockRef block;
    unsigned next;
    size_t index;
} LoopVisit;

typedef VEC(LLVMBasicBlockRef) BlockVec;

/* Targets of edges back to a block that is being visited: every cycle passes through one. */
static void find_loop_headers(Codegen *g, LLVMValueRef fn, BlockVec *headers)
{
    Map index_of = {0};
    size_t count = 0, depth = 1;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(fn); b; b = LLVMGetNextBasicBlock(b))
        map_put(g->arena, &index_of, b, (void *)(uintptr_t)count++);
    VisitState *states = ARENA_ARRAY(g->arena, VisitState, count);
    LoopVisit *stack = ARENA_ARRAY(g->arena, LoopVisit, count + 1);
    stack[0] = (LoopVisit){LLVMGetFirstBasicBlock(fn), 0, 0};
    states[0] = OPEN;
    while (depth > 0) {
        LoopVisit *top = &stack[depth - 1];
        LLVMValueRef term = LLVMGetBasicBlockTerminator(top->block);
        if (top->next == LLVMGetNumSuccessors(term)) {
            states[top->index] = states[top->index] == HEADER ? CLOSED_HEADER : CLOSED;
            depth--;
            continue;
        }
        LLVMBasicBlockRef to = LLVMGetSuccessor(term, top->next++);
        size_t index = (size_t)(uintptr_t)map_get(&index_of, to);
        if (states[index] == OPEN) {
            states[index] = HEADER;
            vec_push(g->arena, headers, to);
        } else if (states[index] == UNSEEN) {
            states[index] = OPEN;
            stack[depth++] = (LoopVisit){to, 0, index};
        }
    }
}

/* ---- Where to look before calling others ---- */

typedef struct CallGraph {
    Map index_of;             /* block -> number, in order of `blocks` */
    BlockVec blocks;
    bool *calls;              /* the block itself calls */
    bool *leads;              /* it calls, or a block that does can be reached */
    size_t *predecessors;
} CallGraph;

static size_t index_of(CallGraph *graph, LLVMBasicBlockRef block)
{
    return (size_t)(uintptr_t)map_get(&graph->index_of, block);
}

/* Calls on the way to a certain crash do not count: it comes before any of them could go deep unseen. */
static bool block_calls(LLVMBasicBlockRef block)
{
    if (LLVMGetInstructionOpcode(LLVMGetBasicBlockTerminator(block)) == LLVMUnreachable)
        return false;
    for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i)) {
        if (calls_others(i))
            return true;
    }
    return false;
}

/* One sweep from the end usually settles it, since blocks lie in order of flow; loops take a few more. */
static void spread_leads(CallGraph *graph)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = graph->blocks.count; i-- > 0;) {
            LLVMValueRef term = LLVMGetBasicBlockTerminator(graph->blocks.items[i]);
            for (unsigned s = 0; !graph->leads[i] && s < LLVMGetNumSuccessors(term); s++) {
                graph->leads[i] = graph->leads[index_of(graph, LLVMGetSuccessor(term, s))];
                changed |= graph->leads[i];
            }
        }
    }
}

static CallGraph call_graph(Codegen *g, LLVMValueRef fn)
{
    CallGraph graph = {0};
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(fn); b; b = LLVMGetNextBasicBlock(b)) {
        map_put(g->arena, &graph.index_of, b, (void *)(uintptr_t)graph.blocks.count);
        vec_push(g->arena, &graph.blocks, b);
    }
    size_t count = graph.blocks.count;
    graph.calls = ARENA_ARRAY(g->arena, bool, count);
    graph.leads = ARENA_ARRAY(g->arena, bool, count);
    graph.predecessors = ARENA_ARRAY(g->arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        LLVMValueRef term = LLVMGetBasicBlockTerminator(graph.blocks.items[i]);
        graph.calls[i] = graph.leads[i] = block_calls(graph.blocks.items[i]);
        for (unsigned s = 0; s < LLVMGetNumSuccessors(term); s++)
            graph.predecessors[index_of(&graph, LLVMGetSuccessor(term, s))]++;
    }
    spread_leads(&graph);
    return graph;
}

/* The only successor of block `at` on the way to calls, when it is reached from there alone. */
static bool only_way(CallGraph *graph, size_t at, size_t *next)
{
    LLVMValueRef term = LLVMGetBasicBlockTerminator(graph->blocks.items[at]);
    size_t found = 0;
    for (unsigned s = 0; s < LLVMGetNumSuccessors(term); s++) {
        size_t to = index_of(graph, LLVMGetSuccessor(term, s));
        if (!graph->leads[to])
            continue;
        *next = to;
        found++;
    }
    return found == 1 && graph->predecessors[*next] == 1;
}

/* The block that every path to a call goes through, as late as is simple to find: paths that call nobody,
 * such as the end of a recursion, then need neither poll nor frame. NULL when there are no calls. */
static LLVMBasicBlockRef block_before_calls(Codegen *g, LLVMValueRef fn)
{
    CallGraph graph = call_graph(g, fn);
    size_t at = 0, next = 0;
    if (!graph.leads[0])
        return NULL;
    while (!graph.calls[at] && only_way(&graph, at, &next))
        at = next;
    return graph.blocks.items[at];
}

/* ---- Insertion ---- */

static void insert_poll(Codegen *g, LLVMBasicBlockRef block, bool after_allocas, LLVMValueRef cx)
{
    LLVMValueRef at = LLVMGetFirstInstruction(block);
    while (LLVMIsAPHINode(at) || (after_allocas && LLVMIsAAllocaInst(at)))
        at = LLVMGetNextInstruction(at);
    LLVMValueRef helper = poll_helper(g);
    LLVMPositionBuilderBefore(g->builder, at);
    LLVMMetadataRef scope = LLVMGetSubprogram(LLVMGetBasicBlockParent(block));
    if (scope) {
        unsigned line = LLVMDISubprogramGetLine(scope);
        LLVMSetCurrentDebugLocation2(g->builder,
                                     LLVMDIBuilderCreateDebugLocation(g->context, line, 0, scope, NULL));
    }
    LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(helper), helper, &cx, 1, "");
    debug_no_location(g);
}

static bool is_header(const BlockVec *headers, LLVMBasicBlockRef block)
{
    for (size_t i = 0; i < headers->count; i++) {
        if (headers->items[i] == block)
            return true;
    }
    return false;
}

static void insert_into(Codegen *g, LLVMValueRef fn)
{
    LLVMValueRef cx = take_markers(fn);
    if (!cx)
        return;
    BlockVec headers = {0};
    find_loop_headers(g, fn, &headers);
    LLVMBasicBlockRef before = block_before_calls(g, fn);
    for (size_t i = 0; i < headers.count; i++)
        insert_poll(g, headers.items[i], false, cx);
    if (before && !is_header(&headers, before))
        insert_poll(g, before, true, cx);
}

/* Only functions of the program itself: entries from C lead to one at once. */
void insert_polls(Codegen *g)
{
    poll_helper(g);
    for (LLVMValueRef fn = LLVMGetFirstFunction(g->module); fn; fn = LLVMGetNextFunction(fn)) {
        if (!LLVMIsDeclaration(fn))
            insert_into(g, fn);
    }
}
