fn spin(n :: Int) -> Int do
  if n < 0 do n else spin(n + 1 - 1) end
end

actor busy do
  spin(0)
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let pids = for _ in 0..8 do spawn(busy) end
  let ticks = for i in 0..3 do
    Timer.sleep(5)
    i
  end
  println("#{ticks}")
  for p in pids do
    Process.exit(p, "kill")
    ended(p)
  end
  println("#{for p in pids do Process.alive(p) end}")
end
