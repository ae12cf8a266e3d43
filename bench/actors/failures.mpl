##! How soon a failure is known, and what many of them do to others.

from Measure import now, quantile, resident

service Desk do
  fn init() -> Int do
    0
  end

  call Next() :: Int do |n|
    (n + 1, n)
  end

  call Wait() :: Int do |n|
    Timer.sleep(60000)
    (n, n)
  end

  call Again(me :: Pid<()>) :: Int!String do |n|
    (n, Desk.try_next(me))
  end
end

# Kills the service when it has begun to handle the call, and says when.
actor killer(target :: Pid<()>, caller :: Pid<Int>) do
  Timer.sleep(5)
  let start = now()
  Process.exit(target, "kill")
  send(caller, start)
end

fn tell(what :: String, all :: List<Int>) -> () do
  let sorted = List.sort(all)
  println(
    "#{what} n #{List.length(sorted)} p50us #{quantile(sorted, 50)} p99us #{quantile(sorted, 99)} maxus #{quantile(sorted, 100)}"
  )
end

fn ended(pid :: Pid) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn dead_call(dead :: Pid) -> Int do
  let start = now()
  let _ = Desk.try_next(dead)
  now() - start
end

fn self_call(desk :: Pid) -> Int do
  let start = now()
  let _ = Desk.try_again(desk, erase(desk))
  now() - start
end

fn erase(pid :: Pid) -> Pid<()> = pid

actor calls_that_fail(n :: Int) do
  let dead = Desk.start()
  Process.exit(dead, "kill")
  ended(dead)
  tell("call of a dead service", for _ in 0..n do dead_call(dead) end)
  let live = Desk.start()
  tell("call of itself", for _ in 0..n do self_call(live) end)
  let me = self()
  spawn(callers, n, me, [])
  receive do
    _ -> ()
  end
  System.exit(0)
end

# From the kill to the error in the caller.
actor callers(left :: Int, done :: Pid<Int>, all :: List<Int>) do
  if left == 0 do
    tell("call of a service that is killed", all)
    send(done, 0)
  else
    let desk = Desk.start()
    let me = self()
    spawn(killer, erase(desk), me)
    let _ = Desk.try_wait(desk)
    let told = now()
    let killed = receive do
      start -> start
    end
    callers(left - 1, done, List.append(all, told - killed))
  end
end

## How long a call takes to fail.
pub fn failing_calls(n :: Int) -> () do
  let _ = spawn(calls_that_fail, n)
  ()
end

actor crashes do
  panic("in the storm")
end

# As many as are asked for in each millisecond that the timer gives; what was missed is made up for.
actor storm(rate :: Int, start :: Int, started :: Int) do
  let due = (now() - start) * rate / 1000000
  for _ in started..due do
    let _ = spawn(crashes)
  end
  Timer.sleep(1)
  storm(rate, start, if due > started do due else started end)
end

fn call_times(desk :: Pid, stop :: Int, all :: List<Int>) -> List<Int> do
  let start = now()
  let _ = Desk.next(desk)
  let ended = now()
  Timer.sleep(1)
  if ended < stop do
    call_times(desk, stop, List.append(all, ended - start))
  else
    List.append(all, ended - start)
  end
end

# The service and its caller are the others: the same calls before and during the storm.
actor bystander(rate :: Int, seconds :: Int) do
  let desk = Desk.start()
  tell("calls before the storm", call_times(desk, now() + seconds * 1000000, []))
  let _ = spawn(storm, rate, now(), 0)
  let _ = call_times(desk, now() + 1000000, [])
  let before = resident()
  tell(
    "calls in the storm of #{rate} crashes a second",
    call_times(desk, now() + seconds * 1000000, [])
  )
  println("resident at its begin #{before / 1024} KB, at its end #{resident() / 1024} KB")
  System.exit(0)
end

## Calls of a service beside `rate` crashes a second, each lasting `seconds`.
pub fn crash_storm(rate :: Int, seconds :: Int) -> () do
  let _ = spawn(bystander, rate, seconds)
  ()
end
