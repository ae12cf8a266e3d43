#include "db/sqlite.h"

#include "actor/actor.h"
#include "base/memory.h"
#include "db/driver.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pages an index touches in a burst should stay in memory, and the log should gather a few commits'
 * worth of them before they are copied into the database. */
#define PAGE_CACHE_KIB   "16384"
#define CHECKPOINT_PAGES "4000"

enum {
    CACHED_STATEMENTS = 64,
    BUSY_TIMEOUT_MS = 5000,
    SHORT_WAITS = 20,
    LONG_WAIT_MS = 10,
    OPERATIONS_A_LOOK = 10000
};

typedef struct CachedStatement {
    sqlite3_stmt *statement;
    char *sql;
    uint64_t last_use;
    size_t *wanted; /* for each slot of the statement, from 1 on: the number of its parameter */
    size_t params;  /* the highest of them */
} CachedStatement;

typedef struct SqliteConnection {
    DbConnection base;
    sqlite3 *db;
    CachedStatement cache[CACHED_STATEMENTS];
    uint64_t uses;
    /* the actor that holds it has to end: no further work, no waiting for a lock */
    _Atomic bool cancelled;
} SqliteConnection;

/* points into url */
static const char *sqlite_url_path(const char *url)
{
    const char *path = url + strlen("sqlite:");
    return strncmp(path, "//", 2) == 0 ? path + 2 : path;
}

bool sqlite_url_in_memory(const char *url)
{
    return strcmp(sqlite_url_path(url), ":memory:") == 0;
}

/* ---- Errors ---- */

/* SQLite names a broken constraint only in its message: "UNIQUE constraint failed: table.column,
 * ...". */
static void fail(SqliteConnection *conn)
{
    char code[32];
    snprintf(code, sizeof code, "SQLITE%d", sqlite3_extended_errcode(conn->db));
    const char *message = sqlite3_errmsg(conn->db);
    char table[128] = "", column[128] = "";
    const char *place = strstr(message, "constraint failed: ");
    if (place)
        sscanf(place, "constraint failed: %127[^.].%127[^, ]", table, column);
    db_result_fail(&conn->base.result, code, "", table, column, message);
}

static void fail_text(SqliteConnection *conn, const char *message)
{
    db_result_fail(&conn->base.result, "SQLITE", "", "", "", message);
}

/* ---- Statements ---- */

static CachedStatement *cached(SqliteConnection *conn, const DbCommand *command)
{
    for (int i = 0; i < CACHED_STATEMENTS; i++) {
        CachedStatement *entry = &conn->cache[i];
        if (entry->sql && strncmp(entry->sql, command->sql, command->sql_length) == 0 &&
            entry->sql[command->sql_length] == '\0') {
            entry->last_use = ++conn->uses;
            return entry;
        }
    }
    return NULL;
}

static void forget(CachedStatement *entry)
{
    sqlite3_finalize(entry->statement);
    memory_free(entry->sql);
    memory_free(entry->wanted);
    *entry = (CachedStatement){0};
}

/* `$3` is the third parameter wherever it stands; `?` takes the next one. */
static size_t parameter_for(sqlite3_stmt *statement, int slot)
{
    const char *name = sqlite3_bind_parameter_name(statement, slot);
    if (name && name[0] == '$' && name[1] >= '1' && name[1] <= '9')
        return (size_t)strtoul(name + 1, NULL, 10);
    return (size_t)slot;
}

static CachedStatement *remember(SqliteConnection *conn, const DbCommand *command,
                                 sqlite3_stmt *statement)
{
    CachedStatement *oldest = &conn->cache[0];
    for (int i = 1; i < CACHED_STATEMENTS; i++) {
        if (conn->cache[i].last_use < oldest->last_use)
            oldest = &conn->cache[i];
    }
    forget(oldest);
    oldest->statement = statement;
    oldest->sql = memory_text(command->sql, command->sql_length);
    oldest->last_use = ++conn->uses;
    int slots = sqlite3_bind_parameter_count(statement);
    oldest->wanted = memory_zeroed(((size_t)slots + 1) * sizeof *oldest->wanted);
    for (int i = 1; i <= slots; i++) {
        oldest->wanted[i] = parameter_for(statement, i);
        if (oldest->wanted[i] > oldest->params)
            oldest->params = oldest->wanted[i];
    }
    return oldest;
}

static CachedStatement *prepare(SqliteConnection *conn, const DbCommand *command)
{
    CachedStatement *entry = cached(conn, command);
    if (entry)
        return entry;
    if (memchr(command->sql, '\0', command->sql_length)) {
        fail_text(conn, "SQL contains null byte");
        return NULL;
    }
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(conn->db, command->sql, (int)command->sql_length,
                           SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        fail(conn);
        return NULL;
    }
    if (!statement) {
        fail_text(conn, "the statement is empty");
        return NULL;
    }
    return remember(conn, command, statement);
}

