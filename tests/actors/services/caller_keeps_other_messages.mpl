service Echo do
  call Say(text :: String) :: String do |s| (s, "echo " <> text) end
end

actor busy(e :: Pid) do
  Timer.sleep(30)
  println(Echo.say(e, "one"))
  let first = receive do
    text -> text
  end
  println(Echo.say(e, first))
  receive do
    text -> println(text)
  end
end

fn main() do
  let e = Echo.start()
  let b = spawn(busy, e)
  send(b, "queued 1")
  send(b, "queued 2")
end
