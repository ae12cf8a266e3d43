actor worker(name :: String) do
  receive do
    () -> ()
  end

  terminate do
    println("#{name} down")
  end
end

fn begin(name :: String) -> Pid do
  println("#{name} up")
  spawn(worker, name)
end

supervisor Depot do
  child first do
    start: fn -> begin("first") end
  end

  child second do
    start: fn -> begin("second") end
  end

  child third do
    start: fn -> begin("third") end
  end
end

actor user() do
  let d = spawn(Depot)
  println("started")
  let ref = Process.monitor(d)
  Process.exit(d, "shutdown")
  receive do
    Down(r, _, reason) -> println("#{reason} #{r == ref}")
  end
end

fn main() do
  let _ = spawn(user)
end
