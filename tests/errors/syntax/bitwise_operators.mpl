fn main() do
  println("#{1 & 2}")
  println("#{1 ^ 2}")
  println("#{1 << 2}")
end
