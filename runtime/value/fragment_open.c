/* Fragments into values. */
#include "value/fragment_internal.h"

#include <string.h>

#include "base/memory.h"
#include "value/builder.h"
#include "value/handle.h"
#include "value/list.h"
#include "value/map.h"
#include "value/string.h"

static MeshObject *open_bytes(MeshContext *cx, const MeshWord *body, uint16_t tag)
{
    size_t length = body[0];
    if (tag == MESH_TAG_BUILDER) {
        Builder *builder = builder_new(cx, length);
        builder_add(cx, builder, body + 1, length);
        return &builder->head;
    }
    uint8_t *out;
    MeshString *string = string_alloc(cx, length, &out);
    memcpy(out, body + 1, length);
    return &string->head;
}

static MeshObject *open_list(MeshContext *cx, const MeshWord *body)
{
    int64_t kind = body[0] == MESH_TAG_LIST_REFS ? MESH_KIND_REF : MESH_KIND_WORD;
    MeshList *list = list_new(cx, kind, body[1]);
    memcpy(list->items, body + 2, body[1] * sizeof(MeshWord));
    list->length = list->buffer->used = (int64_t)body[1];
    return &list->head;
}

static MeshObject *open_map(MeshContext *cx, const MeshWord *body)
{
    MeshMap *map = map_new_like(cx, (uint16_t)body[0], body[1]);
    const MapEntry *entry = (const MapEntry *)(body + 2);
    for (size_t i = 0; i < body[1]; i++)
        map_add(map, entry[i].mark, entry[i].key, entry[i].value);
    return &map->head;
}

static MeshObject *open_record(MeshContext *cx, const MeshWord *record)
{
    MeshObject head;
    memcpy(&head, record, sizeof head);
    const MeshWord *body = record + RECORD_HEAD_WORDS;
    if (head.tag == MESH_TAG_STRING || head.tag == MESH_TAG_BUILDER)
        return open_bytes(cx, body, head.tag);
    if (head.tag == MESH_TAG_STRING_SHARED)
        return &string_share(cx, (SharedBytes *)body[2], (const uint8_t *)body[1], body[0])->head;
    if (head.tag == MESH_TAG_LIST)
        return open_list(cx, body);
    if (head.tag == MESH_TAG_MAP)
        return open_map(cx, body);
    if (head.tag == MESH_TAG_HANDLE)
        return (MeshObject *)handle_new(cx, (const HeapProxyKind *)body[0], (void *)body[1],
                                        body[2]);
    size_t words = record[1] - RECORD_HEAD_WORDS;
    MeshObject *object = heap_alloc(cx, words + 1, head.refs, head.tag);
    memcpy(object + 1, body, words * sizeof(MeshWord));
    return object;
}

/* The references inside a new object; a list's are in its buffer. */
static RefSpan opened_refs(MeshObject *object)
{
    return object_refs(object->tag == MESH_TAG_LIST ? &((MeshList *)object)->buffer->head : object);
}

MeshObject *fragment_open_records(MeshContext *cx, Fragment *fragment)
{
    for (size_t place = 0; place < fragment->used; place += fragment->image[place + 1]) {
        MeshObject *object = open_record(cx, fragment->image + place);
        object->count = 0;
        fragment->image[place] = (MeshWord)object;
    }
    for (size_t place = 0; place < fragment->used; place += fragment->image[place + 1]) {
        RefSpan span = opened_refs(fragment_object_at(fragment, place));
        for (size_t i = 0; i < span.count; i++) {
            MeshWord *word = span.at + i * span.stride;
            if ((*word & 7) != LINK_MARK)
                continue;
            MeshObject *target = fragment_object_at(fragment, *word >> 3);
            target->count++;
            *word = (MeshWord)target;
        }
    }
    MeshObject *root = fragment_object_at(fragment, 0);
    root->count++;
    return root;
}

MeshWord fragment_open(MeshContext *cx, Fragment *fragment)
{
    if (fragment_is_inline(fragment))
        return (MeshWord)((int64_t)(intptr_t)fragment >> 1);
    size_t need = fragment->open_bytes + fragment->shared_bytes;
    for (size_t i = 0; i < fragment->held_count; i++)
        if (hold_references(cx, fragment->held[i].segment) == 0)
            need += fragment->held[i].segment->bytes;
    if (need > 0 && !heap_has_room(cx, need)) {
        fragment_free(fragment);
        heap_check(cx, need);
    }
    for (size_t i = 0; i < fragment->held_count; i++)
        hold_add(cx, fragment->held[i].segment, fragment->held[i].count);
    MeshWord value =
        fragment->used > 0 ? (MeshWord)fragment_open_records(cx, fragment) : fragment->image[0];
    memory_free(fragment);
    return value;
}
