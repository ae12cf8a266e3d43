#include "value/list_sort.h"

#include <string.h>

#include "base/prim.h"

enum {
    DIGIT_VALUES = 256,
    DIGITS = 8,
    FEW = 24, /* elements up to which insertion is quickest */
    BETWEEN_LOOKS = 1 << 16
};

/* Others get their turn in between, as in compiled loops. */
static void look_around(MeshContext *cx)
{
    if ((uintptr_t)__builtin_frame_address(0) < __atomic_load_n(&cx->stack_limit, __ATOMIC_RELAXED))
        mesh_stack_check(cx);
}

static void insert_each(MeshWord *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        MeshWord word = items[i];
        size_t at = i;
        for (; at > 0 && (int64_t)items[at - 1] > (int64_t)word; at--)
            items[at] = items[at - 1];
        items[at] = word;
    }
}

/* Bytes from the lowest up; the highest sorts negative numbers first. */
static size_t digit_of(MeshWord word, unsigned digit)
{
    return (word ^ UINT64_C(1) << 63) >> (8 * digit) & (DIGIT_VALUES - 1);
}

static void count_digits(MeshContext *cx, const MeshWord *items, size_t count, uint64_t *counts)
{
    memset(counts, 0, DIGITS * DIGIT_VALUES * sizeof *counts);
    for (size_t i = 0; i < count; i++) {
        for (unsigned digit = 0; digit < DIGITS; digit++)
            counts[digit * DIGIT_VALUES + digit_of(items[i], digit)]++;
        if (i % BETWEEN_LOOKS == 0)
            look_around(cx);
    }
}

/* Counts become the places where the digits begin. */
static void counts_to_places(uint64_t *counts)
{
    uint64_t place = 0;
    for (size_t i = 0; i < DIGIT_VALUES; i++) {
        uint64_t count = counts[i];
        counts[i] = place;
        place += count;
    }
}

static void distribute(MeshContext *cx, const MeshWord *from, size_t count, MeshWord *to,
                       unsigned digit, uint64_t *places)
{
    for (size_t i = 0; i < count; i++) {
        to[places[digit_of(from[i], digit)]++] = from[i];
        if (i % BETWEEN_LOOKS == 0)
            look_around(cx);
    }
}

/* By one byte after the other; bytes that are the same in all elements cost nothing. */
static void sort_by_digits(MeshContext *cx, MeshWord *items, size_t count, MeshWord *spare,
                           uint64_t *counts)
{
    MeshWord *from = items, *to = spare;
    count_digits(cx, items, count, counts);
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        uint64_t *places = counts + digit * DIGIT_VALUES;
        if (places[digit_of(items[0], digit)] == count)
            continue;
        counts_to_places(places);
        distribute(cx, from, count, to, digit, places);
        MeshWord *next = from;
        from = to;
        to = next;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
}

MeshList *list_sort_ints(MeshContext *cx, MeshList *list)
{
    size_t count = (size_t)list->length;
    if (count < 2)
        return list;
    list = list_own(cx, list);
    if (count <= FEW) {
        insert_each(list->items, count);
        return list;
    }
    MeshList *spare = list_new(cx, MESH_KIND_WORD, count + DIGITS * DIGIT_VALUES);
    MeshWord *words = spare->buffer->words;
    sort_by_digits(cx, list->items, count, words, words + count);
    object_drop(cx, spare);
    return list;
}
