##! Calls of services.

from Measure import now, report

service Tally do
  fn init() -> Int do
    0
  end

  call Next() :: Int do |n|
    (n + 1, n + 1)
  end
end

fn call_often(tally :: Pid<()>, left :: Int) -> () do
  if left > 0 do
    let _ = Tally.next(tally)
    call_often(tally, left - 1)
  end
end

## n calls of one service from `clients` processes.
pub fn calling(clients :: Int, n :: Int) -> () do
  let tally = Tally.start()
  let each = n / clients
  let start = now()
  let jobs = for _ in 0..clients do Job.async(fn -> call_often(tally, each) end) end
  for job in jobs do
    let _ = Job.await(job)
  end
  report("call", clients * each, start)
end

# ---- A state of a million entries ------------------------------------------------------------------------

service Table do
  fn init(size :: Int) -> Map<Int, Int> do
    filled(Map.new(), size)
  end

  call Put(key :: Int, value :: Int) :: Int do |m|
    (Map.put(m, key, value), value)
  end
end

fn filled(m :: Map<Int, Int>, left :: Int) -> Map<Int, Int> do
  if left == 0 do m else filled(Map.put(m, left, left), left - 1) end
end

fn update(table :: Pid<()>, left :: Int, size :: Int, worst :: Int) -> Int do
  if left == 0 do
    worst
  else
    let before = now()
    let _ = Table.put(table, left * 7919 % size, left)
    let took = now() - before
    update(table, left - 1, size, if took > worst do took else worst end)
  end
end

## n updates of a map of a million entries in a service; how long the slowest took.
pub fn big_state(n :: Int) -> () do
  let table = Table.start(1000000)
  let start = now()
  let worst = update(table, n, 1000000, 0)
  report("bigstate", n, start)
  println("slowest us #{worst}")
end
