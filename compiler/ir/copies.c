/* Two steps. Which parameters a function updates, at whatever distance, is found for the whole
 * program. Then each function of the user's is followed forwards: a dup says that a second
 * reference exists from there on, and an update of such a value is noted with who holds the other.
 */
#include "ir/copies.h"

#include "ir/flow.h"
#include "ir/owner.h"

typedef struct FnFacts {
    uint64_t updates; /* bits: parameters that are updated */
    uint64_t returns; /* bits: parameters that the result may be, or be a part of */
    bool any;
} FnFacts;

/* Who took the other reference of a value. */
typedef struct Sharing Sharing;
struct Sharing {
    const MirInstr *by; /* NULL: the end of the block */
    Span span;
    MirVar from; /* of the result of a call: the argument it may be, until that is dropped ... */
    const Sharing *without; /* ... and what holds from then on */
};

typedef struct Copies {
    Arena *arena; /* of the result */
    Arena *scratch;
    const MirProgram *p;
    Map facts;       /* MirFn * -> FnFacts * */
    Map std_sources; /* Source * of the library */
    CopyReport report;
} Copies;

/* One function. */
typedef struct Walk {
    Copies *c;
    const MirFn *fn;
    Arena *scratch;
    const Flow *flow;
    Owner *owners;
    const MirInstr **made_by; /* by variable */
    uint64_t *origins;        /* by variable: bits of the parameters it comes from */
    uint64_t *same;   /* by variable: bits of those it may be or be a part of, as they were given */
    bool has_aliases; /* a call gave back one of its arguments */
    const Sharing ***at_entry; /* by block, by variable; NULL: not reached */
    const Sharing **now;       /* by variable */
} Walk;

/* ---- Updates ---- */

static bool updates_first(const MirInstr *instr)
{
    if (instr->op == MIR_UPDATE)
        return true;
    if (instr->op == MIR_PRIM)
        return text_equal(instr->text, TEXT("list_push")) ||
               text_equal(instr->text, TEXT("list_append_all"));
    return instr->op == MIR_CALL && instr->symbol && instr->symbol->is_extern &&
           instr->symbol->is_inplace;
}

static bool is_updated(const Copies *c, const MirInstr *instr, size_t arg)
{
    if (arg == 0 && updates_first(instr))
        return true;
    const FnFacts *facts =
        instr->op == MIR_CALL && instr->callee ? map_get(&c->facts, instr->callee) : NULL;
    return facts && arg < 64 && (facts->updates >> arg & 1) != 0;
}

/* Whether the result may be that argument or a part of it. */
static bool gives_back(const Copies *c, const MirInstr *instr, size_t arg)
{
    if (instr->op == MIR_COPY || instr->op == MIR_FIELD)
        return arg == 0;
    const FnFacts *facts =
        instr->op == MIR_CALL && instr->callee ? map_get(&c->facts, instr->callee) : NULL;
    return facts && arg < 64 && (facts->returns >> arg & 1) != 0;
}

/* ---- Where values come from ---- */

static void find_origin_of_result(Walk *w, const MirInstr *instr)
{
    uint64_t origins = 0, same = 0;
    for (size_t i = 0; i < instr->args.count; i++) {
        MirVar arg = instr->args.items[i];
        bool given_back = gives_back(w->c, instr, i);
        same |= given_back ? w->same[arg] : 0;
        origins |= given_back || is_updated(w->c, instr, i) ? w->origins[arg] : 0;
    }
    w->origins[instr->dst] = origins;
    w->same[instr->dst] = same;
}

typedef struct Passing {
    Walk *w;
    bool changed;
} Passing;

static void pass_origins(void *context, MirEdge *edge)
{
    Passing *passing = context;
    const MirVarVec *params = &passing->w->fn->blocks.items[edge->block]->params;
    for (size_t i = 0; i < params->count; i++) {
        MirVar to = params->items[i], from = edge->args.items[i];
        uint64_t *origins = passing->w->origins, *same = passing->w->same;
        passing->changed |=
            (origins[to] | origins[from]) != origins[to] || (same[to] | same[from]) != same[to];
        origins[to] |= origins[from];
        same[to] |= same[from];
    }
}

