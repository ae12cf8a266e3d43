fn add(a, a) = a + a

fn main() do
  println("#{add(1, 2)}")
  let f = fn(x, x) -> x end
  println("#{f(1, 2)}")
end
