actor short do
  receive do
    n -> println("got #{n + 1}")
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let p = spawn(short)
  send(p, 1)
  ended(p)
  send(p, 2)
  Timer.send_after(p, 1, 3)
  let none = Process.whereis("nobody")
  send(none, "text")
  Process.exit(none, "kill")
  Process.exit(p, "kill")
  println("#{none} #{Process.alive(none)} #{Process.alive(p)} #{Process.register("x", p)}")
  Timer.sleep(20)
end
