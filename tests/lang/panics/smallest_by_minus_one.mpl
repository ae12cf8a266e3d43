fn lowest() = -9223372036854775808

fn main() do
  println("#{lowest() / (0 - 1)}")
end
