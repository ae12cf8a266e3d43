actor named(name :: String, ready :: Pid<String>) do
  println("register #{Process.register(name, self())}")
  send(ready, "up")
  receive do
    "end" -> ()
  end
end

actor user() do
  let n = spawn(named, "desk", self())
  receive do
    "up" -> ()
  end
  println("#{Process.whereis("desk") == n} #{Process.register("desk", self())}")
  let ref = Process.monitor(n)
  send(Process.whereis("desk"), "end")
  receive do
    Down(r, _, _) -> println("down #{r == ref}")
  end
  println("#{Process.lookup("desk").is_none()} #{Process.register("desk", self())}")
  println("#{Process.unregister("desk")} #{Process.unregister("desk")}")
end

fn main() do
  let _ = spawn(user)
end
