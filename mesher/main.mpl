##! Mesher: a self-hosted error-monitoring server. Reads the configuration, starts the processes, serves.

from Config import Config, load
from Context import Context
from Database import partition_keeper, prepare
from Ingestion.Pipeline import start_pipeline
from Ingestion.WsHandler import ws_on_close, ws_on_connect, ws_on_message
from Routes import router
from Services.Org import OrgService
from Services.Project import ProjectService
from Services.Sessions import StreamSessions
from Services.User import UserService

fn main() do
  case load() do
    Ok(config) -> start(config)
    Err(text) -> stop(78, text)
  end
end

fn stop(status :: Int, text :: String) -> () do
  IO.eprintln("[Mesher] #{text}")
  System.exit(status)
end

fn start(config :: Config) -> () do
  case File.lock_dir(config.data_dir) do
    Ok(_) -> ()
    Err(text) -> stop(73, "data directory #{config.data_dir}: #{text}")
  end
  case Pool.open_lazy(config.database_url, config.pool_max, config.pool_timeout_ms) do
    Ok(pool) -> serve(Context { pool: pool, config: config })
    Err(text) -> stop(78, "DATABASE_URL: #{text}")
  end
end

supervisor RootSup(ctx :: Context) do
  strategy: one_for_one
  max_restarts: 10
  max_seconds: 60

  child org_service do
    start: fn -> announced("OrgService", OrgService.start(ctx.pool)) end
    register: "org_service"
  end

  child project_service do
    start: fn -> announced("ProjectService", ProjectService.start(ctx.pool)) end
    register: "project_service"
  end

  child user_service do
    start: fn -> announced("UserService", UserService.start(ctx.pool)) end
    register: "user_service"
  end

  child stream_sessions do
    start: fn -> StreamSessions.start() end
    register: "stream_sessions"
  end

  child partition_keeper do
    start: fn -> spawn(partition_keeper, ctx.pool) end
  end

  child ingest_sup do
    start: fn -> start_pipeline(ctx.pool, ctx.config) end
  end
end

fn announced(name :: String, pid :: Pid) -> Pid do
  println("[Mesher] #{name} started")
  pid
end

fn serve(ctx :: Context) -> () do
  prepare(ctx.pool, ctx.config)
  let _ = spawn(RootSup, ctx)
  println("[Mesher] Foundation ready")
  println("[Mesher] WebSocket server starting on :#{ctx.config.ws_port}")
  until_it_fails(fn -> stream(ctx) end, false)
  println("[Mesher] HTTP server starting on :#{ctx.config.http_port}")
  until_it_fails(fn -> HTTP.serve(router(ctx), ctx.config.http_port) end, true)
end

fn stream(ctx :: Context) -> () do
  let connect = fn(conn, path, headers) -> ws_on_connect(ctx, conn, path, headers) end
  let message = fn(conn, text) -> ws_on_message(ctx, conn, text) end
  Ws.serve_early(connect, message, ws_on_close, ctx.config.ws_port)
end

# A server that cannot listen crashes; here that ends the program with the status for "unavailable".
fn until_it_fails(work :: Fun() -> (), for_ever :: Bool) -> () do
  case Job.await(Job.async(work)) do
    Ok(_) -> if for_ever do stop(70, "the HTTP server ended") else () end
    Err(reason) -> stop(69, reason)
  end
end
