actor child() do
  receive do
    "die" -> ()
  end
end

actor watcher() do
  let c = spawn(child)
  let ref = Process.monitor(c)
  let second = Process.monitor(c)
  println("#{Process.demonitor(ref)} #{Process.demonitor(ref)} #{Process.demonitor(999999)}")
  send(c, "die")
  receive do
    Down(r, _, _) -> println("second #{r == second}")
  end
  receive do
    Down(_, _, _) -> println("another")
    after 0 -> println("only one")
  end
end

fn main() do
  let _ = spawn(watcher)
end
