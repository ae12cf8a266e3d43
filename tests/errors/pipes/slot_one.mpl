fn add(a, b) = a + b

fn main() do
  println("#{1 |1> add(2)}")
  println("#{1 |0> add(2)}")
end
