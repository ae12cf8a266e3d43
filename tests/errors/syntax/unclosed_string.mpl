fn main() do
  println("abc)
end
