/* Before: what an actor receives is an object of its own heap, taken apart at once; what it sends
 * is one too, built to be copied. After: `receive_peek` looks at a message where it lies when all
 * that is wanted are its fields, and `send_plain` sends fields that refer to nothing, without an
 * object on either side, and a closure that only calls another is not around what an actor starts
 * with. */
#include "ir/mir.h"

#include "abi/mesh_abi.h"

typedef struct Mail {
    MirProgram *p;
    MirFn *fn;
    Arena *scratch;
    MirInstr **made_by; /* by variable: the instruction it is the result of, or NULL */
    uint32_t *uses;     /* by variable */
    bool *seen;         /* by block */
} Mail;

static void find_makers(Mail *m)
{
    m->made_by = ARENA_ARRAY(m->scratch, MirInstr *, m->fn->vars.count + 1);
    for (size_t b = 0; b < m->fn->blocks.count; b++) {
        const MirBlock *block = m->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (instr->dst != MIR_NO_VAR)
                m->made_by[instr->dst] = instr;
        }
    }
}

/* ---- Sending ---- */

static bool is_plain(const Mail *m, const MirInstr *object)
{
    if (!object || object->op != MIR_CONSTRUCT || m->uses[object->dst] != 1 ||
        object->args.count == 0 || object->args.count >= MESH_PLAIN_WORDS)
        return false;
    for (size_t i = 0; i < object->args.count; i++) {
        if (mir_counted(m->fn->vars.items[object->args.items[i]].type))
            return false;
    }
    return true;
}

static MirInstr *tag_of(Mail *m, const MirInstr *object)
{
    MirInstr *tag = mir_new_instr(m->p, MIR_CONST_INT, object->span);
    tag->dst =
        mir_var(m->p, m->fn, type_con(m->p->arena, m->p->program->types.int_, (TypeVec){0}), NULL);
    tag->imm = object->imm;
    return tag;
}

/* send(pid, object) becomes send_plain(pid, tag, fields...); the tag takes the place of the
 * object's instruction. */
static void send_fields(Mail *m, MirInstr *send, MirInstr *object)
{
    MirInstr *tag = tag_of(m, object);
    MirVarVec args = {0};
    vec_push(m->p->arena, &args, send->args.items[0]);
    vec_push(m->p->arena, &args, tag->dst);
    for (size_t i = 0; i < object->args.count; i++)
        vec_push(m->p->arena, &args, object->args.items[i]);
    send->text = TEXT("send_plain");
    send->args = args;
    *object = *tag;
}

static void shorten_sends(Mail *m, MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirInstr *instr = block->instrs.items[i];
        if (!mir_is_prim(instr, "send"))
            continue;
        MirInstr *object = m->made_by[instr->args.items[1]];
        if (is_plain(m, object))
            send_fields(m, instr, object);
    }
}

/* ---- Starting ---- */

/* Takes an instruction out of the function that makes what nobody uses. */
static void forget(const Mail *m, const MirInstr *instr)
{
    for (size_t b = 0; b < m->fn->blocks.count; b++) {
        MirBlock *block = m->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            if (block->instrs.items[i] != instr)
                continue;
            mir_remove_instr(block, i);
            return;
        }
    }
}

/* Its code does nothing but end in a call of the one value it captures, and the result is nothing
 * to release. */
static bool only_calls_captured(const MirInstr *closure)
{
    const MirFn *fn = closure->callee;
    if (closure->args.count != 1 || fn->params.count > 0 || fn->blocks.count != 1 ||
        mir_counted(fn->result))
        return false;
    const MirBlock *block = fn->blocks.items[0];
    if (block->term != MIR_TAIL_CALL || block->call->op != MIR_CALL_VALUE ||
        block->call->args.count != 1)
        return false;
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirOp op = block->instrs.items[i]->op;
        if (op != MIR_CAPTURE && op != MIR_DUP)
            return false;
    }
    return true;
}

/* spawn(closure that calls f) becomes spawn(f): a closure around another would travel as two
 * objects. */
static void shorten_spawns(Mail *m, MirBlock *block)
{
    /* From the end: what goes lies in front. */
    for (size_t i = block->instrs.count; i > 0; i--) {
        MirInstr *spawn = block->instrs.items[i - 1];
        MirInstr *closure = mir_is_prim(spawn, "spawn") ? m->made_by[spawn->args.items[0]] : NULL;
        if (!closure || closure->op != MIR_CLOSURE || m->uses[closure->dst] != 1 ||
            !only_calls_captured(closure))
            continue;
        MirVar called = closure->args.items[0];
        spawn->args.items[0] = called;
        forget(m, closure);
    }
}

