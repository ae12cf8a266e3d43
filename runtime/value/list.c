#include "value/list.h"

#include <string.h>

enum {
    VIEW_WORDS = sizeof(MeshList) / sizeof(MeshWord),
    BUFFER_WORDS = sizeof(MeshListBuffer) / sizeof(MeshWord),
    FIRST_CAPACITY = 4
};

MeshList *list_empty(void)
{
    /* Never written: its count says so. */
    static const MeshList empty = {.head = {MESH_STATIC_COUNT, 0, 1, MESH_TAG_LIST}};
    return (MeshList *)&empty;
}

static MeshListBuffer *new_buffer(MeshContext *cx, uint16_t tag, size_t capacity)
{
    if (capacity > SIZE_MAX / 32)
        heap_check(cx, SIZE_MAX / 2);
    MeshListBuffer *buffer = heap_alloc(cx, BUFFER_WORDS + capacity, 0, tag);
    buffer->capacity = (int64_t)capacity;
    return buffer;
}

/* Takes the buffer. */
static MeshList *new_view(MeshContext *cx, MeshListBuffer *buffer, MeshWord *items, int64_t length)
{
    MeshList *list = heap_alloc(cx, VIEW_WORDS, 1, MESH_TAG_LIST);
    list->buffer = buffer;
    list->items = items;
    list->length = length;
    return list;
}

static MeshList *new_list(MeshContext *cx, uint16_t tag, size_t capacity)
{
    MeshListBuffer *buffer = new_buffer(cx, tag, capacity);
    buffer->first = buffer->used = 0;
    return new_view(cx, buffer, buffer->words, 0);
}

static uint16_t tag_of_kind(int64_t kind)
{
    return kind == MESH_KIND_REF ? MESH_TAG_LIST_REFS : MESH_TAG_LIST_WORDS;
}

MeshList *list_new(MeshContext *cx, int64_t kind, size_t capacity)
{
    return new_list(cx, tag_of_kind(kind), capacity);
}

static size_t view_start(const MeshList *list)
{
    return (size_t)(list->items - list->buffer->words);
}

static size_t view_end(const MeshList *list)
{
    return view_start(list) + (size_t)list->length;
}

/* Takes the list; gives a view with one owner, whose buffer may have other views. */
static MeshList *own_view(MeshContext *cx, MeshList *list)
{
    if (object_unique(list))
        return list;
    object_dup(cx, list->buffer);
    MeshList *view = new_view(cx, list->buffer, list->items, list->length);
    object_drop(cx, list);
    return view;
}

/* In a buffer of one view, lets go of the elements outside it. */
static void trim(MeshContext *cx, MeshList *list)
{
    MeshListBuffer *buffer = list->buffer;
    size_t start = view_start(list), end = view_end(list);
    size_t first = (size_t)buffer->first, used = (size_t)buffer->used;
    buffer->first = (int64_t)start;
    buffer->used = (int64_t)end;
    if (buffer->head.tag != MESH_TAG_LIST_REFS)
        return;
    for (size_t i = first; i < start; i++)
        mesh_drop(cx, buffer->words[i]);
    for (size_t i = end; i < used; i++)
        mesh_drop(cx, buffer->words[i]);
}

/* The view's elements, now owned twice, for a buffer of their own. */
static void dup_elements(MeshContext *cx, const MeshList *list)
{
    if (!list_has_refs(list))
        return;
    for (int64_t i = 0; i < list->length; i++)
        mesh_dup(cx, list->items[i]);
}

static void move_view(MeshList *list, MeshListBuffer *buffer, size_t start)
{
    buffer->first = (int64_t)start;
    buffer->used = (int64_t)start + list->length;
    list->buffer = buffer;
    list->items = buffer->words + start;
}

