/* Counting, allocation and the poll, as small functions of the module. In release builds they are inlined
 * where they are used; in quick builds a call keeps the code small and fast to build. */
#include "codegen/codegen_internal.h"

/* A helper is private; the caller goes on building where it was. */
LLVMValueRef begin_helper(Codegen *g, const char *name, LLVMTypeRef result, unsigned params, LLVMTypeRef *types,
                          bool always_inline)
{
    LLVMTypeRef type = LLVMFunctionType(result, types, params, false);
    LLVMValueRef fn = LLVMAddFunction(g->module, name, type);
    LLVMSetLinkage(fn, LLVMInternalLinkage);
    mark_function(g, fn);
    if (always_inline)
        add_attribute(g, fn, LLVMAttributeFunctionIndex, "alwaysinline");
    at_block(g, LLVMAppendBasicBlockInContext(g->context, fn, "entry"));
    debug_no_location(g);
    return fn;
}

Place leave(Codegen *g)
{
    return (Place){LLVMGetInsertBlock(g->builder), LLVMGetCurrentDebugLocation2(g->builder)};
}

void come_back(Codegen *g, Place place)
{
    if (!place.block)
        return;
    at_block(g, place.block);
    LLVMSetCurrentDebugLocation2(g->builder, place.location);
}

/* Goes on in a new block when `value` is a pointer, and to `out` when it is not. */
void skip_non_pointers(Codegen *g, LLVMValueRef value, RefMode mode, LLVMBasicBlockRef out)
{
    LLVMValueRef is_pointer = NULL;
    switch (mode) {
    case REF_POINTER:
        return;
    case REF_IMMEDIATE: {
        LLVMValueRef bits = as_type(g, value, g->word);
        LLVMValueRef low = LLVMBuildAnd(g->builder, bits, word_const(g, 1), "");
        is_pointer = LLVMBuildICmp(g->builder, LLVMIntEQ, low, word_const(g, 0), "");
        break;
    }
    case REF_NULLABLE:
        is_pointer = LLVMBuildIsNotNull(g->builder, value, "");
        break;
    case REF_MODE_COUNT:
        bug("codegen: reference mode");
    }
    LLVMBasicBlockRef pointer = new_block(g, "pointer");
    LLVMBuildCondBr(g->builder, is_pointer, pointer, out);
    at_block(g, pointer);
}

/* Branches to `out` when the object, whose count is negative, is static; goes on when it is frozen. INT32_MAX + 1 is
 * negative, so counts saturate by themselves: the runtime leaves such a count alone. */
static void skip_static(Codegen *g, LLVMValueRef count, LLVMBasicBlockRef out)
{
    LLVMBasicBlockRef frozen = new_block(g, "frozen");
    LLVMValueRef none = LLVMConstInt(g->half, (unsigned long long)MESH_STATIC_COUNT, true);
    branch_unlikely(g, LLVMBuildICmp(g->builder, LLVMIntNE, count, none, ""), frozen, out);
    at_block(g, frozen);
}

/* It keeps the caller's registers, so that the code around it is as good as without a call. */
static void call_dup_frozen(Codegen *g, LLVMValueRef *args)
{
    LLVMValueRef call = call_symbol(g, "mesh_dup_frozen", g->none, args, 2);
    LLVMSetFunctionCallConv(LLVMGetCalledValue(call), LLVMPreserveMostCallConv);
    LLVMSetInstructionCallConv(call, LLVMPreserveMostCallConv);
}

void emit_drop_shared(Codegen *g, LLVMValueRef cx, LLVMValueRef object, LLVMValueRef count)
{
    LLVMBasicBlockRef less = new_block(g, "less"), negative = new_block(g, "negative");
    LLVMBasicBlockRef out = new_block(g, "out");
    LLVMValueRef zero = LLVMConstInt(g->half, 0, 0), one = LLVMConstInt(g->half, 1, 0);
    LLVMBuildCondBr(g->builder, LLVMBuildICmp(g->builder, LLVMIntSGT, count, zero, ""), less, negative);
    at_block(g, less);
    store_at(g, LLVMBuildSub(g->builder, count, one, ""), object, 0, MEMORY_HEADER);
    LLVMBuildBr(g->builder, out);
    at_block(g, negative);
    skip_static(g, count, out);
    LLVMValueRef args[] = {cx, object};
    call_symbol(g, "mesh_drop_slow", g->none, args, 2);
    LLVMBuildBr(g->builder, out);
    at_block(g, out);
}

