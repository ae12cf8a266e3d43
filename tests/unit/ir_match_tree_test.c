/* Decision trees of hand-made patterns, shown as text. */
#include "ir/match_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

typedef struct Fixture {
    Arena *arena;
    TypeDecl shape;
    VariantDecl circle, square, dot;
    TArmVec arms;
    TypeVec scrutinees;
} Fixture;

static Type any = {.kind = TY_NEVER};

static void set_up(Fixture *f, size_t scrutinees)
{
    *f = (Fixture){.arena = arena_new()};
    f->circle = (VariantDecl){.name = "Circle", .index = 0, .owner = &f->shape};
    f->square = (VariantDecl){.name = "Square", .index = 1, .owner = &f->shape};
    f->dot = (VariantDecl){.name = "Dot", .index = 2, .owner = &f->shape};
    vec_push(f->arena, &f->shape.variants, &f->circle);
    vec_push(f->arena, &f->shape.variants, &f->square);
    vec_push(f->arena, &f->shape.variants, &f->dot);
    for (size_t i = 0; i < scrutinees; i++)
        vec_push(f->arena, &f->scrutinees, &any);
}

static TPattern *pattern(Fixture *f, TPatternKind kind, TPattern *first, TPattern *second)
{
    TPattern *made = ARENA_NEW(f->arena, TPattern);
    made->kind = kind;
    made->type = &any;
    if (first)
        vec_push(f->arena, &made->items, first);
    if (second)
        vec_push(f->arena, &made->items, second);
    return made;
}

static TPattern *wild(Fixture *f)
{
    return pattern(f, TP_WILDCARD, NULL, NULL);
}

static TPattern *bind(Fixture *f, const char *name)
{
    TPattern *made = pattern(f, TP_BIND, NULL, NULL);
    made->local = ARENA_NEW(f->arena, Local);
    made->local->name = name;
    return made;
}

static TPattern *number(Fixture *f, int64_t value)
{
    TPattern *made = pattern(f, TP_INT, NULL, NULL);
    made->int_value = value;
    return made;
}

static TPattern *variant(Fixture *f, VariantDecl *decl, TPattern *payload)
{
    TPattern *made = pattern(f, TP_VARIANT, payload, NULL);
    made->variant = decl;
    return made;
}

static void arm(Fixture *f, TPattern *first, TPattern *second, bool guarded)
{
    TArm made = {.guard = guarded ? ARENA_NEW(f->arena, TExpr) : NULL};
    vec_push(f->arena, &made.patterns, first);
    if (second)
        vec_push(f->arena, &made.patterns, second);
    vec_push(f->arena, &f->arms, made);
}

static void show_place(TextBuffer *out, const Place *place)
{
    switch (place->kind) {
    case PLACE_ROOT:
        text_addf(out, "$%u", place->index);
        return;
    case PLACE_FIELD:
        show_place(out, place->parent);
        text_addf(out, ".%u", place->index);
        return;
    case PLACE_ELEMENT:
        show_place(out, place->parent);
        text_addf(out, "[%u]", place->index);
        return;
    case PLACE_REST:
        show_place(out, place->parent);
        text_addf(out, "[%u..]", place->index);
        return;
    }
}

static void show_node(TextBuffer *out, const MatchNode *node);

static void show_leaf(TextBuffer *out, const MatchNode *node)
{
    text_addf(out, "arm%u", node->row);
    for (size_t i = 0; i < node->bindings.count; i++) {
        text_addf(out, " %s=", node->bindings.items[i].local->name);
        show_place(out, node->bindings.items[i].place);
    }
    if (!node->otherwise)
        return;
    text_addf(out, " or ");
    show_node(out, node->otherwise);
}

static void show_node(TextBuffer *out, const MatchNode *node)
{
    if (node->kind == MATCH_FAIL) {
        text_addf(out, "fail");
        return;
    }
    if (node->kind == MATCH_LEAF) {
        show_leaf(out, node);
        return;
    }
    text_add_char(out, '(');
    show_place(out, node->place);
    for (size_t i = 0; i < node->branches.count; i++) {
        if (node->kind == MATCH_LENGTH)
            text_addf(out, " #%u: ", node->length);
        else
            text_addf(out, " %lld: ", (long long)node->branches.items[i].value);
        show_node(out, node->branches.items[i].node);
    }
    if (node->otherwise) {
        text_addf(out, " else ");
        show_node(out, node->otherwise);
    }
    text_add_char(out, ')');
}

