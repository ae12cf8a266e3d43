fn min_max(xs :: List<Int>) -> (Int, Int) do
  List.reduce(xs, (xs[0], xs[0]), fn((lo, hi), x) -> (Math.min(lo, x), Math.max(hi, x)) end)
end

fn swap((a, b)) = (b, a)

fn main() do
  let (lo, hi) = min_max([4, 2, 9])
  println("#{lo} #{hi} #{swap(swap(("l", 1.5)))}")
  let t = ((1, "a"), [(2, None), (3, Some("x"))], (true, ()))
  println("#{t} #{t == t}")
  println(
    "#{(1, "b", 2.5) < (1, "b", 3.0)} #{((1, 2), 3) == ((1, 2), 3)} #{compare((2, 1), (1, 9))}"
  )
  println("#{Tuple.first((7, "x"))} #{Tuple.second((7, "x"))} #{Tuple.nth((1, 2.5, "z"), 2)}")
end
