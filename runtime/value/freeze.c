#include "value/freeze.h"

#include <string.h>

#include "base/memory.h"
#include "value/list.h"
#include "value/map.h"
#include "value/object.h"
#include "value/seen.h"
#include "value/string.h"

enum { FIRST_TODO = 256, MOST_KEPT = 1 << 20 };

typedef struct Work {
    Segment *segment;
    Seen seen;
    MeshObject **todo; /* copies whose references still lead out of the segment */
    size_t count, room;
    bool unfit, refused;
} Work;

static __attribute__((noinline)) bool grow_todo(Work *f)
{
    size_t room = f->room ? f->room * 2 : FIRST_TODO;
    MeshObject **todo = memory_try_resize(f->todo, room * sizeof *todo);
    if (!todo) {
        f->refused = true;
        return false;
    }
    f->todo = todo;
    f->room = room;
    return true;
}

static inline void look_into_later(Work *f, MeshObject *copy)
{
    if (f->count == f->room && !grow_todo(f))
        return;
    f->todo[f->count++] = copy;
}

/* ---- One object ---- */

/* NULL when there is no memory, which ends the work. */
static inline void *add(Work *f, size_t words, MeshObject head)
{
    MeshObject *object = segment_add(f->segment, words, head);
    if (__builtin_expect(!object, false))
        f->refused = true;
    return object;
}

/* An object of the same words. */
static inline MeshObject *freeze_words(Work *f, const MeshObject *object, size_t words)
{
    MeshObject *copy = add(f, words, *object);
    if (__builtin_expect(!copy, false))
        return NULL;
    const MeshWord *from = (const MeshWord *)object;
    MeshWord *to = (MeshWord *)copy;
/* Mostly one to four. */
#pragma clang loop vectorize(disable) unroll(disable)
    for (size_t i = 1; i < words; i++)
        to[i] = from[i];
    return copy;
}

static MeshObject *freeze_with_refs(Work *f, const MeshObject *object)
{
    MeshObject *copy = freeze_words(f, object, heap_object_words(object));
    if (copy)
        look_into_later(f, copy);
    return copy;
}

static MeshObject *freeze_string(Work *f, const MeshString *string)
{
    size_t length = (size_t)string->length;
    size_t words = sizeof *string / sizeof(MeshWord) + (length + sizeof(MeshWord) - 1) / sizeof(MeshWord);
    MeshString *copy = add(f, words, string->head);
    if (!copy)
        return NULL;
    copy->length = string->length;
    copy->bytes = (uint8_t *)(copy + 1);
    memcpy(copy + 1, string->bytes, length);
    return &copy->head;
}

static MeshObject *freeze_shared_string(Work *f, const MeshString *string)
{
    StringProxy *copy = add(f, sizeof *copy / sizeof(MeshWord), string->head);
    if (!copy)
        return NULL;
    SharedBytes *shared = string_shared(string);
    copy->string.length = string->length;
    copy->string.bytes = string->bytes;
    shared_bytes_retain(shared);
    segment_add_proxy(f->segment, &copy->proxy, &shared_bytes_kind, shared, (size_t)string->length);
    return &copy->string.head;
}

/* A buffer without spare room: what is frozen never grows in place. */
static MeshListBuffer *freeze_buffer(Work *f, const MeshList *list)
{
    size_t length = (size_t)list->length;
    size_t words = sizeof *list->buffer / sizeof(MeshWord) + length;
    MeshListBuffer *buffer = add(f, words, list->buffer->head);
    if (!buffer)
        return NULL;
    buffer->capacity = buffer->used = list->length;
    buffer->first = 0;
    memcpy(buffer->words, list->items, length * sizeof(MeshWord));
    if (buffer->head.tag == MESH_TAG_LIST_REFS)
        look_into_later(f, &buffer->head);
    return buffer;
}

static MeshObject *freeze_list(Work *f, const MeshList *list)
{
    MeshList *copy = add(f, sizeof *copy / sizeof(MeshWord), list->head);
    MeshListBuffer *buffer = copy ? freeze_buffer(f, list) : NULL;
    if (!buffer)
        return NULL;
    copy->buffer = buffer;
    copy->items = copy->buffer->words;
    copy->length = list->length;
    return &copy->head;
}