static LLVMValueRef build_dup(Codegen *g, RefMode mode)
{
    static const char *const names[] = {"mesh.dup", "mesh.dup_immediate", "mesh.dup_nullable"};
    Place place = leave(g);
    LLVMTypeRef types[] = {g->ptr, g->ptr};
    LLVMValueRef fn = begin_helper(g, names[mode], g->none, 2, types, g->options->release);
    LLVMValueRef args[] = {LLVMGetParam(fn, 0), LLVMGetParam(fn, 1)};
    LLVMValueRef object = args[1];
    LLVMBasicBlockRef counted = new_block(g, "counted"), negative = new_block(g, "negative");
    LLVMBasicBlockRef out = new_block(g, "out");
    skip_non_pointers(g, object, mode, out);
    LLVMValueRef count = load_at(g, g->half, object, 0, MEMORY_HEADER);
    LLVMValueRef owned = LLVMBuildICmp(g->builder, LLVMIntSGT, count, LLVMConstInt(g->half, 0, 0), "");
    LLVMBuildCondBr(g->builder, owned, counted, negative);
    at_block(g, counted);
    LLVMValueRef more = LLVMBuildAdd(g->builder, count, LLVMConstInt(g->half, 1, 0), "");
    store_at(g, more, object, 0, MEMORY_HEADER);
    LLVMBuildBr(g->builder, out);
    at_block(g, negative);
    skip_static(g, count, out);
    call_dup_frozen(g, args);
    LLVMBuildBr(g->builder, out);
    at_block(g, out);
    LLVMBuildRetVoid(g->builder);
    come_back(g, place);
    return fn;
}

/* A call also in release builds: the code for it at every drop would be a fifth of a program, for a call saved where
 * the count only goes down. Types with a free of their own are dropped in place (free.c). */
static LLVMValueRef build_drop(Codegen *g, RefMode mode)
{
    static const char *const names[] = {"mesh.drop", "mesh.drop_immediate", "mesh.drop_nullable"};
    Place place = leave(g);
    LLVMTypeRef types[] = {g->ptr, g->ptr};
    LLVMValueRef fn = begin_helper(g, names[mode], g->none, 2, types, false);
    if (g->options->release)
        add_attribute(g, fn, LLVMAttributeFunctionIndex, "noinline");
    LLVMValueRef args[] = {LLVMGetParam(fn, 0), LLVMGetParam(fn, 1)};
    LLVMValueRef object = args[1];
    LLVMBasicBlockRef few = new_block(g, "few"), release = new_block(g, "release");
    LLVMBasicBlockRef decrement = new_block(g, "decrement"), out = new_block(g, "out");
    skip_non_pointers(g, object, mode, out);
    LLVMValueRef count = load_at(g, g->half, object, 0, MEMORY_HEADER);
    LLVMValueRef one = LLVMConstInt(g->half, 1, 0);
    LLVMValueRef none = LLVMConstInt(g->half, (unsigned long long)MESH_STATIC_COUNT, true);
    LLVMBuildCondBr(g->builder, LLVMBuildICmp(g->builder, LLVMIntSGT, count, one, ""), decrement, few);
    at_block(g, few);
    LLVMBuildCondBr(g->builder, LLVMBuildICmp(g->builder, LLVMIntNE, count, none, ""), release, out);
    at_block(g, release); /* unique or frozen */
    call_symbol(g, "mesh_drop_slow", g->none, args, 2);
    LLVMBuildBr(g->builder, out);
    at_block(g, decrement);
    store_at(g, LLVMBuildSub(g->builder, count, one, ""), object, 0, MEMORY_HEADER);
    LLVMBuildBr(g->builder, out);
    at_block(g, out);
    LLVMBuildRetVoid(g->builder);
    come_back(g, place);
    return fn;
}

