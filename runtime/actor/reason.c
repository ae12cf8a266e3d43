#include "actor/reason.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

Reason *reason_new(ReasonKind kind, const char *text, size_t length)
{
    Reason *reason = memory_new(sizeof *reason + length);
    reason->kind = kind;
    reason->length = length;
    reason->text = reason->bytes;
    if (length > 0)
        memcpy(reason->bytes, text, length);
    atomic_init(&reason->owners, 1);
    return reason;
}

Reason *reason_printf(const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t size = length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    return reason_new(REASON_ERROR, text, size);
}

static bool is(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

Reason *reason_from_text(const char *text, size_t length)
{
    if (is(text, length, "kill"))
        return reason_killed();
    if (is(text, length, "normal"))
        return reason_normal();
    if (is(text, length, "shutdown"))
        return reason_shutdown();
    return reason_new(REASON_ERROR, text, length);
}

Reason *reason_linked(const Reason *inner)
{
    return reason_new(REASON_LINKED, inner->text, inner->length);
}

Reason *reason_normal(void)
{
    static Reason reason = {-1, REASON_NORMAL, 6, "normal"};
    return &reason;
}

Reason *reason_shutdown(void)
{
    static Reason reason = {-1, REASON_SHUTDOWN, 8, "shutdown"};
    return &reason;
}

Reason *reason_killed(void)
{
    static Reason reason = {-1, REASON_KILLED, 6, "killed"};
    return &reason;
}

Reason *reason_noproc(void)
{
    static Reason reason = {-1, REASON_ERROR, 6, "noproc"};
    return &reason;
}

Reason *reason_retain(Reason *reason)
{
    if (atomic_load_explicit(&reason->owners, memory_order_relaxed) > 0)
        atomic_fetch_add_explicit(&reason->owners, 1, memory_order_relaxed);
    return reason;
}

void reason_release(Reason *reason)
{
    if (!reason || atomic_load_explicit(&reason->owners, memory_order_relaxed) < 0)
        return;
    if (atomic_fetch_sub_explicit(&reason->owners, 1, memory_order_acq_rel) == 1)
        memory_free(reason);
}
