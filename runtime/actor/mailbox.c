#include "actor/mailbox.h"

static Message closed_mark;

static uint32_t random_below(uint32_t bound)
{
    Worker *worker = worker_current();
    if (!worker)
        return 0;
    Local *local = local_of(worker);
    local->random = local->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(local->random >> 40) % bound;
}

static uint32_t weight_of(const Message *message)
{
    size_t units = (message_bytes(message) + MAILBOX_UNIT - 1) / MAILBOX_UNIT;
    if (units > UINT32_MAX / 2)
        return UINT32_MAX / 2;
    if (units > MAILBOX_SAMPLE)
        return (uint32_t)units;
    return random_below(MAILBOX_SAMPLE) == 0 ? (uint32_t)units * MAILBOX_SAMPLE : 0;
}

MailboxPush mailbox_push(Mailbox *box, Message *message, bool *heavy)
{
    uint32_t weight = message->weight = weight_of(message);
    /* Once published the message belongs to the owner, who may free it at once. */
    if (weight > 0)
        atomic_fetch_add_explicit(&box->came, weight, memory_order_relaxed);
    *heavy = weight > 0;
    Message *top = atomic_load_explicit(&box->incoming, memory_order_relaxed);
    do {
        if (top == &closed_mark)
            return PUSH_CLOSED;
        message->next = top;
        /* Pairs with mailbox_take: the contents are seen before the pointer. */
    } while (!atomic_compare_exchange_weak_explicit(&box->incoming, &top, message,
                                                    memory_order_seq_cst, memory_order_relaxed));
    return top ? PUSH_MORE : PUSH_FIRST;
}

size_t mailbox_bytes(Mailbox *box)
{
    uint32_t gone = atomic_load_explicit(&box->gone, memory_order_relaxed);
    uint32_t units = atomic_load_explicit(&box->came, memory_order_relaxed) - gone;
    /* Both move while we look: a little less than nothing is nothing. */
    return units > UINT32_MAX / 2 ? 0 : (size_t)units * MAILBOX_UNIT;
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
    if (!atomic_load(&box->incoming))
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
    mailbox_forget(box, message);
}
