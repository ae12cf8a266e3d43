actor worker() do
  receive do
    :crash -> panic("worker failed")
  end
end

actor boss(cut :: Bool) do
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
  let _ = Process.monitor(spawn(boss, true))
  receive do
    Down(_, _, reason) -> println("with unlink: #{reason}")
  end
  let _ = Process.monitor(spawn(boss, false))
  receive do
    Down(_, _, reason) -> println(
      "without: #{if String.starts_with(reason, "Linked") do "Linked" else reason end}"
    )
  end
end

fn main() do
  spawn(judge)
  Timer.sleep(300)
end
