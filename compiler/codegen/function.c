/* One Mesh function: blocks become LLVM blocks, block parameters become phis. */
#include "codegen/codegen_internal.h"

LLVMValueRef var_value(FnGen *f, MirVar var)
{
    if (var >= f->fn->vars.count || !f->vars[var])
        bug("codegen: variable %u of %s has no value here", var, f->fn->name);
    return f->vars[var];
}

Type *type_of_var(FnGen *f, MirVar var)
{
    return f->fn->vars.items[var].type;
}

static void define(FnGen *f, MirVar var, LLVMValueRef value)
{
    if (var == MIR_NO_VAR)
        return;
    LLVMTypeRef type = type_llvm(f->g, type_of_var(f, var));
    if (!value || LLVMTypeOf(value) == f->g->none)
        value = LLVMConstNull(type);
    f->vars[var] = as_type(f->g, value, type);
    debug_local(f, var);
}

void emit_panic(FnGen *f, const char *text, Span span)
{
    Codegen *g = f->g;
    LLVMValueRef args[] = {static_cstring(g, text), static_site(g, f->fn, span)};
    call_prim(g, "panic_text", f->cx, args);
    LLVMBuildUnreachable(g->builder);
}

/* ---- Instructions ---- */

static LLVMValueRef load_constant(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    LLVMValueRef global = constant_global(g, instr->constant);
    return LLVMBuildLoad2(g->builder, g->word, global, "");
}

static void emit_instr(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    switch (instr->op) {
    case MIR_CONST_INT:
        define(f, instr->dst, word_const(g, instr->imm));
        return;
    case MIR_CONST_FLOAT:
        define(f, instr->dst, LLVMConstReal(g->real, instr->number));
        return;
    case MIR_CONST_BOOL:
        define(f, instr->dst, LLVMConstInt(g->bit, instr->imm != 0, false));
        return;
    case MIR_CONST_UNIT:
        define(f, instr->dst, word_const(g, 0));
        return;
    case MIR_CONST_STRING:
        define(f, instr->dst, static_string(g, instr->text));
        return;
    case MIR_CONST:
        define(f, instr->dst, load_constant(f, instr));
        return;
    case MIR_TYPEINFO:
        define(f, instr->dst, static_type_info(g, instr->type));
        return;
    case MIR_COPY:
        define(f, instr->dst, var_value(f, instr->args.items[0]));
        return;
    case MIR_CALL:
    case MIR_CALL_VALUE:
        define(f, instr->dst, emit_call(f, instr, false));
        return;
    case MIR_INTRINSIC:
        define(f, instr->dst, emit_intrinsic(f, instr));
        return;
    case MIR_CONSTRUCT:
        define(f, instr->dst, emit_construct(f, instr));
        return;
    case MIR_FIELD:
        define(f, instr->dst, emit_field(f, instr));
        return;
    case MIR_TAG:
        define(f, instr->dst, emit_variant_tag(f, instr));
        return;
    case MIR_UPDATE:
        define(f, instr->dst, emit_update(f, instr));
        return;
    case MIR_LIST:
        define(f, instr->dst, emit_list(f, instr));
        return;
    case MIR_CLOSURE:
        define(f, instr->dst, emit_closure(f, instr));
        return;
    case MIR_CAPTURE:
        define(f, instr->dst, emit_capture(f, instr));
        return;
    case MIR_PRIM:
        define(f, instr->dst, emit_prim(f, instr));
        return;
    case MIR_DUP:
        emit_dup(g, f->cx, var_value(f, instr->args.items[0]), type_of_var(f, instr->args.items[0]));
        define(f, instr->dst, var_value(f, instr->args.items[0]));
        return;
    case MIR_DROP:
        emit_drop(g, f->cx, var_value(f, instr->args.items[0]), type_of_var(f, instr->args.items[0]));
        return;
    case MIR_TAKE:
        emit_take(f, instr);
        return;
    case MIR_UNPACK:
        emit_unpack(f, instr);
        return;
    case MIR_CALL_METHOD:
    case MIR_LAMBDA:
    case MIR_OP_COUNT:
        break;
    }
    bug("codegen: instruction %d in %s", (int)instr->op, f->fn->name);
}

/* ---- Ends of blocks ---- */

