fn add(a, b) = a + b

fn main() do
  println("#{1 |5> add(2)}")
end
