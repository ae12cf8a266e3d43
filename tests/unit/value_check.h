/* value_check.h - a heap to test values on, and the little it needs from the layers above.
 *
 * A panic or a heap without room jumps back to the test that expects it. */
#ifndef TESTS_UNIT_VALUE_CHECK_H
#define TESTS_UNIT_VALUE_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/panic.h"
#include "heap/heap.h"
#include "value/list.h"
#include "value/string.h"

typedef struct TestHeap {
    HeapContext context;
    jmp_buf crash;
    char reason[200];
    uint64_t first[16];
} TestHeap;

static TestHeap *heap_with_crash(MeshContext *cx)
{
    return (TestHeap *)cx; /* the context is its first field */
}

_Noreturn void mesh_panic_c(MeshContext *cx, const char *format, ...)
{
    TestHeap *heap = heap_with_crash(cx);
    va_list args;
    va_start(args, format);
    vsnprintf(heap->reason, sizeof heap->reason, format, args);
    va_end(args);
    longjmp(heap->crash, 1);
}

__attribute__((noreturn)) static void no_room(MeshContext *cx, size_t asked)
{
    TestHeap *heap = heap_with_crash(cx);
    snprintf(heap->reason, sizeof heap->reason, "out of memory (%zu)", asked);
    longjmp(heap->crash, 2);
}

static const HeapHooks test_hooks = {.out_of_memory = no_room, .hash_seed = 0x1234567887654321};

static inline MeshContext *test_heap_init(TestHeap *heap, size_t limit)
{
    heap_init(&heap->context, &test_hooks, limit, heap->first, sizeof heap->first);
    heap->reason[0] = 0;
    return &heap->context.cx;
}

/* Everything must have been dropped. */
static inline void test_heap_end(TestHeap *heap)
{
    assert_int_equal(heap_live_objects(&heap->context), 0);
    assert_null(heap->context.heap.proxies);
    heap_release(&heap->context);
}

static const MeshTypeInfo int_type = {
    .name = "Int", .kind = MESH_KIND_WORD, .known = MESH_TYPE_INT};
static const MeshTypeInfo string_type = {
    .name = "String", .kind = MESH_KIND_REF, .known = MESH_TYPE_STRING};

static inline MeshString *text(MeshContext *cx, const char *bytes)
{
    return string_from_text(cx, bytes);
}

/* Compares, and lets go of the string. */
static inline void assert_text(MeshContext *cx, MeshString *string, const char *expected)
{
    char *copy = malloc((size_t)string->length + 1);
    memcpy(copy, string->bytes, (size_t)string->length);
    copy[string->length] = 0;
    object_drop(cx, string);
    assert_string_equal(copy, expected);
    free(copy);
}

/* The elements joined by '|'; lets go of the list. */
static inline void assert_texts(MeshContext *cx, MeshList *list, const char *expected)
{
    char joined[1000] = "";
    size_t at = 0;
    for (int64_t i = 0; i < list->length; i++) {
        const MeshString *part = (const MeshString *)list->items[i];
        at += (size_t)snprintf(joined + at, sizeof joined - at, "%s%.*s", i ? "|" : "",
                               (int)part->length, (const char *)part->bytes);
    }
    object_drop(cx, list);
    assert_string_equal(joined, expected);
}

/* A plain object with the given references and no more. */
static inline MeshWord node(MeshContext *cx, uint8_t refs, const MeshWord *words)
{
    MeshObject *object = heap_alloc(cx, refs + 1u, refs, 0);
    memcpy(object + 1, words, refs * sizeof(MeshWord));
    return (MeshWord)object;
}

#endif
