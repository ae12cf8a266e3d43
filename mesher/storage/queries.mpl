##! The only SQL beside the schema. Queries take and give structs.

from Storage.Dialect import Dialect, big, connection_trouble, date, dialect_of, document, unless_stored_yesterday, words
from Types.Event import Event
from Types.Project import Project

## Why a batch of events was not stored.
pub type StoreFailure do
  ConnectionLost(String)
  BadData(String)
end deriving(Eq, Debug)

## Stores events in one transaction; for each whether it was new. An event whose id the project already has, today
## or yesterday, is left as it is.
pub fn insert_events(pool :: PoolHandle, events :: List<Event>) -> List<Bool>!StoreFailure do
  let params = List.flat_map(events, fn e -> event_params(e) end)
  case Pool.execute_batch(pool, insert_sql(dialect_of(pool)), params, EVENT_COLUMNS) do
    Ok(changes) -> Ok(for n in changes do n > 0 end)
    Err(error) ->
      if connection_trouble(error) do
        Err(ConnectionLost(error))
      else
        Err(BadData(DbError.parse(error).message))
      end
  end
end

let EVENT_COLUMNS = 21

fn insert_sql(d :: Dialect) -> String do
  let values = [
    big(d, 1),
    date(d, 2),
    words(d, 3),
    big(d, 4),
    big(d, 5),
    words(d, 6),
    words(d, 7),
    words(d, 8),
    words(d, 9),
    words(d, 10),
    words(d, 11),
    words(d, 12),
    words(d, 13),
    words(d, 14),
    words(d, 15),
    words(d, 16),
    words(d, 17),
    words(d, 18),
    document(d, 19),
    document(d, 20),
    big(d, 21)
  ]
  """
  INSERT INTO events (project_id, received_on, event_id, received_at, occurred_at, level, message, type,
    platform, environment, release, dist, server_name, transaction_name, logger, user_key, sdk_name,
    sdk_version, tags, data, size)
  #{unless_stored_yesterday(d, String.join(values, ", "))} ON CONFLICT DO NOTHING
  """
end

fn event_params(e :: Event) -> List<String> do
  [
    "#{e.project_id}",
    DateTime.day_text(e.received_us / 86400000000),
    e.event_id,
    "#{e.received_us}",
    "#{e.occurred_us}",
    e.level,
    e.message,
    e.type_name,
    e.platform,
    e.environment,
    e.release,
    e.dist,
    e.server_name,
    e.transaction,
    e.logger,
    e.user_key,
    e.sdk_name,
    e.sdk_version,
    e.tags,
    e.data,
    "#{String.byte_length(e.data)}"
  ]
end

## The stored JSON of an event and the project it belongs to.
pub struct StoredEvent do
  project_id :: Int
  data :: String
  received_us :: Int
end

## The newest event with this id.
pub fn find_event(pool :: PoolHandle, event_id :: String) -> StoredEvent?!String do
  let rows = Pool.query(
    pool,
    "SELECT project_id, data, received_at FROM events WHERE event_id = $1 ORDER BY received_at DESC LIMIT 1",
    [event_id]
  )?
  Ok(Option.map(List.head_opt(rows), fn row -> stored_event(row) end))
end

fn stored_event(row :: Map<String, String>) -> StoredEvent do
  StoredEvent {
    project_id: int_of(row, "project_id"),
    data: Map.get(row, "data"),
    received_us: int_of(row, "received_at")
  }
end

fn int_of(row :: Map<String, String>, column :: String) -> Int do
  Option.unwrap_or(String.to_int(Map.get(row, column)), 0)
end

## The project a valid ingestion key belongs to.
pub fn find_project_by_key(pool :: PoolHandle, key :: String) -> Project?!String do
  let rows = Pool.query(pool, """
    SELECT p.id AS id, p.name AS name, p.rate_limit AS rate_limit FROM project_keys k
      JOIN projects p ON p.id = k.project_id
      WHERE k.public_key = $1 AND k.revoked_at IS NULL AND p.archived_at IS NULL
    """, [key])?
  Ok(Option.map(List.head_opt(rows), fn row -> project_of(row) end))
end

## Every project.
pub fn list_projects(pool :: PoolHandle) -> List<Project>!String do
  let rows = Pool.query(pool, "SELECT id, name, rate_limit FROM projects ORDER BY id", [])?
  Ok(List.map(rows, fn row -> project_of(row) end))
end

fn project_of(row :: Map<String, String>) -> Project do
  Project {
    id: int_of(row, "id"),
    name: Map.get(row, "name"),
    rate_limit: int_of(row, "rate_limit")
  }
end

## The id of an organisation.
pub fn find_org(pool :: PoolHandle, slug :: String) -> Int?!String do
  find_id(pool, "SELECT id FROM organizations WHERE slug = $1", [slug])
end

## Makes an organisation; its id.
pub fn create_org(pool :: PoolHandle, slug :: String, name :: String) -> Int!String do
  let d = dialect_of(pool)
  new_id(
    pool,
    "INSERT INTO organizations (slug, name, created_at) VALUES ($1, $2, #{big(d, 3)}) RETURNING id",
    [slug, name, now()]
  )
end

## Makes a project; its id.
pub fn create_project(
  pool :: PoolHandle,
  org :: Int,
  slug :: String,
  name :: String
) -> Int!String do
  let d = dialect_of(pool)
  new_id(
    pool,
    "INSERT INTO projects (org_id, slug, name, created_at) VALUES (#{big(d, 1)}, $2, $3, #{big(d, 4)}) RETURNING id",
    ["#{org}", slug, name, now()]
  )
end

## Makes an ingestion key; its id.
pub fn create_key(pool :: PoolHandle, project :: Int, key :: String) -> Int!String do
  let d = dialect_of(pool)
  new_id(
    pool,
    "INSERT INTO project_keys (project_id, public_key, created_at) VALUES (#{big(d, 1)}, $2, #{big(d, 3)}) RETURNING id",
    ["#{project}", key, now()]
  )
end

## The id of a project by its slug.
pub fn find_project(pool :: PoolHandle, slug :: String) -> Int?!String do
  find_id(pool, "SELECT id FROM projects WHERE slug = $1", [slug])
end

## The id of some ingestion key, if there is one.
pub fn any_key(pool :: PoolHandle) -> Int?!String do
  find_id(pool, "SELECT id FROM project_keys LIMIT 1", [])
end

## The id of a user by e-mail.
pub fn find_user(pool :: PoolHandle, email :: String) -> Int?!String do
  find_id(pool, "SELECT id FROM users WHERE email = $1", [String.to_lower(email)])
end

## How many users there are.
pub fn count_users(pool :: PoolHandle) -> Int!String do
  let found = find_id(pool, "SELECT count(*) AS id FROM users", [])?
  Ok(Option.unwrap_or(found, 0))
end

fn find_id(pool :: PoolHandle, sql :: String, params :: List<String>) -> Int?!String do
  let rows = Pool.query(pool, sql, params)?
  Ok(Option.map(List.head_opt(rows), fn row -> int_of(row, "id") end))
end

fn new_id(pool :: PoolHandle, sql :: String, params :: List<String>) -> Int!String do
  let rows = Pool.query(pool, sql, params)?
  case List.head_opt(rows) do
    Some(row) -> Ok(int_of(row, "id"))
    None -> Err("no row returned")
  end
end

fn now() -> String = "#{DateTime.now_us()}"
