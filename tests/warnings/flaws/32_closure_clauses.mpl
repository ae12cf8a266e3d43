fn main() do
  let f = fn 0 -> "zero" | 1 -> "one" end
  println(f(1))
  println(List.head(List.map([true], fn true -> "yes" end)))
end
