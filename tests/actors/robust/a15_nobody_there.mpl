actor short do
  receive do
    n -> println("got #{n + 1}")
  end
end

fn main() do
  let p = spawn(short)
  send(p, 1)
  Timer.sleep(20)
  send(p, 2)
  Timer.send_after(p, 1, 3)
  let none = Process.whereis("nobody")
  send(none, "text")
  Process.exit(none, "kill")
  Process.exit(p, "kill")
  println("#{none} #{Process.alive(none)} #{Process.alive(p)} #{Process.register("x", p)}")
  Timer.sleep(20)
end