static void add_edge_values(FnGen *f, const MirEdge *edge)
{
    MirBlock *target = f->fn->blocks.items[edge->block];
    if (target->params.count != edge->args.count)
        bug("codegen: edge to block %u of %s", edge->block, f->fn->name);
    for (size_t i = 0; i < edge->args.count; i++) {
        LLVMValueRef phi = f->vars[target->params.items[i]];
        LLVMValueRef value = as_type(f->g, var_value(f, edge->args.items[i]), LLVMTypeOf(phi));
        LLVMBasicBlockRef from = LLVMGetInsertBlock(f->g->builder);
        LLVMAddIncoming(phi, &value, &from, 1);
    }
}

static void jump(FnGen *f, const MirEdge *edge)
{
    add_edge_values(f, edge);
    LLVMBuildBr(f->g->builder, f->blocks[edge->block]);
}

/* An edge with values gets a block of its own, since two edges of one branch may lead to the same target. */
static LLVMBasicBlockRef edge_target(FnGen *f, const MirEdge *edge)
{
    Codegen *g = f->g;
    if (edge->args.count == 0)
        return f->blocks[edge->block];
    LLVMBasicBlockRef here = LLVMGetInsertBlock(g->builder);
    LLVMBasicBlockRef block = new_block(g, "edge");
    at_block(g, block);
    jump(f, edge);
    at_block(g, here);
    return block;
}

static void emit_switch(FnGen *f, MirBlock *block)
{
    Codegen *g = f->g;
    LLVMValueRef word = as_type(g, var_value(f, block->var), g->word);
    LLVMBasicBlockRef here = LLVMGetInsertBlock(g->builder);
    LLVMBasicBlockRef otherwise;
    if (block->edges[0].block == MIR_NO_BLOCK) {
        otherwise = new_block(g, "none");
        at_block(g, otherwise);
        LLVMBuildUnreachable(g->builder);
        at_block(g, here);
    } else {
        otherwise = edge_target(f, &block->edges[0]);
    }
    LLVMValueRef instr = LLVMBuildSwitch(g->builder, word, otherwise, (unsigned)block->cases.count);
    for (size_t i = 0; i < block->cases.count; i++) {
        MirCase *one = &block->cases.items[i];
        LLVMAddCase(instr, word_const(g, one->value), edge_target(f, &one->edge));
    }
}

static void emit_branch(FnGen *f, MirBlock *block)
{
    LLVMValueRef condition = as_type(f->g, var_value(f, block->var), f->g->bit);
    LLVMBasicBlockRef yes = edge_target(f, &block->edges[0]);
    LLVMBasicBlockRef no = edge_target(f, &block->edges[1]);
    LLVMBuildCondBr(f->g->builder, condition, yes, no);
}

/* ---- The closure that runs ---- */

static LLVMValueRef mark_of(FnGen *f)
{
    LLVMValueRef bits = as_type(f->g, f->given, f->g->word);
    return LLVMBuildAnd(f->g->builder, bits, word_const(f->g, CLOSURE_HANDED_OVER), "");
}

static void bind_self(FnGen *f)
{
    Codegen *g = f->g;
    f->self = LLVMGetParam(f->value, 1);
    if (f->fn->capture_types.count == 0)
        return;
    f->given = f->self;
    LLVMValueRef back = LLVMBuildNeg(g->builder, mark_of(f), "");
    f->self = LLVMBuildGEP2(g->builder, g->byte, f->given, &back, 1, "self");
}

/* Before the function ends, by returning or by a tail call, whose arguments are owned by then. */
static void release_self(FnGen *f)
{
    Codegen *g = f->g;
    if (!f->given)
        return;
    LLVMBasicBlockRef handed_over = new_block(g, "handed_over"), out = new_block(g, "out");
    LLVMValueRef mark = mark_of(f);
    LLVMValueRef is_ours = LLVMBuildICmp(g->builder, LLVMIntNE, mark, word_const(g, 0), "");
    LLVMBuildCondBr(g->builder, is_ours, handed_over, out);
    at_block(g, handed_over);
    emit_drop_object(g, f->cx, f->self);
    LLVMBuildBr(g->builder, out);
    at_block(g, out);
}

/* ---- Ends of functions ---- */

/* Calls of externs are not tail calls: C has its own convention, and its frame is gone on return. */
static void emit_tail_call(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    bool tail = instr->op == MIR_CALL_VALUE || instr->callee;
    release_self(f);
    LLVMValueRef result = emit_call(f, instr, tail);
    if (LLVMTypeOf(result) == g->none)
        result = word_const(g, 0);
    LLVMBuildRet(g->builder, as_type(g, result, g->word));
}

