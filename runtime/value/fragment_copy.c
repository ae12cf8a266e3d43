/* Values into fragments. */
#include "value/fragment_internal.h"

#include <assert.h>
#include <string.h>

#include "base/memory.h"
#include "value/builder.h"
#include "value/freeze.h"
#include "value/handle.h"
#include "value/list.h"
#include "value/map.h"
#include "value/seen.h"
#include "value/string.h"

enum { FIRST_IMAGE_WORDS = 32, MOST_IMAGE_WORDS = 128, LEAST_KEPT = 16 };

/* A fragment that grows, and moves. */
typedef struct Copy {
    MeshContext *cx; /* of the actor that wants it */
    Fragment *fragment;
    size_t capacity; /* words of the image */
    size_t most;     /* words it may have */
    bool full;       /* it would have more */
    bool sends;      /* the actor sends it: what it sends again and again is of interest */
    /* the value is large: what the sender keeps of it may be frozen for the next time */
    bool large;
    bool noticed; /* what was sent */
    bool deep;    /* what is frozen is copied too */
    size_t held_count;
    HeapHold held[MOST_HELD]; /* belongs to the fragment in the end */
    Seen seen;
} Copy;

static void discard(Copy *copy)
{
    seen_deinit(&copy->seen);
    fragment_let_go(copy->held, copy->held_count);
    if (copy->fragment)
        fragment_free(copy->fragment);
}

/* Nothing of the copy is on any list of the actor's. */
static _Noreturn void give_up(Copy *copy, size_t bytes)
{
    discard(copy);
    heap_of(copy->cx)->hooks->out_of_memory(copy->cx, bytes);
}

static size_t words_for(size_t bytes)
{
    return (bytes + sizeof(MeshWord) - 1) / sizeof(MeshWord);
}

static void reserve(Copy *copy, size_t words)
{
    size_t used = copy->fragment ? copy->fragment->used : 0;
    if (copy->capacity - used >= words)
        return;
    size_t capacity = copy->capacity * 2;
    if (capacity < used + words)
        capacity = used + words;
    if (capacity < FIRST_IMAGE_WORDS)
        capacity = FIRST_IMAGE_WORDS;
    size_t bytes = sizeof(Fragment) + capacity * sizeof(MeshWord);
    Fragment *fragment = memory_try_resize(copy->fragment, bytes);
    if (!fragment)
        give_up(copy, bytes);
    if (!copy->fragment)
        memset(fragment, 0, sizeof *fragment);
    copy->fragment = fragment;
    copy->capacity = capacity;
}

/* Where the body of a new record goes. */
static MeshWord *add_record(Copy *copy, const MeshObject *object, size_t body_words)
{
    size_t words = RECORD_HEAD_WORDS + body_words;
    reserve(copy, words);
    Fragment *fragment = copy->fragment;
    MeshWord *record = fragment->image + fragment->used;
    memcpy(record, object, sizeof *object);
    record[1] = words;
    fragment->used += words;
    fragment->open_bytes += words * sizeof(MeshWord);
    return record + RECORD_HEAD_WORDS;
}

static void copy_cell(Copy *copy, const MeshObject *object)
{
    size_t words = heap_object_words(object) - 1;
    MeshWord *body = add_record(copy, object, words);
    memcpy(body, object + 1, words * sizeof(MeshWord));
}

static void copy_bytes(Copy *copy, const MeshObject *object, const uint8_t *bytes, size_t length)
{
    MeshWord *body = add_record(copy, object, 1 + words_for(length));
    body[0] = length;
    memcpy(body + 1, bytes, length);
}

static void copy_shared_string(Copy *copy, const MeshObject *object)
{
    const MeshString *string = (const MeshString *)object;
    SharedBytes *shared = string_shared(string);
    MeshWord *body = add_record(copy, object, 3);
    body[0] = (MeshWord)string->length;
    body[1] = (MeshWord)string->bytes;
    body[2] = (MeshWord)shared;
    shared_bytes_retain(shared);
    copy->fragment->shares = true;
    copy->fragment->shared_bytes += (size_t)string->length;
}

static void copy_list(Copy *copy, const MeshObject *object)
{
    const MeshList *list = (const MeshList *)object;
    size_t length = (size_t)list->length;
    MeshWord *body = add_record(copy, object, 2 + length);
    body[0] = list->buffer->head.tag;
    body[1] = length;
    memcpy(body + 2, list->items, length * sizeof(MeshWord));
    copy->fragment->open_bytes += sizeof(MeshList) + sizeof(MeshListBuffer);
}

static void copy_map(Copy *copy, const MeshObject *object)
{
    const MeshMap *map = (const MeshMap *)object;
    size_t live = map->live;
    MeshWord *body = add_record(copy, object, 2 + live * (sizeof(MapEntry) / sizeof(MeshWord)));
    body[0] = map->flags;
    body[1] = live;
    MapEntry *entry = (MapEntry *)(body + 2);
    for (int64_t slot = map_next(map, -1); slot >= 0; slot = map_next(map, slot))
        *entry++ = map->entries[slot];
    copy->fragment->open_bytes += (size_t)map->capacity * sizeof(MapEntry);
}

