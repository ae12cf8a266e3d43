fn main() do
  println("one
  println("two")
end
