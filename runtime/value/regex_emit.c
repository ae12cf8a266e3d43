/* regex_emit.c - trees to programs. Repetitions with counts are written out, so the size is limited. */
#include "value/regex.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

#define MAGIC 0x58524D31u

enum { MAX_ROUNDS = 1000 };

typedef struct Emitter {
    const RegexTree *tree;
    RegexInstr *code;
    uint32_t count;
    bool full;
} Emitter;

static uint32_t emit(Emitter *e, RegexOp op, uint32_t x, uint32_t y)
{
    if (e->count == REGEX_MAX_CODE) {
        e->full = true;
        return 0;
    }
    e->code[e->count] = (RegexInstr){.op = op, .x = x, .y = y};
    return e->count++;
}

static void emit_node(Emitter *e, int32_t index);

/* A split whose preferred way is the next instruction when greedy; patched when the other way is known. */
static uint32_t emit_split(Emitter *e, bool greedy)
{
    uint32_t at = emit(e, REGEX_SPLIT, 0, 0);
    if (greedy)
        e->code[at].x = at + 1;
    else
        e->code[at].y = at + 1;
    return at;
}

static void patch_split(Emitter *e, uint32_t at, bool greedy, uint32_t target)
{
    if (greedy)
        e->code[at].y = target;
    else
        e->code[at].x = target;
}

/* x* is (x+)?, where x+ asks behind each round: a round that matched nothing then finds the way back taken and
 * leaves, which is what its alternatives' order of preference says. Asked in front, it would lose to a later one. */
static void emit_unlimited(Emitter *e, const RegexNode *node)
{
    for (int32_t i = 1; i < node->min && !e->full; i++)
        emit_node(e, node->left);
    uint32_t skip = node->min == 0 ? emit_split(e, node->greedy) : 0;
    uint32_t round = e->count;
    emit_node(e, node->left);
    uint32_t again = emit(e, REGEX_SPLIT, round, round);
    if (node->greedy)
        e->code[again].y = again + 1;
    else
        e->code[again].x = again + 1;
    if (node->min == 0)
        patch_split(e, skip, node->greedy, e->count);
}

static void emit_repeat(Emitter *e, const RegexNode *node)
{
    if (node->max == REGEX_NO_LIMIT) {
        emit_unlimited(e, node);
        return;
    }
    for (int32_t i = 0; i < node->min && !e->full; i++)
        emit_node(e, node->left);
    /* Each further round is inside the one before: x{2,4} is xx(x(x)?)?. */
    uint32_t splits[MAX_ROUNDS], count = 0;
    for (int32_t i = node->min; i < node->max && !e->full; i++) {
        splits[count++] = emit_split(e, node->greedy);
        emit_node(e, node->left);
    }
    for (uint32_t i = 0; i < count; i++)
        patch_split(e, splits[i], node->greedy, e->count);
}

/* The jumps behind the ways are chained by their targets until the end is known. */
static void emit_either(Emitter *e, const RegexNode *node)
{
    uint32_t last_jump = 0;
    for (; node->right >= 0 && !e->full; node = &e->tree->nodes[node->right]) {
        uint32_t split = emit_split(e, true);
        emit_node(e, node->left);
        last_jump = emit(e, REGEX_JUMP, last_jump, 0);
        patch_split(e, split, true, e->count);
    }
    emit_node(e, node->left);
    while (last_jump > 0 && !e->full) {
        uint32_t before = e->code[last_jump].x;
        e->code[last_jump].x = e->count;
        last_jump = before;
    }
}

static void emit_node(Emitter *e, int32_t index)
{
    if (e->full)
        return;
    const RegexNode *node = &e->tree->nodes[index];
    switch (node->kind) {
    case NODE_EMPTY:
        return;
    case NODE_CHAR:
        emit(e, node->fold ? REGEX_CHAR_FOLD : REGEX_CHAR, node->value, 0);
        return;
    case NODE_SET: {
        uint32_t at = emit(e, REGEX_SET, node->first, node->count);
        e->code[at].z = (node->negated ? 1 : 0) | (node->fold ? 2 : 0);
        return;
    }
    case NODE_ANY:
        emit(e, REGEX_ANY, 0, 0);
        return;
    case NODE_ANY_ALL:
        emit(e, REGEX_ANY_ALL, 0, 0);
        return;
    case NODE_ASSERT:
        emit(e, (RegexOp)node->value, 0, 0);
        return;
    case NODE_PAIR:
        for (; node->right >= 0; node = &e->tree->nodes[node->right])
            emit_node(e, node->left);
        emit_node(e, node->left);
        return;
    case NODE_EITHER:
        emit_either(e, node);
        return;
    case NODE_REPEAT:
        emit_repeat(e, node);
        return;
    case NODE_GROUP:
        emit(e, REGEX_SAVE, 2 * node->value, 0);
        emit_node(e, node->left);
        emit(e, REGEX_SAVE, 2 * node->value + 1, 0);
        return;
    }
}

/* ---- What a match can begin with ---- */

