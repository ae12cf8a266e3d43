fn add(a, b) = a + b

fn main() do
  println("#{add(1 2)}")
end
