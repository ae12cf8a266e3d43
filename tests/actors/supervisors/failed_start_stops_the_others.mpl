actor worker(name :: String) do
  receive do
    () -> ()
  end

  terminate do
    println("#{name} down")
  end
end

fn broken() -> Pid do
  panic("no port")
end

supervisor Depot do
  child good do
    start: fn -> spawn(worker, "good") end
  end

  child bad do
    start: fn -> broken() end
  end
end

fn main() do
  let d = spawn(Depot)
  println("alive #{Process.alive(d)}")
end
