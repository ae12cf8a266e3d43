actor spin(n :: Int, text :: String) do
  if n == 0 do
    println("done #{text}")
  else
    spin(n - 1, "at #{n}")
  end
end

actor counting(n :: Int) do
  receive do
    "stop" -> println("counted #{n}")
    _ -> counting(n + 1)
  end
end

fn main() do
  let spinning = spawn(spin, 1000000, "")
  let c = spawn(counting, 0)
  for _ in 0..100000 do
    send(c, "more")
  end
  while Process.alive(spinning) do
    Timer.sleep(10)
  end
  send(c, "stop")
end
