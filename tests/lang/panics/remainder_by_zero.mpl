fn zero() = List.length([])

fn main() do
  println("#{7 % (zero() + 4)}")
  println("#{7 % zero()}")
end
