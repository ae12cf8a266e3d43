/* result.h - what a database statement gave: columns, rows and counts, or an error.
 *
 * Owned by the connection it belongs to and reused from statement to statement; values lie one
 * after another in one growing buffer, so a result of any size costs a handful of allocations. One
 * that the memory has no room for becomes an error, which ends neither the program nor the
 * connection. */
#ifndef RT_DB_RESULT_H
#define RT_DB_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct DbValue {
    size_t offset; /* into DbResult.bytes */
    size_t length;
    bool is_null;
} DbValue;

typedef struct DbResult {
    char *bytes;
    size_t used, capacity;
    DbValue *values; /* the column names first, then the rows, row by row */
    size_t value_count, value_capacity;
    size_t columns;
    int64_t changes;      /* rows changed; for a batch over all of its rows */
    int64_t *row_changes; /* of a batch: rows changed by each of its rows */
    size_t row_count, row_capacity;
    bool overflowed; /* there was no memory for all of it: it has an error, and nothing is added any
                        more */
    char *error;     /* NULL: success. Five fields divided by tabs: code, constraint, table, column,
                        message */
} DbResult;

void db_result_deinit(DbResult *result); /* usable again after db_result_init */
void db_result_clear(DbResult *result);  /* keeps its memory up to a limit */

/* Appends a column; before the first value. */
void db_result_column(DbResult *result, const char *name);

/* Appends the next value of the row; copied. */
void db_result_value(DbResult *result, const void *bytes, size_t length, bool is_null);

/* Adds what one run of the statement changed. */
void db_result_changed(DbResult *result, int64_t changes);

/* Replaces the error. NULL or "" fields are empty. */
void db_result_fail(DbResult *result, const char *code, const char *constraint, const char *table,
                    const char *column, const char *message);

/* Valid until the next value is added. */
static inline const char *db_value_bytes(const DbResult *result, const DbValue *value)
{
    return result->bytes + value->offset;
}

#endif