static void expect_tree(Fixture *f, const char *expected)
{
    IndexVec rows = {0};
    for (size_t i = 0; i < f->arms.count; i++)
        vec_push(f->arena, &rows, (uint32_t)i);
    const MatchTree *tree = match_tree_build(f->arena, &f->arms, &rows, &f->scrutinees);
    TextBuffer out;
    text_buffer_init(&out, f->arena);
    show_node(&out, tree->root);
    assert_string_equal(text_done(&out).bytes, expected);
    arena_free(f->arena);
}

static void test_variants_become_one_switch(void **state)
{
    (void)state;
    Fixture f;
    set_up(&f, 1);
    arm(&f, variant(&f, &f.circle, bind(&f, "r")), NULL, false);
    arm(&f, variant(&f, &f.dot, NULL), NULL, false);
    arm(&f, variant(&f, &f.square, bind(&f, "a")), NULL, false);
    expect_tree(&f, "($0 0: arm0 r=$0.0 2: arm1 1: arm2 a=$0.0)");
}

static void test_false_guard_goes_on_below(void **state)
{
    (void)state;
    Fixture f;
    set_up(&f, 1);
    arm(&f, variant(&f, &f.circle, bind(&f, "r")), NULL, true);
    arm(&f, bind(&f, "x"), NULL, false);
    expect_tree(&f, "($0 0: arm0 r=$0.0 or arm1 x=$0 else arm1 x=$0)");
}

static void test_alternatives_share_an_arm(void **state)
{
    (void)state;
    Fixture f;
    set_up(&f, 1);
    arm(&f, pattern(&f, TP_OR, number(&f, 1), number(&f, 2)), NULL, false);
    arm(&f, number(&f, 3), NULL, false);
    expect_tree(&f, "($0 1: arm0 2: arm0 3: arm1 else fail)");
}

static void test_lists_are_told_apart_by_length(void **state)
{
    (void)state;
    Fixture f;
    set_up(&f, 1);
    TPattern *nil = pattern(&f, TP_NIL, NULL, NULL);
    arm(&f, nil, NULL, false);
    arm(&f, pattern(&f, TP_CONS, bind(&f, "x"), nil), NULL, false);
    arm(&f, pattern(&f, TP_CONS, wild(&f), pattern(&f, TP_CONS, bind(&f, "y"), bind(&f, "t"))),
        NULL, false);
    expect_tree(&f, "($0 #0: arm0 else ($0 #1: arm1 x=$0[0] else arm2 y=$0[1] t=$0[2..]))");
}

static void test_first_row_decides_between_columns(void **state)
{
    (void)state;
    Fixture f;
    set_up(&f, 2);
    arm(&f, number(&f, 1), number(&f, 2), false);
    arm(&f, wild(&f), number(&f, 3), false);
    arm(&f, wild(&f), wild(&f), false);
    expect_tree(&f, "($1 2: ($0 1: arm0 else arm2) 3: arm1 else arm2)");
}

static void test_names_for_the_whole(void **state)
{
    (void)state;
    Fixture f;
    set_up(&f, 1);
    TPattern *whole = pattern(&f, TP_AS, variant(&f, &f.square, bind(&f, "a")), NULL);
    whole->local = ARENA_NEW(f.arena, Local);
    whole->local->name = "w";
    arm(&f, pattern(&f, TP_TUPLE, whole, bind(&f, "n")), NULL, false);
    expect_tree(&f, "($0.0 1: arm0 w=$0.0 n=$0.1 a=$0.0.0 else fail)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variants_become_one_switch),
        cmocka_unit_test(test_false_guard_goes_on_below),
        cmocka_unit_test(test_alternatives_share_an_arm),
        cmocka_unit_test(test_lists_are_told_apart_by_length),
        cmocka_unit_test(test_first_row_decides_between_columns),
        cmocka_unit_test(test_names_for_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
