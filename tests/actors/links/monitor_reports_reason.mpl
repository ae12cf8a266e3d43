actor target(how :: Int) do
  receive do
    "go" ->
      if how == 1 do
        panic("told to")
      end
  end
  println("target #{how} ends")
end

actor watcher(how :: Int) do
  let t = spawn(target, how)
  let ref = Process.monitor(t)
  send(t, "go")
  receive do
    Down(r, pid, reason) -> println("#{how} down #{reason} #{r == ref} #{pid == t}")
  end
  let again = Process.monitor(t)
  receive do
    Down(r, _, reason) -> println("#{how} down #{reason} #{r == again}")
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(watcher, 0))
  let _ = spawn(watcher, 1)
end
