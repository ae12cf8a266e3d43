fn spin(n :: Int) -> Int do
  if n < 0 do n else spin(Int.bxor(n, 1)) end
end

actor spinner do
  println("#{spin(1)}")
end

actor loops do
  let n = 1
  while n > 0 do
    let _ = Int.bxor(n, 1)
  end
end

actor echo do
  receive do
    from -> send(from, 1)
  end
  echo()
end

actor asks(to :: Pid<Pid<Int>>, left :: Int) do
  link(to)
  if left == 0 do
    println("answered every time")
  else
    send(to, self())
    receive do
      _ -> ()
    end
    Timer.sleep(1)
    asks(to, left - 1)
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

# How soon the answers come is measured in bench/actors.
fn main() do
  for _ in 0..3 do
    let _ = spawn(spinner)
    let _ = spawn(loops)
  end
  ended(spawn(asks, spawn(echo), 100))
  System.exit(0)
end
