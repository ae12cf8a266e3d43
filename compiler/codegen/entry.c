/* What the runtime finds in every program: its start, calls of closures, and of each unit the table
 * of functions. */
#include "codegen/codegen_internal.h"

static LLVMValueRef begin_entry(Codegen *g, const char *name, LLVMTypeRef result,
                                LLVMTypeRef *types, unsigned count)
{
    LLVMValueRef fn =
        LLVMAddFunction(g->module, name, LLVMFunctionType(result, types, count, false));
    mark_function(g, fn);
    at_block(g, LLVMAppendBasicBlockInContext(g->context, fn, "entry"));
    debug_no_location(g);
    return fn;
}

static LLVMValueRef call_mesh_fn(Codegen *g, MirFn *fn, LLVMValueRef cx)
{
    LLVMValueRef call =
        LLVMBuildCall2(g->builder, fn_llvm_type(g, fn), fn_value(g, fn), &cx, 1, "");
    LLVMSetInstructionCallConv(call, fn_convention(g, fn));
    return call;
}

/* Every actor reads the constants, so what they refer to becomes static. */
static void evaluate_constant(Codegen *g, MirConst *constant, LLVMValueRef cx)
{
    LLVMValueRef word = call_mesh_fn(g, constant->init, cx);
    if (type_value_kind(constant->constant->type) == VALUE_REF) {
        LLVMValueRef args[] = {word, word_const(g, MESH_KIND_REF)};
        word = call_prim(g, "make_static", cx, args);
    }
    LLVMBuildStore(g->builder, word, constant_global(g, constant->constant));
}

static void emit_program_main(Codegen *g)
{
    LLVMValueRef cx = LLVMGetParam(begin_entry(g, "mesh_program_main", g->none, &g->ptr, 1), 0);
    for (size_t i = 0; i < g->program->consts.count; i++)
        evaluate_constant(g, g->program->consts.items[i], cx);
    if (g->program->main)
        call_mesh_fn(g, g->program->main, cx);
    LLVMBuildRetVoid(g->builder);
}

static void emit_apply(Codegen *g, const char *name, unsigned args)
{
    LLVMTypeRef types[] = {g->ptr, g->ptr, g->word};
    LLVMValueRef fn = begin_entry(g, name, g->word, types, args + 2);
    LLVMValueRef values[] = {LLVMGetParam(fn, 0), LLVMGetParam(fn, 1),
                             args > 0 ? LLVMGetParam(fn, 2) : NULL};
    LLVMValueRef code = load_at(g, g->ptr, values[1], offsetof(MeshClosure, code), MEMORY_BODY);
    LLVMTypeRef type = LLVMFunctionType(g->word, types, args + 2, false);
    LLVMValueRef call = LLVMBuildCall2(g->builder, type, code, values, args + 2, "");
    LLVMSetInstructionCallConv(call, TAILCC);
    LLVMBuildRet(g->builder, call);
}

static void export_word(Codegen *g, const char *name, int64_t value)
{
    LLVMValueRef global = LLVMAddGlobal(g->module, g->word, name);
    LLVMSetInitializer(global, word_const(g, value));
    LLVMSetGlobalConstant(global, true);
}

void emit_entries(Codegen *g)
{
    emit_program_main(g);
    emit_apply(g, "mesh_apply0", 0);
    emit_apply(g, "mesh_apply1", 1);
    export_word(g, "mesh_program_release", g->options->release);
}

/* The function of the program that a symbol belongs to: parts split off from it are named
 * `f.cold.1`. */
static MirFn *source_of(Codegen *g, LLVMValueRef fn)
{
    size_t length;
    const char *name = LLVMGetValueName2(fn, &length);
    const char *part = strstr(name, ".cold.");
    if (part)
        length = (size_t)(part - name);
    return map_get(&g->fns_by_name, intern(g->names, (Text){name, length}));
}

/* Rows stay as long as the object does: nothing refers to them by name. */
static void keep_for_linker(Codegen *g, LLVMValueRef global)
{
    LLVMValueRef kept = LLVMAddGlobal(g->module, LLVMArrayType2(g->ptr, 1), "llvm.used");
    LLVMSetInitializer(kept, LLVMConstArray2(g->ptr, &global, 1));
    LLVMSetLinkage(kept, LLVMAppendingLinkage);
    LLVMSetSection(kept, "llvm.metadata");
}

void emit_function_table(Codegen *g)
{
    g->strings = (Map){0}; /* the optimiser has removed some of them */
    VEC(LLVMValueRef) rows = {0};
    LLVMTypeRef parts[] = {g->ptr, g->ptr};
    LLVMTypeRef row_type = LLVMStructTypeInContext(g->context, parts, 2, false);
    for (LLVMValueRef fn = LLVMGetFirstFunction(g->module); fn; fn = LLVMGetNextFunction(fn)) {
        MirFn *source = source_of(g, fn);
        if (!source || LLVMIsDeclaration(fn))
            continue;
        LLVMValueRef fields[] = {fn, static_site(g, source, source->span)};
        vec_push(g->arena, &rows, LLVMConstStructInContext(g->context, fields, 2, false));
    }
    if (rows.count == 0)
        return;
    LLVMValueRef global =
        private_constant(g, LLVMConstArray2(row_type, rows.items, rows.count), "functions");
    LLVMSetSection(global, "mesh_functions");
    LLVMSetAlignment(global, sizeof(void *));
    keep_for_linker(g, global);
}
