/* sqlite.h - the SQLite driver's view of a URL: `sqlite:PATH`, `sqlite://PATH`,
 * `sqlite::memory:`. */
#ifndef RT_DB_SQLITE_H
#define RT_DB_SQLITE_H

#include <stdbool.h>

bool sqlite_url_in_memory(const char *url); /* nothing is left of it when it is closed */

#endif
