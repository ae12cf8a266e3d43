##! Every route of the server.

from Api.Events import handle_get_event
from Api.Health import handle_health, handle_ready
from Api.TestHooks import handle_crash
from Context import Context
from Ingestion.Routes import handle_bulk, handle_event, handle_preflight

## The router over one context.
pub fn router(ctx :: Context) -> Router do
  let started = Clock.monotonic_ms()
  let public = HTTP.router()
    |> HTTP.on_post("/api/v1/events", fn req -> handle_event(ctx, req) end)
    |> HTTP.on_post("/api/v1/events/bulk", fn req -> handle_bulk(ctx, req) end)
    |> HTTP.on_options("/api/v1/events", handle_preflight)
    |> HTTP.on_options("/api/v1/events/bulk", handle_preflight)
    |> HTTP.on_get("/api/v1/events/:id", fn req -> handle_get_event(ctx, req) end)
    |> HTTP.on_get("/health", fn _ -> handle_health(started) end)
    |> HTTP.on_get("/ready", fn _ -> handle_ready(ctx) end)
  if ctx.config.test_hooks do
    HTTP.on_post(public, "/__test/crash/:name", handle_crash)
  else
    public
  end
end
