/* Values on their way from one heap to another. */
#include "value_check.h"

#include "base/prim.h"
#include "value/builder.h"
#include "value/fragment.h"
#include "value/freeze.h"
#include "value/handle.h"
#include "value/map.h"

static void scalars_take_no_memory(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    const MeshWord words[] = {0,
                              1,
                              2,
                              (MeshWord)-1,
                              INT64_MAX,
                              (MeshWord)INT64_MIN,
                              (MeshWord)1 << 62,
                              0x3ff8000000000000};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        Fragment *fragment = fragment_copy(cx, words[i], MESH_KIND_WORD);
        assert_int_equal(fragment_open(cx, fragment), words[i]);
        fragment_free(fragment_copy(cx, words[i], MESH_KIND_WORD));
    }
    assert_int_equal(fragment_bytes(fragment_copy(cx, MESH_NULLARY(7), MESH_KIND_REF)), 0);
    assert_int_equal(fragment_open(cx, fragment_copy(cx, MESH_NULLARY(7), MESH_KIND_REF)),
                     MESH_NULLARY(7));
    Fragment *empty = fragment_copy(cx, (MeshWord)list_empty(), MESH_KIND_REF);
    assert_int_equal(fragment_bytes(empty), 0);
    assert_int_equal(fragment_open(cx, empty), (MeshWord)list_empty());
    test_heap_end(&heap);
}

static MeshString *long_text(MeshContext *cx, size_t length)
{
    uint8_t *out;
    MeshString *string = string_alloc(cx, length, &out);
    memset(out, 'z', length);
    return string;
}

/* One value with every kind of object in it. */
static MeshWord everything(MeshContext *cx)
{
    MeshString *shared = text(cx, "shared");
    object_dup(cx, shared);
    MeshList *numbers = mesh_list_from(cx, &int_type, 3, (MeshWord[]){4, 5, 6});
    MeshList *texts =
        mesh_list_from(cx, &string_type, 3,
                       (MeshWord[]){(MeshWord)text(cx, "a"), (MeshWord)shared, (MeshWord)shared});
    texts = list_slice(cx, texts, 1, 3);
    MeshMap *map = map_put(cx, &string_type, &int_type, map_empty(), (MeshWord)text(cx, "k"), 8);
    for (int i = 0; i < 40; i++)
        map = map_put(cx, &string_type, &int_type, map, (MeshWord)string_printf(cx, "k%d", i), 16);
    Builder *builder = builder_new(cx, 0);
    builder_add(cx, builder, "built", 5);
    MeshWord parts[7] = {
        (MeshWord)numbers, (MeshWord)texts, (MeshWord)map,         (MeshWord)long_text(cx, 1000),
        (MeshWord)builder, MESH_NULLARY(2), (MeshWord)list_empty()};
    MeshObject *object = heap_alloc(cx, 9, 7, 3);
    memcpy(object + 1, parts, sizeof parts);
    MESH_FIELDS(object)[7] = 2; /* a raw word that looks like a link */
    return (MeshWord)object;
}

static void check_everything(MeshContext *cx, MeshWord value)
{
    MeshWord *fields = MESH_FIELDS(value);
    assert_int_equal(((MeshObject *)value)->tag, 3);
    MeshList *numbers = (MeshList *)fields[0], *texts = (MeshList *)fields[1];
    assert_int_equal(numbers->items[2], 6);
    assert_int_equal(texts->length, 2);
    assert_ptr_equal(texts->items[0], texts->items[1]);
    assert_memory_equal(((MeshString *)texts->items[0])->bytes, "shared", 6);
    MeshMap *map = (MeshMap *)fields[2];
    MeshString *key = text(cx, "k39");
    assert_int_equal(map->live, 41);
    assert_int_equal(map_find(cx, &string_type, map, (MeshWord)key), 40);
    object_drop(cx, key);
    assert_int_equal(((MeshString *)fields[3])->length, 1000);
    assert_memory_equal(builder_bytes((Builder *)fields[4]), "built", 5);
    assert_int_equal(fields[5], MESH_NULLARY(2));
    assert_int_equal(fields[6], (MeshWord)list_empty());
    assert_int_equal(fields[7], 2);
}

