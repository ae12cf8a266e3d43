#include "db/pool.h"

#include "actor/actor.h"
#include "base/memory.h"
#include "base/os.h"
#include "db/sqlite.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The connections of one use: all of them, or with one writer those for writing and those for
 * reading. */
typedef struct Group {
    DbConnection **idle; /* the last returned is lent first */
    int64_t idle_count;
    int64_t open, max;   /* connections that exist or are being made */
    Lease *first, *last; /* who waits, in order of arrival */
} Group;

typedef struct Pool {
    pthread_mutex_t lock;
    const DbDriver *driver;
    char *url;
    int64_t min, timeout_ms;
    bool closed;
    bool shared; /* one group for both uses */
    Group groups[2];
    char *error;
} Pool;

/* A place in a pool's queue, then a connection: on the list of its actor's resources from the
 * beginning. */
struct Lease {
    Resource resource; /* first: a Resource of this class is a Lease */
    int64_t id;
    Pool *pool;
    Group *group;
    DbConnection *conn; /* NULL while waiting, and while allowed to connect */
    Lease *next;
    Program *program;
    MeshWord pid;
    bool waiting;
    bool read_only;
};

typedef struct PoolTable {
    pthread_mutex_t lock;
    Pool **items; /* pools stay until the program ends: their handles may lie anywhere */
    int64_t count, capacity;
    int64_t last_lease;
} PoolTable;

/* ---- The table of all pools ---- */

static PoolTable *pool_table(Program *program)
{
    void *table = atomic_load_explicit(&program->tables[PROGRAM_POOLS], memory_order_acquire);
    if (table)
        return table;
    PoolTable *fresh = memory_zeroed(sizeof *fresh);
    pthread_mutex_init(&fresh->lock, NULL);
    /* The first to get here wins; release publishes the initialised table to the acquire above. */
    if (atomic_compare_exchange_strong(&program->tables[PROGRAM_POOLS], &table, (void *)fresh))
        return fresh;
    memory_free(fresh);
    return table;
}

static Pool *pool_find(Program *program, int64_t handle)
{
    PoolTable *table = pool_table(program);
    pthread_mutex_lock(&table->lock);
    Pool *pool = handle >= 1 && handle <= table->count ? table->items[handle - 1] : NULL;
    pthread_mutex_unlock(&table->lock);
    return pool;
}

static int64_t pool_add(Program *program, Pool *pool)
{
    PoolTable *table = pool_table(program);
    pthread_mutex_lock(&table->lock);
    if (table->count == table->capacity) {
        table->capacity = table->capacity ? table->capacity * 2 : 8;
        table->items = memory_resize(table->items, (size_t)table->capacity * sizeof *table->items);
    }
    table->items[table->count++] = pool;
    int64_t handle = table->count;
    pthread_mutex_unlock(&table->lock);
    return handle;
}

static int64_t next_lease_id(Program *program)
{
    PoolTable *table = pool_table(program);
    pthread_mutex_lock(&table->lock);
    int64_t id = ++table->last_lease;
    pthread_mutex_unlock(&table->lock);
    return id;
}

/* ---- Making pools ---- */

static void group_init(Group *group, int64_t max)
{
    group->max = max;
    group->idle = memory_zeroed((size_t)max * sizeof *group->idle);
}

int64_t pool_open(MeshContext *cx, const char *url, int64_t min, int64_t max, int64_t timeout_ms)
{
    const DbDriver *driver = db_driver_for(url);
    if (!driver)
        return 0;
    Pool *pool = memory_zeroed(sizeof *pool);
    pthread_mutex_init(&pool->lock, NULL);
    pool->driver = driver;
    pool->url = memory_text(url, strlen(url));
    pool->min = min < 0 ? 0 : min;
    pool->timeout_ms = timeout_ms < 100 ? 100 : timeout_ms;
    max = max < 1 ? 1 : max < pool->min ? pool->min : max;
    bool in_memory = driver->one_writer && sqlite_url_in_memory(url);
    pool->shared = !driver->one_writer || in_memory;
    group_init(&pool->groups[POOL_WRITE], driver->one_writer ? 1 : max);
    if (!pool->shared)
        group_init(&pool->groups[POOL_READ], max);
    return pool_add(program_of(cx), pool);
}

static Group *group_for(Pool *pool, PoolUse use)
{
    return pool->shared ? &pool->groups[POOL_WRITE] : &pool->groups[use];
}

/* ---- The queue; under the lock ---- */

static void enqueue(Group *group, Lease *lease)
{
    lease->waiting = true;
    lease->next = NULL;
    if (group->last)
        group->last->next = lease;
    else
        group->first = lease;
    group->last = lease;
}