static void find_origins(Walk *w)
{
    w->origins = ARENA_ARRAY(w->scratch, uint64_t, w->fn->vars.count + 1);
    w->same = ARENA_ARRAY(w->scratch, uint64_t, w->fn->vars.count + 1);
    for (size_t i = 0; i < w->fn->params.count && i < 64; i++)
        w->origins[w->fn->params.items[i]] = w->same[w->fn->params.items[i]] = UINT64_C(1) << i;
    Passing passing = {w, true};
    while (passing.changed) {
        passing.changed = false;
        for (size_t b = 0; b < w->flow->order.count; b++) {
            MirBlock *block = w->fn->blocks.items[w->flow->order.items[b]];
            for (size_t i = 0; i < block->instrs.count; i++) {
                const MirInstr *instr = block->instrs.items[i];
                if (instr->dst != MIR_NO_VAR)
                    find_origin_of_result(w, instr);
            }
            mir_each_edge(block, pass_origins, &passing);
        }
    }
}

/* ---- What functions update ---- */

static void add_updates(const Walk *w, FnFacts *facts, const MirInstr *instr)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        if (!is_updated(w->c, instr, i))
            continue;
        facts->any = true;
        facts->updates |= w->origins[instr->args.items[i]];
    }
}

static void add_returns(const Walk *w, FnFacts *facts, const MirBlock *block)
{
    if (block->term == MIR_RETURN && block->var != MIR_NO_VAR)
        facts->returns |= w->same[block->var];
    for (size_t i = 0; block->term == MIR_TAIL_CALL && i < block->call->args.count; i++) {
        if (gives_back(w->c, block->call, i))
            facts->returns |= w->same[block->call->args.items[i]];
    }
}

static bool learn(Copies *c, const MirFn *fn)
{
    FnFacts *facts = map_get(&c->facts, fn), before = *facts;
    Walk w = {.c = c, .fn = fn, .scratch = arena_new()};
    w.flow = flow_of(w.scratch, fn);
    find_origins(&w);
    for (size_t b = 0; b < w.flow->order.count; b++) {
        const MirBlock *block = fn->blocks.items[w.flow->order.items[b]];
        for (size_t i = 0; i < block->instrs.count; i++)
            add_updates(&w, facts, block->instrs.items[i]);
        if (block->term == MIR_TAIL_CALL)
            add_updates(&w, facts, block->call);
        add_returns(&w, facts, block);
    }
    arena_free(w.scratch);
    return facts->updates != before.updates || facts->returns != before.returns ||
           facts->any != before.any;
}

static void learn_all(Copies *c)
{
    for (size_t i = 0; i < c->p->fns.count; i++)
        map_put(c->scratch, &c->facts, c->p->fns.items[i], ARENA_NEW(c->scratch, FnFacts));
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = c->p->fns.count; i > 0; i--)
            changed |= learn(c, c->p->fns.items[i - 1]);
    }
}

/* ---- Names ---- */

static const char *field_name(const Walk *w, const MirInstr *read)
{
    const Type *type = type_resolve(w->fn->vars.items[read->args.items[0]].type);
    bool is_struct = type->kind == TY_CON && type->decl->kind == DECL_STRUCT;
    return is_struct ? type->decl->fields.items[read->imm].name : NULL;
}

/* A name the program uses, `s.items`, or NULL. */
static const char *name_of(const Walk *w, MirVar var)
{
    if (w->fn->vars.items[var].name)
        return w->fn->vars.items[var].name;
    const MirInstr *read = w->made_by[var];
    if (read && read->op == MIR_CONST)
        return read->constant->name;
    if (!read || read->op != MIR_FIELD)
        return NULL;
    const char *whole = name_of(w, read->args.items[0]), *field = field_name(w, read);
    return whole && field ? arena_printf(w->c->arena, "%s.%s", whole, field) : NULL;
}

static MirVar holder_of(const Walk *w, MirVar var)
{
    const MirInstr *read = w->made_by[var];
    return read && read->borrowed && read->args.count > 0 ? read->args.items[0] : MIR_NO_VAR;
}

static MirVar outermost(const Walk *w, MirVar var)
{
    while (holder_of(w, var) != MIR_NO_VAR)
        var = holder_of(w, var);
    return var;
}

/* ---- The next use ---- */

/* Looks for the first use of a value, or of what holds it, behind an update. */
typedef struct Search {
    Walk *w;
    bool *sought; /* by variable */
    bool *seen;   /* by block */
    VEC(MirBlockId) queue;
    MirVar found;
    Span where;
} Search;

