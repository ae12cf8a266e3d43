actor worker(name :: String) do
  println("#{name} up")
  receive do
    "crash" -> panic("crash")
    _ -> ()
  end
end

supervisor Mixed do
  strategy: one_for_one
  max_restarts: 10

  child t do
    start: fn -> spawn(worker, "transient") end
    restart: transient
    register: "t"
  end

  child u do
    start: fn -> spawn(worker, "temporary") end
    restart: temporary
    register: "u"
  end

  child p do
    start: fn -> spawn(worker, "permanent") end
    register: "p"
  end
end

fn tell(name :: String, text :: String) do
  send(Process.whereis(name), text)
  Timer.sleep(30)
  println("#{name} #{Process.lookup(name) != None}")
end

fn main() do
  let _ = spawn(Mixed)
  tell("t", "crash")
  tell("t", "end")
  tell("u", "crash")
  tell("p", "end")
  tell("p", "crash")
end
