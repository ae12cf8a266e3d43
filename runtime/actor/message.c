#include "actor/message.h"

#include "actor/actor.h"
#include "base/memory.h"
#include "base/panic.h"
#include "value/object.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static_assert(sizeof(Message) <= MESSAGE_BYTES, "a message without an image fits its cell");
static_assert(offsetof(Message, packed[MESSAGE_PACKED_WORDS - 1]) == offsetof(Message, word),
              "a packed object takes the place of the word too");
static_assert(offsetof(Message, image) + MESSAGE_IMAGE_WORDS * sizeof(MeshWord) ==
                  MESSAGE_WIDE_BYTES,
              "an image fills the rest of the cell");

static bool sampled(Local *local)
{
    local->random = local->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return local->random >> 60 == 0;
}

static Message *new_message(MessageKind kind, bool wide)
{
    static_assert(MESSAGE_SAMPLE == 16, "sampled looks at four bits");
    Worker *worker = worker_current();
    Message *message;
    uint32_t weight = 0;
    if (worker) {
        Local *local = local_of(worker);
        message = cell_take(wide ? &local->wide_messages : &local->messages);
        weight = sampled(local) ? MESSAGE_SAMPLE * (wide ? 2 : 1) : 0;
    } else {
        /* Joins the cells when a worker frees it. */
        message = memory_new(wide ? MESSAGE_WIDE_BYTES : MESSAGE_BYTES);
    }
    *message = (Message){.kind = (uint8_t)kind, .wide = wide, .weight = weight};
    return message;
}

static void hold_fragment(Message *message, Fragment *fragment)
{
    size_t units = fragment_bytes(fragment) / MESSAGE_UNIT;
    message->form = FORM_FRAGMENT;
    message->fragment = fragment;
    if (units > MESSAGE_SAMPLE)
        message->weight = units < UINT32_MAX / 4 ? (uint32_t)units : UINT32_MAX / 4;
    else if (message->weight > 0)
        message->weight += (uint32_t)units * MESSAGE_SAMPLE;
}

Message *message_new(MessageKind kind)
{
    return new_message(kind, false);
}

/* False when the system has no memory for a message that nobody but its sender needs: no use of the
 * reserve then. */
static bool has_room(bool wide)
{
    Worker *worker = worker_current();
    if (!worker)
        return true;
    return cell_reserve(wide ? &local_of(worker)->wide_messages : &local_of(worker)->messages);
}

Message *message_try_new(MessageKind kind)
{
    return has_room(false) ? new_message(kind, false) : NULL;
}

static _Noreturn __attribute__((noinline)) void no_room(Worker *worker)
{
    Actor *self = actor_of_task(worker->running);
    mesh_panic_c(actor_cx(self), "out of memory");
}

/* At most a handful: a call would cost more. */
static inline void copy_words(MeshWord *to, const MeshWord *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        __asm__("" : "+m"(to[i])); /* else this becomes a call of memcpy */
    }
}

static bool is_static(MeshWord word)
{
    return !MESH_IS_POINTER(word) || ((const MeshObject *)word)->count == MESH_STATIC_COUNT;
}

/* The words of an object that refers to no other; 0 when it does, or is too large. */
static size_t lone_words(const MeshObject *object)
{
    size_t words = object->size_class;
    const MeshWord *refs = (const MeshWord *)(object + 1);
    if (words == 0 || words > MESSAGE_IMAGE_WORDS)
        return 0;
    if (object->tag == MESH_TAG_CLOSURE)
        refs++;
    else if (object->tag >= MESH_TAG_FIRST_SPECIAL)
        return 0;
    for (size_t i = 0; i < object->refs; i++)
        if (!is_static(refs[i]))
            return 0;
    return words;
}

/* A fresh cell of the worker; what `form` and `wide` do not say is not there is left as it is. */
static inline Message *value_message(Worker *worker, MessageForm form, bool wide,
                                     int64_t kind_of_value)
{
    Local *local = local_of(worker);
    CellCache *cells = wide ? &local->wide_messages : &local->messages;
    if (!cell_reserve(cells))
        no_room(worker);
    Message *message = cell_take(cells);
    message->kind = MESSAGE_VALUE;
    message->form = (uint8_t)form;
    message->value_kind = (uint8_t)kind_of_value;
    message->wide = wide;
    message->weight = sampled(local) ? MESSAGE_SAMPLE * (wide ? 2 : 1) : 0;
    message->reason = NULL;
    return message;
}

Message *message_with_word(Worker *worker, MeshWord word, int64_t kind_of_value)
{
    Message *message = value_message(worker, FORM_WORD, false, kind_of_value);
    message->word = word;
    return message;
}

Message *message_with_fields(Worker *worker, MeshWord tag, const MeshWord *fields, size_t count)
{
    size_t words = count + 1;
    bool packed = words <= MESSAGE_PACKED_WORDS;
    Message *message =
        value_message(worker, packed ? FORM_PACKED : FORM_IMAGE, !packed, MESH_KIND_REF);
    MeshWord *image = packed ? message->packed : message->image;
    *(MeshObject *)image =
        (MeshObject){.count = 1, .size_class = (uint8_t)words, .tag = (uint16_t)tag};
    copy_words(image + 1, fields, count);
    return message;
}

