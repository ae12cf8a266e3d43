/* Before: a receive keeps the stack of its actor while it waits. After: where nothing but the
 * function itself needs that stack, `receive_next` is `receive_next_or_rest`, which may also say
 * "rest": then the function puts what is needed from there on into one object, hands that to
 * `receive_rest` and returns. When a message comes the runtime calls a function made here, which
 * takes the object apart and goes on at the receive; it is a copy of all blocks that can be reached
 * from there. The original keeps its blocks, so an actor that never rests pays nothing.
 *
 * Whether the caller needs the stack is known at run time only: the runtime looks whether the
 * function's frame is the first one, so it must not become a part of another (MirFn.own_frame).
 * Left as they are: functions with a result, and a receive inside a loop, where values from before
 * it are computed again behind it. */
#include "ir/flow.h"
#include "ir/simplify.h"

enum {
    NEXT_REST = 4,
    MOST_FIELDS = 100 /* of a state: more would not fit into one object */
};

/* One receive. */
typedef struct RestPoint {
    MirBlockId round;  /* starts with receive_next */
    MirVarVec live;    /* variables needed from there on */
    IndexVec captures; /* and values captured by the closure that the function is the code of */
    Type *state;       /* a tuple: the closure to go on with, then all these */
    MirFn *resume;
} RestPoint;

typedef struct Resting {
    MirProgram *p;
    MirFn *fn;
    Arena *scratch;
    VEC(RestPoint) points;
} Resting;

static bool is_round(const MirBlock *block)
{
    return block->instrs.count > 0 && mir_is_prim(block->instrs.items[0], "receive_next") &&
           block->params.count == 0 && block->term == MIR_SWITCH;
}

/* The body of an actor gives no value, whatever its type says. */
static bool gives_nothing(const MirProgram *p, const MirFn *fn)
{
    if (fn->symbol && fn->symbol->is_actor)
        return true;
    Type *result = type_resolve(fn->result);
    return result->kind == TY_CON && result->decl == p->program->types.unit;
}

/* ---- What is needed from a receive on ---- */

typedef struct Reach {
    Arena *scratch;
    bool *reached;
    VEC(MirBlockId) todo;
} Reach;

static void reach_edge(void *context, MirEdge *edge)
{
    Reach *reach = context;
    if (reach->reached[edge->block])
        return;
    reach->reached[edge->block] = true;
    vec_push(reach->scratch, &reach->todo, edge->block);
}

/* By block: whether control can get there from `from`, which counts itself. */
static bool *reached_from(Resting *r, MirBlockId from)
{
    Reach reach = {.scratch = r->scratch};
    reach.reached = ARENA_ARRAY(r->scratch, bool, r->fn->blocks.count);
    MirEdge first = {.block = from};
    reach_edge(&reach, &first);
    while (reach.todo.count > 0) {
        reach.todo.count--;
        mir_each_edge(r->fn->blocks.items[reach.todo.items[reach.todo.count]], reach_edge, &reach);
    }
    return reach.reached;
}

/* A loop around the receive goes through a block in front of it again. */
static bool goes_back(const Flow *flow, const bool *reached, MirBlockId round)
{
    for (size_t b = 0; b < flow->count; b++) {
        if (reached[b] && b != round && flow_dominates(flow, (MirBlockId)b, round))
            return true;
    }
    return false;
}

typedef struct Needs {
    Resting *r;
    RestPoint *point;
    bool *known; /* by variable: defined behind the receive, or found already */
} Needs;

static void need(Needs *n, MirVar var)
{
    if (var == MIR_NO_VAR || n->known[var])
        return;
    n->known[var] = true;
    vec_push(n->r->p->arena, &n->point->live, var);
}

static void need_all(Needs *n, const MirVarVec *vars)
{
    for (size_t i = 0; i < vars->count; i++)
        need(n, vars->items[i]);
}

static void need_edge(void *context, MirEdge *edge)
{
    need_all(context, &edge->args);
}

static void need_capture(Needs *n, uint32_t index)
{
    for (size_t i = 0; i < n->point->captures.count; i++) {
        if (n->point->captures.items[i] == index)
            return;
    }
    vec_push(n->r->p->arena, &n->point->captures, index);
}

static void define_in(const MirBlock *block, bool *known)
{
    for (size_t i = 0; i < block->params.count; i++)
        known[block->params.items[i]] = true;
    for (size_t i = 0; i < block->instrs.count; i++) {
        if (block->instrs.items[i]->dst != MIR_NO_VAR)
            known[block->instrs.items[i]->dst] = true;
    }
}

static void need_in(Needs *n, MirBlock *block)
{
    for (size_t i = 0; i < block->instrs.count; i++) {
        const MirInstr *instr = block->instrs.items[i];
        need_all(n, &instr->args);
        if (instr->op == MIR_CAPTURE)
            need_capture(n, (uint32_t)instr->imm);
    }
    if (block->term == MIR_BRANCH || block->term == MIR_SWITCH || block->term == MIR_RETURN)
        need(n, block->var);
    mir_each_edge(block, need_edge, n);
}