void emit_dup(Codegen *g, LLVMValueRef cx, LLVMValueRef value, Type *type)
{
    if (type_value_kind(type) != VALUE_REF || LLVMIsConstant(value))
        return;
    RefMode mode = type_ref_mode(g, type);
    if (!g->dup[mode])
        g->dup[mode] = build_dup(g, mode);
    LLVMValueRef args[] = {cx, value};
    LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(g->dup[mode]), g->dup[mode], args, 2, "");
}

static void emit_mode_drop(Codegen *g, LLVMValueRef cx, LLVMValueRef value, RefMode mode)
{
    if (!g->drop[mode])
        g->drop[mode] = build_drop(g, mode);
    LLVMValueRef args[] = {cx, value};
    LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(g->drop[mode]), g->drop[mode], args, 2, "");
}

void emit_drop(Codegen *g, LLVMValueRef cx, LLVMValueRef value, Type *type)
{
    if (type_value_kind(type) != VALUE_REF || LLVMIsConstant(value))
        return;
    if (!emit_typed_drop(g, cx, value, type))
        emit_mode_drop(g, cx, value, type_ref_mode(g, type));
}

void emit_drop_object(Codegen *g, LLVMValueRef cx, LLVMValueRef object)
{
    emit_mode_drop(g, cx, object, REF_POINTER);
}

/* ---- Allocation ---- */

/* It touches only what hangs on the context and memory compiled code does not see. */
static LLVMValueRef call_alloc_slow(Codegen *g, LLVMValueRef cx, size_t words)
{
    LLVMValueRef args[] = {cx, word_const(g, (int64_t)words)};
    bool first = !LLVMGetNamedFunction(g->module, "mesh_alloc_slow");
    LLVMValueRef cell = call_symbol(g, "mesh_alloc_slow", g->ptr, args, 2);
    if (first) {
        LLVMValueRef fn = LLVMGetNamedFunction(g->module, "mesh_alloc_slow");
        add_attribute(g, fn, LLVMAttributeReturnIndex, "noalias");
        add_attribute(g, fn, LLVMAttributeReturnIndex, "nonnull");
        LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex, enum_attribute(g, "memory", 15));
    }
    return cell;
}

static int64_t free_cells_offset(size_t words)
{
    return (int64_t)(offsetof(MeshContext, free_cells) + words * sizeof(MeshFreeCell *));
}

static LLVMValueRef build_alloc(Codegen *g, size_t words)
{
    Place place = leave(g);
    const char *name = arena_printf(g->arena, "mesh.alloc%zu", words);
    LLVMValueRef fn = begin_helper(g, name, g->ptr, 1, &g->ptr, g->options->release);
    LLVMValueRef cx = LLVMGetParam(fn, 0);
    LLVMBasicBlockRef none = new_block(g, "none");
    LLVMBasicBlockRef some = new_block(g, "some");
    LLVMValueRef cell = load_at(g, g->ptr, cx, free_cells_offset(words), MEMORY_CONTEXT);
    branch_unlikely(g, LLVMBuildIsNull(g->builder, cell, ""), none, some);
    at_block(g, none);
    LLVMBuildRet(g->builder, call_alloc_slow(g, cx, words));
    at_block(g, some);
    LLVMValueRef next = load_at(g, g->ptr, cell, 0, MEMORY_HEADER);
    store_at(g, next, cx, free_cells_offset(words), MEMORY_CONTEXT);
    LLVMBuildRet(g->builder, cell);
    come_back(g, place);
    return fn;
}

LLVMValueRef emit_alloc(Codegen *g, LLVMValueRef cx, size_t words)
{
    if (words > MESH_MAX_SMALL_WORDS)
        return call_alloc_slow(g, cx, words);
    if (!g->alloc[words])
        g->alloc[words] = build_alloc(g, words);
    return LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(g->alloc[words]), g->alloc[words], &cx, 1, "");
}