static void dequeue(Group *group, Lease *lease)
{
    Lease **link = &group->first;
    Lease *before = NULL;
    while (*link && *link != lease) {
        before = *link;
        link = &before->next;
    }
    if (!*link)
        return;
    *link = lease->next;
    if (group->last == lease)
        group->last = before;
    lease->waiting = false;
}

/* The first who waits gets the connection, or with NULL the right to make one. False when nobody
 * waits. */
static bool hand_over(Group *group, DbConnection *conn)
{
    Lease *lease = group->first;
    if (!lease)
        return false;
    dequeue(group, lease);
    lease->conn = conn;
    actor_wake_pid(lease->program, lease->pid);
    return true;
}

/* A connection is gone: its place goes to the next in the queue. */
static void give_place(Group *group)
{
    if (!hand_over(group, NULL))
        group->open--;
}

static void give_back(Pool *pool, Group *group, DbConnection *conn)
{
    pthread_mutex_lock(&pool->lock);
    bool keep = !conn->broken && !pool->closed;
    if (!keep)
        give_place(group);
    else if (!hand_over(group, conn))
        group->idle[group->idle_count++] = conn;
    pthread_mutex_unlock(&pool->lock);
    if (!keep)
        conn->driver->close(conn);
}

/* ---- Leases ---- */

/* The body of a part of the runtime that takes the connection over from a holder that has ended:
 * what was under way ends and is rolled back, whether or not somebody wants the connection next. */
static void restore(Actor *self, void *arg)
{
    Lease *lease = arg;
    DbConnection *conn = lease->conn;
    if (!conn->broken && !conn->driver->reset(actor_cx(self), conn))
        conn->broken = true;
    give_back(lease->pool, lease->group, conn);
    memory_free(lease);
}

/* The holder has ended: the connection may be in the middle of anything. */
static void lease_release(Resource *resource, bool crashed)
{
    (void)crashed;
    Lease *lease = (Lease *)resource;
    Pool *pool = lease->pool;
    pthread_mutex_lock(&pool->lock);
    bool connected = !lease->waiting && lease->conn;
    if (lease->waiting)
        dequeue(lease->group, lease);
    else if (!connected)
        give_place(lease->group);
    pthread_mutex_unlock(&pool->lock);
    if (connected)
        actor_start_system(lease->program, restore, lease);
    else
        memory_free(lease);
}

static const ResourceClass lease_class = {"database connection", lease_release};

static void lease_drop(MeshContext *cx, Lease *lease)
{
    resource_detach(cx, &lease->resource);
    memory_free(lease);
}

Lease *lease_find(MeshContext *cx, int64_t id)
{
    for (Resource *at = actor_of(cx)->resources; at; at = at->next) {
        if (at->class == &lease_class && ((Lease *)at)->id == id)
            return (Lease *)at;
    }
    return NULL;
}

int64_t lease_id(const Lease *lease)
{
    return lease->id;
}

DbConnection *lease_connection(Lease *lease)
{
    return lease->conn;
}

/* ---- Checking out ---- */

static void keep_error(Pool *pool, char *error)
{
    pthread_mutex_lock(&pool->lock);
    memory_free(pool->error);
    pool->error = error;
    pthread_mutex_unlock(&pool->lock);
}

/* The lease has a place but no connection yet. On failure the place goes on and the lease is
 * gone. */
static PoolStatus connect_lease(MeshContext *cx, Lease *lease)
{
    Pool *pool = lease->pool;
    DbConnection *conn = NULL;
    char *error = NULL;
    bool done = pool->driver->open(cx, pool->url, lease->read_only, &lease->conn, &error);
    conn = lease->conn;
    if (done && conn)
        return POOL_OK;
    keep_error(pool, error);
    pthread_mutex_lock(&pool->lock);
    give_place(lease->group);
    pthread_mutex_unlock(&pool->lock);
    lease_drop(cx, lease);
    return POOL_UNAVAILABLE;
}

/* Makes sure that the lent connection works: an open transaction ends, a lost connection is
 * replaced. */
static PoolStatus make_usable(MeshContext *cx, Lease *lease)
{
    if (!lease->conn)
        return connect_lease(cx, lease);
    const DbDriver *driver = lease->conn->driver;
    if (driver->alive(lease->conn) &&
        (!lease->conn->in_transaction || driver->reset(cx, lease->conn)))
        return POOL_OK;
    DbConnection *lost = lease->conn;
    lease->conn = NULL;
    driver->close(lost);
    return connect_lease(cx, lease);
}

/* Waits for a hand-over. False at the deadline or when the pool is closed; the lease is then
 * gone. */
