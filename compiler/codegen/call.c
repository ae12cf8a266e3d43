/* Calls: of Mesh functions and closures (tailcc), of externs and of the runtime's operations
 * (C). */
#include "codegen/codegen_internal.h"

/* ---- Mesh functions ---- */

LLVMTypeRef fn_llvm_type(Codegen *g, MirFn *fn)
{
    size_t count = 0;
    LLVMTypeRef *types = ARENA_ARRAY(g->arena, LLVMTypeRef, fn->params.count + 2);
    types[count++] = g->ptr;
    if (fn->kind == MIR_FN_CLOSURE)
        types[count++] = g->ptr;
    for (size_t i = 0; i < fn->params.count; i++) {
        Type *type = fn->vars.items[fn->params.items[i]].type;
        types[count++] = fn->kind == MIR_FN_CLOSURE ? g->word : type_llvm(g, type);
    }
    return LLVMFunctionType(g->word, types, (unsigned)count, false);
}

/* Bytes that can be read wherever a value of the type is alive; 0: not known. */
static uint64_t readable_bytes(Codegen *g, Type *type)
{
    if (type_value_kind(type) != VALUE_REF || type_ref_mode(g, type) != REF_POINTER)
        return 0;
    type = type_resolve(type);
    if (type->kind == TY_CON && type->decl == g->program->program->types.list)
        return sizeof(MeshList);
    return sizeof(MeshObject);
}

/* A borrowed value is there as long as the function runs, so what it holds may be read ahead of
 * tests. */
static void mark_borrowed(Codegen *g, MirFn *fn, LLVMValueRef value)
{
    enum { FIRST_PARAM = 2 }; /* behind the context, counted from 1 */
    for (size_t i = 0; fn->kind == MIR_FN_PLAIN && i < fn->borrows.count; i++) {
        uint64_t bytes =
            fn->borrows.items[i] ? readable_bytes(g, fn->vars.items[fn->params.items[i]].type) : 0;
        if (bytes == 0)
            continue;
        unsigned at = FIRST_PARAM + (unsigned)i;
        LLVMAddAttributeAtIndex(value, at, enum_attribute(g, "dereferenceable", bytes));
        LLVMAddAttributeAtIndex(value, at, enum_attribute(g, "align", 8));
        add_attribute(g, value, at, "noundef");
    }
}

LLVMValueRef add_mesh_function(Codegen *g, MirFn *fn, const char *name)
{
    LLVMValueRef value = LLVMAddFunction(g->module, name, fn_llvm_type(g, fn));
    if (is_shared(g, fn))
        LLVMSetVisibility(value, LLVMHiddenVisibility);
    else
        LLVMSetLinkage(value, LLVMInternalLinkage);
    LLVMSetFunctionCallConv(value, fn_convention(g, fn));
    if (map_get(&g->plan->apart, fn) || fn->own_frame)
        add_attribute(g, value, LLVMAttributeFunctionIndex, "noinline");
    mark_function(g, value);
    add_attribute(g, value, 1, "nonnull");
    add_attribute(g, value, 1, "noundef");
    LLVMAddAttributeAtIndex(value, 1, enum_attribute(g, "dereferenceable", sizeof(MeshContext)));
    if (g->options->release)
        mark_borrowed(g, fn, value);
    return value;
}

LLVMValueRef fn_value(Codegen *g, MirFn *fn)
{
    LLVMValueRef value = map_get(&g->fns, fn);
    if (!value) {
        value = add_mesh_function(g, fn, fn->name);
        map_put(g->arena, &g->fns, fn, value);
    }
    return value;
}

static LLVMValueRef finish_call(LLVMValueRef call, unsigned convention, bool tail)
{
    LLVMSetInstructionCallConv(call, convention);
    if (tail)
        LLVMSetTailCallKind(call, LLVMTailCallKindMustTail);
    return call;
}

static LLVMValueRef call_mesh(FnGen *f, MirInstr *instr, bool tail)
{
    Codegen *g = f->g;
    MirFn *callee = instr->callee;
    if (callee->kind != MIR_FN_PLAIN || callee->params.count != instr->args.count)
        bug("codegen: call of %s in %s", callee->name, f->fn->name);
    LLVMValueRef *args = ARENA_ARRAY(g->arena, LLVMValueRef, instr->args.count + 1);
    args[0] = f->cx;
    for (size_t i = 0; i < instr->args.count; i++) {
        Type *type = callee->vars.items[callee->params.items[i]].type;
        args[i + 1] = as_type(g, var_value(f, instr->args.items[i]), type_llvm(g, type));
    }
    LLVMValueRef target =
        callee == f->fn && f->recursion && !tail ? f->recursion : fn_value(g, callee);
    LLVMValueRef call = LLVMBuildCall2(g->builder, fn_llvm_type(g, callee), target, args,
                                       (unsigned)instr->args.count + 1, "");
    return finish_call(call, fn_convention(g, callee), tail);
}

