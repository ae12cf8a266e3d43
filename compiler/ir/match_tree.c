/* Works on rows that are conjunctions of tests. The first row picks the test; the rows that agree, disagree or
 * do not care about the tested place go to the branches. */
#include "ir/match_tree.h"

#include "base/bug.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

typedef struct Test {
    Place *place;
    TPattern *pattern; /* refutable, not TP_OR or TP_AS */
} Test;

typedef struct Row {
    uint32_t arm;
    bool guarded;
    VEC(Test) tests;
    PlaceBindingVec bindings;
} Row;

typedef VEC(Row) RowVec;

typedef struct Builder {
    Arena *arena;
    MatchTree *tree;
} Builder;

/* ---- Places ---- */

static Place *place_new(Builder *b, PlaceKind kind, Place *parent, uint32_t index, Type *type)
{
    Place *place = ARENA_NEW(b->arena, Place);
    *place = (Place){.kind = kind, .id = b->tree->place_count++, .index = index, .parent = parent,
                     .type = type};
    return place;
}

static Place *part_of(Builder *b, Place *parent, PlaceKind kind, uint32_t index,
                      VariantDecl *variant, Type *type)
{
    for (size_t i = 0; i < parent->parts.count; i++) {
        Place *part = parent->parts.items[i];
        if (part->kind == kind && part->index == index && part->variant == variant)
            return part;
    }
    Place *part = place_new(b, kind, parent, index, type);
    part->variant = variant;
    vec_push(b->arena, &parent->parts, part);
    return part;
}

/* A list is seen as a base and how many elements were taken off its front. */
static Place *list_base(Place *list)
{
    return list->kind == PLACE_REST ? list->parent : list;
}

static uint32_t list_offset(const Place *list)
{
    return list->kind == PLACE_REST ? list->index : 0;
}

static Place *head_of(Builder *b, Place *list, Type *type)
{
    return part_of(b, list_base(list), PLACE_ELEMENT, list_offset(list), NULL, type);
}

static Place *tail_of(Builder *b, Place *list)
{
    return part_of(b, list_base(list), PLACE_REST, list_offset(list) + 1, NULL, list->type);
}

/* ---- Rows ---- */

static Row row_copy(Builder *b, const Row *row)
{
    Row copy = {.arm = row->arm, .guarded = row->guarded};
    for (size_t i = 0; i < row->tests.count; i++)
        vec_push(b->arena, &copy.tests, row->tests.items[i]);
    for (size_t i = 0; i < row->bindings.count; i++)
        vec_push(b->arena, &copy.bindings, row->bindings.items[i]);
    return copy;
}

static void row_remove(Row *row, size_t index)
{
    for (size_t i = index + 1; i < row->tests.count; i++)
        row->tests.items[i - 1] = row->tests.items[i];
    row->tests.count--;
}

static void row_bind(Builder *b, Row *row, Local *local, Place *place)
{
    vec_push(b->arena, &row->bindings, ((PlaceBinding){local, place}));
}

static bool is_single_variant(const TPattern *pattern)
{
    return pattern->kind == TP_TUPLE ||
           (pattern->kind == TP_VARIANT && pattern->variant->owner->variants.count == 1);
}

static void add_field_tests(Builder *b, Row *row, Place *place, const TPattern *pattern)
{
    VariantDecl *variant = pattern->kind == TP_VARIANT ? pattern->variant : NULL;
    for (size_t i = 0; i < pattern->items.count; i++) {
        TPattern *item = pattern->items.items[i];
        if (item->kind == TP_WILDCARD)
            continue;
        Place *field = part_of(b, place, PLACE_FIELD, (uint32_t)i, variant, item->type);
        vec_push(b->arena, &row->tests, ((Test){field, item}));
    }
}

static void add_cons_tests(Builder *b, Row *row, Place *place, const TPattern *pattern)
{
    TPattern *head = pattern->items.items[0];
    TPattern *tail = pattern->items.items[1];
    if (head->kind != TP_WILDCARD)
        vec_push(b->arena, &row->tests, ((Test){head_of(b, place, head->type), head}));
    if (tail->kind != TP_WILDCARD)
        vec_push(b->arena, &row->tests, ((Test){tail_of(b, place), tail}));
}

/* Turns test `index` of the row into bindings or smaller tests until it can fail; false: it was used up. */
static bool simplify_test(Builder *b, Row *row, size_t index)
{
    for (;;) {
        Test test = row->tests.items[index];
        TPattern *pattern = test.pattern;
        if (pattern->kind == TP_AS) {
            row_bind(b, row, pattern->local, test.place);
            row->tests.items[index].pattern = pattern->items.items[0];
            continue;
        }
        if (pattern->kind == TP_BIND)
            row_bind(b, row, pattern->local, test.place);
        else if (is_single_variant(pattern))
            add_field_tests(b, row, test.place, pattern);
        else if (pattern->kind != TP_WILDCARD)
            return true;
        row_remove(row, index);
        return false;
    }
}

