/* Cells, large objects, limits, proxies, and the drop of values of any depth. */
#include "value_check.h"

#include "value/handle.h"

static void cells_are_reused(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    void *cells[100];
    for (int round = 0; round < 3; round++) {
        size_t before = heap_bytes(&heap.context);
        for (size_t i = 0; i < 100; i++)
            cells[i] = heap_alloc(cx, 2 + i % 31, 0, 0);
        assert_int_equal(heap_live_objects(&heap.context), 100);
        for (size_t i = 0; i < 100; i++)
            heap_free(cx, cells[i]);
        if (round > 0)
            assert_int_equal(heap_bytes(&heap.context), before);
    }
    test_heap_end(&heap);
}

static void first_cells_need_no_block(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    void *cell = heap_alloc(cx, 4, 0, 0);
    assert_int_equal(heap_bytes(&heap.context), 0);
    heap_free(cx, cell);
    test_heap_end(&heap);
}

static void large_objects_keep_their_words(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshObject *a = heap_alloc(cx, 1000, 0, 7), *b = heap_alloc(cx, 33, 0, 8),
               *c = heap_alloc(cx, 64, 0, 9);
    MESH_FIELDS(a)[998] = 42;
    assert_int_equal(a->size_class, 0);
    assert_int_equal((uintptr_t)a % 16, 0);
    a = heap_grow_large(cx, a, 5000);
    assert_int_equal(MESH_FIELDS(a)[998], 42);
    assert_int_equal(heap_object_words(a), 5000);
    assert_int_equal(heap_live_objects(&heap.context), 3);
    heap_free(cx, b);
    heap_free(cx, a);
    heap_free(cx, c);
    assert_int_equal(heap_bytes(&heap.context), 0);
    test_heap_end(&heap);
}

static void limit_crashes_the_actor(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 64 * 1024);
    if (setjmp(heap.crash) == 0) {
        for (;;)
            heap_alloc(cx, 16, 0, 0);
    }
    assert_non_null(strstr(heap.reason, "out of memory"));
    assert_true(heap_bytes(&heap.context) <= 64 * 1024);
    assert_true(heap_live_objects(&heap.context) * 16 * 8 > 60 * 1024);
    if (setjmp(heap.crash) == 0) {
        heap_alloc(cx, SIZE_MAX / 16, 0, 0);
        fail();
    }
    heap_release(&heap.context);
}

typedef struct Counter {
    int owners;
} Counter;

static void counter_retain(void *body)
{
    ((Counter *)body)->owners++;
}

static void counter_release(void *body)
{
    ((Counter *)body)->owners--;
}

static const HeapProxyKind counter_kind = {counter_retain, counter_release};

static void release_lets_go_of_bodies(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    Counter counters[3] = {{1}, {1}, {1}};
    MeshWord handles[3];
    for (int i = 0; i < 3; i++)
        handles[i] = handle_new(cx, &counter_kind, &counters[i], 100);
    assert_ptr_equal(handle_body(handles[1], &counter_kind), &counters[1]);
    mesh_drop(cx, handles[1]);
    assert_int_equal(counters[1].owners, 0);
    assert_int_equal(counters[0].owners, 1);
    heap_alloc(cx, 200, 0, 0);
    heap_release(&heap.context);
    assert_int_equal(counters[0].owners, 0);
    assert_int_equal(counters[2].owners, 0);
    assert_int_equal(heap_bytes(&heap.context), 0);
}

static void deep_values_drop_without_stack(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshWord first = 0, last = 0, middle = 0;
    MeshWord leaf = node(cx, 1, (MeshWord[]){MESH_NULLARY(3)});
    for (int i = 0; i < 300000; i++) {
        first = node(cx, 2, (MeshWord[]){first, MESH_NULLARY(0)});
        last = node(cx, 2, (MeshWord[]){mesh_dup(cx, leaf), last});
        middle = node(cx, 3, (MeshWord[]){mesh_dup(cx, leaf), middle, (MeshWord)text(cx, "x")});
    }
    MeshList *nested = list_empty();
    for (int i = 0; i < 300000; i++) {
        MeshList *outer = list_push(cx, MESH_KIND_REF, list_empty(), (MeshWord)nested);
        nested = list_push(cx, MESH_KIND_REF, outer, mesh_dup(cx, leaf));
    }
    mesh_drop(cx, first);
    mesh_drop(cx, last);
    mesh_drop(cx, middle);
    mesh_drop(cx, (MeshWord)nested);
    assert_int_equal(((MeshObject *)leaf)->count, 1);
    mesh_drop(cx, leaf);
    test_heap_end(&heap);
}

static MeshWord tree(MeshContext *cx, int depth)
{
    if (depth == 0)
        return (MeshWord)text(cx, "leaf");
    MeshWord parts[3] = {tree(cx, depth - 1), MESH_NULLARY(1), tree(cx, depth - 1)};
    return node(cx, 3, parts);
}

static void trees_and_shared_parts_drop(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshWord shared = tree(cx, 6);
    MeshWord pair = node(cx, 2, (MeshWord[]){mesh_dup(cx, shared), mesh_dup(cx, shared)});
    mesh_drop(cx, tree(cx, 14));
    mesh_drop(cx, pair);
    assert_int_equal(((MeshObject *)shared)->count, 1);
    mesh_drop(cx, shared);
    test_heap_end(&heap);
}

static void counts_saturate(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshWord word = node(cx, 1, (MeshWord[]){0});
    ((MeshObject *)word)->count = INT32_MAX;
    mesh_dup(cx, word);
    mesh_dup(cx, word);
    mesh_drop(cx, word);
    assert_true(((MeshObject *)word)->count < MESH_STATIC_COUNT);
    heap_release(&heap.context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_reused),
        cmocka_unit_test(first_cells_need_no_block),
        cmocka_unit_test(large_objects_keep_their_words),
        cmocka_unit_test(limit_crashes_the_actor),
        cmocka_unit_test(release_lets_go_of_bodies),
        cmocka_unit_test(deep_values_drop_without_stack),
        cmocka_unit_test(trees_and_shared_parts_drop),
        cmocka_unit_test(counts_saturate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
