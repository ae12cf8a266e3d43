fn main() do
  let doubled = List.map([1, 2, 3], fn x -> x * 2)
  println("#{doubled}")
end
