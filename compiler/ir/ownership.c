/* Before: nothing is counted. After: on every path each owned value is consumed exactly once.
 *
 * A consuming use moves a variable that is dead behind it and needs a dup otherwise; a borrowing
 * use of a variable that is dead behind it is followed by a drop. What is live into one successor
 * only is dropped on the edges to the others. Nothing is dropped on the way into a panic: a crash
 * releases the whole heap.
 *
 * A part read out of an owned value is not counted while a value that holds it is live. Where the
 * last such value dies and the part lives on, the part becomes owned: by UNPACK together with the
 * end of its holder, else by a dup. Whether a part is held or owned thus follows from liveness
 * alone, so all paths agree. */
#include "ir/ownership_internal.h"

static bool contains(const MirVarVec *vars, MirVar var)
{
    for (size_t i = 0; i < vars->count; i++) {
        if (vars->items[i] == var)
            return true;
    }
    return false;
}

/* ---- Held or owned ---- */

/* Some value the part was read from, at whatever distance, is live. */
static bool is_held(const Counting *c, MirVar var, const uint64_t *live)
{
    for (MirVar at = c->holder[var]; at != MIR_NO_VAR; at = c->holder[at]) {
        if (in_set(c, live, at))
            return true;
    }
    return false;
}

static bool is_owned(const Counting *c, MirVar var, const uint64_t *live)
{
    return tracked(c, var) && !is_held(c, var, live);
}

static bool is_part_of(const Counting *c, MirVar part, MirVar whole)
{
    for (MirVar at = c->holder[part]; at != MIR_NO_VAR; at = c->holder[at]) {
        if (at == whole)
            return true;
    }
    return false;
}

/* A step of the program from one set of live variables to the next. */
typedef struct Step {
    const uint64_t *before, *after;
    MirVarVec moved;       /* owned before, consumed by the step */
    MirVarVec dying;       /* owned before, to be released behind the step */
    MirVarVec gaining;     /* held before, live and held by nothing after */
    MirVar result;         /* of the step, or MIR_NO_VAR */
    const MirInstr *instr; /* the instruction, or NULL */
    Span span;
    MirInstrVec first; /* counting in front of the step ... */
    MirInstrVec last;  /* ... and behind it */
} Step;

static MirInstr *count_instr(Counting *c, MirOp op, MirVar var, Span span)
{
    MirInstr *instr = mir_new_instr(c->p, op, span);
    vec_push(c->p->arena, &instr->args, var);
    return instr;
}

static void collect_gaining(Counting *c, Step *s, MirVar whole)
{
    for (size_t i = 0; i < c->parts[whole].count; i++) {
        MirVar part = c->parts[whole].items[i];
        if (in_set(c, s->after, part) && is_held(c, part, s->before) &&
            !is_held(c, part, s->after) && !contains(&s->gaining, part))
            vec_push(c->scratch, &s->gaining, part);
        collect_gaining(c, s, part);
    }
}

/* ---- Ends of values ---- */

enum { MAX_OTHER_REFS = 2 };

static bool variant_is_known(const Counting *c, const Step *s, MirVar whole, int32_t *variant)
{
    for (size_t i = 0; i < s->gaining.count; i++) {
        MirVar part = s->gaining.items[i];
        if (c->holder[part] == whole && c->reader[part]->op == MIR_FIELD) {
            *variant = c->reader[part]->variant;
            return true;
        }
    }
    if (s->instr && s->instr->op == MIR_FIELD && s->instr->args.items[0] == whole) {
        *variant = s->instr->variant;
        return true;
    }
    const Type *type = type_resolve(c->fn->vars.items[whole].type);
    *variant = -1;
    return type->kind == TY_TUPLE || (type->kind == TY_CON && type->decl->kind == DECL_STRUCT);
}

static bool has_index(const MirInstr *instr, int64_t index)
{
    for (size_t i = 0; i < instr->indices.count; i++) {
        if (instr->indices.items[i] == (uint32_t)index)
            return true;
    }
    return false;
}

/* How many references the fields hold that the unpacking does not hand on; SIZE_MAX: not
 * unpackable. */
