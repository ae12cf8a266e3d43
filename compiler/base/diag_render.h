/* diag_render.h - the only place where diagnostics become text. */
#ifndef BASE_DIAG_RENDER_H
#define BASE_DIAG_RENDER_H

#include "base/diag.h"

#include <stdio.h>

/* For people: message, place, marked source lines, labels, hint (house form). Colours when
 * asked. */
void diag_render_text(const DiagList *list, FILE *out, bool colour);

/* One JSON object a line: code, severity, message, file, spans, fix. */
void diag_render_json(const DiagList *list, FILE *out);

#endif
