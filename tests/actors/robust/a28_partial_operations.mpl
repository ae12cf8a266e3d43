actor heads(xs :: List<Int>) do
  println("#{List.head(xs)}")
end

actor gets(xs :: List<Int>) do
  println("#{List.get(xs, 5)}")
end

fn gone(pid :: Pid) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    gone(pid)
  end
end

fn main() do
  gone(spawn(heads, []))
  gone(spawn(gets, [1, 2]))
  println("main goes on")
end
