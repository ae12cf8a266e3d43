actor shaky do
  receive do
    () -> panic("shaky")
  end
end

supervisor Few do
  strategy: one_for_one
  max_restarts: 2
  max_seconds: 5

  child shaky do
    start: fn -> spawn(shaky) end
    register: "shaky"
  end
end

fn main() do
  let sup = spawn(Few)
  for i in 1..4 do
    send(Process.whereis("shaky"), ())
    Timer.sleep(200)
    println("#{i} #{Process.alive(sup)}")
  end
end