/* ---- Receiving ---- */

typedef enum Step { STEP_ON, STEP_ENDS, STEP_REFUSED } Step;

/* On the way from the message to where it is consumed: only its fields may be wanted, and it stays
 * in the mailbox. */
static Step step_over(const MirInstr *instr, MirVar message)
{
    if (mir_is_prim(instr, "receive_accept"))
        return STEP_REFUSED;
    for (size_t i = 0; i < instr->args.count; i++) {
        if (instr->args.items[i] != message)
            continue;
        if (instr->op == MIR_DROP || (instr->op == MIR_UNPACK && i == 0))
            return STEP_ENDS;
        if (instr->op != MIR_FIELD && instr->op != MIR_TAG)
            return STEP_REFUSED;
    }
    return STEP_ON;
}

typedef struct Way {
    Mail *m;
    MirVar message;
    bool open;
} Way;

static bool only_fields_from(Mail *m, MirVar message, MirBlock *block, size_t from);

static void follow(void *context, MirEdge *edge)
{
    Way *way = context;
    for (size_t i = 0; i < edge->args.count; i++)
        way->open &= edge->args.items[i] != way->message;
    if (!way->open || way->m->seen[edge->block])
        return;
    way->m->seen[edge->block] = true;
    way->open = only_fields_from(way->m, way->message, way->m->fn->blocks.items[edge->block], 0);
}

static bool only_fields_from(Mail *m, MirVar message, MirBlock *block, size_t from)
{
    for (size_t i = from; i < block->instrs.count; i++) {
        Step step = step_over(block->instrs.items[i], message);
        if (step != STEP_ON)
            return step == STEP_ENDS;
    }
    /* A crash on the way releases everything. */
    if (block->term == MIR_RETURN || block->term == MIR_TAIL_CALL)
        return false;
    Way way = {m, message, true};
    mir_each_edge(block, follow, &way);
    return way.open;
}

/* The message keeps what it consists of: parts that were handed on are counted instead. */
static void keep_whole(Mail *m, MirBlock *block, MirVar message)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirInstr *instr = block->instrs.items[i];
        if ((instr->op != MIR_DROP && instr->op != MIR_UNPACK) || instr->args.items[0] != message)
            continue;
        mir_remove_instr(block, i--);
        for (size_t part = 1; part < instr->args.count; part++) {
            MirInstr *dup = mir_new_instr(m->p, MIR_DUP, instr->span);
            dup->dst = MIR_NO_VAR;
            vec_push(m->p->arena, &dup->args, instr->args.items[part]);
            i++;
            vec_push(m->p->arena, &block->instrs, dup);
            for (size_t at = block->instrs.count - 1; at > i; at--)
                block->instrs.items[at] = block->instrs.items[at - 1];
            block->instrs.items[i] = dup;
        }
    }
}

static void peek_in_block(Mail *m, MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        MirInstr *instr = block->instrs.items[i];
        if (!mir_is_prim(instr, "receive_value") ||
            !mir_counted(m->fn->vars.items[instr->dst].type))
            continue;
        m->seen = ARENA_ARRAY(m->scratch, bool, m->fn->blocks.count);
        if (!only_fields_from(m, instr->dst, block, i + 1))
            continue;
        instr->text = TEXT("receive_peek");
        instr->borrowed = true;
        for (size_t b = 0; b < m->fn->blocks.count; b++)
            keep_whole(m, m->fn->blocks.items[b], instr->dst);
    }
}

void shorten_mail(MirProgram *p)
{
    for (size_t i = 0; i < p->fns.count; i++) {
        Mail m = {.p = p, .fn = p->fns.items[i], .scratch = arena_new()};
        m.uses = mir_use_counts(m.scratch, m.fn);
        find_makers(&m);
        for (size_t b = 0; b < m.fn->blocks.count; b++) {
            shorten_sends(&m, m.fn->blocks.items[b]);
            shorten_spawns(&m, m.fn->blocks.items[b]);
            peek_in_block(&m, m.fn->blocks.items[b]);
        }
        arena_free(m.scratch);
    }
}