static void every_kind_of_object_travels(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshWord value = everything(sender);
    Fragment *fragment = fragment_copy(sender, value, MESH_KIND_REF);
    Fragment *unopened = fragment_copy(sender, value, MESH_KIND_REF);
    assert_true(fragment_bytes(fragment) > 1000);
    check_everything(sender, value);
    mesh_drop(sender, value);
    test_heap_end(&from);
    value = fragment_open(receiver, fragment);
    check_everything(receiver, value);
    mesh_drop(receiver, value);
    fragment_free(unopened);
    test_heap_end(&to);
}

static void long_strings_are_shared(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshString *string = long_text(sender, 100000);
    MeshString *slice = string_slice(sender, string, 1000, 5000);
    assert_int_equal(slice->bytes - string->bytes, 1000);
    MeshString *copy = (MeshString *)fragment_open(
        receiver, fragment_copy(sender, (MeshWord)slice, MESH_KIND_REF));
    assert_ptr_equal(copy->bytes, slice->bytes);
    object_drop(sender, string);
    object_drop(sender, slice);
    assert_int_equal(copy->bytes[3999], 'z');
    heap_release(&to.context);
    test_heap_end(&from);
}

static void depth_needs_no_stack(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshWord chain = 0;
    for (int i = 0; i < 1000000; i++)
        chain = node(sender, 2, (MeshWord[]){chain, MESH_NULLARY(1)});
    Fragment *fragment = fragment_copy(sender, chain, MESH_KIND_REF);
    heap_release(&from.context);
    chain = fragment_open(receiver, fragment);
    int64_t length = 0;
    for (MeshWord at = chain; at; at = MESH_FIELDS(at)[0])
        length++;
    assert_int_equal(length, 1000000);
    mesh_drop(receiver, chain);
    test_heap_end(&to);
}

/* Levels that each use the next one twice would be a million nodes, or more than memory has, if
 * copied apart. */
static void check_shared_levels(int levels, size_t live)
{
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshWord value = (MeshWord)text(sender, "leaf");
    for (int i = 0; i < levels; i++)
        value = node(sender, 2, (MeshWord[]){value, mesh_dup(sender, value)});
    MeshWord copy = fragment_open(receiver, fragment_copy(sender, value, MESH_KIND_REF));
    assert_int_equal(heap_live_objects(&to.context), live);
    for (MeshWord at = copy; ((MeshObject *)at)->tag != MESH_TAG_STRING; at = MESH_FIELDS(at)[0])
        assert_int_equal(MESH_FIELDS(at)[0], MESH_FIELDS(at)[1]);
    mesh_drop(sender, value);
    mesh_drop(receiver, copy);
    test_heap_end(&from);
    test_heap_end(&to);
}

static void shared_parts_stay_shared(void **state)
{
    (void)state;
    check_shared_levels(20, 21);
    check_shared_levels(60, 1); /* one segment */
}

/* ---- Segments ---- */

/* A hundred pairs of a number and a text, a map of them, and a long text. */
static MeshWord large(MeshContext *cx)
{
    MeshList *rows = list_new(cx, MESH_KIND_REF, 0);
    MeshMap *map = map_empty();
    for (MeshWord i = 0; i < 100; i++) {
        MeshList *numbers = mesh_list_from(cx, &int_type, 2, (MeshWord[]){i, i * 2});
        MeshWord name = (MeshWord)string_printf(cx, "row %d", (int)i);
        map = map_put(cx, &string_type, &int_type, map, mesh_dup(cx, name), i);
        rows =
            list_push(cx, MESH_KIND_REF, rows, node(cx, 2, (MeshWord[]){(MeshWord)numbers, name}));
    }
    return node(cx, 3, (MeshWord[]){(MeshWord)rows, (MeshWord)map, (MeshWord)long_text(cx, 5000)});
}

static void check_large(MeshContext *cx, MeshWord value)
{
    MeshList *rows = (MeshList *)MESH_FIELDS(value)[0];
    MeshMap *map = (MeshMap *)MESH_FIELDS(value)[1];
    assert_int_equal(rows->length, 100);
    for (size_t i = 0; i < 100; i++) {
        MeshWord row = rows->items[i], name = MESH_FIELDS(row)[1];
        assert_int_equal(((MeshList *)MESH_FIELDS(row)[0])->items[1], i * 2);
        int64_t slot = map_find(cx, &string_type, map, name);
        assert_int_equal(map->entries[slot].value, i);
        assert_ptr_equal(map->entries[slot].key, name);
    }
    assert_int_equal(((MeshString *)MESH_FIELDS(value)[2])->bytes[4999], 'z');
}

