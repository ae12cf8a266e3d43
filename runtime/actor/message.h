/* message.h - what travels between actors: values, requests, replies and signals.
 *
 * A message owns a copy of its value that belongs to no heap until the receiver opens it. An object
 * that refers to no other and is small is copied into the message itself: a very small one of a
 * plain value takes the place of fields that only requests and signals have, so that the message is
 * one cache line.
 *
 * Of small messages one in MESSAGE_SAMPLE, at random, has the weight of that many; the others have
 * none. */
#ifndef RT_ACTOR_MESSAGE_H
#define RT_ACTOR_MESSAGE_H

#include "abi/mesh_abi.h"
#include "actor/local.h"
#include "actor/reason.h"
#include "value/fragment.h"

#define MESSAGE_BYTES        64
#define MESSAGE_WIDE_BYTES   128
#define MESSAGE_IMAGE_WORDS  MESH_PLAIN_WORDS
#define MESSAGE_PACKED_WORDS 4
#define MESSAGE_UNIT         64
#define MESSAGE_SAMPLE       16

typedef enum MessageKind {
    /* stay in the mailbox until somebody takes them */
    MESSAGE_VALUE,
    MESSAGE_EXIT, /* sender, reason: an exit signal for who traps them */
    MESSAGE_DOWN, /* sender, ref, reason */
    MESSAGE_CALL, /* sender, ref; type = the MeshServiceInfo; value = the request closure */
    MESSAGE_CAST, /* the same without sender and ref */
    /* handled on arrival */
    MESSAGE_REPLY,     /* ref; reason NULL: value, otherwise it failed */
    MESSAGE_EXIT_SENT, /* sender, reason: Process.exit */
    MESSAGE_EXIT_LINK, /* sender, reason: a linked process ended */
    MESSAGE_LINK,      /* sender */
    MESSAGE_UNLINK,    /* sender */
    MESSAGE_MONITOR,   /* sender, ref */
    MESSAGE_DEMONITOR, /* sender, ref */
    MESSAGE_FORGET,    /* nobody will ask the job for its result */
    MESSAGE_OVERFLOW,  /* the mailbox has outgrown the actor's limit */
    MESSAGE_OBSERVE    /* ref: a snapshot wants to know about the actor */
} MessageKind;

typedef enum MessageForm {
    FORM_WORD,   /* no object, or a static one */
    FORM_PACKED, /* the words of one object, instead of sender, ref, reason and word */
    FORM_IMAGE,  /* the words of one object, in a wide message */
    FORM_FRAGMENT,
    FORM_OPENED /* a word on the receiver's heap */
} MessageForm;

typedef struct Message {
    union {
        InboxItem item;
        struct Message *next;
    };
    const void *type; /* MeshTypeInfo of the value, or MeshServiceInfo of a request */
    union {
        struct {
            MeshWord sender; /* pid */
            uint64_t ref;
            Reason *reason; /* owned */
            union {
                MeshWord word;
                Fragment *fragment;
            };
        };
        MeshWord packed[MESSAGE_PACKED_WORDS];
    };
    uint8_t kind;       /* a MessageKind */
    uint8_t form;       /* a MessageForm */
    uint8_t value_kind; /* a MeshKind */
    bool wide;          /* has an image */
    uint32_t weight;    /* what it counts in the mailbox, in units of MESSAGE_UNIT bytes */
    MeshWord image[];   /* MESSAGE_IMAGE_WORDS of a wide one */
} Message;

/* Messages are made by any thread and freed by workers. */
Message *message_new(MessageKind kind);
Message *message_try_new(MessageKind kind); /* NULL when the system has no memory for it */

/* A message with a copy of the value, out of the caller's heap; the value is borrowed. Crashes the
 * actor of cx when the system has no memory. */
Message *message_with_value(MeshContext *cx, MessageKind kind, MeshWord word,
                            int64_t kind_of_value);

/* The same, and the value, which is on the heap of cx, is taken: large parts of it travel without a
 * copy. */
Message *message_taking_value(MeshContext *cx, MessageKind kind, MeshWord word,
                              int64_t kind_of_value);

/* A message with a value that is no object. The caller runs on the worker. */
Message *message_with_word(Worker *worker, MeshWord word, int64_t kind_of_value);

/* A message with an object of this tag and these fields, none of which refers to anything. At most
 * MESSAGE_IMAGE_WORDS - 1 of them. */
Message *message_with_fields(Worker *worker, MeshWord tag, const MeshWord *fields, size_t count);

/* The same with a fragment that is taken. */
Message *message_with_fragment(MessageKind kind, Fragment *fragment);

/* The value on the heap of cx; the message still owns it, and message_take_value gives it away. */
MeshWord message_open(MeshContext *cx, Message *message);
MeshWord message_take_value(MeshContext *cx, Message *message);

/* The value to look at, not to be counted, until the message is opened or freed. A small object is
 * not even opened: it is what lies in the message. */
MeshWord message_look(MeshContext *cx, Message *message);

/* Frees it and what it owns. cx is the receiver, needed only if the value was opened. */
void message_free(MeshContext *cx, Message *message);

/* The receiver's heap is gone, or goes as a whole. */
void message_discard(Message *message);

/* The drop hook of the scheduler: the cell of a message that was freed while its task still had to
 * keep it. */
void message_drop_gone(Worker *worker, InboxItem *item);

#endif
