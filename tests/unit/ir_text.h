/* ir_text.h - MIR written as text, for the tests of passes.
 *
 *     fn keep a:Box n:Int -> Box
 *     block b0
 *       c:Bool = intr int_lt n n
 *       branch c b1(a) b2
 *
 * Instructions are `name:Type = op subject args` or `op subject args`; the subject is the function,
 * number or operation that the op names. Types are Box (opaque) and Cell (of a Box and an Int),
 * both counted, and Int, Bool, Unit, List, Fun. */
#ifndef IR_TEXT_H
#define IR_TEXT_H

#include "ir/mir.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

typedef struct IrText {
    Arena *arena;
    MirProgram *p;
    Program *program;
    TypeDecl box, cell;
    MirFn *fn;
    MirBlockId block;
    Map vars;   /* Name -> var + 1 */
    Map labels; /* Name -> block + 1 */
} IrText;

static TypeDecl *ir_decl(IrText *t, const char *name, ValueKind kind)
{
    TypeDecl *decl = ARENA_NEW(t->arena, TypeDecl);
    decl->name = intern_cstr(t->program->names, name);
    decl->kind = DECL_PRIMITIVE;
    decl->primitive = kind;
    return decl;
}

static void ir_text_init(IrText *t)
{
    *t = (IrText){.arena = arena_new()};
    t->program = ARENA_NEW(t->arena, Program);
    t->program->arena = t->arena;
    t->program->names = interner_new(t->arena);
    BuiltinTypes *types = &t->program->types;
    types->int_ = ir_decl(t, "Int", VALUE_WORD);
    types->bool_ = ir_decl(t, "Bool", VALUE_BOOL);
    types->unit = ir_decl(t, "()", VALUE_WORD);
    types->string = ir_decl(t, "String", VALUE_REF);
    types->list = ir_decl(t, "List", VALUE_REF);
    t->box = *ir_decl(t, "Box", VALUE_REF);
    t->cell = *ir_decl(t, "Cell", VALUE_REF);
    t->cell.kind = DECL_STRUCT;
    Type *int_type = type_con(t->arena, types->int_, (TypeVec){0});
    Type *box_type = type_con(t->arena, &t->box, (TypeVec){0});
    vec_push(t->arena, &t->cell.fields, ((FieldDecl){.name = "box", .type = box_type}));
    vec_push(t->arena, &t->cell.fields, ((FieldDecl){.name = "count", .type = int_type}));
    t->p = ARENA_NEW(t->arena, MirProgram);
    t->p->arena = t->arena;
    t->p->program = t->program;
    t->p->concrete = true;
}

static Type *ir_type(IrText *t, const char *name)
{
    BuiltinTypes *types = &t->program->types;
    TypeDecl *decl = strcmp(name, "Int") == 0      ? types->int_
                     : strcmp(name, "Bool") == 0   ? types->bool_
                     : strcmp(name, "Unit") == 0   ? types->unit
                     : strcmp(name, "String") == 0 ? types->string
                     : strcmp(name, "Box") == 0    ? &t->box
                     : strcmp(name, "Cell") == 0   ? &t->cell
                                                   : NULL;
    if (decl)
        return type_con(t->arena, decl, (TypeVec){0});
    TypeVec args = {0};
    vec_push(t->arena, &args, ir_type(t, "Box"));
    if (strcmp(name, "List") == 0)
        return type_con(t->arena, types->list, args);
    assert_string_equal(name, "Fun");
    return type_fun(t->arena, args, ir_type(t, "Box"));
}

/* The next word of the line; "" at its end. */
static const char *ir_word(IrText *t, const char **at)
{
    while (**at == ' ')
        (*at)++;
    const char *start = *at;
    while (**at && **at != ' ' && **at != '\n')
        (*at)++;
    return intern(t->program->names, (Text){start, (size_t)(*at - start)});
}

/* `name:Type` */
static MirVar ir_define(IrText *t, const char *word)
{
    const char *colon = strchr(word, ':');
    assert_non_null(colon);
    Name name = intern(t->program->names, (Text){word, (size_t)(colon - word)});
    MirVar var = mir_var(t->p, t->fn, ir_type(t, colon + 1), name);
    map_put(t->arena, &t->vars, name, (void *)((uintptr_t)var + 1));
    return var;
}

static MirVar ir_var(IrText *t, const char *name)
{
    uintptr_t found = (uintptr_t)map_get(&t->vars, name);
    if (!found)
        fail_msg("no variable %s", name);
    return (MirVar)(found - 1);
}

static MirFn *ir_fn(IrText *t, const char *name)
{
    for (size_t i = 0; i < t->p->fns.count; i++) {
        if (strcmp(t->p->fns.items[i]->name, name) == 0)
            return t->p->fns.items[i];
    }
    MirFn *fn = ARENA_NEW(t->arena, MirFn);
    fn->name = fn->shown = name;
    vec_push(t->arena, &t->p->fns, fn);
    return fn;
}

static MirBlockId ir_label(IrText *t, const char *name)
{
    uintptr_t found = (uintptr_t)map_get(&t->labels, name);
    if (found)
        return (MirBlockId)(found - 1);
    MirBlockId id = mir_block(t->p, t->fn);
    map_put(t->arena, &t->labels, name, (void *)((uintptr_t)id + 1));
    return id;
}