static void copy_handle(Copy *copy, const MeshObject *object)
{
    const HeapProxy *proxy = &((const Handle *)object)->proxy;
    MeshWord *body = add_record(copy, object, 3);
    body[0] = (MeshWord)proxy->kind;
    body[1] = (MeshWord)proxy->body;
    body[2] = proxy->charge;
    proxy->kind->retain(proxy->body);
    copy->fragment->shares = true;
}

/* Words of what can be much larger than its object. */
static size_t large_words(const MeshObject *object)
{
    if (object->tag == MESH_TAG_LIST)
        return (size_t)((const MeshList *)object)->length;
    return object->tag == MESH_TAG_MAP ? (size_t)((const MeshMap *)object)->capacity : 0;
}

static void copy_object(Copy *copy, const MeshObject *object)
{
    if (object->tag < MESH_TAG_FIRST_SPECIAL) {
        copy_cell(copy, object);
        return;
    }
    switch ((MeshTag)object->tag) {
    case MESH_TAG_STRING: {
        const MeshString *string = (const MeshString *)object;
        copy_bytes(copy, object, string->bytes, (size_t)string->length);
        return;
    }
    case MESH_TAG_STRING_SHARED:
        copy_shared_string(copy, object);
        return;
    case MESH_TAG_LIST:
        copy_list(copy, object);
        return;
    case MESH_TAG_CLOSURE:
        copy_cell(copy, object);
        return;
    case MESH_TAG_MAP:
        copy_map(copy, object);
        return;
    case MESH_TAG_BUILDER: {
        const Builder *builder = (const Builder *)object;
        copy_bytes(copy, object, builder_bytes(builder), (size_t)builder->length);
        return;
    }
    case MESH_TAG_HANDLE:
        copy_handle(copy, object);
        return;
    case MESH_TAG_LIST_REFS:
    case MESH_TAG_LIST_WORDS:
    case MESH_TAG_MAP_NODE:
    case MESH_TAG_MAP_SLOTS:
        assert(!"no word of a program refers to this object");
    }
}

/* The reference words of a record that has just been copied. */
static RefSpan record_refs(MeshWord *record)
{
    const MeshObject *head = (const MeshObject *)record;
    MeshWord *body = record + RECORD_HEAD_WORDS;
    if (head->tag < MESH_TAG_FIRST_SPECIAL)
        return (RefSpan){body, head->refs, 1};
    if (head->tag == MESH_TAG_CLOSURE)
        return (RefSpan){body + 1, head->refs, 1};
    if (head->tag == MESH_TAG_LIST && body[0] == MESH_TAG_LIST_REFS)
        return (RefSpan){body + 2, body[1], 1};
    if (head->tag == MESH_TAG_MAP)
        return map_entry_refs((MapEntry *)(body + 2), body[1], (unsigned)body[0]);
    return (RefSpan){NULL, 0, 1};
}

/* The fragment refers to an object in a segment; false when it holds too many others. */
static bool hold(Copy *copy, Segment *segment)
{
    size_t i = 0;
    while (i < copy->held_count && copy->held[i].segment != segment)
        i++;
    if (i == MOST_HELD)
        return false;
    if (i == copy->held_count) {
        copy->held[copy->held_count++] = (HeapHold){segment, 0};
        segment_retain(segment);
    }
    copy->held[i].count++;
    return true;
}

/* A container that the sender keeps is worth freezing when it is sent again: 0, or the frozen
 * object. */
static MeshWord sent_before(Copy *copy, MeshObject *object)
{
    if (!copy->sends || object->count <= 1 || large_words(object) < LEAST_KEPT)
        return 0;
    HeapMore *more = copy->large ? heap_more(copy->cx) : heap_of(copy->cx)->more;
    if (!more)
        return 0;
    if (more->sent == object)
        return (MeshWord)more->sent_as;
    if (!copy->large)
        return 0;
    bool again = more->sent_last == object;
    if (!copy->noticed) {
        copy->noticed = true;
        more->sent_last = object;
    }
    if (!again)
        return 0;
    MeshWord frozen = 0;
    FreezeResult result = freeze_kept(copy->cx, object, &frozen);
    if (result == FREEZE_NO_MEMORY)
        give_up(copy, 0);
    return frozen;
}

