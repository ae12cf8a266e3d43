/* The operations of abi/intrinsic.def, emitted in place. */
#include "codegen/codegen_internal.h"

static void panic_unless(FnGen *f, LLVMValueRef good, const char *text)
{
    Codegen *g = f->g;
    if (LLVMIsAConstantInt(good) && LLVMConstIntGetZExtValue(good) == 1)
        return;
    LLVMBasicBlockRef here = LLVMGetInsertBlock(g->builder);
    uint32_t line = f->span.source ? source_line(f->span.source, f->span.start) : 0;
    if (!f->panic_block || f->panic_text != text || f->panic_line != line) {
        f->panic_block = new_block(g, "panic");
        f->panic_text = text;
        f->panic_line = line;
        at_block(g, f->panic_block);
        emit_panic(f, text, f->span);
        at_block(g, here);
    }
    LLVMBasicBlockRef ok = new_block(g, "ok");
    LLVMValueRef branch = LLVMBuildCondBr(g->builder, good, ok, f->panic_block);
    LLVMSetMetadata(branch, g->kind_prof, g->unlikely_second);
    at_block(g, ok);
}

static const char overflow[] = "integer overflow";
static const char zero_division[] = "division by zero";
static const char bad_shift[] = "shift out of range";

static LLVMValueRef checked(FnGen *f, const char *name, LLVMValueRef *args)
{
    Codegen *g = f->g;
    LLVMValueRef pair = intrinsic_call(g, name, g->word, args, 2);
    LLVMValueRef failed = LLVMBuildExtractValue(g->builder, pair, 1, "");
    panic_unless(f, LLVMBuildNot(g->builder, failed, ""), overflow);
    return LLVMBuildExtractValue(g->builder, pair, 0, "");
}

static LLVMValueRef compare_word(FnGen *f, LLVMIntPredicate predicate, LLVMValueRef a, int64_t b)
{
    return LLVMBuildICmp(f->g->builder, predicate, a, word_const(f->g, b), "");
}

static LLVMValueRef divide(FnGen *f, LLVMValueRef *args)
{
    Codegen *g = f->g;
    panic_unless(f, compare_word(f, LLVMIntNE, args[1], 0), zero_division);
    LLVMValueRef not_least = compare_word(f, LLVMIntNE, args[0], INT64_MIN);
    LLVMValueRef not_minus_one = compare_word(f, LLVMIntNE, args[1], -1);
    panic_unless(f, LLVMBuildOr(g->builder, not_least, not_minus_one, ""), overflow);
    return LLVMBuildSDiv(g->builder, args[0], args[1], "");
}

/* x % -1 is 0 for every x, but the machine traps on the least Int: x % 1 is 0 as well. */
static LLVMValueRef remainder_of(FnGen *f, LLVMValueRef *args)
{
    Codegen *g = f->g;
    panic_unless(f, compare_word(f, LLVMIntNE, args[1], 0), zero_division);
    LLVMValueRef minus_one = compare_word(f, LLVMIntEQ, args[1], -1);
    LLVMValueRef divisor = LLVMBuildSelect(g->builder, minus_one, word_const(g, 1), args[1], "");
    return LLVMBuildSRem(g->builder, args[0], divisor, "");
}

static LLVMValueRef shift(FnGen *f, LLVMOpcode op, LLVMValueRef *args)
{
    panic_unless(f, compare_word(f, LLVMIntULT, args[1], 64), bad_shift);
    return LLVMBuildBinOp(f->g->builder, op, args[0], args[1], "");
}

static LLVMValueRef list_element(FnGen *f, MirInstr *instr, LLVMValueRef *args)
{
    Codegen *g = f->g;
    Type *type = type_of_var(f, instr->dst);
    LLVMValueRef items = load_at(g, g->ptr, args[0], offsetof(MeshList, items), MEMORY_BODY);
    LLVMValueRef address = LLVMBuildInBoundsGEP2(g->builder, g->word, items, &args[1], 1, "");
    ValueKind kind = type_value_kind(type);
    LLVMValueRef value = load_at(g, kind == VALUE_BOOL ? g->word : kind_type(g, kind), address, 0, MEMORY_BODY);
    value = as_type(g, value, kind_type(g, kind));
    if (!instr->borrowed)
        emit_dup(g, f->cx, value, type);
    return value;
}

