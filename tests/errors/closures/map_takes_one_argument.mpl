fn main() do
  let doubled = List.map([1, 2, 3], fn(index, x) -> x * 2 end)
  println("#{doubled}")
end
