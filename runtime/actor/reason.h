/* reason.h - why a process ended.
 *
 * Shared between the process and everybody who is told; counted atomically, never changed. */
#ifndef RT_ACTOR_REASON_H
#define RT_ACTOR_REASON_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ReasonKind {
    REASON_NORMAL,
    REASON_SHUTDOWN,
    REASON_ERROR,  /* a crash, or a text given to Process.exit */
    REASON_KILLED, /* cannot be trapped */
    REASON_LINKED  /* a linked process ended abnormally; the text is its reason */
} ReasonKind;

typedef struct Reason {
    _Atomic int32_t owners; /* negative: static */
    ReasonKind kind;
    size_t length;
    const char *text; /* not NUL-terminated */
    char bytes[];
} Reason;

Reason *reason_new(ReasonKind kind, const char *text, size_t length); /* owned */

/* An error with a formatted text. */
Reason *reason_printf(const char *format, ...) __attribute__((format(printf, 1, 2))); /* owned */

/* What Process.exit means by a text. */
Reason *reason_from_text(const char *text, size_t length); /* owned */

/* What the linked processes of somebody who ended with `inner` end with. */
Reason *reason_linked(const Reason *inner); /* owned */

/* The reasons that are the same for everybody: static, counted like others. */
Reason *reason_normal(void);
Reason *reason_shutdown(void);
Reason *reason_killed(void);
Reason *reason_noproc(void);

/* One owner more; the same reason. */
Reason *reason_retain(Reason *reason);
void reason_release(Reason *reason); /* NULL is fine */

/* Whether links pass it on, and supervisors restart a transient child. */
static inline bool reason_abnormal(const Reason *reason)
{
    return reason->kind != REASON_NORMAL && reason->kind != REASON_SHUTDOWN;
}

#endif
