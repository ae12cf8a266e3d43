/* Bodies of std/pool.mpl. C gives numbers and flat lists; pool.mpl makes Results and rows of
 * them. */
#include "std_externs.h"

#include "base/memory.h"
#include "base/panic.h"
#include "db/pool.h"
#include "value/list.h"
#include "value/string.h"

#include <stdlib.h>
#include <string.h>

static char *c_text(const MeshString *text)
{
    return memory_text((const char *)text->bytes, (size_t)text->length);
}

int64_t mesh_pool_open(MeshContext *cx, MeshString *url, int64_t min, int64_t max,
                       int64_t timeout_ms)
{
    char *text = c_text(url);
    int64_t pool = pool_open(cx, text, min, max, timeout_ms);
    memory_free(text);
    return pool;
}

static MeshString *status_text(MeshContext *cx, int64_t pool, PoolStatus status)
{
    switch (status) {
    case POOL_OK:
        return string_empty();
    case POOL_CLOSED:
        return string_from_text(cx, "pool is closed");
    case POOL_TIMEOUT:
        return string_from_text(cx, "pool checkout timeout");
    case POOL_UNKNOWN:
        return string_from_text(cx, "no such pool");
    case POOL_UNAVAILABLE:
        break;
    }
    char *error = pool_last_error(cx, pool);
    MeshString *text = string_printf(cx, "pool connect: %s", error);
    memory_free(error);
    return text;
}

MeshString *mesh_pool_connect(MeshContext *cx, int64_t pool)
{
    return status_text(cx, pool, pool_connect(cx, pool));
}

/* The number of the lease, or minus the status. */
int64_t mesh_pool_checkout(MeshContext *cx, int64_t pool, bool write)
{
    Lease *lease = NULL;
    PoolStatus status = pool_checkout(cx, pool, write ? POOL_WRITE : POOL_READ, &lease);
    return status == POOL_OK ? lease_id(lease) : -(int64_t)status;
}

MeshString *mesh_pool_checkout_error(MeshContext *cx, int64_t pool, int64_t status)
{
    return status_text(cx, pool, (PoolStatus)-status);
}

/* What was run on it before is asked for. */
static DbConnection *connection(MeshContext *cx, int64_t id)
{
    Lease *lease = lease_find(cx, id);
    if (!lease)
        mesh_panic_c(cx, "this actor does not hold database connection %lld", (long long)id);
    return lease_connection(lease);
}

/* One that was given back already, or is another actor's, is left alone. */
void mesh_pool_checkin(MeshContext *cx, int64_t id)
{
    Lease *lease = lease_find(cx, id);
    if (lease)
        pool_checkin(cx, lease);
}

void mesh_pool_close(MeshContext *cx, int64_t pool)
{
    pool_close(cx, pool);
}

MeshString *mesh_pool_dialect(MeshContext *cx, int64_t pool)
{
    bool postgres = strcmp(pool_driver_name(cx, pool), "PostgreSQL") == 0;
    return string_from_text(cx, postgres ? "postgres" : "sqlite");
}

/* The text and the parameters of a command, NUL-terminated, in memory of the actor's own: it is
 * released with the actor when that ends while the command runs. */
static MeshString *pack(MeshContext *cx, MeshString *sql, MeshList *params, DbCommand *command)
{
    size_t bytes = (size_t)sql->length + 1, count = (size_t)params->length;
    for (size_t i = 0; i < count; i++)
        bytes += (size_t)((MeshString *)(uintptr_t)params->items[i])->length + 1;
    size_t table = count * sizeof(DbParam);
    uint8_t *out;
    MeshString *memory = string_alloc(cx, table + bytes + sizeof(DbParam), &out);
    DbParam *slots = (DbParam *)(((uintptr_t)out + 7) & ~(uintptr_t)7);
    char *at = (char *)slots + table;
    command->sql = memcpy(at, sql->bytes, (size_t)sql->length);
    command->sql_length = (size_t)sql->length;
    at[sql->length] = '\0';
    at += sql->length + 1;
    for (size_t i = 0; i < count; i++) {
        const MeshString *param = (const MeshString *)(uintptr_t)params->items[i];
        memcpy(at, param->bytes, (size_t)param->length);
        at[param->length] = '\0';
        slots[i] = (DbParam){at, (size_t)param->length, false};
        at += param->length + 1;
    }
    command->params = slots;
    return memory;
}

static bool run_command(MeshContext *cx, int64_t id, MeshString *sql, MeshList *params,
                        DbCommand command)
{
    Lease *lease = lease_find(cx, id);
    if (!lease)
        return false;
    DbConnection *conn = lease_connection(lease);
    MeshString *memory = pack(cx, sql, params, &command);
    bool done = conn->driver->run(cx, conn, &command);
    mesh_drop(cx, (MeshWord)(uintptr_t)memory);
    return done;
}

bool mesh_db_run(MeshContext *cx, int64_t id, MeshString *sql, MeshList *params)
{
    return run_command(cx, id, sql, params,
                       (DbCommand){.rows = 1, .columns = (size_t)params->length});
}

bool mesh_db_run_batch(MeshContext *cx, int64_t id, MeshString *sql, MeshList *params,
                       int64_t columns)
{
    if (columns < 1 || params->length % columns != 0)
        mesh_panic_c(cx, "a batch of %lld parameters does not divide into rows of %lld",
                     (long long)params->length, (long long)columns);
    size_t rows = (size_t)(params->length / columns);
    return run_command(cx, id, sql, params,
                       (DbCommand){.rows = rows, .columns = (size_t)columns, .batch = true});
}

MeshString *mesh_db_error(MeshContext *cx, int64_t id)
{
    Lease *lease = lease_find(cx, id);
    if (!lease)
        return string_printf(cx, "\t\t\t\tthis actor does not hold database connection %lld",
                             (long long)id);
    const char *error = lease_connection(lease)->result.error;
    return string_from_text(cx, error ? error : "");
}

int64_t mesh_db_changes(MeshContext *cx, int64_t id)
{
    return connection(cx, id)->result.changes;
}

MeshList *mesh_db_row_changes(MeshContext *cx, int64_t id)
{
    const DbResult *result = &connection(cx, id)->result;
    MeshList *list =
        result->row_count == 0 ? list_empty() : list_new(cx, MESH_KIND_WORD, result->row_count);
    for (size_t i = 0; i < result->row_count; i++)
        list = list_push(cx, MESH_KIND_WORD, list, (MeshWord)result->row_changes[i]);
    return list;
}

static MeshList *value_range(MeshContext *cx, const DbResult *result, size_t first, size_t end)
{
    MeshList *list = end == first ? list_empty() : list_new(cx, MESH_KIND_REF, end - first);
    for (size_t i = first; i < end; i++) {
        const DbValue *value = &result->values[i];
        MeshString *text = string_new(cx, db_value_bytes(result, value), value->length);
        list = list_push(cx, MESH_KIND_REF, list, (MeshWord)(uintptr_t)text);
    }
    return list;
}

MeshList *mesh_db_columns(MeshContext *cx, int64_t id)
{
    const DbResult *result = &connection(cx, id)->result;
    return value_range(cx, result, 0, result->columns);
}

MeshList *mesh_db_values(MeshContext *cx, int64_t id)
{
    const DbResult *result = &connection(cx, id)->result;
    return value_range(cx, result, result->columns, result->value_count);
}