/* Appends the row to `out`, one row for each choice of its alternatives. */
static void add_row(Builder *b, RowVec *out, Row row)
{
    for (size_t i = 0; i < row.tests.count;) {
        if (!simplify_test(b, &row, i))
            continue;
        Test test = row.tests.items[i];
        if (test.pattern->kind != TP_OR) {
            i++;
            continue;
        }
        for (size_t k = 0; k < test.pattern->items.count; k++) {
            Row choice = row_copy(b, &row);
            choice.tests.items[i].pattern = test.pattern->items.items[k];
            add_row(b, out, choice);
        }
        return;
    }
    vec_push(b->arena, out, row);
}

/* ---- Trees ---- */

static MatchNode *build(Builder *b, const RowVec *rows, size_t from);

static MatchNode *node_new(Builder *b, MatchNodeKind kind, Place *place)
{
    MatchNode *node = ARENA_NEW(b->arena, MatchNode);
    node->kind = kind;
    node->place = place;
    return node;
}

static MatchNode *leaf(Builder *b, const RowVec *rows, size_t from)
{
    const Row *row = &rows->items[from];
    MatchNode *node = node_new(b, MATCH_LEAF, NULL);
    node->row = row->arm;
    node->bindings = row->bindings;
    if (row->guarded)
        node->otherwise = build(b, rows, from + 1);
    return node;
}

static const Test *test_of(const Row *row, const Place *place)
{
    for (size_t i = 0; i < row->tests.count; i++) {
        if (row->tests.items[i].place == place)
            return &row->tests.items[i];
    }
    return NULL;
}

/* The test of the first row that most other rows share. A row tests a part of a place only after the place
 * itself has been inspected, so any order is right. */
static const Test *choose_test(const RowVec *rows, size_t from)
{
    const Row *first = &rows->items[from];
    const Test *best = NULL;
    size_t best_count = 0;
    for (size_t i = 0; i < first->tests.count; i++) {
        size_t count = 1;
        for (size_t k = from + 1; k < rows->count; k++)
            count += test_of(&rows->items[k], first->tests.items[i].place) != NULL;
        if (count > best_count) {
            best = &first->tests.items[i];
            best_count = count;
        }
    }
    return best;
}

static bool same_constructor(const TPattern *a, const TPattern *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case TP_INT:
        return a->int_value == b->int_value;
    case TP_FLOAT:
        return a->float_value == b->float_value;
    case TP_BOOL:
        return a->bool_value == b->bool_value;
    case TP_STRING:
        return text_equal(a->text, b->text);
    case TP_VARIANT:
        return a->variant == b->variant;
    case TP_NIL:
    case TP_CONS:
        return true;
    case TP_WILDCARD:
    case TP_BIND:
    case TP_TUPLE:
    case TP_OR:
    case TP_AS:
        break;
    }
    bug("match: pattern %d has no constructor", (int)a->kind);
}

/* The row once `place` is known to have the constructor that `test` of the row asks for. */
static void add_matched(Builder *b, RowVec *out, const Row *row, const Test *test)
{
    TPattern *matched = test->pattern;
    Row opened = row_copy(b, row);
    row_remove(&opened, (size_t)(test - row->tests.items));
    if (matched->kind == TP_VARIANT)
        add_field_tests(b, &opened, test->place, matched);
    if (matched->kind == TP_CONS)
        add_cons_tests(b, &opened, test->place, matched);
    add_row(b, out, opened);
}

/* Rows still possible when `place` has the constructor of `pattern`, with tests of its parts. */
static RowVec rows_with(Builder *b, const RowVec *rows, size_t from, Place *place,
                        const TPattern *pattern)
{
    RowVec out = {0};
    for (size_t i = from; i < rows->count; i++) {
        const Row *row = &rows->items[i];
        const Test *test = test_of(row, place);
        if (!test)
            add_row(b, &out, row_copy(b, row));
        else if (same_constructor(test->pattern, pattern))
            add_matched(b, &out, row, test);
    }
    return out;
}

