/* Tests become functions, and the file gets a main that hands them to std/test.mpl:
 *
 *     fn main() = Test.finish([Test.run("group > label", fn -> `test 1`() end), ...])
 *
 * The statements of the groups' set-ups stand before the test's own, so their bindings are visible
 * in it; those of teardown follow. */
#include "check/build.h"
#include "check/declare_internal.h"

/* The groups around a test. */
typedef struct Group {
    const struct Group *outer;
    const Item *item; /* IT_TEST of kind describe; NULL: the file */
    const ItemVec *items;
} Group;

typedef struct TestMaker {
    Declarer *d;
    ModuleInfo *module;
    ExprVec runs; /* Test.run(...), one a test */
    size_t count;
} TestMaker;

static void splice(TestMaker *t, StmtVec *out, const Expr *body)
{
    for (size_t i = 0; body && body->kind == EX_BLOCK && i < body->block.stmts.count; i++)
        vec_push(t->d->c->arena, out, body->block.stmts.items[i]);
}

static void splice_kind(TestMaker *t, StmtVec *out, const Group *group, TestKind kind)
{
    for (size_t i = 0; i < group->items->count; i++) {
        const Item *item = group->items->items[i];
        if (item->kind == IT_TEST && item->test_kind == kind)
            splice(t, out, item->body);
    }
}

static void splice_setups(TestMaker *t, StmtVec *out, const Group *group)
{
    if (!group)
        return;
    splice_setups(t, out, group->outer);
    splice_kind(t, out, group, TEST_SETUP);
}

/* "outer > inner > label" */
static void add_label(Build *b, StringPartVec *parts, const Group *group, const Expr *label)
{
    if (group && group->item) {
        add_label(b, parts, group->outer, group->item->label);
        StringPart separator = {.text = TEXT(" > ")};
        vec_push(b->arena, parts, separator);
    }
    for (size_t i = 0; label && label->kind == EX_STRING && i < label->parts.count; i++)
        vec_push(b->arena, parts, label->parts.items[i]);
}

/* Test.at_end(fn -> the teardowns, innermost first end) */
static void add_teardowns(TestMaker *t, Build *b, StmtVec *body, const Group *group)
{
    StmtVec teardown = {0};
    for (const Group *at = group; at; at = at->outer)
        splice_kind(t, &teardown, at, TEST_TEARDOWN);
    if (teardown.count == 0)
        return;
    vec_push(b->arena, &teardown, build_stmt(b, build_unit(b)));
    Expr *at_end = build_field(b, build_name(b, "$Test"), "at_end");
    Expr *closure = build_closure(b, build_block(b, teardown));
    vec_push(b->arena, body, build_stmt(b, build_call(b, at_end, 1, closure)));
}

static void add_test(TestMaker *t, Item *item, const Group *group)
{
    Declarer *d = t->d;
    Build build = {d->c->arena, d->c->names, item->span};
    Build *b = &build;
    StmtVec body = {0};
    splice_setups(t, &body, group);
    add_teardowns(t, b, &body, group);
    splice(t, &body, item->body);
    vec_push(b->arena, &body, build_stmt(b, build_unit(b)));

    const char *name = arena_printf(b->arena, "test %zu", ++t->count);
    FnDef *def = build_fn(b, name, build_block(b, body));
    declare_fn_def(d, t->module, def, NULL, NULL);
    Binding *binding = map_get(&scope_of(t->module)->values, def->name.name);
    FnJob *job = map_get(&d->fn_jobs, binding->fns.items[0]);
    job->test = item;

    StringPartVec label = {0};
    add_label(b, &label, group, item->label);
    Expr *run = build_field(b, build_name(b, "$Test"), "run");
    Expr *closure = build_closure(b, build_call(b, build_name(b, name), 0));
    vec_push(b->arena, &t->runs, build_call(b, run, 2, build_text(b, label), closure));
}

static void add_group(TestMaker *t, const Group *group)
{
    for (size_t i = 0; i < group->items->count; i++) {
        Item *item = group->items->items[i];
        if (item->kind != IT_TEST)
            continue;
        switch (item->test_kind) {
        case TEST_TEST:
            add_test(t, item, group);
            break;
        case TEST_DESCRIBE: {
            Group inner = {group, item, &item->items};
            add_group(t, &inner);
            break;
        }
        case TEST_SETUP:
        case TEST_TEARDOWN:
            break;
        }
    }
}

static bool is_test_file(const ModuleInfo *module)
{
    const LoadedModule *loaded = scope_of(module)->loaded;
    const char *path = loaded->tree->source->path;
    size_t length = strlen(path);
    return loaded->is_entry && !scope_of(module)->outer && length > 9 &&
           strcmp(path + length - 9, ".test.mpl") == 0;
}

void declare_tests(Declarer *d, ModuleInfo *module)
{
    if (!is_test_file(module))
        return;
    TestMaker maker = {.d = d, .module = module};
    Group file = {.items = scope_of(module)->items};
    add_group(&maker, &file);
    Build build = {d->c->arena, d->c->names, {module->tree->source, 0, 0}};
    Expr *finish = build_field(&build, build_name(&build, "$Test"), "finish");
    Expr *body = build_call(&build, finish, 1, build_list(&build, maker.runs));
    declare_fn_def(d, module, build_fn(&build, "main", body), NULL, NULL);
}
