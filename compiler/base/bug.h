/* bug.h - how the compiler admits a mistake of its own. */
#ifndef BASE_BUG_H
#define BASE_BUG_H

/* Prints `error: internal: TEXT` and ends the process with status 1. */
_Noreturn void bug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