static void emit_term(FnGen *f, MirBlock *block)
{
    Codegen *g = f->g;
    switch (block->term) {
    case MIR_JUMP:
        mark_arm(f, block);
        jump(f, &block->edges[0]);
        return;
    case MIR_BRANCH:
        emit_branch(f, block);
        return;
    case MIR_SWITCH:
        emit_switch(f, block);
        return;
    case MIR_RETURN: {
        LLVMValueRef value = block->var == MIR_NO_VAR ? word_const(g, 0) : var_value(f, block->var);
        release_self(f);
        mark_arm(f, block);
        LLVMBuildRet(g->builder, as_type(g, value, g->word));
        return;
    }
    case MIR_TAIL_CALL:
        emit_tail_call(f, block->call);
        return;
    case MIR_PANIC:
        emit_panic(f, arena_printf(g->arena, "%.*s", (int)block->text.length, block->text.bytes), block->span);
        return;
    case MIR_UNREACHABLE:
        LLVMBuildUnreachable(g->builder);
        return;
    case MIR_TERM_NONE:
        break;
    }
    bug("codegen: block without end in %s", f->fn->name);
}

/* ---- Blocks in an order where definitions come before uses ---- */

static size_t successor_count(const MirBlock *block)
{
    switch (block->term) {
    case MIR_JUMP:
        return 1;
    case MIR_BRANCH:
        return 2;
    case MIR_SWITCH:
        return 1 + block->cases.count;
    case MIR_TERM_NONE:
    case MIR_RETURN:
    case MIR_TAIL_CALL:
    case MIR_PANIC:
    case MIR_UNREACHABLE:
        return 0;
    }
    return 0;
}

static MirBlockId successor(const MirBlock *block, size_t index)
{
    if (block->term == MIR_SWITCH && index > 0)
        return block->cases.items[index - 1].edge.block;
    return block->edges[index].block;
}

typedef struct Visit {
    MirBlockId block;
    size_t next;
} Visit;

/* Reverse postorder from the entry. Returns how many blocks are reachable; `order` ends with them. */
static size_t order_blocks(FnGen *f, MirBlockId *order)
{
    size_t total = f->fn->blocks.count, left = total, depth = 1;
    bool *seen = ARENA_ARRAY(f->g->arena, bool, total);
    Visit *stack = ARENA_ARRAY(f->g->arena, Visit, total + 1);
    stack[0] = (Visit){0, 0};
    seen[0] = true;
    while (depth > 0) {
        Visit *top = &stack[depth - 1];
        MirBlock *block = f->fn->blocks.items[top->block];
        if (top->next == successor_count(block)) {
            order[--left] = top->block;
            depth--;
            continue;
        }
        MirBlockId to = successor(block, top->next++);
        if (to == MIR_NO_BLOCK || seen[to])
            continue;
        seen[to] = true;
        stack[depth++] = (Visit){to, 0};
    }
    return total - left;
}

static void create_block(FnGen *f, MirBlockId id)
{
    Codegen *g = f->g;
    f->blocks[id] = LLVMAppendBasicBlockInContext(g->context, f->value, "");
    MirBlock *block = f->fn->blocks.items[id];
    at_block(g, f->blocks[id]);
    for (size_t i = 0; i < block->params.count; i++) {
        MirVar var = block->params.items[i];
        f->vars[var] = LLVMBuildPhi(g->builder, type_llvm(g, type_of_var(f, var)), "");
    }
}

/* Debug values go before the first instruction that follows them, so each step flushes those of the last. */
static void emit_block(FnGen *f, MirBlockId id)
{
    Codegen *g = f->g;
    MirBlock *block = f->fn->blocks.items[id];
    at_block(g, f->blocks[id]);
    f->panic_block = NULL;
    f->span = block->span;
    for (size_t i = 0; i < block->params.count; i++)
        debug_local(f, block->params.items[i]);
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirInstr *instr = block->instrs.items[i];
        LLVMBasicBlockRef here = LLVMGetInsertBlock(g->builder);
        LLVMValueRef last = LLVMGetLastInstruction(here);
        size_t pending = f->pending.count;
        f->span = instr->span;
        debug_location(f, instr->span);
        emit_instr(f, instr);
        debug_flush(f, here, last, pending);
    }
    LLVMBasicBlockRef here = LLVMGetInsertBlock(g->builder);
    LLVMValueRef last = LLVMGetLastInstruction(here);
    Span span = block->term == MIR_TAIL_CALL ? block->call->span : block->span;
    f->span = span;
    debug_location(f, span);
    emit_term(f, block);
    debug_flush(f, here, last, f->pending.count);
    f->pending.count = 0;
}

