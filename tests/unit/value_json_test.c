/* JSON values on an actor's heap: what is read comes out again, and nothing stays behind. */
#include "heap/heap.h"
#include "std_externs.h"
#include "value/list.h"
#include "value/object.h"
#include "value/string.h"

#include "wire_check.h"

__attribute__((noreturn)) static void out_of_memory(MeshContext *cx, size_t asked)
{
    (void)cx;
    (void)asked;
    abort();
}

static MeshString *encode_text(MeshContext *cx, const char *text, size_t length, bool lenient)
{
    MeshString *source = string_new(cx, text, length);
    MeshList *list = mesh_json_parse(cx, source, lenient, 512);
    MeshString *result = list->length ? mesh_json_encode(cx, list->items[0])
                                      : mesh_json_error_text(cx, source, lenient, 512);
    object_drop(cx, list);
    object_drop(cx, source);
    return result;
}

static void expect(Checks *checks, MeshContext *cx, const char *text, const char *want)
{
    MeshString *got = encode_text(cx, text, strlen(text), false);
    char copy[1024];
    snprintf(copy, sizeof copy, "%.*s", (int)got->length, (const char *)got->bytes);
    check_text(checks, text, want, copy);
    object_drop(cx, got);
}

/* Deep values: read at the limit, refused beyond. */
static void test_depth(Checks *checks, MeshContext *cx)
{
    for (size_t depth = 1; depth <= 513; depth += 64) {
        char text[2048];
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        MeshString *got = encode_text(cx, text, 2 * depth, false);
        bool same = (size_t)got->length == 2 * depth && memcmp(got->bytes, text, 2 * depth) == 0;
        check(checks, same == (depth <= 512), "depth", "as it was read");
        object_drop(cx, got);
    }
}

/* Every prefix fails somewhere else and must give back all it had built. */
static void test_cuts(Checks *checks, MeshContext *cx, HeapContext *heap)
{
    const char *text = "{\"key\":[1,2.5,\"text that is long enough to need a cell of its "
                       "own\",{\"a\":{}}],\"b\":null}";
    for (size_t cut = 0; cut < strlen(text); cut++) {
        object_drop(cx, encode_text(cx, text, cut, false));
        check(checks, heap_live_objects(heap) == 0, "cut", text + cut);
    }
}

/* The naughty strings survive a round trip, twice over. */
static void test_naughty(Checks *checks, MeshContext *cx)
{
    Bytes file = read_file("tests/corpora/naughty-strings/blns.json");
    MeshString *once = encode_text(cx, (char *)file.data, file.length, false);
    MeshString *twice = encode_text(cx, (const char *)once->bytes, (size_t)once->length, false);
    check(checks, once->length > 10000 && string_equal(once, twice), "naughty",
          "equal after two rounds");
    object_drop(cx, once);
    object_drop(cx, twice);
    free(file.data);
}

int main(void)
{
    Checks checks = {.name = "value_json"};
    HeapHooks hooks = {.out_of_memory = out_of_memory, .hash_seed = 42};
    HeapContext *heap = calloc(1, sizeof *heap);
    MeshContext *cx = &heap->cx;
    heap_init(heap, &hooks, 0, NULL, 0);
    expect(&checks, cx, " { \"b\" : 1 , \"a\" : [ true , false , null ] , \"c\":{},\"d\":[] } ",
           "{\"b\":1,\"a\":[true,false,null],\"c\":{},\"d\":[]}");
    expect(&checks, cx, "{\"k\":1,\"x\":2,\"k\":3}", "{\"k\":3,\"x\":2}");
    expect(&checks, cx, "[1.0,-0,1e16,1e-6,0.00001,9223372036854775807,9223372036854775808]",
           "[1.0,-0.0,1e+16,1e-6,0.00001,9223372036854775807,9.223372036854776e+18]");
    expect(&checks, cx, "\"\\u00e9\\n\\u0001\\/\"", "\"\xC3\xA9\\n\\u0001/\"");
    expect(&checks, cx, "", "expected value at line 1 column 1");
    expect(&checks, cx, "{\"a\":[1,{\"b\":x}]}", "expected value at line 1 column 14");
    test_depth(&checks, cx);
    test_naughty(&checks, cx);
    check(&checks, heap_live_objects(heap) == 0, "heap", "nothing is left");
    test_cuts(&checks, cx, heap);
    heap_release(heap);
    free(heap);
    return checks_finish(&checks);
}
