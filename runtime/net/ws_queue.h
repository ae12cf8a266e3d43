/* ws_queue.h - the bytes of frames that the socket of one connection did not take yet.
 *
 * It has no lock of its own: whoever shares it holds one around every call. A queue of zeros is
 * empty. */
#ifndef RT_NET_WS_QUEUE_H
#define RT_NET_WS_QUEUE_H

#include "net/stream.h"

typedef struct WsQueue {
    uint8_t *bytes;
    size_t start, used, room;
} WsQueue;

/* Bytes that wait. */
static inline size_t ws_queue_size(const WsQueue *queue)
{
    return queue->used - queue->start;
}

/* Copies them. False when there is no memory for that. Then the connection is lost: what follows
 * would have a hole in front of it, and whoever sends must not crash, since the lock is taken. */
bool ws_queue_add(WsQueue *queue, const void *bytes, size_t length);

/* Sends what the socket takes. False when the peer is gone. */
bool ws_queue_flush(WsQueue *queue, Stream *stream);

/* A frame straight to the socket as long as nothing waits in front of it; the rest of it to the
 * queue. False when the peer is gone or the queue cannot grow. */
bool ws_queue_send(WsQueue *queue, Stream *stream, const uint8_t *head, size_t head_size,
                   const uint8_t *payload, size_t length);

void ws_queue_clear(WsQueue *queue);  /* forgets what waits */
void ws_queue_deinit(WsQueue *queue); /* empty afterwards, and without memory */

#endif
