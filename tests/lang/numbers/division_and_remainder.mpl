fn main() do
  for pair in [(7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (0, 5)] do
    let (a, b) = pair
    println("#{a} #{b}: #{a / b} #{a % b} #{a / b * b + a % b == a}")
  end
  println("#{7.5 % 2.0} #{-7.5 % 2.0} #{7.0 / 2.0}")
  println("#{(0 - 9223372036854775807 - 1) % -1}")
end
