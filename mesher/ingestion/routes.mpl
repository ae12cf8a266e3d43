##! HTTP entry points for ingestion.

from Context import Context
from Ingestion.Auth import authenticate_request
from Ingestion.Submission import Accepted, admit, submit_bulk, submit_event
from Types.Problem import Problem, problem_json, problem_response
from Types.Project import Project

## `POST /api/v1/events`: one event object; 202 with its id when it is in the database.
pub fn handle_event(ctx :: Context, req :: Request) -> Response do
  case accept_event(ctx, req) do
    Ok(event) -> with_cors(HTTP.response(202, Json.encode(accepted_json(event))))
    Err(p) -> with_cors(problem_response(p))
  end
end

fn accept_event(ctx :: Context, req :: Request) -> Accepted!Problem do
  let project = enter(ctx, req)?
  submit_event(ctx, project, Request.body(req))
end

## `POST /api/v1/events/bulk`: an array of event objects; a result for each.
pub fn handle_bulk(ctx :: Context, req :: Request) -> Response do
  case accept_bulk(ctx, req) do
    Ok(results) -> with_cors(bulk_response(results))
    Err(p) -> with_cors(problem_response(p))
  end
end

fn accept_bulk(ctx :: Context, req :: Request) -> List<Accepted!Problem>!Problem do
  let project = enter(ctx, req)?
  submit_bulk(ctx, project, Request.body(req))
end

# Every request passes here: key, rate, coding; in this order.
fn enter(ctx :: Context, req :: Request) -> Project!Problem do
  let project = authenticate_request(ctx, req)?
  admit(ctx, project)?
  identity_coding(req)?
  Ok(project)
end

fn identity_coding(req :: Request) -> ()!Problem do
  case Request.header(req, "content-encoding") do
    None -> Ok(())
    Some("") -> Ok(())
    Some("identity") -> Ok(())
    Some(_) -> Err(Unsupported("unsupported content encoding"))
  end
end

## The answer to one accepted event.
pub fn accepted_json(event :: Accepted) -> Json do
  if event.duplicate do
    json { status: "accepted", id: event.id, duplicate: true }
  else
    json { status: "accepted", id: event.id }
  end
end

# Elements that a database away refused can be sent again; the whole request then says so.
fn bulk_response(results :: List<Accepted!Problem>) -> Response do
  let accepted = List.count(results, fn r -> Result.is_ok(r) end)
  case List.find_map(results, fn r -> unavailable_of(r) end) do
    Some(p) when accepted == 0 -> problem_response(p)
    _ -> counted_response(results, accepted)
  end
end

fn unavailable_of(r :: Accepted!Problem) -> Problem? do
  case r do
    Err(Unavailable(text, seconds)) -> Some(Unavailable(text, seconds))
    _ -> None
  end
end

fn counted_response(results :: List<Accepted!Problem>, accepted :: Int) -> Response do
  let rejected = List.length(results) - accepted
  let items = bulk_results(results)
  if accepted > 0 do
    HTTP.response(202, Json.encode(json {
      status: "accepted",
      accepted: accepted,
      rejected: rejected,
      results: items
    }))
  else
    HTTP.response(400, Json.encode(json {
      status: "rejected",
      error: "no valid events",
      accepted: 0,
      rejected: rejected,
      results: items
    }))
  end
end

## The result of each element, with its index.
pub fn bulk_results(results :: List<Accepted!Problem>) -> List<Json> do
  List.map_indexed(results, fn(i, r) -> element_json(i, r) end)
end

fn element_json(i :: Int, r :: Accepted!Problem) -> Json do
  case r do
    Ok(event) -> Json.merge(json { index: i }, accepted_json(event))
    Err(p) -> Json.merge(json { index: i, status: "rejected" }, problem_json(p))
  end
end

## `OPTIONS` of the ingestion routes.
pub fn handle_preflight(_req :: Request) -> Response do
  HTTP.response_with_headers(204, "", %{
    "Access-Control-Allow-Origin" => "*",
    "Access-Control-Allow-Methods" => "POST, OPTIONS",
    "Access-Control-Allow-Headers" => "content-type, x-sentry-auth, authorization, authentication, content-encoding, transfer-encoding, x-requested-with, x-forwarded-for, origin, accept, referer, sentry-trace, baggage, traceparent",
    "Access-Control-Max-Age" => "86400"
  })
end

fn with_cors(r :: Response) -> Response do
  let headers = r.headers
    |> Map.put("Access-Control-Allow-Origin", "*")
    |> Map.put("Access-Control-Expose-Headers", "x-sentry-error, x-sentry-rate-limits, retry-after")
  %{r | headers: headers}
end
