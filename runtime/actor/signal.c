/* What an actor does with its mail: values wait in the queue, signals are acted upon here.
 *
 * A link is known to both ends, each in its own table, so no lock is needed: an end of a link that
 * has heard of nothing yet is told by a message, and who ends answers the messages that came too
 * late. */
#include "actor/actor.h"
#include "actor/observe.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/panic.h"
#include "base/prim.h"

#include <string.h>

static Relations *relations_of(Actor *self)
{
    if (!self->relations)
        self->relations = memory_zeroed(sizeof *self->relations);
    return self->relations;
}

void actor_link_now(Actor *self, MeshWord pid)
{
    word_map_put(&relations_of(self)->links, pid, 1);
}

void actor_reserve_link(Actor *self)
{
    if (!word_map_reserve(&relations_of(self)->links))
        mesh_panic_c(actor_cx(self), "out of memory");
}

void actor_reserve_monitor(Actor *self)
{
    if (!word_map_reserve(&relations_of(self)->watching))
        mesh_panic_c(actor_cx(self), "out of memory");
}

void actor_expect_down(Actor *self, uint64_t ref, MeshWord pid)
{
    word_map_put(&relations_of(self)->watching, ref, pid);
}

void actor_watch_now(Actor *watcher, Actor *watched, MeshWord watcher_pid)
{
    uint64_t ref = atomic_fetch_add(&actor_program(watched)->last_monitor, 1) + 1;
    word_map_put(&relations_of(watched)->watchers, ref, watcher_pid);
    word_map_put(&relations_of(watcher)->watching, ref, watched->pid);
}

void actor_count_restart(Actor *self)
{
    relations_of(self)->restarts++;
}

static bool remove_link(Actor *self, MeshWord pid)
{
    return self->relations && word_map_remove(&self->relations->links, pid, NULL);
}

static void queue_as(Actor *self, Message *message, MessageKind kind)
{
    message->kind = kind;
    mailbox_append(&self->mailbox, message);
}

/* Decides that the actor ends, unless that is decided already. */
static void decide_exit(Actor *self, Reason *reason)
{
    if (self->exit || self->phase >= PHASE_ENDING)
        reason_release(reason);
    else
        self->exit = reason;
}

/* True when the message was kept. */
static bool exit_sent(Actor *self, Message *message)
{
    Reason *reason = message->reason;
    if (reason->kind == REASON_KILLED) {
        /* A kill also ends a terminate block that does not end by itself. */
        if (self->phase == PHASE_ENDING)
            self->overrun = true;
        decide_exit(self, reason_retain(reason));
        return false;
    }
    if (self->traps) {
        queue_as(self, message, MESSAGE_EXIT);
        return true;
    }
    if (reason->kind != REASON_NORMAL || message->sender == self->pid)
        decide_exit(self, reason_retain(reason));
    return false;
}

static bool exit_linked(Actor *self, Message *message)
{
    if (!remove_link(self, message->sender))
        return false;
    if (self->traps) {
        queue_as(self, message, MESSAGE_EXIT);
        return true;
    }
    if (reason_abnormal(message->reason))
        decide_exit(self, reason_linked(message->reason));
    return false;
}

static bool down(Actor *self, Message *message)
{
    if (!self->relations || !word_map_remove(&self->relations->watching, message->ref, NULL))
        return false;
    if (self->kind == ACTOR_JOB && message->sender == self->parent && !self->orphan) {
        self->orphan = true;
        if (reason_abnormal(message->reason))
            decide_exit(self, reason_killed());
        return false;
    }
    mailbox_append(&self->mailbox, message);
    return true;
}

static bool reply(Actor *self, Message *message)
{
    /* The reply to a call that has been given up is dropped. */
    Activity *activity = self->activity;
    if (activity->call_ref != message->ref || message->ref == 0)
        return false;
    activity->call_ref = 0;
    activity->reply = message;
    return true;
}

static void report_dropped(Actor *self, const char *type)
{
    log_line("<0.%llu> dropped a message of type %s", (unsigned long long)self->pid, type);
}

static bool value(Actor *self, Message *message)
{
    const MeshTypeInfo *type = message->type;
    bool typed = self->kind != ACTOR_JOB && self->message_type;
    if (self->kind == ACTOR_SERVICE || (typed && self->message_type != type)) {
        report_dropped(self, type->name);
        return false;
    }
    mailbox_append(&self->mailbox, message);
    return true;
}

static bool request(Actor *self, Message *message)
{
    if (!message->type && self->ready) {
        Message *reply = message_new(MESSAGE_REPLY);
        reply->ref = message->ref;
        actor_post(actor_program(self), message->sender, reply);
        return false;
    }
    /* Without a service it is a question to a job, or to an actor that is not ready yet. */
    if (!message->type || (self->kind == ACTOR_SERVICE && self->service == message->type)) {
        mailbox_append(&self->mailbox, message);
        return true;
    }
    report_dropped(self, ((const MeshServiceInfo *)message->type)->name);
    return false;
}

static void post_exit_link(Actor *self, MeshWord to, Reason *reason)
{
    Message *message = message_new(MESSAGE_EXIT_LINK);
    message->sender = self->pid;
    message->reason = reason_retain(reason);
    actor_post(actor_program(self), to, message);
}

