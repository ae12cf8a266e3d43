fn main() do
  println("café")
end
