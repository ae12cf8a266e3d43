#include "ir/mir.h"

static const char *const op_texts[MIR_OP_COUNT] = {
#define MIR(op, text, uses) [MIR_##op] = text,
#include "ir/mir.def"
#undef MIR
};

typedef struct Printer {
    const MirProgram *p;
    const MirFn *fn;
    TextBuffer *out;
} Printer;

static void print_var(Printer *printer, MirVar var)
{
    Name name = var < printer->fn->vars.count ? printer->fn->vars.items[var].name : NULL;
    text_addf(printer->out, "%%%u", var);
    if (name)
        text_addf(printer->out, ".%s", name);
}

static void print_type(Printer *printer, Type *type)
{
    text_addf(printer->out, "%s", type ? type_text(printer->p->arena, type) : "?");
}

static void print_vars(Printer *printer, const MirVarVec *vars)
{
    text_add_char(printer->out, '(');
    for (size_t i = 0; i < vars->count; i++) {
        if (i > 0)
            text_addf(printer->out, ", ");
        print_var(printer, vars->items[i]);
    }
    text_add_char(printer->out, ')');
}

static void print_params(Printer *printer, const MirVarVec *vars)
{
    text_add_char(printer->out, '(');
    for (size_t i = 0; i < vars->count; i++) {
        if (i > 0)
            text_addf(printer->out, ", ");
        print_var(printer, vars->items[i]);
        text_addf(printer->out, ": ");
        print_type(printer, printer->fn->vars.items[vars->items[i]].type);
    }
    text_add_char(printer->out, ')');
}

static void print_types(Printer *printer, const TypeVec *types)
{
    if (types->count == 0)
        return;
    text_add_char(printer->out, '<');
    for (size_t i = 0; i < types->count; i++) {
        if (i > 0)
            text_addf(printer->out, ", ");
        print_type(printer, types->items[i]);
    }
    text_add_char(printer->out, '>');
}

static void print_quoted(Printer *printer, Text text)
{
    text_add_char(printer->out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '\n')
            text_addf(printer->out, "\\n");
        else if (c == '"' || c == '\\')
            text_addf(printer->out, "\\%c", c);
        else
            text_add_char(printer->out, c);
    }
    text_add_char(printer->out, '"');
}

/* What an instruction names besides its arguments. */
static void print_subject(Printer *printer, const MirInstr *instr)
{
    TextBuffer *out = printer->out;
    switch (instr->op) {
    case MIR_CONST_INT:
    case MIR_CONST_BOOL:
    case MIR_CAPTURE:
        text_addf(out, " %lld", (long long)instr->imm);
        return;
    case MIR_CONST_FLOAT:
        text_addf(out, " %.17g", instr->number);
        return;
    case MIR_CONST_STRING:
        text_add_char(out, ' ');
        print_quoted(printer, instr->text);
        return;
    case MIR_CONST:
        text_addf(out, " %s", instr->constant->full_name);
        return;
    case MIR_CALL:
    case MIR_CLOSURE:
        text_addf(out, " %s", instr->callee ? instr->callee->name : instr->symbol->full_name);
        print_types(printer, &instr->type_args);
        return;
    case MIR_CALL_METHOD:
        text_addf(out, " %s.%s", instr->method->trait->name, instr->method->name);
        print_types(printer, &instr->type_args);
        return;
    case MIR_LAMBDA:
        text_addf(out, " %s", instr->lambda->name);
        return;
    case MIR_INTRINSIC:
    case MIR_PRIM:
        text_addf(out, " %.*s", (int)instr->text.length, instr->text.bytes);
        if (instr->type) {
            text_addf(out, " ");
            print_type(printer, instr->type);
        }
        if (instr->text2.length > 0) {
            text_add_char(out, ' ');
            print_quoted(printer, instr->text2);
        }
        if (instr->imm != 0)
            text_addf(out, " %lld", (long long)instr->imm);
        return;
    case MIR_CONSTRUCT:
        text_addf(out, " ");
        print_type(printer, printer->fn->vars.items[instr->dst].type);
        text_addf(out, "#%lld", (long long)instr->imm);
        if (instr->cell)
            text_addf(out, " in cell of %%%u", instr->cell->args.items[0]);
        return;
    case MIR_FIELD:
        text_addf(out, " %lld", (long long)instr->imm);
        if (instr->variant >= 0)
            text_addf(out, "#%d", instr->variant);
        return;
    case MIR_TYPEINFO:
    case MIR_LIST:
        text_addf(out, " ");
        print_type(printer, instr->type);
        return;
    case MIR_TAKE:
        text_addf(out, " .%d", (int)instr->imm);
        return;
    case MIR_UNPACK:
        if (instr->variant >= 0)
            text_addf(out, " #%d", instr->variant);
        for (size_t i = 0; i < instr->indices.count; i++)
            text_addf(out, " .%u", instr->indices.items[i]);
        if (instr->keeps_cell)
            text_addf(out, " keeps cell");
        return;
    case MIR_UPDATE:
        for (size_t i = 0; i < instr->indices.count; i++)
            text_addf(out, " .%u", instr->indices.items[i]);
        return;
    case MIR_CONST_UNIT:
    case MIR_COPY:
    case MIR_CALL_VALUE:
    case MIR_TAG:
    case MIR_DUP:
    case MIR_DROP:
    case MIR_OP_COUNT:
        return;
    }
}

