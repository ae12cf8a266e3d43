#include "actor/mailbox.h"

bool mailbox_push(Mailbox *box, Task *owner, Message *message)
{
    /* Once pushed the message belongs to the owner, who may free it at once. */
    if (message->weight > 0)
        atomic_fetch_add_explicit(&box->came, message->weight, memory_order_relaxed);
    return task_push(owner, &message->item);
}

size_t mailbox_bytes(Mailbox *box)
{
    uint32_t gone = atomic_load_explicit(&box->gone, memory_order_relaxed);
    uint32_t units = atomic_load_explicit(&box->came, memory_order_relaxed) - gone;
    /* Both move while we look: a little less than nothing is nothing. */
    return units > UINT32_MAX / 2 ? 0 : (size_t)units * MESSAGE_UNIT;
}
