/* Programs built by hand in the IR, compiled, linked with a runtime of a few lines, and run: quick
 * and optimised builds must print the same. */
#include "base/source.h"
#include "codegen/codegen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char fake_runtime[] =
    "#include \"abi/mesh_abi.h\"\n"
    "#include <stdio.h>\n"
    "#include <stdlib.h>\n"
    "#include <string.h>\n"
    "static int live;\n"
    "static int polls;\n"
    "void *mesh_alloc_slow(MeshContext *cx, int64_t words) { (void)cx; live++; return malloc(words "
    "* 8); }\n"
    "void mesh_drop_slow(MeshContext *cx, MeshObject *o) {\n"
    "  if (o->tag < MESH_TAG_FIRST_SPECIAL || o->tag == MESH_TAG_CLOSURE)\n"
    "    for (int i = 0; i < o->refs; i++) {\n"
    "      MeshWord w = MESH_FIELDS(o)[i + (o->tag == MESH_TAG_CLOSURE)];\n"
    "      if (!MESH_IS_POINTER(w)) continue;\n"
    "      MeshObject *c = (MeshObject *)w;\n"
    "      if (c->count == 1) mesh_drop_slow(cx, c); else if (c->count > 1) c->count--;\n"
    "    }\n"
    "  live--; free(o);\n"
    "}\n"
    "void mesh_stack_check(MeshContext *cx) { polls++; cx->stack_limit = 0; }\n"
    "void mesh_panic_text(MeshContext *cx, const char *text, const MeshSite *site) {\n"
    "  (void)cx; printf(\"panic: %s at %s:%d in %s\\n\", text, site->file, (int)site->line, "
    "site->function);\n"
    "  fflush(stdout); _Exit(1);\n"
    "}\n"
    "MeshWord mesh_make_static(MeshContext *cx, MeshWord w, int64_t kind) { (void)cx; (void)kind;\n"
    "  if (MESH_IS_POINTER(w)) { ((MeshObject *)w)->count = -1; live--; } return w; }\n"
    "MeshList *mesh_list_from(MeshContext *cx, const MeshTypeInfo *t, int64_t n, MeshWord *w) {\n"
    "  (void)cx; (void)t; MeshList *l = malloc(sizeof *l + n * 8); live++;\n"
    "  l->head = (MeshObject){1, 0, 0, MESH_TAG_LIST}; l->buffer = 0; l->length = n;\n"
    "  l->items = (MeshWord *)(l + 1); if (n) memcpy(l->items, w, n * 8); return l; }\n"
    "MeshList *mesh_list_concat(MeshContext *cx, const MeshTypeInfo *t, MeshList *a, MeshList *b) "
    "{\n"
    "  MeshWord *w = malloc((a->length + b->length) * 8);\n"
    "  memcpy(w, a->items, a->length * 8); memcpy(w + a->length, b->items, b->length * 8);\n"
    "  MeshList *l = mesh_list_from(cx, t, a->length + b->length, w); free(w); live -= 2; free(a); "
    "free(b);\n"
    "  return l; }\n"
    "__attribute__((preserve_most)) void mesh_dup_frozen(MeshContext *cx, const MeshObject *o) { "
    "(void)cx; (void)o; }\n"
    "void mesh_offload(MeshContext *cx, void (*run)(MeshContext *, void *), void *args) { run(cx, "
    "args); }\n"
    "int64_t mesh_test_add(MeshContext *cx, int64_t a, bool b) { (void)cx; return a + b; }\n"
    "void mesh_test_int(MeshContext *cx, int64_t n) { (void)cx; printf(\"%ld\\n\", (long)n); }\n"
    "void mesh_test_float(MeshContext *cx, double n) { (void)cx; printf(\"%g\\n\", n); }\n"
    "void mesh_test_text(MeshContext *cx, MeshString *s) { (void)cx;\n"
    "  printf(\"%.*s\\n\", (int)s->length, (const char *)s->bytes); }\n"
    "MeshWord mesh_test_show(MeshContext *cx, const MeshTypeInfo *t, MeshWord w) { (void)cx;\n"
    "  printf(\"%s kind %d\\n\", t->name, (int)t->kind); return w; }\n"
    "int main(void) { static MeshContext cx; cx.stack_limit = UINTPTR_MAX; "
    "mesh_program_main(&cx);\n"
    "  for (int i = 0; i <= MESH_MAX_SMALL_WORDS; i++)\n"
    "    for (MeshFreeCell *c = cx.free_cells[i]; c; c = c->next) live--;\n"
    "  printf(\"live %d polled %d functions %d\\n\", live, polls > 0, __start_mesh_functions < "
    "__stop_mesh_functions); return 0; }\n";

