fn main() do
  let m = %{"a" => 1, "b" => "two", 3 => 4}
  println("#{m}")
  println("#{Map.get(%{"a" => 1}, :a)}")
end
