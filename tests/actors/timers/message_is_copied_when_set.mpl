actor sink() do
  receive do
    (xs, n) -> println("#{xs} #{n}")
  end
end

fn arm(target :: Pid<(List<String>, Int)>) do
  let xs = List.map([1, 2, 3], fn n -> "item #{n}" end)
  Timer.send_after(target, 20, (xs, 7))
end

fn main() do
  arm(spawn(sink))
end
