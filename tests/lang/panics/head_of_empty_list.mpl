fn main() do
  println("#{List.head([1])}")
  println("#{List.head(List.tail([1]))}")
end