static LLVMValueRef call_closure(FnGen *f, MirInstr *instr, bool tail)
{
    Codegen *g = f->g;
    unsigned count = (unsigned)instr->args.count + 1;
    LLVMValueRef *args = ARENA_ARRAY(g->arena, LLVMValueRef, count);
    LLVMTypeRef *types = ARENA_ARRAY(g->arena, LLVMTypeRef, count);
    args[0] = f->cx;
    args[1] = as_type(g, var_value(f, instr->args.items[0]), g->ptr);
    types[0] = types[1] = g->ptr;
    for (unsigned i = 2; i < count; i++) {
        args[i] = as_type(g, var_value(f, instr->args.items[i - 1]), g->word);
        types[i] = g->word;
    }
    LLVMValueRef code = load_at(g, g->ptr, args[1], offsetof(MeshClosure, code), MEMORY_BODY);
    if (instr->takes_closure)
        args[1] = field_address(g, args[1], CLOSURE_HANDED_OVER);
    LLVMTypeRef type = LLVMFunctionType(g->word, types, count, false);
    return finish_call(LLVMBuildCall2(g->builder, type, code, args, count, ""), TAILCC, tail);
}

/* ---- Externs ---- */

static bool is_type_parameter(Type *type)
{
    TypeKind kind = type_resolve(type)->kind;
    return kind == TY_PARAM || kind == TY_ASSOC;
}

/* C sees values of a type parameter as words, whatever they are. */
static LLVMTypeRef c_type(Codegen *g, Type *type)
{
    return is_type_parameter(type) ? g->word : type_llvm(g, type);
}

static LLVMTypeRef c_result(Codegen *g, Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_NEVER)
        return g->none;
    if (type->kind == TY_CON && !type->decl->module && strcmp(type->decl->name, "Unit") == 0)
        return g->none;
    return c_type(g, type);
}

static bool takes_context(FnSymbol *fn)
{
    return fn->symbol.length > 5 && memcmp(fn->symbol.bytes, "mesh_", 5) == 0;
}

static const char *symbol_name(Codegen *g, FnSymbol *fn)
{
    return arena_printf(g->arena, "%.*s", (int)fn->symbol.length, fn->symbol.bytes);
}

/* The operands in C order, without the context. */
static unsigned extern_operands(FnGen *f, MirInstr *instr, LLVMValueRef *out)
{
    Codegen *g = f->g;
    unsigned count = 0;
    Type *type = type_resolve(instr->symbol->type);
    for (size_t i = 0; takes_context(instr->symbol) && i < instr->type_args.count; i++)
        out[count++] = static_type_info(g, instr->type_args.items[i]);
    for (size_t i = 0; i < instr->args.count; i++)
        out[count++] =
            as_type(g, var_value(f, instr->args.items[i]), c_type(g, type->args.items[i]));
    return count;
}

static bool only_scalars(Codegen *g, Type *fn_type)
{
    for (size_t i = 0; i < fn_type->args.count; i++) {
        if (c_type(g, fn_type->args.items[i]) == g->ptr)
            return false;
    }
    return c_result(g, fn_type->result) != g->ptr;
}

static LLVMValueRef call_extern_now(Codegen *g, FnSymbol *fn, LLVMValueRef *args, unsigned count)
{
    Type *type = type_resolve(fn->type);
    const char *name = symbol_name(g, fn);
    LLVMValueRef call = call_symbol(g, name, c_result(g, type->result), args, count);
    if (fn->extern_kind == EXTERN_PURE && !takes_context(fn) && only_scalars(g, type)) {
        LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, enum_attribute(g, "memory", 0));
        LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex,
                                 enum_attribute(g, "willreturn", 0));
    }
    return call;
}