/* The word that stands for the object in the image. */
static MeshWord link_to(Copy *copy, MeshObject *object)
{
    if (object->count == MESH_STATIC_COUNT)
        return (MeshWord)object;
    if (object->tag == MESH_TAG_LIST && ((const MeshList *)object)->length == 0)
        return (MeshWord)list_empty();
    if (object->tag == MESH_TAG_MAP && ((const MeshMap *)object)->live == 0)
        return (MeshWord)map_empty();
    MeshWord frozen = is_frozen(object) ? (MeshWord)object : sent_before(copy, object);
    if (frozen && !copy->deep && hold(copy, segment_of((const MeshObject *)frozen)))
        return frozen;
    size_t place;
    bool alone = object->count == 1 || object->count == MESH_FROZEN_ONCE;
    if (alone || !seen_find(&copy->seen, object, &place)) {
        if (large_words(object) > copy->most) {
            copy->full = true;
            return 0;
        }
        place = copy->fragment ? copy->fragment->used : 0;
        copy_object(copy, object);
        if (!alone && !seen_add(&copy->seen, object, place))
            give_up(copy, 0);
    }
    return (MeshWord)place << 3 | LINK_MARK;
}

/* Follows the references of record after record; new records come to stand at the end. */
static void copy_reachable(Copy *copy)
{
    for (size_t place = 0; place < copy->fragment->used;
         place += copy->fragment->image[place + 1]) {
        RefSpan span = record_refs(copy->fragment->image + place);
        if (copy->fragment->used > copy->most)
            copy->full = true;
        if (copy->full)
            return;
        if (span.count == 0)
            continue;
        /* The image may move while it grows. */
        size_t first = (size_t)(span.at - copy->fragment->image);
        for (size_t i = 0; i < span.count; i++) {
            MeshWord word = copy->fragment->image[first + i * span.stride];
            if (!MESH_IS_POINTER(word))
                continue;
            MeshWord link = link_to(copy, (MeshObject *)word);
            copy->fragment->image[first + i * span.stride] = link;
        }
    }
    if (copy->fragment->used > copy->most)
        copy->full = true;
}

static Fragment *word_fragment(MeshWord word)
{
    Fragment *fragment = memory_zeroed(sizeof *fragment + sizeof word);
    fragment->image[0] = word;
    return fragment;
}

static Fragment *scalar_fragment(MeshWord word)
{
    return (MeshWord)((int64_t)(word << 1) >> 1) == word ? (Fragment *)(word << 1 | 1)
                                                         : word_fragment(word);
}

static void copy_init(Copy *copy, MeshContext *cx, size_t most)
{
    copy->cx = cx;
    copy->fragment = NULL;
    copy->capacity = copy->held_count = 0;
    copy->most = most;
    copy->full = copy->sends = copy->large = copy->noticed = copy->deep = false;
}

/* NULL when it would have more words than it may. */
static Fragment *copy_image(Copy *copy, MeshWord value)
{
    seen_init(&copy->seen);
    MeshWord root = link_to(copy, (MeshObject *)value);
    if (copy->fragment)
        copy_reachable(copy);
    else if (!copy->full)
        copy->fragment = copy->held_count > 0 ? word_fragment(root) : scalar_fragment(root);
    if (copy->full) {
        discard(copy);
        return NULL;
    }
    seen_deinit(&copy->seen);
    Fragment *fragment = copy->fragment;
    if (copy->held_count > 0) {
        fragment->held_count = copy->held_count;
        memcpy(fragment->held, copy->held, sizeof copy->held);
    }
    return fragment;
}

static Fragment *copy_value(MeshContext *cx, MeshWord value, bool sends)
{
    Copy first;
    copy_init(&first, cx, MOST_IMAGE_WORDS);
    first.sends = sends;
    Fragment *fragment = copy_image(&first, value);
    if (fragment)
        return fragment;
    bool holds = first.held_count > 0;
    if (sends) {
        copy_init(&first, cx, MOST_IMAGE_WORDS);
        first.sends = first.large = true;
        if ((fragment = copy_image(&first, value)))
            return fragment;
        holds |= first.held_count > 0;
    }
    /* Parts that are frozen already are not copied into another segment. */
    Freeze frozen;
    FreezeResult result = holds ? FREEZE_UNFIT : freeze(value, &frozen);
    if (result == FREEZE_NO_MEMORY)
        heap_of(cx)->hooks->out_of_memory(cx, 0);
    if (result == FREEZE_UNFIT) {
        copy_init(&first, cx, SIZE_MAX);
        first.sends = sends;
        return copy_image(&first, value);
    }
    fragment = word_fragment(frozen.root);
    fragment->held_count = 1;
    fragment->held[0] = (HeapHold){frozen.segment, 1};
    return fragment;
}

Fragment *fragment_copy(MeshContext *cx, MeshWord value, MeshKind kind)
{
    return kind == MESH_KIND_REF && MESH_IS_POINTER(value) ? copy_value(cx, value, false)
                                                           : scalar_fragment(value);
}

Fragment *fragment_take(MeshContext *cx, MeshWord value, MeshKind kind)
{
    if (kind != MESH_KIND_REF || !MESH_IS_POINTER(value))
        return scalar_fragment(value);
    Fragment *fragment = copy_value(cx, value, true);
    mesh_drop(cx, value);
    return fragment;
}

Fragment *fragment_copy_all(MeshContext *cx, MeshWord value)
{
    Copy copy;
    copy_init(&copy, cx, SIZE_MAX);
    copy.deep = true;
    return copy_image(&copy, value);
}
