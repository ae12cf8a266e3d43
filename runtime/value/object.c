#include "value/object.h"

#include "value/builder.h"
#include "value/handle.h"
#include "value/map.h"
#include "value/string.h"

static RefSpan no_refs(void)
{
    return (RefSpan){NULL, 0, 1};
}

static RefSpan special_refs(MeshObject *object)
{
    switch ((MeshTag)object->tag) {
    case MESH_TAG_LIST:
        return (RefSpan){MESH_FIELDS(object), 1, 1};
    case MESH_TAG_LIST_REFS: {
        MeshListBuffer *buffer = (MeshListBuffer *)object;
        return (RefSpan){buffer->words + buffer->first, (size_t)(buffer->used - buffer->first), 1};
    }
    case MESH_TAG_CLOSURE:
        return (RefSpan){((MeshClosure *)object)->captures, object->refs, 1};
    case MESH_TAG_MAP:
        return map_refs((MeshMap *)object);
    case MESH_TAG_STRING:
    case MESH_TAG_STRING_SHARED:
    case MESH_TAG_LIST_WORDS:
    case MESH_TAG_MAP_NODE:
    case MESH_TAG_MAP_SLOTS:
    case MESH_TAG_BUILDER:
    case MESH_TAG_HANDLE:
        return no_refs();
    }
    return no_refs();
}

RefSpan object_refs(MeshObject *object)
{
    if (object->tag < MESH_TAG_FIRST_SPECIAL)
        return (RefSpan){MESH_FIELDS(object), object->refs, 1};
    return special_refs(object);
}

/* The object is dead and its references are gone. */
static void release_object(MeshContext *cx, MeshObject *object)
{
    if (object->tag == MESH_TAG_STRING_SHARED)
        heap_proxy_remove(cx, &((StringProxy *)object)->proxy);
    else if (object->tag == MESH_TAG_BUILDER)
        heap_proxy_remove(cx, &((Builder *)object)->proxy);
    else if (object->tag == MESH_TAG_HANDLE)
        heap_proxy_remove(cx, &((Handle *)object)->proxy);
    heap_free(cx, object);
}

/* Lets go of reference after reference from *next on; stops with the first object that dies of it. */
static MeshObject *next_dying(MeshContext *cx, RefSpan span, size_t *next)
{
    for (size_t i = *next; i < span.count; i++) {
        MeshWord word = span.at[i * span.stride];
        if (!MESH_IS_POINTER(word))
            continue;
        MeshObject *child = (MeshObject *)word;
        if (child->count == 1) {
            *next = i + 1;
            return child;
        }
        if (child->count > 1)
            child->count--;
        else if (child->count != MESH_STATIC_COUNT)
            hold_drop(cx, child);
    }
    *next = span.count;
    return NULL;
}

/* How far a dying object has come is kept inside it. Word 1 of lists' buffers and maps is their capacity,
 * which nobody needs any more; the others have at most 255 references and keep it in their count. */
static bool keeps_in_word(const MeshObject *object)
{
    return object->tag == MESH_TAG_LIST_REFS || object->tag == MESH_TAG_MAP;
}

static void keep_place(MeshObject *object, size_t place)
{
    if (keeps_in_word(object))
        MESH_FIELDS(object)[0] = place;
    else
        object->count = (int32_t)place;
}

static size_t kept_place(const MeshObject *object)
{
    return keeps_in_word(object) ? MESH_FIELDS(object)[0] : (size_t)object->count;
}

/* Depth first without a stack: on the way down, the word that led to a child points back to the parent, as
 * every object on the way is dying anyway. */
void mesh_drop_slow(MeshContext *cx, MeshObject *object)
{
    if (object->count < 0) {
        hold_drop(cx, object);
        return;
    }
    MeshObject *parent = NULL;
    RefSpan span = object_refs(object);
    size_t next = 0;
    for (;;) {
        MeshObject *child = next_dying(cx, span, &next);
        if (child) {
            RefSpan below = object_refs(child);
            if (below.count == 0) {
                release_object(cx, child);
                continue;
            }
            if (next == span.count) {
                release_object(cx, object); /* nothing to come back for */
            } else {
                span.at[(next - 1) * span.stride] = (MeshWord)parent;
                keep_place(object, next);
                parent = object;
            }
            object = child;
            span = below;
            next = 0;
            continue;
        }
        release_object(cx, object);
        if (!parent)
            return;
        object = parent;
        span = object_refs(object);
        next = kept_place(object);
        parent = (MeshObject *)span.at[(next - 1) * span.stride];
    }
}
