/* The PostgreSQL driver: libpq in non-blocking mode; the actor sleeps on the socket. */
#include "db/driver.h"

#include "base/memory.h"
#include "base/os.h"
#include "io/wait.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONNECT_TIMEOUT_MS = 10000,
    STATEMENT_TIMEOUT_MS = 30000,
    FLUSH_TURN_MS = 20,
    PREPARED = 64
};

/* A statement the server has parsed under the name m<id>. */
typedef struct Prepared {
    char *sql;
    uint64_t last_use;
    uint64_t id;
    bool ready; /* the server has it */
} Prepared;

typedef struct PgConnection {
    DbConnection base;
    PGconn *pg;
    Prepared prepared[PREPARED];
    uint64_t uses;
} PgConnection;

/* ---- Waiting ---- */

static bool is_ready(int fd, IoInterest interest)
{
    struct pollfd ask = {.fd = fd, .events = interest == IO_READ ? POLLIN : POLLOUT};
    return poll(&ask, 1, 0) == 1;
}

/* libpq asks for readiness as select tells it, now; io_wait tells of changes since it was last
 * asked. */
static bool wait_socket(MeshContext *cx, PgConnection *conn, IoInterest interest,
                        int64_t deadline_ms)
{
    int fd = PQsocket(conn->pg);
    while (!is_ready(fd, interest)) {
        if (io_wait(cx, fd, interest, deadline_ms) != IO_READY)
            return false;
    }
    return true;
}

static void lost(PgConnection *conn, const char *message)
{
    conn->base.broken = true;
    db_result_fail(&conn->base.result, "08006", "", "", "", message);
}

/* libpq's messages end in a newline and may have several lines; the first says what happened. */
static char *first_line(const char *message)
{
    return memory_text(message, strcspn(message, "\n"));
}

/* ---- Connecting ---- */

static bool connect_loop(MeshContext *cx, PgConnection *conn)
{
    int64_t deadline = os_monotonic_ms() + CONNECT_TIMEOUT_MS;
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    while (status != PGRES_POLLING_OK) {
        if (status == PGRES_POLLING_FAILED)
            return false;
        IoInterest interest = status == PGRES_POLLING_READING ? IO_READ : IO_WRITE;
        if (!wait_socket(cx, conn, interest, deadline))
            return false;
        status = PQconnectPoll(conn->pg);
    }
    return PQsetnonblocking(conn->pg, 1) == 0;
}

static void ignore_notice(void *arg, const PGresult *result)
{
    (void)arg;
    (void)result;
}

static void pg_close(DbConnection *base)
{
    PgConnection *conn = (PgConnection *)base;
    for (int i = 0; i < PREPARED; i++)
        memory_free(conn->prepared[i].sql);
    if (PQsocket(conn->pg) >= 0)
        io_forget_here(PQsocket(conn->pg));
    PQfinish(conn->pg);
    db_result_deinit(&conn->base.result);
    memory_free(conn);
}

static bool pg_open(MeshContext *cx, const char *url, bool read_only, DbConnection **out,
                    char **error)
{
    (void)read_only;
    PgConnection *conn = memory_zeroed(sizeof *conn);
    conn->base.driver = &db_postgres_driver;
    *out = &conn->base;
    conn->pg = PQconnectStart(url);
    if (conn->pg && PQstatus(conn->pg) != CONNECTION_BAD && connect_loop(cx, conn)) {
        PQsetNoticeReceiver(conn->pg, ignore_notice, NULL);
        return true;
    }
    const char *message = conn->pg ? PQerrorMessage(conn->pg) : "out of memory";
    *error = first_line(message[0] ? message : "connection failed: no answer within 10 s");
    *out = NULL;
    pg_close(&conn->base);
    return false;
}

/* An idle server says nothing: whatever can be read is the end of the connection or its
 * announcement. */
