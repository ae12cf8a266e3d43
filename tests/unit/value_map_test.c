/* Maps: order, holes, sharing, kinds of keys, and random operations against an array. */
#include "value_check.h"

#include "value/map.h"

static const MeshTypeInfo float_type = {.name = "Float", .kind = MESH_KIND_FLOAT};

static MeshMap *put_int(MeshContext *cx, MeshMap *map, int64_t key, int64_t value)
{
    return map_put(cx, &int_type, &int_type, map, (MeshWord)key, (MeshWord)value);
}

static int64_t get_int(MeshContext *cx, MeshMap *map, int64_t key)
{
    int64_t slot = map_find(cx, &int_type, map, (MeshWord)key);
    return slot < 0 ? -1 : (int64_t)map_value_at(cx, map, slot);
}

static void keeps_insertion_order(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshMap *map = map_empty();
    for (int64_t i = 0; i < 1000; i++)
        map = put_int(cx, map, i * 7919 % 1000, i);
    map = put_int(cx, map, 7919 % 1000, -5);
    int64_t i = 0;
    for (int64_t slot = map_next(map, -1); slot >= 0; slot = map_next(map, slot), i++)
        assert_int_equal(map_key_at(cx, map, slot), i * 7919 % 1000);
    assert_int_equal(i, 1000);
    assert_int_equal(get_int(cx, map, 7919 % 1000), -5);
    assert_int_equal(get_int(cx, map, 5000), -1);
    object_drop(cx, map);
    test_heap_end(&heap);
}

static void deleted_and_readded_moves_to_the_end(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    for (int64_t size = 2; size < 40; size += 18) {
        MeshMap *map = map_empty();
        for (int64_t i = 0; i < size; i++)
            map = put_int(cx, map, i, i);
        map = map_delete(cx, &int_type, map, 0);
        map = map_delete(cx, &int_type, map, 99);
        assert_int_equal(map->live, size - 1);
        map = put_int(cx, map, 0, 10);
        int64_t first = map_next(map, -1), last = first;
        for (int64_t slot = first; slot >= 0; slot = map_next(map, slot))
            last = slot;
        assert_int_equal(map_key_at(cx, map, first), 1);
        assert_int_equal(map_key_at(cx, map, last), 0);
        object_drop(cx, map);
    }
    test_heap_end(&heap);
}

#define TEXT_MOST 20

/* Of each length the one that counts up, one that differs in its last byte, and zeros. */
static MeshString *text_key(MeshContext *cx, size_t number)
{
    uint8_t bytes[TEXT_MOST];
    size_t length = number / 3;
    for (size_t i = 0; i < length; i++)
        bytes[i] = number % 3 == 2 ? 0 : (uint8_t)('a' + i);
    if (length > 0 && number % 3 == 1)
        bytes[length - 1] ^= 0x80;
    return string_new(cx, bytes, length);
}

static void texts_of_all_lengths(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshMap *map = map_empty();
    enum { FIRST = 3, END = 3 * TEXT_MOST }; /* of no bytes there is one */
    for (size_t i = FIRST; i < END; i++)
        map = map_put(cx, &string_type, &int_type, map, (MeshWord)text_key(cx, i), i);
    assert_int_equal(map->live, END - FIRST);
    for (size_t i = 0; i < END; i++) {
        MeshString *key = text_key(cx, i);
        int64_t slot = map_find(cx, &string_type, map, (MeshWord)key);
        assert_int_equal(slot, i < FIRST ? -1 : (int64_t)(i - FIRST));
        for (size_t k = FIRST; k < END; k++) {
            MeshString *other = text_key(cx, k);
            assert_int_equal(string_equal(key, other), i == k);
            object_drop(cx, other);
        }
        object_drop(cx, key);
    }
    object_drop(cx, map);
    test_heap_end(&heap);
}

