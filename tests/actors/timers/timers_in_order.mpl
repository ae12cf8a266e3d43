actor sink(n :: Int) do
  receive do
    text -> println(text)
  end
  if n > 1 do
    sink(n - 1)
  end
end

fn main() do
  let s = spawn(sink, 3)
  Timer.send_after(s, 400, "third")
  Timer.send_after(s, 200, "second")
  Timer.send_after(s, -5, "first")
end
