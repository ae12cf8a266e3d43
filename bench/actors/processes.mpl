##! Processes as such: starting and ending them, and what they cost while they wait.

from Measure import now, report, report_idle, resident

# ---- Spawn and join --------------------------------------------------------------------------------------

fn start_short(to :: Pid<Int>, left :: Int) -> () do
  if left > 0 do
    let _ = spawn(fn -> send(to, 1) end)
    start_short(to, left - 1)
  end
end

actor joiner(n :: Int, left :: Int, start :: Int) do
  if left == 0 do
    report("spawn", n, start)
  else
    if left == n do
      start_short(self(), n)
    end
    receive do
      _ -> joiner(n, left - 1, start)
    end
  end
end

## n processes that each say that they are done.
pub fn spawning(n :: Int) -> () do
  let _ = spawn(joiner, n, n, now())
  ()
end

# ---- Idle ------------------------------------------------------------------------------------------------

actor sleeper do
  receive do
    () -> ()
  end
end

fn start_sleepers(left :: Int) -> () do
  if left > 0 do
    let _ = spawn(sleeper)
    start_sleepers(left - 1)
  end
end

## n actors that wait for a message.
pub fn idle(n :: Int) -> () do
  let before = resident()
  let start = now()
  start_sleepers(n)
  report_idle(n, start, before)
  System.exit(0)
end

service Counter do
  fn init(first :: Int) -> Int do
    first
  end

  call Next() :: Int do |n|
    (n + 1, n)
  end
end

fn start_services(left :: Int) -> Pid<()> do
  let pid = Counter.start(left)
  if left > 1 do start_services(left - 1) else pid end
end

## n services, each with an Int.
pub fn idle_services(n :: Int) -> () do
  let before = resident()
  let start = now()
  let last = start_services(n)
  let _ = Counter.next(last)
  report_idle(n, start, before)
  System.exit(0)
end

# ---- Timers ----------------------------------------------------------------------------------------------

fn start_timers(to :: Pid<Int>, i :: Int, n :: Int) -> () do
  if i < n do
    Timer.send_after(to, i % 1000, 1)
    start_timers(to, i + 1, n)
  end
end

actor waiting(n :: Int, left :: Int, start :: Int) do
  if left == 0 do
    report("timers", n, start)
  else
    if left == n do
      start_timers(self(), 0, n)
    end
    receive do
      _ -> waiting(n, left - 1, start)
    end
  end
end

## n timers spread over one second.
pub fn timers(n :: Int) -> () do
  let _ = spawn(waiting, n, n, now())
  ()
end
