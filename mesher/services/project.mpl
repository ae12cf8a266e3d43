##! Projects and their keys, with a cache in front of the database.

from Storage.Queries import find_project_by_key, list_projects
from Types.Project import Project

let POSITIVE_MS = 30000
let NEGATIVE_MS = 5000
let MAX_CACHED = 100000

struct CachedKey do
  project :: Project?
  until_ms :: Int
end

pub struct Projects do
  pool :: PoolHandle
  keys :: Map<String, CachedKey>
end

fn look_up(p :: Projects, key :: String, now :: Int) -> (Projects, Project?!String) do
  case Map.get_opt(p.keys, key) do
    Some(cached) when cached.until_ms > now -> (p, Ok(cached.project))
    _ -> ask_database(p, key, now)
  end
end

fn ask_database(p :: Projects, key :: String, now :: Int) -> (Projects, Project?!String) do
  case find_project_by_key(p.pool, key) do
    Ok(project) -> (remember(p, key, project, now), Ok(project))
    Err(error) -> (p, stale(p, key, error))
  end
end

# While the database is away a key that was good stays good.
fn stale(p :: Projects, key :: String, error :: String) -> Project?!String do
  case Map.get_opt(p.keys, key) do
    Some(cached) when Option.is_some(cached.project) -> Ok(cached.project)
    _ -> Err(error)
  end
end

fn remember(p :: Projects, key :: String, project :: Project?, now :: Int) -> Projects do
  let ttl = if Option.is_some(project) do POSITIVE_MS else NEGATIVE_MS end
  let room = if Map.size(p.keys) >= MAX_CACHED do Map.new() else p.keys end
  %{p | keys: Map.put(room, key, CachedKey { project: project, until_ms: now + ttl })}
end

service ProjectService do
  fn init(pool :: PoolHandle) -> Projects do
    Projects { pool: pool, keys: Map.new() }
  end

  call ByKey(key :: String) :: Project?!String do |p|
    look_up(p, key, Clock.monotonic_ms())
  end

  call All() :: List<Project>!String do |p|
    (p, list_projects(p.pool))
  end

  cast Forget(key :: String) do |p|
    %{p | keys: Map.delete(p.keys, key)}
  end
end
