actor stubborn(ready :: Pid<String>) do
  Process.trap_exit(true)
  send(ready, "ready")
  receive do
    () -> ()
  end
end

actor killer() do
  let s = spawn(stubborn, self())
  receive do
    "ready" -> ()
  end
  let ref = Process.monitor(s)
  Process.exit(s, "kill")
  receive do
    Down(r, _, reason) -> println("#{reason} #{r == ref}")
  end
end

fn main() do
  let _ = spawn(killer)
end