/* The only view of its buffer, trimmed: the elements go where `front` words are spare before them. */
static void relocate_own(MeshContext *cx, MeshList *list, size_t front, size_t capacity)
{
    MeshListBuffer *old = list->buffer;
    size_t bytes = (size_t)list->length * sizeof(MeshWord);
    bool large = old->head.size_class == 0;
    if (capacity <= (size_t)old->capacity || (large && front == view_start(list))) {
        size_t start = view_start(list);
        MeshListBuffer *buffer = old;
        if (capacity > (size_t)old->capacity) {
            buffer = (MeshListBuffer *)heap_grow_large(cx, &old->head, BUFFER_WORDS + capacity);
            buffer->capacity = (int64_t)capacity;
        }
        if (front != start)
            memmove(buffer->words + front, buffer->words + start, bytes);
        move_view(list, buffer, front);
        return;
    }
    MeshListBuffer *buffer = new_buffer(cx, old->head.tag, capacity);
    memcpy(buffer->words + front, list->items, bytes);
    move_view(list, buffer, front);
    heap_free(cx, (MeshObject *)old);
}

/* Gives the view (which has one owner) a buffer of its own, with `front` words spare before its elements. */
static void relocate(MeshContext *cx, MeshList *list, size_t front, size_t capacity)
{
    if (object_unique(list->buffer)) {
        relocate_own(cx, list, front, capacity);
        return;
    }
    MeshListBuffer *old = list->buffer;
    MeshListBuffer *buffer = new_buffer(cx, old->head.tag, capacity);
    memcpy(buffer->words + front, list->items, (size_t)list->length * sizeof(MeshWord));
    dup_elements(cx, list);
    move_view(list, buffer, front);
    object_drop(cx, old);
}

MeshList *list_own(MeshContext *cx, MeshList *list)
{
    if (list->length == 0) {
        object_drop(cx, list);
        return list_empty();
    }
    list = own_view(cx, list);
    if (object_unique(list->buffer))
        trim(cx, list);
    else
        relocate(cx, list, 0, (size_t)list->length);
    return list;
}

/* Room for `count` behind the view, which has one owner. */
static void make_room_behind(MeshContext *cx, MeshList *list, size_t count)
{
    MeshListBuffer *buffer = list->buffer;
    if (object_unique(buffer))
        trim(cx, list);
    size_t end = view_end(list), length = (size_t)list->length;
    if (end == (size_t)buffer->used && (size_t)buffer->capacity - end >= count)
        return;
    size_t need = length + count;
    size_t capacity = (size_t)buffer->capacity;
    /* A queue that loses elements in front moves to the front of its buffer instead of growing. */
    if (object_unique(buffer) && need <= capacity && view_start(list) >= capacity / 2) {
        relocate(cx, list, 0, capacity);
        return;
    }
    size_t grown = length * 2 > need ? length * 2 : need;
    /* Words in front stay spare only if something was put there on purpose. */
    size_t front = object_unique(buffer) && view_start(list) < length ? view_start(list) : 0;
    relocate(cx, list, front, front + (grown > FIRST_CAPACITY ? grown : FIRST_CAPACITY));
}

static void make_room_before(MeshContext *cx, MeshList *list, size_t count)
{
    MeshListBuffer *buffer = list->buffer;
    if (object_unique(buffer))
        trim(cx, list);
    size_t start = view_start(list), length = (size_t)list->length;
    if (start == (size_t)buffer->first && start >= count)
        return;
    size_t behind = object_unique(buffer) ? (size_t)buffer->capacity - view_end(list) : 0;
    if (behind > length)
        behind = length;
    size_t front = length > FIRST_CAPACITY ? length : FIRST_CAPACITY;
    if (front < count)
        front = count;
    relocate(cx, list, front, front + length + behind);
}

/* Takes the list: one that may be written and has room for `count` words behind its end. */
static MeshList *list_reserve(MeshContext *cx, int64_t kind, MeshList *list, size_t count)
{
    if (!list->buffer)
        return list_new(cx, kind, count); /* the empty list is static, so nothing is dropped */
    list = own_view(cx, list);
    make_room_behind(cx, list, count);
    return list;
}

