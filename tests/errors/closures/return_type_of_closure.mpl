fn apply(f :: Fun(Int) -> String) -> String = f(1)

fn main() do
  println(apply(fn x -> x + 1 end))
  println(apply(fn(x :: String) -> x end))
end
