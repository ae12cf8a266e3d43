# Supervisors of each strategy and a supervised service, and what the model knows of them.

service Counter do
  fn init() -> Int do
    0
  end

  call Add(n :: Int) :: Int do |sum|
    (sum + n, sum + n)
  end

  cast Put(n :: Int) do |_|
    n
  end

  call Divide(n :: Int) :: Int do |sum|
    (sum, 100 / n)
  end
end

actor child() do
  receive do
    text -> if text != "end" do panic(text) end
  end
end

fn begin() -> Pid<String> = spawn(child)

supervisor OneForOne do
  strategy: one_for_one
  max_restarts: 1000000
  max_seconds: 1

  child first do
    start: fn -> begin() end
    register: "one_for_one 0"
  end

  child second do
    start: fn -> begin() end
    restart: transient
    register: "one_for_one 1"
  end

  child third do
    start: fn -> begin() end
    register: "one_for_one 2"
  end
end

supervisor OneForAll do
  strategy: one_for_all
  max_restarts: 1000000
  max_seconds: 1

  child first do
    start: fn -> begin() end
    register: "one_for_all 0"
  end

  child second do
    start: fn -> begin() end
    restart: transient
    register: "one_for_all 1"
  end

  child third do
    start: fn -> begin() end
    register: "one_for_all 2"
  end
end

supervisor RestForOne do
  strategy: rest_for_one
  max_restarts: 1000000
  max_seconds: 1

  child first do
    start: fn -> begin() end
    register: "rest_for_one 0"
  end

  child second do
    start: fn -> begin() end
    restart: transient
    register: "rest_for_one 1"
  end

  child third do
    start: fn -> begin() end
    register: "rest_for_one 2"
  end
end

supervisor Counting do
  max_restarts: 1000000
  max_seconds: 1

  child counter do
    start: fn -> Counter.start() end
    register: "counter"
  end
end

# `children`: the pids of those who are there, by their number.
struct Tree do
  strategy :: String
  pid :: Pid
  children :: Map<Int, Pid>
end

pub struct Forest do
  trees :: List<Tree>
  sum :: Int
end

fn grow(strategy :: String) -> Tree do
  let pid :: Pid = if strategy == "one_for_one" do
    spawn(OneForOne)
  else if strategy == "one_for_all" do
    spawn(OneForAll)
  else
    spawn(RestForOne)
  end
  Tree {
    strategy: strategy,
    pid: pid,
    children: Map.from_list(for i in 0..3 do (i, named(strategy, i)) end)
  }
end

fn named(strategy :: String, i :: Int) -> Pid = Process.whereis("#{strategy} #{i}")

pub fn start_forest() -> Forest do
  spawn(Counting)
  Forest { trees: List.map(["one_for_one", "one_for_all", "rest_for_one"], grow), sum: 0 }
end

# One random event in the forest, and whether everybody did what the model says.
pub fn disturb(f :: Forest) -> Forest do
  if Random.bool() do
    %{f | sum: count(f.sum)}
  else
    let i = Random.int(0, 2)
    %{f | trees: List.set(f.trees, i, shake(List.get(f.trees, i)))}
  end
end

fn count(sum :: Int) -> Int do
  let counter = Process.whereis("counter")
  case Random.int(0, 3) do
    0 -> expect("add", Counter.add(counter, 7), sum + 7)
    1 -> do
      Counter.put(counter, 3)
      expect("put", Counter.add(counter, 0), 3)
    end
    2 ->
      expect(
        "jobs",
        List.sum(for j in additions(counter) do Result.unwrap(Job.await(j)) end),
        sum * 5 + 15
      ) / 5 - 3 + 5
    _ -> do
      let result = Job.await(Job.async(fn -> Counter.divide(counter, 0) end))
      if result != Err("service call Counter.divide failed: division by zero") do
        panic("divide: #{result}")
      end
      Timer.sleep(30)
      expect("anew", Counter.add(Process.whereis("counter"), 0), 0)
    end
  end
end

# Five at once, each adds 1: together they see sum + 1 to sum + 5.
fn additions(counter :: Pid) -> List<Job<Int>> =
  for _ in 0..5 do Job.async(fn -> Counter.add(counter, 1) end) end

fn expect(what :: String, found :: Int, wanted :: Int) -> Int do
  if found != wanted do panic("#{what}: the model says #{wanted}, but it was #{found}") end
  found
end

fn shake(t :: Tree) -> Tree do
  if Random.int(0, 9) == 0 do replant(t) else fell(t) end
end

fn replant(t :: Tree) -> Tree do
  Process.exit(t.pid, "shutdown")
  Timer.sleep(30)
  for i in 0..3 do
    if named(t.strategy, i) != Process.none() do
      panic("#{t.strategy} #{i} outlives its supervisor")
    end
  end
  grow(t.strategy)
end

fn fell(t :: Tree) -> Tree do
  let i = Random.int(0, 2)
  case Map.get_opt(t.children, i) do
    None -> t
    Some(pid) -> do
      let how = Option.unwrap(Random.pick(["kill", "shutdown", "boom", "end", "crash"]))
      if how == "end" || how == "crash" do tell(pid, how) else Process.exit(pid, how) end
      Timer.sleep(30)
      look(t, i, how == "end" || how == "shutdown")
    end
  end
end

fn tell(pid :: Pid, text :: String) -> () do
  send(pid, text)
end

# The number of the child that ended tells who is started anew.
fn look(t :: Tree, ended :: Int, orderly :: Bool) -> Tree do
  let stays_away = ended == 1 && orderly
  let present =
    for i in 0..3 when Map.has_key(t.children, i) && !(stays_away && i == ended) do i end
  for i in 0..3 do
    let now = named(t.strategy, i)
    let before = Map.get(t.children, i, Process.none())
    if !List.contains(present, i) do
      if now != Process.none() do panic("#{t.strategy} #{i} is there") end
    else
      let fresh =
        !stays_away &&
          (i == ended || t.strategy == "one_for_all" || (t.strategy == "rest_for_one" && i > ended))
      if (now != before) != fresh || !Process.alive(now) do
        panic("#{t.strategy} #{i} after the end of #{ended}: #{before}, now #{now}")
      end
    end
  end
  %{t | children: Map.from_list(for i in present do (i, named(t.strategy, i)) end)}
end
