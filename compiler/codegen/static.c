#include "codegen/codegen_internal.h"

#include <llvm-c/Comdat.h>

static LLVMValueRef add_private(Codegen *g, LLVMTypeRef type, const char *what)
{
    const char *name = arena_printf(g->arena, "%s.%zu", what, g->numbered++);
    LLVMValueRef global = LLVMAddGlobal(g->module, type, name);
    LLVMSetLinkage(global, LLVMPrivateLinkage);
    return global;
}

LLVMValueRef private_constant(Codegen *g, LLVMValueRef value, const char *what)
{
    LLVMValueRef global = add_private(g, LLVMTypeOf(value), what);
    LLVMSetInitializer(global, value);
    LLVMSetGlobalConstant(global, true);
    return global;
}

static LLVMValueRef struct_const(Codegen *g, LLVMValueRef *fields, unsigned count)
{
    return LLVMConstStructInContext(g->context, fields, count, false);
}

/* Equal constants may share an address: nothing compares these by identity. */
static LLVMValueRef merged(LLVMValueRef global)
{
    LLVMSetUnnamedAddress(global, LLVMGlobalUnnamedAddr);
    return global;
}

static LLVMValueRef bytes_of(Codegen *g, const char *bytes, size_t length)
{
    LLVMValueRef value = LLVMConstStringInContext2(g->context, bytes, length, false);
    LLVMValueRef global = merged(private_constant(g, value, "bytes"));
    LLVMSetAlignment(global, 1);
    return global;
}

LLVMValueRef static_cstring(Codegen *g, const char *text)
{
    LLVMValueRef bytes = map_get(&g->strings, text);
    if (!bytes) {
        bytes = bytes_of(g, text, strlen(text));
        map_put(g->arena, &g->strings, text, bytes);
    }
    return bytes;
}

static LLVMValueRef static_header(Codegen *g, unsigned tag)
{
    return LLVMConstInt(g->word, object_header(MESH_STATIC_COUNT, 0, 0, tag), false);
}

LLVMValueRef static_string(Codegen *g, Text text)
{
    LLVMValueRef fields[] = {static_header(g, MESH_TAG_STRING), word_const(g, (int64_t)text.length),
                             bytes_of(g, text.length > 0 ? text.bytes : "", text.length)};
    return merged(private_constant(g, struct_const(g, fields, 3), "string"));
}

static LLVMValueRef site_of(Codegen *g, const char *function, Span span)
{
    const char *file = span.source ? span.source->path : "";
    int64_t line = span.source ? (int64_t)source_line(span.source, span.start) : 0;
    LLVMValueRef fields[] = {static_cstring(g, file), static_cstring(g, function),
                             word_const(g, line)};
    return merged(private_constant(g, struct_const(g, fields, 3), "site"));
}

LLVMValueRef static_site(Codegen *g, MirFn *fn, Span span)
{
    return site_of(g, fn->shown ? fn->shown : fn->name, span.source ? span : fn->span);
}

/* ---- Types and services: identified by address ---- */

/* Every unit that needs it has a copy; the linker keeps one. */
static void one_in_program(Codegen *g, LLVMValueRef global, const char *name)
{
    LLVMSetLinkage(global, LLVMLinkOnceODRLinkage);
    LLVMSetVisibility(global, LLVMHiddenVisibility);
    LLVMSetComdat(global, LLVMGetOrInsertComdat(g->module, name));
}

static void add_type_names(Codegen *g, TextBuffer *out, const TypeVec *types);

/* Unlike the text for people it tells types of the same name apart. */
static const char *type_full_name(Codegen *g, Type *type)
{
    TextBuffer out;
    text_buffer_init(&out, g->arena);
    type = type_resolve(type);
    if (type->kind == TY_CON) {
        const ModuleInfo *module = type->decl->module;
        text_addf(&out, "%s.%s<", module ? module->name : "", type->decl->name);
        add_type_names(g, &out, &type->args);
        text_add_char(&out, '>');
    } else if (type->kind == TY_FUN || type->kind == TY_TUPLE) {
        text_add_char(&out, '(');
        add_type_names(g, &out, &type->args);
        text_add_char(&out, ')');
        if (type->kind == TY_FUN)
            text_addf(&out, " -> %s", type_full_name(g, type->result));
    } else {
        text_addf(&out, "%s", type_text(g->arena, type));
    }
    return text_done(&out).bytes;
}

static void add_type_names(Codegen *g, TextBuffer *out, const TypeVec *types)
{
    for (size_t i = 0; i < types->count; i++)
        text_addf(out, i == 0 ? "%s" : ", %s", type_full_name(g, types->items[i]));
}

