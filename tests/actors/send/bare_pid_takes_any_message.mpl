actor texts() do
  receive do
    "stop" -> println("stopped")
    text ->
      println("got " <> text)
      texts()
  end
end

fn tell(to :: Pid, what :: String) = send(to, what)

fn main() do
  let p = spawn(texts)
  tell(p, "hello")
  let anyone :: Pid = p
  send(anyone, "again")
  send(anyone, 42)
  tell(p, "stop")
end