static size_t other_refs(Counting *c, const MirInstr *unpack)
{
    TypeVec fields =
        mir_fields(c->scratch, c->fn->vars.items[unpack->args.items[0]].type, unpack->variant);
    enum { MAX_FIELDS = 30 }; /* of a cell that goes back to a list of free ones */
    if (fields.count == 0 || fields.count > MAX_FIELDS)
        return SIZE_MAX;
    size_t count = 0;
    for (size_t i = 0; i < fields.count; i++)
        count += mir_counted(fields.items[i]) && !has_index(unpack, (int64_t)i);
    return count;
}

static bool can_hand_on(const Counting *c, const MirInstr *unpack, MirVar part)
{
    const MirInstr *reader = c->reader[part];
    return reader->op == MIR_FIELD && reader->variant == unpack->variant &&
           c->holder[part] == unpack->args.items[0] && !has_index(unpack, reader->imm);
}

/* UNPACK with the parts that live on, or NULL when a plain drop is better. */
static MirInstr *unpacking(Counting *c, const Step *s, MirVar whole)
{
    int32_t variant = -1;
    if (!variant_is_known(c, s, whole, &variant))
        return NULL;
    MirInstr *unpack = count_instr(c, MIR_UNPACK, whole, s->span);
    unpack->variant = variant;
    for (size_t i = 0; i < s->gaining.count; i++) {
        MirVar part = s->gaining.items[i];
        if (!can_hand_on(c, unpack, part))
            continue;
        vec_push(c->p->arena, &unpack->args, part);
        vec_push(c->p->arena, &unpack->indices, (uint32_t)c->reader[part]->imm);
    }
    return other_refs(c, unpack) <= MAX_OTHER_REFS ? unpack : NULL;
}

/* Releases what dies in the step, and makes owners of the parts that live on. */
static void finish_step(Counting *c, Step *s)
{
    for (size_t i = 0; i < s->dying.count; i++)
        collect_gaining(c, s, s->dying.items[i]);
    for (size_t i = 0; i < s->moved.count; i++)
        collect_gaining(c, s, s->moved.items[i]);
    MirInstrVec releases = {0};
    MirVarVec handed_on = {0};
    for (size_t i = 0; i < s->dying.count; i++) {
        MirVar whole = s->dying.items[i];
        MirInstr *unpack = unpacking(c, s, whole);
        for (size_t k = 1; unpack && k < unpack->args.count; k++)
            vec_push(c->scratch, &handed_on, unpack->args.items[k]);
        vec_push(c->scratch, &releases, unpack ? unpack : count_instr(c, MIR_DROP, whole, s->span));
    }
    for (size_t i = 0; i < s->gaining.count; i++) {
        MirVar part = s->gaining.items[i];
        if (contains(&handed_on, part))
            continue;
        MirInstr *dup = count_instr(c, MIR_DUP, part, s->span);
        if (part == s->result)
            vec_push(c->scratch, &s->last, dup);
        else
            vec_push(c->scratch, &s->first, dup);
    }
    for (size_t i = 0; i < releases.count; i++)
        vec_push(c->scratch, &s->last, releases.items[i]);
}

/* ---- Uses ---- */

/* A part that the instruction borrows is only there as long as what holds it. */
static bool lends_part_of(const Counting *c, const MirInstr *instr, MirVar whole)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        MirVar var = instr->args.items[i];
        if (tracked(c, var) && !mir_consumes(instr, i) && is_part_of(c, var, whole))
            return true;
    }
    return false;
}

/* How often the instruction uses the variable in the given way. */
static size_t uses_of(const MirInstr *instr, MirVar var, bool consuming)
{
    size_t count = 0;
    for (size_t i = 0; i < instr->args.count; i++)
        count += instr->args.items[i] == var && mir_consumes(instr, i) == consuming;
    return count;
}

static bool is_first_use(const MirVarVec *args, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (args->items[i] == args->items[index])
            return false;
    }
    return true;
}

/* `consuming` uses of the variable; it is moved by the last of them if it is ours, dead behind the
 * step and not `needed` until the step is over. */
