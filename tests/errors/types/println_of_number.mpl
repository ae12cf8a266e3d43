fn main() do
  println(5)
end
