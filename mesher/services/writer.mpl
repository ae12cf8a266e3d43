##! One writer for each active project: it collects events and stores what has queued up in one transaction.
##!
##! `store` puts an event into the buffer and gives a ticket; `settle` waits until the ticket's event is in the
##! database and says what became of it. While one commit runs, the next events queue up, and the first `settle`
##! behind it stores all of them: one commit for everybody who waits, and no timer.

from Storage.Queries import insert_events, StoreFailure
from Types.Event import Event, Outcome

pub struct Writer do
  pool :: PoolHandle
  project :: Int
  buffer :: List<Event>
  next_ticket :: Int
  settled :: Int
  outcomes :: Map<Int, Outcome>
end

let KEPT_OUTCOMES = 4096

fn put(w :: Writer, event :: Event) -> (Writer, Int) do
  let ticket = w.next_ticket
  (%{w | buffer: List.append(w.buffer, event), next_ticket: ticket + 1}, ticket)
end

# The ticket of the first; the others follow.
fn put_all(w :: Writer, events :: List<Event>) -> (Writer, Int) do
  let ticket = w.next_ticket
  (%{w | buffer: w.buffer ++ events, next_ticket: ticket + List.length(events)}, ticket)
end

# Outcomes other than Stored are remembered until they are asked for.
fn settle_ticket(w :: Writer, ticket :: Int) -> (Writer, Outcome) do
  let done = if ticket > w.settled do commit(w) else w end
  case Map.get_opt(done.outcomes, ticket) do
    Some(outcome) -> (%{done | outcomes: Map.delete(done.outcomes, ticket)}, outcome)
    None -> (done, Stored)
  end
end

fn commit(w :: Writer) -> Writer do
  if List.is_empty(w.buffer) do
    w
  else
    let first = w.settled + 1
    let outcomes = store_all(w.pool, w.buffer)
    let kept = remember(forget_old(w.outcomes, first), outcomes, first, 0)
    %{w | buffer: [], settled: w.next_ticket - 1, outcomes: kept}
  end
end

fn remember(
  known :: Map<Int, Outcome>,
  outcomes :: List<Outcome>,
  first :: Int,
  i :: Int
) -> Map<Int, Outcome> do
  if i == List.length(outcomes) do
    known
  else
    case List.get(outcomes, i) do
      Stored -> remember(known, outcomes, first, i + 1)
      other -> remember(Map.put(known, first + i, other), outcomes, first, i + 1)
    end
  end
end

# Whoever went away without asking must not fill the memory.
fn forget_old(known :: Map<Int, Outcome>, first :: Int) -> Map<Int, Outcome> do
  if Map.size(known) < KEPT_OUTCOMES do
    known
  else
    Map.filter(known, fn(ticket, _) -> ticket >= first - KEPT_OUTCOMES end)
  end
end

# A batch that fails because of its data is halved until the culprit is alone.
fn store_all(pool :: PoolHandle, events :: List<Event>) -> List<Outcome> do
  case insert_events(pool, events) do
    Ok(stored) -> for new in stored do if new do Stored else Duplicate end end
    Err(ConnectionLost(_)) -> for _ in events do DatabaseAway end
    Err(BadData(reason)) ->
      let n = List.length(events)
      if n == 1 do
        [Refused(reason)]
      else
        store_all(pool, List.take(events, n / 2)) ++ store_all(pool, List.drop(events, n / 2))
      end
  end
end

service StorageWriter do
  fn init(pool :: PoolHandle, project :: Int) -> Writer do
    Writer {
      pool: pool,
      project: project,
      buffer: [],
      next_ticket: 1,
      settled: 0,
      outcomes: Map.new()
    }
  end

  call Store(event :: Event) :: Int do |w|
    put(w, event)
  end

  call StoreAll(events :: List<Event>) :: Int do |w|
    put_all(w, events)
  end

  call Settle(ticket :: Int) :: Outcome do |w|
    settle_ticket(w, ticket)
  end

  cast Flush() do |w|
    commit(w)
  end
end
