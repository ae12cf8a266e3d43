/* Matches: the decision tree as blocks. Parts of a scrutinee are read when first needed, at most
 * once on a path. The body of an arm is one block; what the arm binds are its parameters. */
#include "ir/match_tree.h"
#include "ir/lower_internal.h"

#include "abi/text_table.h"
#include "base/bug.h"

#include <string.h>

typedef struct ArmBlock {
    MirBlockId block;    /* MIR_NO_BLOCK: no leaf has been seen */
    VEC(Local *) locals; /* parallel to the parameters of the block */
} ArmBlock;

typedef struct Matcher {
    Lower *l;
    const MatchJob *job;
    MirVar *parts;       /* by place: its value on this path, or MIR_NO_VAR */
    MirVar *lengths;     /* by place: the length of the list there, or MIR_NO_VAR */
    VEC(MirVar *) known; /* slots set on this path, in order: undone when the path ends */
    ArmBlock *arms;
    Span span;
} Matcher;

static void remember(Matcher *m, MirVar *slot, MirVar value)
{
    *slot = value;
    vec_push(m->l->p->arena, &m->known, slot);
}

static void forget_since(Matcher *m, size_t mark)
{
    while (m->known.count > mark)
        *m->known.items[--m->known.count] = MIR_NO_VAR;
}

/* ---- Parts ---- */

static MirVar part_value(Matcher *m, Place *place);

static MirVar field_value(Matcher *m, Place *place)
{
    MirVar whole = part_value(m, place->parent);
    MirInstr *instr = lower_emit(m->l, MIR_FIELD, m->span);
    lower_arg(m->l, instr, whole);
    instr->imm = place->index;
    instr->variant = place->variant ? (int32_t)place->variant->index : -1;
    return lower_emit_value(m->l, instr, place->type);
}

static MirVar element_value(Matcher *m, Place *place)
{
    MirVar list = part_value(m, place->parent);
    MirVar index = lower_int(m->l, place->index, m->span);
    MirVar value =
        lower_intrinsic(m->l, "list_get_unchecked", place->type, m->span, 2, list, index);
    MirBlock *block = m->l->fn->blocks.items[m->l->block];
    block->instrs.items[block->instrs.count - 1]->type = place->type;
    return value;
}

/* The tail of the tail ...: list_tail is cheap and rests further along share what was made for the
 * nearer. */
static MirVar rest_value(Matcher *m, Place *place)
{
    MirVar list = part_value(m, place->parent);
    uint32_t from = 0;
    for (size_t i = 0; i < place->parent->parts.count; i++) {
        const Place *other = place->parent->parts.items[i];
        bool nearer = other->kind == PLACE_REST && other->index < place->index &&
                      other->index > from && m->parts[other->id] != MIR_NO_VAR;
        if (!nearer)
            continue;
        from = other->index;
        list = m->parts[other->id];
    }
    for (; from < place->index; from++) {
        MirInstr *instr = lower_prim_instr(m->l, "list_tail", m->span);
        lower_arg(m->l, instr, list);
        list = lower_emit_value(m->l, instr, place->type);
    }
    return list;
}

static MirVar part_value(Matcher *m, Place *place)
{
    if (m->parts[place->id] != MIR_NO_VAR)
        return m->parts[place->id];
    MirVar value = MIR_NO_VAR;
    switch (place->kind) {
    case PLACE_ROOT:
        return m->job->scrutinees->items[place->index];
    case PLACE_FIELD:
        value = field_value(m, place);
        break;
    case PLACE_ELEMENT:
        value = element_value(m, place);
        break;
    case PLACE_REST:
        value = rest_value(m, place);
        break;
    }
    remember(m, &m->parts[place->id], value);
    return value;
}

static MirVar length_value(Matcher *m, Place *place)
{
    if (m->lengths[place->id] != MIR_NO_VAR)
        return m->lengths[place->id];
    MirVar list = part_value(m, place);
    Type *type = lower_simple_type(m->l, m->l->p->program->types.int_);
    MirVar length = lower_intrinsic(m->l, "list_length", type, m->span, 1, list);
    remember(m, &m->lengths[place->id], length);
    return length;
}

/* ---- Arms ---- */

static MirVar bound_value(Matcher *m, const PlaceBindingVec *bindings, const Local *local)
{
    for (size_t i = 0; i < bindings->count; i++) {
        if (bindings->items[i].local == local)
            return part_value(m, bindings->items[i].place);
    }
    bug("match: alternative without %s", local->name);
}