static Type *unit_type(const MirProgram *p)
{
    return type_con(p->arena, p->program->types.unit, (TypeVec){0});
}

/* The closure takes the very tuple it lies in, which no type can say. */
static Type *state_type(Resting *r, const RestPoint *point)
{
    TypeVec types = {0};
    vec_push(r->p->arena, &types, type_fun(r->p->arena, (TypeVec){0}, unit_type(r->p)));
    for (size_t i = 0; i < point->live.count; i++)
        vec_push(r->p->arena, &types, r->fn->vars.items[point->live.items[i]].type);
    for (size_t i = 0; i < point->captures.count; i++)
        vec_push(r->p->arena, &types, r->fn->capture_types.items[point->captures.items[i]]);
    return type_tuple(r->p->arena, types);
}

static void find_points(Resting *r)
{
    const Flow *flow = flow_of(r->scratch, r->fn);
    for (size_t b = 0; b < r->fn->blocks.count; b++) {
        if (!is_round(r->fn->blocks.items[b]))
            continue;
        const bool *reached = reached_from(r, (MirBlockId)b);
        if (goes_back(flow, reached, (MirBlockId)b))
            continue;
        RestPoint point = {.round = (MirBlockId)b};
        Needs needs = {r, &point, ARENA_ARRAY(r->scratch, bool, r->fn->vars.count + 1)};
        for (size_t i = 0; i < r->fn->blocks.count; i++) {
            if (reached[i])
                define_in(r->fn->blocks.items[i], needs.known);
        }
        for (size_t i = 0; i < r->fn->blocks.count; i++) {
            if (reached[i])
                need_in(&needs, r->fn->blocks.items[i]);
        }
        point.state = state_type(r, &point);
        if (point.state->args.count <= MOST_FIELDS)
            vec_push(r->scratch, &r->points, point);
    }
}

/* ---- Leaving ---- */

/* A closure without captures: its code takes the state. */
static MirFn *new_resume(Resting *r, const RestPoint *point, size_t number)
{
    MirFn *fn = ARENA_NEW(r->p->arena, MirFn);
    fn->name = arena_printf(r->p->arena, "%s.resume%zu", r->fn->name, number);
    fn->home = r->fn->home;
    fn->shown = r->fn->shown;
    fn->kind = MIR_FN_CLOSURE;
    fn->span = r->fn->span;
    fn->result = unit_type(r->p);
    fn->own_frame = true;
    for (size_t i = 0; i < r->fn->vars.count; i++)
        vec_push(r->p->arena, &fn->vars, r->fn->vars.items[i]);
    vec_push(r->p->arena, &fn->params, mir_var(r->p, fn, point->state, NULL));
    return fn;
}

static MirVar give(Resting *r, MirInstr *instr, Type *type)
{
    instr->dst = mir_var(r->p, r->fn, type, NULL);
    return instr->dst;
}

static MirVar pack_state(Resting *r, const RestPoint *point, MirBlockId block, Span span)
{
    MirVarVec values = {0};
    MirInstr *closure = mir_instr(r->p, r->fn, block, MIR_CLOSURE, span);
    closure->callee = point->resume;
    vec_push(r->p->arena, &values, give(r, closure, point->state->args.items[0]));
    for (size_t i = 0; i < point->live.count; i++)
        vec_push(r->p->arena, &values, point->live.items[i]);
    for (size_t i = 0; i < point->captures.count; i++) {
        MirInstr *capture = mir_instr(r->p, r->fn, block, MIR_CAPTURE, span);
        capture->imm = point->captures.items[i];
        vec_push(r->p->arena, &values,
                 give(r, capture, r->fn->capture_types.items[point->captures.items[i]]));
    }
    MirInstr *construct = mir_instr(r->p, r->fn, block, MIR_CONSTRUCT, span);
    construct->args = values;
    return give(r, construct, point->state);
}

static void add_way_out(Resting *r, RestPoint *point)
{
    MirBlock *round = r->fn->blocks.items[point->round];
    Span span = round->instrs.items[0]->span;
    MirBlockId out = mir_block(r->p, r->fn);
    MirVar state = pack_state(r, point, out, span);
    MirInstr *rest = mir_instr(r->p, r->fn, out, MIR_PRIM, span);
    rest->text = TEXT("receive_rest");
    vec_push(r->p->arena, &rest->args, state);
    MirBlock *block = r->fn->blocks.items[out];
    block->var = give(r, mir_instr(r->p, r->fn, out, MIR_CONST_UNIT, span), r->fn->result);
    block->term = MIR_RETURN;
    block->span = span;
    MirCase leaving = {NEXT_REST, {out, {0}}};
    vec_push(r->p->arena, &round->cases, leaving);
    round->instrs.items[0]->text = TEXT("receive_next_or_rest");
}

/* ---- Coming back ---- */

typedef struct Copy {
    Resting *r;
    RestPoint *point;
    MirBlockId *numbers; /* by block of the original: its copy */
    MirVar *captured;    /* by index of a capture: the variable that has it */
} Copy;

