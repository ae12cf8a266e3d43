fn main() do
  count = 1
  println("#{count}")
end
