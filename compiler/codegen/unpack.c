#include "codegen/codegen_internal.h"

/* Taking an object apart and putting a new one into its cell; moving one field out. */

typedef struct Taken {
    Layout *layout;
    LLVMValueRef object;
    size_t words;
} Taken;

static bool is_handed_on(const MirInstr *instr, size_t field)
{
    for (size_t i = 0; i < instr->indices.count; i++) {
        if (instr->indices.items[i] == field)
            return true;
    }
    return false;
}

/* Nobody else owned it: what was not handed on goes, and the cell is free. */
static void release_rest(FnGen *f, const MirInstr *instr, const Taken *taken)
{
    Codegen *g = f->g;
    for (size_t i = 0; i < taken->layout->count; i++) {
        Type *type = taken->layout->types[i];
        if (type_value_kind(type) != VALUE_REF || is_handed_on(instr, i))
            continue;
        LLVMValueRef value = load_field(g, taken->object, taken->layout->slots[i], VALUE_REF);
        emit_drop(g, f->cx, value, type);
    }
    if (!instr->keeps_cell)
        emit_free_cell(g, f->cx, taken->object, taken->words);
}

/* It has other owners, or is static: it loses one and what was handed on gains one. */
static void share_parts(FnGen *f, const MirInstr *instr, const Taken *taken, LLVMValueRef count)
{
    Codegen *g = f->g;
    for (size_t i = 1; i < instr->args.count; i++)
        emit_dup(g, f->cx, var_value(f, instr->args.items[i]), type_of_var(f, instr->args.items[i]));
    emit_drop_shared(g, f->cx, taken->object, count);
}

/* The free cell, or null, is kept for the CONSTRUCT further down in the block. */
void emit_unpack(FnGen *f, MirInstr *instr)
{
    Codegen *g = f->g;
    MirVar var = instr->args.items[0];
    Layout *layout = layout_of(g, type_of_var(f, var), instr->variant);
    Taken taken = {layout, var_value(f, var), 1 + layout->count};
    LLVMBasicBlockRef shared = new_block(g, "shared");
    LLVMBasicBlockRef done = new_block(g, "unpacked");
    LLVMValueRef count = go_on_if_unique(g, taken.object, shared);
    release_rest(f, instr, &taken);
    LLVMBasicBlockRef unique_end = LLVMGetInsertBlock(g->builder);
    LLVMBuildBr(g->builder, done);
    at_block(g, shared);
    share_parts(f, instr, &taken, count);
    LLVMBasicBlockRef shared_end = LLVMGetInsertBlock(g->builder);
    LLVMBuildBr(g->builder, done);
    at_block(g, done);
    if (!instr->keeps_cell)
        return;
    LLVMValueRef cell = LLVMBuildPhi(g->builder, g->ptr, "cell");
    LLVMValueRef none = LLVMConstNull(g->ptr);
    LLVMAddIncoming(cell, &taken.object, &unique_end, 1);
    LLVMAddIncoming(cell, &none, &shared_end, 1);
    map_put(g->arena, &f->cells, instr, cell);
}

LLVMValueRef emit_alloc_in(FnGen *f, const MirInstr *unpack, size_t words)
{
    Codegen *g = f->g;
    LLVMValueRef kept = map_get(&f->cells, unpack);
    if (!kept)
        bug("codegen: no cell for an object in %s", f->fn->name);
    LLVMBasicBlockRef start = LLVMGetInsertBlock(g->builder);
    LLVMBasicBlockRef none = new_block(g, "no_cell");
    LLVMBasicBlockRef done = new_block(g, "cell");
    LLVMBuildCondBr(g->builder, LLVMBuildIsNull(g->builder, kept, ""), none, done);
    at_block(g, none);
    LLVMValueRef fresh = emit_alloc(g, f->cx, words);
    LLVMBasicBlockRef none_end = LLVMGetInsertBlock(g->builder);
    LLVMBuildBr(g->builder, done);
    at_block(g, done);
    LLVMValueRef object = LLVMBuildPhi(g->builder, g->ptr, "");
    LLVMAddIncoming(object, &kept, &start, 1);
    LLVMAddIncoming(object, &fresh, &none_end, 1);
    return object;
}

/* A field that holds the static empty object is dropped and traced as if nothing were there. */
void emit_take(FnGen *f, const MirInstr *instr)
{
    Codegen *g = f->g;
    MirVar part = instr->args.items[0], whole = instr->args.items[1];
    const Layout *layout = layout_of(g, type_of_var(f, whole), -1);
    LLVMValueRef object = var_value(f, whole);
    LLVMBasicBlockRef shared = new_block(g, "shared");
    LLVMBasicBlockRef done = new_block(g, "taken");
    go_on_if_unique(g, object, shared);
    store_field(g, object, layout->slots[instr->imm], static_empty_object(g));
    LLVMBuildBr(g->builder, done);
    at_block(g, shared);
    emit_dup(g, f->cx, var_value(f, part), type_of_var(f, part));
    LLVMBuildBr(g->builder, done);
    at_block(g, done);
}