MeshList *list_push(MeshContext *cx, int64_t kind, MeshList *list, MeshWord word)
{
    MeshListBuffer *buffer = list->buffer;
    if (!object_unique(list) || !buffer || buffer->used == buffer->capacity ||
        list->items + list->length != buffer->words + buffer->used) {
        list = list_reserve(cx, kind, list, buffer ? 1 : FIRST_CAPACITY);
        buffer = list->buffer;
    }
    buffer->words[buffer->used++] = word;
    list->length++;
    return list;
}

MeshList *list_push_front(MeshContext *cx, int64_t kind, MeshList *list, MeshWord word)
{
    if (!list->buffer)
        return list_push(cx, kind, list, word);
    list = own_view(cx, list);
    make_room_before(cx, list, 1);
    list->buffer->first--;
    list->items--;
    *list->items = word;
    list->length++;
    return list;
}

MeshList *list_set(MeshContext *cx, MeshList *list, size_t index, MeshWord word)
{
    list = list_own(cx, list);
    MeshWord old = list->items[index];
    list->items[index] = word;
    if (list_has_refs(list))
        mesh_drop(cx, old);
    return list;
}

MeshList *list_slice(MeshContext *cx, MeshList *list, size_t start, size_t end)
{
    if (start >= end) {
        object_drop(cx, list);
        return list_empty();
    }
    if (end - start == (size_t)list->length)
        return list;
    list = own_view(cx, list);
    list->items += start;
    list->length = (int64_t)(end - start);
    if (object_unique(list->buffer))
        trim(cx, list);
    return list;
}

/* Takes the list; its elements are the caller's now, copied to `out`. */
static void move_elements(MeshContext *cx, MeshWord *out, MeshList *list)
{
    memcpy(out, list->items, (size_t)list->length * sizeof(MeshWord));
    if (object_unique(list) && object_unique(list->buffer)) {
        trim(cx, list);
        list->buffer->used = list->buffer->first;
    } else {
        dup_elements(cx, list);
    }
    object_drop(cx, list);
}

MeshList *list_concat(MeshContext *cx, MeshList *a, MeshList *b)
{
    if (b->length == 0) {
        object_drop(cx, b);
        return a;
    }
    if (a->length == 0) {
        object_drop(cx, a);
        return b;
    }
    a = own_view(cx, a);
    make_room_behind(cx, a, (size_t)b->length);
    int64_t count = b->length;
    MeshWord *end = a->items + a->length;
    move_elements(cx, end, b);
    a->buffer->used += count;
    a->length += count;
    return a;
}

MeshList *list_reverse(MeshContext *cx, MeshList *list)
{
    list = list_own(cx, list);
    for (int64_t i = 0, j = list->length - 1; i < j; i++, j--) {
        MeshWord word = list->items[i];
        list->items[i] = list->items[j];
        list->items[j] = word;
    }
    return list;
}

/* ---- Operations of the language ---- */

MeshList *mesh_list_from(MeshContext *cx, const MeshTypeInfo *type, int64_t count, MeshWord *words)
{
    if (count == 0)
        return list_empty();
    MeshList *list = list_new(cx, type->kind, (size_t)count);
    memcpy(list->items, words, (size_t)count * sizeof(MeshWord));
    list->buffer->used = list->length = count;
    return list;
}

MeshList *mesh_list_push(MeshContext *cx, const MeshTypeInfo *type, MeshList *list, MeshWord word)
{
    return list_push(cx, type->kind, list, word);
}

MeshList *mesh_list_tail(MeshContext *cx, MeshList *list)
{
    return list_slice(cx, list, 1, (size_t)list->length);
}

MeshList *mesh_list_concat(MeshContext *cx, const MeshTypeInfo *type, MeshList *a, MeshList *b)
{
    (void)type;
    return list_concat(cx, a, b);
}