static PoolStatus wait_turn(MeshContext *cx, Lease *lease)
{
    Pool *pool = lease->pool;
    int64_t deadline = os_monotonic_ms() + pool->timeout_ms;
    for (;;) {
        bool in_time = actor_park(cx, deadline);
        pthread_mutex_lock(&pool->lock);
        bool waiting = lease->waiting, closed = pool->closed;
        if (waiting && (closed || !in_time))
            dequeue(lease->group, lease);
        pthread_mutex_unlock(&pool->lock);
        if (!waiting)
            return POOL_OK;
        if (closed || !in_time) {
            lease_drop(cx, lease);
            return closed ? POOL_CLOSED : POOL_TIMEOUT;
        }
    }
}

static Lease *lease_new(MeshContext *cx, Pool *pool, Group *group, PoolUse use)
{
    Lease *lease = memory_zeroed(sizeof *lease);
    lease->resource.class = &lease_class;
    lease->program = program_of(cx);
    lease->pid = actor_of(cx)->pid;
    lease->id = next_lease_id(lease->program);
    lease->pool = pool;
    lease->group = group;
    lease->read_only = use == POOL_READ && !pool->shared;
    return lease;
}

PoolStatus pool_checkout(MeshContext *cx, int64_t handle, PoolUse use, Lease **out)
{
    Pool *pool = pool_find(program_of(cx), handle);
    if (!pool)
        return POOL_UNKNOWN;
    Group *group = group_for(pool, use);
    Lease *lease = lease_new(cx, pool, group, use);
    pthread_mutex_lock(&pool->lock);
    bool closed = pool->closed, wait = false;
    if (!closed && group->idle_count > 0)
        lease->conn = group->idle[--group->idle_count];
    else if (!closed && group->open < group->max)
        group->open++;
    else if (!closed)
        wait = true;
    if (wait)
        enqueue(group, lease);
    resource_attach(cx, &lease->resource);
    pthread_mutex_unlock(&pool->lock);
    if (closed) {
        lease_drop(cx, lease);
        return POOL_CLOSED;
    }
    PoolStatus status = wait ? wait_turn(cx, lease) : POOL_OK;
    if (status == POOL_OK)
        status = make_usable(cx, lease);
    *out = lease;
    return status;
}

void pool_checkin(MeshContext *cx, Lease *lease)
{
    DbConnection *conn = lease->conn;
    if (conn->in_transaction && !conn->broken && !conn->driver->reset(cx, conn))
        conn->broken = true;
    resource_detach(cx, &lease->resource);
    give_back(lease->pool, lease->group, conn);
    memory_free(lease);
}

PoolStatus pool_connect(MeshContext *cx, int64_t handle)
{
    Pool *pool = pool_find(program_of(cx), handle);
    if (!pool)
        return POOL_UNKNOWN;
    int64_t wanted =
        pool->min < pool->groups[POOL_WRITE].max ? pool->min : pool->groups[POOL_WRITE].max;
    Lease **leases = memory_zeroed((size_t)(wanted + 1) * sizeof *leases);
    PoolStatus status = POOL_OK;
    int64_t made = 0;
    while (made < wanted &&
           (status = pool_checkout(cx, handle, POOL_WRITE, &leases[made])) == POOL_OK)
        made++;
    for (int64_t i = 0; i < made; i++)
        pool_checkin(cx, leases[i]);
    memory_free(leases);
    return status;
}

void pool_close(MeshContext *cx, int64_t handle)
{
    Pool *pool = pool_find(program_of(cx), handle);
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    for (int i = 0; i < 2; i++) {
        Group *group = &pool->groups[i];
        for (Lease *lease = group->first; lease; lease = lease->next)
            actor_wake_pid(lease->program, lease->pid);
        while (group->idle_count > 0) {
            DbConnection *conn = group->idle[--group->idle_count];
            group->open--;
            conn->driver->close(conn);
        }
    }
    pthread_mutex_unlock(&pool->lock);
}

static char *text_of(const char *text)
{
    return memory_text(text, strlen(text));
}

char *pool_last_error(MeshContext *cx, int64_t handle)
{
    Pool *pool = pool_find(program_of(cx), handle);
    if (!pool)
        return text_of("no such pool");
    pthread_mutex_lock(&pool->lock);
    char *error = text_of(pool->error ? pool->error : "");
    pthread_mutex_unlock(&pool->lock);
    return error;
}

const char *pool_driver_name(MeshContext *cx, int64_t handle)
{
    Pool *pool = pool_find(program_of(cx), handle);
    return pool ? pool->driver->name : "";
}
