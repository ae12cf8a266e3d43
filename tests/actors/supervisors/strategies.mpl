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
    register: "all c"
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
    register: "rest f"
  end
end

# The one behind it is restarted last, unless the supervisor has ended.
fn crash(name :: String, last :: String, under :: Pid) do
  println("-- crash #{name}")
  let old = Process.whereis(last)
  send(Process.whereis(name), 0)
  ended(old)
  registered(last, under)
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn registered(name :: String, by :: Pid) -> () do
  if Process.lookup(name) == None && Process.alive(by) do
    Timer.sleep(1)
    registered(name, by)
  end
end

fn main() do
  let all = spawn(All)
  crash("all b", "all c", all)
  Process.exit(all, "shutdown")
  ended(all)
  println("-- rest")
  let rest = spawn(Rest)
  crash("rest e", "rest f", rest)
  println("-- stop")
  Process.exit(rest, "shutdown")
  ended(rest)
end
