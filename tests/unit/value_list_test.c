/* Lists against a plain array that is changed alongside, with every degree of sharing. */
#include "value_check.h"

static MeshList *ints(MeshContext *cx, int64_t from, int64_t to)
{
    MeshList *list = list_empty();
    for (int64_t i = from; i < to; i++)
        list = mesh_list_push(cx, &int_type, list, (MeshWord)i);
    return list;
}

static void assert_ints(const MeshList *list, int64_t from, int64_t to)
{
    assert_int_equal(list->length, to - from);
    for (int64_t i = from; i < to; i++)
        assert_int_equal(list->items[i - from], i);
}

static void literals_and_pushes(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshList *list = mesh_list_from(cx, &int_type, 3, (MeshWord[]){0, 1, 2});
    for (int64_t i = 3; i < 1000; i++)
        list = mesh_list_push(cx, &int_type, list, (MeshWord)i);
    assert_ints(list, 0, 1000);
    object_drop(cx, list);
    assert_ptr_equal(mesh_list_from(cx, &int_type, 0, NULL), list_empty());
    test_heap_end(&heap);
}

static void shared_append_writes_in_place_once(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshList *base = ints(cx, 0, 5);
    object_dup(cx, base);
    MeshList *a = mesh_list_push(cx, &int_type, base, 5);
    assert_ptr_equal(a->buffer, base->buffer);
    object_dup(cx, base);
    MeshList *b = mesh_list_push(cx, &int_type, base, 77);
    assert_ptr_not_equal(b->buffer, base->buffer);
    assert_ints(base, 0, 5);
    assert_ints(a, 0, 6);
    assert_int_equal(b->items[5], 77);
    object_drop(cx, base);
    object_drop(cx, a);
    object_drop(cx, b);
    test_heap_end(&heap);
}

static void both_ends_grow(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshList *list = ints(cx, 500, 501);
    for (int64_t i = 1; i <= 500; i++) {
        list = list_push_front(cx, MESH_KIND_WORD, list, (MeshWord)(500 - i));
        list = list_push(cx, MESH_KIND_WORD, list, (MeshWord)(500 + i));
    }
    assert_ints(list, 0, 1001);
    list = list_slice(cx, list, 10, 900);
    assert_ints(list, 10, 900);
    list = list_reverse(cx, list);
    assert_int_equal(list->items[0], 899);
    list = list_reverse(cx, list);
    list = list_set(cx, list, 3, 13);
    assert_ints(list, 10, 900);
    object_drop(cx, list);
    test_heap_end(&heap);
}

static void queue_stays_small(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshList *list = ints(cx, 0, 10);
    for (int64_t i = 10; i < 100000; i++) {
        list = mesh_list_push(cx, &int_type, list, (MeshWord)i);
        list = mesh_list_tail(cx, list);
    }
    assert_ints(list, 99990, 100000);
    assert_true(list->buffer->capacity < 100);
    object_drop(cx, list);
    test_heap_end(&heap);
}

static void tail_keeps_elements_unique(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshList *list = list_empty();
    for (int i = 0; i < 4; i++)
        list = list_push(cx, MESH_KIND_REF, list, (MeshWord)text(cx, "element"));
    while (list->length > 0) {
        MeshString *head = (MeshString *)list_get(cx, list, 0);
        list = mesh_list_tail(cx, list);
        assert_int_equal(head->head.count, 1);
        object_drop(cx, head);
    }
    assert_ptr_equal(list, list_empty());
    test_heap_end(&heap);
}

static void tail_of_shared_list_shares(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshList *list = list_empty();
    for (int i = 0; i < 4; i++)
        list = list_push(cx, MESH_KIND_REF, list, (MeshWord)text(cx, "element"));
    object_dup(cx, list);
    MeshList *rest = mesh_list_tail(cx, list);
    rest = mesh_list_tail(cx, rest);
    assert_int_equal(rest->length, 2);
    assert_int_equal(list->length, 4);
    assert_ptr_equal(rest->buffer, list->buffer);
    object_drop(cx, list);
    /* The rest is alone now and still has two dead elements in front. */
    rest = list_push(cx, MESH_KIND_REF, rest, (MeshWord)text(cx, "new"));
    assert_texts(cx, rest, "element|element|new");
    test_heap_end(&heap);
}

