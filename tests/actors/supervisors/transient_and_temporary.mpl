actor worker do
  receive do
    "crash" -> panic("crash")
    _ -> ()
  end
end

fn begin(name :: String) -> Pid do
  println("#{name} up")
  spawn(worker)
end

supervisor Mixed do
  strategy: one_for_one
  max_restarts: 10

  child t do
    start: fn -> begin("transient") end
    restart: transient
    register: "t"
  end

  child u do
    start: fn -> begin("temporary") end
    restart: temporary
    register: "u"
  end

  child p do
    start: fn -> begin("permanent") end
    register: "p"
  end
end

# Until the supervisor has another child of this name, or none.
fn replaced(sup :: Pid, name :: String, old :: Pid) -> () do
  case Supervisor.child(sup, name) do
    Some(pid) when pid == old -> do
      Timer.sleep(1)
      replaced(sup, name, old)
    end
    _ -> ()
  end
end

fn tell(sup :: Pid, name :: String, text :: String) do
  let old = Process.whereis(name)
  send(old, text)
  replaced(sup, name, old)
  println("#{name} #{Process.lookup(name) != None}")
end

fn main() do
  let sup = spawn(Mixed)
  tell(sup, "t", "crash")
  tell(sup, "t", "end")
  tell(sup, "u", "crash")
  tell(sup, "p", "end")
  tell(sup, "p", "crash")
end
