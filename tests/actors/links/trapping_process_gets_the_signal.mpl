actor trapper(ready :: Pid<String>) do
  Process.trap_exit(true)
  send(ready, "ready")
  receive do
    Exit(_, reason) -> send(ready, "told " <> reason)
  end
end

actor asks() do
  let t = spawn(trapper, self())
  receive do
    "ready" -> ()
  end
  Process.exit(t, "please stop")
  receive do
    text -> println(text)
  end
end

fn main() do
  let _ = spawn(asks)
end
