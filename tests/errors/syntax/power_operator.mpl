fn main() do
  println("#{2 ** 3}")
end
