fn big() = 9223372036854775807

fn main() do
  println("before")
  println("#{big() + 1}")
end