static void set_first(RegexProgram *program, uint32_t byte)
{
    program->first[byte / 32] |= 1u << (byte % 32);
}

static void any_first(RegexProgram *program)
{
    memset(program->first, 0xFF, sizeof program->first);
}

/* Every instruction that can be reached without reading is visited once. */
static void find_first(RegexProgram *program, const RegexInstr *code, uint32_t count)
{
    uint32_t *todo = memory_try_new((count + 1) * (sizeof *todo + 1));
    uint32_t left = 0;
    if (!todo) {
        any_first(program);
        return;
    }
    uint8_t *seen = (uint8_t *)(todo + count + 1);
    memset(seen, 0, count + 1);
    todo[left++] = 0;
    seen[0] = 1;
    while (left > 0) {
        const RegexInstr *instr = &code[todo[--left]];
        uint32_t at = (uint32_t)(instr - code), ways[2], way_count = 0;
        uint8_t bytes[4];
        switch ((RegexOp)instr->op) {
        case REGEX_CHAR:
            utf8_encode(instr->x, bytes);
            set_first(program, bytes[0]);
            break;
        case REGEX_SPLIT:
            ways[way_count++] = instr->y;
            ways[way_count++] = instr->x;
            break;
        case REGEX_JUMP:
            ways[way_count++] = instr->x;
            break;
        case REGEX_SAVE:
            ways[way_count++] = at + 1;
            break;
        case REGEX_CHAR_FOLD:
        case REGEX_SET:
        case REGEX_ANY:
        case REGEX_ANY_ALL:
        case REGEX_TEXT_START:
        case REGEX_TEXT_END:
        case REGEX_LINE_START:
        case REGEX_LINE_END:
        case REGEX_WORD_EDGE:
        case REGEX_NO_WORD_EDGE:
        case REGEX_MATCH:
            any_first(program);
            break;
        }
        for (uint32_t i = 0; i < way_count; i++) {
            if (seen[ways[i]])
                continue;
            seen[ways[i]] = 1;
            todo[left++] = ways[i];
        }
    }
    memory_free(todo);
}

/* ---- The program ---- */

static bool emit_whole(Emitter *e)
{
    emit(e, REGEX_SAVE, 0, 0);
    emit_node(e, e->tree->root);
    emit(e, REGEX_SAVE, 1, 0);
    emit(e, REGEX_MATCH, 0, 0);
    return !e->full;
}

/* The program in one piece. */
static uint8_t *packed(const Emitter *e, size_t *size, RegexError *error)
{
    const RegexTree *tree = e->tree;
    RegexProgram program = {.magic = MAGIC, .groups = tree->groups, .code_count = e->count,
                            .range_count = (uint32_t)tree->range_count, .name_bytes = (uint32_t)tree->name_bytes};
    size_t code = e->count * sizeof(RegexInstr), ranges = tree->range_count * sizeof(RegexRange);
    *size = sizeof program + code + ranges + tree->name_bytes;
    uint8_t *bytes = memory_try_new(*size);
    if (!bytes) {
        *error = (RegexError){REGEX_NO_MEMORY, 0};
        return NULL;
    }
    find_first(&program, e->code, e->count);
    memcpy(bytes, &program, sizeof program);
    memcpy(bytes + sizeof program, e->code, code);
    if (ranges > 0)
        memcpy(bytes + sizeof program + code, tree->ranges, ranges);
    memcpy(bytes + sizeof program + code + ranges, tree->names, tree->name_bytes);
    return bytes;
}

uint8_t *regex_compile(const uint8_t *pattern, size_t length, uint32_t flags, size_t *size, RegexError *error)
{
    RegexTree tree;
    if (!regex_parse(pattern, length, flags, &tree, error))
        return NULL;
    Emitter e = {.tree = &tree, .code = memory_try_new(REGEX_MAX_CODE * sizeof(RegexInstr))};
    uint8_t *bytes = NULL;
    if (!e.code)
        *error = (RegexError){REGEX_NO_MEMORY, 0};
    else if (!emit_whole(&e))
        *error = (RegexError){"the pattern is too large", 0};
    else
        bytes = packed(&e, size, error);
    memory_free(e.code);
    regex_tree_free(&tree);
    return bytes;
}

bool regex_is_program(const uint8_t *bytes, size_t size)
{
    RegexProgram program;
    if (size < sizeof program)
        return false;
    memcpy(&program, bytes, sizeof program);
    return program.magic == MAGIC && size == sizeof program + program.code_count * sizeof(RegexInstr) +
                                                 program.range_count * sizeof(RegexRange) + program.name_bytes;
}

const char *regex_group_name(const uint8_t *bytes, uint32_t group)
{
    RegexProgram program;
    memcpy(&program, bytes, sizeof program);
    const char *name = (const char *)bytes + sizeof program + program.code_count * sizeof(RegexInstr) +
                       program.range_count * sizeof(RegexRange);
    for (uint32_t i = 0; i < group; i++)
        name += strlen(name) + 1;
    return name;
}
