/* driver.h - one database engine, as the pool and the std functions see it.
 *
 * Two drivers exist: SQLite (its calls run on the off-load pool) and PostgreSQL (non-blocking on
 * the poller). Every function with a context may suspend the calling actor; a connection is used by
 * one actor at a time. */
#ifndef RT_DB_DRIVER_H
#define RT_DB_DRIVER_H

#include "abi/mesh_abi.h"
#include "db/result.h"

typedef struct DbConnection DbConnection;

typedef struct DbParam {
    const char *bytes;
    size_t length;
    bool is_null;
} DbParam;

/* One statement, run once for each row of parameters. With `batch` all rows run in one transaction
 * of their own: they are stored together or not at all. */
typedef struct DbCommand {
    const char *sql;
    size_t sql_length;
    const DbParam *params; /* rows * columns */
    size_t rows;           /* at least 1 unless batch */
    size_t columns;        /* parameters a row */
    bool batch;
} DbCommand;

typedef struct DbDriver {
    const char *name;
    /* Connects. *conn is set as soon as there is something to close, so that it can be closed when
     * the calling actor is ended meanwhile. On failure *conn is NULL again and *error a message to
     * free. `read_only` asks for a connection for queries. */
    bool (*open)(MeshContext *cx, const char *url, bool read_only, DbConnection **conn,
                 char **error);
    /* False when an idle connection was lost; never suspends. */
    bool (*alive)(DbConnection *conn);
    /* Fills the connection's result. False when it holds an error. */
    bool (*run)(MeshContext *cx, DbConnection *conn, const DbCommand *command);
    /* Ends a transaction that was left open, and a statement that is under way. False when the
     * connection is not usable any more. */
    bool (*reset)(MeshContext *cx, DbConnection *conn);
    void (*close)(DbConnection *conn); /* never suspends */
    bool one_writer;                   /* writes go through a single connection */
} DbDriver;

/* Every driver's connection begins with this. */
struct DbConnection {
    const DbDriver *driver;
    DbResult result;
    bool broken; /* lost: only close is left */
    bool in_transaction;
};

extern const DbDriver db_sqlite_driver;
extern const DbDriver db_postgres_driver;

/* The driver for a URL by its scheme (sqlite:, postgres:, postgresql:), or NULL. */
const DbDriver *db_driver_for(const char *url);

#endif
