fn lowest() = -9223372036854775808

fn main() do
  println("#{lowest()}")
  println("#{-lowest()}")
end
