fn main() do
  println("#{1 == "1"}")
  println("#{1 < 2.0}")
  println("#{"a" == :a}")
  println("#{Some(1) == 1}")
end
