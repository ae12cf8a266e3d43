/* Preemption and stack overflow: where compiled code looks at MeshContext.stack_limit.
 *
 * Polls are inserted after optimisation, so that they stand in the way of none: one at the entry of every
 * function that calls others, one in every loop. Until then an empty piece of assembly keeps the context
 * alive in functions that may need it; without that, unused parameters are removed. */
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

void mark_context(FnGen *f)
{
    Codegen *g = f->g;
    if (!may_poll(f->fn))
        return;
    LLVMTypeRef type = LLVMFunctionType(g->none, &g->ptr, 1, false);
    char empty[] = "", constraint[] = "r";
    LLVMValueRef code = LLVMGetInlineAsm(type, empty, 0, constraint, 1, true, false,
                                         LLVMInlineAsmDialectATT, false);
    LLVMBuildCall2(g->builder, type, code, &f->cx, 1, "");
}

/* ---- What a function holds ---- */

static bool is_marker(LLVMValueRef instr)
{
    return LLVMIsACallInst(instr) && LLVMIsAInlineAsm(LLVMGetCalledValue(instr));
}

/* Operations that run at the limit as well as anywhere; they do not count as calls. */
static bool is_leaf_call(LLVMValueRef callee)
{
    static const char *const names[] = {"mesh_alloc_slow", "mesh_drop_slow", "mesh_panic_text"};
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

/* Removes the markers; gives the context they kept, or NULL, and whether the function calls others. */
static LLVMValueRef take_markers(LLVMValueRef fn, bool *calls)
{
    LLVMValueRef cx = NULL;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(fn); b; b = LLVMGetNextBasicBlock(b)) {
        LLVMValueRef next;
        for (LLVMValueRef instr = LLVMGetFirstInstruction(b); instr; instr = next) {
            next = LLVMGetNextInstruction(instr);
            if (!is_marker(instr)) {
                *calls |= calls_others(instr);
                continue;
            }
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

static void insert_into(Codegen *g, LLVMValueRef fn)
{
    bool calls = false;
    LLVMValueRef cx = take_markers(fn, &calls);
    if (!cx)
        return;
    BlockVec headers = {0};
    find_loop_headers(g, fn, &headers);
    for (size_t i = 0; i < headers.count; i++)
        insert_poll(g, headers.items[i], false, cx);
    if (calls)
        insert_poll(g, LLVMGetEntryBasicBlock(fn), true, cx);
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
