#include "db/result.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_BYTES = 64 * 1024, KEPT_VALUES = 4096 };

void db_result_deinit(DbResult *result)
{
    memory_free(result->bytes);
    memory_free(result->values);
    memory_free(result->row_changes);
    free(result->error);
    *result = (DbResult){0};
}

void db_result_clear(DbResult *result)
{
    if (result->capacity > KEPT_BYTES || result->value_capacity > KEPT_VALUES ||
        result->row_capacity > KEPT_VALUES) {
        db_result_deinit(result);
        return;
    }
    free(result->error);
    result->error = NULL;
    result->used = result->value_count = result->columns = result->row_count = 0;
    result->changes = 0;
}

static DbValue *add_value(DbResult *result)
{
    if (result->value_count == result->value_capacity) {
        result->value_capacity = result->value_capacity ? result->value_capacity * 2 : 32;
        result->values =
            memory_resize(result->values, result->value_capacity * sizeof *result->values);
    }
    return &result->values[result->value_count++];
}

void db_result_value(DbResult *result, const void *bytes, size_t length, bool is_null)
{
    if (result->capacity - result->used < length) {
        size_t capacity = result->capacity ? result->capacity * 2 : 512;
        while (capacity - result->used < length)
            capacity *= 2;
        result->bytes = memory_resize(result->bytes, capacity);
        result->capacity = capacity;
    }
    if (length > 0)
        memcpy(result->bytes + result->used, bytes, length);
    *add_value(result) = (DbValue){result->used, length, is_null};
    result->used += length;
}

void db_result_column(DbResult *result, const char *name)
{
    db_result_value(result, name, strlen(name), false);
    result->columns++;
}

void db_result_changed(DbResult *result, int64_t changes)
{
    if (result->row_count == result->row_capacity) {
        result->row_capacity = result->row_capacity ? result->row_capacity * 2 : 32;
        result->row_changes =
            memory_resize(result->row_changes, result->row_capacity * sizeof *result->row_changes);
    }
    result->row_changes[result->row_count++] = changes;
    result->changes += changes;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

void db_result_fail(DbResult *result, const char *code, const char *constraint, const char *table,
                    const char *column, const char *message)
{
    char *error = NULL;
    if (asprintf(&error, "%s\t%s\t%s\t%s\t%s", or_empty(code), or_empty(constraint),
                 or_empty(table), or_empty(column), or_empty(message)) < 0)
        error = NULL;
    free(result->error);
    result->error = error ? error : strdup("\t\t\t\tout of memory");
}

size_t db_result_rows(const DbResult *result)
{
    return result->columns == 0 ? 0 : result->value_count / result->columns - 1;
}
