actor short do
  receive do
    n -> println("short got #{n + 0}")
  end
end

actor linked(other :: Pid) do
  link(other)
  send(other, 1)
  receive do
    text -> println(text)
    after 40 -> println("still here")
  end
end

fn main() do
  let s = spawn(short)
  let _ = spawn(linked, s)
end
