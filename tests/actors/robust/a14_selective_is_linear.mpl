type Note do
  Noise(Int)
  Wanted(Int)
end

actor picky(left :: Int, sum :: Int, start :: Int) do
  if left == 0 do
    let took = Clock.monotonic_ms() - start
    println("#{sum} in time: #{took < 3000}")
  else
    receive do
      Wanted(n) -> picky(left - 1, sum + n, start)
    end
  end
end

fn noise(to :: Pid<Note>, left :: Int) -> () do
  if left > 0 do
    send(to, Noise(left))
    noise(to, left - 1)
  end
end

fn main() do
  let p = spawn(picky, 20, 0, Clock.monotonic_ms())
  noise(p, 100000)
  for i in 0..20 do
    send(p, Wanted(i))
  end
end
