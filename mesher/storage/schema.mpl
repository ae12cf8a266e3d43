##! The tables, made idempotently on either database, and the daily partitions of `events` on PostgreSQL.

from Storage.Dialect import Dialect, dialect_of, event_key, partition_clause

## Makes what is missing. A second run changes nothing.
pub fn create_schema(pool :: PoolHandle) -> ()!String do
  let d = dialect_of(pool)
  let _ = List.map_result(statements(d), fn sql -> Pool.execute(pool, sql, []) end)?
  Ok(())
end

fn statements(d :: Dialect) -> List<String> do
  [
    """
    CREATE TABLE IF NOT EXISTS schema_migrations (
      version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS organizations (
      id #{d.serial_key}, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created_at BIGINT NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS users (
      id #{d.serial_key}, email TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, password_hash TEXT NOT NULL,
      is_active INTEGER NOT NULL DEFAULT 1, last_login_at BIGINT, created_at BIGINT NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS memberships (
      id #{d.serial_key}, org_id BIGINT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
      user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE, role TEXT NOT NULL,
      created_at BIGINT NOT NULL, UNIQUE (org_id, user_id))
    """,
    """
    CREATE TABLE IF NOT EXISTS projects (
      id #{d.serial_key}, org_id BIGINT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
      slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, platform TEXT NOT NULL DEFAULT '',
      retention_days INTEGER NOT NULL DEFAULT 90, rate_limit INTEGER NOT NULL DEFAULT 0,
      archived_at BIGINT, created_at BIGINT NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS project_keys (
      id #{d.serial_key}, project_id BIGINT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
      public_key TEXT NOT NULL UNIQUE, label TEXT NOT NULL DEFAULT 'default', last_used_at BIGINT,
      revoked_at BIGINT, created_at BIGINT NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS events (
      project_id BIGINT NOT NULL, received_on #{d.date} NOT NULL, event_id TEXT NOT NULL,
      issue_id BIGINT NOT NULL DEFAULT 0, received_at BIGINT NOT NULL, occurred_at BIGINT NOT NULL,
      level TEXT NOT NULL, message TEXT NOT NULL, type TEXT NOT NULL, platform TEXT NOT NULL,
      environment TEXT NOT NULL, release TEXT NOT NULL, dist TEXT NOT NULL, server_name TEXT NOT NULL,
      transaction_name TEXT NOT NULL, logger TEXT NOT NULL, user_key TEXT NOT NULL, sdk_name TEXT NOT NULL,
      sdk_version TEXT NOT NULL, tags #{d.json} NOT NULL, data #{d.json} NOT NULL, size BIGINT NOT NULL,
      #{event_key(d)})#{partition_clause(d)}
    """,
    "CREATE INDEX IF NOT EXISTS events_by_time ON events (project_id, received_at DESC)"
  ]
end

## Makes the partitions of today and the next `days` days; on SQLite `events` is one table and there is nothing
## to do.
pub fn create_partitions_ahead(pool :: PoolHandle, days :: Int) -> ()!String do
  if dialect_of(pool).is_postgres do
    let today = DateTime.now_us() / 86400000000
    let _ =
      List.map_result(Range.to_list(0..(days + 1)), fn i -> create_partition(pool, today + i) end)?
    Ok(())
  else
    Ok(())
  end
end

fn create_partition(pool :: PoolHandle, day :: Int) -> Int!String do
  let from_ = DateTime.day_text(day)
  let to = DateTime.day_text(day + 1)
  let name = "events_#{String.replace(from_, "-", "")}"
  Pool.execute(
    pool,
    "CREATE TABLE IF NOT EXISTS #{name} PARTITION OF events FOR VALUES FROM ('#{from_}') TO ('#{to}')",
    []
  )
end
