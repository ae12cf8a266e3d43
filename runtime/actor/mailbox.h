/* mailbox.h - the messages waiting for one actor.
 *
 * Any thread may push. Only the actor takes. Messages of one sender keep their order; nothing is promised
 * between two senders. What was pushed lies in a stack; the owner takes all of it at once and turns it round
 * into the queue, where messages stay until they are wanted. The mailbox owns every message inside it.
 *
 * What lies inside is weighed, so that it can be limited. Counting each message would cost every sender a
 * write to shared memory: of the small ones one in MAILBOX_SAMPLE is counted, at random, with the weight of
 * that many. */
#ifndef RT_ACTOR_MAILBOX_H
#define RT_ACTOR_MAILBOX_H

#include "actor/message.h"

#include <stdatomic.h>

#define MAILBOX_UNIT 64
#define MAILBOX_SAMPLE 16

typedef struct Mailbox {
    _Atomic(Message *) incoming; /* newest first */
    Message *first, *last;       /* the queue: oldest first */
    _Atomic uint32_t came, gone; /* weights, modulo 2^32; `gone` is written by the owner only */
} Mailbox;

typedef enum MailboxPush {
    PUSH_CLOSED, /* the owner has ended: the caller still has the message */
    PUSH_FIRST,  /* nothing was waiting to be taken: the caller must wake the owner */
    PUSH_MORE    /* who pushed the first of them wakes the owner */
} MailboxPush;

/* Takes the message. *heavy: it was counted. */
MailboxPush mailbox_push(Mailbox *box, Message *message, bool *heavy);

/* About how many bytes lie inside. */
size_t mailbox_bytes(Mailbox *box);

/* Everything pushed since the last time, oldest first, as a list. Owner only. */
Message *mailbox_take(Mailbox *box);

/* The same, and from now on nothing can be pushed. */
Message *mailbox_close(Mailbox *box);

/* A message that was taken leaves for good, without having been in the queue. Owner only. */
static inline void mailbox_forget(Mailbox *box, const Message *message)
{
    if (message->weight > 0)
        atomic_store_explicit(&box->gone,
                              atomic_load_explicit(&box->gone, memory_order_relaxed) + message->weight,
                              memory_order_relaxed);
}

/* Owner only. `before` is the message in front of it in the queue, or NULL. */
void mailbox_append(Mailbox *box, Message *message);
void mailbox_unlink(Mailbox *box, Message *before, Message *message);

#endif