/* Calls from C borrow both operands; the Mesh function behind them may own its parameters. */
static LLVMValueRef type_thunk(Codegen *g, MirFn *fn, Type *type, unsigned operands,
                               LLVMTypeRef result)
{
    Place place = leave(g);
    LLVMTypeRef types[] = {g->ptr, g->word, g->word};
    LLVMTypeRef thunk_type = LLVMFunctionType(result, types, operands + 1, false);
    const char *name = arena_printf(g->arena, "%s.c", fn->name);
    LLVMValueRef thunk = LLVMAddFunction(g->module, name, thunk_type);
    one_in_program(g, thunk, name);
    mark_function(g, thunk);
    at_block(g, LLVMAppendBasicBlockInContext(g->context, thunk, "entry"));
    debug_no_location(g);
    LLVMValueRef args[3] = {LLVMGetParam(thunk, 0)};
    for (unsigned i = 0; i < operands; i++) {
        args[i + 1] = as_type(g, LLVMGetParam(thunk, i + 1), type_llvm(g, type));
        if (fn->borrows.count <= i || !fn->borrows.items[i])
            emit_dup(g, args[0], args[i + 1], type);
    }
    LLVMValueRef call =
        LLVMBuildCall2(g->builder, fn_llvm_type(g, fn), fn_value(g, fn), args, operands + 1, "");
    LLVMSetInstructionCallConv(call, fn_convention(g, fn));
    LLVMBuildRet(g->builder, as_type(g, call, result));
    if (result == g->bit)
        add_attribute(g, thunk, LLVMAttributeReturnIndex, "zeroext");
    come_back(g, place);
    return thunk;
}

static MirTypeInfo *find_type_info(Codegen *g, Type *type)
{
    for (size_t i = 0; i < g->program->typeinfos.count; i++) {
        if (type_equal(g->program->typeinfos.items[i]->type, type))
            return g->program->typeinfos.items[i];
    }
    return NULL;
}

/* What the runtime treats in a way of its own: types of the language, which no module declares. */
static MeshKnownType known_type(Type *type)
{
    type = type_resolve(type);
    if (type->kind != TY_CON || type->decl->module)
        return MESH_TYPE_OTHER;
    if (strcmp(type->decl->name, "Int") == 0)
        return MESH_TYPE_INT;
    return strcmp(type->decl->name, "String") == 0 ? MESH_TYPE_STRING : MESH_TYPE_OTHER;
}

LLVMValueRef static_type_info(Codegen *g, Type *type)
{
    LLVMValueRef global = type_table_get(&g->type_infos, type, -1);
    if (global)
        return global;
    LLVMTypeRef parts[] = {g->ptr, g->half, g->half, g->ptr, g->ptr};
    LLVMTypeRef struct_type = LLVMStructTypeInContext(g->context, parts, 5, false);
    const char *name = arena_printf(g->arena, "type.%s", type_full_name(g, type));
    global = LLVMAddGlobal(g->module, struct_type, name);
    one_in_program(g, global, name);
    LLVMSetGlobalConstant(global, true);
    type_table_put(g->arena, &g->type_infos, type, -1, global);
    MirTypeInfo *info = find_type_info(g, type);
    LLVMValueRef null = LLVMConstNull(g->ptr);
    LLVMValueRef fields[] = {static_cstring(g, type_text(g->arena, type)),
                             LLVMConstInt(g->half, (unsigned)type_value_kind(type), false),
                             LLVMConstInt(g->half, (unsigned)known_type(type), false), null, null};
    if (info && info->eq)
        fields[3] = type_thunk(g, info->eq, type, 2, g->bit);
    if (info && info->hash)
        fields[4] = type_thunk(g, info->hash, type, 1, g->word);
    LLVMSetInitializer(global, struct_const(g, fields, 5));
    return global;
}

LLVMValueRef static_service(Codegen *g, ServiceDecl *service)
{
    LLVMValueRef global = map_get(&g->services, service);
    if (global)
        return global;
    LLVMValueRef fields[] = {static_cstring(g, service->name),
                             word_const(g, (int64_t)type_value_kind(service->state))};
    const char *name = arena_printf(g->arena, "service.%s", service->full_name);
    global = private_constant(g, struct_const(g, fields, 2), "service");
    LLVMSetValueName2(global, name, strlen(name));
    one_in_program(g, global, name);
    map_put(g->arena, &g->services, service, global);
    return global;
}

/* ---- Objects ---- */

LLVMValueRef static_closure(Codegen *g, MirFn *fn)
{
    LLVMValueRef global = map_get(&g->static_closures, fn);
    if (global)
        return global;
    LLVMValueRef fields[] = {static_header(g, MESH_TAG_CLOSURE), fn_value(g, fn)};
    global = private_constant(g, struct_const(g, fields, 2), "closure");
    map_put(g->arena, &g->static_closures, fn, global);
    return global;
}

LLVMValueRef static_empty_object(Codegen *g)
{
    if (!g->empty_object) {
        LLVMValueRef fields[] = {static_header(g, 0), word_const(g, 0)};
        g->empty_object = private_constant(g, struct_const(g, fields, 2), "empty");
    }
    return g->empty_object;
}

LLVMValueRef constant_global(Codegen *g, ConstSymbol *constant)
{
    LLVMValueRef global = map_get(&g->constants, constant);
    if (global)
        return global;
    const char *name = arena_printf(g->arena, "const.%s", constant->full_name);
    global = LLVMAddGlobal(g->module, g->word, name);
    LLVMSetVisibility(global, LLVMHiddenVisibility);
    map_put(g->arena, &g->constants, constant, global);
    return global;
}

void define_constants(Codegen *g)
{
    for (size_t i = 0; i < g->program->consts.count; i++) {
        MirConst *constant = g->program->consts.items[i];
        if (!in_unit(g, constant->init))
            continue;
        LLVMValueRef global = constant_global(g, constant->constant);
        LLVMSetInitializer(global, word_const(g, 0));
        if (g->plan->units.count > 1)
            continue;
        LLVMSetVisibility(global, LLVMDefaultVisibility);
        LLVMSetLinkage(global, LLVMInternalLinkage);
    }
}