/* A message with the value, when `fragment`, which it takes, is NULL one that needs none. */
static inline Message *with_value(MeshContext *cx, MessageKind kind, MeshWord word,
                                  int64_t kind_of_value, size_t words, Fragment *fragment)
{
    bool packed = kind == MESSAGE_VALUE && words > 0 && words <= MESSAGE_PACKED_WORDS;
    bool wide = words > 0 && !packed;
    if (!has_room(wide)) {
        if (fragment)
            fragment_free(fragment);
        mesh_panic_c(cx, "out of memory");
    }
    Message *message = new_message(kind, wide);
    message->value_kind = (uint8_t)kind_of_value;
    if (packed) {
        message->form = FORM_PACKED;
        copy_words(message->packed, (const MeshWord *)word, words);
    } else if (words > 0) {
        message->form = FORM_IMAGE;
        copy_words(message->image, (const MeshWord *)word, words);
    } else if (fragment) {
        hold_fragment(message, fragment);
    } else {
        message->word = word;
    }
    return message;
}

/* Fragments are made before the message: the copy may crash the actor. */
Message *message_with_value(MeshContext *cx, MessageKind kind, MeshWord word, int64_t kind_of_value)
{
    bool object = kind_of_value == MESH_KIND_REF && !is_static(word);
    size_t words = object ? lone_words((const MeshObject *)word) : 0;
    Fragment *fragment = object && words == 0 ? fragment_copy(cx, word, MESH_KIND_REF) : NULL;
    return with_value(cx, kind, word, kind_of_value, words, fragment);
}

Message *message_taking_value(MeshContext *cx, MessageKind kind, MeshWord word,
                              int64_t kind_of_value)
{
    bool object = kind_of_value == MESH_KIND_REF && !is_static(word);
    size_t words = object ? lone_words((const MeshObject *)word) : 0;
    if (object && words == 0)
        return with_value(cx, kind, word, kind_of_value, 0, fragment_take(cx, word, MESH_KIND_REF));
    Message *message = with_value(cx, kind, word, kind_of_value, words, NULL);
    if (object)
        mesh_drop(cx, word);
    return message;
}

Message *message_with_fragment(MessageKind kind, Fragment *fragment)
{
    Message *message = new_message(kind, false);
    message->value_kind = MESH_KIND_REF;
    hold_fragment(message, fragment);
    return message;
}

static MeshWord open_image(MeshContext *cx, const MeshWord *image)
{
    const MeshObject *head = (const MeshObject *)image;
    size_t words = head->size_class;
    MeshObject *object = heap_alloc(cx, words, head->refs, head->tag);
    copy_words((MeshWord *)(object + 1), image + 1, words - 1);
    return (MeshWord)object;
}

static MeshWord open_packed(MeshContext *cx, Message *message)
{
    /* The fields are in order even when the heap has no room. */
    MeshWord image[MESSAGE_PACKED_WORDS];
    memcpy(image, message->packed, sizeof image);
    memset(message->packed, 0, sizeof message->packed);
    message->form = FORM_WORD;
    return open_image(cx, image);
}

MeshWord message_open(MeshContext *cx, Message *message)
{
    if (message->form == FORM_PACKED) {
        message->word = open_packed(cx, message);
    } else if (message->form == FORM_IMAGE) {
        message->word = open_image(cx, message->image);
    } else if (message->form == FORM_FRAGMENT) {
        Fragment *fragment = message->fragment;
        /* It is gone even when the heap has no room. */
        message->form = FORM_WORD;
        message->word = 0;
        message->word = fragment_open(cx, fragment);
    }
    message->form = FORM_OPENED;
    return message->word;
}

MeshWord message_look(MeshContext *cx, Message *message)
{
    if (message->form == FORM_PACKED)
        return (MeshWord)message->packed;
    if (message->form == FORM_IMAGE)
        return (MeshWord)message->image;
    return message_open(cx, message);
}

MeshWord message_take_value(MeshContext *cx, Message *message)
{
    MeshWord word = message_open(cx, message);
    message->form = FORM_WORD;
    message->word = 0;
    return word;
}

static void give_cell(Worker *worker, Message *message)
{
    Local *local = local_of(worker);
    cell_give(message->wide ? &local->wide_messages : &local->messages, message);
}

static inline void release(Worker *worker, Message *message)
{
    if (message->form == FORM_FRAGMENT)
        fragment_free(message->fragment);
    if (message->form != FORM_PACKED && message->reason)
        reason_release(message->reason);
    if (!worker->running || inbox_let_go(&worker->running->inbox, &message->item))
        give_cell(worker, message);
}

void message_free(MeshContext *cx, Message *message)
{
    if (message->form == FORM_OPENED)
        mesh_drop_kind(cx, message->word, message->value_kind);
    release(actor_of(cx)->task.worker, message);
}

void message_discard(Message *message)
{
    release(worker_current(), message);
}

void message_drop_gone(Worker *worker, InboxItem *item)
{
    give_cell(worker, (Message *)item);
}
