/* regex_syntax.h - whether a regex literal is well formed, so that its author learns it from the
 * compiler. */
#ifndef CHECK_REGEX_SYNTAX_H
#define CHECK_REGEX_SYNTAX_H

#include "base/text.h"

/* What is wrong with a pattern and at which byte; NULL: nothing. The messages are those of
 * Regex.compile. */
const char *regex_fault(Text pattern, size_t *at);

#endif
