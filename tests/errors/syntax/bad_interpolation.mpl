fn main() do
  println("#{1 +} #{} #{let x = 1}")
end
