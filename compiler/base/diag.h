/* diag.h - what is wrong with a user's program, as data.
 *
 * Passes append diagnostics to a list; they do not print and do not exit. base/diag_render.c turns
 * the list into text for people or into JSON lines. Codes and severities are one table,
 * diag.def. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/source.h"

typedef enum DiagCode {
#define DIAG(id, code, severity, title) DIAG_##id,
#include "base/diag.def"
#undef DIAG
    DIAG_COUNT
} DiagCode;

typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE } Severity;

typedef struct DiagLabel {
    Span span;
    const char *text; /* "" for a bare mark */
} DiagLabel;

typedef struct Diag {
    DiagCode code;
    const char *message;   /* what was found and what was needed */
    VEC(DiagLabel) labels; /* the first is the primary place */
    const char *hint;      /* a next step, or NULL */
} Diag;

typedef struct DiagList {
    Arena *arena;
    VEC(Diag *) items;
    size_t error_count;
} DiagList;

void diag_list_init(DiagList *list, Arena *arena); /* its diagnostics live in the arena */

/* Appends a diagnostic and returns it, so that labels and a hint can be added. A second diagnostic
 * of the same code at the same place is dropped: the result is then a scratch one. */
Diag *diag_add(DiagList *list, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_label(DiagList *list, Diag *diag, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_hint(DiagList *list, Diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

const char *diag_code_text(DiagCode code); /* "E0001" */
Severity diag_severity(DiagCode code);     /* as diag.def says */

#endif
