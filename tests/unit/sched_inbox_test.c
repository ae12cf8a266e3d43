/* An inbox with several threads that leave things in it and one that takes them. */
#include "sched/inbox.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

#define PUSHERS 4
#define EACH 20000
#define NUDGE_EVERY 7
#define KEEP_EVERY 5

typedef struct Note {
    InboxItem item; /* first */
    int pusher, number;
} Note;

static int failures;

static void check(bool held, const char *what)
{
    if (held)
        return;
    fprintf(stderr, "%s\n", what);
    failures++;
}

static Note *note_new(int pusher, int number)
{
    Note *note = malloc(sizeof *note);
    if (!note)
        abort();
    note->pusher = pusher;
    note->number = number;
    return note;
}

static void let_go(Inbox *inbox, Note *note)
{
    if (inbox_let_go(inbox, &note->item))
        free(note);
}

/* ---- One thread ---- */

static void states(void)
{
    Inbox inbox = {0};
    InboxItem *gone;
    check(!inbox_has_items(&inbox) && !inbox_take(&inbox, &gone) && !gone, "an inbox begins empty");
    check(inbox_park(&inbox, &gone) && inbox_waits(&inbox), "an empty inbox parks");
    Note *first = note_new(0, 0), *second = note_new(0, 1);
    check(inbox_push(&inbox, &first->item) == INBOX_WAITED, "the first item wakes");
    check(inbox_push(&inbox, &second->item) == INBOX_ACTIVE, "the second does not");
    check(!inbox_park(&inbox, &gone), "an inbox with items does not park");
    InboxItem *list = inbox_take(&inbox, &gone);
    check(list == &first->item && list->next == &second->item && !second->item.next && !gone, "oldest first");
    check(!inbox_has_items(&inbox) && !inbox_take(&inbox, &gone), "what was taken is not taken again");
    check(inbox_let_go(&inbox, &first->item), "only the newest has to be kept");
    check(!inbox_let_go(&inbox, &second->item), "the newest is kept");
    free(first);
    check(inbox_nudge(&inbox) == INBOX_ACTIVE && inbox_nudge(&inbox) == INBOX_ACTIVE, "nudged twice");
    check(inbox_has_items(&inbox) && !inbox_park(&inbox, &gone) && !gone, "a nudge keeps from parking");
    check(!inbox_take(&inbox, &gone) && !gone && !inbox_has_items(&inbox), "a nudge is no item");
    Note *third = note_new(0, 2);
    inbox_nudge(&inbox);
    check(inbox_push(&inbox, &third->item) == INBOX_ACTIVE, "pushed over a nudge");
    list = inbox_take(&inbox, &gone);
    check(list == &third->item && !third->item.next && gone == &second->item, "the kept one is gone");
    free(gone);
    check(inbox_park(&inbox, &gone) && !gone, "parks above an item that is still needed");
    check(inbox_let_go(&inbox, &third->item), "which nobody has to keep then");
    check(inbox_nudge(&inbox) == INBOX_WAITED && !inbox_has_items(&inbox), "a nudge wakes");
    check(inbox_push(&inbox, &third->item) == INBOX_ACTIVE, "the same item once more");
    check(inbox_take(&inbox, &gone) == &third->item && !inbox_let_go(&inbox, &third->item), "and let go");
    check(!inbox_close(&inbox, &gone) && gone == &third->item, "closing gives back what was kept");
    check(inbox_push(&inbox, &third->item) == INBOX_CLOSED && inbox_nudge(&inbox) == INBOX_CLOSED, "closed");
    check(!inbox_close(&inbox, &gone) && !gone, "closed twice");
    free(third);
}

/* ---- Several ---- */

typedef struct Shared {
    Inbox inbox;
    sem_t ready; /* of an owner that waited */
    int pusher;
} Shared;

typedef struct Pusher {
    Shared *shared;
    int number;
} Pusher;

static void *push_all(void *arg)
{
    const Pusher *pusher = arg;
    Inbox *inbox = &pusher->shared->inbox;
    for (int i = 0; i < EACH; i++) {
        if (i % NUDGE_EVERY == 0 && inbox_nudge(inbox) == INBOX_WAITED)
            sem_post(&pusher->shared->ready);
        Note *note = note_new(pusher->number, i);
        InboxState state = inbox_push(inbox, &note->item);
        check(state != INBOX_CLOSED, "closed too early");
        if (state == INBOX_WAITED)
            sem_post(&pusher->shared->ready);
    }
    return NULL;
}

/* Some are kept for longer, and let go after others. */
static int read_all(Inbox *inbox, InboxItem *list, int *next, Note **kept)
{
    int count = 0;
    for (InboxItem *item = list, *after; item; item = after, count++) {
        after = item->next;
        Note *note = (Note *)item;
        check(note->number == next[note->pusher]++, "the order of one pusher is lost");
        if (note->number % KEEP_EVERY == 0) {
            if (*kept)
                let_go(inbox, *kept);
            *kept = note;
        } else {
            let_go(inbox, note);
        }
    }
    return count;
}

static void threads(void)
{
    Shared shared = {0};
    sem_init(&shared.ready, 0, 0);
    pthread_t ids[PUSHERS];
    Pusher pushers[PUSHERS];
    for (int i = 0; i < PUSHERS; i++) {
        pushers[i] = (Pusher){&shared, i};
        pthread_create(&ids[i], NULL, push_all, &pushers[i]);
    }
    int next[PUSHERS] = {0};
    Note *kept = NULL;
    InboxItem *gone;
    for (int left = PUSHERS * EACH; left > 0;) {
        left -= read_all(&shared.inbox, inbox_take(&shared.inbox, &gone), next, &kept);
        free(gone);
        if (left == 0 || !inbox_park(&shared.inbox, &gone))
            continue;
        free(gone);
        sem_wait(&shared.ready);
    }
    for (int i = 0; i < PUSHERS; i++)
        pthread_join(ids[i], NULL);
    let_go(&shared.inbox, kept);
    check(!inbox_close(&shared.inbox, &gone), "nothing is left");
    free(gone);
    sem_destroy(&shared.ready);
}

int main(void)
{
    states();
    threads();
    return failures > 0;
}
