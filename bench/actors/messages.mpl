##! Messages between actors that do nothing else.

from Measure import now, report

# ---- Two actors ------------------------------------------------------------------------------------------

type Ball do
  Ping(Pid<Int>, Int)
end

actor echo do
  receive do
    Ping(from, n) -> send(from, n)
  end
  echo()
end

actor pinger(to :: Pid<Ball>, n :: Int, left :: Int, start :: Int) do
  if left == 0 do
    report("pingpong", 2 * n, start)
  else
    send(to, Ping(self(), left))
    receive do
      _ -> pinger(to, n, left - 1, start)
    end
  end
end

## n messages there and back.
pub fn pingpong(n :: Int) -> () do
  let _ = spawn(pinger, spawn(echo), n, n, now())
  ()
end

# ---- Two actors and a large message ----------------------------------------------------------------------

type Cell do
  Number(Int)
  Item(Int)
  Words(List<Cell>)
  Real(Float)
  Name(String)
end

type Parcel do
  Text(Pid<Parcel>, String)
  Rows(Pid<Parcel>, List<List<Cell>>)
end

actor parcel_echo(back :: Pid<Parcel>) do
  receive do
    Text(from, text) -> send(from, Text(from, text))
    Rows(from, rows) -> send(from, Rows(from, rows))
  end
  parcel_echo(back)
end

actor sender(
  name :: String,
  to :: Pid<Parcel>,
  text :: String,
  rows :: List<List<Cell>>,
  n :: Int,
  left :: Int,
  start :: Int
) do
  if left == 0 do
    report(name, 2 * n, start)
  else
    if List.is_empty(rows) do
      send(to, Text(self(), text))
    else
      send(to, Rows(self(), rows))
    end
    receive do
      _ -> sender(name, to, text, rows, n, left - 1, start)
    end
  end
end

fn row(i :: Int) -> List<Cell> = [
  Number(i),
  Number(i * 2),
  Item(i),
  Words([Name("a"), Name("b"), Number(i)]),
  Real(Int.to_float(i))
]

## Kind 1: a text of 1 KB; 2: of 100 KB; 3: a nested list of 100 rows.
pub fn payload(kind :: Int, n :: Int) -> () do
  let text = if kind == 1 do String.repeat("x", 1024) else String.repeat("x", 102400) end
  let rows = if kind == 3 do for i in 0..100 do row(i) end else [] end
  let _ =
    spawn(sender, "payload#{kind}", spawn(parcel_echo, Process.none()), text, rows, n, n, now())
  ()
end

# ---- A ring ----------------------------------------------------------------------------------------------

actor node(next :: Pid<Int>) do
  receive do
    k -> send(next, k - 1)
  end
  node(next)
end

fn nodes(next :: Pid<Int>, left :: Int) -> Pid<Int> do
  if left == 0 do next else nodes(spawn(node, next), left - 1) end
end

actor ringing(next :: Pid<Int>, size :: Int, n :: Int, start :: Int) do
  if size > 1 do
    let first = nodes(self(), size - 1)
    send(first, n)
    ringing(first, 1, n, start)
  else
    receive do
      k -> do
        if k <= 0 do
          report("ring", n, start)
        else
          send(next, k - 1)
          ringing(next, 1, n, start)
        end
      end
    end
  end
end

## n hops of one message in a ring.
pub fn ring(size :: Int, n :: Int) -> () do
  let _ = spawn(ringing, Process.none(), size, n, now())
  ()
end

# ---- Many senders, one receiver --------------------------------------------------------------------------

type Load do
  Unit(Int)
end

actor many(to :: Pid<Load>, left :: Int) do
  if left > 0 do
    send(to, Unit(left))
    many(to, left - 1)
  end
end

fn senders(to :: Pid<Load>, count :: Int, each :: Int) -> () do
  if count > 0 do
    let _ = spawn(many, to, each)
    senders(to, count - 1, each)
  end
end

actor collector(count :: Int, each :: Int, left :: Int, start :: Int) do
  if left == 0 do
    report("fanin", count * each, start)
  else
    if left == count * each do
      senders(self(), count, each)
    end
    receive do
      Unit(_) -> collector(count, each, left - 1, start)
    end
  end
end

## n messages from `count` actors to one.
pub fn fanin(count :: Int, n :: Int) -> () do
  let each = n / count
  let _ = spawn(collector, count, each, count * each, now())
  ()
end