static MeshObject *freeze_object(Work *f, const MeshObject *object)
{
    if (object->tag < MESH_TAG_FIRST_SPECIAL)
        return freeze_with_refs(f, object);
    switch ((MeshTag)object->tag) {
    case MESH_TAG_STRING:
        return freeze_string(f, (const MeshString *)object);
    case MESH_TAG_STRING_SHARED:
        return freeze_shared_string(f, (const MeshString *)object);
    case MESH_TAG_LIST:
        return freeze_list(f, (const MeshList *)object);
    case MESH_TAG_CLOSURE:
    case MESH_TAG_MAP:
        return freeze_with_refs(f, object);
    case MESH_TAG_BUILDER:
    case MESH_TAG_HANDLE:
    case MESH_TAG_LIST_REFS:
    case MESH_TAG_LIST_WORDS:
    case MESH_TAG_MAP_NODE:
    case MESH_TAG_MAP_SLOTS:
        break;
    }
    f->unfit = true;
    return NULL;
}

/* ---- All of them ---- */

/* The word that stands for the object in the segment. */
static MeshWord frozen(Work *f, const MeshObject *object)
{
    if (object->count == MESH_STATIC_COUNT)
        return (MeshWord)object;
    if (object->tag == MESH_TAG_LIST && ((const MeshList *)object)->length == 0)
        return (MeshWord)list_empty();
    if (object->tag == MESH_TAG_MAP && ((const MeshMap *)object)->live == 0)
        return (MeshWord)map_empty();
    bool alone = object->count == 1 || object->count == MESH_FROZEN_ONCE;
    size_t place;
    if (!alone && seen_find(&f->seen, object, &place)) {
        ((MeshObject *)place)->count = MESH_FROZEN_MORE;
        return (MeshWord)place;
    }
    MeshObject *copy = freeze_object(f, object);
    if (!alone && copy && !seen_add(&f->seen, object, (size_t)copy))
        f->refused = true;
    return (MeshWord)copy;
}

/* The same, quickly for most: plain objects with one owner, in cells. */
static inline MeshWord frozen_soon(Work *f, const MeshObject *object)
{
    if (object->count != 1 || object->tag >= MESH_TAG_FIRST_SPECIAL || object->size_class == 0)
        return frozen(f, object);
    MeshObject *copy = freeze_words(f, object, object->size_class);
    if (copy && object->refs > 0)
        look_into_later(f, copy);
    return (MeshWord)copy;
}

static RefSpan refs_of(MeshObject *copy)
{
    if (copy->tag != MESH_TAG_LIST_REFS)
        return object_refs(copy);
    MeshListBuffer *buffer = (MeshListBuffer *)copy;
    return (RefSpan){buffer->words, (size_t)buffer->used, 1};
}

static void freeze_reachable(Work *f)
{
    while (f->count > 0 && !f->unfit && !f->refused) {
        RefSpan span = refs_of(f->todo[--f->count]);
        MeshWord *word = span.at;
        for (size_t i = 0; i < span.count; i++, word += span.stride)
            if (MESH_IS_POINTER(*word))
                *word = frozen_soon(f, (const MeshObject *)*word);
    }
}

FreezeResult freeze(MeshWord value, Freeze *out)
{
    Work f = {.segment = segment_new()};
    if (!f.segment)
        return FREEZE_NO_MEMORY;
    seen_init(&f.seen);
    MeshWord root = frozen(&f, (const MeshObject *)value);
    freeze_reachable(&f);
    seen_deinit(&f.seen);
    memory_free(f.todo);
    if (f.unfit || f.refused) {
        segment_release(f.segment);
        return f.refused ? FREEZE_NO_MEMORY : FREEZE_UNFIT;
    }
    *out = (Freeze){f.segment, root};
    return FREEZE_DONE;
}

/* ---- What is sent again and again ---- */

FreezeResult freeze_kept(MeshContext *cx, MeshObject *object, MeshWord *frozen_object)
{
    Freeze made;
    freeze_forget(cx);
    FreezeResult result = freeze((MeshWord)object, &made);
    if (result != FREEZE_DONE)
        return result;
    if (made.segment->bytes > MOST_KEPT || !heap_has_room(cx, made.segment->bytes)) {
        segment_release(made.segment);
        return FREEZE_UNFIT;
    }
    HeapMore *more = heap_of(cx)->more;
    object_dup(cx, object);
    more->sent = object;
    more->sent_as = (MeshObject *)made.root;
    hold_add(cx, made.segment, 1);
    *frozen_object = made.root;
    return FREEZE_DONE;
}

void freeze_forget(MeshContext *cx)
{
    HeapMore *more = heap_of(cx)->more;
    if (!more || !more->sent)
        return;
    MeshObject *object = more->sent, *frozen_object = more->sent_as;
    more->sent = more->sent_as = NULL;
    object_drop(cx, object);
    object_drop(cx, frozen_object);
}
