struct Money do
  cents :: Int
end

fn main() do
  let a = Money { cents: 1 }
  println("#{a + a}")
  println("#{-a}")
  println("#{a * 2}")
end