static MirVarVec copy_vars(Copy *c, const MirVarVec *vars)
{
    MirVarVec copy = {0};
    for (size_t i = 0; i < vars->count; i++)
        vec_push(c->r->p->arena, &copy, vars->items[i]);
    return copy;
}

static MirEdge copy_edge(Copy *c, const MirEdge *edge)
{
    MirEdge copy = {.block = edge->block};
    if (edge->block == MIR_NO_BLOCK)
        return copy;
    copy.block = c->numbers[edge->block];
    copy.args = copy_vars(c, &edge->args);
    return copy;
}

static MirInstr *copy_instr(Copy *c, const MirInstr *instr)
{
    MirInstr *copy = ARENA_NEW(c->r->p->arena, MirInstr);
    *copy = *instr;
    copy->args = copy_vars(c, &instr->args);
    if (instr->op == MIR_CAPTURE) {
        copy->op = MIR_COPY;
        copy->imm = 0;
        vec_push(c->r->p->arena, &copy->args, c->captured[instr->imm]);
    }
    return copy;
}

static void copy_block(Copy *c, const MirBlock *block, MirBlock *copy)
{
    Arena *arena = c->r->p->arena;
    *copy = *block;
    copy->params = copy_vars(c, &block->params);
    copy->instrs = (MirInstrVec){0};
    for (size_t i = 0; i < block->instrs.count; i++)
        vec_push(arena, &copy->instrs, copy_instr(c, block->instrs.items[i]));
    copy->edges[0] = copy_edge(c, &block->edges[0]);
    copy->edges[1] = copy_edge(c, &block->edges[1]);
    memset(&copy->cases, 0, sizeof copy->cases);
    for (size_t i = 0; i < block->cases.count; i++) {
        MirCase branch = {block->cases.items[i].value, copy_edge(c, &block->cases.items[i].edge)};
        vec_push(arena, &copy->cases, branch);
    }
}

/* The entry takes the state apart: the variables are those of the original. */
static void unpack_state(Copy *c)
{
    MirProgram *p = c->r->p;
    MirFn *fn = c->point->resume;
    const MirVarVec *live = &c->point->live;
    const IndexVec *captures = &c->point->captures;
    for (size_t i = 0; i < live->count + captures->count; i++) {
        MirInstr *field = mir_instr(p, fn, 0, MIR_FIELD, fn->span);
        vec_push(p->arena, &field->args, fn->params.items[0]);
        field->imm = (int64_t)i + 1;
        if (i < live->count) {
            field->dst = live->items[i];
            continue;
        }
        uint32_t index = captures->items[i - live->count];
        field->dst = mir_var(p, fn, c->r->fn->capture_types.items[index], NULL);
        c->captured[index] = field->dst;
    }
}

static void fill_resume(Resting *r, RestPoint *point)
{
    MirFn *fn = point->resume;
    size_t count = r->fn->blocks.count;
    const bool *reached = reached_from(r, point->round);
    Copy c = {.r = r, .point = point};
    c.numbers = ARENA_ARRAY(r->scratch, MirBlockId, count);
    c.captured = ARENA_ARRAY(r->scratch, MirVar, r->fn->capture_types.count + 1);
    mir_block(r->p, fn);
    unpack_state(&c);
    for (size_t b = 0; b < count; b++) {
        if (reached[b])
            c.numbers[b] = mir_block(r->p, fn);
    }
    for (size_t b = 0; b < count; b++) {
        if (reached[b])
            copy_block(&c, r->fn->blocks.items[b], fn->blocks.items[c.numbers[b]]);
    }
    MirBlock *entry = fn->blocks.items[0];
    entry->term = MIR_JUMP;
    entry->edges[0].block = c.numbers[point->round];
    entry->span = fn->span;
    simplify_fn(r->p, fn);
}

/* The ways out add variables to the original, which the copies made behind them share by number. */
static void rest_in(MirProgram *p, MirFn *fn, Arena *scratch)
{
    Resting r = {.p = p, .fn = fn, .scratch = scratch};
    find_points(&r);
    if (r.points.count == 0)
        return;
    fn->own_frame = true;
    for (size_t i = 0; i < r.points.count; i++) {
        r.points.items[i].resume = ARENA_NEW(p->arena, MirFn);
        add_way_out(&r, &r.points.items[i]);
    }
    for (size_t i = 0; i < r.points.count; i++) {
        *r.points.items[i].resume = *new_resume(&r, &r.points.items[i], i + 1);
        fill_resume(&r, &r.points.items[i]);
        vec_push(p->arena, &p->fns, r.points.items[i].resume);
    }
}

void let_actors_rest(MirProgram *p)
{
    size_t count = p->fns.count;
    for (size_t i = 0; i < count; i++) {
        if (!gives_nothing(p, p->fns.items[i]))
            continue;
        Arena *scratch = arena_new();
        rest_in(p, p->fns.items[i], scratch);
        arena_free(scratch);
    }
}
