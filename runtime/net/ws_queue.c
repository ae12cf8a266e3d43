#include "net/ws_queue.h"

#include <string.h>

#include "base/memory.h"

enum { MOST_KEPT = 64 * 1024 }; /* a longer buffer goes when it is empty */

bool ws_queue_add(WsQueue *queue, const void *bytes, size_t length)
{
    if (length == 0)
        return true;
    if (queue->room - queue->used < length && queue->start > 0) {
        memmove(queue->bytes, queue->bytes + queue->start, ws_queue_size(queue));
        queue->used -= queue->start;
        queue->start = 0;
    }
    if (queue->room - queue->used < length) {
        size_t room = (queue->used + length) * 2;
        uint8_t *more = memory_try_resize(queue->bytes, room);
        if (!more)
            return false;
        queue->bytes = more;
        queue->room = room;
    }
    memcpy(queue->bytes + queue->used, bytes, length);
    queue->used += length;
    return true;
}

static void take_out(WsQueue *queue, size_t size)
{
    queue->start += size;
    if (queue->start < queue->used)
        return;
    ws_queue_clear(queue);
    if (queue->room > MOST_KEPT)
        ws_queue_deinit(queue);
}

bool ws_queue_flush(WsQueue *queue, Stream *stream)
{
    while (ws_queue_size(queue) > 0) {
        struct iovec part = {queue->bytes + queue->start, ws_queue_size(queue)};
        ssize_t sent = stream_write(stream, &part, 1);
        if (sent < 0)
            return sent == STREAM_AGAIN;
        take_out(queue, (size_t)sent);
    }
    return true;
}

bool ws_queue_send(WsQueue *queue, Stream *stream, const uint8_t *head, size_t head_size,
                   const uint8_t *payload, size_t length)
{
    struct iovec parts[2] = {{(void *)head, head_size}, {(void *)payload, length}};
    int count = length > 0 ? 2 : 1;
    if (ws_queue_size(queue) == 0) {
        ssize_t sent = stream_write(stream, parts, count);
        if (sent == STREAM_BROKEN)
            return false;
        if (sent >= 0)
            count = stream_skip(parts, count, (size_t)sent);
    }
    for (int i = 0; i < count; i++)
        if (!ws_queue_add(queue, parts[i].iov_base, parts[i].iov_len))
            return false;
    return true;
}

void ws_queue_clear(WsQueue *queue)
{
    queue->start = queue->used = 0;
}

void ws_queue_deinit(WsQueue *queue)
{
    memory_free(queue->bytes);
    *queue = (WsQueue){0};
}
