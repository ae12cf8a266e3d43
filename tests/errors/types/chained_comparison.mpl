fn main() do
  let n = 5
  println("#{0 < n < 10}")
end