typedef struct Fixture {
    Arena *arena;
    MirProgram program;
    Source *source;
    Type *int_, *float_, *bool_, *string, *unit, *list;
    MirFn *fn;
    MirBlockId block;
} Fixture;

static Type *primitive(Fixture *x, const char *name, ValueKind kind)
{
    TypeDecl *decl = ARENA_NEW(x->arena, TypeDecl);
    decl->kind = DECL_PRIMITIVE;
    decl->name = name;
    decl->primitive = kind;
    return type_con(x->arena, decl, (TypeVec){0});
}

static void set_up(Fixture *x)
{
    *x = (Fixture){.arena = arena_new()};
    x->program.arena = x->arena;
    x->source = source_new(x->arena, "hand.mpl", TEXT("line one\nline two\nline three\n"));
    x->int_ = primitive(x, "Int", VALUE_WORD);
    x->float_ = primitive(x, "Float", VALUE_FLOAT);
    x->bool_ = primitive(x, "Bool", VALUE_BOOL);
    x->string = primitive(x, "String", VALUE_REF);
    x->unit = primitive(x, "Unit", VALUE_WORD);
    x->list = primitive(x, "List", VALUE_REF);
}

static Span line(Fixture *x, uint32_t number)
{
    return (Span){x->source, (number - 1) * 9, (number - 1) * 9 + 4};
}

static MirFn *begin_fn(Fixture *x, const char *name, MirFnKind kind, Type *result)
{
    MirFn *fn = ARENA_NEW(x->arena, MirFn);
    fn->name = name;
    fn->shown = arena_printf(x->arena, "Hand.%s", name);
    fn->kind = kind;
    fn->result = result;
    fn->span = line(x, 1);
    vec_push(x->arena, &x->program.fns, fn);
    x->fn = fn;
    x->block = mir_block(&x->program, fn);
    return fn;
}

static MirVar param(Fixture *x, Type *type, const char *name)
{
    MirVar var = mir_var(&x->program, x->fn, type, name);
    vec_push(x->arena, &x->fn->params, var);
    return var;
}

static MirInstr *add(Fixture *x, MirOp op, Type *type)
{
    MirInstr *instr = mir_instr(&x->program, x->fn, x->block, op, line(x, 2));
    if (type)
        instr->dst = mir_var(&x->program, x->fn, type, NULL);
    return instr;
}

static void push_args(Fixture *x, MirVarVec *out, int count, va_list args)
{
    for (int i = 0; i < count; i++)
        vec_push(x->arena, out, va_arg(args, MirVar));
}

static MirVar int_const(Fixture *x, int64_t value)
{
    MirInstr *instr = add(x, MIR_CONST_INT, x->int_);
    instr->imm = value;
    return instr->dst;
}

static MirVar intrinsic(Fixture *x, Type *type, const char *name, int count, ...)
{
    MirInstr *instr = add(x, MIR_INTRINSIC, type);
    instr->text = text_of(name);
    va_list args;
    va_start(args, count);
    push_args(x, &instr->args, count, args);
    va_end(args);
    return instr->dst;
}

static MirVar call(Fixture *x, MirFn *callee, int count, ...)
{
    MirInstr *instr = add(x, MIR_CALL, callee->result);
    instr->callee = callee;
    va_list args;
    va_start(args, count);
    push_args(x, &instr->args, count, args);
    va_end(args);
    return instr->dst;
}

static MirVar op(Fixture *x, MirOp code, Type *type, int count, ...)
{
    MirInstr *instr = add(x, code, type);
    va_list args;
    va_start(args, count);
    push_args(x, &instr->args, count, args);
    va_end(args);
    return instr->dst;
}

static MirVar call_extern(Fixture *x, const char *symbol, ExternKind kind, Type *result, int count,
                          ...)
{
    FnSymbol *fn = ARENA_NEW(x->arena, FnSymbol);
    fn->symbol = text_of(symbol);
    fn->is_extern = true;
    fn->extern_kind = kind;
    MirInstr *instr = add(x, MIR_CALL, result);
    instr->symbol = fn;
    va_list args;
    va_start(args, count);
    push_args(x, &instr->args, count, args);
    va_end(args);
    TypeVec types = {0};
    for (int i = 0; i < count; i++)
        vec_push(x->arena, &types, x->fn->vars.items[instr->args.items[i]].type);
    fn->type = type_fun(x->arena, types, result);
    return instr->dst;
}

