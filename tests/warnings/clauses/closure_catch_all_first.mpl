fn main() do
  let f = fn x -> "any" | 0 -> "zero" end
  println(f(0))
end
