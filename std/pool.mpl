##! Database pools. One program runs on PostgreSQL (`postgres://user:pass@host/db`) or on embedded SQLite
##! (`sqlite:PATH`, `sqlite::memory:`); placeholders are `$1`, `$2`, ...
##!
##! Parameters and results are Strings; NULL reads as "". An error of a statement has five fields divided by
##! tabs: code, constraint, table, column, message (see DbError).

extern "mesh_pool_open" fn open_pool(
  url :: String,
  min :: Int,
  max :: Int,
  timeout_ms :: Int
) -> Int
extern "mesh_pool_connect" fn connect_pool(pool :: Int) -> String
extern "mesh_pool_checkout" fn checkout_lease(pool :: Int, write :: Bool) -> Int
extern "mesh_pool_checkout_error" fn checkout_error(pool :: Int, status :: Int) -> String
extern "mesh_pool_checkin" fn checkin_lease(lease :: Int) -> ()
extern "mesh_pool_close" fn close_pool(pool :: Int) -> ()
extern "mesh_db_run" fn run(lease :: Int, sql :: String, params :: List<String>) -> Bool
extern "mesh_db_run_batch" fn run_batch(
  lease :: Int,
  sql :: String,
  params :: List<String>,
  columns :: Int
) -> Bool
extern "mesh_db_error" fn last_error(lease :: Int) -> String
extern "mesh_db_changes" fn changes(lease :: Int) -> Int
extern "mesh_db_row_changes" fn row_changes(lease :: Int) -> List<Int>
extern "mesh_db_columns" fn columns(lease :: Int) -> List<String>
extern "mesh_db_values" fn values(lease :: Int) -> List<String>
extern "mesh_pool_dialect" fn dialect_name(pool :: Int) -> String

## Opens `min` connections at once and up to `max` on demand; a checkout waits at most `timeout_ms`.
pub fn open(url :: String, min :: Int, max :: Int, timeout_ms :: Int) -> PoolHandle!String do
  let id = open_pool(url, min, max, timeout_ms)
  if id == 0 do
    Err("pool open: URL must start with sqlite:, postgres:// or postgresql://")
  else
    case connect_pool(id) do
      "" -> Ok(PoolHandle { id: id })
      error -> do
        close_pool(id)
        Err("pool open: #{error}")
      end
    end
  end
end

## A pool that connects when it is first used, so that a program may start before its database.
pub fn open_lazy(url :: String, max :: Int, timeout_ms :: Int) -> PoolHandle!String do
  case open_pool(url, 0, max, timeout_ms) do
    0 -> Err("pool open: URL must start with sqlite:, postgres:// or postgresql://")
    id -> Ok(PoolHandle { id: id })
  end
end

## Ends the pool: waiting and later checkouts fail with "pool is closed".
pub fn close(pool :: PoolHandle) -> () = close_pool(pool.id)

## Which SQL the pool's database speaks: "sqlite" or "postgres".
pub fn dialect(pool :: PoolHandle) -> String = dialect_name(pool.id)

## Lends a connection to the calling actor until `checkin` or the actor's end.
pub fn checkout(pool :: PoolHandle) -> DbConnection!String = lend(pool, true)

fn lend(pool :: PoolHandle, write :: Bool) -> DbConnection!String do
  let lease = checkout_lease(pool.id, write)
  if lease > 0 do
    Ok(DbConnection { lease: lease })
  else
    Err(checkout_error(pool.id, lease))
  end
end

## Gives a connection back; an open transaction is rolled back. Only the actor it was lent to can use it or give it
## back: for others each use is an error.
pub fn checkin(_pool :: PoolHandle, conn :: DbConnection) -> () = checkin_lease(conn.lease)

## Runs one statement that changes something: the number of rows changed.
pub fn execute(pool :: PoolHandle, sql :: String, params :: List<String>) -> Int!String do
  let conn = lend(pool, true)?
  let result = execute_on(conn, sql, params)
  checkin_lease(conn.lease)
  result
end

## `execute` on a lent connection.
pub fn execute_on(conn :: DbConnection, sql :: String, params :: List<String>) -> Int!String do
  if run(conn.lease, sql, params) do
    Ok(changes(conn.lease))
  else
    Err(last_error(conn.lease))
  end
end

## Runs one statement for each row of parameters, all in one transaction: stored together or not at all. What
## each row changed, in their order. `rows` is flat: `width` parameters a row.
pub fn execute_batch(
  pool :: PoolHandle,
  sql :: String,
  rows :: List<String>,
  width :: Int
) -> List<Int>!String do
  let conn = lend(pool, true)?
  let result = if run_batch(conn.lease, sql, rows, width) do
    Ok(row_changes(conn.lease))
  else
    Err(last_error(conn.lease))
  end
  checkin_lease(conn.lease)
  result
end

## Runs a query, also one that changes rows and returns them.
pub fn query(
  pool :: PoolHandle,
  sql :: String,
  params :: List<String>
) -> List<Map<String, String>>!String do
  let conn = lend(pool, !reads_only(sql))?
  let result = query_on(conn, sql, params)
  checkin_lease(conn.lease)
  result
end

fn reads_only(sql :: String) -> Bool = String.starts_with(String.trim(sql), "SELECT")

## `query` on a lent connection.
pub fn query_on(
  conn :: DbConnection,
  sql :: String,
  params :: List<String>
) -> List<Map<String, String>>!String do
  if run(conn.lease, sql, params) do
    Ok(rows(columns(conn.lease), values(conn.lease)))
  else
    Err(last_error(conn.lease))
  end
end

fn rows(names :: List<String>, flat :: List<String>) -> List<Map<String, String>> do
  let width = List.length(names)
  if width == 0 do
    []
  else
    for r in 0..(List.length(flat) / width) do row(names, flat, r * width, 0, Map.new()) end
  end
end

fn row(
  names :: List<String>,
  flat :: List<String>,
  at :: Int,
  i :: Int,
  out :: Map<String, String>
) -> Map<String, String> do
  if i == List.length(names) do
    out
  else
    row(names, flat, at, i + 1, Map.put(out, List.get(names, i), List.get(flat, at + i)))
  end
end

## Runs `work` on one connection in a transaction: committed when it gives Ok, rolled back when it gives Err or
## crashes.
pub fn transaction<T>(pool :: PoolHandle, work :: Fun(DbConnection) -> T!String) -> T!String do
  let conn = lend(pool, true)?
  let result = in_transaction(conn, work)
  checkin_lease(conn.lease)
  result
end

fn in_transaction<T>(conn :: DbConnection, work :: Fun(DbConnection) -> T!String) -> T!String do
  let _ = execute_on(conn, "BEGIN", [])?
  case work(conn) do
    Ok(value) -> do
      let _ = execute_on(conn, "COMMIT", [])?
      Ok(value)
    end
    Err(error) -> do
      let _ = execute_on(conn, "ROLLBACK", [])
      Err(error)
    end
  end
end
