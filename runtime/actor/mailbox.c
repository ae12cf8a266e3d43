#include "actor/mailbox.h"

static Message closed_mark;

bool mailbox_push(Mailbox *box, Message *message)
{
    Message *top = atomic_load_explicit(&box->incoming, memory_order_relaxed);
    /* Once published the message belongs to the owner, who may free it at once. */
    atomic_fetch_add_explicit(&box->bytes, message->bytes, memory_order_relaxed);
    do {
        if (top == &closed_mark)
            return false;
        message->next = top;
        /* Release pairs with the exchange in take_all: the contents are seen before the pointer. */
    } while (!atomic_compare_exchange_weak_explicit(&box->incoming, &top, message,
                                                    memory_order_seq_cst, memory_order_relaxed));
    return true;
}

static Message *reversed(Message *top)
{
    Message *list = NULL;
    while (top) {
        Message *next = top->next;
        top->next = list;
        list = top;
        top = next;
    }
    return list;
}

Message *mailbox_take(Mailbox *box)
{
    if (!mailbox_has_incoming(box))
        return NULL;
    return reversed(atomic_exchange(&box->incoming, NULL));
}

Message *mailbox_close(Mailbox *box)
{
    return reversed(atomic_exchange(&box->incoming, &closed_mark));
}

void mailbox_append(Mailbox *box, Message *message)
{
    message->next = NULL;
    if (box->last)
        box->last->next = message;
    else
        box->first = message;
    box->last = message;
}

void mailbox_unlink(Mailbox *box, Message *before, Message *message)
{
    if (before)
        before->next = message->next;
    else
        box->first = message->next;
    if (box->last == message)
        box->last = before;
    atomic_fetch_sub_explicit(&box->bytes, message->bytes, memory_order_relaxed);
}
