fn main() do
  let total = List.reduce([1, 2, 3], fn(sum, x) -> sum + x end, 0)
  println("#{total}")
end
