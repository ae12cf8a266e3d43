/* Line tables, functions and named variables, so that a debugger works on .mpl files. */
#include "codegen/codegen_internal.h"

#define DW_ATE_BOOLEAN       2
#define DW_ATE_FLOAT         4
#define DW_ATE_SIGNED        5
#define DW_ATE_UNSIGNED_CHAR 8

static LLVMMetadataRef file_of(Codegen *g, const Source *source)
{
    static const Source nowhere = {.path = "generated"};
    if (!source)
        source = &nowhere;
    LLVMMetadataRef file = map_get(&g->di_files, source);
    if (!file) {
        file = LLVMDIBuilderCreateFile(g->di, source->path, strlen(source->path), ".", 1);
        map_put(g->arena, &g->di_files, source, file);
    }
    return file;
}

static LLVMMetadataRef basic(Codegen *g, const char *name, uint64_t bits, unsigned encoding)
{
    return LLVMDIBuilderCreateBasicType(g->di, name, strlen(name), bits, encoding, LLVMDIFlagZero);
}

static LLVMMetadataRef member(Codegen *g, LLVMMetadataRef file, const char *name,
                              LLVMMetadataRef type, uint64_t bits, uint64_t offset)
{
    return LLVMDIBuilderCreateMemberType(g->di, file, name, strlen(name), file, 0, bits, 0, offset,
                                         LLVMDIFlagZero, type);
}

static LLVMMetadataRef pointer_to(Codegen *g, LLVMMetadataRef type)
{
    return LLVMDIBuilderCreatePointerType(g->di, type, 64, 0, 0, "", 0);
}

static LLVMMetadataRef struct_of(Codegen *g, LLVMMetadataRef file, const char *name, uint64_t bits,
                                 LLVMMetadataRef *members, unsigned count)
{
    return LLVMDIBuilderCreateStructType(g->di, file, name, strlen(name), file, 0, bits, 64,
                                         LLVMDIFlagZero, NULL, members, count, 0, NULL, name,
                                         strlen(name));
}

/* References are shown with their header; strings with their text as well. */
static void describe_types(Codegen *g, LLVMMetadataRef file)
{
    LLVMMetadataRef i32 = basic(g, "count", 32, DW_ATE_SIGNED);
    LLVMMetadataRef text = pointer_to(g, basic(g, "char", 8, DW_ATE_UNSIGNED_CHAR));
    g->di_int = basic(g, "Int", 64, DW_ATE_SIGNED);
    g->di_float = basic(g, "Float", 64, DW_ATE_FLOAT);
    g->di_bool = basic(g, "Bool", 8, DW_ATE_BOOLEAN);
    LLVMMetadataRef head = member(g, file, "count", i32, 32, 0);
    g->di_object = pointer_to(g, struct_of(g, file, "Object", 64, &head, 1));
    LLVMMetadataRef parts[] = {head, member(g, file, "length", g->di_int, 64, 64),
                               member(g, file, "bytes", text, 64, 128)};
    g->di_string = pointer_to(g, struct_of(g, file, "String", 192, parts, 3));
}

static void add_flag(Codegen *g, const char *name, unsigned value)
{
    LLVMMetadataRef metadata = LLVMValueAsMetadata(LLVMConstInt(g->half, value, false));
    LLVMAddModuleFlag(g->module, LLVMModuleFlagBehaviorWarning, name, strlen(name), metadata);
}

void debug_begin(Codegen *g)
{
    static const char producer[] = "meshc";
    add_flag(g, "Debug Info Version", LLVMDebugMetadataVersion());
    add_flag(g, "Dwarf Version", 4);
    g->di = LLVMCreateDIBuilder(g->module);
    MirFn *first = g->unit->fns.count > 0 ? g->unit->fns.items[0] : NULL;
    if (in_unit(g, g->program->main))
        first = g->program->main;
    LLVMMetadataRef file = file_of(g, first ? first->span.source : NULL);
    g->di_unit = LLVMDIBuilderCreateCompileUnit(
        g->di, LLVMDWARFSourceLanguageC99, file, producer, sizeof producer - 1, g->options->release,
        "", 0, 0, "", 0,
        g->options->release ? LLVMDWARFEmissionLineTablesOnly : LLVMDWARFEmissionFull, 0, true,
        false, "", 0, "", 0);
    describe_types(g, file);
    LLVMMetadataRef parameters = NULL;
    g->di_fn_type = LLVMDIBuilderCreateSubroutineType(g->di, file, &parameters, 0, LLVMDIFlagZero);
    g->di_expression = LLVMDIBuilderCreateExpression(g->di, NULL, 0);
}

void debug_end(Codegen *g)
{
    LLVMDIBuilderFinalize(g->di);
}

static unsigned line_of(Span span)
{
    return span.source ? source_line(span.source, span.start) : 0;
}

void debug_function(FnGen *f)
{
    Codegen *g = f->g;
    LLVMMetadataRef file = file_of(g, f->fn->span.source);
    const char *shown = f->fn->shown ? f->fn->shown : f->fn->name;
    unsigned line = line_of(f->fn->span);
    f->scope = LLVMDIBuilderCreateFunction(g->di, file, shown, strlen(shown), "", 0, file, line,
                                           g->di_fn_type, true, true, line, LLVMDIFlagZero,
                                           g->options->release);
    LLVMSetSubprogram(f->value, f->scope);
}

