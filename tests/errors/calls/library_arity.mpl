fn main() do
  println(String.slice("hello", 1))
  println("#{List.length()}")
  println("#{Map.put(%{"a" => 1}, "b")}")
  println("#{[1, 2].append(3, 4)}")
end
