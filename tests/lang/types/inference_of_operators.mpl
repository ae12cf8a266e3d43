fn add(a, b) = a + b
fn join(a, b) = a <> b
fn largest(a, b) = if a < b do b else a end
fn show_pair(a, b) = "#{a} and #{b}"
fn same(a, b) = a == b
fn apply(f, x) = f(f(x))

fn main() do
  println("#{add(1, 2)} #{add(0.5, 0.25)}")
  println("#{join("a", "b")} #{join([1], [2])}")
  println("#{largest(3, 9)} #{largest("b", "a")} #{largest([1], [0, 5])}")
  println(show_pair(1, [true]))
  println("#{same(None, Some(1))} #{same((1, "a"), (1, "a"))}")
  println("#{apply(fn n -> n * 3 end, 2)} #{apply(fn s -> s <> "!" end, "a")}")
end
