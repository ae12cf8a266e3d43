actor worker() do
  receive do
    :crash -> panic("worker failed")
  end
end

# Waits for its judge's monitor before anything can end it.
actor boss(cut :: Bool) do
  receive do
    :go -> ()
  end
  let pid = spawn(worker)
  link(pid)
  if cut do
    unlink(pid)
    unlink(pid)
  end
  let _ = Process.monitor(pid)
  send(pid, :crash)
  receive do
    Down(_, _, reason) -> println("still here after #{reason}")
  end
end

actor judge() do
  let first = spawn(boss, true)
  let _ = Process.monitor(first)
  send(first, :go)
  receive do
    Down(_, _, reason) -> println("with unlink: #{reason}")
  end
  let second = spawn(boss, false)
  let _ = Process.monitor(second)
  send(second, :go)
  receive do
    Down(_, _, reason) -> println("without: #{reason}")
  end
end

fn main() do
  spawn(judge)
end
