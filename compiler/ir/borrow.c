/* Which parameters are borrowed: at first all counted ones of plain functions but those that are taken apart and
 * built again, then none that some path consumes, until nothing changes.
 *
 * A tail call cannot drop an argument afterwards. Where caller and callee are part of one loop of tail calls the
 * callee has to own what the caller owns; elsewhere the stack is bounded anyway and ownership makes the call an
 * ordinary one. A closure that ends with its caller is handed over with the call, see settle_tail_calls. */
#include "ir/flow.h"
#include "ir/owner.h"

/* ---- Owners ---- */

static bool is_static(const MirInstr *instr)
{
    return instr->op == MIR_CONST_STRING || instr->op == MIR_CONST ||
           (instr->op == MIR_CLOSURE && instr->args.count == 0);
}

/* Reads a part of its first argument (or of the closure) and can leave it there. */
static bool reads_part(const MirInstr *instr)
{
    return instr->op == MIR_FIELD || instr->op == MIR_CAPTURE ||
           (instr->op == MIR_INTRINSIC && text_equal(instr->text, TEXT("list_get_unchecked")));
}

static Owner owner_of_result(const MirFn *fn, const Owner *owners, const MirInstr *instr)
{
    if (!mir_counted(fn->vars.items[instr->dst].type) || is_static(instr))
        return OWNER_NONE;
    if (!reads_part(instr))
        return instr->borrowed ? OWNER_OUTSIDE : OWNER_SELF;
    if (instr->op == MIR_CAPTURE)
        return OWNER_CAPTURED;
    Owner holder = owners[instr->args.items[0]];
    if (holder == OWNER_CAPTURED)
        return OWNER_CAPTURED;
    return holder == OWNER_SELF || holder == OWNER_PART ? OWNER_PART : OWNER_OUTSIDE;
}

bool owner_ends_with_function(Owner owner)
{
    return owner == OWNER_SELF || owner == OWNER_PART || owner == OWNER_CAPTURED;
}

static Owner owner_of_param(const MirFn *fn, size_t index)
{
    if (!mir_counted(fn->vars.items[fn->params.items[index]].type))
        return OWNER_NONE;
    bool borrowed = index < fn->borrows.count && fn->borrows.items[index];
    return borrowed ? OWNER_OUTSIDE : OWNER_SELF;
}

/* In an order in which a value's owner is known before those of its parts. */
Owner *owners_of(Arena *arena, const MirFn *fn)
{
    Owner *owners = ARENA_ARRAY(arena, Owner, fn->vars.count + 1);
    for (size_t i = 0; i < fn->params.count; i++)
        owners[fn->params.items[i]] = owner_of_param(fn, i);
    const Flow *flow = flow_of(arena, fn);
    for (size_t b = 0; b < flow->order.count; b++) {
        const MirBlock *block = fn->blocks.items[flow->order.items[b]];
        for (size_t i = 0; i < block->params.count; i++) {
            MirVar var = block->params.items[i];
            owners[var] = mir_counted(fn->vars.items[var].type) ? OWNER_SELF : OWNER_NONE;
        }
        for (size_t i = 0; i < block->instrs.count; i++) {
            const MirInstr *instr = block->instrs.items[i];
            if (instr->dst != MIR_NO_VAR)
                owners[instr->dst] = owner_of_result(fn, owners, instr);
        }
    }
    return owners;
}

/* ---- Loops of tail calls ---- */

typedef struct Member {
    MirFn *fn;
    uint32_t number, low;  /* number: order of discovery, from 1 */
    uint32_t component;    /* 0: not known yet */
} Member;

/* Strongly connected components of the graph of tail calls. A tail call of a closure may lead to the code of any
 * closure. */
typedef struct Components {
    Arena *arena;
    const MirProgram *p;
    Map members;           /* MirFn * -> Member * */
    Member any_closure;    /* without a function of its own */
    VEC(Member *) stack;
    uint32_t numbers, components;
} Components;

static Member *member_of(Components *c, const MirFn *fn)
{
    return map_get(&c->members, fn);
}

static void close_component(Components *c, const Member *root)
{
    c->components++;
    Member *member;
    do {
        member = c->stack.items[--c->stack.count];
        member->component = c->components;
    } while (member != root);
}

static void visit(Components *c, Member *member);

static void follow(Components *c, Member *from, Member *to)
{
    if (to->number == 0) {
        visit(c, to);
        from->low = to->low < from->low ? to->low : from->low;
    } else if (to->component == 0 && to->number < from->low) {
        from->low = to->number;
    }
}

static void follow_any_closure(Components *c, Member *any)
{
    for (size_t i = 0; i < c->p->fns.count; i++) {
        if (c->p->fns.items[i]->kind == MIR_FN_CLOSURE)
            follow(c, any, member_of(c, c->p->fns.items[i]));
    }
}

static void follow_tail_calls(Components *c, Member *member)
{
    for (size_t i = 0; i < member->fn->blocks.count; i++) {
        const MirBlock *block = member->fn->blocks.items[i];
        if (block->term != MIR_TAIL_CALL)
            continue;
        follow(c, member, block->call->callee ? member_of(c, block->call->callee) : &c->any_closure);
    }
}

static void visit(Components *c, Member *member)
{
    member->number = member->low = ++c->numbers;
    vec_push(c->arena, &c->stack, member);
    if (member->fn)
        follow_tail_calls(c, member);
    else
        follow_any_closure(c, member);
    if (member->low == member->number)
        close_component(c, member);
}