/* ---- The function ---- */

static void make_scratch(FnGen *f)
{
    size_t words = 0;
    for (size_t b = 0; b < f->fn->blocks.count; b++) {
        MirBlock *block = f->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            size_t need = call_scratch_words(block->instrs.items[i]);
            words = need > words ? need : words;
        }
        if (block->term == MIR_TAIL_CALL && call_scratch_words(block->call) > words)
            words = call_scratch_words(block->call);
    }
    if (words > 0)
        f->scratch = LLVMBuildAlloca(f->g->builder, LLVMArrayType2(f->g->word, words), "scratch");
}

enum { MANY_ARMS = 256 };

static bool has_many_arms(const MirFn *fn)
{
    for (size_t b = 0; b < fn->blocks.count; b++) {
        if (fn->blocks.items[b]->cases.count >= MANY_ARMS)
            return true;
    }
    return false;
}

static void bind_params(FnGen *f)
{
    unsigned first = f->fn->kind == MIR_FN_CLOSURE ? 2 : 1;
    f->cx = LLVMGetParam(f->value, 0);
    LLVMSetValueName2(f->cx, "cx", 2);
    if (f->fn->kind == MIR_FN_CLOSURE)
        bind_self(f);
    for (size_t i = 0; i < f->fn->params.count; i++)
        define(f, f->fn->params.items[i], LLVMGetParam(f->value, first + (unsigned)i));
}

static void emit_body(Codegen *g, MirFn *fn, LLVMValueRef value, LLVMValueRef recursion)
{
    FnGen gen = {.g = g, .fn = fn, .value = value, .recursion = recursion, .span = fn->span};
    gen.many_arms = has_many_arms(fn);
    FnGen *f = &gen;
    f->vars = ARENA_ARRAY(g->arena, LLVMValueRef, fn->vars.count + 1);
    f->blocks = ARENA_ARRAY(g->arena, LLVMBasicBlockRef, fn->blocks.count + 1);
    MirBlockId *order = ARENA_ARRAY(g->arena, MirBlockId, fn->blocks.count + 1);
    size_t reachable = order_blocks(f, order);
    size_t skipped = fn->blocks.count - reachable;

    f->entry = LLVMAppendBasicBlockInContext(g->context, f->value, "entry");
    at_block(g, f->entry);
    debug_function(f);
    debug_location(f, fn->span);
    make_scratch(f);
    bind_params(f);
    mark_context(f);
    for (size_t i = 0; i < reachable; i++)
        create_block(f, order[skipped + i]);
    at_block(g, f->entry);
    LLVMBuildBr(g->builder, f->blocks[0]);
    debug_flush(f, f->entry, NULL, f->pending.count);
    for (size_t i = 0; i < reachable; i++)
        emit_block(f, order[skipped + i]);
}

/* ---- Recursion ---- */

#define UNROLLED_INSTRS 60      /* of a function that calls itself in several places */
#define UNROLLED_ONCE_INSTRS 16 /* in one: less is gained */

/* A small function that calls itself, but not as its last act. */
static bool worth_unrolling(MirFn *fn)
{
    size_t total = 0, self_calls = 0;
    for (size_t b = 0; b < fn->blocks.count; b++) {
        MirBlock *block = fn->blocks.items[b];
        total += block->instrs.count;
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            self_calls += instr->op == MIR_CALL && instr->callee == fn;
        }
    }
    size_t limit = self_calls == 1 ? UNROLLED_ONCE_INSTRS : UNROLLED_INSTRS;
    return fn->kind == MIR_FN_PLAIN && !fn->own_frame && self_calls > 0 && self_calls <= 3 && total <= limit;
}

/* LLVM never inlines a function into itself. Two copies that call each other get around that: the second is
 * inlined into the first, and one frame and one poll serve two levels of the recursion. */
void emit_function(Codegen *g, MirFn *fn)
{
    LLVMValueRef value = fn_value(g, fn);
    if (!g->options->release || !worth_unrolling(fn)) {
        emit_body(g, fn, value, NULL);
        return;
    }
    LLVMValueRef second = add_mesh_function(g, fn, arena_printf(g->arena, "%s.again", fn->name));
    LLVMSetLinkage(second, LLVMInternalLinkage);
    LLVMSetVisibility(second, LLVMDefaultVisibility);
    add_attribute(g, second, LLVMAttributeFunctionIndex, "alwaysinline");
    emit_body(g, fn, value, second);
    emit_body(g, fn, second, value);
}
