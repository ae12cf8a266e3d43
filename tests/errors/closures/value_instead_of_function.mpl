fn main() do
  println("#{List.map([1, 2], 5)}")
  println("#{List.any([1, 2], true)}")
end