static ArmBlock *arm_block(Matcher *m, const MatchNode *leaf)
{
    ArmBlock *arm = &m->arms[leaf->row];
    if (arm->block != MIR_NO_BLOCK)
        return arm;
    Lower *l = m->l;
    arm->block = mir_block(l->p, l->fn);
    for (size_t i = 0; i < leaf->bindings.count; i++) {
        Local *local = leaf->bindings.items[i].local;
        vec_push(l->p->arena, &arm->locals, local);
        lower_block_param(l, arm->block, local->type, local->name);
    }
    return arm;
}

static void lower_node(Matcher *m, const MatchNode *node);

/* Lowers `node` from the start of `block`; what is read on its paths is forgotten behind it. */
static void lower_node_in(Matcher *m, MirBlockId block, const MatchNode *node)
{
    size_t mark = m->known.count;
    m->l->block = block;
    lower_node(m, node);
    forget_since(m, mark);
}

static void lower_guard(Matcher *m, const MatchNode *leaf)
{
    Lower *l = m->l;
    const TArm *arm = &m->job->arms->items[leaf->row];
    for (size_t i = 0; i < leaf->bindings.count; i++) {
        const PlaceBinding *binding = &leaf->bindings.items[i];
        lower_bind(l, binding->local, part_value(m, binding->place));
    }
    MirBlockId yes = mir_block(l->p, l->fn);
    MirBlockId no = mir_block(l->p, l->fn);
    lower_condition(l, arm->guard, yes, no);
    lower_node_in(m, no, leaf->otherwise);
    l->block = yes;
}

static void lower_leaf(Matcher *m, const MatchNode *leaf)
{
    Lower *l = m->l;
    if (leaf->otherwise)
        lower_guard(m, leaf);
    ArmBlock *arm = arm_block(m, leaf);
    MirVarVec values = {0};
    for (size_t i = 0; i < arm->locals.count; i++)
        vec_push(l->p->arena, &values, bound_value(m, &leaf->bindings, arm->locals.items[i]));
    MirBlock *block = l->fn->blocks.items[l->block];
    lower_jump(l, arm->block, m->span);
    block->edges[0].args = values;
}

/* ---- Tests ---- */

static MirVar tested_value(Matcher *m, const MatchNode *node)
{
    if (node->kind == MATCH_LENGTH)
        return length_value(m, node->place);
    MirVar value = part_value(m, node->place);
    if (node->kind != MATCH_VARIANT)
        return value;
    MirInstr *instr = lower_emit(m->l, MIR_TAG, m->span);
    lower_arg(m->l, instr, value);
    return lower_emit_value(m->l, instr, lower_simple_type(m->l, m->l->p->program->types.int_));
}

static void lower_switch(Matcher *m, const MatchNode *node)
{
    Lower *l = m->l;
    MirVar value = tested_value(m, node);
    MirBlock *block = l->fn->blocks.items[l->block];
    block->var = value;
    for (size_t i = 0; i < node->branches.count; i++) {
        int64_t tested = node->kind == MATCH_LENGTH ? node->length : node->branches.items[i].value;
        MirCase branch = {tested, {mir_block(l->p, l->fn), {0}}};
        vec_push(l->p->arena, &block->cases, branch);
    }
    if (node->otherwise)
        block->edges[0].block = mir_block(l->p, l->fn);
    lower_end(l, MIR_SWITCH, m->span);
    for (size_t i = 0; i < node->branches.count; i++)
        lower_node_in(m, block->cases.items[i].edge.block, node->branches.items[i].node);
    if (node->otherwise)
        lower_node_in(m, block->edges[0].block, node->otherwise);
}

static MirVar equality(Matcher *m, const MatchNode *node)
{
    Lower *l = m->l;
    MirVar value = part_value(m, node->place);
    Type *bool_type = lower_simple_type(l, l->p->program->types.bool_);
    if (node->kind == MATCH_BOOL)
        return value;
    MirInstr *constant = lower_emit(l, MIR_CONST_FLOAT, m->span);
    constant->number = node->float_value;
    MirVar expected = lower_emit_value(l, constant, node->place->type);
    return lower_intrinsic(l, "float_eq", bool_type, m->span, 2, value, expected);
}

static void lower_test(Matcher *m, const MatchNode *node)
{
    Lower *l = m->l;
    MirVar condition = equality(m, node);
    MirBlockId yes = mir_block(l->p, l->fn);
    MirBlockId no = mir_block(l->p, l->fn);
    lower_branch(l, condition, yes, no, m->span);
    lower_node_in(m, yes, node->branches.items[0].node);
    lower_node_in(m, no, node->otherwise);
}

/* ---- Strings ---- */

/* So few are compared one by one; so many are looked up in a table, which keeps the code and LLVM's
 * time for it in proportion to their number. */
enum { TEXTS_IN_A_ROW = 4, TEXTS_IN_CODE = 32 };