static bool only_counts(const MirInstr *instr)
{
    return instr->op == MIR_DUP || instr->op == MIR_DROP || instr->op == MIR_TAKE ||
           instr->op == MIR_UNPACK;
}

static bool found_in(Search *s, const MirInstr *instr)
{
    for (size_t i = 0; i < instr->args.count && !only_counts(instr); i++) {
        if (!s->sought[instr->args.items[i]])
            continue;
        s->found = instr->args.items[i];
        s->where = instr->span;
        return true;
    }
    return false;
}

static void search_edge(void *context, MirEdge *edge)
{
    Search *s = context;
    const MirVarVec *params = &s->w->fn->blocks.items[edge->block]->params;
    for (size_t i = 0; i < params->count; i++)
        s->sought[params->items[i]] |= s->sought[edge->args.items[i]];
    if (s->seen[edge->block])
        return;
    s->seen[edge->block] = true;
    vec_push(s->w->scratch, &s->queue, edge->block);
}

static bool search_block(Search *s, MirBlock *block, size_t from)
{
    for (size_t i = from; i < block->instrs.count; i++) {
        if (found_in(s, block->instrs.items[i]))
            return true;
    }
    if (block->term == MIR_RETURN && s->sought[block->var]) {
        s->found = block->var;
        s->where = block->span;
        return true;
    }
    if (block->term == MIR_TAIL_CALL && found_in(s, block->call))
        return true;
    mir_each_edge(block, search_edge, s);
    return false;
}

static bool used_again(Search *s, MirBlockId block, size_t from, MirVar var)
{
    Walk *w = s->w;
    s->sought = ARENA_ARRAY(w->scratch, bool, w->fn->vars.count + 1);
    s->seen = ARENA_ARRAY(w->scratch, bool, w->fn->blocks.count + 1);
    for (MirVar at = var; at != MIR_NO_VAR; at = holder_of(w, at))
        s->sought[at] = true;
    bool found = search_block(s, w->fn->blocks.items[block], from);
    for (size_t i = 0; i < s->queue.count && !found; i++)
        found = search_block(s, w->fn->blocks.items[s->queue.items[i]], 0);
    return found;
}

/* ---- Notes ---- */

/* The place of an instruction in its function; index: that of the block's end is the number of its
 * instructions. */
typedef struct Place {
    MirBlockId block;
    size_t index;
} Place;

static void note(Walk *w, const MirInstr *update, MirVar var, CopyNote note)
{
    note.fn = w->fn;
    note.span = update->span;
    note.type = w->fn->vars.items[var].type;
    note.value = name_of(w, var);
    note.params = w->origins[var];
    vec_push(w->c->arena, &w->c->report.notes, note);
}

static void note_if_used_again(Walk *w, const MirInstr *update, MirVar var, Place place)
{
    Search search = {.w = w, .found = MIR_NO_VAR};
    if (used_again(&search, place.block, place.index + 1, var))
        note(w, update, var,
             (CopyNote){.cause = COPY_USED_AGAIN,
                        .holder = name_of(w, search.found),
                        .where = search.where});
}

static void look_at_update(Walk *w, const MirInstr *update, MirVar var, Place place)
{
    const MirInstr *made_by = w->made_by[var];
    const Sharing *sharing = w->now[var];
    switch (w->owners[var]) {
    case OWNER_NONE:
        if (made_by && made_by->op == MIR_CONST)
            note(w, update, var,
                 (CopyNote){.cause = COPY_CONSTANT, .holder = made_by->constant->name});
        return;
    case OWNER_OUTSIDE:
        note(w, update, var,
             (CopyNote){.cause = COPY_LENT, .holder = name_of(w, outermost(w, var))});
        return;
    case OWNER_CAPTURED:
        note(w, update, var,
             (CopyNote){.cause = COPY_CAPTURED, .holder = name_of(w, outermost(w, var))});
        return;
    case OWNER_SELF:
    case OWNER_PART:
        if (sharing && sharing->by == update)
            note_if_used_again(w, update, var, place);
        else if (sharing)
            note(w, update, var,
                 (CopyNote){.cause = COPY_KEPT, .holder = name_of(w, var), .where = sharing->span});
        return;
    }
}

static void look_at(Walk *w, const MirInstr *instr, Place place)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        MirVar var = instr->args.items[i];
        if (is_updated(w->c, instr, i) && mir_consumes(instr, i))
            look_at_update(w, instr, var, place);
    }
}