static void print_int(Fixture *x, MirVar var)
{
    call_extern(x, "mesh_test_int", EXTERN_PLAIN, x->unit, 1, var);
}

static MirBlock *here(Fixture *x)
{
    return x->fn->blocks.items[x->block];
}

static void give_back(Fixture *x, MirVar var)
{
    here(x)->term = MIR_RETURN;
    here(x)->var = var;
}

static void give_unit(Fixture *x)
{
    give_back(x, op(x, MIR_CONST_UNIT, x->unit, 0));
}

static void branch(Fixture *x, MirVar condition, MirBlockId yes, MirBlockId no)
{
    here(x)->term = MIR_BRANCH;
    here(x)->var = condition;
    here(x)->edges[0].block = yes;
    here(x)->edges[1].block = no;
}

static void jump(Fixture *x, MirBlockId to, int count, ...)
{
    here(x)->term = MIR_JUMP;
    here(x)->edges[0].block = to;
    va_list args;
    va_start(args, count);
    push_args(x, &here(x)->edges[0].args, count, args);
    va_end(args);
}

/* ---- Compile, link, run ---- */

static void write_file(const char *path, Text text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.bytes, 1, text.length, file), text.length);
    fclose(file);
}

static void run_once(Fixture *x, bool release, const char *expected)
{
    char folder[] = "/tmp/codegen-XXXXXX";
    assert_non_null(mkdtemp(folder));
    CodegenOptions options = {.release = release, .want_ir = true};
    CodegenResult result = codegen_program(x->arena, &x->program, &options);
    assert_null(result.error);
    assert_int_equal(result.objects.count, 1);
    write_file(arena_printf(x->arena, "%s/p.o", folder), result.objects.items[0].bytes);
    write_file(arena_printf(x->arena, "%s/p.ll", folder), result.ir);
    write_file(arena_printf(x->arena, "%s/rt.c", folder), text_of(fake_runtime));
    const char *build = arena_printf(
        x->arena, "clang-19 -g -O1 -I. -no-pie %s/rt.c %s/p.o -lm -o %s/p", folder, folder, folder);
    assert_int_equal(system(build), 0);
    FILE *pipe = popen(arena_printf(x->arena, "%s/p", folder), "r");
    assert_non_null(pipe);
    char output[4096];
    size_t length = fread(output, 1, sizeof output - 1, pipe);
    output[length] = 0;
    pclose(pipe);
    if (getenv("CODEGEN_KEEP"))
        fprintf(stderr, "kept %s\n", folder);
    else
        assert_int_equal(system(arena_printf(x->arena, "rm -rf %s", folder)), 0);
    assert_string_equal(output, expected);
}

static void run(Fixture *x, const char *expected)
{
    run_once(x, false, expected);
    run_once(x, true, expected);
    arena_free(x->arena);
}

/* ---- Programs ---- */

static MirFn *define_fib(Fixture *x)
{
    MirFn *fib = begin_fn(x, "fib", MIR_FN_PLAIN, x->int_);
    MirVar n = param(x, x->int_, "n");
    MirBlockId small = mir_block(&x->program, fib), large = mir_block(&x->program, fib);
    branch(x, intrinsic(x, x->bool_, "int_lt", 2, n, int_const(x, 2)), small, large);
    x->block = small;
    give_back(x, n);
    x->block = large;
    MirVar a = call(x, fib, 1, intrinsic(x, x->int_, "int_sub", 2, n, int_const(x, 1)));
    MirVar b = call(x, fib, 1, intrinsic(x, x->int_, "int_sub", 2, n, int_const(x, 2)));
    give_back(x, intrinsic(x, x->int_, "int_add", 2, a, b));
    return fib;
}

static void test_calls_and_strings(void **state)
{
    (void)state;
    Fixture fixture, *x = &fixture;
    set_up(x);
    MirFn *fib = define_fib(x);
    x->program.main = begin_fn(x, "main", MIR_FN_PLAIN, x->unit);
    print_int(x, call(x, fib, 1, int_const(x, 27)));
    MirInstr *text = add(x, MIR_CONST_STRING, x->string);
    text->text = TEXT("hello");
    call_extern(x, "mesh_test_text", EXTERN_PLAIN, x->unit, 1, text->dst);
    MirVar yes = intrinsic(x, x->bool_, "int_lt", 2, int_const(x, 1), int_const(x, 2));
    print_int(x,
              call_extern(x, "mesh_test_add", EXTERN_BLOCKING, x->int_, 2, int_const(x, 41), yes));
    MirInstr *number = add(x, MIR_CONST_FLOAT, x->float_);
    number->number = 2.25;
    MirVar root = call_extern(x, "sqrt", EXTERN_PURE, x->float_, 1, number->dst);
    call_extern(x, "mesh_test_float", EXTERN_PLAIN, x->unit, 1, root);
    print_int(x, intrinsic(x, x->int_, "float_to_int", 1, root));
    give_unit(x);
    run(x, "196418\nhello\n42\n1.5\n1\nlive 0 polled 1 functions 1\n");
}