/* Back to the list of free cells of its size. Larger ones go the way of objects without references. */
void emit_free_cell(Codegen *g, LLVMValueRef cx, LLVMValueRef cell, size_t words)
{
    if (words > MESH_MAX_SMALL_WORDS) {
        LLVMValueRef args[] = {cx, cell};
        store_at(g, LLVMConstInt(g->word, object_header(1, words, 0, 0), false), cell, 0, MEMORY_HEADER);
        call_symbol(g, "mesh_drop_slow", g->none, args, 2);
        return;
    }
    LLVMValueRef next = load_at(g, g->ptr, cx, free_cells_offset(words), MEMORY_CONTEXT);
    store_at(g, next, cell, 0, MEMORY_HEADER);
    store_at(g, cell, cx, free_cells_offset(words), MEMORY_CONTEXT);
}

/* ---- Variants ---- */

static LLVMValueRef build_tag(Codegen *g)
{
    Place place = leave(g);
    LLVMValueRef fn = begin_helper(g, "mesh.tag", g->word, 1, &g->ptr, g->options->release);
    LLVMValueRef value = LLVMGetParam(fn, 0);
    LLVMBasicBlockRef immediate = new_block(g, "immediate");
    skip_non_pointers(g, value, REF_IMMEDIATE, immediate);
    LLVMValueRef tag = load_at(g, g->quarter, value, 6, MEMORY_HEADER);
    LLVMBuildRet(g->builder, LLVMBuildZExt(g->builder, tag, g->word, ""));
    at_block(g, immediate);
    LLVMValueRef bits = as_type(g, value, g->word);
    LLVMBuildRet(g->builder, LLVMBuildLShr(g->builder, bits, word_const(g, 1), ""));
    come_back(g, place);
    return fn;
}

LLVMValueRef emit_tag(Codegen *g, LLVMValueRef value)
{
    if (!g->tag)
        g->tag = build_tag(g);
    return LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(g->tag), g->tag, &value, 1, "");
}

/* ---- The poll ---- */

/* One compare serves stack overflow and preemption. The load is volatile because a ticker on another thread
 * writes the limit; mesh_stack_check gives the other actors their turn but changes nothing compiled code
 * of this actor has seen. */
LLVMValueRef poll_helper(Codegen *g)
{
    if (g->poll)
        return g->poll;
    Place place = leave(g);
    g->poll = begin_helper(g, "mesh.poll", g->none, 1, &g->ptr, true);
    LLVMValueRef cx = LLVMGetParam(g->poll, 0);
    LLVMBasicBlockRef check = new_block(g, "check");
    LLVMBasicBlockRef out = new_block(g, "out");
    LLVMValueRef limit = load_at(g, g->word, cx, offsetof(MeshContext, stack_limit), MEMORY_CONTEXT);
    LLVMSetVolatile(limit, true);
    const char *name = strncmp(LLVMGetTarget(g->module), "x86_64", 6) == 0 ? "rsp" : "sp";
    LLVMMetadataRef text = LLVMMDStringInContext2(g->context, name, strlen(name));
    LLVMMetadataRef node = LLVMMDNodeInContext2(g->context, &text, 1);
    LLVMValueRef operand = LLVMMetadataAsValue(g->context, node);
    LLVMValueRef pointer = intrinsic_call(g, "llvm.read_register", g->word, &operand, 1);
    branch_unlikely(g, LLVMBuildICmp(g->builder, LLVMIntULT, pointer, limit, ""), check, out);
    at_block(g, check);
    call_symbol(g, "mesh_stack_check", g->none, &cx, 1);
    LLVMValueRef fn = LLVMGetNamedFunction(g->module, "mesh_stack_check");
    add_attribute(g, fn, LLVMAttributeFunctionIndex, "cold");
    LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex, enum_attribute(g, "memory", 15));
    LLVMBuildBr(g->builder, out);
    at_block(g, out);
    LLVMBuildRetVoid(g->builder);
    come_back(g, place);
    return g->poll;
}
