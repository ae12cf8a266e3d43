fn apply(f :: Fun(Int) -> String, n :: Int) = f(n)

fn main() do
  println(apply(fn n -> n + 1 end, 3))
  println(apply(fn(a, b) -> "x" end, 3))
  println(apply("f", 3))
end
