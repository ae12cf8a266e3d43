##! The way of an event from an authenticated sender to the store, for every entry point.

from Context import Context
from Ingestion.Pipeline import writer_for
from Ingestion.Validation import parse_body, validate_bulk_count, validate_event, validate_payload_size
from Services.EventProcessor import EventProcessor
from Services.RateLimiter import RateLimiter
from Services.Writer import StorageWriter
from Types.Event import Event, Outcome, Receipt
from Types.Problem import Problem, database_unavailable, invalid, too_large
from Types.Project import Project

## An event that is in the database; `duplicate` when it already was.
pub struct Accepted do
  id :: String
  duplicate :: Bool
end

## Counts a request against the project's limit.
pub fn admit(ctx :: Context, project :: Project) -> ()!Problem do
  case RateLimiter.try_check_own_limit(
    Process.whereis("rate_limiter"),
    project.id,
    project.rate_limit
  ) do
    Ok(true) -> Ok(())
    Ok(false) -> Err(RateLimited(ctx.config.rate_window_seconds))
    Err(_) -> Err(restarting())
  end
end

fn restarting() -> Problem = Unavailable("restarting", 1)

## Stores the one event of a body.
pub fn submit_event(ctx :: Context, project :: Project, body :: String) -> Accepted!Problem do
  validate_payload_size(body, ctx.config.max_event_bytes)?
  let value = parse_body(body)?
  let event = read_event(project, value)?
  let writer = writer_for(project.id)
  case EventProcessor.try_process_event(Process.whereis("event_processor"), writer, event) do
    Ok(Ok(receipt)) -> settle(writer, receipt)
    Ok(Err(p)) -> Err(p)
    Err(_) -> Err(restarting())
  end
end

## Stores each element of a bulk by itself; results in their order.
pub fn submit_bulk(
  ctx :: Context,
  project :: Project,
  body :: String
) -> List<Accepted!Problem>!Problem do
  validate_payload_size(body, ctx.config.max_bulk_bytes)?
  let value = parse_body(body)?
  submit_elements(ctx, project, value)
end

## Stores the elements of a JSON array.
pub fn submit_elements(
  ctx :: Context,
  project :: Project,
  value :: Json
) -> List<Accepted!Problem>!Problem do
  case value do
    Json.Array(items) -> do
      validate_bulk_count(List.length(items), ctx.config.max_bulk_events)?
      let events = List.map(items, fn item -> read_element(ctx, project, item) end)
      store_elements(project, events)
    end
    _ -> Err(invalid("expected an array"))
  end
end

fn read_element(ctx :: Context, project :: Project, item :: Json) -> Event!Problem do
  let event = read_event(project, item)?
  if String.byte_length(event.data) > ctx.config.max_event_bytes do
    Err(too_large())
  else
    Ok(event)
  end
end

# The good elements go to the writer together; each result finds its element again by position.
fn store_elements(
  project :: Project,
  events :: List<Event!Problem>
) -> List<Accepted!Problem>!Problem do
  let writer = writer_for(project.id)
  let good = List.filter_map(events, fn e -> Result.ok(e) end)
  let receipts = process(writer, good)?
  Ok(results_of(writer, events, receipts, 0, 0, []))
end

fn results_of(
  writer :: Pid,
  events :: List<Event!Problem>,
  receipts :: List<Receipt>,
  i :: Int,
  next :: Int,
  out :: List<Accepted!Problem>
) -> List<Accepted!Problem> do
  if i == List.length(events) do
    out
  else
    case List.get(events, i) do
      Ok(_) -> results_of(
        writer,
        events,
        receipts,
        i + 1,
        next + 1,
        List.append(out, settle(writer, List.get(receipts, next)))
      )
      Err(p) -> results_of(writer, events, receipts, i + 1, next, List.append(out, Err(p)))
    end
  end
end

fn read_event(project :: Project, value :: Json) -> Event!Problem do
  validate_event(project.id, value, Crypto.uuid7_hex(), DateTime.now_us())
end

fn process(writer :: Pid, events :: List<Event>) -> List<Receipt>!Problem do
  case EventProcessor.try_process_events(Process.whereis("event_processor"), writer, events) do
    Ok(result) -> result
    Err(_) -> Err(restarting())
  end
end

fn settle(writer :: Pid, receipt :: Receipt) -> Accepted!Problem do
  case StorageWriter.try_settle(writer, receipt.ticket) do
    Ok(Stored) -> Ok(Accepted { id: receipt.event_id, duplicate: false })
    Ok(Duplicate) -> Ok(Accepted { id: receipt.event_id, duplicate: true })
    Ok(Refused(reason)) -> Err(Invalid("event cannot be stored", reason, ""))
    Ok(DatabaseAway) -> Err(database_unavailable())
    Err(_) -> Err(restarting())
  end
end