static void use_var(Counting *c, Step *s, MirVar var, size_t consuming, bool needed)
{
    bool dies = is_owned(c, var, s->before) && !in_set(c, s->after, var);
    bool moves = dies && consuming > 0 && !needed;
    for (size_t i = moves ? 1 : 0; i < consuming; i++)
        vec_push(c->scratch, &s->first, count_instr(c, MIR_DUP, var, s->span));
    if (moves)
        vec_push(c->scratch, &s->moved, var);
    else if (dies)
        vec_push(c->scratch, &s->dying, var);
}

static void use_args(Counting *c, Step *s, const MirInstr *instr)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        MirVar var = instr->args.items[i];
        if (c->owners[var] == OWNER_NONE || !is_first_use(&instr->args, i))
            continue;
        bool needed = uses_of(instr, var, false) > 0 || lends_part_of(c, instr, var);
        use_var(c, s, var, uses_of(instr, var, true), needed);
    }
}

static void use_edge_args(Counting *c, Step *s, const MirVarVec *args)
{
    for (size_t i = 0; i < args->count; i++) {
        MirVar var = args->items[i];
        if (c->owners[var] == OWNER_NONE || !is_first_use(args, i))
            continue;
        size_t count = 0;
        for (size_t k = i; k < args->count; k++)
            count += args->items[k] == var;
        use_var(c, s, var, count, false);
    }
}

/* ---- Instructions ---- */

/* A block's instructions, built from the last to the first. */
typedef struct Rewriting {
    MirInstrVec reversed;
    BitSet live;
} Rewriting;

static void put_reversed(Counting *c, Rewriting *r, const MirInstrVec *instrs)
{
    for (size_t i = instrs->count; i > 0; i--)
        vec_push(c->scratch, &r->reversed, instrs->items[i - 1]);
}

static void rewrite_instr(Counting *c, Rewriting *r, MirInstr *instr)
{
    BitSet before = set_copy(c, r->live);
    set_remove(c, before, instr->dst);
    set_add_all(c, before, &instr->args);
    Step s = {.before = before,
              .after = r->live,
              .result = instr->dst,
              .instr = instr,
              .span = instr->span};
    use_args(c, &s, instr);
    finish_step(c, &s);
    bool unused = instr->dst != MIR_NO_VAR && c->owners[instr->dst] == OWNER_SELF &&
                  !in_set(c, r->live, instr->dst);
    if (unused)
        vec_push(c->scratch, &s.last, count_instr(c, MIR_DROP, instr->dst, instr->span));
    put_reversed(c, r, &s.last);
    vec_push(c->scratch, &r->reversed, instr);
    put_reversed(c, r, &s.first);
    r->live = before;
    instr->borrowed = instr->dst != MIR_NO_VAR && c->owners[instr->dst] != OWNER_NONE &&
                      c->owners[instr->dst] != OWNER_SELF;
}

/* ---- Terminators ---- */

static void rewrite_jump(Counting *c, Rewriting *r, const MirBlock *block)
{
    Step s = {.before = r->live,
              .after = live_through(c, &block->edges[0]),
              .result = MIR_NO_VAR,
              .span = block->span};
    use_edge_args(c, &s, &block->edges[0].args);
    finish_step(c, &s);
    put_reversed(c, r, &s.first);
}

static void rewrite_return(Counting *c, Rewriting *r, const MirBlock *block)
{
    if (c->owners[block->var] == OWNER_OUTSIDE || c->owners[block->var] == OWNER_CAPTURED)
        vec_push(c->scratch, &r->reversed, count_instr(c, MIR_DUP, block->var, block->span));
}

static void rewrite_tail_call(Counting *c, Rewriting *r, const MirBlock *block)
{
    Step s = {.before = r->live, .after = set_new(c), .result = MIR_NO_VAR, .span = block->span};
    use_args(c, &s, block->call);
    finish_step(c, &s);
    put_reversed(c, r, &s.first);
}