static void find_components(Components *c)
{
    const MirProgram *p = c->p;
    for (size_t i = 0; i < p->fns.count; i++) {
        Member *member = ARENA_NEW(c->arena, Member);
        member->fn = p->fns.items[i];
        map_put(c->arena, &c->members, member->fn, member);
    }
    for (size_t i = 0; i < p->fns.count; i++) {
        Member *member = member_of(c, p->fns.items[i]);
        if (member->number == 0)
            visit(c, member);
    }
}

/* ---- Inference ---- */

typedef struct Borrows {
    MirProgram *p;
    Components *components;
    MirFn *fn;
    Arena *scratch;
    uint32_t *param_of;  /* by variable: index + 1 of the parameter it is, or 0 */
    Owner *owners;
    bool changed;
} Borrows;

static void own(Borrows *b, MirFn *fn, size_t param)
{
    if (param >= fn->borrows.count || !fn->borrows.items[param])
        return;
    fn->borrows.items[param] = false;
    b->changed = true;
}

static void consumed(Borrows *b, MirVar var)
{
    if (var != MIR_NO_VAR && b->param_of[var] > 0)
        own(b, b->fn, b->param_of[var] - 1);
}

static void consumed_on_edge(void *context, MirEdge *edge)
{
    for (size_t i = 0; i < edge->args.count; i++)
        consumed(context, edge->args.items[i]);
}

static void see_instr(Borrows *b, const MirInstr *instr)
{
    for (size_t i = 0; i < instr->args.count; i++) {
        if (mir_consumes(instr, i))
            consumed(b, instr->args.items[i]);
    }
}

static void see_tail_call(Borrows *b, const MirInstr *call)
{
    see_instr(b, call);
    if (!call->callee || member_of(b->components, call->callee)->component !=
                             member_of(b->components, b->fn)->component)
        return;
    for (size_t i = 0; i < call->args.count; i++) {
        if (owner_ends_with_function(b->owners[call->args.items[i]]))
            own(b, call->callee, i);
    }
}

static void see_fn(Borrows *b, MirFn *fn)
{
    b->fn = fn;
    b->param_of = ARENA_ARRAY(b->scratch, uint32_t, fn->vars.count + 1);
    for (size_t i = 0; i < fn->params.count; i++)
        b->param_of[fn->params.items[i]] = (uint32_t)i + 1;
    b->owners = owners_of(b->scratch, fn);
    for (size_t i = 0; i < fn->blocks.count; i++) {
        MirBlock *block = fn->blocks.items[i];
        for (size_t k = 0; k < block->instrs.count; k++)
            see_instr(b, block->instrs.items[k]);
        if (block->term == MIR_RETURN)
            consumed(b, block->var);
        if (block->term == MIR_TAIL_CALL)
            see_tail_call(b, block->call);
        mir_each_edge(block, consumed_on_edge, b);
    }
}

/* Behind a read of the object there is an object of its type and size made: with the old one owned, its cell can
 * serve the new one. */
static bool rebuilt_after(const MirProgram *p, const MirFn *fn, const Flow *flow, MirBlockId from,
                          const MirInstr *read)
{
    Type *type = fn->vars.items[read->args.items[0]].type;
    size_t fields = mir_fields(p->arena, type, read->variant).count;
    for (size_t b = 0; b < fn->blocks.count; b++) {
        const MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            const MirInstr *instr = block->instrs.items[i];
            if (instr->op == MIR_CONSTRUCT && instr->args.count == fields &&
                type_equal(fn->vars.items[instr->dst].type, type) &&
                flow_dominates(flow, from, (MirBlockId)b))
                return true;
        }
    }
    return false;
}

static bool is_rebuilt(const MirProgram *p, const MirFn *fn, const Flow *flow, MirVar param)
{
    for (size_t b = 0; b < fn->blocks.count; b++) {
        const MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++) {
            const MirInstr *instr = block->instrs.items[i];
            if (instr->op == MIR_FIELD && instr->args.items[0] == param &&
                rebuilt_after(p, fn, flow, (MirBlockId)b, instr))
                return true;
        }
    }
    return false;
}

static void assume_all(MirProgram *p, MirFn *fn, Arena *scratch)
{
    fn->borrows.count = 0;
    if (fn->kind == MIR_FN_CLOSURE)
        return;
    const Flow *flow = flow_of(scratch, fn);
    for (size_t i = 0; i < fn->params.count; i++) {
        MirVar param = fn->params.items[i];
        bool borrowed =
            mir_counted(fn->vars.items[param].type) && !is_rebuilt(p, fn, flow, param);
        vec_push(p->arena, &fn->borrows, borrowed);
    }
}

void infer_borrows(MirProgram *p)
{
    Components components = {.arena = arena_new(), .p = p};
    for (size_t i = 0; i < p->fns.count; i++)
        assume_all(p, p->fns.items[i], components.arena);
    find_components(&components);
    Borrows b = {.p = p, .components = &components};
    do {
        b.changed = false;
        b.scratch = arena_new();
        for (size_t i = p->fns.count; i > 0; i--)
            see_fn(&b, p->fns.items[i - 1]);
        arena_free(b.scratch);
    } while (b.changed);
    arena_free(components.arena);
}
