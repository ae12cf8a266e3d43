type Note do
  Noise(Int)
  Wanted(Int)
end

# Whoever looks at all of them again for each that arrives takes minutes.
actor picky(left :: Int, sum :: Int) do
  if left == 0 do
    println("#{sum}")
  else
    receive do
      Wanted(n) -> picky(left - 1, sum + n)
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
  let p = spawn(picky, 20, 0)
  noise(p, 500000)
  for i in 0..20 do
    send(p, Wanted(i))
  end
end