static void rewrite_terminator(Counting *c, Rewriting *r, const MirBlock *block)
{
    switch (block->term) {
    case MIR_JUMP:
        rewrite_jump(c, r, block);
        return;
    case MIR_RETURN:
        rewrite_return(c, r, block);
        return;
    case MIR_TAIL_CALL:
        rewrite_tail_call(c, r, block);
        return;
    case MIR_BRANCH:
    case MIR_SWITCH:
    case MIR_TERM_NONE:
    case MIR_PANIC:
    case MIR_UNREACHABLE:
        return;
    }
}

/* ---- Edges out of branches ---- */

static bool never_returns(const MirBlock *block)
{
    return block->term == MIR_PANIC && block->instrs.count == 0;
}

typedef struct BranchEdges {
    Counting *c;
    const MirBlock *block;
    BitSet live;
} BranchEdges;

static void append(Counting *c, MirInstrVec *to, const MirInstrVec *from)
{
    for (size_t i = 0; i < from->count; i++)
        vec_push(c->p->arena, to, from->items[i]);
}

/* What the branch keeps alive for its other edges and this edge has no use for dies on it. */
static Step step_of_edge(Counting *c, const BranchEdges *edges, const MirEdge *edge)
{
    Step s = {.before = edges->live,
              .after = live_through(c, edge),
              .result = MIR_NO_VAR,
              .span = edges->block->span};
    use_edge_args(c, &s, &edge->args);
    for (size_t i = 0; i < c->tracked.count; i++) {
        MirVar var = c->tracked.items[i];
        if (in_set(c, s.before, var) && !in_set(c, s.after, var) && is_owned(c, var, s.before) &&
            !contains(&edge->args, var))
            vec_push(c->scratch, &s.dying, var);
    }
    finish_step(c, &s);
    return s;
}

/* Counting that belongs to one edge goes into the target when nobody else jumps there and there are
 * no arguments, else into a block of its own. */
static void rewrite_edge(void *context, MirEdge *edge)
{
    const BranchEdges *edges = context;
    Counting *c = edges->c;
    if (never_returns(c->fn->blocks.items[edge->block]))
        return;
    Step s = step_of_edge(c, edges, edge);
    if (s.first.count + s.last.count == 0)
        return;
    if (edge->args.count == 0 && c->flow->preds[edge->block].count == 1) {
        append(c, &c->prefix[edge->block], &s.first);
        append(c, &c->prefix[edge->block], &s.last);
        return;
    }
    MirBlockId id = mir_block(c->p, c->fn);
    MirBlock *between = c->fn->blocks.items[id];
    append(c, &between->instrs, &s.first);
    append(c, &between->instrs, &s.last);
    between->term = MIR_JUMP;
    between->span = edges->block->span;
    between->edges[0] = *edge;
    *edge = (MirEdge){.block = id};
}

static void rewrite_branch(Counting *c, MirBlock *block)
{
    if (block->term != MIR_BRANCH && block->term != MIR_SWITCH)
        return;
    BranchEdges edges = {c, block, live_at_end(c, block)};
    mir_each_edge(block, rewrite_edge, &edges);
}

/* ---- Blocks ---- */

static void rewrite_block(Counting *c, MirBlockId id)
{
    MirBlock *block = c->fn->blocks.items[id];
    Rewriting r = {.live = live_at_end(c, block)};
    rewrite_terminator(c, &r, block);
    for (size_t i = block->instrs.count; i > 0; i--)
        rewrite_instr(c, &r, block->instrs.items[i - 1]);
    const MirVarVec *params = id == 0 ? &c->fn->params : &block->params;
    for (size_t i = 0; i < params->count; i++) {
        MirVar var = params->items[i];
        if (tracked(c, var) && !in_set(c, r.live, var))
            vec_push(c->scratch, &r.reversed, count_instr(c, MIR_DROP, var, block->span));
    }
    block->instrs = (MirInstrVec){0};
    for (size_t i = r.reversed.count; i > 0; i--)
        vec_push(c->p->arena, &block->instrs, r.reversed.items[i - 1]);
}