static void sharing_copies(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshMap *map = map_empty();
    for (int i = 0; i < 30; i++)
        map = map_put(cx, &string_type, &string_type, map, (MeshWord)string_printf(cx, "key %d", i),
                      (MeshWord)string_printf(cx, "value %d", i));
    object_dup(cx, map);
    MeshMap *other = map_put(cx, &string_type, &string_type, map, (MeshWord)text(cx, "key 3"),
                             (MeshWord)text(cx, "changed"));
    object_dup(cx, map);
    MeshString *key = text(cx, "key 7");
    MeshMap *less = map_delete(cx, &string_type, map, (MeshWord)key);
    assert_int_equal(less->live, 29);
    object_dup(cx, less);
    MeshMap *set = map_set_at(cx, less, map_next(less, 8), (MeshWord)text(cx, "slot"));
    /* the hole before it is gone */
    assert_text(cx, (MeshString *)map_value_at(cx, set, 8), "slot");
    assert_text(cx,
                (MeshString *)map_value_at(cx, map, map_find(cx, &string_type, map, (MeshWord)key)),
                "value 7");
    assert_text(cx, (MeshString *)map_value_at(cx, map, 3), "value 3");
    assert_text(cx, (MeshString *)map_value_at(cx, other, 3), "changed");
    object_drop(cx, key);
    object_drop(cx, map);
    object_drop(cx, other);
    object_drop(cx, less);
    object_drop(cx, set);
    test_heap_end(&heap);
}

static MeshWord float_key(double value)
{
    MeshWord word;
    memcpy(&word, &value, sizeof word);
    return word;
}

static void float_keys(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshMap *map = map_put(cx, &float_type, &int_type, map_empty(), float_key(0.0), 1);
    map = map_put(cx, &float_type, &int_type, map, float_key(-0.0), 2);
    assert_int_equal(map->live, 1);
    double nan = strtod("nan", NULL);
    map = map_put(cx, &float_type, &int_type, map, float_key(nan), 3);
    assert_int_equal(map_find(cx, &float_type, map, float_key(nan)), -1);
    object_drop(cx, map);
    test_heap_end(&heap);
}

static bool same_first(MeshContext *cx, MeshWord a, MeshWord b)
{
    (void)cx;
    return MESH_FIELDS(a)[0] == MESH_FIELDS(b)[0];
}

static int64_t weak_hash(MeshContext *cx, MeshWord value)
{
    (void)cx;
    return (int64_t)(MESH_FIELDS(value)[0] % 4);
}

/* Many keys with the same hash still are different keys. */
static void colliding_keys(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    MeshTypeInfo type = {.name = "Key", .kind = MESH_KIND_REF, .eq = same_first, .hash = weak_hash};
    MeshMap *map = map_empty();
    for (MeshWord i = 0; i < 100; i++) {
        MeshObject *key = heap_alloc(cx, 2, 0, 0);
        MESH_FIELDS(key)[0] = i;
        map = map_put(cx, &type, &int_type, map, (MeshWord)key, i);
    }
    assert_int_equal(map->live, 100);
    for (MeshWord i = 0; i < 100; i += 2) {
        MeshWord key = map_key_at(cx, map, map_next(map, -1));
        map = map_delete(cx, &type, map, key);
        mesh_drop(cx, key);
    }
    assert_int_equal(map->live, 50);
    assert_int_equal(map_value_at(cx, map, map_next(map, -1)), 50);
    object_drop(cx, map);
    test_heap_end(&heap);
}

enum { KEYS = 200, STEPS = 100000 };

static void random_operations(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    int64_t values[KEYS];
    memset(values, -1, sizeof values);
    int64_t live = 0;
    unsigned seed = 3;
    MeshMap *map = map_empty();
    for (int i = 0; i < STEPS; i++) {
        int64_t key = rand_r(&seed) % KEYS, value = rand_r(&seed) % 1000;
        MeshMap *keep = NULL;
        if (rand_r(&seed) % 50 == 0) {
            keep = map;
            object_dup(cx, keep);
        }
        bool grow = (i / 2000) % 2 == 0;
        if (rand_r(&seed) % 8 < (grow ? 6 : 2)) {
            live += values[key] < 0;
            map = put_int(cx, map, key, value);
            values[key] = value;
        } else {
            live -= values[key] >= 0;
            map = map_delete(cx, &int_type, map, (MeshWord)key);
            values[key] = -1;
        }
        if (keep)
            object_drop(cx, keep);
        assert_int_equal(map->live, live);
        key = rand_r(&seed) % KEYS;
        assert_int_equal(get_int(cx, map, key), values[key]);
    }
    object_drop(cx, map);
    test_heap_end(&heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_insertion_order),
        cmocka_unit_test(deleted_and_readded_moves_to_the_end),
        cmocka_unit_test(texts_of_all_lengths),
        cmocka_unit_test(sharing_copies),
        cmocka_unit_test(float_keys),
        cmocka_unit_test(colliding_keys),
        cmocka_unit_test(random_operations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
