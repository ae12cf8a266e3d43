actor worker(name :: String) do
  receive do
    0 -> panic("crash")
    _ -> println("#{name} returns")
  end

  terminate do
    println("#{name} down")
  end
end

fn begin(name :: String) -> Pid do
  println("#{name} up")
  spawn(worker, name)
end

supervisor All do
  strategy: one_for_all

  child a do
    start: fn -> begin("a") end
  end

  child b do
    start: fn -> begin("b") end
    register: "all b"
  end

  child c do
    start: fn -> begin("c") end
  end
end

supervisor Rest do
  strategy: rest_for_one

  child d do
    start: fn -> begin("d") end
  end

  child e do
    start: fn -> begin("e") end
    register: "rest e"
  end

  child f do
    start: fn -> begin("f") end
  end
end

fn crash(name :: String) do
  Timer.sleep(200)
  println("-- crash #{name}")
  send(Process.whereis(name), 0)
  Timer.sleep(200)
end

fn main() do
  let all = spawn(All)
  crash("all b")
  Process.exit(all, "shutdown")
  Timer.sleep(200)
  println("-- rest")
  let rest = spawn(Rest)
  crash("rest e")
  println("-- stop")
  Process.exit(rest, "shutdown")
  Timer.sleep(200)
end