/* `void symbol.blocking(cx, words)`: runs on another thread; words[0] receives the result. */
static LLVMValueRef blocking_thunk(Codegen *g, FnSymbol *fn, LLVMValueRef *operands, unsigned count)
{
    const char *name = arena_printf(g->arena, "%s.blocking", symbol_name(g, fn));
    LLVMValueRef thunk = LLVMGetNamedFunction(g->module, name);
    if (thunk)
        return thunk;
    Place place = leave(g);
    LLVMTypeRef types[] = {g->ptr, g->ptr};
    thunk = LLVMAddFunction(g->module, name, LLVMFunctionType(g->none, types, 2, false));
    LLVMSetLinkage(thunk, LLVMInternalLinkage);
    mark_function(g, thunk);
    at_block(g, LLVMAppendBasicBlockInContext(g->context, thunk, "entry"));
    debug_no_location(g);
    LLVMValueRef *args = ARENA_ARRAY(g->arena, LLVMValueRef, count + 1);
    unsigned at = 0;
    if (takes_context(fn))
        args[at++] = LLVMGetParam(thunk, 0);
    LLVMValueRef words = LLVMGetParam(thunk, 1);
    for (unsigned i = 0; i < count; i++) {
        LLVMValueRef address = field_address(g, words, 8 + 8 * (int64_t)i);
        LLVMValueRef word = LLVMBuildLoad2(g->builder, g->word, address, "");
        args[at++] = as_type(g, word, LLVMTypeOf(operands[i]));
    }
    LLVMValueRef result = call_extern_now(g, fn, args, at);
    if (LLVMTypeOf(result) != g->none)
        LLVMBuildStore(g->builder, as_type(g, result, g->word), words);
    LLVMBuildRetVoid(g->builder);
    come_back(g, place);
    return thunk;
}

static LLVMValueRef call_blocking(FnGen *f, MirInstr *instr, LLVMValueRef *operands, unsigned count)
{
    Codegen *g = f->g;
    for (unsigned i = 0; i < count; i++) {
        LLVMValueRef address = field_address(g, f->scratch, 8 + 8 * (int64_t)i);
        LLVMBuildStore(g->builder, as_type(g, operands[i], g->word), address);
    }
    LLVMValueRef args[] = {f->cx, blocking_thunk(g, instr->symbol, operands, count), f->scratch};
    LLVMValueRef call = call_symbol(g, "mesh_offload", g->none, args, 3);
    LLVMTypeRef result = c_result(g, type_resolve(instr->symbol->type)->result);
    if (result == g->none)
        return call;
    return as_type(g, LLVMBuildLoad2(g->builder, g->word, f->scratch, ""), result);
}

static LLVMValueRef call_extern(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    size_t room = instr->type_args.count + instr->args.count + 1;
    LLVMValueRef *args = ARENA_ARRAY(g->arena, LLVMValueRef, room);
    if (instr->symbol->extern_kind == EXTERN_BLOCKING)
        return call_blocking(f, instr, args, extern_operands(f, instr, args));
    unsigned first = takes_context(instr->symbol) ? 1 : 0;
    args[0] = f->cx;
    unsigned count = first + extern_operands(f, instr, args + first);
    return call_extern_now(g, instr->symbol, args, count);
}

LLVMValueRef emit_call(FnGen *f, MirInstr *instr, bool tail)
{
    if (instr->op == MIR_CALL_VALUE)
        return call_closure(f, instr, tail);
    if (instr->callee)
        return call_mesh(f, instr, tail);
    if (!instr->symbol || !instr->symbol->is_extern)
        bug("codegen: call without callee in %s", f->fn->name);
    return call_extern(f, instr);
}

/* ---- Operations of the runtime ---- */

static LLVMTypeRef prim_llvm(Codegen *g, PrimType type)
{
    switch (type) {
    case PRIM_VOID:
        return g->none;
    case PRIM_WORD:
    case PRIM_INT:
        return g->word;
    case PRIM_BOOL:
        return g->bit;
    case PRIM_OBJ:
    case PRIM_STR:
    case PRIM_LIST:
    case PRIM_CLOSURE:
    case PRIM_TYPE:
    case PRIM_SITE:
    case PRIM_SERVICE:
    case PRIM_TEXT:
    case PRIM_WORDS:
        return g->ptr;
    }
    return g->word;
}

static LLVMValueRef call_with(Codegen *g, const Prim *prim, LLVMValueRef *args, unsigned count)
{
    LLVMValueRef call = call_symbol(g, prim->symbol, prim_llvm(g, prim->result), args, count);
    if (strncmp(prim->name, "panic", 5) == 0) {
        LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex,
                                 enum_attribute(g, "noreturn", 0));
        LLVMAddCallSiteAttribute(call, LLVMAttributeFunctionIndex, enum_attribute(g, "cold", 0));
    }
    return call;
}

