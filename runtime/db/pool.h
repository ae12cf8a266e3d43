/* pool.h - a bounded set of connections to one database, shared by all actors.
 *
 * Any actor may use a pool by its handle, a number that is never reused. A connection is lent to
 * one actor at a time, first come first served; it comes back by pool_checkin, or by itself when
 * the actor ends. Engines with one writer (SQLite) have one connection for writing and the others
 * for reading. */
#ifndef RT_DB_POOL_H
#define RT_DB_POOL_H

#include "db/driver.h"

typedef struct Lease Lease;

typedef enum PoolStatus {
    POOL_OK,
    POOL_CLOSED,
    POOL_TIMEOUT,
    POOL_UNAVAILABLE, /* could not connect: pool_last_error */
    POOL_UNKNOWN      /* no such pool */
} PoolStatus;

typedef enum PoolUse { POOL_WRITE, POOL_READ } PoolUse;

/* Makes a pool without connecting; its handle, or 0 when the URL names no known engine. min < 0
 * counts as 0, max below min or 1 as that, the timeout of a checkout is at least 100 ms. */
int64_t pool_open(MeshContext *cx, const char *url, int64_t min, int64_t max, int64_t timeout_ms);

/* Opens `min` connections. May suspend the actor. */
PoolStatus pool_connect(MeshContext *cx, int64_t pool);

/* Lends a connection; may suspend the actor up to the pool's timeout. *lease is set on POOL_OK
 * only. */
PoolStatus pool_checkout(MeshContext *cx, int64_t pool, PoolUse use, Lease **lease);

/* Ends an open transaction by rolling back, then gives the connection to the next. The lease is
 * gone. */
void pool_checkin(MeshContext *cx, Lease *lease);

/* A lease of the calling actor by its number, or NULL. */
Lease *lease_find(MeshContext *cx, int64_t id);
int64_t lease_id(const Lease *lease);
DbConnection *lease_connection(Lease *lease);

/* Waiting and later checkouts fail with POOL_CLOSED; connections in use close when they come
 * back. */
void pool_close(MeshContext *cx, int64_t pool);

/* Why connecting failed last; to be freed. */
char *pool_last_error(MeshContext *cx, int64_t pool);
const char *pool_driver_name(MeshContext *cx, int64_t pool);

#endif
