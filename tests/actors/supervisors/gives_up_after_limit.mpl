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

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

# The child is back, or nobody will bring it back.
fn settled(sup :: Pid) -> () do
  if Process.alive(sup) && Process.lookup("shaky") == None do
    Timer.sleep(1)
    settled(sup)
  end
end

fn main() do
  let sup = spawn(Few)
  for i in 1..4 do
    let shaky = Process.whereis("shaky")
    send(shaky, ())
    ended(shaky)
    settled(sup)
    println("#{i} #{Process.alive(sup)}")
  end
end