typedef struct TextSearch {
    Matcher *m;
    const MatchNode *node;
    MirVar value;
    MirBlockId *found; /* by branch */
    MirBlockId none;
} TextSearch;

static MirVar text_prim(TextSearch *s, const char *prim, Text operand, Type *type)
{
    Lower *l = s->m->l;
    MirInstr *constant = lower_emit(l, MIR_CONST_STRING, s->m->span);
    constant->text = operand;
    MirVar expected = lower_emit_value(l, constant, s->node->place->type);
    MirInstr *compare = lower_prim_instr(l, prim, s->m->span);
    lower_arg(l, compare, s->value);
    lower_arg(l, compare, expected);
    return lower_emit_value(l, compare, type);
}

/* The branches from .. to - 1 in the current block: by halves, then one by one. */
static void search_text(TextSearch *s, size_t from, size_t to)
{
    Lower *l = s->m->l;
    Type *bool_type = lower_simple_type(l, l->p->program->types.bool_);
    Type *int_type = lower_simple_type(l, l->p->program->types.int_);
    if (to - from > TEXTS_IN_A_ROW) {
        size_t middle = from + (to - from) / 2;
        MirVar order =
            text_prim(s, "string_compare", s->node->branches.items[middle].text, int_type);
        MirVar less = lower_intrinsic(l, "int_lt", bool_type, s->m->span, 2, order,
                                      lower_int(l, 0, s->m->span));
        MirBlockId before = mir_block(l->p, l->fn), behind = mir_block(l->p, l->fn);
        lower_branch(l, less, before, behind, s->m->span);
        l->block = before;
        search_text(s, from, middle);
        l->block = behind;
        search_text(s, middle, to);
        return;
    }
    for (size_t i = from; i < to; i++) {
        MirVar equal = text_prim(s, "string_equal", s->node->branches.items[i].text, bool_type);
        s->found[i] = mir_block(l->p, l->fn);
        MirBlockId next = i + 1 < to ? mir_block(l->p, l->fn) : s->none;
        lower_branch(l, equal, s->found[i], next, s->m->span);
        l->block = next;
    }
}

static void add_number(TextBuffer *out, size_t number)
{
    uint32_t kept = (uint32_t)number;
    char bytes[MESH_TEXT_TABLE_NUMBER];
    memcpy(bytes, &kept, sizeof bytes);
    text_add(out, (Text){bytes, sizeof bytes});
}

static Text text_table(Arena *arena, const MatchNode *node)
{
    TextBuffer out;
    text_buffer_init(&out, arena);
    add_number(&out, node->branches.count);
    size_t end = 0;
    for (size_t i = 0; i < node->branches.count; i++)
        add_number(&out, end += node->branches.items[i].text.length);
    for (size_t i = 0; i < node->branches.count; i++)
        text_add(&out, node->branches.items[i].text);
    return text_done(&out);
}

static void look_text_up(TextSearch *s)
{
    Lower *l = s->m->l;
    Type *int_type = lower_simple_type(l, l->p->program->types.int_);
    MirVar index = text_prim(s, "string_index", text_table(l->p->arena, s->node), int_type);
    MirBlock *block = l->fn->blocks.items[l->block];
    block->var = index;
    for (size_t i = 0; i < s->node->branches.count; i++) {
        s->found[i] = mir_block(l->p, l->fn);
        MirCase branch = {(int64_t)i, {s->found[i], {0}}};
        vec_push(l->p->arena, &block->cases, branch);
    }
    block->edges[0].block = s->none;
    lower_end(l, MIR_SWITCH, s->m->span);
}

static void lower_texts(Matcher *m, const MatchNode *node)
{
    Lower *l = m->l;
    TextSearch search = {.m = m, .node = node, .value = part_value(m, node->place)};
    search.found = ARENA_ARRAY(l->p->arena, MirBlockId, node->branches.count);
    search.none = mir_block(l->p, l->fn);
    if (node->branches.count > TEXTS_IN_CODE)
        look_text_up(&search);
    else
        search_text(&search, 0, node->branches.count);
    for (size_t i = 0; i < node->branches.count; i++)
        lower_node_in(m, search.found[i], node->branches.items[i].node);
    lower_node_in(m, search.none, node->otherwise);
}

static void lower_node(Matcher *m, const MatchNode *node)
{
    switch (node->kind) {
    case MATCH_FAIL:
        lower_jump(m->l, m->job->fail, m->span);
        return;
    case MATCH_LEAF:
        lower_leaf(m, node);
        return;
    case MATCH_VARIANT:
    case MATCH_INT:
    case MATCH_LENGTH:
        lower_switch(m, node);
        return;
    case MATCH_BOOL:
    case MATCH_FLOAT:
        lower_test(m, node);
        return;
    case MATCH_STRING:
        lower_texts(m, node);
        return;
    }
}