static bool right_count(SqliteConnection *conn, const CachedStatement *entry, size_t count)
{
    if (count == entry->params)
        return true;
    char text[96] = "column index out of range";
    if (count < entry->params)
        snprintf(text, sizeof text, "expected %zu parameters, got %zu", entry->params, count);
    fail_text(conn, text);
    return false;
}

static bool bind(SqliteConnection *conn, const CachedStatement *entry, const DbParam *params)
{
    int slots = sqlite3_bind_parameter_count(entry->statement);
    for (int i = 1; i <= slots; i++) {
        const DbParam *param = &params[entry->wanted[i] - 1];
        int status = param->is_null
                         ? sqlite3_bind_null(entry->statement, i)
                         : sqlite3_bind_text64(entry->statement, i, param->bytes, param->length,
                                               SQLITE_STATIC, SQLITE_UTF8);
        if (status != SQLITE_OK) {
            fail(conn);
            return false;
        }
    }
    return true;
}

static void take_row(DbResult *result, sqlite3_stmt *statement)
{
    int columns = sqlite3_column_count(statement);
    if (result->columns == 0) {
        for (int i = 0; i < columns; i++)
            db_result_column(result, sqlite3_column_name(statement, i));
    }
    for (int i = 0; i < columns; i++) {
        bool is_null = sqlite3_column_type(statement, i) == SQLITE_NULL;
        bool is_blob = sqlite3_column_type(statement, i) == SQLITE_BLOB;
        const void *bytes = is_blob ? sqlite3_column_blob(statement, i)
                                    : (const void *)sqlite3_column_text(statement, i);
        db_result_value(result, bytes, (size_t)sqlite3_column_bytes(statement, i), is_null);
    }
}

/* Runs a prepared statement to its end with one row of parameters. */
static bool step_all(SqliteConnection *conn, const CachedStatement *entry, const DbParam *params)
{
    DbResult *result = &conn->base.result;
    sqlite3_stmt *statement = entry->statement;
    if (!bind(conn, entry, params))
        return false;
    int64_t before = sqlite3_total_changes64(conn->db);
    int status;
    while ((status = sqlite3_step(statement)) == SQLITE_ROW && !result->overflowed)
        take_row(result, statement);
    bool done = status == SQLITE_DONE && !result->overflowed;
    if (result->overflowed)
        db_result_fail(result, "SQLITE7", "", "", "", sqlite3_errstr(SQLITE_NOMEM));
    else if (!done)
        fail(conn);
    sqlite3_reset(statement);
    bool changed =
        sqlite3_stmt_readonly(statement) == 0 && sqlite3_total_changes64(conn->db) != before;
    if (done)
        db_result_changed(result, changed ? sqlite3_changes64(conn->db) : 0);
    return done && !result->overflowed;
}