/* ---- Second references ---- */

static bool consumes(const MirInstr *instr, MirVar var)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        if (instr->args.items[i] == var && mir_consumes(instr, i))
            return true;
    }
    return false;
}

static bool ends_holder(const Walk *w, const MirInstr *instr, MirVar part)
{
    for (MirVar at = holder_of(w, part); at != MIR_NO_VAR; at = holder_of(w, at)) {
        if ((instr->op == MIR_DROP || instr->op == MIR_UNPACK) && instr->args.items[0] == at)
            return true;
    }
    return false;
}

/* The dup belongs to a step: one instruction or the end of the block, with what it releases behind
 * it. A part that is dupped where its holder is released has one reference afterwards, as before.
 */
static const Sharing *sharing_by(Walk *w, const MirBlock *block, size_t dup)
{
    MirVar var = block->instrs.items[dup]->args.items[0];
    size_t at = dup + 1, count = block->instrs.count;
    while (at < count && block->instrs.items[at]->op == MIR_DUP)
        at++;
    const MirInstr *by = at < count                     ? block->instrs.items[at]
                         : block->term == MIR_TAIL_CALL ? block->call
                                                        : NULL;
    bool steps_over = by && at < count && !consumes(by, var) && !only_counts(by);
    for (size_t i = at + (steps_over ? 1 : 0); i < count && only_counts(block->instrs.items[i]);
         i++) {
        if (ends_holder(w, block->instrs.items[i], var))
            return w->now[outermost(w, var)];
    }
    Sharing *sharing = ARENA_NEW(w->scratch, Sharing);
    *sharing = (Sharing){by, by ? by->span : block->span, MIR_NO_VAR, NULL};
    return sharing;
}

/* A function that gives back what it was given makes a second name of it: both hold it until the
 * argument goes. */
static const Sharing *sharing_of_result(Walk *w, const MirInstr *call)
{
    for (size_t i = 0; call->op == MIR_CALL && i < call->args.count; i++) {
        MirVar arg = call->args.items[i];
        const Sharing *before = w->now[arg];
        bool stays = !mir_consumes(call, i) || before;
        if (!gives_back(w->c, call, i) || is_updated(w->c, call, i) || !stays ||
            !mir_counted(w->fn->vars.items[arg].type))
            continue;
        Sharing *sharing = ARENA_NEW(w->scratch, Sharing);
        *sharing = (Sharing){call, call->span, arg, before && before->by == call ? NULL : before};
        w->has_aliases = true;
        return sharing;
    }
    return NULL;
}

static void end_aliases(Walk *w, MirVar dropped)
{
    for (size_t i = 0; w->has_aliases && i < w->fn->vars.count; i++) {
        if (w->now[i] && w->now[i]->from == dropped)
            w->now[i] = w->now[i]->without;
    }
}

static void read_field(Walk *w, const MirInstr *instr)
{
    const MirInstr *whole = w->made_by[instr->args.items[0]];
    bool known = instr->op == MIR_FIELD && whole && whole->op == MIR_CONSTRUCT;
    w->now[instr->dst] = known ? w->now[whole->args.items[instr->imm]] : NULL;
}

static void step(Walk *w, const MirBlock *block, size_t index)
{
    const MirInstr *instr = block->instrs.items[index];
    const MirVar *args = instr->args.items;
    if (instr->op == MIR_DUP)
        w->now[args[0]] = sharing_by(w, block, index);
    else if (instr->op == MIR_TAKE)
        w->now[args[0]] = w->now[args[1]];
    for (size_t i = 1; instr->op == MIR_UNPACK && i < instr->args.count; i++)
        w->now[args[i]] = w->now[args[0]];
    if (instr->op == MIR_DROP || instr->op == MIR_UNPACK)
        end_aliases(w, args[0]);
    if (updates_first(instr))
        w->now[args[0]] = NULL; /* it was copied, and the reference given up */
    if (instr->dst == MIR_NO_VAR)
        return;
    if (instr->op == MIR_COPY)
        w->now[instr->dst] = w->now[args[0]];
    else if (instr->op == MIR_FIELD)
        read_field(w, instr);
    else
        w->now[instr->dst] = sharing_of_result(w, instr);
}

/* ---- Functions ---- */

