##! Whether the server is alive and whether it can keep events.

from Context import Context

## `GET /health`: 200 as long as the process serves.
pub fn handle_health(started_ms :: Int) -> Response do
  HTTP.response(200, Json.encode(json {
    status: "ok",
    version: "0.1.0",
    uptime_s: (Clock.monotonic_ms() - started_ms) / 1000
  }))
end

## `GET /ready`: 200 when new events can be made durable, else 503.
pub fn handle_ready(ctx :: Context) -> Response do
  case Pool.query(ctx.pool, "SELECT 1 AS one", []) do
    Ok(_) -> HTTP.response(200, Json.encode(json { status: "ready", database: "up" }))
    Err(_) -> HTTP.response_with_headers(
      503,
      Json.encode(json { status: "unavailable", database: "down" }),
      %{"Retry-After" => "10"}
    )
  end
end