static void prepend(Counting *c, MirBlock *block, const MirInstrVec *first)
{
    if (first->count == 0)
        return;
    MirInstrVec all = {0};
    append(c, &all, first);
    append(c, &all, &block->instrs);
    block->instrs = all;
}

/* ---- Functions ---- */

static bool must_drop_after(const Counting *c, const MirInstr *call)
{
    for (size_t i = 0; i < call->args.count; i++) {
        if (!mir_consumes(call, i) && owner_ends_with_function(c->owners[call->args.items[i]]))
            return true;
    }
    return false;
}

static void make_ordinary_call(Counting *c, MirBlock *block)
{
    block->call->dst = mir_var(c->p, c->fn, c->fn->result, NULL);
    vec_push(c->p->arena, &block->instrs, block->call);
    block->term = MIR_RETURN;
    block->var = block->call->dst;
    block->call = NULL;
}

/* Nothing can be released behind a tail call. A closure that ends with this function goes over to
 * the code called; where a function borrows such a value, the call is an ordinary one. */
static void settle_tail_calls(Counting *c)
{
    for (size_t b = 0; b < c->fn->blocks.count; b++) {
        MirBlock *block = c->fn->blocks.items[b];
        if (block->term != MIR_TAIL_CALL)
            continue;
        if (block->call->op == MIR_CALL_VALUE)
            block->call->takes_closure =
                owner_ends_with_function(c->owners[block->call->args.items[0]]);
        if (must_drop_after(c, block->call))
            make_ordinary_call(c, block);
    }
}

static void find_parts(Counting *c)
{
    size_t count = c->fn->vars.count;
    c->holder = ARENA_ARRAY(c->scratch, MirVar, count + 1);
    c->reader = ARENA_ARRAY(c->scratch, MirInstr *, count + 1);
    c->parts = ARENA_ARRAY(c->scratch, MirVarVec, count + 1);
    for (size_t i = 0; i < count; i++)
        c->holder[i] = MIR_NO_VAR;
    for (size_t b = 0; b < c->fn->blocks.count; b++) {
        const MirBlock *block = c->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            MirInstr *instr = block->instrs.items[i];
            if (instr->dst == MIR_NO_VAR || c->owners[instr->dst] != OWNER_PART)
                continue;
            c->holder[instr->dst] = instr->args.items[0];
            c->reader[instr->dst] = instr;
            vec_push(c->scratch, &c->parts[instr->args.items[0]], instr->dst);
        }
    }
}

static void number_tracked(Counting *c)
{
    c->bit = ARENA_ARRAY(c->scratch, uint32_t, c->fn->vars.count + 1);
    for (size_t i = 0; i < c->fn->vars.count; i++) {
        if (!tracked(c, (MirVar)i))
            continue;
        c->bit[i] = (uint32_t)c->tracked.count;
        vec_push(c->scratch, &c->tracked, (MirVar)i);
    }
    c->words = (c->tracked.count + 63) / 64;
}

static void count_fn(MirProgram *p, MirFn *fn, Arena *scratch)
{
    Counting c = {.p = p, .fn = fn, .scratch = scratch};
    c.owners = owners_of(scratch, fn);
    settle_tail_calls(&c);
    c.owners = owners_of(scratch, fn);
    c.flow = flow_of(scratch, fn);
    find_parts(&c);
    number_tracked(&c);
    find_live(&c);
    size_t count = fn->blocks.count;
    c.prefix = ARENA_ARRAY(scratch, MirInstrVec, count);
    for (size_t i = 0; i < c.flow->order.count; i++)
        rewrite_block(&c, c.flow->order.items[i]);
    for (size_t i = 0; i < c.flow->order.count; i++)
        rewrite_branch(&c, fn->blocks.items[c.flow->order.items[i]]);
    for (size_t i = 0; i < count; i++)
        prepend(&c, fn->blocks.items[i], &c.prefix[i]);
}

void insert_counts(MirProgram *p)
{
    infer_borrows(p);
    p->counted = true;
    for (size_t i = 0; i < p->fns.count; i++) {
        Arena *scratch = arena_new();
        count_fn(p, p->fns.items[i], scratch);
        arena_free(scratch);
    }
}