/* `label` or `label(a,b)` */
static MirEdge ir_edge(IrText *t, const char *word)
{
    size_t length = strcspn(word, "(");
    MirEdge edge = {.block = ir_label(t, intern(t->program->names, (Text){word, length}))};
    const char *at = word + length;
    while (*at == '(' || *at == ',') {
        at++;
        size_t name = strcspn(at, ",)");
        vec_push(t->arena, &edge.args, ir_var(t, intern(t->program->names, (Text){at, name})));
        at += name;
    }
    return edge;
}

static bool ir_terminator(IrText *t, const char *op, const char **at)
{
    MirBlock *block = t->fn->blocks.items[t->block];
    if (strcmp(op, "return") == 0) {
        block->term = MIR_RETURN;
        block->var = ir_var(t, ir_word(t, at));
    } else if (strcmp(op, "jump") == 0) {
        block->term = MIR_JUMP;
        block->edges[0] = ir_edge(t, ir_word(t, at));
    } else if (strcmp(op, "branch") == 0) {
        block->term = MIR_BRANCH;
        block->var = ir_var(t, ir_word(t, at));
        block->edges[0] = ir_edge(t, ir_word(t, at));
        block->edges[1] = ir_edge(t, ir_word(t, at));
    } else if (strcmp(op, "panic") == 0) {
        block->term = MIR_PANIC;
        block->text = TEXT("stop");
    } else {
        return false;
    }
    return true;
}

static MirOp ir_op(const char *text)
{
    static const struct {
        const char *text;
        MirOp op;
    } ops[] = {{"int", MIR_CONST_INT},
               {"unit", MIR_CONST_UNIT},
               {"bool", MIR_CONST_BOOL},
               {"string", MIR_CONST_STRING},
               {"construct", MIR_CONSTRUCT},
               {"field", MIR_FIELD},
               {"call", MIR_CALL},
               {"value", MIR_CALL_VALUE},
               {"prim", MIR_PRIM},
               {"intr", MIR_INTRINSIC},
               {"capture", MIR_CAPTURE},
               {"closure", MIR_CLOSURE},
               {"tag", MIR_TAG},
               {"update", MIR_UPDATE}};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (strcmp(ops[i].text, text) == 0)
            return ops[i].op;
    }
    fail_msg("no operation %s", text);
    return MIR_OP_COUNT;
}

static void ir_subject(IrText *t, MirInstr *instr, const char **at)
{
    bool numbered = instr->op == MIR_CONST_INT || instr->op == MIR_CONST_BOOL ||
                    instr->op == MIR_FIELD || instr->op == MIR_CAPTURE;
    bool named = instr->op == MIR_PRIM || instr->op == MIR_INTRINSIC;
    if (numbered)
        instr->imm = atoi(ir_word(t, at));
    if (named)
        instr->text = text_of(ir_word(t, at));
    if (instr->op == MIR_CALL || instr->op == MIR_CLOSURE)
        instr->callee = ir_fn(t, ir_word(t, at));
}

static void ir_line(IrText *t, const char *at)
{
    const char *word = ir_word(t, &at);
    if (strcmp(word, "fn") == 0) {
        t->fn = ir_fn(t, ir_word(t, &at));
        t->vars = t->labels = (Map){0};
        for (word = ir_word(t, &at); strcmp(word, "->") != 0; word = ir_word(t, &at))
            vec_push(t->arena, &t->fn->params, ir_define(t, word));
        t->fn->result = ir_type(t, ir_word(t, &at));
        return;
    }
    if (strcmp(word, "block") == 0) {
        t->block = ir_label(t, ir_word(t, &at));
        for (word = ir_word(t, &at); *word; word = ir_word(t, &at))
            vec_push(t->arena, &t->fn->blocks.items[t->block]->params, ir_define(t, word));
        return;
    }
    if (!*word || ir_terminator(t, word, &at))
        return;
    MirVar dst = MIR_NO_VAR;
    if (strchr(word, ':')) {
        dst = ir_define(t, word);
        ir_word(t, &at);
        word = ir_word(t, &at);
    }
    MirInstr *instr = mir_instr(t->p, t->fn, t->block, ir_op(word), (Span){0});
    instr->dst = dst;
    ir_subject(t, instr, &at);
    for (word = ir_word(t, &at); *word; word = ir_word(t, &at))
        vec_push(t->arena, &instr->args, ir_var(t, word));
}

static void ir_read(IrText *t, const char *source)
{
    while (*source) {
        const char *end = strchr(source, '\n');
        size_t length = end ? (size_t)(end - source) : strlen(source);
        ir_line(t, arena_printf(t->arena, "%.*s", (int)length, source));
        source += length + (end != NULL);
    }
}

/* What the program looks like now, verified. */
static const char *ir_shown(IrText *t)
{
    mir_verify(t->p, "the pass");
    TextBuffer out;
    text_buffer_init(&out, t->arena);
    mir_print(t->p, &out);
    return text_done(&out).bytes;
}

#endif
