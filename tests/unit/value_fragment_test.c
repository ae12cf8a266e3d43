/* Values on their way from one heap to another. */
#include "value_check.h"

#include "base/prim.h"
#include "value/builder.h"
#include "value/fragment.h"
#include "value/handle.h"
#include "value/map.h"

static void scalars_take_no_memory(void **state)
{
    (void)state;
    TestHeap heap;
    MeshContext *cx = test_heap_init(&heap, 0);
    const MeshWord words[] = {0, 1, 2, (MeshWord)-1, INT64_MAX, (MeshWord)INT64_MIN, (MeshWord)1 << 62, 0x3ff8000000000000};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        Fragment *fragment = fragment_copy(cx, words[i], MESH_KIND_WORD);
        assert_int_equal(fragment_open(cx, fragment), words[i]);
        fragment_free(fragment_copy(cx, words[i], MESH_KIND_WORD));
    }
    assert_int_equal(fragment_bytes(fragment_copy(cx, MESH_NULLARY(7), MESH_KIND_REF)), 0);
    assert_int_equal(fragment_open(cx, fragment_copy(cx, MESH_NULLARY(7), MESH_KIND_REF)), MESH_NULLARY(7));
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
    object_dup(shared);
    MeshList *numbers = mesh_list_from(cx, &int_type, 3, (MeshWord[]){4, 5, 6});
    MeshList *texts = mesh_list_from(cx, &string_type, 3,
                                     (MeshWord[]){(MeshWord)text(cx, "a"), (MeshWord)shared, (MeshWord)shared});
    texts = list_slice(cx, texts, 1, 3);
    MeshMap *map = map_put(cx, &string_type, &int_type, map_empty(), (MeshWord)text(cx, "k"), 8);
    for (int i = 0; i < 40; i++)
        map = map_put(cx, &string_type, &int_type, map, (MeshWord)string_printf(cx, "k%d", i), 16);
    Builder *builder = builder_new(cx, 0);
    builder_add(cx, builder, "built", 5);
    MeshWord parts[7] = {(MeshWord)numbers, (MeshWord)texts,   (MeshWord)map,     (MeshWord)long_text(cx, 1000),
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
    MeshString *copy = (MeshString *)fragment_open(receiver, fragment_copy(sender, (MeshWord)slice, MESH_KIND_REF));
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

/* Thirty levels that each use the next one twice would be a thousand million nodes if copied apart. */
static void shared_parts_stay_shared(void **state)
{
    (void)state;
    TestHeap from, to;
    MeshContext *sender = test_heap_init(&from, 0), *receiver = test_heap_init(&to, 0);
    MeshWord value = (MeshWord)text(sender, "leaf");
    for (int i = 0; i < 30; i++)
        value = node(sender, 2, (MeshWord[]){value, mesh_dup(value)});
    MeshWord copy = fragment_open(receiver, fragment_copy(sender, value, MESH_KIND_REF));
    assert_int_equal(heap_live_objects(&to.context), 31);
    mesh_drop(sender, value);
    mesh_drop(receiver, copy);
    test_heap_end(&from);
    test_heap_end(&to);
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
    mesh_drop(user, mesh_dup(kept_forever));
    check_everything(user, kept_forever);
    MeshList *texts = (MeshList *)MESH_FIELDS(kept_forever)[1];
    object_dup(texts);
    assert_texts(user, list_push(user, MESH_KIND_REF, texts, (MeshWord)text(user, "own")), "shared|shared|own");
    object_dup(texts);
    assert_texts(user, list_push_front(user, MESH_KIND_REF, texts, (MeshWord)text(user, "own")),
                 "own|shared|shared");
    object_dup(texts);
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
        cmocka_unit_test(no_room_frees_the_fragment),
        cmocka_unit_test(handles_share_their_body),
        cmocka_unit_test(static_values_are_never_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