LLVMValueRef call_prim(Codegen *g, const char *name, LLVMValueRef cx, LLVMValueRef *operands)
{
    const Prim *prim = prim_find(text_of(name));
    LLVMValueRef args[PRIM_MAX_PARAMS + 1] = {cx};
    unsigned count = 0;
    for (; prim->params[count] != PRIM_VOID; count++)
        args[count + 1] = as_type(g, operands[count], prim_llvm(g, prim->params[count]));
    return call_with(g, prim, args, count + 1);
}

/* Variable operands fill the value parameters from left to right; flags and counts without one are
 * imm. */
typedef struct PrimOperands {
    FnGen *f;
    MirInstr *instr;
    size_t next;
} PrimOperands;

static LLVMValueRef next_operand(PrimOperands *p, LLVMTypeRef type)
{
    MirVarVec *args = &p->instr->args;
    if (p->next < args->count)
        return as_type(p->f->g, var_value(p->f, args->items[p->next++]), type);
    return as_type(p->f->g, word_const(p->f->g, p->instr->imm), type);
}

static LLVMValueRef rest_in_scratch(PrimOperands *p)
{
    Codegen *g = p->f->g;
    for (size_t at = 0; p->next < p->instr->args.count; at++) {
        LLVMValueRef word = next_operand(p, g->word);
        LLVMBuildStore(g->builder, word, field_address(g, p->f->scratch, 8 * (int64_t)at));
    }
    return p->f->scratch;
}

static LLVMValueRef prim_operand(PrimOperands *p, const Prim *prim, unsigned index)
{
    FnGen *f = p->f;
    Codegen *g = f->g;
    MirInstr *instr = p->instr;
    LLVMTypeRef type = prim_llvm(g, prim->params[index]);
    switch (prim->params[index]) {
    case PRIM_INT:
        if (prim->params[index + 1] == PRIM_WORDS)
            return word_const(g, (int64_t)(instr->args.count - p->next));
        return next_operand(p, type);
    case PRIM_WORD:
    case PRIM_BOOL:
    case PRIM_OBJ:
    case PRIM_STR:
    case PRIM_LIST:
    case PRIM_CLOSURE:
        return next_operand(p, type);
    case PRIM_WORDS:
        return rest_in_scratch(p);
    case PRIM_TYPE:
        return static_type_info(g, instr->type);
    case PRIM_SITE:
        return static_site(g, f->fn, instr->span);
    case PRIM_SERVICE:
        return static_service(g, instr->service);
    case PRIM_TEXT:
        return static_cstring(g, arena_printf(g->arena, "%.*s", (int)instr->text2.length,
                                              instr->text2.length > 0 ? instr->text2.bytes : ""));
    case PRIM_VOID:
        break;
    }
    bug("codegen: operand of %s", prim->name);
}

LLVMValueRef emit_prim(FnGen *f, MirInstr *instr)
{
    const Prim *prim = prim_find(instr->text);
    if (!prim)
        bug("codegen: no operation %.*s", (int)instr->text.length, instr->text.bytes);
    PrimOperands operands = {f, instr, 0};
    LLVMValueRef args[PRIM_MAX_PARAMS + 1] = {f->cx};
    unsigned count = 0;
    for (; prim->params[count] != PRIM_VOID; count++)
        args[count + 1] = prim_operand(&operands, prim, count);
    return call_with(f->g, prim, args, count + 1);
}

/* Words on the stack that one instruction needs to hand over its operands. */
size_t call_scratch_words(MirInstr *instr)
{
    size_t count = instr->args.count;
    if (instr->op == MIR_LIST)
        return count < SCRATCH_WORDS ? count : SCRATCH_WORDS;
    if (instr->op == MIR_CALL && !instr->callee && instr->symbol &&
        instr->symbol->extern_kind == EXTERN_BLOCKING)
        return 1 + instr->type_args.count + count;
    if (instr->op != MIR_PRIM)
        return 0;
    const Prim *prim = prim_find(instr->text);
    for (unsigned i = 0; prim && prim->params[i] != PRIM_VOID; i++) {
        if (prim->params[i] == PRIM_WORDS)
            return count + 1;
    }
    return 0;
}
