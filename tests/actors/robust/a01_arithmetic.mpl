actor divides(n :: Int) do
  println("#{10 / n}")
end

actor remains(n :: Int) do
  println("#{10 % n}")
end

fn least() -> Int = Int.min_value()

actor minus_one(n :: Int) do
  println("#{least() % n}")
  println("#{least() / n}")
end

actor adds(n :: Int) do
  println("#{n + 1}")
end

actor shifts(by :: Int) do
  println("#{Int.shl(1, by)}")
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(divides, 0))
  ended(spawn(remains, 0))
  ended(spawn(minus_one, -1))
  ended(spawn(adds, Int.max_value()))
  ended(spawn(shifts, 64))
  ended(spawn(shifts, -1))
  println("#{Int.wrapping_add(Int.max_value(), 1) == least()}")
end