/* Rows still possible when `place` has none of the constructors in `seen`. */
static RowVec rows_without(Builder *b, const RowVec *rows, size_t from, Place *place,
                           const TPatternVec *seen)
{
    RowVec out = {0};
    for (size_t i = from; i < rows->count; i++) {
        const Test *test = test_of(&rows->items[i], place);
        bool excluded = false;
        for (size_t k = 0; test && k < seen->count; k++)
            excluded |= same_constructor(test->pattern, seen->items[k]);
        if (!excluded)
            vec_push(b->arena, &out, row_copy(b, &rows->items[i]));
    }
    return out;
}

static void add_branch(Builder *b, MatchNode *node, int64_t value, const RowVec *rows)
{
    MatchBranch branch = {.value = value, .node = build(b, rows, 0)};
    vec_push(b->arena, &node->branches, branch);
}

/* The rows of one value or variant of the tested place. */
typedef struct Bucket {
    TPattern *pattern;
    RowVec rows;
} Bucket;

/* Every row goes to the bucket of its constructor, in order; rows that do not care go to all of them and to the
 * rest. One pass over the rows, as there may be thousands. */
typedef struct Buckets {
    Builder *b;
    Map found;          /* VariantDecl, or an integer that is not negative, plus one -> Bucket */
    Map found_negative; /* other integers */
    VEC(Bucket *) order;
    RowVec rest;
} Buckets;

static Bucket *bucket_of(Buckets *k, TPattern *pattern)
{
    bool negative = pattern->kind == TP_INT && pattern->int_value < 0;
    Map *map = negative ? &k->found_negative : &k->found;
    const void *key = (const void *)((uintptr_t)pattern->int_value + (negative ? 0 : 1));
    if (pattern->kind == TP_VARIANT)
        key = pattern->variant;
    Bucket *bucket = map_get(map, key);
    if (bucket)
        return bucket;
    bucket = ARENA_NEW(k->b->arena, Bucket);
    bucket->pattern = pattern;
    for (size_t i = 0; i < k->rest.count; i++)
        add_row(k->b, &bucket->rows, row_copy(k->b, &k->rest.items[i]));
    map_put(k->b->arena, map, key, bucket);
    vec_push(k->b->arena, &k->order, bucket);
    return bucket;
}

static void put_in_buckets(Buckets *k, const Row *row, const Place *place)
{
    const Test *test = test_of(row, place);
    if (test) {
        add_matched(k->b, &bucket_of(k, test->pattern)->rows, row, test);
        return;
    }
    for (size_t i = 0; i < k->order.count; i++)
        add_row(k->b, &k->order.items[i]->rows, row_copy(k->b, row));
    vec_push(k->b->arena, &k->rest, row_copy(k->b, row));
}

/* One branch for each constructor that occurs, and the rest. */
static MatchNode *switch_node(Builder *b, const RowVec *rows, size_t from, const Test *test)
{
    bool variants = test->pattern->kind == TP_VARIANT;
    Place *place = test->place;
    MatchNode *node = node_new(b, variants ? MATCH_VARIANT : MATCH_INT, place);
    Buckets buckets = {.b = b};
    for (size_t i = from; i < rows->count; i++)
        put_in_buckets(&buckets, &rows->items[i], place);
    for (size_t i = 0; i < buckets.order.count; i++) {
        const Bucket *bucket = buckets.order.items[i];
        const TPattern *pattern = bucket->pattern;
        add_branch(b, node, variants ? pattern->variant->index : pattern->int_value, &bucket->rows);
    }
    if (variants && buckets.order.count == test->pattern->variant->owner->variants.count)
        return node;
    node->otherwise = build(b, &buckets.rest, 0);
    return node;
}

/* Bool and lists: two constructors, and branches[0] is that of `yes`. */
static MatchNode *pair_node(Builder *b, const RowVec *rows, size_t from, const Test *test)
{
    Place *place = test->place;
    bool list = test->pattern->kind != TP_BOOL;
    MatchNode *node = node_new(b, list ? MATCH_LENGTH : MATCH_BOOL, list ? list_base(place) : place);
    node->length = list ? list_offset(place) : 0;
    TPattern yes = {.kind = list ? TP_NIL : TP_BOOL, .bool_value = true};
    TPattern no = {.kind = list ? TP_CONS : TP_BOOL, .bool_value = false};
    RowVec matching = rows_with(b, rows, from, place, &yes);
    RowVec others = rows_with(b, rows, from, place, &no);
    add_branch(b, node, 1, &matching);
    node->otherwise = build(b, &others, 0);
    return node;
}

/* ---- Strings ---- */

static int by_text(const void *a, const void *b)
{
    const Bucket *left = a, *right = b;
    Text x = left->pattern->text, y = right->pattern->text;
    int order = memcmp(x.bytes, y.bytes, x.length < y.length ? x.length : y.length);
    return order != 0 ? order : (x.length > y.length) - (x.length < y.length);
}

