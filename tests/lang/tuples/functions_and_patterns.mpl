fn swap((a, b)) = (b, a)

fn main() do
  let t = (1, "a", 2.5)
  let (n, _, f) = t
  println("#{swap((1, "x"))} #{n} #{f} #{Tuple.first(t)} #{Tuple.second(t)} #{Tuple.nth(t, 2)}")
  println("#{(1, 2) < (1, 3)} #{("b", 0) < ("a", 9)} #{(1, (2, 3)) == (1, (2, 3))}")
  println("#{Map.get(%{(1, "a") => "hit"}, (1, "a"))}")
  let ((a, b), c) = ((1, 2), 3)
  println("#{a + b + c}")
end