/* even(n) and odd(n) call each other in tail position ten million times; a loop counts as far. */
static void test_tail_calls_and_loops(void **state)
{
    (void)state;
    Fixture fixture, *x = &fixture;
    set_up(x);
    MirFn *pair[2];
    for (int i = 0; i < 2; i++) {
        pair[i] = begin_fn(x, i == 0 ? "even" : "odd", MIR_FN_PLAIN, x->int_);
        param(x, x->int_, "n");
        if (i == 1) { /* more parameters than registers */
            for (int extra = 0; extra < 9; extra++)
                param(x, x->int_, NULL);
        }
    }
    for (int i = 0; i < 2; i++) {
        x->fn = pair[i];
        x->block = 0;
        MirVar n = 0;
        MirBlockId stop = mir_block(&x->program, x->fn), more = mir_block(&x->program, x->fn);
        branch(x, intrinsic(x, x->bool_, "int_eq", 2, n, int_const(x, 0)), stop, more);
        x->block = stop;
        give_back(x, int_const(x, i));
        x->block = more;
        MirVar less = intrinsic(x, x->int_, "int_sub", 2, n, int_const(x, 1));
        MirInstr *instr = mir_instr(&x->program, x->fn, x->block, MIR_CALL, line(x, 2));
        here(x)->instrs.count--;
        instr->callee = pair[1 - i];
        vec_push(x->arena, &instr->args, less);
        for (int extra = 0; i == 0 && extra < 9; extra++)
            vec_push(x->arena, &instr->args, n);
        here(x)->term = MIR_TAIL_CALL;
        here(x)->call = instr;
    }
    x->program.main = begin_fn(x, "main", MIR_FN_PLAIN, x->unit);
    print_int(x, call(x, pair[0], 1, int_const(x, 10000001)));
    MirBlockId loop = mir_block(&x->program, x->fn), body = mir_block(&x->program, x->fn),
               done = mir_block(&x->program, x->fn);
    MirVar zero = int_const(x, 0);
    jump(x, loop, 2, zero, zero);
    x->block = loop;
    here(x)->loop_header = true;
    MirVar i = mir_var(&x->program, x->fn, x->int_, "i"),
           sum = mir_var(&x->program, x->fn, x->int_, "sum");
    vec_push(x->arena, &here(x)->params, i);
    vec_push(x->arena, &here(x)->params, sum);
    branch(x, intrinsic(x, x->bool_, "int_lt", 2, i, int_const(x, 1000)), body, done);
    x->block = body;
    MirVar next = intrinsic(x, x->int_, "int_add", 2, i, int_const(x, 1));
    MirVar more = intrinsic(x, x->int_, "int_add", 2, sum, i);
    jump(x, loop, 2, next, more);
    x->block = done;
    print_int(x, sum);
    give_unit(x);
    run(x, "1\n499500\nlive 0 polled 1 functions 1\n");
}

static Type *struct_type(Fixture *x)
{
    TypeDecl *decl = ARENA_NEW(x->arena, TypeDecl);
    decl->kind = DECL_STRUCT;
    decl->name = "Pair";
    vec_push(x->arena, &decl->fields, ((FieldDecl){.name = "count", .type = x->int_}));
    vec_push(x->arena, &decl->fields, ((FieldDecl){.name = "ok", .type = x->bool_}));
    vec_push(x->arena, &decl->fields, ((FieldDecl){.name = "text", .type = x->string}));
    vec_push(x->arena, &decl->fields, ((FieldDecl){.name = "part", .type = x->float_}));
    return type_con(x->arena, decl, (TypeVec){0});
}

static MirVar field(Fixture *x, Type *type, MirVar from, int index, int variant)
{
    MirInstr *instr = add(x, MIR_FIELD, type);
    vec_push(x->arena, &instr->args, from);
    instr->imm = index;
    instr->variant = variant;
    return instr->dst;
}