static void post_down(Program *program, MeshWord from, MeshWord to, uint64_t ref, Reason *reason)
{
    Message *message = message_new(MESSAGE_DOWN);
    message->sender = from;
    message->ref = ref;
    message->reason = reason_retain(reason);
    actor_post(program, to, message);
}

/* Who wants to be told of our end is told at once when there is no memory to remember it. */
static void linked(Actor *self, MeshWord pid)
{
    if (word_map_reserve(&relations_of(self)->links)) {
        actor_link_now(self, pid);
        return;
    }
    Reason *reason = reason_printf("out of memory");
    post_exit_link(self, pid, reason);
    reason_release(reason);
}

static void monitored(Actor *self, MeshWord watcher, uint64_t ref)
{
    if (word_map_reserve(&relations_of(self)->watchers)) {
        word_map_put(&relations_of(self)->watchers, ref, watcher);
        return;
    }
    Reason *reason = reason_printf("out of memory");
    post_down(actor_program(self), self->pid, watcher, ref, reason);
    reason_release(reason);
}

/* True when the message is still needed; then somebody owns it. */
static bool handle(Actor *self, Message *message)
{
    switch ((MessageKind)message->kind) {
    case MESSAGE_VALUE:
        return value(self, message);
    case MESSAGE_CALL:
    case MESSAGE_CAST:
        return request(self, message);
    case MESSAGE_REPLY:
        return reply(self, message);
    case MESSAGE_EXIT_SENT:
        return exit_sent(self, message);
    case MESSAGE_EXIT_LINK:
        return exit_linked(self, message);
    case MESSAGE_LINK:
        linked(self, message->sender);
        return false;
    case MESSAGE_UNLINK:
        remove_link(self, message->sender);
        return false;
    case MESSAGE_MONITOR:
        monitored(self, message->sender, message->ref);
        return false;
    case MESSAGE_DEMONITOR:
        if (self->relations)
            word_map_remove(&self->relations->watchers, message->ref, NULL);
        return false;
    case MESSAGE_DOWN:
        return down(self, message);
    case MESSAGE_FORGET:
        self->forgotten = true;
        return false;
    case MESSAGE_OVERFLOW:
        self->overfull = true;
        return false;
    case MESSAGE_OBSERVE:
        observer_answer(self, message->ref);
        return false;
    case MESSAGE_EXIT:
        break;
    }
    bug("actor: a message of kind %d was posted", (int)message->kind);
}

void actor_collect_mail(Actor *self)
{
    for (Message *message = (Message *)task_take(&self->task), *next; message; message = next) {
        next = message->next;
        if (handle(self, message))
            continue;
        mailbox_forget(&self->mailbox, message);
        message_discard(message);
    }
}

void actor_obey_mail(Actor *self)
{
    if (self->overfull && self->phase < PHASE_ENDING) {
        self->overfull = false;
        mesh_panic_c(actor_cx(self), "mailbox limit");
    }
    if (self->overrun)
        actor_start_over(self);
}

/* ---- The end
 * ----------------------------------------------------------------------------------------- */

void reply_failed(Program *program, MeshWord caller, uint64_t ref, Reason *reason)
{
    Message *message = message_new(MESSAGE_REPLY);
    message->ref = ref;
    message->reason = reason_retain(reason);
    actor_post(program, caller, message);
}

void actor_answer_dead(Actor *self, Message *list)
{
    for (Message *message = list, *next; message; message = next) {
        next = message->next;
        if (message->kind == MESSAGE_LINK)
            actor_link_now(self, message->sender);
        else if (message->kind == MESSAGE_UNLINK)
            remove_link(self, message->sender);
        else if (message->kind == MESSAGE_EXIT_LINK)
            remove_link(self, message->sender);
        else if (message->kind == MESSAGE_MONITOR)
            word_map_put(&relations_of(self)->watchers, message->ref, message->sender);
        else if (message->kind == MESSAGE_DEMONITOR && self->relations)
            word_map_remove(&self->relations->watchers, message->ref, NULL);
        else if (message->kind == MESSAGE_CALL)
            reply_failed(actor_program(self), message->sender, message->ref, self->exit);
        message_free(actor_cx(self), message);
    }
}

void actor_tell_relations(Actor *self)
{
    Relations *relations = self->relations;
    if (!relations)
        return;
    Program *program = actor_program(self);
    for (size_t i = 0; i < relations->links.room; i++)
        if (relations->links.entries[i].used)
            post_exit_link(self, relations->links.entries[i].key, self->exit);
    for (size_t i = 0; i < relations->watchers.room; i++) {
        WordEntry *entry = &relations->watchers.entries[i];
        if (entry->used)
            post_down(program, self->pid, entry->value, entry->key, self->exit);
    }
    for (size_t i = 0; i < relations->watching.room; i++) {
        WordEntry *entry = &relations->watching.entries[i];
        if (!entry->used)
            continue;
        /* Without memory for that the watched remembers it to its end, and then tells nobody. */
        Message *message = message_try_new(MESSAGE_DEMONITOR);
        if (!message)
            break;
        message->sender = self->pid;
        message->ref = entry->key;
        actor_post(program, entry->value, message);
    }
    word_map_deinit(&relations->links);
    word_map_deinit(&relations->watching);
    word_map_deinit(&relations->watchers);
    memory_free(relations);
    self->relations = NULL;
}
