#include "actor/message.h"

#include "base/memory.h"
#include "value/object.h"

Message *message_new(MessageKind kind)
{
    Message *message = memory_new(sizeof *message);
    *message = (Message){.kind = kind, .bytes = sizeof *message};
    return message;
}

void message_set_value(Message *message, MeshWord word, int64_t kind)
{
    message->value_kind = (uint8_t)kind;
    if (kind != MESH_KIND_REF || !MESH_IS_POINTER(word)) {
        message->word = word;
        return;
    }
    message->fragment = fragment_copy(word, MESH_KIND_REF);
    message->copied = true;
    message->bytes += fragment_bytes(message->fragment);
}

MeshWord message_open(MeshContext *cx, Message *message)
{
    if (message->copied) {
        message->copied = false;
        message->word = fragment_open(cx, message->fragment);
    }
    message->opened = true;
    return message->word;
}

MeshWord message_take_value(MeshContext *cx, Message *message)
{
    MeshWord word = message_open(cx, message);
    message->opened = false;
    message->word = 0;
    return word;
}

void message_free(MeshContext *cx, Message *message)
{
    if (message->opened)
        mesh_drop_kind(cx, message->word, message->value_kind);
    message_discard(message);
}

void message_discard(Message *message)
{
    if (message->copied)
        fragment_free(message->fragment);
    reason_release(message->reason);
    memory_free(message);
}