static void concatenation(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshList *a = mesh_list_concat(cx, &int_type, ints(cx, 0, 20), ints(cx, 20, 300));
    a = mesh_list_concat(cx, &int_type, a, list_empty());
    a = mesh_list_concat(cx, &int_type, list_empty(), a);
    assert_ints(a, 0, 300);
    object_dup(cx, a);
    MeshList *twice = mesh_list_concat(cx, &int_type, a, a);
    assert_int_equal(twice->length, 600);
    assert_int_equal(twice->items[300], 0);
    object_drop(cx, twice);

    MeshList *s = list_push(cx, MESH_KIND_REF, list_empty(), (MeshWord)text(cx, "a"));
    object_dup(cx, s);
    object_dup(cx, s);
    s = list_concat(cx, list_concat(cx, s, s), s);
    assert_texts(cx, s, "a|a|a");
    test_heap_end(&heap);
}

/* ---- Random operations against a model ---- */

enum { MODEL_LISTS = 6, MODEL_MAX = 64, MODEL_STEPS = 60000 };

typedef struct Model {
    MeshList *list;
    int64_t values[MODEL_MAX];
    int64_t length;
} Model;

static MeshWord boxed(MeshContext *cx, int64_t value)
{
    return (MeshWord)string_printf(cx, "%lld", (long long)value);
}

static void check_model(const Model *model)
{
    assert_int_equal(model->list->length, model->length);
    for (int64_t i = 0; i < model->length; i++) {
        const MeshString *string = (const MeshString *)model->list->items[i];
        char expected[24];
        int size = snprintf(expected, sizeof expected, "%lld", (long long)model->values[i]);
        assert_int_equal(string->length, size);
        assert_memory_equal(string->bytes, expected, (size_t)size);
    }
}

static void remove_values(Model *model, int64_t start, int64_t end)
{
    memmove(model->values, model->values + start, (size_t)(end - start) * sizeof model->values[0]);
    model->length = end - start;
}

static void step(MeshContext *cx, Model *models, unsigned *seed)
{
    Model *m = &models[rand_r(seed) % MODEL_LISTS], *n = &models[rand_r(seed) % MODEL_LISTS];
    int64_t value = rand_r(seed) % 1000;
    int64_t at = m->length ? rand_r(seed) % m->length : 0;
    switch (rand_r(seed) % 8) {
    case 0:
    case 1:
        if (m->length == MODEL_MAX)
            return;
        m->list = list_push(cx, MESH_KIND_REF, m->list, boxed(cx, value));
        m->values[m->length++] = value;
        return;
    case 2:
        if (m->length == MODEL_MAX)
            return;
        m->list = list_push_front(cx, MESH_KIND_REF, m->list, boxed(cx, value));
        memmove(m->values + 1, m->values, (size_t)m->length++ * sizeof value);
        m->values[0] = value;
        return;
    case 3:
        if (m->length == 0)
            return;
        m->list = list_set(cx, m->list, (size_t)at, boxed(cx, value));
        m->values[at] = value;
        return;
    case 4: {
        int64_t end = at + (m->length > at ? rand_r(seed) % (m->length - at + 1) : 0);
        m->list = list_slice(cx, m->list, (size_t)at, (size_t)end);
        remove_values(m, at, end);
        return;
    }
    case 5:
        object_dup(cx, n->list);
        object_drop(cx, m->list);
        *m = *n;
        return;
    case 6:
        if (m->length + n->length > MODEL_MAX)
            return;
        object_dup(cx, n->list);
        m->list = list_concat(cx, m->list, n->list);
        int64_t copy[MODEL_MAX];
        memcpy(copy, n->values, sizeof copy);
        memcpy(m->values + m->length, copy, (size_t)n->length * sizeof value);
        m->length += n->length;
        return;
    case 7:
        if (m->length == 0)
            return;
        m->list = mesh_list_tail(cx, m->list);
        remove_values(m, 1, m->length);
        return;
    }
}

static void random_operations(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    Model models[MODEL_LISTS];
    for (int i = 0; i < MODEL_LISTS; i++)
        models[i] = (Model){.list = list_empty()};
    unsigned seed = 7;
    for (int i = 0; i < MODEL_STEPS; i++) {
        step(cx, models, &seed);
        for (int k = 0; k < MODEL_LISTS && i % 7 == 0; k++)
            check_model(&models[k]);
    }
    for (int i = 0; i < MODEL_LISTS; i++)
        object_drop(cx, models[i].list);
    test_heap_end(&heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_and_pushes),
        cmocka_unit_test(shared_append_writes_in_place_once),
        cmocka_unit_test(both_ends_grow),
        cmocka_unit_test(queue_stays_small),
        cmocka_unit_test(tail_keeps_elements_unique),
        cmocka_unit_test(tail_of_shared_list_shares),
        cmocka_unit_test(concatenation),
        cmocka_unit_test(random_operations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
