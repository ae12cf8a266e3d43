#include "codegen/codegen_internal.h"

LLVMValueRef word_const(Codegen *g, int64_t value)
{
    return LLVMConstInt(g->word, (uint64_t)value, true);
}

static LLVMValueRef to_word(Codegen *g, LLVMValueRef value, LLVMTypeRef from)
{
    if (from == g->ptr)
        return LLVMBuildPtrToInt(g->builder, value, g->word, "");
    if (from == g->real)
        return LLVMBuildBitCast(g->builder, value, g->word, "");
    return LLVMBuildZExt(g->builder, value, g->word, "");
}

LLVMValueRef as_type(Codegen *g, LLVMValueRef value, LLVMTypeRef type)
{
    LLVMTypeRef from = LLVMTypeOf(value);
    if (from == type)
        return value;
    if (from != g->word)
        value = to_word(g, value, from);
    if (type == g->ptr)
        return LLVMBuildIntToPtr(g->builder, value, g->ptr, "");
    if (type == g->real)
        return LLVMBuildBitCast(g->builder, value, g->real, "");
    if (type == g->bit)
        return LLVMBuildTrunc(g->builder, value, g->bit, "");
    return value;
}

LLVMValueRef field_address(Codegen *g, LLVMValueRef base, int64_t byte_offset)
{
    if (byte_offset == 0)
        return base;
    LLVMValueRef offset = word_const(g, byte_offset);
    return LLVMBuildInBoundsGEP2(g->builder, g->byte, base, &offset, 1, "");
}

LLVMValueRef load_at(Codegen *g, LLVMTypeRef type, LLVMValueRef base, int64_t byte_offset,
                     Memory memory)
{
    LLVMValueRef load = LLVMBuildLoad2(g->builder, type, field_address(g, base, byte_offset), "");
    LLVMSetMetadata(load, g->kind_tbaa, g->memory_tags[memory]);
    return load;
}

void store_at(Codegen *g, LLVMValueRef value, LLVMValueRef base, int64_t byte_offset, Memory memory)
{
    LLVMValueRef store = LLVMBuildStore(g->builder, value, field_address(g, base, byte_offset));
    LLVMSetMetadata(store, g->kind_tbaa, g->memory_tags[memory]);
}

/* Booleans lie in memory as whole words. */
LLVMValueRef load_field(Codegen *g, LLVMValueRef object, size_t slot, ValueKind kind)
{
    LLVMTypeRef type = kind == VALUE_BOOL ? g->word : kind_type(g, kind);
    LLVMValueRef value = load_at(g, type, object, 8 + 8 * (int64_t)slot, MEMORY_BODY);
    return as_type(g, value, kind_type(g, kind));
}

void store_field(Codegen *g, LLVMValueRef object, size_t slot, LLVMValueRef value)
{
    if (LLVMTypeOf(value) == g->bit)
        value = as_type(g, value, g->word);
    store_at(g, value, object, 8 + 8 * (int64_t)slot, MEMORY_BODY);
}

LLVMValueRef intrinsic_call(Codegen *g, const char *name, LLVMTypeRef overload, LLVMValueRef *args,
                            unsigned count)
{
    unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
    if (id == 0)
        bug("codegen: no intrinsic %s", name);
    size_t overloads = overload ? 1 : 0;
    LLVMValueRef fn = LLVMGetIntrinsicDeclaration(g->module, id, &overload, overloads);
    return LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(fn), fn, args, count, "");
}

LLVMValueRef branch_unlikely(Codegen *g, LLVMValueRef condition, LLVMBasicBlockRef rare,
                             LLVMBasicBlockRef usual)
{
    LLVMValueRef branch = LLVMBuildCondBr(g->builder, condition, rare, usual);
    LLVMSetMetadata(branch, g->kind_prof, g->unlikely_first);
    return branch;
}

LLVMBasicBlockRef new_block(Codegen *g, const char *name)
{
    LLVMBasicBlockRef here = LLVMGetInsertBlock(g->builder);
    return LLVMAppendBasicBlockInContext(g->context, LLVMGetBasicBlockParent(here), name);
}

void at_block(Codegen *g, LLVMBasicBlockRef block)
{
    LLVMPositionBuilderAtEnd(g->builder, block);
}

LLVMValueRef go_on_if_unique(Codegen *g, LLVMValueRef object, LLVMBasicBlockRef shared)
{
    LLVMBasicBlockRef unique = new_block(g, "unique");
    LLVMMoveBasicBlockBefore(unique, shared); /* the usual way falls through */
    LLVMValueRef count = load_at(g, g->half, object, 0, MEMORY_HEADER);
    LLVMValueRef one = LLVMConstInt(g->half, 1, 0);
    LLVMBuildCondBr(g->builder, LLVMBuildICmp(g->builder, LLVMIntEQ, count, one, ""), unique,
                    shared);
    at_block(g, unique);
    return count;
}

LLVMAttributeRef enum_attribute(Codegen *g, const char *name, uint64_t value)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    if (kind == 0)
        bug("codegen: no attribute %s", name);
    return LLVMCreateEnumAttribute(g->context, kind, value);
}

void add_attribute(Codegen *g, LLVMValueRef fn, LLVMAttributeIndex index, const char *name)
{
    LLVMAddAttributeAtIndex(fn, index, enum_attribute(g, name, 0));
}

void mark_function(Codegen *g, LLVMValueRef fn)
{
    add_attribute(g, fn, LLVMAttributeFunctionIndex, "nounwind");
    LLVMAddAttributeAtIndex(fn, LLVMAttributeFunctionIndex,
                            LLVMCreateStringAttribute(g->context, "frame-pointer", 13, "all", 3));
}

/* A C function; its type follows from the arguments, and booleans are extended as C expects. */
LLVMValueRef call_symbol(Codegen *g, const char *symbol, LLVMTypeRef result, LLVMValueRef *args,
                         unsigned count)
{
    LLVMTypeRef *types = ARENA_ARRAY(g->arena, LLVMTypeRef, count + 1);
    for (unsigned i = 0; i < count; i++)
        types[i] = LLVMTypeOf(args[i]);
    LLVMTypeRef type = LLVMFunctionType(result, types, count, false);
    LLVMValueRef fn = LLVMGetNamedFunction(g->module, symbol);
    if (!fn) {
        fn = LLVMAddFunction(g->module, symbol, type);
        add_attribute(g, fn, LLVMAttributeFunctionIndex, "nounwind");
    }
    LLVMValueRef call = LLVMBuildCall2(g->builder, type, fn, args, count, "");
    for (unsigned i = 0; i < count; i++) {
        if (types[i] == g->bit)
            LLVMAddCallSiteAttribute(call, i + 1, enum_attribute(g, "zeroext", 0));
    }
    if (result == g->bit)
        LLVMAddCallSiteAttribute(call, LLVMAttributeReturnIndex, enum_attribute(g, "zeroext", 0));
    return call;
}
