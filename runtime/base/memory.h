/* memory.h - memory of the runtime itself, outside every actor's heap.
 *
 * Any thread may call these. They never give NULL: a reserve kept for the moment when the system
 * has no memory left is used up first, so that a crash can be reported and supervisors can act;
 * then the process ends with `mesh: out of memory`. What belongs to one actor is allocated on its
 * heap instead. */
#ifndef RT_BASE_MEMORY_H
#define RT_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

void *memory_new(size_t bytes);    /* never NULL: the program ends when the system has none */
void *memory_zeroed(size_t bytes); /* likewise */
void *memory_resize(void *memory, size_t bytes); /* keeps the contents; NULL allocates */
/* a copy of the bytes with a NUL behind them */
char *memory_text(const void *bytes, size_t length);
void memory_free(void *memory); /* NULL is fine */

/* For memory on behalf of one actor, which can be told that there is none: NULL then. */
void *memory_try_new(size_t bytes);
void *memory_try_resize(void *memory, size_t bytes);

/* For a thread that gives a lot back while others work: lets them have a turn. */
void memory_pause(void);

/* memory_free of a large piece, with a pause after each `slice_bytes`. */
void memory_free_in_slices(void *memory, size_t bytes, size_t slice_bytes);

/* What heaps and long strings hold, in pieces of MEMORY_CLAIM_LEAST bytes and more, is counted
 * against what the program is allowed: a group of processes with a limit does not refuse memory, it
 * kills. False when `bytes` more would be too much, also after waiting for memory on its way back.
 * Without a limit nothing is too much. */
#define MEMORY_CLAIM_LEAST ((size_t)4096)
void memory_limit_claims(size_t most_bytes); /* for all claims together; once, before the first */
bool memory_claim(size_t bytes);             /* false: the limit is reached */
void memory_unclaim(size_t bytes);           /* gives back what was claimed */

/* Around giving back a lot of memory on another thread than those that ask for it: until it is
 * done, a request that the system refuses waits for it instead of failing. */
void memory_return_begins(void);
void memory_return_ends(void);

/* Makes or renews the reserve: somebody has just given memory back. */
void memory_keep_reserve(void);

#endif
