fn adder(n) do
  fn x -> x + n end
end

fn chooser() do
  fn x :: Int, y :: Int -> x - y end
end

fn guarded() do
  fn x when x > 0 -> "up" | _ -> "down" end
end

fn main() do
  println("#{adder(2)(40)} #{chooser()(5, 3)} #{guarded()(1)} #{guarded()(-1)}")
end
