/* inbox.h - where other threads leave things for a task, and the word that says whether it waits.
 *
 *   parked   it waits, with nothing to do. Who replaces the mark makes the task ready
 *   items    newest first: it is ready or runs. It has taken those from `seen` on already; while
 * there are newer ones, or the lowest bit is set (a nudge), it does not park closed   it has ended
 *
 * A wake is never lost and may be spurious. Taking writes nothing that others look at: what was
 * taken stays linked below what comes later. So that nothing new can lie at the address of `seen`,
 * that item is not freed before another has taken its place, or the owner parks: inbox_let_go. */
#ifndef RT_SCHED_INBOX_H
#define RT_SCHED_INBOX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Embedded, as the first thing, in what is left in an inbox. */
typedef struct InboxItem {
    struct InboxItem *next;
} InboxItem;

typedef struct Inbox {
    _Atomic(InboxItem *) top;
    InboxItem
        *seen; /* the owner's: on top of what was taken last; NULL: nothing since it last parked */
} Inbox;

typedef enum InboxState {
    INBOX_ACTIVE, /* the owner is ready or runs, and will see it */
    INBOX_WAITED, /* the owner waited: whoever gets this makes it ready */
    INBOX_CLOSED
} InboxState;

/* Only their addresses count. */
extern InboxItem inbox_parked, inbox_closed;
extern InboxItem inbox_gone; /* the `next` of an item that nobody but its inbox needs */

#define INBOX_NUDGE ((uintptr_t)1)

/* The item that lies on top, nudged or not. */
static inline InboxItem *inbox_without_nudge(InboxItem *top)
{
    return (InboxItem *)((uintptr_t)top & ~INBOX_NUDGE);
}

/* ---- For any thread, as long as the owner cannot have been freed ---- */

/* A hint: it may change at any time. */
static inline bool inbox_waits(Inbox *inbox)
{
    return atomic_load_explicit(&inbox->top, memory_order_relaxed) == &inbox_parked;
}

/* The item now belongs to the owner, unless the inbox is closed. An item takes the place of a nudge
 * below it. */
static inline InboxState inbox_push(Inbox *inbox, InboxItem *item)
{
    InboxItem *top = atomic_load_explicit(&inbox->top, memory_order_relaxed);
    do {
        if (top == &inbox_closed)
            return INBOX_CLOSED;
        item->next = top == &inbox_parked ? NULL : inbox_without_nudge(top);
        /* Pairs with the load in inbox_take: the contents are seen before the pointer. */
    } while (!atomic_compare_exchange_weak(&inbox->top, &top, item));
    return top == &inbox_parked ? INBOX_WAITED : INBOX_ACTIVE;
}

/* The owner does not park before it has looked around once more. */
InboxState inbox_nudge(Inbox *inbox);

/* ---- For the owner ---- */

/* Whether there is something new. */
static inline bool inbox_has_items(Inbox *inbox)
{
    return atomic_load_explicit(&inbox->top, memory_order_relaxed) != inbox->seen;
}

/* What is new, oldest first. `gone` becomes the item that was let go and can be freed now, or NULL;
 * so it does in the two functions below. */
InboxItem *inbox_take(Inbox *inbox, InboxItem **gone);

/* The same, and from now on nothing can be pushed. */
InboxItem *inbox_close(Inbox *inbox, InboxItem **gone);

/* False when there is something new. Once it is parked, the owner may run on another thread at
 * once. */
bool inbox_park(Inbox *inbox, InboxItem **gone);

/* An item that was taken is needed no more. False: it is to be freed only when it comes back as
 * `gone`. */
static inline bool inbox_let_go(Inbox *inbox, InboxItem *item)
{
    if (inbox->seen != item)
        return true;
    item->next = &inbox_gone;
    return false;
}

#endif
