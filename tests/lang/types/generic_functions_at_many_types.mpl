fn pair_up(a, b) = (a, b)
fn first<A, B>((a, _) :: (A, B)) -> A = a
fn largest(xs) = List.reduce(List.tail(xs), List.head(xs), fn(a, b) -> if b > a do b else a end end)
fn add(a, b) = a + b
fn same(a, b) = a == b
fn show(x) = "<#{x}>"
fn join(a, b) = a <> b

fn main() do
  println("#{pair_up(1, "x")} #{first(pair_up(2.5, [1]))}")
  println(
    "#{largest([3, 9, 2])} #{largest(["b", "c", "a"])} #{largest([1.5, 0.5])} #{largest([(1, "b"), (1, "c")])}"
  )
  println("#{add(1, 2)} #{add(1.5, 2.0)}")
  println("#{same([1], [1])} #{same("a", "b")} #{same(Some((1, "x")), Some((1, "x")))}")
  println(show(1) <> show("s") <> show([1.0]) <> show((true, Some(2))))
  println("#{join("a", "b")} #{join([1], [2])}")
end
