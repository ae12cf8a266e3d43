##! Reading events back.

from Context import Context
from Ingestion.Auth import authenticate_request
from Storage.Queries import StoredEvent, find_event
from Ingestion.Validation import canonical_id
from Types.Problem import Problem, database_unavailable, problem_response

## `GET /api/v1/events/:id`: the stored event. Asked from this machine the unguessable id is enough; from
## elsewhere the key of the event's project is needed.
pub fn handle_get_event(ctx :: Context, req :: Request) -> Response do
  case stored(ctx, req) do
    Ok(event) -> HTTP.response(200, event_body(event))
    Err(p) -> problem_response(p)
  end
end

fn stored(ctx :: Context, req :: Request) -> StoredEvent!Problem do
  let id = requested_id(req)?
  let reader = reader_project(ctx, req)?
  case find_event(ctx.pool, id) do
    Ok(Some(event)) when reader == 0 || reader == event.project_id -> Ok(event)
    Ok(_) -> Err(NotFound)
    Err(_) -> Err(database_unavailable())
  end
end

fn requested_id(req :: Request) -> String!Problem do
  case canonical_id(Option.unwrap_or(Request.param(req, "id"), "")) do
    Ok(id) -> Ok(id)
    Err(_) -> Err(NotFound)
  end
end

# The project whose events the sender may read; 0 is every one.
fn reader_project(ctx :: Context, req :: Request) -> Int!Problem do
  case authenticate_request(ctx, req) do
    Ok(project) -> Ok(project.id)
    Err(Unauthorized) when from_here(req) && !has_credentials(req) -> Ok(0)
    Err(p) -> Err(p)
  end
end

fn from_here(req :: Request) -> Bool do
  let address = Request.remote_addr(req)
  String.starts_with(address, "127.") ||
    address == "::1" ||
    String.starts_with(address, "::ffff:127.")
end

fn has_credentials(req :: Request) -> Bool do
  Option.is_some(Request.query(req, "sentry_key")) ||
    Option.is_some(Request.header(req, "x-sentry-auth")) ||
    Option.is_some(Request.header(req, "authorization"))
end

# The stored text is JSON already and goes out as it is.
fn event_body(event :: StoredEvent) -> String do
  "{\"event\":#{event.data},\"navigation\":{\"next_id\":null,\"prev_id\":null}}"
end
