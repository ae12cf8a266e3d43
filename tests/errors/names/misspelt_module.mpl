fn main() do
  println("#{Lst.length([1])}")
  println("#{Strings.length("a")}")
  println("#{Jason.encode(1)}")
end