typedef VEC(Bucket) BucketVec;

static BucketVec text_buckets(Builder *b, const RowVec *rows, size_t from, const Place *place)
{
    BucketVec all = {0};
    for (size_t i = from; i < rows->count; i++) {
        const Test *test = test_of(&rows->items[i], place);
        if (test)
            vec_push(b->arena, &all, ((Bucket){.pattern = test->pattern}));
    }
    qsort(all.items, all.count, sizeof *all.items, by_text);
    size_t kept = 0;
    for (size_t i = 0; i < all.count; i++)
        if (kept == 0 || by_text(&all.items[kept - 1], &all.items[i]) != 0)
            all.items[kept++] = all.items[i];
    all.count = kept;
    return all;
}

/* A branch for each text that occurs, sorted, so that they can be searched by halves, and the rest. */
static MatchNode *text_node(Builder *b, const RowVec *rows, size_t from, const Test *chosen)
{
    MatchNode *node = node_new(b, MATCH_STRING, chosen->place);
    BucketVec buckets = text_buckets(b, rows, from, chosen->place);
    RowVec rest = {0};
    for (size_t i = from; i < rows->count; i++) {
        const Row *row = &rows->items[i];
        const Test *test = test_of(row, chosen->place);
        if (test) {
            Bucket wanted = {.pattern = test->pattern};
            Bucket *bucket = bsearch(&wanted, buckets.items, buckets.count, sizeof wanted, by_text);
            add_matched(b, &bucket->rows, row, test);
            continue;
        }
        for (size_t k = 0; k < buckets.count; k++)
            add_row(b, &buckets.items[k].rows, row_copy(b, row));
        vec_push(b->arena, &rest, row_copy(b, row));
    }
    for (size_t i = 0; i < buckets.count; i++) {
        add_branch(b, node, 1, &buckets.items[i].rows);
        node->branches.items[i].text = buckets.items[i].pattern->text;
    }
    node->otherwise = build(b, &rest, 0);
    return node;
}

/* Floats: one comparison. */
static MatchNode *equality_node(Builder *b, const RowVec *rows, size_t from, const Test *test)
{
    TPattern *pattern = test->pattern;
    Place *place = test->place;
    MatchNode *node = node_new(b, MATCH_FLOAT, place);
    node->float_value = pattern->float_value;
    RowVec matching = rows_with(b, rows, from, place, pattern);
    add_branch(b, node, 1, &matching);
    TPatternVec seen = {0};
    vec_push(b->arena, &seen, pattern);
    RowVec rest = rows_without(b, rows, from, place, &seen);
    node->otherwise = build(b, &rest, 0);
    return node;
}

static MatchNode *build(Builder *b, const RowVec *rows, size_t from)
{
    if (from == rows->count)
        return node_new(b, MATCH_FAIL, NULL);
    if (rows->items[from].tests.count == 0)
        return leaf(b, rows, from);
    const Test *test = choose_test(rows, from);
    switch (test->pattern->kind) {
    case TP_INT:
    case TP_VARIANT:
        return switch_node(b, rows, from, test);
    case TP_BOOL:
    case TP_NIL:
    case TP_CONS:
        return pair_node(b, rows, from, test);
    case TP_FLOAT:
        return equality_node(b, rows, from, test);
    case TP_STRING:
        return text_node(b, rows, from, test);
    case TP_WILDCARD:
    case TP_BIND:
    case TP_TUPLE:
    case TP_OR:
    case TP_AS:
        break;
    }
    bug("match: pattern %d cannot be tested", (int)test->pattern->kind);
}

MatchTree *match_tree_build(Arena *arena, const TArmVec *arms, const IndexVec *rows,
                            const TypeVec *scrutinees)
{
    MatchTree *tree = ARENA_NEW(arena, MatchTree);
    Builder b = {arena, tree};
    for (size_t i = 0; i < scrutinees->count; i++)
        vec_push(arena, &tree->roots,
                 place_new(&b, PLACE_ROOT, NULL, (uint32_t)i, scrutinees->items[i]));
    RowVec all = {0};
    for (size_t i = 0; i < rows->count; i++) {
        const TArm *arm = &arms->items[rows->items[i]];
        Row row = {.arm = rows->items[i], .guarded = arm->guard != NULL};
        for (size_t k = 0; k < arm->patterns.count; k++)
            vec_push(arena, &row.tests, ((Test){tree->roots.items[k], arm->patterns.items[k]}));
        add_row(&b, &all, row);
    }
    tree->root = build(&b, &all, 0);
    return tree;
}
