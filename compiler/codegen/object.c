#include "codegen/codegen_internal.h"

static void write_header(FnGen *f, LLVMValueRef object, size_t words, size_t refs, unsigned tag)
{
    LLVMValueRef header = LLVMConstInt(f->g->word, object_header(1, words, refs, tag), false);
    store_at(f->g, header, object, 0, MEMORY_HEADER);
}

/* ---- Structs, tuples, variants ---- */

static LLVMValueRef empty_value(FnGen *f, Type *type, int32_t variant)
{
    Codegen *g = f->g;
    if (variant < 0)
        return static_empty_object(g);
    LLVMValueRef word = word_const(g, (int64_t)MESH_NULLARY(variant));
    return type_value_kind(type) == VALUE_REF ? LLVMConstIntToPtr(word, g->ptr) : word;
}

static int32_t constructed_variant(Type *type, MirInstr *instr)
{
    type = type_resolve(type);
    return type->kind == TY_CON && type->decl->kind == DECL_SUM ? (int32_t)instr->imm : -1;
}

LLVMValueRef emit_construct(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    Type *type = type_of_var(f, instr->dst);
    int32_t variant = constructed_variant(type, instr);
    if (instr->args.count == 0)
        return empty_value(f, type, variant);
    Layout *layout = layout_of(g, type, variant);
    if (layout->count != instr->args.count)
        bug("codegen: %zu fields for %s in %s", instr->args.count, type_text(g->arena, type), f->fn->name);
    size_t words = 1 + layout->count;
    LLVMValueRef object =
        instr->cell ? emit_alloc_in(f, instr->cell, words) : emit_alloc(g, f->cx, words);
    write_header(f, object, words, layout->refs, variant < 0 ? 0 : (unsigned)variant);
    for (size_t i = 0; i < layout->count; i++) {
        LLVMValueRef value = as_type(g, var_value(f, instr->args.items[i]), type_llvm(g, layout->types[i]));
        store_field(g, object, layout->slots[i], value);
    }
    return object;
}

LLVMValueRef emit_field(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    MirVar from = instr->args.items[0];
    Layout *layout = layout_of(g, type_of_var(f, from), instr->variant);
    if (instr->imm < 0 || (size_t)instr->imm >= layout->count)
        bug("codegen: field %lld in %s", (long long)instr->imm, f->fn->name);
    Type *type = layout->types[instr->imm];
    LLVMValueRef value = load_field(g, var_value(f, from), layout->slots[instr->imm], type_value_kind(type));
    if (!instr->borrowed)
        emit_dup(g, f->cx, value, type);
    return value;
}

/* When one variant alone has a payload, being a pointer says which: no load is needed. */
static bool only_variant_with_payload(TypeDecl *decl, uint32_t *index)
{
    size_t found = 0;
    for (size_t i = 0; i < decl->variants.count; i++) {
        if (decl->variants.items[i]->fields.count == 0)
            continue;
        found++;
        *index = decl->variants.items[i]->index;
    }
    return found == 1;
}

LLVMValueRef emit_variant_tag(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    LLVMValueRef value = var_value(f, instr->args.items[0]);
    Type *type = type_resolve(type_of_var(f, instr->args.items[0]));
    if (type_value_kind(type) != VALUE_REF)
        return LLVMBuildLShr(g->builder, as_type(g, value, g->word), word_const(g, 1), "");
    uint32_t index = 0;
    bool single = only_variant_with_payload(type->decl, &index);
    if (single && type_maybe_immediate(type)) {
        LLVMValueRef bits = as_type(g, value, g->word);
        LLVMValueRef is_immediate = as_type(g, bits, g->bit);
        LLVMValueRef nullary = LLVMBuildLShr(g->builder, bits, word_const(g, 1), "");
        if (type->decl->variants.count == 2)
            nullary = word_const(g, index == 0 ? 1 : 0);
        return LLVMBuildSelect(g->builder, is_immediate, nullary, word_const(g, index), "");
    }
    if (single)
        return word_const(g, index);
    if (type_maybe_immediate(type))
        return emit_tag(g, value);
    return LLVMBuildZExt(g->builder, load_at(g, g->quarter, value, 6, MEMORY_HEADER), g->word, "");
}

/* ---- Update ---- */

static LLVMValueRef updated_value(FnGen *f, MirInstr *instr, Layout *layout, size_t field)
{
    for (size_t i = 0; i < instr->indices.count; i++) {
        if (instr->indices.items[i] == field)
            return as_type(f->g, var_value(f, instr->args.items[i + 1]), type_llvm(f->g, layout->types[field]));
    }
    return NULL;
}

static void update_in_place(FnGen *f, MirInstr *instr, Layout *layout, LLVMValueRef base)
{
    Codegen *g = f->g;
    for (size_t i = 0; i < instr->indices.count; i++) {
        size_t field = instr->indices.items[i];
        Type *type = layout->types[field];
        LLVMValueRef old = load_field(g, base, layout->slots[field], type_value_kind(type));
        store_field(g, base, layout->slots[field], updated_value(f, instr, layout, field));
        emit_drop(g, f->cx, old, type);
    }
}

