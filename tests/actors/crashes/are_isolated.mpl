actor fragile(n :: Int) do
  println("#{10 / n}")
end

fn count(n) do
  if n == 0 do "counted" else count(n - 1) end
end

actor steady do
  println(count(100000))
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(fragile, 0))
  let all = for _ in 0..3 do spawn(steady) end
  for pid in all do
    ended(pid)
  end
  let _ = spawn(fragile, 5)
end
