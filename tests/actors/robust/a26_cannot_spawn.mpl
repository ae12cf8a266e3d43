actor waits do
  receive do
    () -> ()
  end
end

fn spawn_for_ever(n :: Int) -> Int do
  let _ = spawn(waits)
  spawn_for_ever(n + 1)
end

actor greedy do
  println("#{spawn_for_ever(0)}")
end

actor modest do
  receive do
    text -> println(text)
  end
end

fn gone(pid :: Pid) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    gone(pid)
  end
end

fn main() do
  let m = spawn(modest)
  gone(spawn(greedy))
  send(m, "others go on")
  gone(m)
end