/* The base has other owners: it loses one and its kept fields gain one. */
static LLVMValueRef update_copy(FnGen *f, MirInstr *instr, Layout *layout, LLVMValueRef base,
                                LLVMValueRef count)
{
    Codegen *g = f->g;
    size_t words = 1 + layout->count;
    LLVMValueRef copy = emit_alloc(g, f->cx, words);
    write_header(f, copy, words, layout->refs, 0);
    for (size_t i = 0; i < layout->count; i++) {
        LLVMValueRef value = updated_value(f, instr, layout, i);
        if (!value) {
            value = load_field(g, base, layout->slots[i], type_value_kind(layout->types[i]));
            emit_dup(g, f->cx, value, layout->types[i]);
        }
        store_field(g, copy, layout->slots[i], value);
    }
    emit_drop_shared(g, f->cx, base, count);
    return copy;
}

LLVMValueRef emit_update(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    LLVMValueRef base = var_value(f, instr->args.items[0]);
    Layout *layout = layout_of(g, type_of_var(f, instr->args.items[0]), -1);
    LLVMBasicBlockRef shared = new_block(g, "shared");
    LLVMBasicBlockRef done = new_block(g, "updated");
    LLVMValueRef count = go_on_if_unique(g, base, shared);
    update_in_place(f, instr, layout, base);
    LLVMBasicBlockRef unique_end = LLVMGetInsertBlock(g->builder);
    LLVMBuildBr(g->builder, done);
    at_block(g, shared);
    LLVMValueRef copy = update_copy(f, instr, layout, base, count);
    LLVMBasicBlockRef shared_end = LLVMGetInsertBlock(g->builder);
    LLVMBuildBr(g->builder, done);
    at_block(g, done);
    LLVMValueRef phi = LLVMBuildPhi(g->builder, g->ptr, "");
    LLVMAddIncoming(phi, &base, &unique_end, 1);
    LLVMAddIncoming(phi, &copy, &shared_end, 1);
    return phi;
}

/* ---- Lists ---- */

static LLVMValueRef list_of(FnGen *f, Type *element, const MirVar *vars, size_t count)
{
    Codegen *g = f->g;
    for (size_t i = 0; i < count; i++) {
        LLVMValueRef word = as_type(g, var_value(f, vars[i]), g->word);
        LLVMBuildStore(g->builder, word, field_address(g, f->scratch, 8 * (int64_t)i));
    }
    LLVMValueRef items = count > 0 ? f->scratch : LLVMConstNull(g->ptr);
    LLVMValueRef args[] = {static_type_info(g, element), word_const(g, (int64_t)count), items};
    return call_prim(g, "list_from", f->cx, args);
}

/* Long literals go to the runtime in pieces, which bounds the frame. */
LLVMValueRef emit_list(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    size_t total = instr->args.count;
    size_t first = total < SCRATCH_WORDS ? total : SCRATCH_WORDS;
    LLVMValueRef list = list_of(f, instr->type, instr->args.items, first);
    for (size_t at = first; at < total; at += SCRATCH_WORDS) {
        size_t count = total - at < SCRATCH_WORDS ? total - at : SCRATCH_WORDS;
        LLVMValueRef piece = list_of(f, instr->type, instr->args.items + at, count);
        LLVMValueRef args[] = {static_type_info(g, instr->type), list, piece};
        list = call_prim(g, "list_append_all", f->cx, args);
    }
    return list;
}

/* ---- Closures ---- */

LLVMValueRef emit_closure(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    if (instr->args.count == 0)
        return static_closure(g, instr->callee);
    Layout *layout = layout_captures(g, &instr->callee->capture_types);
    if (layout->count != instr->args.count)
        bug("codegen: %zu captures for %s", instr->args.count, instr->callee->name);
    size_t words = 2 + layout->count;
    LLVMValueRef object = emit_alloc(g, f->cx, words);
    write_header(f, object, words, layout->refs, MESH_TAG_CLOSURE);
    store_field(g, object, 0, fn_value(g, instr->callee));
    for (size_t i = 0; i < layout->count; i++) {
        LLVMValueRef value = as_type(g, var_value(f, instr->args.items[i]), type_llvm(g, layout->types[i]));
        store_field(g, object, 1 + layout->slots[i], value);
    }
    return object;
}

LLVMValueRef emit_capture(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    if (!f->captures)
        f->captures = layout_captures(g, &f->fn->capture_types);
    Type *type = f->captures->types[instr->imm];
    LLVMValueRef value = load_field(g, f->self, 1 + f->captures->slots[instr->imm], type_value_kind(type));
    if (!instr->borrowed)
        emit_dup(g, f->cx, value, type);
    return value;
}