static void large_values_are_adopted_and_handed_on(void **state)
{
    (void)state;
    TestHeap first, second, third;
    MeshContext *a = test_heap_init(&first, 0), *b = test_heap_init(&second, 0),
                *c = test_heap_init(&third, 0);
    MeshWord value = fragment_open(b, fragment_take(a, large(a), MESH_KIND_REF));
    test_heap_end(&first);
    check_large(b, value);
    assert_int_equal(heap_live_objects(&second.context), 1);
    /* A part of it, inside something new, keeps all of it. */
    MeshWord rows = mesh_dup(b, MESH_FIELDS(value)[0]);
    MeshWord pair = node(b, 2, (MeshWord[]){rows, value});
    Fragment *unopened = fragment_copy(b, pair, MESH_KIND_REF);
    Fragment *fragment = fragment_take(b, pair, MESH_KIND_REF);
    test_heap_end(&second);
    assert_true(fragment_bytes(fragment) > 5000);
    MeshWord opened = fragment_open(c, fragment);
    assert_ptr_equal(MESH_FIELDS(opened)[0], rows);
    assert_ptr_equal(MESH_FIELDS(opened)[1], value);
    check_large(c, MESH_FIELDS(opened)[1]);
    MeshWord row = mesh_dup(c, ((MeshList *)rows)->items[7]);
    mesh_drop(c, opened);
    fragment_free(unopened);
    assert_int_equal(((MeshList *)MESH_FIELDS(row)[0])->items[0], 7);
    assert_int_equal(heap_live_objects(&third.context), 1);
    mesh_drop(c, row);
    assert_int_equal(heap_live_objects(&third.context), 0);
    test_heap_end(&third);
}

static void frozen_values_are_never_written(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshWord value = fragment_open(receiver, fragment_take(sender, large(sender), MESH_KIND_REF));
    MeshList *rows = (MeshList *)MESH_FIELDS(value)[0];
    object_dup(receiver, rows);
    MeshList *changed = list_set(receiver, rows, 3, MESH_NULLARY(1));
    changed = list_push(receiver, MESH_KIND_REF, changed, MESH_NULLARY(2));
    object_dup(receiver, rows);
    MeshList *longer = list_push(receiver, MESH_KIND_REF, rows, MESH_NULLARY(3));
    MeshMap *map = (MeshMap *)MESH_FIELDS(value)[1];
    object_dup(receiver, map);
    map = map_put(receiver, &string_type, &int_type, map, (MeshWord)text(receiver, "more"), 1);
    check_large(receiver, value);
    mesh_drop(receiver, value);
    assert_int_equal(((MeshList *)MESH_FIELDS(changed->items[99])[0])->items[0], 99);
    assert_int_equal(changed->items[3], MESH_NULLARY(1));
    object_drop(receiver, changed);
    object_drop(receiver, longer);
    assert_int_equal(map->live, 101);
    object_drop(receiver, map);
    test_heap_end(&from);
    test_heap_end(&to);
}

/* What is sent again and again is frozen the second time; changing it afterwards changes a copy. */
static void what_is_kept_is_frozen_once(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshList *list = list_new(sender, MESH_KIND_WORD, 0);
    for (MeshWord i = 0; i < 500; i++)
        list = list_push(sender, MESH_KIND_WORD, list, i);
    MeshList *got[3];
    for (int i = 0; i < 3; i++)
        got[i] = (MeshList *)fragment_open(
            receiver, fragment_take(sender, mesh_dup(sender, (MeshWord)list), MESH_KIND_REF));
    assert_ptr_not_equal(got[0], got[1]);
    assert_ptr_equal(got[1], got[2]);
    list = list_set(sender, list, 0, 77);
    freeze_review(sender);
    assert_int_equal(heap_live_objects(&from.context), 2); /* the list and its buffer */
    assert_int_equal(got[2]->items[0], 0);
    MeshList *later =
        (MeshList *)fragment_open(receiver, fragment_take(sender, (MeshWord)list, MESH_KIND_REF));
    assert_int_equal(later->items[0], 77);
    test_heap_end(&from);
    for (int i = 0; i < 3; i++)
        object_drop(receiver, got[i]);
    object_drop(receiver, later);
    test_heap_end(&to);
}

