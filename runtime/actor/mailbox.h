/* mailbox.h - the messages waiting for one actor.
 *
 * Any thread may push. Only the actor takes. Messages of one sender keep their order; nothing is promised
 * between two senders. What was pushed lies in a stack; the owner takes all of it at once and turns it round
 * into the queue, where messages stay until they are wanted. The mailbox owns every message inside it. */
#ifndef RT_ACTOR_MAILBOX_H
#define RT_ACTOR_MAILBOX_H

#include "actor/message.h"

#include <stdatomic.h>

typedef struct Mailbox {
    _Atomic(Message *) incoming; /* newest first */
    _Atomic size_t bytes;        /* of everything inside */
    Message *first, *last;       /* the queue: oldest first */
} Mailbox;

/* Takes the message. False when the owner has ended: the caller still has the message. */
bool mailbox_push(Mailbox *box, Message *message);

/* Everything pushed since the last time, oldest first, as a list. Owner only. */
Message *mailbox_take(Mailbox *box);

/* The same, and from now on nothing can be pushed. */
Message *mailbox_close(Mailbox *box);

static inline bool mailbox_has_incoming(Mailbox *box)
{
    return atomic_load_explicit(&box->incoming, memory_order_relaxed) != NULL;
}

/* Owner only. `before` is the message in front of it in the queue, or NULL. */
void mailbox_append(Mailbox *box, Message *message);
void mailbox_unlink(Mailbox *box, Message *before, Message *message);

#endif
