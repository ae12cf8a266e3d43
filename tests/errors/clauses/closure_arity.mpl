fn main() do
  let f = fn 0 -> "zero" | a, b -> "two" end
  println(f(0))
end
