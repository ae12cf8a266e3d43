##! Hands validated events to the writer of their project.

from Services.Writer import StorageWriter
from Types.Event import Event, Receipt
from Types.Problem import Problem

pub struct Processor do
  pool :: PoolHandle
  processed :: Int
end

# The event goes into the writer's buffer; the receipt tells where to ask for its fate.
fn hand_over(writer :: Pid, event :: Event) -> Receipt!Problem do
  case StorageWriter.try_store(writer, event) do
    Ok(ticket) -> Ok(Receipt { event_id: event.event_id, ticket: ticket })
    Err(_) -> Err(Unavailable("restarting", 1))
  end
end

fn hand_over_all(writer :: Pid, events :: List<Event>) -> List<Receipt>!Problem do
  case StorageWriter.try_store_all(writer, events) do
    Ok(first) -> Ok(
      List.map_indexed(events, fn(i, e) -> Receipt { event_id: e.event_id, ticket: first + i } end)
    )
    Err(_) -> Err(Unavailable("restarting", 1))
  end
end

service EventProcessor do
  fn init(pool :: PoolHandle) -> Processor do
    Processor { pool: pool, processed: 0 }
  end

  call ProcessEvent(writer :: Pid, event :: Event) :: Receipt!Problem do |p|
    (%{p | processed: p.processed + 1}, hand_over(writer, event))
  end

  call ProcessEvents(writer :: Pid, events :: List<Event>) :: List<Receipt>!Problem do |p|
    (%{p | processed: p.processed + List.length(events)}, hand_over_all(writer, events))
  end

  call Processed() :: Int do |p|
    (p, p.processed)
  end
end
