/* copies_report.h - what find_copies found, as diagnostics: notes for --explain-copies, errors
 * where a function that is marked @inplace breaks its promise. */
#ifndef DRIVER_COPIES_REPORT_H
#define DRIVER_COPIES_REPORT_H

#include "base/diag.h"
#include "ir/mir.h"

/* Whether the user's program has a function marked @inplace. */
bool program_has_marks(const Program *program);

/* `mir` has been through take_fields. With `explain` every place is noted. */
void report_copies(Arena *arena, const MirProgram *mir, bool explain, DiagList *diags);

#endif