/* Known not to be negative: loops that count up to it need no check of bounds. */
static LLVMValueRef length_at(FnGen *f, LLVMValueRef object, int64_t offset)
{
    Codegen *g = f->g;
    LLVMValueRef length = load_at(g, g->word, object, offset, MEMORY_BODY);
    LLVMSetMetadata(length, g->kind_range, g->length_range);
    return length;
}

static LLVMValueRef byte_at(FnGen *f, LLVMValueRef *args)
{
    Codegen *g = f->g;
    LLVMValueRef bytes = load_at(g, g->ptr, args[0], offsetof(MeshString, bytes), MEMORY_BODY);
    LLVMValueRef address = LLVMBuildInBoundsGEP2(g->builder, g->byte, bytes, &args[1], 1, "");
    LLVMValueRef byte = load_at(g, g->byte, address, 0, MEMORY_BODY);
    return LLVMBuildZExt(g->builder, byte, g->word, "");
}

static LLVMValueRef leading_zeros(FnGen *f, LLVMValueRef *args)
{
    LLVMValueRef both[] = {args[0], LLVMConstInt(f->g->bit, 0, 0)};
    return intrinsic_call(f->g, "llvm.ctlz", f->g->word, both, 2);
}

static LLVMValueRef float_to_int(FnGen *f, LLVMValueRef *args)
{
    Codegen *g = f->g;
    LLVMTypeRef types[] = {g->word, g->real};
    unsigned id = LLVMLookupIntrinsicID("llvm.fptosi.sat", 15);
    LLVMValueRef fn = LLVMGetIntrinsicDeclaration(g->module, id, types, 2);
    return LLVMBuildCall2(g->builder, LLVMGlobalGetValueType(fn), fn, args, 1, "");
}

static LLVMValueRef math(FnGen *f, const char *name, LLVMValueRef *args)
{
    return intrinsic_call(f->g, name, f->g->real, args, 1);
}

