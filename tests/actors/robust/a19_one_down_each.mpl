# Whenever a monitor is set up, before, during or after the end, there is one Down for it and no second one.
actor target(watcher :: Pid<()>) do
  receive do
    text -> panic(text)
  end

  terminate do
    let _ = Process.register("ending", Process.whereis("target"))
    registered("go on", watcher)
  end
end

# Or nobody is there any more who could do it.
fn registered(name :: String, by :: Pid) -> () do
  if Process.lookup(name) == None && Process.alive(by) do
    Timer.sleep(1)
    registered(name, by)
  end
end

fn one_down(moment :: String, expected :: Int, got :: Int, reason :: String) -> () do
  println("#{moment}: #{if got == expected do "its own" else "another" end}, #{reason}")
end

actor watcher do
  let pid = spawn(target, self())
  let _ = Process.register("target", pid)
  let before = Process.monitor(pid)
  let twice = Process.monitor(pid)
  send(pid, "over")
  registered("ending", pid)
  let during = Process.monitor(pid)
  let _ = Process.register("go on", self())
  receive do
    Down(ref, _, reason) -> one_down("before", before, ref, reason)
  end
  receive do
    Down(ref, _, reason) -> one_down("twice", twice, ref, reason)
  end
  receive do
    Down(ref, _, reason) -> one_down("during", during, ref, reason)
  end
  let after_end = Process.monitor(pid)
  receive do
    Down(ref, _, reason) -> one_down("after", after_end, ref, reason)
  end
  receive do
    Down(_, _, reason) -> println("one more: #{reason}")
    () -> ()
    after 20 -> println("no more")
  end
  race(0, 0)
end

actor brief do
  ()
end

# The end and the monitor meet at any moment.
fn race_once() -> Int do
  let job = Job.async(fn -> counted(Process.monitor(spawn(brief))) end)
  Result.unwrap_or(Job.await(job), -1)
end

fn counted(ref :: Int) -> Int = if ref > 0 do 1 else 0 end

fn race(n :: Int, downs :: Int) -> () do
  if n == 1000 do
    println("#{downs} of #{n}")
  else
    race(n + 1, downs + race_once())
  end
end

fn main() do
  let _ = spawn(watcher)
end