static bool pg_alive(DbConnection *base)
{
    PgConnection *conn = (PgConnection *)base;
    char byte;
    ssize_t got = os.receive(PQsocket(conn->pg), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

/* ---- Statements ---- */

/* While the server is not ready to read, what it has written must be read, or both would wait for
 * ever. */
static bool flush(MeshContext *cx, PgConnection *conn, int64_t deadline)
{
    int left;
    while ((left = PQflush(conn->pg)) > 0) {
        int64_t now = os_monotonic_ms();
        if (now >= deadline || PQconsumeInput(conn->pg) == 0)
            return false;
        if (io_wait(cx, PQsocket(conn->pg), IO_WRITE, now + FLUSH_TURN_MS) == IO_CLOSED)
            return false;
    }
    return left == 0;
}

/* The next result, or NULL when the command's results are all there. *ok tells a lost connection
 * apart. */
static PGresult *next_result(MeshContext *cx, PgConnection *conn, int64_t deadline, bool *ok)
{
    *ok = true;
    while (PQisBusy(conn->pg)) {
        if (!wait_socket(cx, conn, IO_READ, deadline) || PQconsumeInput(conn->pg) == 0) {
            *ok = false;
            return NULL;
        }
    }
    return PQgetResult(conn->pg);
}

static void take_error(PgConnection *conn, const PGresult *pg)
{
    db_result_fail(&conn->base.result, PQresultErrorField(pg, PG_DIAG_SQLSTATE),
                   PQresultErrorField(pg, PG_DIAG_CONSTRAINT_NAME),
                   PQresultErrorField(pg, PG_DIAG_TABLE_NAME),
                   PQresultErrorField(pg, PG_DIAG_COLUMN_NAME),
                   PQresultErrorField(pg, PG_DIAG_MESSAGE_PRIMARY));
}

static void take_rows(DbResult *result, const PGresult *pg)
{
    int columns = PQnfields(pg), rows = PQntuples(pg);
    if (result->columns == 0) {
        for (int i = 0; i < columns; i++)
            db_result_column(result, PQfname(pg, i));
    }
    for (int row = 0; row < rows; row++) {
        for (int i = 0; i < columns; i++)
            db_result_value(result, PQgetvalue(pg, row, i), (size_t)PQgetlength(pg, row, i),
                            PQgetisnull(pg, row, i));
    }
}

static void take_result(PgConnection *conn, const PGresult *pg, bool *good)
{
    DbResult *result = &conn->base.result;
    switch (PQresultStatus(pg)) {
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
        take_rows(result, pg);
        break;
    case PGRES_COMMAND_OK:
        /* BEGIN, COMMIT and a parse have no count. */
        if (PQcmdTuples((PGresult *)(uintptr_t)pg)[0] != '\0')
            db_result_changed(result, atoll(PQcmdTuples((PGresult *)(uintptr_t)pg)));
        break;
    case PGRES_PIPELINE_SYNC:
        break;
    case PGRES_PIPELINE_ABORTED:
        *good = false;
        break;
    case PGRES_EMPTY_QUERY:
    case PGRES_BAD_RESPONSE:
    case PGRES_NONFATAL_ERROR:
    case PGRES_FATAL_ERROR:
    case PGRES_COPY_OUT:
    case PGRES_COPY_IN:
    case PGRES_COPY_BOTH:
        if (!result->error)
            take_error(conn, pg);
        *good = false;
        break;
    }
}

/* Reads results up to the pipeline's sync point. The answer to the parse is number `parse` (-1:
 * none asked); parsing is not undone when a later step fails. */
static bool drain(MeshContext *cx, PgConnection *conn, int64_t deadline, Prepared *entry, int parse)
{
    bool good = true, synced = false, ok = true;
    int number = 0;
    while (!synced) {
        PGresult *pg = next_result(cx, conn, deadline, &ok);
        if (!ok) {
            lost(conn, "connection lost while waiting for the answer");
            return false;
        }
        if (!pg)
            continue;
        synced = PQresultStatus(pg) == PGRES_PIPELINE_SYNC;
        if (number++ == parse && PQresultStatus(pg) == PGRES_COMMAND_OK)
            entry->ready = true;
        take_result(conn, pg, &good);
        PQclear(pg);
    }
    return good && !conn->base.result.overflowed;
}

/* The entry for this statement. One that had to make room is named in *evicted: the server must
 * forget it. */
static Prepared *prepared_entry(PgConnection *conn, const DbCommand *command, uint64_t *evicted)
{
    Prepared *oldest = &conn->prepared[0];
    for (int i = 0; i < PREPARED; i++) {
        Prepared *entry = &conn->prepared[i];
        if (entry->sql && strcmp(entry->sql, command->sql) == 0) {
            entry->last_use = ++conn->uses;
            return entry;
        }
        if (entry->last_use < oldest->last_use)
            oldest = entry;
    }
    *evicted = oldest->ready ? oldest->id : 0;
    memory_free(oldest->sql);
    uint64_t id = ++conn->uses;
    *oldest = (Prepared){memory_text(command->sql, command->sql_length), id, id, false};
    return oldest;
}

static bool send_rows(PgConnection *conn, const DbCommand *command, const char *name)
{
    const char **values = memory_try_new((command->columns + 1) * sizeof *values);
    if (!values)
        return false;
    bool sent = true;
    for (size_t row = 0; sent && row < command->rows; row++) {
        for (size_t i = 0; i < command->columns; i++) {
            const DbParam *param = &command->params[row * command->columns + i];
            values[i] = param->is_null ? NULL : param->bytes;
        }
        sent =
            PQsendQueryPrepared(conn->pg, name, (int)command->columns, values, NULL, NULL, 0) == 1;
    }
    memory_free(values);
    return sent;
}

static bool send_text(PgConnection *conn, const char *sql)
{
    return PQsendQueryParams(conn->pg, sql, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

/* Queues parse, (BEGIN,) the rows (, COMMIT) and a sync: one round trip for all. */
static bool send_command(PgConnection *conn, const DbCommand *command, const Prepared *entry,
                         uint64_t evicted, bool own)
{
    char name[32], forget[64];
    snprintf(name, sizeof name, "m%llu", (unsigned long long)entry->id);
    snprintf(forget, sizeof forget, "DEALLOCATE m%llu", (unsigned long long)evicted);
    if (evicted != 0 && !send_text(conn, forget))
        return false;
    if (!entry->ready &&
        PQsendPrepare(conn->pg, name, command->sql, (int)command->columns, NULL) != 1)
        return false;
    if (own && !send_text(conn, "BEGIN"))
        return false;
    if (!send_rows(conn, command, name))
        return false;
    if (own && !send_text(conn, "COMMIT"))
        return false;
    return PQpipelineSync(conn->pg) == 1;
}

static bool has_null_byte(const DbCommand *command)
{
    for (size_t i = 0; i < command->rows * command->columns; i++) {
        const DbParam *param = &command->params[i];
        if (!param->is_null && memchr(param->bytes, '\0', param->length))
            return true;
    }
    return memchr(command->sql, '\0', command->sql_length) != NULL;
}

/* The statement did not parse. Its id is never used again. */
static void forget_entry(Prepared *entry)
{
    memory_free(entry->sql);
    *entry = (Prepared){0};
}

static bool run_pipeline(MeshContext *cx, PgConnection *conn, const DbCommand *command, bool own)
{
    int64_t deadline = os_monotonic_ms() + STATEMENT_TIMEOUT_MS;
    uint64_t evicted = 0;
    Prepared *entry = prepared_entry(conn, command, &evicted);
    if (PQenterPipelineMode(conn->pg) != 1) {
        lost(conn, "cannot enter pipeline mode");
        return false;
    }
    if (!send_command(conn, command, entry, evicted, own) || !flush(cx, conn, deadline)) {
        lost(conn, "connection lost while sending");
        return false;
    }
    int parse = entry->ready ? -1 : evicted != 0;
    bool good = drain(cx, conn, deadline, entry, parse);
    if (conn->base.broken)
        return false;
    PQexitPipelineMode(conn->pg);
    if (!entry->ready)
        forget_entry(entry);
    return good;
}

/* A one-word command outside the pipeline. */
static bool run_simple(MeshContext *cx, PgConnection *conn, const char *sql)
{
    int64_t deadline = os_monotonic_ms() + STATEMENT_TIMEOUT_MS;
    if (PQsendQuery(conn->pg, sql) != 1 || !flush(cx, conn, deadline)) {
        lost(conn, "connection lost while sending");
        return false;
    }
    bool good = true, ok = true;
    for (PGresult *pg; (pg = next_result(cx, conn, deadline, &ok)) != NULL; PQclear(pg))
        take_result(conn, pg, &good);
    if (!ok)
        lost(conn, "connection lost while waiting for the answer");
    return ok && good;
}

static bool pg_run(MeshContext *cx, DbConnection *base, const DbCommand *command)
{
    PgConnection *conn = (PgConnection *)base;
    db_result_clear(&base->result);
    if (has_null_byte(command)) {
        db_result_fail(&base->result, "22021", "", "", "", "a parameter holds a null byte");
        return false;
    }
    if (command->columns > 65535) {
        db_result_fail(&base->result, "54000", "", "", "", "more than 65535 parameters");
        return false;
    }
    bool own = command->batch && PQtransactionStatus(conn->pg) == PQTRANS_IDLE;
    bool good = run_pipeline(cx, conn, command, own);
    if (!good && own && !conn->base.broken && PQtransactionStatus(conn->pg) != PQTRANS_IDLE) {
        char *error = base->result.error;
        base->result.error = NULL;
        run_simple(cx, conn, "ROLLBACK");
        memory_free(base->result.error);
        base->result.error = error;
    }
    if (PQstatus(conn->pg) == CONNECTION_BAD)
        base->broken = true;
    base->in_transaction = !base->broken && PQtransactionStatus(conn->pg) != PQTRANS_IDLE;
    return good;
}

/* Closing the connection would not end the statement: the server looks at it only when that is
 * over. */
static void cancel_job(MeshContext *cx, void *arg)
{
    (void)cx;
    char why[256];
    PGcancel *cancel = PQgetCancel(arg);
    if (cancel)
        PQcancel(cancel, why, sizeof why);
    PQfreeCancel(cancel);
}

static bool pg_reset(MeshContext *cx, DbConnection *base)
{
    PgConnection *conn = (PgConnection *)base;
    if (base->broken)
        return false;
    PGTransactionStatusType status = PQtransactionStatus(conn->pg);
    if (status == PQTRANS_ACTIVE)
        mesh_offload(cx, cancel_job, conn->pg);
    if (status == PQTRANS_ACTIVE || status == PQTRANS_UNKNOWN ||
        PQpipelineStatus(conn->pg) != PQ_PIPELINE_OFF)
        return false;
    if (status != PQTRANS_IDLE && !run_simple(cx, conn, "ROLLBACK"))
        return false;
    base->in_transaction = false;
    return true;
}

const DbDriver db_postgres_driver = {
    .name = "PostgreSQL",
    .open = pg_open,
    .alive = pg_alive,
    .run = pg_run,
    .reset = pg_reset,
    .close = pg_close,
    .one_writer = false,
};
