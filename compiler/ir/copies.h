/* copies.h - where an update cannot happen in place because the function itself keeps another
 * reference.
 *
 * Whether a value has one owner is known when the program runs; a function shows that it does its
 * part when it hands its only reference to the update. Parameters count as having one owner, and so
 * do results of calls that are not what was passed: whoever passes a value on to a function that
 * updates it is looked at in turn. */
#ifndef IR_COPIES_H
#define IR_COPIES_H

#include "ir/mir.h"

typedef enum CopyCause {
    COPY_USED_AGAIN, /* `holder` is used at `where` */
    COPY_KEPT,       /* what happened at `where` may have kept a reference */
    COPY_LENT,       /* the caller keeps `holder` */
    COPY_CAPTURED,   /* the closure keeps `holder` */
    COPY_CONSTANT    /* every actor reads it */
} CopyCause;

typedef struct CopyNote {
    const MirFn *fn;
    Span span;         /* of the update, or of the call that leads to it */
    Type *type;        /* of the value that may be copied */
    const char *value; /* how the program calls it, or NULL */
    const char
        *holder; /* what holds it besides; the same text when it is the value itself; or NULL */
    CopyCause cause;
    Span where;
    uint64_t params; /* bits: the parameters of `fn` the value comes from */
} CopyNote;

typedef VEC(CopyNote) CopyNoteVec;

/* What a function of the program itself updates. */
typedef struct UpdatedParams {
    const MirFn *fn;
    bool any;        /* it updates something */
    uint64_t params; /* bits: values that come from these parameters */
} UpdatedParams;

typedef struct CopyReport {
    CopyNoteVec notes;
    VEC(UpdatedParams) functions;
} CopyReport;

/* Of the functions outside std, in the order of the program; `p` has been through take_fields. */
CopyReport find_copies(Arena *arena, const MirProgram *p);

#endif
