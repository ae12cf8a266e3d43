/* mailbox.h - the messages waiting for one actor.
 *
 * Any thread may push. Only the actor takes. Messages of one sender keep their order; nothing is
 * promised between two senders. What was pushed lies in the inbox of the owner's task; the owner
 * takes all of it at once and moves it to the queue, where messages stay until they are wanted. The
 * mailbox owns every message inside.
 *
 * What lies inside is weighed, so that it can be limited. Counting each message would cost every
 * sender a write to shared memory: most small ones weigh nothing, see message.h. */
#ifndef RT_ACTOR_MAILBOX_H
#define RT_ACTOR_MAILBOX_H

#include "actor/message.h"

#include <stdatomic.h>

/* More than this lies inside when its owner cannot keep up. */
#define MAILBOX_BACKLOG ((size_t)128 << 10)

typedef struct Mailbox {
    Message *first, *last;       /* the queue: oldest first */
    _Atomic uint32_t came, gone; /* weights, modulo 2^32; `gone` is written by the owner only */
} Mailbox;

/* Takes the message and wakes the task. False when that has ended: the caller still has the
 * message. */
bool mailbox_push(Mailbox *box, Task *owner, Message *message);

/* About how many bytes lie inside. */
size_t mailbox_bytes(Mailbox *box);

/* A message that was taken leaves for good, without having been in the queue. Owner only. */
static inline void mailbox_forget(Mailbox *box, const Message *message)
{
    if (message->weight > 0)
        atomic_store_explicit(
            &box->gone, atomic_load_explicit(&box->gone, memory_order_relaxed) + message->weight,
            memory_order_relaxed);
}

/* Owner only. */
static inline void mailbox_append(Mailbox *box, Message *message)
{
    message->next = NULL;
    if (box->last)
        box->last->next = message;
    else
        box->first = message;
    box->last = message;
}

/* Owner only. `before` is the message in front of it in the queue, or NULL. */
static inline void mailbox_unlink(Mailbox *box, Message *before, Message *message)
{
    if (before)
        before->next = message->next;
    else
        box->first = message->next;
    if (box->last == message)
        box->last = before;
    mailbox_forget(box, message);
}

#endif