/* In bytes, as debuggers count; the format has 16 bits for it. */
static unsigned column_of(Span span)
{
    if (!span.source)
        return 0;
    uint32_t column = span.start - span.source->line_starts[line_of(span) - 1] + 1;
    return column < UINT16_MAX ? column : 0;
}

/* Code from another file than the function's, such as a default body, keeps the line of the
 * function. */
static LLVMMetadataRef location_of(FnGen *f, Span span)
{
    if (!span.source || span.source != f->fn->span.source)
        span = f->fn->span;
    return LLVMDIBuilderCreateDebugLocation(f->g->context, line_of(span), column_of(span), f->scope,
                                            NULL);
}

void debug_location(FnGen *f, Span span)
{
    LLVMSetCurrentDebugLocation2(f->g->builder, location_of(f, span));
}

void debug_no_location(Codegen *g)
{
    LLVMSetCurrentDebugLocation2(g->builder, NULL);
}

/* The place in the function's own file that inlined code came from: the innermost one, or the call
 * in the function itself. */
static LLVMMetadataRef own_place(LLVMMetadataRef location, LLVMMetadataRef file)
{
    for (;;) {
        LLVMMetadataRef outer = LLVMDILocationGetInlinedAt(location);
        if (!outer || LLVMDIScopeGetFile(LLVMDILocationGetScope(location)) == file)
            return location;
        location = outer;
    }
}

/* A stack trace finds the line of a frame by its return address, and the frame is that of the
 * function which took the inlined code in: its calls are given places in its own file. */
void debug_place_calls(Codegen *g)
{
    for (LLVMValueRef fn = LLVMGetFirstFunction(g->module); fn; fn = LLVMGetNextFunction(fn)) {
        LLVMMetadataRef scope = LLVMGetSubprogram(fn);
        LLVMMetadataRef file = scope ? LLVMDIScopeGetFile(scope) : NULL;
        for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(fn); b && file;
             b = LLVMGetNextBasicBlock(b)) {
            for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i)) {
                LLVMMetadataRef location =
                    LLVMIsACallInst(i) ? LLVMInstructionGetDebugLoc(i) : NULL;
                if (location)
                    LLVMInstructionSetDebugLoc(i, own_place(location, file));
            }
        }
    }
}

/* ---- Variables ---- */

static LLVMMetadataRef local_type(Codegen *g, Type *type)
{
    switch (type_value_kind(type)) {
    case VALUE_WORD:
        return g->di_int;
    case VALUE_FLOAT:
        return g->di_float;
    case VALUE_BOOL:
        return g->di_bool;
    case VALUE_REF:
        break;
    }
    type = type_resolve(type);
    bool is_string =
        type->kind == TY_CON && !type->decl->module && strcmp(type->decl->name, "String") == 0;
    return is_string ? g->di_string : g->di_object;
}

void debug_local(FnGen *f, MirVar var)
{
    if (f->g->options->release || !f->fn->vars.items[var].name)
        return;
    PendingLocal local = {var, f->span};
    vec_push(f->g->arena, &f->pending, local);
}

static int param_number(FnGen *f, MirVar var)
{
    for (size_t i = 0; i < f->fn->params.count; i++) {
        if (f->fn->params.items[i] == var)
            return (int)i + 1;
    }
    return 0;
}

static LLVMMetadataRef describe_local(FnGen *f, PendingLocal *local)
{
    Codegen *g = f->g;
    MirVarInfo *info = &f->fn->vars.items[local->var];
    LLVMMetadataRef file = file_of(g, f->fn->span.source);
    unsigned line = line_of(local->span.source == f->fn->span.source ? local->span : f->fn->span);
    int number = param_number(f, local->var);
    if (number > 0)
        return LLVMDIBuilderCreateParameterVariable(
            g->di, f->scope, info->name, strlen(info->name), (unsigned)number, file, line,
            local_type(g, info->type), true, LLVMDIFlagZero);
    return LLVMDIBuilderCreateAutoVariable(g->di, f->scope, info->name, strlen(info->name), file,
                                           line, local_type(g, info->type), true, LLVMDIFlagZero,
                                           0);
}

void debug_flush(FnGen *f, LLVMBasicBlockRef block, LLVMValueRef last, size_t count)
{
    Codegen *g = f->g;
    LLVMValueRef next = last ? LLVMGetNextInstruction(last) : LLVMGetFirstInstruction(block);
    while (next && LLVMIsAPHINode(next))
        next = LLVMGetNextInstruction(next);
    if (!next || count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        PendingLocal *local = &f->pending.items[i];
        LLVMDIBuilderInsertDbgValueRecordBefore(g->di, f->vars[local->var],
                                                describe_local(f, local), g->di_expression,
                                                location_of(f, local->span), next);
    }
    f->pending.count -= count;
    memmove(f->pending.items, f->pending.items + count, f->pending.count * sizeof(PendingLocal));
}
