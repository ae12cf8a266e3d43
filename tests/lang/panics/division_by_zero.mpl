fn zero() = 0

fn main() do
  println("#{10 / 2}")
  let n = 10 / zero()
  println("#{n}")
end