/* A heap that goes as a whole gives back what it holds; others keep it. */
static void a_crash_lets_go_of_segments(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshWord kept[20];
    for (int i = 0; i < 20; i++)
        kept[i] = fragment_open(receiver, fragment_take(sender, large(sender), MESH_KIND_REF));
    assert_int_equal(heap_live_objects(&to.context), 20);
    MeshWord back = fragment_open(sender, fragment_copy(receiver, kept[5], MESH_KIND_REF));
    for (int i = 0; i < 20; i += 3)
        mesh_drop(receiver, kept[i]);
    assert_int_equal(heap_live_objects(&to.context), 13);
    for (int i = 1; i < 20; i += 3)
        check_large(receiver, mesh_dup(receiver, kept[i]));
    heap_release(&to.context);
    check_large(sender, back);
    mesh_drop(sender, back);
    test_heap_end(&from);
}

static void no_room_frees_the_fragment(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 10000);
    MeshWord value = (MeshWord)list_new(sender, MESH_KIND_WORD, 0);
    for (MeshWord i = 0; i < 5000; i++)
        value = (MeshWord)list_push(sender, MESH_KIND_WORD, (MeshList *)value, i);
    Fragment *fragment = fragment_copy(sender, value, MESH_KIND_REF);
    if (setjmp(to.crash) == 0) {
        fragment_open(receiver, fragment);
        fail();
    }
    mesh_drop(sender, value);
    test_heap_end(&from);
    test_heap_end(&to);
}

typedef struct Body {
    int owners;
} Body;

static void body_retain(void *body)
{
    ((Body *)body)->owners++;
}

static void body_release(void *body)
{
    ((Body *)body)->owners--;
}

static const HeapProxyKind body_kind = {body_retain, body_release};

static void handles_share_their_body(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    Body body = {1};
    MeshWord handle = handle_new(sender, &body_kind, &body, 0);
    fragment_free(fragment_copy(sender, handle, MESH_KIND_REF));
    assert_int_equal(body.owners, 1);
    MeshWord copy = fragment_open(receiver, fragment_copy(sender, handle, MESH_KIND_REF));
    mesh_drop(sender, handle);
    assert_int_equal(body.owners, 1);
    assert_ptr_equal(handle_body(copy, &body_kind), &body);
    mesh_drop(receiver, copy);
    assert_int_equal(body.owners, 0);
    test_heap_end(&from);
    test_heap_end(&to);
}

static MeshWord kept_forever; /* so that the leak check still reaches it */

static void static_values_are_never_counted(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *maker = test_heap_init(&from, 0), *user = test_heap_init(&to, 0);
    kept_forever = mesh_make_static(maker, everything(maker), MESH_KIND_REF);
    test_heap_end(&from);
    mesh_drop(user, mesh_dup(user, kept_forever));
    check_everything(user, kept_forever);
    MeshList *texts = (MeshList *)MESH_FIELDS(kept_forever)[1];
    object_dup(user, texts);
    assert_texts(user, list_push(user, MESH_KIND_REF, texts, (MeshWord)text(user, "own")),
                 "shared|shared|own");
    object_dup(user, texts);
    assert_texts(user, list_push_front(user, MESH_KIND_REF, texts, (MeshWord)text(user, "own")),
                 "own|shared|shared");
    object_dup(user, texts);
    assert_texts(user, mesh_list_tail(user, texts), "shared");
    MeshMap *map = (MeshMap *)MESH_FIELDS(kept_forever)[2];
    map = map_put(user, &string_type, &int_type, map, (MeshWord)text(user, "more"), 1);
    assert_int_equal(map->live, 42);
    object_drop(user, map);
    Fragment *fragment = fragment_copy(maker, kept_forever, MESH_KIND_REF);
    assert_int_equal(fragment_bytes(fragment), 0);
    assert_int_equal(fragment_open(user, fragment), kept_forever);
    check_everything(user, kept_forever);
    test_heap_end(&to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_take_no_memory),
        cmocka_unit_test(every_kind_of_object_travels),
        cmocka_unit_test(long_strings_are_shared),
        cmocka_unit_test(depth_needs_no_stack),
        cmocka_unit_test(shared_parts_stay_shared),
        cmocka_unit_test(large_values_are_adopted_and_handed_on),
        cmocka_unit_test(frozen_values_are_never_written),
        cmocka_unit_test(what_is_kept_is_frozen_once),
        cmocka_unit_test(a_crash_lets_go_of_segments),
        cmocka_unit_test(no_room_frees_the_fragment),
        cmocka_unit_test(handles_share_their_body),
        cmocka_unit_test(static_values_are_never_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