static MirVar update_count(Fixture *x, Type *pair, MirVar base, int64_t value)
{
    MirVar number = int_const(x, value);
    MirInstr *instr = add(x, MIR_UPDATE, pair);
    vec_push(x->arena, &instr->args, base);
    vec_push(x->arena, &instr->args, number);
    vec_push(x->arena, &instr->indices, 0u);
    return instr->dst;
}

static void test_structs(void **state)
{
    (void)state;
    Fixture fixture, *x = &fixture;
    set_up(x);
    Type *pair = struct_type(x);
    x->program.main = begin_fn(x, "main", MIR_FN_PLAIN, x->unit);
    MirInstr *text = add(x, MIR_CONST_STRING, x->string);
    text->text = TEXT("inside");
    MirInstr *part = add(x, MIR_CONST_FLOAT, x->float_);
    part->number = 0.5;
    MirInstr *ok = add(x, MIR_CONST_BOOL, x->bool_);
    ok->imm = 1;
    MirVar first = op(x, MIR_CONSTRUCT, pair, 4, int_const(x, 7), ok->dst, text->dst, part->dst);
    MirVar second = update_count(x, pair, first, 8); /* in place */
    op(x, MIR_DUP, NULL, 1, second);
    MirVar third = update_count(x, pair, second, 9); /* a copy */
    print_int(x, field(x, x->int_, second, 0, -1));
    print_int(x, field(x, x->int_, third, 0, -1));
    print_int(x, intrinsic(x, x->int_, "bool_to_int", 1, field(x, x->bool_, third, 1, -1)));
    MirVar inside = field(x, x->string, third, 2, -1);
    call_extern(x, "mesh_test_text", EXTERN_PLAIN, x->unit, 1, inside);
    op(x, MIR_DROP, NULL, 1, inside);
    call_extern(x, "mesh_test_float", EXTERN_PLAIN, x->unit, 1, field(x, x->float_, third, 3, -1));
    op(x, MIR_DROP, NULL, 1, second);
    op(x, MIR_DROP, NULL, 1, third);
    give_unit(x);
    run(x, "8\n9\n1\ninside\n0.5\nlive 0 polled 1 functions 1\n");
}

static Type *option_type(Fixture *x, int extra)
{
    TypeDecl *decl = ARENA_NEW(x->arena, TypeDecl);
    decl->kind = DECL_SUM;
    decl->name = "Maybe";
    for (uint32_t i = 0; i < 2 + (uint32_t)extra; i++) {
        VariantDecl *variant = ARENA_NEW(x->arena, VariantDecl);
        variant->name = "V";
        variant->index = i;
        variant->owner = decl;
        if (i != 1)
            vec_push(x->arena, &variant->fields, ((FieldDecl){.type = x->float_}));
        vec_push(x->arena, &decl->variants, variant);
    }
    return type_con(x->arena, decl, (TypeVec){0});
}

static void test_variants(void **state)
{
    (void)state;
    Fixture fixture, *x = &fixture;
    set_up(x);
    x->program.main = begin_fn(x, "main", MIR_FN_PLAIN, x->unit);
    for (int extra = 0; extra < 2; extra++) {
        Type *option = option_type(x, extra);
        MirInstr *number = add(x, MIR_CONST_FLOAT, x->float_);
        number->number = 1.25 + extra;
        MirVar some = op(x, MIR_CONSTRUCT, option, 1, number->dst);
        MirInstr *none = add(x, MIR_CONSTRUCT, option);
        none->imm = 1;
        print_int(x, op(x, MIR_TAG, x->int_, 1, some));
        print_int(x, op(x, MIR_TAG, x->int_, 1, none->dst));
        call_extern(x, "mesh_test_float", EXTERN_PLAIN, x->unit, 1,
                    field(x, x->float_, some, 0, 0));
        op(x, MIR_DROP, NULL, 1, some);
        op(x, MIR_DROP, NULL, 1, none->dst);
    }
    give_unit(x);
    run(x, "0\n1\n1.25\n0\n1\n2.25\nlive 0 polled 1 functions 1\n");
}

