##! The supervision tree of ingestion, and how its processes are found.

from Config import Config
from Services.EventProcessor import EventProcessor
from Services.RateLimiter import RateLimiter, rate_window
from Services.Writer import StorageWriter

supervisor IngestSup(pool :: PoolHandle, window_seconds :: Int, max_events :: Int) do
  strategy: one_for_one
  max_restarts: 10
  max_seconds: 60

  child rate_limiter do
    start: fn -> RateLimiter.start(window_seconds, max_events) end
    restart: permanent
    shutdown: 5000
    register: "rate_limiter"
  end

  child rate_window do
    start: fn -> spawn(rate_window, window_seconds) end
    restart: permanent
    shutdown: 5000
    register: "rate_window"
  end

  child event_processor do
    start: fn -> EventProcessor.start(pool) end
    restart: permanent
    shutdown: 5000
    register: "event_processor"
  end

  child writer_sup do
    start: fn -> WriterSup() end
    restart: permanent
    shutdown: 5000
    register: "writer_sup"
  end

  child pipeline_registry do
    start: fn -> PipelineRegistry.start(pool) end
    restart: permanent
    shutdown: 5000
    register: "mesher_registry"
  end
end

# The writers are added one by one, when a project sends its first event.
supervisor WriterSup do
  strategy: one_for_one
  max_restarts: 10
  max_seconds: 60
end

pub struct Registry do
  pool :: PoolHandle
end

# The writer of a project, started when there is none.
fn writer_of(pool :: PoolHandle, project :: Int) -> Pid do
  let name = "writer:#{project}"
  case Process.lookup(name) do
    Some(pid) -> pid
    None -> do
      let start = fn -> StorageWriter.start(pool, project) end
      let _ = Supervisor.add_child(
        Process.whereis("writer_sup"),
        Supervisor.child(name, start, "permanent", 5000, name)
      )
      Process.whereis(name)
    end
  end
end

service PipelineRegistry do
  fn init(pool :: PoolHandle) -> Registry do
    Registry { pool: pool }
  end

  call Pool() :: PoolHandle do |r|
    (r, r.pool)
  end

  call Writer(project :: Int) :: Pid do |r|
    (r, writer_of(r.pool, project))
  end
end

## The process that stores a project's events; started by the project's first event.
pub fn writer_for(project :: Int) -> Pid do
  case Process.lookup("writer:#{project}") do
    Some(pid) -> pid
    None ->
      case PipelineRegistry.try_writer(Process.whereis("mesher_registry"), project) do
        Ok(pid) -> pid
        Err(_) -> Process.whereis("writer:#{project}")
      end
  end
end

## Starts the tree; comes back when every process is up.
pub fn start_pipeline(pool :: PoolHandle, config :: Config) -> Pid do
  let sup = spawn(IngestSup, pool, config.rate_window_seconds, config.rate_max)
  println("[Mesher] Ingestion supervisor started")
  println(
    "[Mesher] RateLimiter started (#{config.rate_window_seconds}s window, #{config.rate_max} max)"
  )
  println("[Mesher] Rate window ticker started (#{config.rate_window_seconds}s interval)")
  println("[Mesher] EventProcessor started")
  let _ = writer_for(1)
  println("[Mesher] StorageWriter started (default project)")
  sup
end