static bool simple(SqliteConnection *conn, const char *sql)
{
    if (sqlite3_exec(conn->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    fail(conn);
    return false;
}

static bool run_rows(SqliteConnection *conn, const DbCommand *command)
{
    CachedStatement *entry = prepare(conn, command);
    if (!entry || !right_count(conn, entry, command->columns))
        return false;
    for (size_t row = 0; row < command->rows; row++) {
        if (!step_all(conn, entry, command->params + row * command->columns))
            return false;
    }
    return true;
}

static bool run_batch(SqliteConnection *conn, const DbCommand *command)
{
    bool own = sqlite3_get_autocommit(conn->db) != 0;
    if (own && !simple(conn, "BEGIN IMMEDIATE"))
        return false;
    bool done = run_rows(conn, command);
    if (done && own)
        done = simple(conn, "COMMIT");
    if (!done && own && !sqlite3_get_autocommit(conn->db))
        sqlite3_exec(conn->db, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

/* ---- The driver: every call that can touch the disk runs on the off-load pool ---- */

typedef struct RunJob {
    SqliteConnection *conn;
    const DbCommand *command;
    bool done;
} RunJob;

static void run_job(MeshContext *cx, void *arg)
{
    (void)cx;
    RunJob *job = arg;
    SqliteConnection *conn = job->conn;
    db_result_clear(&conn->base.result);
    job->done = job->command->batch ? run_batch(conn, job->command) : run_rows(conn, job->command);
    conn->base.in_transaction = sqlite3_get_autocommit(conn->db) == 0;
}

static void cancel_job(void *arg)
{
    RunJob *job = arg;
    atomic_store(&job->conn->cancelled, true);
}

/* Not zero: the statement ends with an error. */
static int is_cancelled(void *arg)
{
    SqliteConnection *conn = arg;
    return atomic_load_explicit(&conn->cancelled, memory_order_relaxed);
}

/* Another connection holds the lock, for the count-th time. Zero: no more waiting. */
static int wait_for_lock(void *arg, int count)
{
    int waited_ms =
        count < SHORT_WAITS ? count : SHORT_WAITS + (count - SHORT_WAITS) * LONG_WAIT_MS;
    if (waited_ms >= BUSY_TIMEOUT_MS || is_cancelled(arg))
        return 0;
    sqlite3_sleep(count < SHORT_WAITS ? 1 : LONG_WAIT_MS);
    return 1;
}

static bool sqlite_run(MeshContext *cx, DbConnection *base, const DbCommand *command)
{
    RunJob job = {.conn = (SqliteConnection *)base, .command = command};
    actor_offload(cx, run_job, cancel_job, &job);
    return job.done;
}

static void reset_job(MeshContext *cx, void *arg)
{
    (void)cx;
    SqliteConnection *conn = arg;
    atomic_store(&conn->cancelled, false);
    if (!sqlite3_get_autocommit(conn->db))
        sqlite3_exec(conn->db, "ROLLBACK", NULL, NULL, NULL);
    conn->base.in_transaction = sqlite3_get_autocommit(conn->db) == 0;
}

static bool sqlite_reset(MeshContext *cx, DbConnection *base)
{
    mesh_offload(cx, reset_job, base);
    return !base->in_transaction;
}

static void sqlite_close_connection(DbConnection *base)
{
    SqliteConnection *conn = (SqliteConnection *)base;
    for (int i = 0; i < CACHED_STATEMENTS; i++)
        forget(&conn->cache[i]);
    sqlite3_close_v2(conn->db);
    db_result_deinit(&conn->base.result);
    memory_free(conn);
}

typedef struct OpenJob {
    const char *url;
    bool read_only;
    DbConnection **conn;
    char **error;
    bool done;
} OpenJob;

static bool configure(SqliteConnection *conn, const OpenJob *job)
{
    sqlite3_busy_handler(conn->db, wait_for_lock, conn);
    sqlite3_progress_handler(conn->db, OPERATIONS_A_LOOK, is_cancelled, conn);
    sqlite3_extended_result_codes(conn->db, 1);
    if (!simple(conn, "PRAGMA foreign_keys=ON"))
        return false;
    if (job->read_only && !simple(conn, "PRAGMA query_only=ON"))
        return false;
    if (sqlite_url_in_memory(job->url))
        return true;
    return simple(conn, "PRAGMA journal_mode=WAL") && simple(conn, "PRAGMA synchronous=FULL") &&
           simple(conn, "PRAGMA cache_size=-" PAGE_CACHE_KIB) &&
           simple(conn, "PRAGMA wal_autocheckpoint=" CHECKPOINT_PAGES);
}

/* Counting every allocation would take a lock each time; nobody reads the counts. Only before the
 * first use. */
static void prepare_library(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
}

static void open_job(MeshContext *cx, void *arg)
{
    (void)cx;
    static pthread_once_t prepared = PTHREAD_ONCE_INIT;
    pthread_once(&prepared, prepare_library);
    OpenJob *job = arg;
    SqliteConnection *conn = memory_zeroed(sizeof *conn);
    conn->base.driver = &db_sqlite_driver;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    *job->conn = &conn->base;
    int status = sqlite3_open_v2(sqlite_url_path(job->url), &conn->db, flags, NULL);
    job->done = status == SQLITE_OK && configure(conn, job);
    if (job->done)
        return;
    const char *why = conn->db ? sqlite3_errmsg(conn->db) : sqlite3_errstr(status);
    *job->error = memory_text(why, strlen(why));
    *job->conn = NULL;
    sqlite_close_connection(&conn->base);
}

static bool sqlite_open_connection(MeshContext *cx, const char *url, bool read_only,
                                   DbConnection **conn, char **error)
{
    OpenJob job = {.url = url, .read_only = read_only, .conn = conn, .error = error};
    mesh_offload(cx, open_job, &job);
    return job.done;
}

static bool sqlite_alive(DbConnection *conn)
{
    return !conn->broken;
}

const DbDriver db_sqlite_driver = {
    .name = "SQLite",
    .open = sqlite_open_connection,
    .alive = sqlite_alive,
    .run = sqlite_run,
    .reset = sqlite_reset,
    .close = sqlite_close_connection,
    .one_writer = true,
};
