# Large values are frozen on their way: a receiver may change what it got, keep a piece of it, hand it on and on, and
# nobody else sees it.

struct Row do
  id :: Int
  name :: String
  tags :: List<String>
end

type Mail do
  Rows(Pid<Mail>, List<Row>)
  Table(Pid<Mail>, Map<Int, Row>)
  Ask(Pid<Mail>)
  Told(String)
end

fn row(i :: Int) -> Row = Row { id: i, name: "row #{i}", tags: ["a#{i}", "b#{i}"] }

fn rows(n :: Int) -> List<Row> = for i in 0..n do row(i) end

fn table(n :: Int, so_far :: Map<Int, Row>) -> Map<Int, Row> do
  if n == 0 do so_far else table(n - 1, Map.put(so_far, n, row(n))) end
end

fn renamed(all :: List<Row>) -> List<Row> = for r in all do %{r | name: r.name <> "!"} end

fn sum(all :: List<Row>) -> Int =
  List.reduce(all, 0, fn(total, r) -> total + r.id + List.length(r.tags) end)

fn told(all :: List<Row>) -> String =
  "#{List.length(all)} rows, sum #{sum(all)}, last #{List.last(all).name}"

# Hands on what it gets, changed or not, until the count is down.
actor relay(next :: Pid<Mail>, change :: Bool) do
  receive do
    Rows(from, all) -> send(next, Rows(from, if change do renamed(all) else all end))
    Table(from, t) -> send(next, Table(from, Map.put(t, 0, row(1000))))
    Ask(from) -> send(next, Ask(from))
    Told(_) -> ()
  end
  relay(next, change)
end

# Keeps one row of each message.
actor keeper(kept :: List<Row>) do
  receive do
    Rows(from, all) -> do
      send(from, Told(told(all)))
      keeper(List.append(kept, List.get(all, List.length(kept))))
    end
    Table(from, t) -> do
      send(
        from,
        Told(
          "#{Map.size(t)} entries, #{Map.get(t, 0, row(-1)).name}, #{Map.get(t, 7, row(-1)).name}"
        )
      )
      keeper(List.append(kept, Map.get(t, 50, row(-1))))
    end
    Ask(from) -> do
      send(from, Told(String.join(for r in kept do r.name end, ", ")))
      keeper(kept)
    end
    Told(_) -> keeper(kept)
  end
end

service Store do
  fn init() -> List<List<Row>> do
    []
  end

  call Add(more :: List<Row>) :: Int do |all|
    let next = List.append(all, more)
    (next, List.length(next))
  end

  call At(i :: Int) :: List<Row> do |all|
    (all, List.get(all, i))
  end

  call Change(i :: Int, j :: Int, name :: String) :: String do |all|
    let inner = List.get(all, i)
    let old = List.get(inner, j)
    let next = List.set(all, i, List.set(inner, j, %{old | name: name}))
    (next, old.name)
  end
end

actor asker(done :: Pid<String>, first :: Pid<Mail>) do
  let big = rows(200)
  for i in 0..4 do
    send(first, Rows(self(), big))
    receive do
      Told(text) -> send(done, text)
      _ -> ()
    end
  end
  let more = List.append(big, row(900))
  send(first, Rows(self(), more))
  receive do
    Told(text) -> send(done, text)
    _ -> ()
  end
  send(first, Table(self(), table(100, Map.new())))
  receive do
    Told(text) -> send(done, text)
    _ -> ()
  end
  send(first, Ask(self()))
  receive do
    Told(text) -> send(done, text)
    _ -> ()
  end
  send(done, told(big))
  send(done, "")
end

actor printer(tell :: Pid<()>) do
  receive do
    "" -> send(tell, ())
    text -> do
      println(text)
      printer(tell)
    end
  end
end

actor whole() do
  let last = spawn(keeper, [])
  let changing = spawn(relay, last, true)
  let first = spawn(relay, changing, false)
  let _ = spawn(asker, spawn(printer, self()), first)
  receive do
    () -> ()
  end
  let store = Store.start()
  let big = rows(150)
  for _ in 0..5 do
    let _ = Store.add(store, big)
  end
  println(Store.change(store, 2, 3, "new"))
  println(Store.change(store, 2, 3, "newer"))
  println(List.get(Store.at(store, 2), 3).name)
  println(List.get(Store.at(store, 1), 3).name)
  println(told(Store.at(store, 4)))
  let job = Job.async(fn -> renamed(Store.at(store, 0)) end)
  case Job.await(job) do
    Ok(all) -> println(told(all))
    Err(reason) -> println(reason)
  end
end

fn main() do
  let _ = spawn(whole)
  ()
end
