actor never_up do
  panic("never up")
end

supervisor Hopeless do
  strategy: one_for_one
  max_restarts: 20
  max_seconds: 60

  child a do
    start: fn -> spawn(never_up) end
  end

  child b do
    start: fn -> spawn(never_up) end
  end
end

supervisor Top do
  strategy: one_for_one
  max_restarts: 2
  max_seconds: 60

  child hopeless do
    start: fn -> spawn(Hopeless) end
  end
end

fn main() do
  let top = spawn(Top)
  gone(top)
  println("gave up")
end

fn gone(pid :: Pid) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    gone(pid)
  end
end
