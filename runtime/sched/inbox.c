#include "sched/inbox.h"

InboxItem inbox_parked, inbox_closed, inbox_gone;

static bool is_nudged(InboxItem *top)
{
    return ((uintptr_t)top & INBOX_NUDGE) != 0;
}

InboxState inbox_nudge(Inbox *inbox)
{
    InboxItem *top = atomic_load(&inbox->top), *to;
    do {
        if (top == &inbox_closed)
            return INBOX_CLOSED;
        if (is_nudged(top))
            return INBOX_ACTIVE;
        to = top == &inbox_parked ? NULL : (InboxItem *)((uintptr_t)top | INBOX_NUDGE);
        /* Pairs with the exchanges in inbox_park and unnudge: what the caller did before is seen by
         * the owner. */
    } while (!atomic_compare_exchange_weak(&inbox->top, &top, to));
    return top == &inbox_parked ? INBOX_WAITED : INBOX_ACTIVE;
}

static InboxItem *unnudge(Inbox *inbox, InboxItem *top)
{
    while (is_nudged(top) &&
           !atomic_compare_exchange_weak(&inbox->top, &top, inbox_without_nudge(top)))
        continue;
    return inbox_without_nudge(top);
}

static InboxItem *if_gone(InboxItem *item)
{
    return item && item->next == &inbox_gone ? item : NULL;
}

/* What lies above `seen`, oldest first; the newest becomes `seen`. */
static InboxItem *take_from(Inbox *inbox, InboxItem *top, InboxItem **gone)
{
    InboxItem *list = NULL, *seen = inbox->seen;
    *gone = NULL;
    if (top == seen)
        return NULL;
    for (InboxItem *item = top, *next; item != seen; item = next) {
        next = item->next;
        item->next = list;
        list = item;
    }
    *gone = if_gone(seen);
    inbox->seen = top;
    return list;
}

InboxItem *inbox_take(Inbox *inbox, InboxItem **gone)
{
    InboxItem *top = atomic_load_explicit(&inbox->top, memory_order_acquire);
    if (is_nudged(top))
        top = unnudge(inbox, top);
    return take_from(inbox, top, gone);
}

InboxItem *inbox_close(Inbox *inbox, InboxItem **gone)
{
    InboxItem *top = atomic_exchange(&inbox->top, &inbox_closed);
    *gone = NULL;
    if (top == &inbox_closed)
        return NULL;
    InboxItem *list = take_from(inbox, inbox_without_nudge(top), gone);
    if (!list)
        *gone = if_gone(inbox->seen);
    inbox->seen = NULL;
    return list;
}

bool inbox_park(Inbox *inbox, InboxItem **gone)
{
    /* All is in order before the exchange: behind it the inbox may be another thread's. */
    InboxItem *seen = inbox->seen, *top = seen;
    InboxItem *last = if_gone(seen);
    inbox->seen = NULL;
    *gone = NULL;
    if (!atomic_compare_exchange_strong(&inbox->top, &top, &inbox_parked)) {
        inbox->seen = seen;
        return false;
    }
    *gone = last;
    return true;
}
