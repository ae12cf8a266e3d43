fn main() do
  println("#{total}")
  let total = 3
  println("#{total}")
end
