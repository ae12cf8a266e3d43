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
    memory_free(result->error);
    *result = (DbResult){0};
}

void db_result_clear(DbResult *result)
{
    if (result->capacity > KEPT_BYTES || result->value_capacity > KEPT_VALUES ||
        result->row_capacity > KEPT_VALUES) {
        db_result_deinit(result);
        return;
    }
    memory_free(result->error);
    result->error = NULL;
    result->used = result->value_count = result->columns = result->row_count = 0;
    result->changes = 0;
    result->overflowed = false;
}

/* What has come so far gives its memory back: without the rest it is worth nothing. */
static void refuse(DbResult *result)
{
    db_result_deinit(result);
    result->overflowed = true;
    db_result_fail(result, "53200", "", "", "", "out of memory");
}

/* Room for one more item. False when there is none. */
static bool grow(DbResult *result, void **items, size_t count, size_t *capacity, size_t item_bytes)
{
    if (count < *capacity)
        return true;
    size_t wanted = *capacity ? *capacity * 2 : 32;
    void *grown = memory_try_resize(*items, wanted * item_bytes);
    if (!grown) {
        refuse(result);
        return false;
    }
    *items = grown;
    *capacity = wanted;
    return true;
}

static void add_value(DbResult *result, DbValue value)
{
    void *values = result->values;
    if (!grow(result, &values, result->value_count, &result->value_capacity,
              sizeof *result->values))
        return;
    result->values = values;
    result->values[result->value_count++] = value;
}

static bool reserve_bytes(DbResult *result, size_t length)
{
    if (result->capacity - result->used >= length)
        return true;
    size_t capacity = result->capacity ? result->capacity * 2 : 512;
    while (capacity - result->used < length)
        capacity *= 2;
    char *bytes = memory_try_resize(result->bytes, capacity);
    if (!bytes) {
        refuse(result);
        return false;
    }
    result->bytes = bytes;
    result->capacity = capacity;
    return true;
}

void db_result_value(DbResult *result, const void *bytes, size_t length, bool is_null)
{
    if (result->overflowed || !reserve_bytes(result, length))
        return;
    if (length > 0)
        memcpy(result->bytes + result->used, bytes, length);
    size_t offset = result->used;
    result->used += length;
    add_value(result, (DbValue){offset, length, is_null});
}

void db_result_column(DbResult *result, const char *name)
{
    db_result_value(result, name, strlen(name), false);
    if (!result->overflowed)
        result->columns++;
}

void db_result_changed(DbResult *result, int64_t changes)
{
    void *row_changes = result->row_changes;
    if (result->overflowed || !grow(result, &row_changes, result->row_count, &result->row_capacity,
                                    sizeof *result->row_changes))
        return;
    result->row_changes = row_changes;
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
    const char *parts[] = {code, constraint, table, column, message};
    enum { PARTS = sizeof parts / sizeof *parts };
    size_t length = 0;
    for (int i = 0; i < PARTS; i++)
        length += strlen(or_empty(parts[i])) + 1;
    char *error = memory_new(length), *end = error;
    for (int i = 0; i < PARTS; i++) {
        end = stpcpy(end, or_empty(parts[i]));
        *end++ = i + 1 < PARTS ? '\t' : '\0';
    }
    memory_free(result->error);
    result->error = error;
}