static LLVMValueRef build(FnGen *f, MirInstr *instr, IntrinsicId id, LLVMValueRef *a)
{
    Codegen *g = f->g;
    LLVMBuilderRef b = g->builder;
    switch (id) {
    case IN_int_add:
        return checked(f, "llvm.sadd.with.overflow", a);
    case IN_int_sub:
        return checked(f, "llvm.ssub.with.overflow", a);
    case IN_int_mul:
        return checked(f, "llvm.smul.with.overflow", a);
    case IN_int_div:
        return divide(f, a);
    case IN_int_mod:
        return remainder_of(f, a);
    case IN_int_neg:
        return checked(f, "llvm.ssub.with.overflow", (LLVMValueRef[]){word_const(g, 0), a[0]});
    case IN_int_wrapping_add:
        return LLVMBuildAdd(b, a[0], a[1], "");
    case IN_int_wrapping_sub:
        return LLVMBuildSub(b, a[0], a[1], "");
    case IN_int_wrapping_mul:
        return LLVMBuildMul(b, a[0], a[1], "");
    case IN_int_and:
        return LLVMBuildAnd(b, a[0], a[1], "");
    case IN_int_or:
        return LLVMBuildOr(b, a[0], a[1], "");
    case IN_int_xor:
        return LLVMBuildXor(b, a[0], a[1], "");
    case IN_int_shl:
        return shift(f, LLVMShl, a);
    case IN_int_shr:
        return shift(f, LLVMAShr, a);
    case IN_int_ushr:
        return shift(f, LLVMLShr, a);
    case IN_int_popcount:
        return intrinsic_call(g, "llvm.ctpop", g->word, a, 1);
    case IN_int_leading_zeros:
        return leading_zeros(f, a);
    case IN_int_eq:
    case IN_word_eq:
    case IN_bool_eq:
        return LLVMBuildICmp(b, LLVMIntEQ, a[0], a[1], "");
    case IN_int_lt:
        return LLVMBuildICmp(b, LLVMIntSLT, a[0], a[1], "");
    case IN_int_le:
        return LLVMBuildICmp(b, LLVMIntSLE, a[0], a[1], "");
    case IN_float_add:
        return LLVMBuildFAdd(b, a[0], a[1], "");
    case IN_float_sub:
        return LLVMBuildFSub(b, a[0], a[1], "");
    case IN_float_mul:
        return LLVMBuildFMul(b, a[0], a[1], "");
    case IN_float_div:
        return LLVMBuildFDiv(b, a[0], a[1], "");
    case IN_float_mod:
        return LLVMBuildFRem(b, a[0], a[1], "");
    case IN_float_neg:
        return LLVMBuildFNeg(b, a[0], "");
    case IN_float_eq:
        return LLVMBuildFCmp(b, LLVMRealOEQ, a[0], a[1], "");
    case IN_float_lt:
        return LLVMBuildFCmp(b, LLVMRealOLT, a[0], a[1], "");
    case IN_float_le:
        return LLVMBuildFCmp(b, LLVMRealOLE, a[0], a[1], "");
    case IN_float_sqrt:
        return math(f, "llvm.sqrt", a);
    case IN_float_floor:
        return math(f, "llvm.floor", a);
    case IN_float_ceil:
        return math(f, "llvm.ceil", a);
    case IN_float_trunc:
        return math(f, "llvm.trunc", a);
    case IN_float_round:
        return math(f, "llvm.round", a);
    case IN_float_abs:
        return math(f, "llvm.fabs", a);
    case IN_float_bits:
        return as_type(g, a[0], g->word);
    case IN_float_from_bits:
        return as_type(g, a[0], g->real);
    case IN_int_to_float:
        return LLVMBuildSIToFP(b, a[0], g->real, "");
    case IN_float_to_int:
        return float_to_int(f, a);
    case IN_bool_not:
        return LLVMBuildNot(b, a[0], "");
    case IN_bool_to_int:
        return as_type(g, a[0], g->word);
    case IN_list_length:
        return length_at(f, a[0], offsetof(MeshList, length));
    case IN_list_get_unchecked:
        return list_element(f, instr, a);
    case IN_string_byte_length:
        return length_at(f, a[0], offsetof(MeshString, length));
    case IN_string_byte_at:
        return byte_at(f, a);
    case INTRINSIC_COUNT:
        break;
    }
    bug("codegen: intrinsic %d", (int)id);
}

static LLVMTypeRef letter_type(Codegen *g, char letter)
{
    switch (letter) {
    case 'F':
        return g->real;
    case 'B':
        return g->bit;
    case 'R':
        return g->ptr;
    default:
        return g->word;
    }
}

/* The name comes with or without the @ of its declaration; it may also be an operation of the runtime. */
LLVMValueRef emit_intrinsic(FnGen *f, MirInstr *instr)
{
    Text name = instr->text;
    if (name.length > 0 && name.bytes[0] == '@')
        name = (Text){name.bytes + 1, name.length - 1};
    IntrinsicId id;
    if (prim_find(name)) {
        MirInstr prim = *instr;
        prim.text = name;
        return emit_prim(f, &prim);
    }
    if (!intrinsic_find(name, &id))
        bug("codegen: no intrinsic %.*s", (int)name.length, name.bytes);
    const char *letters = intrinsic_info(id)->params;
    if (strlen(letters) != instr->args.count)
        bug("codegen: %zu operands for %.*s", instr->args.count, (int)name.length, name.bytes);
    LLVMValueRef args[3] = {0};
    for (size_t i = 0; i < instr->args.count; i++)
        args[i] = as_type(f->g, var_value(f, instr->args.items[i]), letter_type(f->g, letters[i]));
    return build(f, instr, id, args);
}