static void join(void *context, MirEdge *edge)
{
    Passing *passing = context;
    Walk *w = passing->w;
    size_t count = w->fn->vars.count;
    const MirVarVec *params = &w->fn->blocks.items[edge->block]->params;
    const Sharing **entry = w->at_entry[edge->block];
    if (!entry) {
        entry = w->at_entry[edge->block] = ARENA_ARRAY(w->scratch, const Sharing *, count + 1);
        passing->changed = true;
    }
    for (size_t i = 0; i < count; i++) {
        passing->changed |= !entry[i] && w->now[i];
        entry[i] = entry[i] ? entry[i] : w->now[i];
    }
    for (size_t i = 0; i < params->count; i++) {
        const Sharing *given = w->now[edge->args.items[i]];
        passing->changed |= !entry[params->items[i]] && given;
        entry[params->items[i]] = entry[params->items[i]] ? entry[params->items[i]] : given;
    }
}

static void enter(Walk *w, MirBlockId id)
{
    size_t size = w->fn->vars.count * sizeof *w->now;
    w->now = arena_copy(w->scratch, w->at_entry[id], size + sizeof *w->now);
}

static void find_sharings(Walk *w)
{
    w->at_entry = ARENA_ARRAY(w->scratch, const Sharing **, w->fn->blocks.count + 1);
    w->at_entry[0] = ARENA_ARRAY(w->scratch, const Sharing *, w->fn->vars.count + 1);
    Passing passing = {w, true};
    while (passing.changed) {
        passing.changed = false;
        for (size_t b = 0; b < w->flow->order.count; b++) {
            MirBlockId id = w->flow->order.items[b];
            MirBlock *block = w->fn->blocks.items[id];
            if (!w->at_entry[id])
                continue;
            enter(w, id);
            for (size_t i = 0; i < block->instrs.count; i++)
                step(w, block, i);
            mir_each_edge(block, join, &passing);
        }
    }
}

static void find_notes(Walk *w)
{
    for (size_t b = 0; b < w->flow->order.count; b++) {
        MirBlockId id = w->flow->order.items[b];
        const MirBlock *block = w->fn->blocks.items[id];
        enter(w, id);
        for (size_t i = 0; i < block->instrs.count; i++) {
            look_at(w, block->instrs.items[i], (Place){id, i});
            step(w, block, i);
        }
        if (block->term == MIR_TAIL_CALL)
            look_at(w, block->call, (Place){id, block->instrs.count});
    }
}

static void find_makers(Walk *w)
{
    w->made_by = ARENA_ARRAY(w->scratch, const MirInstr *, w->fn->vars.count + 1);
    for (size_t b = 0; b < w->fn->blocks.count; b++) {
        const MirBlock *block = w->fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            if (block->instrs.items[i]->dst != MIR_NO_VAR)
                w->made_by[block->instrs.items[i]->dst] = block->instrs.items[i];
        }
    }
}

/* What is looked at grows with variables times blocks; functions of more are machine-made. */
enum { MAX_STATES = 20000000 };

static void copies_in(Copies *c, const MirFn *fn)
{
    const FnFacts *facts = map_get(&c->facts, fn);
    vec_push(c->arena, &c->report.functions, ((UpdatedParams){fn, facts->any, facts->updates}));
    if (!facts->any || fn->vars.count * fn->blocks.count > MAX_STATES)
        return;
    Walk w = {.c = c, .fn = fn, .scratch = arena_new()};
    w.flow = flow_of(w.scratch, fn);
    w.owners = owners_of(w.scratch, fn);
    find_makers(&w);
    find_origins(&w);
    find_sharings(&w);
    find_notes(&w);
    arena_free(w.scratch);
}

CopyReport find_copies(Arena *arena, const MirProgram *p)
{
    Copies c = {.arena = arena, .scratch = arena_new(), .p = p};
    const ModuleInfoVec *modules = &p->program->modules;
    for (size_t i = 0; i < modules->count; i++) {
        if (modules->items[i]->is_std)
            map_put(c.scratch, &c.std_sources, modules->items[i]->tree->source, modules->items[i]);
    }
    learn_all(&c);
    for (size_t i = 0; i < p->fns.count; i++) {
        const MirFn *fn = p->fns.items[i];
        if (fn->span.source && !map_get(&c.std_sources, fn->span.source))
            copies_in(&c, fn);
    }
    arena_free(c.scratch);
    return c.report;
}
