#include "codegen/codegen_internal.h"

/* A root, a type for each kind of memory, and the tag of an access to it. Kinds never overlap, with one
 * exception that shares a kind: the link of a free cell lies where the header of an object will be. */
static void make_memory_tags(Codegen *g)
{
    static const char *const names[MEMORY_COUNT] = {"context", "header", "body"};
    LLVMMetadataRef root_name = LLVMMDStringInContext2(g->context, "mesh", 4);
    LLVMMetadataRef root = LLVMMDNodeInContext2(g->context, &root_name, 1);
    LLVMMetadataRef zero = LLVMValueAsMetadata(word_const(g, 0));
    for (int i = 0; i < MEMORY_COUNT; i++) {
        LLVMMetadataRef name = LLVMMDStringInContext2(g->context, names[i], strlen(names[i]));
        LLVMMetadataRef fields[] = {name, root, zero};
        LLVMMetadataRef type = LLVMMDNodeInContext2(g->context, fields, 3);
        LLVMMetadataRef access[] = {type, type, zero};
        LLVMMetadataRef tag = LLVMMDNodeInContext2(g->context, access, 3);
        g->memory_tags[i] = LLVMMetadataAsValue(g->context, tag);
    }
}

static LLVMValueRef weights(Codegen *g, unsigned first, unsigned second)
{
    LLVMMetadataRef parts[] = {LLVMMDStringInContext2(g->context, "branch_weights", 14),
                               LLVMValueAsMetadata(LLVMConstInt(g->half, first, false)),
                               LLVMValueAsMetadata(LLVMConstInt(g->half, second, false))};
    return LLVMMetadataAsValue(g->context, LLVMMDNodeInContext2(g->context, parts, 3));
}

static LLVMValueRef range(Codegen *g, int64_t from, int64_t to)
{
    LLVMMetadataRef parts[] = {LLVMValueAsMetadata(word_const(g, from)), LLVMValueAsMetadata(word_const(g, to))};
    return LLVMMetadataAsValue(g->context, LLVMMDNodeInContext2(g->context, parts, 2));
}

static void begin(Codegen *g)
{
    g->context = LLVMContextCreate();
    LLVMContextSetDiscardValueNames(g->context, false);
    g->module = LLVMModuleCreateWithNameInContext("program", g->context);
    g->builder = LLVMCreateBuilderInContext(g->context);
    g->word = LLVMInt64TypeInContext(g->context);
    g->half = LLVMInt32TypeInContext(g->context);
    g->quarter = LLVMInt16TypeInContext(g->context);
    g->byte = LLVMInt8TypeInContext(g->context);
    g->bit = LLVMInt1TypeInContext(g->context);
    g->real = LLVMDoubleTypeInContext(g->context);
    g->ptr = LLVMPointerTypeInContext(g->context, 0);
    g->none = LLVMVoidTypeInContext(g->context);
    g->kind_tbaa = LLVMGetMDKindIDInContext(g->context, "tbaa", 4);
    g->kind_prof = LLVMGetMDKindIDInContext(g->context, "prof", 4);
    g->kind_range = LLVMGetMDKindIDInContext(g->context, "range", 5);
    make_memory_tags(g);
    g->length_range = range(g, 0, INT64_C(1) << 48);
    g->unlikely_first = weights(g, 1, 2000);
    g->unlikely_second = weights(g, 2000, 1);
    g->names = interner_new(g->arena);
}

static void end(Codegen *g, LLVMTargetMachineRef machine)
{
    if (machine)
        LLVMDisposeTargetMachine(machine);
    if (g->di)
        LLVMDisposeDIBuilder(g->di);
    LLVMDisposeBuilder(g->builder);
    LLVMDisposeModule(g->module);
    LLVMContextDispose(g->context);
}

static void emit_program(Codegen *g)
{
    MirProgram *program = g->program;
    debug_begin(g);
    plan_calls(g);
    for (size_t i = 0; i < program->fns.count; i++) {
        MirFn *fn = program->fns.items[i];
        map_put(g->arena, &g->fns_by_name, intern_cstr(g->names, fn->name), fn);
    }
    for (size_t i = 0; i < program->fns.count; i++)
        emit_function(g, program->fns.items[i]);
    if (program->main) /* stack traces end in it */
        add_attribute(g, fn_value(g, program->main), LLVMAttributeFunctionIndex, "noinline");
    emit_entries(g);
    debug_end(g);
}

static void phase(Codegen *g, const char *name)
{
    if (g->options->phase)
        g->options->phase(g->options->phase_context, name);
}

static Text readable(Codegen *g)
{
    char *text = LLVMPrintModuleToString(g->module);
    size_t length = strlen(text);
    Text kept = {arena_copy(g->arena, text, length + 1), length};
    LLVMDisposeMessage(text);
    return kept;
}

CodegenResult codegen_program(Arena *arena, MirProgram *program, const CodegenOptions *options, bool want_ir)
{
    Codegen codegen = {.arena = arena, .program = program, .options = options};
    Codegen *g = &codegen;
    CodegenResult result = {0};
    LLVMTargetMachineRef machine = NULL;
    begin(g);
    phase(g, "emit");
    result.error = target_init(g, &machine);
    if (!result.error) {
        emit_program(g);
        result.error = g->error;
    }
    phase(g, "optimise");
    if (!result.error)
        result.error = target_optimise(g, machine);
    if (!result.error) {
        insert_polls(g);
        if (options->release)
            debug_place_calls(g);
        emit_function_table(g);
        result.error = target_finish(g, machine);
    }
    if (!result.error && want_ir)
        result.ir = readable(g);
    phase(g, "object");
    if (!result.error)
        result.error = target_object(g, machine, &result.object);
    end(g, machine);
    return result;
}
