##! The way of an event from an authenticated sender to the store, for every entry point.

from Context import Context
from Ingestion.Pipeline import writer_for
from Ingestion.Validation import parse_body, validate_bulk_count, validate_event, validate_payload_size
from Services.EventProcessor import EventProcessor
from Services.RateLimiter import RateLimiter
from Services.Writer import StorageWriter
from Types.Event import Event, Outcome, Receipt
from Types.Problem import Problem, database_unavailable, invalid
from Types.Project import Project

## An event that is in the database; `duplicate` when it already was.
pub struct Accepted do
  id :: String
  duplicate :: Bool
end

## Counts a request against the project's limit.
pub fn admit(ctx :: Context, project :: Project) -> ()!Problem do
  case RateLimiter.try_check_own_limit(Process.whereis("rate_limiter"), project.id, project.rate_limit) do
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
  let writer = writer_for(project.id)
  let receipt = hand_over(project, writer, value)?
  settle(writer, receipt)
end

## Stores each element of a bulk by itself; results in their order.
pub fn submit_bulk(ctx :: Context, project :: Project, body :: String) -> List<Accepted!Problem>!Problem do
  validate_payload_size(body, ctx.config.max_bulk_bytes)?
  let value = parse_body(body)?
  submit_elements(ctx, project, value)
end

## Stores the elements of a JSON array.
pub fn submit_elements(ctx :: Context, project :: Project, value :: Json) -> List<Accepted!Problem>!Problem do
  case value do
    Json.Array(items) -> do
      validate_bulk_count(List.length(items), ctx.config.max_bulk_events)?
      let writer = writer_for(project.id)
      let receipts = List.map(items, fn item -> hand_over_element(ctx, project, writer, item) end)
      Ok(List.map(receipts, fn r -> Result.and_then(r, fn receipt -> settle(writer, receipt) end) end))
    end
    _ -> Err(invalid("expected an array"))
  end
end

fn hand_over_element(ctx :: Context, project :: Project, writer :: Pid, item :: Json) -> Receipt!Problem do
  if String.byte_length(Json.encode(item)) > ctx.config.max_event_bytes do
    Err(invalid("payload too large"))
  else
    hand_over(project, writer, item)
  end
end

fn hand_over(project :: Project, writer :: Pid, value :: Json) -> Receipt!Problem do
  let event = validate_event(project.id, value, Crypto.random_hex(16), DateTime.now_us())?
  case EventProcessor.try_process_event(Process.whereis("event_processor"), writer, event) do
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
