#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *text;
    Severity severity;
} info[DIAG_COUNT] = {
#define DIAG(id, code, severity, title) [DIAG_##id] = {code, SEVERITY_##severity},
#include "base/diag.def"
#undef DIAG
};

void diag_list_init(DiagList *list, Arena *arena)
{
    *list = (DiagList){.arena = arena};
}

static const char *format_text(Arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

static bool already_reported(const DiagList *list, DiagCode code, Span span)
{
    for (size_t i = 0; span.source && i < list->items.count; i++) {
        const Diag *diag = list->items.items[i];
        Span first = diag->labels.items[0].span;
        if (diag->code == code && first.source == span.source && first.start == span.start &&
            first.end == span.end)
            return true;
    }
    return false;
}

Diag *diag_add(DiagList *list, DiagCode code, Span span, const char *format, ...)
{
    Diag *diag = ARENA_NEW(list->arena, Diag);
    diag->code = code;
    va_list args;
    va_start(args, format);
    diag->message = format_text(list->arena, format, args);
    va_end(args);
    DiagLabel primary = {span, ""};
    vec_push(list->arena, &diag->labels, primary);
    if (already_reported(list, code, span))
        return diag;
    vec_push(list->arena, &list->items, diag);
    if (info[code].severity == SEVERITY_ERROR)
        list->error_count++;
    return diag;
}

void diag_label(DiagList *list, Diag *diag, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    DiagLabel label = {span, format_text(list->arena, format, args)};
    va_end(args);
    DiagLabel *primary = &diag->labels.items[0];
    bool same = primary->span.source == span.source && primary->span.start == span.start &&
                primary->span.end == span.end;
    /* The primary place is marked already; a text for it belongs to that mark. */
    if (same && primary->text[0] == '\0')
        primary->text = label.text;
    else
        vec_push(list->arena, &diag->labels, label);
}

void diag_hint(DiagList *list, Diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag->hint = format_text(list->arena, format, args);
    va_end(args);
}

const char *diag_code_text(DiagCode code)
{
    return info[code].text;
}

Severity diag_severity(DiagCode code)
{
    return info[code].severity;
}
