#include "value/fragment_internal.h"

#include "base/memory.h"
#include "value/handle.h"
#include "value/list.h"
#include "value/shared_bytes.h"

void fragment_let_go(const HeapHold *held, size_t count)
{
    for (size_t i = 0; i < count; i++)
        segment_release(held[i].segment);
}

static size_t held_bytes(const Fragment *fragment)
{
    size_t bytes = 0;
    for (size_t i = 0; i < fragment->held_count; i++)
        bytes += fragment->held[i].segment->bytes;
    return bytes;
}

static void release_shared(Fragment *fragment)
{
    for (size_t place = 0; place < fragment->used; place += fragment->image[place + 1]) {
        const MeshObject *head = (const MeshObject *)(fragment->image + place);
        const MeshWord *body = fragment->image + place + RECORD_HEAD_WORDS;
        if (head->tag == MESH_TAG_STRING_SHARED)
            shared_bytes_release((SharedBytes *)body[2]);
        else if (head->tag == MESH_TAG_HANDLE)
            ((const HeapProxyKind *)body[0])->release((void *)body[1]);
    }
}

void fragment_free(Fragment *fragment)
{
    if (fragment_is_inline(fragment))
        return;
    if (fragment->shares)
        release_shared(fragment);
    fragment_let_go(fragment->held, fragment->held_count);
    memory_free(fragment);
}

size_t fragment_bytes(const Fragment *fragment)
{
    if (fragment_is_inline(fragment))
        return 0;
    return sizeof *fragment + fragment->used * sizeof(MeshWord) + fragment->shared_bytes + held_bytes(fragment);
}

/* From now on nobody counts these objects. */
static void stop_counting(Fragment *fragment)
{
    for (size_t place = 0; place < fragment->used; place += fragment->image[place + 1]) {
        MeshObject *object = fragment_object_at(fragment, place);
        object->count = MESH_STATIC_COUNT;
        if (object->tag == MESH_TAG_LIST)
            ((MeshList *)object)->buffer->head.count = MESH_STATIC_COUNT;
    }
}

/* The blocks of a heap that is never released are immortal. The objects are made in the actor's own context, so
 * that the actor crashes when there is no memory for them. */
MeshWord mesh_make_static(MeshContext *cx, MeshWord value, int64_t kind)
{
    if (kind != MESH_KIND_REF || !MESH_IS_POINTER(value))
        return value;
    Fragment *fragment = fragment_copy_all(cx, value);
    mesh_drop(cx, value);
    if (fragment_is_inline(fragment) || fragment->used == 0)
        return fragment_open(cx, fragment);
    HeapKept own = heap_set_aside(cx);
    MeshWord result = (MeshWord)fragment_open_records(cx, fragment);
    heap_restore(cx, &own);
    stop_counting(fragment);
    memory_free(fragment);
    return result;
}
