/* Freeing by type, in release builds: what mesh_drop_slow finds out from an object's header at run time is
 * known here. Recursion is bounded: the last reference of an object is freed in a loop, the others at most
 * FREE_DEPTH levels down; below that mesh_drop_slow takes over, which needs no stack. */
#include "codegen/codegen_internal.h"

#define FREE_DEPTH 64

static bool fits_cell(Codegen *g, Type *type, int32_t variant)
{
    return 1 + layout_of(g, type, variant)->count <= MESH_MAX_SMALL_WORDS;
}

/* Structs, tuples and sums whose objects are all small and plain. */
static bool has_own_free(Codegen *g, Type *type)
{
    type = type_resolve(type);
    if (type_value_kind(type) != VALUE_REF)
        return false;
    if (type->kind == TY_TUPLE)
        return fits_cell(g, type, -1);
    if (type->kind != TY_CON || type->decl->kind == DECL_PRIMITIVE)
        return false;
    if (type->decl->kind == DECL_STRUCT)
        return type->decl->fields.count > 0 && fits_cell(g, type, -1);
    for (size_t i = 0; i < type->decl->variants.count; i++) {
        if (!fits_cell(g, type, (int32_t)i))
            return false;
    }
    return true;
}

/* ---- Freeing one reference ---- */

static LLVMValueRef free_function(Codegen *g, Type *type);

static void call_slow(Codegen *g, LLVMValueRef cx, LLVMValueRef object)
{
    LLVMValueRef args[] = {cx, object};
    call_symbol(g, "mesh_drop_slow", g->none, args, 2);
}

/* The count is 1. `depth` says how many more levels may recurse. */
static void free_object(Codegen *g, LLVMValueRef cx, LLVMValueRef object, Type *type, LLVMValueRef depth)
{
    if (!has_own_free(g, type)) {
        call_slow(g, cx, object);
        return;
    }
    LLVMValueRef fn = free_function(g, type);
    LLVMValueRef args[] = {cx, object, depth};
    LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(fn), fn, args, 3, "");
}

/* Where recursion has gone deep enough, the slow way. */
static void free_below(Codegen *g, LLVMValueRef cx, LLVMValueRef object, Type *type, LLVMValueRef depth)
{
    if (!has_own_free(g, type)) {
        call_slow(g, cx, object);
        return;
    }
    LLVMBasicBlockRef deep = new_block(g, "deep"), level = new_block(g, "level"), out = new_block(g, "freed");
    LLVMValueRef end = LLVMBuildICmp(g->builder, LLVMIntEQ, depth, word_const(g, 0), "");
    branch_unlikely(g, end, deep, level);
    at_block(g, deep);
    call_slow(g, cx, object);
    LLVMBuildBr(g->builder, out);
    at_block(g, level);
    free_object(g, cx, object, type, LLVMBuildSub(g->builder, depth, word_const(g, 1), ""));
    LLVMBuildBr(g->builder, out);
    at_block(g, out);
}

/* Takes one owner away. With `last` the caller has nothing left to do behind it, so that freeing the object
 * can take over the caller's frame. */
static void release(Codegen *g, LLVMValueRef cx, LLVMValueRef object, Type *type, LLVMValueRef depth, bool last)
{
    LLVMBasicBlockRef shared = new_block(g, "shared"), out = new_block(g, "out");
    skip_non_pointers(g, object, type_ref_mode(g, type), out);
    LLVMValueRef count = go_on_if_unique(g, object, shared);
    if (last)
        free_object(g, cx, object, type, depth);
    else
        free_below(g, cx, object, type, depth);
    LLVMBuildBr(g->builder, out);
    at_block(g, shared);
    emit_drop_shared(g, cx, object, count);
    LLVMBuildBr(g->builder, out);
    at_block(g, out);
}

/* ---- The functions ---- */

static void free_fields(Codegen *g, LLVMValueRef fn, Layout *layout)
{
    LLVMValueRef cx = LLVMGetParam(fn, 0), object = LLVMGetParam(fn, 1), depth = LLVMGetParam(fn, 2);
    LLVMValueRef *children = ARENA_ARRAY(g->arena, LLVMValueRef, layout->count + 1);
    size_t left = layout->refs;
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->slots[i] < layout->refs)
            children[i] = load_field(g, object, layout->slots[i], VALUE_REF);
    }
    emit_free_cell(g, cx, object, 1 + layout->count);
    for (size_t i = 0; i < layout->count; i++) {
        if (children[i])
            release(g, cx, children[i], layout->types[i], depth, --left == 0);
    }
    LLVMBuildRetVoid(g->builder);
}

static void free_variants(Codegen *g, LLVMValueRef fn, Type *type)
{
    LLVMBasicBlockRef none = new_block(g, "none");
    LLVMValueRef tag = load_at(g, g->quarter, LLVMGetParam(fn, 1), 6, MEMORY_HEADER);
    size_t count = type->decl->variants.count;
    LLVMValueRef choice = LLVMBuildSwitch(g->builder, tag, none, (unsigned)count);
    at_block(g, none);
    LLVMBuildUnreachable(g->builder);
    for (size_t i = 0; i < count; i++) {
        if (type->decl->variants.items[i]->fields.count == 0)
            continue;
        LLVMBasicBlockRef block = new_block(g, "variant");
        LLVMAddCase(choice, LLVMConstInt(g->quarter, i, false), block);
        at_block(g, block);
        free_fields(g, fn, layout_of(g, type, (int32_t)i));
    }
}

/* `void mesh.free(cx, object, depth)`. Entered in the table before its body is built: types are recursive. */
static LLVMValueRef free_function(Codegen *g, Type *type)
{
    type = type_resolve(type);
    LLVMValueRef fn = type_table_get(&g->frees, type, -1);
    if (fn)
        return fn;
    Place place = leave(g);
    LLVMTypeRef types[] = {g->ptr, g->ptr, g->word};
    const char *name = arena_printf(g->arena, "mesh.free.%zu", g->numbered++);
    fn = begin_helper(g, name, g->none, 3, types, false);
    type_table_put(g->arena, &g->frees, type, -1, fn);
    if (type->kind == TY_CON && type->decl->kind == DECL_SUM)
        free_variants(g, fn, type);
    else
        free_fields(g, fn, layout_of(g, type, -1));
    come_back(g, place);
    return fn;
}

bool emit_typed_drop(Codegen *g, LLVMValueRef cx, LLVMValueRef value, Type *type)
{
    if (!g->options->release || !has_own_free(g, type))
        return false;
    type = type_resolve(type);
    LLVMValueRef fn = type_table_get(&g->drops, type, -1);
    if (!fn) {
        Place place = leave(g);
        LLVMTypeRef types[] = {g->ptr, g->ptr};
        const char *name = arena_printf(g->arena, "mesh.drop.%zu", g->numbered++);
        fn = begin_helper(g, name, g->none, 2, types, true);
        type_table_put(g->arena, &g->drops, type, -1, fn);
        release(g, LLVMGetParam(fn, 0), LLVMGetParam(fn, 1), type, word_const(g, FREE_DEPTH), true);
        LLVMBuildRetVoid(g->builder);
        come_back(g, place);
    }
    LLVMValueRef args[] = {cx, value};
    LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(fn), fn, args, 2, "");
    return true;
}
