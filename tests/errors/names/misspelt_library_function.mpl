fn main() do
  println("#{List.lenght([1])}")
  println("#{String.to_uper("a")}")
  println("#{Map.puts(%{}, 1, 2)}")
end