/* ---- Whole matches ---- */

static void lower_arm_body(Matcher *m, const TArm *arm, const ArmBlock *target)
{
    Lower *l = m->l;
    l->block = target->block;
    const MirBlock *block = l->fn->blocks.items[target->block];
    for (size_t i = 0; i < target->locals.count; i++)
        lower_bind(l, target->locals.items[i], block->params.items[i]);
    if (m->job->accept)
        lower_prim_instr(l, "receive_accept", arm->span);
    MirVar value = lower_expr(l, arm->body);
    lower_jump_with(l, m->job->join, value, arm->body->span);
}

static Matcher matcher_of(Lower *l, const MatchJob *job, const MatchTree *tree, Span span)
{
    Matcher m = {.l = l, .job = job, .span = span};
    m.parts = ARENA_ARRAY(l->p->arena, MirVar, tree->place_count);
    m.lengths = ARENA_ARRAY(l->p->arena, MirVar, tree->place_count);
    for (uint32_t i = 0; i < tree->place_count; i++)
        m.parts[i] = m.lengths[i] = MIR_NO_VAR;
    return m;
}

static MatchTree *tree_of(Lower *l, const MatchJob *job)
{
    TypeVec types = {0};
    for (size_t i = 0; i < job->scrutinees->count; i++)
        vec_push(l->p->arena, &types, lower_type(l, job->scrutinees->items[i]));
    return match_tree_build(l->p->arena, job->arms, job->rows, &types);
}

void lower_rows(Lower *l, const MatchJob *job, Span span)
{
    MatchTree *tree = tree_of(l, job);
    Matcher m = matcher_of(l, job, tree, span);
    m.arms = ARENA_ARRAY(l->p->arena, ArmBlock, job->arms->count);
    for (size_t i = 0; i < job->arms->count; i++)
        m.arms[i].block = MIR_NO_BLOCK;
    lower_node(&m, tree->root);
    for (size_t i = 0; i < job->rows->count; i++) {
        uint32_t row = job->rows->items[i];
        if (m.arms[row].block != MIR_NO_BLOCK)
            lower_arm_body(&m, &job->arms->items[row], &m.arms[row]);
    }
}

static void lower_no_match(Lower *l, MirBlockId block, Span span)
{
    l->block = block;
    l->fn->blocks.items[block]->text = TEXT("non-exhaustive match");
    lower_end(l, MIR_PANIC, span);
}

MirVar lower_match(Lower *l, TExpr *expr)
{
    MirVarVec scrutinees = {0};
    for (size_t i = 0; i < expr->items.count; i++)
        vec_push(l->p->arena, &scrutinees, lower_expr(l, expr->items.items[i]));
    IndexVec rows = {0};
    for (size_t i = 0; i < expr->arms.count; i++)
        vec_push(l->p->arena, &rows, (uint32_t)i);
    MatchJob job = {.arms = &expr->arms, .rows = &rows, .scrutinees = &scrutinees};
    job.fail = mir_block(l->p, l->fn);
    job.join = mir_block(l->p, l->fn);
    MirVar result = lower_block_param(l, job.join, expr->type, NULL);
    lower_rows(l, &job, expr->span);
    lower_no_match(l, job.fail, expr->span);
    l->block = job.join;
    return result;
}

/* A pattern that always matches: one row, one leaf, bound where we stand. */
void lower_irrefutable(Lower *l, TPattern *pattern, MirVar value)
{
    if (pattern->kind == TP_WILDCARD)
        return;
    if (pattern->kind == TP_BIND) {
        lower_bind(l, pattern->local, value);
        return;
    }
    TArmVec arms = {0};
    TArm arm = {.span = pattern->span};
    vec_push(l->p->arena, &arm.patterns, pattern);
    vec_push(l->p->arena, &arms, arm);
    IndexVec rows = {0};
    vec_push(l->p->arena, &rows, 0u);
    MirVarVec scrutinees = {0};
    vec_push(l->p->arena, &scrutinees, value);
    MatchJob job = {.arms = &arms, .rows = &rows, .scrutinees = &scrutinees};
    MatchTree *tree = tree_of(l, &job);
    Matcher m = matcher_of(l, &job, tree, pattern->span);
    const MatchNode *node = tree->root;
    if (node->kind != MATCH_LEAF)
        bug("lower: refutable pattern of kind %d in let", (int)pattern->kind);
    for (size_t i = 0; i < node->bindings.count; i++)
        lower_bind(l, node->bindings.items[i].local, part_value(&m, node->bindings.items[i].place));
}
