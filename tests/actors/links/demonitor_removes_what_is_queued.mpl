actor brief() do
  ()
end

actor watcher() do
  let c = spawn(brief)
  let ref = Process.monitor(c)
  let second = Process.monitor(c)
  receive do
    Down(r, _, _) when r == second -> println("second")
  end
  println("#{Process.demonitor(ref)}")
  receive do
    Down(_, _, _) -> println("still queued")
    after 0 -> println("removed")
  end
end

fn main() do
  let _ = spawn(watcher)
end
