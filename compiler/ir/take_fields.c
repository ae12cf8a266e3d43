/* Before: a field that is read out of a value, changed and put back is dupped while the value still holds it, so the
 * change copies. After: where the value's next meaning for the field is to be replaced or released, the dup is a TAKE:
 * the field moves out, and what stays behind is static.
 *
 * On every path from the TAKE the value is only read elsewhere, updated in that field, or released; a crash releases the
 * whole heap. Nobody else can come to hold the value in between, so whether it has one owner does not change. */
#include "ir/flow.h"
#include "ir/owner.h"

typedef struct Taking {
    MirProgram *p;
    MirFn *fn;
    Arena *scratch;
    Owner *owners;
    MirInstr **reader;   /* by variable: the FIELD that read it and left it where it is, or NULL */
    bool *seen;          /* by block */
} Taking;

typedef struct Field {
    MirVar whole, part;
    int64_t index;
    bool moved;          /* the part was consumed, as it must be once */
} Field;

typedef enum Verdict { GO_ON, PATH_ENDS, REFUSED } Verdict;

static void find_readers(Taking *t)
{
    t->reader = ARENA_ARRAY(t->scratch, MirInstr *, t->fn->vars.count + 1);
    for (size_t b = 0; b < t->fn->blocks.count; b++) {
        const MirBlock *block = t->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (instr->op == MIR_FIELD && instr->borrowed)
                t->reader[instr->dst] = instr;
        }
    }
}

/* The variable is the field, or a part of it that was left inside. */
static bool lies_in_field(const Taking *t, const Field *field, MirVar var)
{
    for (const MirInstr *read = t->reader[var]; read; read = t->reader[read->args.items[0]]) {
        if (read->args.items[0] == field->whole)
            return read->imm == field->index;
    }
    return false;
}

static bool uses_whole(const MirVarVec *vars, const Field *field, size_t from)
{
    for (size_t i = from; i < vars->count; i++) {
        if (vars->items[i] == field->whole)
            return true;
    }
    return false;
}

/* One consuming use of the part is what the field is taken for; no other use of what lies in it may follow. */
static bool uses_field(const Taking *t, Field *field, const MirInstr *instr)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        MirVar var = instr->args.items[i];
        if (!lies_in_field(t, field, var))
            continue;
        if (var != field->part || field->moved || !mir_consumes(instr, i))
            return true;
        field->moved = true;
    }
    return false;
}

static bool replaces(const MirInstr *update, const Field *field)
{
    for (size_t i = 0; i < update->indices.count; i++) {
        if (update->indices.items[i] == (uint32_t)field->index)
            return !uses_whole(&update->args, field, 1);
    }
    return false;
}

static Verdict look_at(const Taking *t, Field *field, const MirInstr *instr)
{
    if (uses_field(t, field, instr))
        return REFUSED;
    if (instr->dst == field->whole)
        return PATH_ENDS;
    if (!uses_whole(&instr->args, field, 0))
        return GO_ON;
    if (instr->op == MIR_FIELD)
        return instr->imm == field->index ? REFUSED : GO_ON;
    if (instr->op == MIR_UPDATE && instr->args.items[0] == field->whole)
        return replaces(instr, field) ? PATH_ENDS : REFUSED;
    if (instr->op == MIR_DROP || (instr->op == MIR_UNPACK && instr->args.items[0] == field->whole))
        return PATH_ENDS;
    return REFUSED;
}

static bool may_take_from(Taking *t, Field *field, const MirBlock *block, size_t from);

typedef struct Following {
    Taking *t;
    Field *field;
    bool moves;          /* the part itself goes over the edge */
    bool allowed;
} Following;

static void follow_edge(void *context, MirEdge *edge)
{
    Following *f = context;
    const MirBlock *target = f->t->fn->blocks.items[edge->block];
    for (size_t i = 0; i < edge->args.count; i++) {
        MirVar var = edge->args.items[i];
        bool is_moved = f->moves && var == f->field->part;
        f->allowed &= var != f->field->whole && (is_moved || !lies_in_field(f->t, f->field, var));
    }
    if (!f->allowed || f->t->seen[edge->block] || uses_whole(&target->params, f->field, 0))
        return;
    f->t->seen[edge->block] = true;
    f->allowed = may_take_from(f->t, f->field, target, 0);
}

static bool end_allows(const Taking *t, const Field *field, const MirBlock *block)
{
    if (block->term == MIR_RETURN)
        return block->var != field->whole && !lies_in_field(t, field, block->var);
    if (block->term != MIR_TAIL_CALL)
        return true;
    for (size_t i = 0; i < block->call->args.count; i++) {
        MirVar var = block->call->args.items[i];
        if (var == field->whole || (lies_in_field(t, field, var) && field->moved))
            return false;
    }
    return true;
}

static bool goes_over_jump(const Field *field, const MirBlock *block)
{
    size_t count = 0;
    for (size_t i = 0; block->term == MIR_JUMP && i < block->edges[0].args.count; i++)
        count += block->edges[0].args.items[i] == field->part;
    return count == 1;
}

static bool may_take_from(Taking *t, Field *field, const MirBlock *block, size_t from)
{
    for (size_t i = from; i < block->instrs.count; i++) {
        switch (look_at(t, field, block->instrs.items[i])) {
        case GO_ON:
            break;
        case PATH_ENDS:
            return field->moved;
        case REFUSED:
            return false;
        }
    }
    bool moves = !field->moved && goes_over_jump(field, block);
    field->moved |= moves;
    if (!field->moved || !end_allows(t, field, block))
        return false;
    Following f = {t, field, moves, true};
    mir_each_edge((MirBlock *)(uintptr_t)block, follow_edge, &f);
    return f.allowed;
}

static bool may_take(Taking *t, const MirBlock *block, size_t at)
{
    const MirInstr *dup = block->instrs.items[at];
    const MirInstr *read = dup->op == MIR_DUP ? t->reader[dup->args.items[0]] : NULL;
    if (!read || read->variant >= 0 || t->owners[read->args.items[0]] != OWNER_SELF)
        return false;
    t->seen = ARENA_ARRAY(t->scratch, bool, t->fn->blocks.count);
    Field field = {.whole = read->args.items[0], .part = dup->args.items[0], .index = read->imm};
    return may_take_from(t, &field, block, at + 1);
}

static void take_in_block(Taking *t, const MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        if (!may_take(t, block, i))
            continue;
        MirInstr *take = block->instrs.items[i];
        const MirInstr *read = t->reader[take->args.items[0]];
        take->op = MIR_TAKE;
        take->imm = read->imm;
        vec_push(t->p->arena, &take->args, read->args.items[0]);
    }
}

void take_fields(MirProgram *p)
{
    for (size_t i = 0; i < p->fns.count; i++) {
        Taking t = {.p = p, .fn = p->fns.items[i], .scratch = arena_new()};
        t.owners = owners_of(t.scratch, t.fn);
        find_readers(&t);
        for (size_t b = 0; b < t.fn->blocks.count; b++)
            take_in_block(&t, t.fn->blocks.items[b]);
        arena_free(t.scratch);
    }
}
