#include "ir/mir.h"

#include "base/bug.h"

MirVar mir_var(MirProgram *p, MirFn *fn, Type *type, Name name)
{
    vec_push(p->arena, &fn->vars, ((MirVarInfo){.type = type, .name = name}));
    return (MirVar)(fn->vars.count - 1);
}

MirBlockId mir_block(MirProgram *p, MirFn *fn)
{
    MirBlock *block = ARENA_NEW(p->arena, MirBlock);
    block->var = MIR_NO_VAR;
    block->edges[0].block = MIR_NO_BLOCK;
    block->edges[1].block = MIR_NO_BLOCK;
    vec_push(p->arena, &fn->blocks, block);
    return (MirBlockId)(fn->blocks.count - 1);
}

MirInstr *mir_new_instr(MirProgram *p, MirOp op, Span span)
{
    MirInstr *instr = ARENA_NEW(p->arena, MirInstr);
    instr->op = op;
    instr->dst = MIR_NO_VAR;
    instr->span = span;
    instr->variant = -1;
    return instr;
}

MirInstr *mir_instr(MirProgram *p, MirFn *fn, MirBlockId block, MirOp op, Span span)
{
    MirInstr *instr = mir_new_instr(p, op, span);
    vec_push(p->arena, &fn->blocks.items[block]->instrs, instr);
    return instr;
}

bool mir_counted(Type *type)
{
    return type_value_kind(type) == VALUE_REF;
}

TypeVec mir_fields(Arena *arena, Type *type, int32_t variant)
{
    type = type_resolve(type);
    if (type->kind == TY_TUPLE)
        return type->args;
    TypeVec types = {0};
    const FieldDeclVec *fields =
        variant < 0 ? &type->decl->fields : &type->decl->variants.items[variant]->fields;
    for (size_t i = 0; i < fields->count; i++)
        vec_push(arena, &types,
                 type_substitute(arena, fields->items[i].type, &type->decl->params, &type->args));
    return types;
}

void mir_each_edge(MirBlock *block, MirEdgeVisitor visit, void *context)
{
    for (int i = 0; i < 2; i++) {
        if (block->edges[i].block != MIR_NO_BLOCK)
            visit(context, &block->edges[i]);
    }
    for (size_t i = 0; i < block->cases.count; i++)
        visit(context, &block->cases.items[i].edge);
}

/* ---- Uses ---- */

static void count_use(uint32_t *uses, MirVar var)
{
    if (var != MIR_NO_VAR)
        uses[var]++;
}

static void count_uses(uint32_t *uses, const MirVarVec *vars)
{
    for (size_t i = 0; i < vars->count; i++)
        count_use(uses, vars->items[i]);
}

static void count_edge(void *context, MirEdge *edge)
{
    count_uses(context, &edge->args);
}

uint32_t *mir_use_counts(Arena *arena, const MirFn *fn)
{
    uint32_t *uses = ARENA_ARRAY(arena, uint32_t, fn->vars.count + 1);
    for (size_t b = 0; b < fn->blocks.count; b++) {
        MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++)
            count_uses(uses, &block->instrs.items[i]->args);
        if (block->call)
            count_uses(uses, &block->call->args);
        count_use(uses, block->var);
        mir_each_edge(block, count_edge, uses);
    }
    return uses;
}

void mir_remove_instr(MirBlock *block, size_t index)
{
    for (size_t i = index + 1; i < block->instrs.count; i++)
        block->instrs.items[i - 1] = block->instrs.items[i];
    block->instrs.count--;
}

/* ---- What abi/prim.def says ---- */

bool mir_is_prim(const MirInstr *instr, const char *name)
{
    return instr->op == MIR_PRIM && text_equal(instr->text, text_of(name));
}

typedef struct PrimLine {
    const char *name, *result, *operands;
} PrimLine;

static const PrimLine prim_lines[] = {
#define PRIM(name, symbol, result, ...) {#name, #result, "" #__VA_ARGS__},
#include "abi/prim.def"
#undef PRIM
};

static const PrimLine *find_prim(Text name)
{
    for (size_t i = 0; i < sizeof prim_lines / sizeof *prim_lines; i++) {
        if (text_equal(text_of(prim_lines[i].name), name))
            return &prim_lines[i];
    }
    bug("mir: no primitive %.*s", (int)name.length, name.bytes);
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Operands that are fields of the instruction, not variables. */
static bool is_static_operand(const char *operand)
{
    static const char *const kinds[] = {"TYPE", "TEXT", "SERVICE", "SITE", "BOOL"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (starts_with(operand, kinds[i]))
            return true;
    }
    return false;
}

/* What abi/prim.def says of the operation `name`: whether word operand `arg` is consumed. Operands
 * the instruction carries in fields are not counted. */
static bool prim_takes(Text name, size_t arg)
{
    const PrimLine *line = find_prim(name);
    bool counts_words = strstr(line->operands, "INT, WORDS") != NULL; /* the count is no operand */
    size_t index = 0;
    for (const char *at = line->operands; *at;) {
        if (starts_with(at, "WORDS") || (counts_words && starts_with(at, "INT, WORDS")))
            return false;
        if (!is_static_operand(at) && index++ == arg)
            return starts_with(at, "TAKE(");
        const char *comma = strchr(at, ',');
        if (!comma)
            break;
        at = comma + 1 + strspn(comma + 1, " ");
    }
    bug("mir: primitive %s has no operand %zu", line->name, arg);
}

static bool call_consumes(const MirInstr *instr, size_t arg)
{
    if (instr->callee)
        return instr->callee->borrows.count == 0 || !instr->callee->borrows.items[arg];
    if (instr->symbol && instr->symbol->is_extern)
        return arg < 64 && (instr->symbol->takes >> arg & 1) != 0;
    return true;
}

bool mir_consumes(const MirInstr *instr, size_t arg)
{
    switch (instr->op) {
    case MIR_CALL:
        return call_consumes(instr, arg);
    case MIR_CALL_VALUE:
        return arg > 0 || instr->takes_closure;
    case MIR_PRIM:
        return prim_takes(instr->text, arg);
    case MIR_INTRINSIC:
    case MIR_FIELD:
    case MIR_TAG:
    case MIR_DUP:
    case MIR_TAKE:
        return false;
    case MIR_CONST_INT:
    case MIR_CONST_FLOAT:
    case MIR_CONST_BOOL:
    case MIR_CONST_UNIT:
    case MIR_CONST_STRING:
    case MIR_CONST:
    case MIR_TYPEINFO:
    case MIR_COPY:
    case MIR_CALL_METHOD:
    case MIR_CONSTRUCT:
    case MIR_UPDATE:
    case MIR_LIST:
    case MIR_LAMBDA:
    case MIR_CLOSURE:
    case MIR_CAPTURE:
    case MIR_DROP:
    case MIR_OP_COUNT:
        return true;
    case MIR_UNPACK:
        return arg == 0;
    }
    bug("mir: operation %d", (int)instr->op);
}