static void print_instr(Printer *printer, const MirInstr *instr)
{
    if (instr->dst != MIR_NO_VAR) {
        print_var(printer, instr->dst);
        text_addf(printer->out, " = ");
    }
    text_addf(printer->out, "%s", op_texts[instr->op]);
    print_subject(printer, instr);
    if (instr->args.count > 0) {
        text_add_char(printer->out, ' ');
        print_vars(printer, &instr->args);
    }
}

static void print_edge(Printer *printer, const MirEdge *edge)
{
    text_addf(printer->out, "b%u", edge->block);
    if (edge->args.count > 0)
        print_vars(printer, &edge->args);
}

static void print_switch(Printer *printer, const MirBlock *block)
{
    text_addf(printer->out, "switch ");
    print_var(printer, block->var);
    for (size_t i = 0; i < block->cases.count; i++) {
        text_addf(printer->out, " %lld: ", (long long)block->cases.items[i].value);
        print_edge(printer, &block->cases.items[i].edge);
    }
    if (block->edges[0].block == MIR_NO_BLOCK)
        return;
    text_addf(printer->out, " else ");
    print_edge(printer, &block->edges[0]);
}

static void print_term(Printer *printer, const MirBlock *block)
{
    TextBuffer *out = printer->out;
    switch (block->term) {
    case MIR_TERM_NONE:
        text_addf(out, "(open)");
        return;
    case MIR_JUMP:
        text_addf(out, "jump ");
        print_edge(printer, &block->edges[0]);
        return;
    case MIR_BRANCH:
        text_addf(out, "branch ");
        print_var(printer, block->var);
        text_add_char(out, ' ');
        print_edge(printer, &block->edges[0]);
        text_add_char(out, ' ');
        print_edge(printer, &block->edges[1]);
        return;
    case MIR_SWITCH:
        print_switch(printer, block);
        return;
    case MIR_RETURN:
        text_addf(out, "return ");
        print_var(printer, block->var);
        return;
    case MIR_TAIL_CALL:
        text_addf(out, "tail ");
        print_instr(printer, block->call);
        return;
    case MIR_PANIC:
        text_addf(out, "panic ");
        print_quoted(printer, block->text);
        return;
    case MIR_UNREACHABLE:
        text_addf(out, "unreachable");
        return;
    }
}

static void print_block(Printer *printer, size_t id)
{
    const MirBlock *block = printer->fn->blocks.items[id];
    text_addf(printer->out, "b%zu", id);
    if (block->params.count > 0)
        print_params(printer, &block->params);
    text_addf(printer->out, block->loop_header ? ": loop\n" : ":\n");
    for (size_t i = 0; i < block->instrs.count; i++) {
        text_addf(printer->out, "    ");
        print_instr(printer, block->instrs.items[i]);
        text_add_char(printer->out, '\n');
    }
    text_addf(printer->out, "    ");
    print_term(printer, block);
    text_add_char(printer->out, '\n');
}

static void print_fn(const MirProgram *p, const MirFn *fn, TextBuffer *out)
{
    Printer printer = {p, fn, out};
    text_addf(out, fn->kind == MIR_FN_CLOSURE ? "closure %s" : "fn %s", fn->name);
    print_params(&printer, &fn->params);
    text_addf(out, " -> ");
    print_type(&printer, fn->result);
    for (size_t i = 0; i < fn->borrows.count; i++) {
        if (!fn->borrows.items[i])
            continue;
        text_addf(out, " borrows ");
        print_var(&printer, fn->params.items[i]);
    }
    text_add_char(out, '\n');
    for (size_t i = 0; i < fn->blocks.count; i++)
        print_block(&printer, i);
    text_add_char(out, '\n');
}

void mir_print(const MirProgram *p, TextBuffer *out)
{
    for (size_t i = 0; i < p->fns.count; i++)
        print_fn(p, p->fns.items[i], out);
}
