actor named do
  receive do
    text -> println("named got " <> text)
  end
  named()
end

fn main() do
  let p = spawn(named)
  println("#{Process.register("the name", p)} #{Process.register("the name", p)}")
  send(Process.whereis("the name"), "hello")
  Timer.sleep(20)
  println(
    "#{Process.whereis("nobody")} #{Process.whereis("nobody") == p} #{Process.lookup("nobody")}"
  )
  Process.exit(p, "kill")
  Timer.sleep(20)
  println("#{Process.lookup("the name")} #{Process.register("again", p)}")
end
