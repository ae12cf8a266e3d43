actor echo(reply :: Pid<String>) do
  receive do
    n -> send(reply, "echo #{n + 0}")
  end
end

actor asker() do
  let start = echo
  let p = spawn(start, self())
  send(p, 7)
  receive do
    text -> println(text)
  end
end

fn main() do
  let _ = spawn(asker)
end
