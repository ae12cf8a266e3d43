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

actor asks(to :: Pid<Pid<Int>>, left :: Int, worst :: Int) do
  if left == 0 do
    println("answered every time: #{worst < 5000}")
    System.exit(0)
  else
    let before = Clock.monotonic_ms()
    send(to, self())
    receive do
      _ -> ()
    end
    let took = Clock.monotonic_ms() - before
    Timer.sleep(1)
    asks(to, left - 1, if took > worst do took else worst end)
  end
end

fn main() do
  for _ in 0..3 do
    let _ = spawn(spinner)
    let _ = spawn(loops)
  end
  let _ = spawn(asks, spawn(echo), 100, 0)
end