static void test_closures_and_lists(void **state)
{
    (void)state;
    Fixture fixture, *x = &fixture;
    set_up(x);
    TypeVec params = {0};
    vec_push(x->arena, &params, x->float_);
    Type *fun = type_fun(x->arena, params, x->float_);
    MirFn *code = begin_fn(x, "lambda", MIR_FN_CLOSURE, x->float_);
    vec_push(x->arena, &code->capture_types, x->float_);
    vec_push(x->arena, &code->capture_types, x->string);
    MirVar arg = param(x, x->float_, "v");
    MirInstr *captured = add(x, MIR_CAPTURE, x->float_);
    MirInstr *text = add(x, MIR_CAPTURE, x->string);
    text->imm = 1;
    call_extern(x, "mesh_test_text", EXTERN_PLAIN, x->unit, 1, text->dst);
    op(x, MIR_DROP, NULL, 1, text->dst);
    give_back(x, intrinsic(x, x->float_, "float_mul", 2, arg, captured->dst));

    x->program.main = begin_fn(x, "main", MIR_FN_PLAIN, x->unit);
    MirInstr *number = add(x, MIR_CONST_FLOAT, x->float_);
    number->number = 2.5;
    MirInstr *string = add(x, MIR_CONST_STRING, x->string);
    string->text = TEXT("called");
    MirInstr *closure = add(x, MIR_CLOSURE, fun);
    closure->callee = code;
    vec_push(x->arena, &closure->args, number->dst);
    vec_push(x->arena, &closure->args, string->dst);
    MirVar product = op(x, MIR_CALL_VALUE, x->float_, 2, closure->dst, number->dst);
    call_extern(x, "mesh_test_float", EXTERN_PLAIN, x->unit, 1, product);
    op(x, MIR_DROP, NULL, 1, closure->dst);
    MirVar one = int_const(x, 1);
    MirInstr *list = add(x, MIR_LIST, x->list);
    list->type = x->int_;
    for (int i = 0; i < 600; i++)
        vec_push(x->arena, &list->args, i == 500 ? int_const(x, 77) : one);
    here(x)->instrs.items[here(x)->instrs.count - 2] =
        here(x)->instrs.items[here(x)->instrs.count - 1];
    here(x)->instrs.items[here(x)->instrs.count - 1] = list;
    print_int(x, intrinsic(x, x->int_, "list_length", 1, list->dst));
    print_int(x, intrinsic(x, x->int_, "list_get_unchecked", 2, list->dst, int_const(x, 500)));
    op(x, MIR_DROP, NULL, 1, list->dst);
    give_unit(x);
    run(x, "called\n6.25\n600\n77\nlive 0 polled 1 functions 1\n");
}

static void test_overflow_panics(void **state)
{
    (void)state;
    Fixture fixture, *x = &fixture;
    set_up(x);
    x->program.main = begin_fn(x, "main", MIR_FN_PLAIN, x->unit);
    print_int(x, intrinsic(x, x->int_, "int_mod", 2, int_const(x, INT64_MIN), int_const(x, -1)));
    print_int(x, intrinsic(x, x->int_, "int_add", 2, int_const(x, INT64_MAX), int_const(x, 1)));
    give_unit(x);
    run(x, "0\npanic: integer overflow at hand.mpl:2 in Hand.main\n");
}

static void test_constants(void **state)
{
    (void)state;
    Fixture fixture, *x = &fixture;
    set_up(x);
    Type *pair = struct_type(x);
    ConstSymbol *symbol = ARENA_NEW(x->arena, ConstSymbol);
    symbol->name = "limit";
    symbol->type = pair;
    MirConst *constant = ARENA_NEW(x->arena, MirConst);
    constant->constant = symbol;
    constant->init = begin_fn(x, "limit", MIR_FN_PLAIN, pair);
    MirInstr *text = add(x, MIR_CONST_STRING, x->string);
    MirInstr *part = add(x, MIR_CONST_FLOAT, x->float_);
    MirInstr *ok = add(x, MIR_CONST_BOOL, x->bool_);
    give_back(x, op(x, MIR_CONSTRUCT, pair, 4, int_const(x, 12), ok->dst, text->dst, part->dst));
    vec_push(x->arena, &x->program.consts, constant);
    x->program.main = begin_fn(x, "main", MIR_FN_PLAIN, x->unit);
    MirInstr *value = add(x, MIR_CONST, pair);
    value->constant = symbol;
    print_int(x, field(x, x->int_, value->dst, 0, -1));
    op(x, MIR_DROP, NULL, 1, value->dst);
    give_unit(x);
    run(x, "12\nlive 0 polled 1 functions 1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls_and_strings),
        cmocka_unit_test(test_tail_calls_and_loops),
        cmocka_unit_test(test_structs),
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_closures_and_lists),
        cmocka_unit_test(test_overflow_panics),
        cmocka_unit_test(test_constants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
