fn main() do
  let big = List.filter([1, 2, 3], fn x -> x + 1 end)
  println("#{big}")
end
