actor fragile do
  receive do
    () -> panic("fragile")
  end
end

supervisor Patient do
  strategy: one_for_one
  max_restarts: 10
  max_seconds: 60

  child fragile do
    start: fn -> spawn(fragile) end
    register: "fragile"
  end
end

fn crash(times :: Int) -> () do
  if times > 0 do
    let p = Process.whereis("fragile")
    send(p, ())
    replaced(p, 2000)
    crash(times - 1)
  end
end

fn replaced(old :: Pid, left :: Int) -> () do
  let now = Process.whereis("fragile")
  if left > 0 && (now == old || !Process.alive(now)) do
    Timer.sleep(1)
    replaced(old, left - 1)
  end
end

fn main() do
  let sup = spawn(Patient)
  crash(10)
  println("after 10: #{Process.alive(sup)}")
  Timer.sleep(61000)
  crash(10)
  println("after 10 more, later: #{Process.alive(sup)}")
  let p = Process.whereis("fragile")
  send(p, ())
  Timer.sleep(100)
  println("after the next at once: #{Process.alive(sup)} #{Process.whereis("fragile")}")
end
